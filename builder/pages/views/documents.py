"""The list of documents and one document: every numbered place and what was curated from it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.records import Document
from builder.model.rules import COVERED
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.views.charts import ChartView
from builder.pages.views.shared import file_link
from builder.pages.views.surveys import survey_views


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
    """A document in a list; `places` and `linked` count the places that must be used, and those that are."""

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

    rows: tuple[DocumentRow, ...]
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document’s page."""

    row: DocumentRow
    summary: str
    date_note: str
    licence: str
    text: str
    groups: tuple[PlaceGroupView, ...]
    file: Link


def documents_view(e: Edition) -> DocumentsView:
    """All documents."""
    return DocumentsView(tuple(document_row(e, d) for d in e.documents.values()), survey_views(e, "coverage"))


def document_row(e: Edition, document: Document) -> DocumentRow:
    """The document in a list."""
    covered = [locator for group in document.places if group.kind in COVERED for locator in group.locators]
    uses = e.catalog.uses.get(document.id, {})
    return DocumentRow(
        link=e.document(document.id),
        title=e.text(document.title),
        kind=e.t(f"document.{document.kind}"),
        issuer=e.text(document.issuer),
        published=e.date(document.published) if document.published else e.t("document.undated"),
        status=e.t(f"document.{document.status}"),
        draft=document.status == "draft",
        period=e.period(document.period),
        places=len(covered),
        linked=sum(locator in uses for locator in covered),
    )


def document_view(e: Edition, document: Document) -> DocumentView:
    """The document’s page."""
    reasons = {entry.place: e.text(entry.reason) for entry in document.unused}
    uses = e.catalog.uses.get(document.id, {})
    groups = []
    for group in document.places:
        places = [
            PlaceRow(
                urls.anchor(locator),
                e.locator(document.id, locator),
                tuple(e.link(use.kind, use.id) for use in uses.get(locator, ())),
                reasons.get(locator, ""),
            )
            for locator in group.locators
        ]
        linked = sum(bool(place.uses) for place in places)
        groups.append(PlaceGroupView(e.text(group.title), group.kind in COVERED, linked, tuple(places)))
    return DocumentView(
        row=document_row(e, document),
        summary=e.text(document.summary),
        date_note=e.text(document.date_note),
        licence=e.text(document.licence),
        text=document.text,
        groups=tuple(groups),
        file=file_link(e, "documents", document.id),
    )
