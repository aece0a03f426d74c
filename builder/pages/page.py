"""A page to be made: its address, its template, and the view that the template shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from builder.model.catalog import Kind
from builder.site import urls
from builder.site.site import Edition, Link


class View(Protocol):
    """What a template shows: frozen values in one language.

    Every view has what the page’s head says.
    """

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `origin` is the input file that it was made from, where there is one."""

    edition: Edition
    path: str
    template: str
    view: Callable[[], View]
    crumbs: tuple[Link, ...] = ()
    origin: str = ""


def list_page(edition: Edition, name: str, view: Callable[[], View]) -> Page:
    """A page at the top of its section: `/zh/goals/`."""
    return Page(edition, urls.page(edition.code, name), name, view, (home_link(edition),))


def section_page(edition: Edition, name: str, view: Callable[[], View]) -> Iterator[Page]:
    """The page at the top of a section that the site may lack."""
    if name in edition.site.sections:
        yield list_page(edition, name, view)


def home_link(edition: Edition) -> Link:
    """The first crumb."""
    return edition.page_link(key="nav.home")


def record_pages(
    edition: Edition, kind: Kind, template: str, view: Callable[..., View]
) -> Iterator[Page]:
    """A page for each record of a kind; `view` takes the edition and the record."""
    crumbs = (home_link(edition), edition.page_link(kind, key=f"nav.{kind}"))
    for id, record in getattr(edition.catalog, kind).items():
        path, origin = urls.record(edition.code, kind, id), edition.catalog.origins[kind, id].file
        yield Page(edition, path, template, partial(view, edition, record), crumbs, origin)
