"""What an address shows that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.page import Page
from builder.site.site import Edition


@dataclass(frozen=True, slots=True)
class MissingView:
    """The page: it says so and offers ways on."""

    title: str
    description: str


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page; hosts show it by its file’s name."""
    yield Page(edition, f"/{edition.code}/404.html", "missing", partial(missing_view, edition))


def missing_view(edition: Edition) -> MissingView:
    """The page in the edition’s language."""
    return MissingView(edition.t("nav.404"), edition.t("about.404"))
