"""Derived facts about statements: which are about the same thing, which disagree,
which one counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal, TypeVar

from builder.model.documents import Document
from builder.model.periods import Period, parse_period
from builder.model.records import Aside, Indicator, Observation, Statement, Target
from builder.model.values import Localized

S = TypeVar("S", bound=Statement)
MOST_SIDES = 20
"""Different values that documents give for one thing, at most: more are about different things."""
StatementKind = Literal["observation", "target"]
Explained = tuple[StatementKind, str | None, Period | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about, within its indicator; targets without a date have no period."""

    kind: StatementKind
    series: str | None
    period: Period | None
    cumulative: bool

    @property
    def explained(self) -> Explained:
        """What an aside about it names."""
        return self.kind, self.series, self.period


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements about the same subject that differ in value, comparator or unit, and the
    reason if it is known.
    """

    indicator: Indicator
    subject: Subject
    first: Statement
    second: Statement
    explanation: Localized | None


@dataclass(frozen=True, slots=True)
class DisagreementGroup:
    """All the values that documents state about one subject, as printed.

    Each side holds the statements that agree to the digit, comparator and unit.
    """

    indicator: Indicator
    subject: Subject
    sides: tuple[tuple[Statement, ...], ...]
    explanation: Localized | None


def subject(statement: Statement) -> Subject:
    """What a statement is about: statements with equal subjects can be compared."""
    kind: StatementKind = "observation" if isinstance(statement, Observation) else "target"
    return Subject(kind, statement.series_id, statement.period, statement.cumulative)


def by_subject(indicator: Indicator) -> Mapping[Subject, tuple[Statement, ...]]:
    """The indicator's statements, those about the same thing together, in the order of the file."""
    groups: dict[Subject, list[Statement]] = defaultdict(list)
    for statement in (*indicator.observations, *indicator.targets):
        groups[subject(statement)].append(statement)
    return {key: tuple(items) for key, items in groups.items()}


def disagreements(indicator: Indicator) -> tuple[Disagreement, ...]:
    """Every pair of statements about one subject that differ in number, comparator or unit (2.0 and
    2.00 do not).
    """
    pairs, known = [], explanations(indicator)
    for about, statements in by_subject(indicator).items():
        numbered = [(s, (s.value, s.unit)) for s in statements if s.value is not None]
        different = len({content for _, content in numbered})
        if different < 2 or different > MOST_SIDES:  # nearly always equal; so many are refused
            continue
        aside = known.get(about.explained)
        reason = aside.text if aside else None
        for (first, one), (second, other) in combinations(numbered, 2):
            if one != other:
                pairs.append(Disagreement(indicator, about, first, second, reason))
    return tuple(pairs)


def muddled(indicator: Indicator) -> Iterator[Statement]:
    """The first statement too many about each subject of which so many different values are stated
    that they must be about different things.
    """
    for statements in by_subject(indicator).values():
        stated: dict[object, Statement] = {}
        for statement in statements:
            if statement.value is not None:
                stated.setdefault((statement.value, statement.unit), statement)
        if len(stated) > MOST_SIDES:
            yield [*stated.values()][MOST_SIDES]


def grouped_disagreements(
    pairs: Iterable[Disagreement], documents: Mapping[str, Document]
) -> tuple[DisagreementGroup, ...]:
    """Disagreeing pairs, those about one subject together; the sides in the order of
    `documents`.
    """
    order = {name: position for position, name in enumerate(documents)}
    by_subject: dict[Subject, list[Disagreement]] = defaultdict(list)
    for pair in pairs:
        by_subject[pair.subject].append(pair)
    groups = []
    for about, group in by_subject.items():
        indicator = group[0].indicator
        statements = {id(s): s for pair in group for s in (pair.first, pair.second)}.values()
        sides: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in sorted(statements, key=lambda s: min(order[id] for id in s.documents)):
            sides[str(statement.value), indicator.unit_of(statement)].append(statement)
        groups.append(
            DisagreementGroup(
                indicator, about, tuple(map(tuple, sides.values())), group[0].explanation
            )
        )
    return tuple(groups)


