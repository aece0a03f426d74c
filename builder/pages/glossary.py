"""The glossary, published as a page where a site has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.page import Page, list_page
from builder.site.site import Edition


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the glossary: in this language; in the others, each with the language’s tag; and
    what it means.
    """

    term: str
    others: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All terms, in this language’s order."""

    title: str
    description: str
    terms: tuple[TermRow, ...]


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page, where there are terms."""
    if edition.catalog.glossary:
        yield list_page(edition, "glossary", partial(glossary_view, edition))


def glossary_view(edition: Edition) -> GlossaryView:
    """The glossary: by alphabet, in Chinese by pinyin."""
    others = [edition.site.edition(code) for code in edition.others]
    rows = [
        TermRow(
            edition.text(term.words),
            tuple((other.t("lang.tag"), other.text(term.words)) for other in others),
            edition.text(term.note),
        )
        for term in edition.catalog.glossary
    ]
    return GlossaryView(
        title=edition.t("nav.glossary"),
        description=edition.t("about.glossary"),
        terms=tuple(sorted(rows, key=lambda row: row.term.casefold().encode("gb18030"))),
    )
