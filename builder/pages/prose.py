"""Pages that editors write in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.model.content import ProsePage
from builder.pages.page import Page, home_link
from builder.site import urls
from builder.site.prose import html
from builder.site.site import Edition


@dataclass(frozen=True, slots=True)
class ProseView:
    """A page of prose."""

    title: str
    description: str
    html: str


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """A page for each text of this language, but that of the front page."""
    for written in edition.catalog.pages.values():
        if written.lang == edition.lang and written.id != "home":
            origin = edition.catalog.origins["pages", f"{written.id}.{written.lang}"].file
            path, view = urls.page(edition.code, written.id), partial(prose_view, edition, written)
            yield Page(edition, path, "prose", view, (home_link(edition),), origin)


def prose_view(edition: Edition, written: ProsePage) -> ProseView:
    """A page of prose."""
    return ProseView(
        title=edition.script(written.title),
        description=edition.script(written.description),
        html=html(edition.script(written.body), edition.localised_path),
    )
