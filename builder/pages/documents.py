"""The list of documents and one document: every numbered place and what was curated from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts, ChartView
from builder.model.catalog import Use
from builder.model.documents import Document
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import elsewhere, file_link
from builder.site import urls
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place, what was curated from it, or why nothing was."""

    anchor: str
    name: str
    uses: tuple[Link, ...]
    unused: str


@dataclass(frozen=True, slots=True)
class PlaceGroupView:
    """A numbered series of places; `covered` says whether each must be used."""

    title: str
    covered: bool
    linked: int
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list; `places` and `linked` count the places that must be used, and those
    that are.
    """

    link: Link
    title: str
    kind: str
    issuer: str
    published: str
    status: str
    draft: bool
    period: str
    places: int
    linked: int


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """All documents, and how much of each is used."""

    title: str
    description: str
    rows: tuple[DocumentRow, ...]
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document’s page; `url` is where it can be read, `archived` where a copy is kept."""

    title: str
    description: str
    row: DocumentRow
    date_note: str
    url: Link | None
    retrieved: str
    archived: Link | None
    licence: str
    text: str
    groups: tuple[PlaceGroupView, ...]
    file: Link


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, and a page a document."""
    yield from section_page(edition, "documents", partial(documents_view, edition, charts))
    yield from record_pages(edition, "documents", "document", document_view)


def documents_view(edition: Edition, charts: Charts) -> DocumentsView:
    """All documents."""
    return DocumentsView(
        title=edition.t("nav.documents"),
        description=edition.t("about.documents"),
        rows=document_rows(edition),
        charts=charts.surveys(edition, "coverage"),
    )


def document_rows(edition: Edition) -> tuple[DocumentRow, ...]:
    """All documents, by rank."""
    return tuple(document_row(edition, d) for d in edition.catalog.ranked_documents.values())


def document_row(edition: Edition, document: Document) -> DocumentRow:
    """The document in a list."""
    covered = document.covered_locators
    uses = edition.catalog.uses.get(document.id, {})
    return DocumentRow(
        link=edition.document(document.id),
        title=edition.text(document.title),
        kind=edition.kind(document),
        issuer=edition.text(document.issuer),
        published=edition.date(document.published)
        if document.published
        else edition.t("document.undated"),
        status=edition.t(f"document.{document.status}"),
        draft=document.status == "draft",
        period=edition.period(document.period) if document.period else "",
        places=len(covered),
        linked=sum(locator in uses for locator in covered),
    )


def document_view(edition: Edition, document: Document) -> DocumentView:
    """The document’s page."""
    name, retrieved = edition.text(document.title), document.retrieved
    return DocumentView(
        title=name,
        description=edition.text(document.summary) or edition.t("about.document", name=name),
        row=document_row(edition, document),
        date_note=edition.text(document.date_note),
        url=elsewhere(document.address(edition.lang)),
        retrieved=edition.t("document.retrieved", date=edition.date(retrieved))
        if retrieved
        else "",
        archived=elsewhere(document.archived),
        licence=edition.text(document.licence),
        text=document.text or "",
        groups=tuple(_groups(edition, document)),
        file=file_link(edition, "documents", document.id),
    )


def _groups(edition: Edition, document: Document) -> Iterator[PlaceGroupView]:
    """The document as a whole where something was curated from it, its own groups of places, then
    the pages and paragraphs that records name.
    """
    uses = edition.catalog.uses.get(document.id, {})
    if whole := uses.get(""):
        title = edition.t("document.whole")
        row = PlaceRow("_whole", title, _links(edition, whole), "")
        yield PlaceGroupView(title, False, 1, (row,))
    reasons = {entry.place: edition.text(entry.reason) for entry in document.unused}
    counted = document.undeclared([*uses, *reasons])
    groups = [
        (edition.text(group.title), group.covered, group.locators) for group in document.places
    ]
    if counted:
        groups.append((edition.t("document.counted"), False, counted))
    for title, covered, locators in groups:
        rows = tuple(
            PlaceRow(
                urls.anchor(locator),
                edition.locator(document.id, locator),
                _links(edition, uses.get(locator, ())),
                reasons.get(locator, ""),
            )
            for locator in locators
        )
        yield PlaceGroupView(title, covered, sum(bool(row.uses) for row in rows), rows)


def _links(edition: Edition, uses: Iterable[Use]) -> tuple[Link, ...]:
    return tuple(edition.link(use.kind, use.id) for use in uses)
