"""Written facts: the documents that are cited, and the places in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails

from builder.model.numbering import Numbers, is_count, natural
from builder.model.periods import PeriodField
from builder.model.sources import Day, Link, Links
from builder.model.values import Date, Id, Line, Localized, LocalizedLine, Locator, Record

PlaceKind = Literal[
    "table",
    "box",
    "task",
    "project",
    "part",
    "article",
    "vision",
    "goal",
    "answer",
    "section",
    "chapter",
    "clause",
    "annex",
    "target",
    "action",
    "measure",
    "recommendation",
    "figure",
    "indicator",
    "page",
    "paragraph",
    "heading",
]
COUNTED: tuple[PlaceKind, ...] = ("page", "paragraph")
"""Kinds whose places every document has: `page/12` needs no group."""

_READ = ("answer", "section", "chapter", "annex", "figure", "page", "paragraph", "heading")
"""Kinds of places that a document may have for the reader alone."""


class PlaceGroup(Record):
    """A series of places in a document: numbered ones (the rows of a table, the articles …), or
    passages under a heading each, which have an id and what the heading says.
    """

    id: Id
    kind: PlaceKind
    title: LocalizedLine
    numbers: Numbers = ()
    headings: dict[Id, LocalizedLine] = {}

    @model_validator(mode="before")
    @classmethod
    def _either(cls, value: Any) -> Any:
        """Headings have titles, all else has numbers."""
        if not isinstance(value, dict):
            return value
        wanted, other = ("headings", "numbers")[:: 1 if value.get("kind") == "heading" else -1]
        errors = []
        if not value.get(wanted):
            errors.append(InitErrorDetails(type="missing", loc=(wanted,), input=value))
        if other in value:
            errors.append(
                InitErrorDetails(type="extra_forbidden", loc=(other,), input=value[other])
            )
        if errors:
            raise ValidationError.from_exception_data("PlaceGroup", errors)
        return value

    @property
    def locators(self) -> tuple[str, ...]:
        """Every place of the group, in the document’s order."""
        return tuple(f"{self.id}/{number}" for number in (*self.numbers, *self.headings))

    @property
    def covered(self) -> bool:
        """Whether each of its places must be used by a record or listed as unused."""
        return self.kind not in _READ


class Unused(Record):
    """A place from which nothing was curated, and why."""

    place: Locator
    reason: Localized


class Document(Record):
    """A source: who issued it, when, where it can be read, and its places.

    `kind` is the id of a kind of documents: one of the site’s own, or of those that are known
    everywhere. `retrieved` is the day on which `url` was read, `archived` the address of a copy
    that is kept.
    """

    from_path: ClassVar = ("id",)
    id: str
    title: LocalizedLine
    short: LocalizedLine | None = None
    kind: Id
    issuer: LocalizedLine
    published: Date | None = None
    date_note: Localized | None = None
    status: Literal["final", "draft"] = "final"
    period: PeriodField | None = None
    url: Links | None = None
    archived: Link | None = None
    retrieved: Day | None = None
    text: Line | None = None
    licence: Localized | None = None
    summary: Localized | None = None
    places: tuple[PlaceGroup, ...] = ()
    unused: tuple[Unused, ...] = ()

    @cached_property
    def locators(self) -> tuple[str, ...]:
        """Every declared place of the document, in its order."""
        return tuple(locator for group in self.places for locator in group.locators)

    @property
    def covered_locators(self) -> tuple[str, ...]:
        """The places that must each be used by a record or listed as unused."""
        return tuple(
            locator for group in self.places if group.covered for locator in group.locators
        )

    @cached_property
    def groups(self) -> Mapping[str, PlaceGroup]:
        """Id → group of places."""
        return {group.id: group for group in self.places}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {locator: position for position, locator in enumerate(self.locators)}

    def has(self, locator: str) -> bool:
        """Whether the document has this place. It has every page and paragraph unless it lists
        them, as they are counted; the empty locator is the document as a whole.
        """
        group, _, number = locator.partition("/")
        undeclared = group in COUNTED and group not in self.groups
        return not locator or locator in self._positions or (undeclared and is_count(number))

    def position(self, locator: str) -> tuple[int, int, tuple[str | int, ...]]:
        """By what the places of the document are sorted: itself as a whole, its declared places in
        their order, then pages and paragraphs by their numbers.
        """
        if not locator:
            return (0, 0, ())
        if locator in self._positions:
            return (1, self._positions[locator], ())
        return (2, 0, natural(locator))

    def undeclared(self, locators: Iterable[str]) -> tuple[str, ...]:
        """Those of some places that no group has, in the order of their numbers."""
        return tuple(sorted({*locators} - {"", *self._positions}, key=natural))

    @property
    def shared_anchors(self) -> tuple[str, ...]:
        """Places that cannot be told from another of the document where `/` and `-` are the
        same.
        """
        counts = Counter(locator.replace("/", "-") for locator in self.locators)
        return tuple(at for at in self.locators if counts[at.replace("/", "-")] > 1)

    def address(self, lang: str) -> str | None:
        """Where it can be read by readers of a language."""
        return self.url if self.url is None or isinstance(self.url, str) else self.url[lang]

    @property
    def label(self) -> LocalizedLine:
        """The document’s short name where it has one, else its title."""
        return self.short or self.title
