"""The search page: a form, and every name in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.page import Page, list_page
from builder.search.entries import KINDS, entries, kind_name, readings
from builder.search.letters import letter, sorting_name
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class SearchView:
    """Every record by the first letter of its name (by pinyin in Chinese, else without an article):
    letter, then links with their kinds.
    """

    title: str
    description: str
    kinds: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    count: int


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page."""
    yield list_page(edition, "search", partial(search_view, edition))


def search_view(edition: Edition) -> SearchView:
    """The search page."""
    pinyin, all_entries = readings(edition), entries(edition)
    present = {entry.kind for entry in all_entries}
    kinds = {kind: kind_name(edition, kind) for kind in KINDS if kind in present}
    by_letter: dict[str, list[tuple[str, Link, str]]] = {}
    for entry in all_entries:
        title = entry.title
        name = sorting_name(title, edition.lang, pinyin)
        link = Link(edition.href(f"/{edition.code}/{entry.path}"), title)
        by_letter.setdefault(letter(name), []).append((name, link, kinds[entry.kind]))
    return SearchView(
        title=edition.t("nav.search"),
        description=edition.t("about.search"),
        kinds=tuple(kinds.items()),
        topics=tuple(sorted(edition.names("topics").items())),
        letters=tuple(
            (
                heading,
                tuple((link, kind) for _, link, kind in sorted(rows, key=lambda row: row[:2])),
            )
            for heading, rows in sorted(by_letter.items())
        ),
        count=len(all_entries),
    )
