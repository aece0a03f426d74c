"""What the old address of a renamed record shows on hosts that read no `_redirects`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.indicators import embed_view
from builder.pages.page import Page
from builder.site import urls
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class MovedView:
    """The page: it names the record, and sends the browser on to `path` (without the site’s
    prefix).
    """

    title: str
    description: str
    path: str
    link: Link


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """A page for each old address; other sites’ frames get the indicator itself."""
    origin = edition.catalog.place("redirects", "").file
    for redirect in edition.catalog.redirects:
        path = urls.page(edition.code, redirect.old)
        view = partial(moved_view, edition, redirect.new)
        yield Page(edition, path, "moved", view, origin=origin)
        kind, _, id = redirect.new.partition("/")
        if kind == "indicators" and redirect.old.startswith(kind):
            indicator = edition.catalog.indicators[id]
            embedded = partial(embed_view, edition, indicator, charts)
            yield Page(edition, f"/embed{path}", "embed", embedded, origin=origin)


def moved_view(edition: Edition, new: str) -> MovedView:
    """The page for a record whose address is `new` (`indicators/some-id`)."""
    path = urls.page(edition.code, new)
    kind, _, id = new.partition("/")
    name = edition.text(getattr(edition.catalog, kind)[id].label)
    return MovedView(
        edition.t("nav.moved"), edition.t("about.moved"), path, Link(edition.href(path), name)
    )
