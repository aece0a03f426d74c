"""Views → HTML, and artefacts → staged files on as many processes as asked."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import jinja2

from builder import LANGUAGES
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.links import Links
from builder.pages.site import Site
from builder.problems import BuildError, Place, Problem
from builder.write.artifact import Artifact
from builder.write.manifest import Entry
from builder.write.publish import Stage


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page to be made: its path, template, the function that makes its view, and what its head says."""

    edition: Edition
    path: str
    template: str
    view: Callable[[Edition], object]
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    origin: str = ""


class Renderer:
    """Templates compiled once; a page is a function of its spec."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.environments: dict[str, jinja2.Environment] = {}

    def page(self, spec: PageSpec) -> bytes:
        """The HTML of one page."""
        e = spec.edition
        alternates = {lang: urls.alternative(spec.path, lang) for lang in LANGUAGES}
        return self._render(spec.template, e, page=spec, view=spec.view(e), alternates=alternates)

    def entrance(self, editions: tuple[Edition, ...], template: str) -> bytes:
        """A page outside the languages: it speaks all of them."""
        return self._render(template, editions[0], editions=editions)

    def _render(self, template: str, e: Edition, **values: object) -> bytes:
        try:
            return self._environment(e).get_template(f"{template}.html").render(e=e, **values).encode()
        except jinja2.TemplateSyntaxError as error:
            raise self._problem(error.filename or error.name or template, error.lineno, error) from error
        except jinja2.TemplateError as error:
            raise self._problem(*_where(error, template), error) from error

    def _environment(self, e: Edition) -> jinja2.Environment:
        """One for each language, because templates compiled with their strings at hand need no context for them."""
        if e.lang not in self.environments:
            environment = jinja2.Environment(
                loader=jinja2.DictLoader(self.site.theme.templates),
                autoescape=True,
                undefined=jinja2.StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
            )
            environment.globals.update(t=e.t, site=self.site, asset=self._asset, languages=LANGUAGES, to=e.to)
            self.environments[e.lang] = environment
        return self.environments[e.lang]

    def _asset(self, name: str) -> str:
        if name not in self.site.theme.assets:
            raise jinja2.TemplateError(f"static/{name} does not exist")
        return f"{self.site.prefix}/{self.site.theme.asset_path(name)}"

    def _problem(self, template: str, line: int, error: Exception) -> BuildError:
        place = Place(f"themes/{self.site.theme.name}/templates/{template}", line, 1)
        return BuildError([Problem(place, "template-error", {"detail": str(error)})])


def _where(error: Exception, template: str) -> tuple[str, int]:
    """The template and line in which an error came up: the innermost frame that is a template."""
    found, trace = (f"{template}.html", 1), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == "<template>" and "__jinja_template__" in trace.tb_frame.f_globals:
            found = (trace.tb_frame.f_globals["__jinja_template__"].name or found[0], trace.tb_lineno)
        trace = trace.tb_next
    return found


@dataclass
class Produced:
    """What came of artefacts: the staged entries by path, and the links between pages."""

    entries: dict[str, Entry] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: Produced) -> None:
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
    whole = Produced()
    if jobs == 1:
        whole.add(_share(artifacts, stage, prefix))
    else:
        for share in _forked([partial(_share, artifacts[n::jobs], stage, prefix) for n in range(jobs)], stage):
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


def _share(artifacts: tuple[Artifact, ...], stage: Stage, prefix: str, parent: int = 0) -> Produced:
    done = Produced()
    for artifact in artifacts:
        if parent and os.getppid() != parent:
            os._exit(1)
        try:
            content = artifact.make()
        except BuildError as error:
            done.problems += error.problems
            continue
        done.entries[artifact.path] = stage.put(artifact.path, content)
        if artifact.path.endswith(".html"):
            done.links.read(artifact.path, content.decode(), prefix)
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
