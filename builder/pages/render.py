"""Views → HTML, and artefacts → staged files on as many processes as asked."""

from __future__ import annotations

import os
import pickle
import re
import traceback
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple, cast

import jinja2
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.links import Links
from builder.pages.site import Site
from builder.problems import BuildError, Place, Problem
from builder.write.artifact import Artifact
from builder.write.manifest import Entry
from builder.write.publish import Stage

_STRING = re.compile(r"""\{\{ t\("([\w.-]+)"\) \}\}""")


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page to be made: its path, template, the function that makes its view, and what its head says."""

    edition: Edition
    path: str
    template: str
    view: Callable[[Edition], object]
    title: str
    describe: Callable[[Edition], str]
    crumbs: tuple[Link, ...] = ()
    origin: str = ""


class Alternative(NamedTuple):
    """The same page in another edition: its path, the edition, its tag for browsers and its name for readers."""

    path: str
    code: str
    tag: str
    name: str


class Renderer:
    """Templates compiled once, so that forked processes share them; a page is a function of its spec."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.editions = tuple(Edition(site, code) for code in site.codes)
        self.environments: dict[str, jinja2.Environment] = {}
        self.asset = cache(self._asset)
        self.languages = [(e.code, e.t("lang.tag"), e.t("lang.name")) for e in self.editions]
        for e in self.editions:
            environment = self.environments[e.code] = self._environment(e)
            for name in self.site.theme.templates:
                try:
                    template = environment.get_template(name)
                    if name.startswith("parts/"):
                        environment.globals.update(_macros(template))
                except BuildError:
                    raise
                except jinja2.TemplateSyntaxError as error:
                    raise self._problem(error.filename or error.name or name, error.lineno, error) from error
                except Exception as error:
                    raise self._failure(name, error) from error

    def page(self, spec: PageSpec) -> bytes:
        """The HTML of one page."""
        e = spec.edition
        alternates = [Alternative(urls.alternative(spec.path, one[0]), *one) for one in self.languages]
        values = {"page": spec, "view": spec.view(e), "description": spec.describe(e), "alternates": alternates}
        return self._render(f"{spec.template}.html", e, **values)

    def entrance(self, template: str) -> bytes:
        """A page outside the languages: it speaks all of them."""
        return self._render(f"{template}.html", self.editions[0], editions=self.editions)

    def drawing(self, template: str, view: object) -> str:
        """A drawing of the theme, as SVG."""
        return self._render(f"{template}.svg", self.editions[0], view=view).decode()

    def _render(self, template: str, e: Edition, **values: object) -> bytes:
        try:
            return self.environments[e.code].get_template(template).render(**values).encode()
        except BuildError:
            raise
        except Exception as error:
            raise self._failure(template, error) from error

    def _environment(self, e: Edition) -> jinja2.Environment:
        """One for each language: its macros know their strings without a context."""
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(partial(self._source, e)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )

        environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}

        @cache
        def fragment(name: str, *values: Hashable) -> Markup:
            """What the macro `name` makes of these values, made once."""
            if name not in environment.globals:
                raise jinja2.TemplateError(f"no file of templates/parts/ has a macro “{name}”")
            macro = cast("Macro", environment.globals[name])
            return Markup(macro(*values))

        environment.globals.update(
            t=e.t,
            e=e,
            site=self.site,
            asset=self.asset,
            to=e.to,
            fragment=fragment,
            site_title=e.text(self.site.config.title),
        )
        return environment

    def _source(self, e: Edition, name: str) -> tuple[str, str, None] | None:
        """A template and its name, with the strings that take no values written into it before it is compiled."""
        if name not in self.site.theme.templates:
            return None
        return _STRING.sub(lambda found: str(escape(e.t(found[1]))), self.site.theme.templates[name]), name, None

    def _asset(self, name: str) -> str:
        path = self.site.asset_path(name)
        if path not in self.site.asset_files:
            raise jinja2.TemplateError(f"static/{name} does not exist")
        return f"{self.site.prefix}/{path}"

    def _failure(self, template: str, error: Exception) -> Exception:
        """The problem of the template that an error comes from; the error itself if none had a part in it."""
        place = _where(error, template, self.site.theme.templates)
        return self._problem(*place, error) if place else error

    def _problem(self, template: str, line: int, error: Exception) -> BuildError:
        place = Place(f"themes/{self.site.theme.name}/templates/{template}", line, 1)
        detail = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
        if isinstance(error, jinja2.TemplateNotFound):
            detail = f"templates/{error} does not exist"
        return BuildError([Problem(place, "template-error", {"detail": detail})])


