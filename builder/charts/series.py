"""Which reported values of an indicator can stand on one scale of time, and which of their series
are told apart there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from builder.charts.chart import HEADLINE, NAMED, REST
from builder.model.documents import Document
from builder.model.foremost import STATEMENTS
from builder.model.periods import Period, PeriodForm
from builder.model.records import Indicator, Observation, Statement
from builder.model.statements import (
    latest_observation,
    main_series,
    preferred_statement,
    reference,
)

POINTS = 3
"""Periods that make a course worth drawing in any case."""
_DRAWN = 40
"""Lines that a course has at most; with more series it has none but those with a name."""
_EXTREMES = 3
"""Of many series, so many of the greatest have a name, and so many of the least."""

Documents = Mapping[str, Document]
Kin = tuple[str, bool]
"""The id of a unit, and whether values are totals over their periods."""
By = Mapping[Period, Observation]


class Measure(NamedTuple):
    """What values have in common that can be compared over time: their unit, whether they are
    totals over their periods, and the form of these; spans are of so many years.
    """

    unit: str
    cumulative: bool
    form: PeriodForm
    years: int

    @property
    def kin(self) -> Kin:
        """What values of any period have in common that can stand on one scale."""
        return self.unit, self.cumulative


@dataclass(frozen=True, eq=False)
class Family:
    """Comparable values of an indicator by their series and period, earliest first, in the order in
    which the series are written; the indicator itself is "".

    `headline` is the series that is told as the whole, if its values are among them. Without a
    `form` their periods are of several forms.
    """

    kin: Kin
    form: PeriodForm | None
    headline: str | None
    values: Mapping[str, By]

    @property
    def longest(self) -> int:
        """How many periods the longest series has."""
        return max(map(len, self.values.values()), default=0)

    @property
    def parts(self) -> Mapping[str, By]:
        """The series that are not the headline."""
        return {series: by for series, by in self.values.items() if series != self.headline}

    @property
    def periods(self) -> list[Period]:
        """Every period that has a value, by its end."""
        periods = {period for by in self.values.values() for period in by}
        return sorted(periods, key=lambda period: (period.last, period))


def family(indicator: Indicator, documents: Documents) -> Family | None:
    """The values of which a course tells: those like the latest report about the whole, or where no
    document reports on it those in the unit that most have; of the form of that report if it was
    reported often, else of years, else of the form with most periods.
    """
    groups: dict[Measure, list[Observation]] = defaultdict(list)
    for o in indicator.observations:
        if o.value is not None:
            groups[_measure(indicator, o)].append(o)
    if not groups:
        return None
    main = main_series(indicator)
    families = {key: _family(key, group, main, documents) for key, group in groups.items()}
    report = latest_observation(indicator, documents)
    if report:
        latest = _measure(indicator, report)
    else:
        counts: Counter[Kin] = Counter()
        for key, group in groups.items():
            counts[key.kin] += len(group)
        kin = max(counts, key=lambda kin: counts[kin])
        latest = next(key for key in families if key.kin == kin)
    preferred = [latest] if report else []
    for key in (*preferred, latest._replace(form="year", years=1)):
        if key in families and _length(families[key]) >= POINTS:
            return families[key]
    same = [one for key, one in families.items() if key.kin == latest.kin]
    best = max(same, key=_size)
    return best if best.longest > 1 else max(families.values(), key=_size)


def places(indicator: Indicator, documents: Documents) -> list[Family]:
    """All values that can stand on one scale, whatever their periods: for what has no other chart.

    The largest family comes first. Units in which there are only targets have one without values.
    """
    groups: dict[Kin, list[Observation]] = defaultdict(list)
    for statement in (*indicator.observations, *indicator.targets):
        if statement.value is not None:
            group = groups[indicator.unit_of(statement), statement.cumulative]
            if isinstance(statement, Observation):
                group.append(statement)
    main = main_series(indicator)
    families = [_grouped(kin, None, group, main, documents) for kin, group in groups.items()]
    return sorted(families, key=_size, reverse=True)


def when(statement: Statement) -> Period:
    """When a reported number is from."""
    period = reference(statement)
    assert period is not None
    return period


def chosen_lines(family: Family) -> dict[str, str]:
    """The series that are drawn, and how: the headline, those with a name (by numbers from 1 on),
    and the rest.

    All have a name if they are few. Of many it is those with the greatest and the least values in
    the latest period for which many series have one; of equal ones those written first count as
    greater.
    """
    few = len(family.values) <= NAMED
    named = set(family.values) if few else {*_extremes(family.parts, _room(family))}
    rest = [] if len(family.values) > _DRAWN else [s for s in family.parts if s not in named]
    lines = {} if family.headline is None else {family.headline: HEADLINE}
    numbered = (series for series in family.parts if series in named)
    lines |= {series: str(number) for number, series in enumerate(numbered, 1)}
    return lines | dict.fromkeys(rest, REST)


def shared_period(parts: Mapping[str, By]) -> Period | None:
    """The latest period for which many series have a value: at least half as many as for any."""
    counts = Counter(period for by in parts.values() for period in by)
    most = max(counts.values(), default=0)
    many = (period for period, count in counts.items() if 2 * count >= most)
    return max(many, key=lambda period: (period.last, period), default=None)


def of_period(parts: Mapping[str, By], period: Period | None) -> dict[str, Observation]:
    """The value of each series for a period, of those that have one."""
    return {series: by[period] for series, by in parts.items() if period and period in by}


def ends(numbers: Mapping[str, Observation], number: int) -> list[str]:
    """The series with the greatest values and those with the least, so many of each, greatest
    first.
    """
    ordered = sorted(numbers, key=lambda series: -amount(numbers[series]))
    return ordered if len(ordered) <= 2 * number else ordered[:number] + ordered[-number:]


def amount(observation: Observation) -> Decimal:
    """The number of an observation that has one."""
    assert observation.value is not None
    return observation.value.number


def _room(family: Family) -> int:
    return min(_EXTREMES, (NAMED - (family.headline is not None)) // 2)


def _extremes(parts: Mapping[str, By], number: int) -> list[str]:
    period = shared_period(parts)
    return ends(of_period(parts, period), number)


def _measure(indicator: Indicator, observation: Observation) -> Measure:
    period = when(observation)
    years = period.end - period.start + 1 if period.form == "span" else 1
    return Measure(indicator.unit_of(observation), observation.cumulative, period.form, years)


def _family(
    key: Measure, observations: Iterable[Observation], main: str | None, documents: Documents
) -> Family:
    return _grouped(key.kin, key.form, observations, main, documents)


def _grouped(
    kin: Kin,
    form: PeriodForm | None,
    observations: Iterable[Observation],
    main: str | None,
    documents: Documents,
) -> Family:
    """The preferred value of each series for each period; of very many periods the latest."""
    groups: dict[str, dict[Period, list[Observation]]] = {}
    for o in observations:
        groups.setdefault(o.series_id or "", {}).setdefault(when(o), []).append(o)
    values = {series: dict(_preferred(by, documents)) for series, by in groups.items()}
    return Family(kin, form, (main or "") if (main or "") in values else None, values)


def _preferred(
    by: Mapping[Period, list[Observation]], documents: Documents
) -> Iterator[tuple[Period, Observation]]:
    for period in sorted(by, key=lambda period: (period.last, period))[-STATEMENTS:]:
        if preferred := preferred_statement(by[period], documents):
            yield period, preferred


def _length(family: Family) -> int:
    """How many periods the headline has, or where there is none the longest series."""
    return family.longest if family.headline is None else len(family.values[family.headline])


def _size(family: Family) -> tuple[int, int, int]:
    return _length(family), family.longest, sum(map(len, family.values.values()))
