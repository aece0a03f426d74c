"""Derived facts about statements: which are about the same thing, which contradict each other, which one counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

from builder.model.fields import Bilingual, Period
from builder.model.records import Document, Indicator, Observation, Statement, Target

S = TypeVar("S", bound=Statement)
StatementKind = Literal["observation", "target"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about, within its indicator."""

    kind: StatementKind
    series: str | None
    period: Period
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements about the same subject that differ in value, comparator or unit, and the reason if it is known."""

    indicator: Indicator
    subject: Subject
    first: Statement
    second: Statement
    explanation: Bilingual | None


def subject(statement: Statement) -> Subject:
    """What a statement is about: statements with equal subjects can be compared."""
    kind: StatementKind = "observation" if isinstance(statement, Observation) else "target"
    return Subject(kind, statement.series, statement.period, statement.cumulative)


def by_subject(indicator: Indicator) -> Mapping[Subject, tuple[Statement, ...]]:
    """The indicator's statements, those about the same thing together, in the order of the file."""
    groups: dict[Subject, list[Statement]] = defaultdict(list)
    for statement in (*indicator.observations, *indicator.targets):
        groups[subject(statement)].append(statement)
    return {key: tuple(items) for key, items in groups.items()}


def disagreements(indicator: Indicator) -> tuple[Disagreement, ...]:
    """Every pair of statements about one subject that differ in number, comparator or unit (2.0 and 2.00 do not)."""
    found = []
    for about, statements in by_subject(indicator).items():
        numbered = [(s, (s.value, s.unit)) for s in statements if s.value is not None]
        if len({content for _, content in numbered}) < 2:  # as nearly always: there is no need to look at pairs
            continue
        reason = explanation(indicator, about)
        for (first, one), (second, other) in combinations(numbered, 2):
            if one != other:
                found.append(Disagreement(indicator, about, first, second, reason))
    return tuple(found)


def explanation(indicator: Indicator, about: Subject) -> Bilingual | None:
    """The aside that explains why documents differ about `about`."""
    for aside in indicator.asides:
        if (aside.kind, aside.series, aside.period) == (about.kind, about.series, about.period):
            return aside.text
    return None


def weight(statement: Statement, documents: Mapping[str, Document]) -> tuple[bool, bool, bool, bool, str]:
    """What a statement counts beside others about the same subject, the more the greater.

    A curator's preference first, then a statement that says something over one that says nothing, one in the
    indicator's unit over one in another, a final document over a draft, and the later document over the earlier (one
    without a date is the earliest).
    """
    document = documents[statement.source.document]
    declared = isinstance(statement, Observation) and statement.declares is not None
    said = statement.value is not None or declared
    return (statement.preferred, said, statement.unit is None, document.status == "final", document.published or "")


def heaviest(statements: Iterable[S], documents: Mapping[str, Document]) -> S | None:
    """The statement that counts; of equals the first written."""
    return max(statements, key=lambda s: weight(s, documents), default=None)


def baseline(target: Target, indicator: Indicator, documents: Mapping[str, Document]) -> Observation | None:
    """The reported value that a target starts from: the latest comparable one that ends before the target's period.

    A year's level starts from a year's level, a total from an earlier total.
    """
    earlier = [
        o
        for o in indicator.observations
        if o.value is not None
        and (o.series, o.cumulative, o.unit) == (target.series, target.cumulative, target.unit)
        and (o.cumulative or o.period.is_year or not target.period.is_year)
        and o.period.end < target.period.start
    ]
    latest = max((o.period.end for o in earlier), default=None)
    return heaviest(tuple(o for o in earlier if o.period.end == latest), documents)