def _macros(template: jinja2.Template) -> dict[str, object]:
    """The macros of a template; they are known to every template, because importing them costs time on every page."""
    try:
        module = template.module
    except Exception:
        template.environment.handle_exception()  # sets the lines of templates into the trace, as rendering does
    return {name: value for name, value in vars(module).items() if isinstance(value, Macro)}


def _where(error: Exception, template: str, templates: Collection[str]) -> tuple[str, int] | None:
    """The template and line that an error comes from: the innermost of a template, which may have called us amiss."""
    found: tuple[str, int] | None = (template, 1) if isinstance(error, jinja2.TemplateError) else None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in templates:
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


@dataclass
class Produced:
    """What came of artefacts: the staged entries by path, and the links between pages."""

    entries: dict[str, Entry] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: Produced) -> None:
        """Take over what another process made."""
        self.entries |= other.entries
        self.links.add(other.links)
        self.problems += other.problems


def produce(artifacts: tuple[Artifact, ...], stage: Stage, prefix: str, jobs: int) -> Produced:
    """Make and stage every artefact; the bytes do not depend on `jobs`. Raises `BuildError` with all problems."""
    clashes = [
        Problem(Place(artifact.origin or artifact.path), "path-collision", {"path": artifact.path})
        for artifact in _twice(artifacts)
    ]
    if clashes:
        raise BuildError(clashes)
    files = frozenset(artifact.path for artifact in artifacts)
    whole = Produced()
    if jobs == 1:
        whole.add(_share(artifacts, files, stage, prefix))
    else:
        for share in _forked([partial(_share, artifacts[n::jobs], files, stage, prefix) for n in range(jobs)], stage):
            whole.add(share)
    if whole.problems:
        raise BuildError(whole.problems)
    return whole


def _twice(artifacts: tuple[Artifact, ...]) -> list[Artifact]:
    seen: set[str] = set()
    found = []
    for artifact in artifacts:
        name = artifact.path.casefold()
        if name in seen:
            found.append(artifact)
        seen.add(name)
    return found


def _share(
    artifacts: tuple[Artifact, ...], files: frozenset[str], stage: Stage, prefix: str, parent: int = 0
) -> Produced:
    done = Produced()
    for artifact in artifacts:
        if parent and os.getppid() != parent:
            os._exit(1)
        try:
            content = artifact.make()
            done.entries[artifact.path] = stage.put(artifact.path, content)
        except BuildError as error:
            done.problems += error.problems
            continue
        if artifact.path.endswith(".html"):
            done.links.read(artifact.path, content.decode(), prefix, files)
    return done


def _forked(shares: list[Callable[..., Produced]], stage: Stage) -> list[Produced]:
    """Run each share in a process forked from this one, which has loaded everything already."""
    parent, pipes, children = os.getpid(), [], []
    for share in shares:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            stage.forked()
            with open(writing, "wb") as pipe:
                pickle.dump(_answer(partial(share, parent=parent)), pipe, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
        children.append(child)
    results = []
    for reading, child in zip(pipes, children, strict=True):
        with open(reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        result = pickle.loads(answer) if answer else "a worker process was killed"
        if isinstance(result, str):
            raise ChildProcessError(result)
        results.append(result)
    return results


def _answer(share: Callable[[], Produced]) -> Produced | str:
    """The share, or the traceback of what broke in the forked process."""
    try:
        return share()
    except BaseException:
        return traceback.format_exc()
