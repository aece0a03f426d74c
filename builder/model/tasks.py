"""Written facts: what documents tell somebody to do."""

from __future__ import annotations

from typing import ClassVar, Literal

from builder.model.periods import PeriodField
from builder.model.values import (
    GoalId,
    Id,
    Line,
    Localized,
    LocalizedLine,
    Locator,
    OptionalQuantity,
    Record,
)

Role = Literal["lead", "responsible", "supporting"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "supporting")


class Commitment(Record):
    """A figure inside a task."""

    subject: LocalizedLine
    value: OptionalQuantity = None
    text: Localized | None = None
    unit: Id
    period: PeriodField
    indicator: Id | None = None
    note: Localized | None = None


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
    """Something a document tells somebody to do."""

    from_path: ClassVar = ("id", "document")
    id: str
    document: str
    place: Locator
    title: LocalizedLine
    summary: Localized
    period: PeriodField
    portfolio: Id | None = None
    departments: Responsible = Responsible()
    commitments: tuple[Commitment, ...] = ()
    topics: tuple[Id, ...] = ()
    goals: tuple[GoalId, ...] = ()
    indicators: tuple[Id, ...] = ()
    note: Localized | None = None

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its title."""
        return self.title
