"""Written facts: what an editor puts into `data/`, one class a kind of record.

Fields named in `from_path` come from the file's path and are refused inside the file.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from builder.model.periods import PeriodField
from builder.model.values import (
    Boolean,
    GoalId,
    Id,
    Localized,
    LocalizedLine,
    Locator,
    Name,
    OptionalQuantity,
    Record,
    RecordPath,
    SourceField,
    Worded,
    Year,
)

Direction = Literal["higher", "lower", "none"]


class Goal(Record):
    """What a document sets out to reach."""

    from_path: ClassVar = ("id", "document")
    id: str
    document: str
    title: LocalizedLine
    summary: Localized
    place: Locator
    horizon: Year
    parent: GoalId | None = None
    supports: tuple[GoalId, ...] = ()
    topics: tuple[Id, ...] = ()

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its title."""
        return self.title


class Series(Worded):
    """A part of an indicator that a document reports by itself: a scope, a sub-group, a growth
    rate.
    """

    unit: Id | None = None
    direction: Direction | None = None


class Statement(Record):
    """A value that a document states at a place, or a text where it gives no number.

    Only a target may lack a period: some are announced without a date.
    `unit` is set where the document prints another unit than the indicator's; `expected` where a
    curator has looked at a value that seems odd and found it meant so.
    """

    period: PeriodField | None = None
    value: OptionalQuantity = None
    unit: Id | None = None
    text: Localized | None = None
    source: SourceField
    series: Id | None = None
    cumulative: Boolean = False
    measured: Year | None = None
    preferred: Boolean = False
    expected: Boolean = False
    note: Localized | None = None


class Observation(Statement):
    """A reported value. `declares` is what a document says in words in place of a number."""

    period: PeriodField
    declares: Literal["met", "discontinued"] | None = None


class Target(Statement):
    """An announced value."""


class Aside(Record):
    """A known reason why documents differ about one figure."""

    kind: Literal["observation", "target"]
    period: PeriodField | None = None
    series: Id | None = None
    text: Localized


class Indicator(Record):
    """A figure that plans announce and report, with every statement about it."""

    from_path: ClassVar = ("id", "topic")
    id: str
    topic: str
    name: LocalizedLine
    definition: Localized | None = None
    unit: Id
    direction: Direction
    nature: Literal["binding", "indicative"] | None = None
    names: tuple[Name, ...] = ()
    goals: tuple[GoalId, ...] = ()
    departments: tuple[Id, ...] = ()
    series: dict[Id, Series] = {}
    observations: tuple[Observation, ...] = ()
    targets: tuple[Target, ...] = ()
    asides: tuple[Aside, ...] = ()
    notes: tuple[Localized, ...] = ()

    def unit_of(self, statement: Statement) -> str:
        """The id of a statement's unit: its own, else that of its series, else the indicator's."""
        series = statement.series and self.series[statement.series].unit
        return statement.unit or series or self.unit

    def direction_of(self, series: str | None) -> Direction:
        """The direction of a series (of the indicator where the series has none)."""
        return (series and self.series[series].direction) or self.direction

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its name."""
        return self.name


class Department(Record):
    """A body that is named as doing something, with every name under which it is printed."""

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
    kind: Literal[
        "bureau",
        "office",
        "committee",
        "district-government",
        "district-committee",
        "company",
        "collective",
        "party-body",
        "institution",
        "organisation",
        "national-body",
    ]
    parent: Id | None = None
    names: tuple[Name, ...]
    note: Localized | None = None

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its name."""
        return self.name


class Redirect(Record):
    """The old address of a renamed record, and the new one: `indicators/old-id` to
    `indicators/new-id`.
    """

    old: RecordPath
    new: RecordPath