def explanations(indicator: Indicator) -> Mapping[Explained, Aside]:
    """The asides that explain why documents differ by what they are about, of several the first."""
    return {
        (aside.kind, aside.series_id, aside.period): aside for aside in reversed(indicator.asides)
    }


def reference(statement: Statement) -> Period | None:
    """When a number is from: the year in which it was measured, else its period."""
    return parse_period(str(statement.measured)) if statement.measured else statement.period


def weight(
    statement: Statement, documents: Mapping[str, Document]
) -> tuple[bool, bool, bool, bool, str]:
    """What a statement counts beside others about the same subject, the more the greater.

    A curator's preference first, then a statement that says something over one that says nothing,
    one in the indicator's unit over one in another, a final document over a draft, and the later
    document over the earlier (one without a date is the earliest).
    """
    sources = [documents[id] for id in statement.documents]
    declared = isinstance(statement, Observation) and statement.declares is not None
    says_something = statement.value is not None or declared
    return (
        statement.preferred,
        says_something,
        statement.unit is None,
        *max((document.status == "final", document.published or "") for document in sources),
    )


def preferred_statement(statements: Iterable[S], documents: Mapping[str, Document]) -> S | None:
    """The statement that counts; of equals the first written."""
    return max(statements, key=lambda s: weight(s, documents), default=None)


def baseline(
    target: Target, indicator: Indicator, documents: Mapping[str, Document]
) -> Observation | None:
    """The reported value that a target starts from: the latest comparable one that ends before the
    target's period; none for a target without a date.

    A year's level starts from a year's level, a month's from a month's, a total from an earlier
    total.
    """
    if target.period is None:
        return None
    about = target.series_id, target.cumulative, target.unit
    earlier = [
        o
        for o in indicator.observations
        if o.value is not None
        and (o.series_id, o.cumulative, o.unit) == about
        and (o.cumulative or target.period.form in (o.period.form, "span"))
        and o.period.last < target.period.first
    ]
    return latest_statement(earlier, documents)


def latest_statement(statements: Iterable[S], documents: Mapping[str, Document]) -> S | None:
    """The statement that counts among those whose period ends last; one without a date only where
    no other has one.
    """
    by_day: dict[date, list[S]] = defaultdict(list)
    for statement in statements:
        by_day[statement.period.last if statement.period else date.min].append(statement)
    return preferred_statement(by_day[max(by_day)], documents) if by_day else None


def main_series(indicator: Indicator) -> str | None:
    """The indicator itself (`None`), or its first named series where documents state it in parts
    only. A combination of dimensions is never told as the whole.
    """
    if any(s.series_id is None for s in (*indicator.observations, *indicator.targets)):
        return None
    return next(iter(indicator.series), None)


def is_split_only(indicator: Indicator) -> bool:
    """Whether documents state parts of the indicator and nothing that can be told as the whole."""
    main, statements = main_series(indicator), (*indicator.observations, *indicator.targets)
    return bool(statements) and all(s.series_id != main for s in statements)


def latest_observation(
    indicator: Indicator, documents: Mapping[str, Document]
) -> Observation | None:
    """The latest reported number of the main series; of several for one year the preferred one."""
    return _last(indicator, (o for o in indicator.observations if o.value), documents)


def headline_target(indicator: Indicator, documents: Mapping[str, Document]) -> Target | None:
    """The farthest target of the main series with a number, else the farthest in words; one without
    a date only where no other has one.
    """
    numbered = _last(indicator, (t for t in indicator.targets if t.value), documents)
    return numbered or _last(indicator, indicator.targets, documents)


def _last(
    indicator: Indicator, statements: Iterable[S], documents: Mapping[str, Document]
) -> S | None:
    main = main_series(indicator)
    return latest_statement((s for s in statements if s.series_id == main), documents)
