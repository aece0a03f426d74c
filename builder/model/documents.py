"""Written facts: the documents that are cited, and the places in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal

from builder.model.numbering import Numbers
from builder.model.periods import PeriodField
from builder.model.values import Date, Id, Line, Localized, LocalizedLine, Locator, Record

_COVERED = ("table", "box", "task", "project", "part", "article", "vision", "goal")


class PlaceGroup(Record):
    """A numbered series of places in a document (the rows of a table, the articles …)."""

    id: Id
    kind: Literal[
        "table", "box", "task", "project", "part", "article", "vision", "goal", "answer", "section"
    ]
    title: LocalizedLine
    numbers: Numbers

    @property
    def locators(self) -> tuple[str, ...]:
        """Every place of the group, in the document’s order."""
        return tuple(f"{self.id}/{number}" for number in self.numbers)

    @property
    def covered(self) -> bool:
        """Whether each of its places must be used by a record or listed as unused."""
        return self.kind in _COVERED


class Unused(Record):
    """A place from which nothing was curated, and why."""

    place: Locator
    reason: Localized


class Document(Record):
    """A source: who issued it, when, and its numbered places."""

    from_path: ClassVar = ("id",)
    id: str
    title: LocalizedLine
    short: LocalizedLine | None = None
    kind: Literal["briefing", "proposal", "sector-plan", "work-plan"]
    issuer: LocalizedLine
    published: Date | None = None
    date_note: Localized | None = None
    status: Literal["final", "draft"]
    period: PeriodField
    text: Line
    licence: Localized
    summary: Localized
    places: tuple[PlaceGroup, ...]
    unused: tuple[Unused, ...] = ()

    @cached_property
    def locators(self) -> tuple[str, ...]:
        """Every place of the document, in its order."""
        return tuple(locator for group in self.places for locator in group.locators)

    @property
    def covered_locators(self) -> tuple[str, ...]:
        """The places that must each be used by a record or listed as unused."""
        return tuple(
            locator for group in self.places if group.covered for locator in group.locators
        )

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Locator → its position in the document."""
        return {locator: position for position, locator in enumerate(self.locators)}

    @property
    def label(self) -> LocalizedLine:
        """The document’s short name where it has one, else its title."""
        return self.short or self.title
