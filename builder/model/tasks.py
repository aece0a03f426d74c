"""Written facts: what documents tell somebody to do."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from builder.model.dates import last_day
from builder.model.periods import PeriodField
from builder.model.sources import Day, Link, Links, SourceField
from builder.model.values import (
    Amount,
    Date,
    GoalId,
    Id,
    Line,
    Localized,
    LocalizedLine,
    Locator,
    OptionalQuantity,
    Quantity,
    Record,
)

Progress = Literal["not-started", "in-progress", "done", "partly-done", "postponed", "dropped"]
PROGRESS: tuple[Progress, ...] = get_args(Progress)
"""What can be said of a task, in the order in which it is listed."""
_CLOSED: tuple[Progress, ...] = ("done", "dropped")
_MONTH = len("2025-06")


def _month_or_day(value: str) -> str:
    if len(value) < _MONTH:
        expected = "2025-06, 2025-06-30"
        raise PydanticCustomError("bad-value", "", {"value": value, "expected": expected})
    return value


Role = Literal["lead", "responsible", "supporting"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "supporting")


class Answer(Record):
    """What was reported of a figure in a task."""

    value: Amount
    period: PeriodField
    source: SourceField


class Commitment(Record):
    """A figure inside a task."""

    subject: LocalizedLine
    value: OptionalQuantity = None
    text: Localized | None = None
    unit: Id
    period: PeriodField | None = None
    indicator: Id | None = None
    answer: Answer | None = None
    note: Localized | None = None


def _not_negative(value: Quantity) -> Quantity:
    if value.number < 0:
        raise PydanticCustomError("bad-value", "", {"value": str(value), "expected": "120, ~ 7.5"})
    return value


class Money(Record):
    """An amount of money, in a unit; nothing less than none is set aside or spent."""

    value: Annotated[Amount, AfterValidator(_not_negative)]
    unit: Id


class Evidence(Record):
    """A page elsewhere that shows what was done."""

    title: LocalizedLine
    url: Link


class Update(Record):
    """What was said of a task’s progress on a day or in a month: always by somebody, at a place
    where there is one.
    """

    date: Annotated[Date, AfterValidator(_month_or_day)]
    status: Progress
    text: Localized | None = None
    source: SourceField | None = None
    evidence: tuple[Evidence, ...] = ()


class Responsible(Record):
    """Who does a task, by role, under the names as printed."""

    lead: tuple[Line, ...] = ()
    responsible: tuple[Line, ...] = ()
    supporting: tuple[Line, ...] = ()

    def printed(self) -> tuple[tuple[Role, str], ...]:
        """Role and printed name, in printed order: leads first, then responsible, then
        supporting.
        """
        return tuple((role, name) for role in ROLES for name in getattr(self, role))


class Task(Record):
    """Something a document tells somebody to do.

    It has a `deadline` or a `period`, or neither; without a place its document is cited as a whole.
    `updates` say what came of it, in any order.
    """

    from_path: ClassVar = ("id", "document")
    id: str
    document: str
    place: Locator | None = None
    title: LocalizedLine
    summary: Localized
    period: PeriodField | None = None
    deadline: Day | None = None
    parent: Id | None = None
    url: Links | None = None
    budget: Money | None = None
    spent: Money | None = None
    portfolio: Id | None = None
    departments: Responsible = Responsible()
    commitments: tuple[Commitment, ...] = ()
    topics: tuple[Id, ...] = ()
    goals: tuple[GoalId, ...] = ()
    indicators: tuple[Id, ...] = ()
    updates: tuple[Update, ...] = ()
    note: Localized | None = None

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its title."""
        return self.title

    @property
    def newest_first(self) -> tuple[Update, ...]:
        """Its updates, the newest first; of two of one day the one that is written later."""
        return tuple(sorted(self.updates, key=lambda u: last_day(u.date))[::-1])

    def update(self, as_of: str) -> Update | None:
        """The update that counts on a day: the newest until then."""
        return next((update for update in self.newest_first if update.date <= as_of), None)

    @property
    def due(self) -> str | None:
        """The last day on which it is in time."""
        return self.deadline or (str(self.period.last) if self.period else None)

    def late(self, as_of: str) -> bool:
        """Whether it was due before a day and is neither done nor dropped. Of a task without
        deadline of which nobody ever said anything nothing is known.
        """
        update = self.update(as_of)
        if self.due is None or not (update or self.deadline):
            return False
        return self.due < as_of and (update is None or update.status not in _CLOSED)

    def address(self, lang: str) -> str | None:
        """Where readers of a language can read about it elsewhere."""
        return self.url if self.url is None or isinstance(self.url, str) else self.url[lang]
