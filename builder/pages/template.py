"""Views → HTML, by the theme’s Jinja templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from functools import cache, partial
from typing import NamedTuple

import jinja2
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from builder.pages.page import Page
from builder.problems import BuildError, Place, Problem
from builder.site import urls
from builder.site.assets import asset_path
from builder.site.look import VERDICTS
from builder.site.site import Edition, Site

_STRING = re.compile(r"""\{\{ t\("([\w.-]+)"\) \}\}""")


class Alternative(NamedTuple):
    """The same page in another edition: its path, the edition, its tag for browsers and its name
    for readers.
    """

    path: str
    code: str
    tag: str
    name: str


class Templates:
    """The theme’s templates compiled once, so that forked processes share them.

    Raises `BuildError` for a template that cannot be compiled, and for one that fails on a page.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.editions = site.editions
        self.environments: dict[str, jinja2.Environment] = {}
        self.asset = cache(self._asset)
        self.languages = [
            (edition.code, edition.t("lang.tag"), edition.t("lang.name"))
            for edition in self.editions
        ]
        for edition in self.editions:
            environment = self.environments[edition.code] = self._environment(edition)
            for name in self.site.theme.templates:
                try:
                    environment.get_template(name)
                except BuildError:
                    raise
                except jinja2.TemplateSyntaxError as error:
                    raise self._problem(
                        error.filename or error.name or name, error.lineno, error
                    ) from error
                except Exception as error:
                    raise self._failure(name, error) from error

    def page(self, page: Page) -> bytes:
        """The HTML of one page."""
        alternates = [
            Alternative(urls.alternative(page.path, code), code, tag, name)
            for code, tag, name in self.languages
        ]
        return self._render(
            f"{page.template}.html",
            page.edition,
            page=page,
            view=page.view(),
            alternates=alternates,
        )

    def entrance(self, template: str) -> bytes:
        """A page outside the languages: it speaks all of them."""
        return self._render(f"{template}.html", self.editions[0], editions=self.editions)

    def drawing(self, template: str, view: object) -> str:
        """A drawing of the theme, as SVG."""
        return self._render(f"{template}.svg", self.editions[0], view=view).decode()

    def _render(self, template: str, edition: Edition, **values: object) -> bytes:
        try:
            return self.environments[edition.code].get_template(template).render(**values).encode()
        except BuildError:
            raise
        except Exception as error:
            raise self._failure(template, error) from error

    def _environment(self, edition: Edition) -> jinja2.Environment:
        """One for each language: its macros know their strings without a context."""
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(partial(self._source, edition)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )

        environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}

        @cache
        def once(macro: Macro, *values: Hashable) -> Markup:
            """What a macro makes of these values, made once for all pages of the edition."""
            return Markup(macro(*values))

        environment.globals.update(
            t=edition.t,
            edition=edition,
            site=self.site,
            asset=self.asset,
            once=once,
            signs={verdict: sign for verdict, (sign, _) in VERDICTS.items()},
            site_title=edition.text(self.site.config.title),
        )
        return environment

    def _source(self, edition: Edition, name: str) -> tuple[str, str, None] | None:
        """A template and its name, with the strings that take no values written into it before it
        is compiled.
        """
        if name not in self.site.theme.templates:
            return None
        return (
            _STRING.sub(
                lambda match: str(escape(edition.t(match[1]))), self.site.theme.templates[name]
            ),
            name,
            None,
        )

    def _asset(self, name: str) -> str:
        path = asset_path(name)
        if path not in self.site.asset_files:
            raise jinja2.TemplateError(f"static/{name} does not exist")
        return f"{self.site.prefix}/{path}"

    def _failure(self, template: str, error: Exception) -> Exception:
        """The problem of the template that an error comes from; the error itself if none had a part
        in it.
        """
        place = _where(error, template, self.site.theme.templates)
        return self._problem(*place, error) if place else error

    def _problem(self, template: str, line: int, error: Exception) -> BuildError:
        place = Place(self.site.theme.file(f"templates/{template}"), line, 1)
        detail = (
            str(error)
            if isinstance(error, jinja2.TemplateError)
            else f"{type(error).__name__}: {error}"
        )
        if isinstance(error, jinja2.TemplateNotFound):
            detail = f"templates/{error} does not exist"
        return BuildError([Problem(place, "template-error", {"detail": detail})])


def _where(error: Exception, template: str, templates: Collection[str]) -> tuple[str, int] | None:
    """The template and line that an error comes from: the innermost of a template, which may have
    called us amiss.
    """
    place: tuple[str, int] | None = (
        (template, 1) if isinstance(error, jinja2.TemplateError) else None
    )
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in templates:
            place = (name, trace.tb_lineno)
        trace = trace.tb_next
    return place
