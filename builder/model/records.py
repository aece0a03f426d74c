"""Written facts: what an editor puts into `data/`, one class a kind of record.

Fields named in `from_path` come from the file's path and are refused inside the file.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from builder.model.periods import PeriodField
from builder.model.sources import Source, Sources
from builder.model.values import (
    WHOLE,
    Boolean,
    Combination,
    CombinationField,
    Decimals,
    GoalId,
    Id,
    Localized,
    LocalizedLine,
    Locator,
    Name,
    OptionalNumber,
    OptionalQuantity,
    Record,
    RecordPath,
    Worded,
    Year,
)

Direction = Literal["higher", "lower", "none"]
Status = Literal["provisional", "estimated", "revised", "break", "low-reliability"]
Missing = Literal["suppressed", "not-collected", "not-applicable", "not-yet"]
_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


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


class Dimension(Record):
    """What an indicator is split by (sex, district), with the values that it takes, by id.

    Without a name it is called by its id.
    """

    name: LocalizedLine | None = None
    values: dict[Id, LocalizedLine]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Statement:
    """A value that a document states at a place, or a text where it gives no number.

    Only a target may lack a period: some are announced without a date.
    `sources` are the places that all state it, written `source`.
    `unit` is set where the document prints another unit than the indicator's; `expected` where a
    curator has looked at a value that seems odd and found it meant so. `dimensions` hold the value
    of each dimension that the number is split by; a statement with none of them and no `series` is
    about the whole. `missing` says why there is no value; `lower` and `upper` are the ends of its
    confidence interval. An indicator has up to hundreds of thousands of statements: they are small.
    """

    period: PeriodField | None = None
    value: OptionalQuantity = None
    unit: Id | None = None
    text: Localized | None = None
    sources: Sources = Field(validation_alias="source")
    series: Id | None = None
    dimensions: CombinationField = Field(default_factory=lambda: WHOLE)
    cumulative: Boolean = False
    measured: Year | None = None
    preferred: Boolean = False
    expected: Boolean = False
    status: Status | None = None
    missing: Missing | None = None
    lower: OptionalNumber = None
    upper: OptionalNumber = None
    note: Localized | None = None

    @property
    def series_id(self) -> str | None:
        """Which part of its indicator it is about, as in `combined`."""
        return combined(self.series, self.dimensions)

    @property
    def source(self) -> Source:
        """The first of the places that state it."""
        return self.sources[0]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that state it."""
        return tuple(dict.fromkeys(source.document for source in self.sources))


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Observation(Statement):
    """A reported value. `declares` is what a document says in words in place of a number."""

    period: PeriodField
    declares: Literal["met", "discontinued"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Target(Statement):
    """An announced value."""


class Aside(Record):
    """A known reason why documents differ about one figure."""

    kind: Literal["observation", "target"]
    period: PeriodField | None = None
    series: Id | None = None
    dimensions: CombinationField = WHOLE
    text: Localized

    @property
    def series_id(self) -> str | None:
        """Which part of the indicator it is about."""
        return combined(self.series, self.dimensions)


def combined(series: str | None, dimensions: Combination) -> str | None:
    """The id of a series within its indicator: of one that is named (`city`), of a combination of
    dimensions in the order of their ids (`sex=female|ward=north`), or of both
    (`percent|sex=female`). `None` is the whole.
    """
    if not dimensions:
        return series
    return f"{series}|{dimensions.id}" if series else dimensions.id


class Indicator(Record):
    """A figure that plans announce and report, with every statement about it."""

    from_path: ClassVar = ("id", "topic")
    id: str
    topic: str
    name: LocalizedLine
    definition: Localized | None = None
    unit: Id
    direction: Direction | None = None
    """What is better; without it the source does not say."""
    nature: Literal["binding", "indicative"] | None = None
    names: tuple[Name, ...] = ()
    goals: tuple[GoalId, ...] = ()
    departments: tuple[Id, ...] = ()
    decimals: Decimals | None = None
    """How many decimals of its numbers are shown; else as its unit says, else as printed."""
    sources: Sources = Field(default=(), validation_alias="source")
    """Those of statements which name none, written `source`."""
    series: dict[Id, Series] = {}
    dimensions: dict[Id, Dimension] = {}
    observations: tuple[Observation, ...] = ()
    targets: tuple[Target, ...] = ()
    asides: tuple[Aside, ...] = ()
    notes: tuple[Localized, ...] = ()

    def unit_of(self, statement: Statement) -> str:
        """The id of a statement's unit: its own, else that of its series, else the indicator's."""
        series = statement.series and self.series[statement.series].unit
        return statement.unit or series or self.unit

    def unit_of_series(self, series_id: str | None) -> str:
        """The id of a series’ unit, which single statements of it may depart from."""
        series = self.named_series(series_id)
        return (series and series.unit) or self.unit

    def direction_of(self, series_id: str | None) -> Direction:
        """The direction of a series (of the indicator where the series has none); `none` where the
        source does not say.
        """
        series = self.named_series(series_id)
        return (series and series.direction) or self.direction or "none"

    def named_series(self, series_id: str | None) -> Series | None:
        """The series that is named in an id, if one is: that of `percent|sex=female`."""
        return self.series.get((series_id or "").partition("|")[0])

    @model_validator(mode="before")
    @classmethod
    def _sourced(cls, value: Any) -> Any:
        """Statements that name no source have that of the indicator."""
        if not isinstance(value, dict) or "source" not in value:
            return value
        filled = dict(value)
        for key in ("observations", "targets"):
            if isinstance(entries := value.get(key), list):
                filled[key] = [
                    {"source": value["source"]} | entry if isinstance(entry, dict) else entry
                    for entry in entries
                ]
        return filled

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its name."""
        return self.name


class Department(Record):
    """A body that is named as doing something, with every name under which it is printed.

    `kind` is one of the site’s own kinds of departments, or of those that are known everywhere.
    """

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
    kind: Id
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
