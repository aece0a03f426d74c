"""Which charts an indicator has, and what they say: the same values as its sentence and its
tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builder.charts.chart import Chart, Look, Mark, Row, Side
from builder.charts.figures import Figure
from builder.charts.scale import scale
from builder.model.foremost import STATEMENTS, foremost_disagreements, foremost_results
from builder.model.periods import Period, PeriodForm
from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.statements import (
    DisagreementGroup,
    headline_target,
    latest_observation,
    main_series,
    preferred_statement,
    reference,
)
from builder.model.verdicts import REACHED, Verdict
from builder.site.reasons import reason_text
from builder.site.sentences import sentence, source_names
from builder.site.site import Edition

_POINTS = 3
"""From so many reported periods on, values are a line through time."""
_WRITTEN = 10
"""Values that a line has room to be written beside."""
_EXACT = 9
"""Decimals of a tick, which are never rounded."""
_SIGNS: tuple[Look, ...] = ("reported", "other", "third", "plain")


def indicator_figures(edition: Edition, indicator: Indicator) -> Iterator[Figure]:
    """The indicator’s charts: where it is to go, what came of targets, where documents differ.

    None for nothing.
    """
    details = (
        source_names(edition, indicator),
        edition.catalog.origins["indicators", indicator.id].file,
    )
    if promise := _promise(edition, indicator):
        yield Figure(indicator.id, *promise, *details)
    verdicts = edition.site.verdicts[indicator.id]
    assessed = [v for v in verdicts if v.kind in REACHED and not v.is_open]
    for number, verdict in enumerate(foremost_results(assessed), 1):
        unit = _unit(edition, verdict.target, indicator)
        yield Figure(f"{indicator.id}-outcome-{number}", _outcome(edition, verdict), unit, *details)
    for number, disagreement in enumerate(_disagreements(edition, indicator), 1):
        yield Figure(f"{indicator.id}-contradiction-{number}", *disagreement, *details)


def _unit(edition: Edition, statement: Observation | Target, indicator: Indicator) -> str:
    return edition.unit_label(indicator.unit_of(statement))


def _value_text(
    edition: Edition,
    indicator: Indicator,
    statement: Statement,
    beside: Iterable[Statement | None] = (),
) -> str:
    """The number of a statement, other than those beside it that differ from it."""
    assert statement.value is not None
    comparator = edition.t(f"comparator.{statement.value.comparator or 'none'}")
    unit, number = indicator.unit_of(statement), statement.value.number
    others = (other.value.number for other in beside if other and other.value)
    decimals = edition.decimals(indicator, unit, number, *others)
    return comparator + edition.number_without_unit(number, unit, decimals)


def _chart(
    edition: Edition,
    kind: str,
    title: str,
    description: str,
    rows: tuple[Row, ...],
    unit: str,
    zero: bool = False,
) -> Chart:
    measure = scale([mark.value for row in rows for mark in row.marks], zero=zero)
    ticks = tuple(edition.number_without_unit(tick, unit, _EXACT) for tick in measure.ticks)
    return Chart(kind, title, description, rows, measure, ticks)


def _promise(edition: Edition, indicator: Indicator) -> tuple[Chart, str] | None:
    """From the last report to the target; with enough periods of one form, all of them."""
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    title = edition.indicator_name(indicator, main_series(indicator))
    if report is None or report.value is None:
        return None
    unit = indicator.unit_of(report)
    goal = target if target and target.value and indicator.unit_of(target) == unit else None
    for form in dict.fromkeys((report.period.form, "year")):
        levels = _levels(edition, indicator, unit, form)
        if len(levels) >= _POINTS:
            return _line(edition, indicator, title, levels, goal), edition.unit_label(unit)
    if goal is None or goal.value is None or goal.cumulative != report.cumulative:
        return None
    marks = (
        _reported(edition, report, "reported", indicator, "above", goal),
        _aimed(edition, goal, indicator, "below", report),
    )
    return _chart(
        edition, "promise", title, sentence(edition, indicator), (Row("", marks),), unit
    ), edition.unit_label(unit)


def _levels(
    edition: Edition, indicator: Indicator, unit: str, form: PeriodForm
) -> list[Observation]:
    """The values of single years (quarters, months …) of the main series, the preferred one for
    each, earliest first and of very many the latest; averages of several years are no line.
    """
    main = main_series(indicator)
    by_period: dict[Period, list[Observation]] = defaultdict(list)
    for o in indicator.observations:
        single = o.value and o.series_id == main and o.period.form == form != "span"
        if single and not o.cumulative and indicator.unit_of(o) == unit:
            by_period[_when(o)].append(o)
    documents = edition.catalog.documents
    latest = sorted(by_period)[-STATEMENTS:]
    preferred = (preferred_statement(by_period[period], documents) for period in latest)
    return [o for o in preferred if o]


def _when(observation: Observation) -> Period:
    return reference(observation) or observation.period


def _time(period: Period) -> float:
    """The end of a period in years: that of 2024 is 2024, that of June 2025 about 2024.5."""
    last = period.last
    if (last.month, last.day) == (12, 31):
        return last.year
    days = (date(last.year, 12, 31) - date(last.year - 1, 12, 31)).days
    return last.year - 1 + last.timetuple().tm_yday / days


def _line(
    edition: Edition,
    indicator: Indicator,
    title: str,
    levels: list[Observation],
    goal: Target | None,
) -> Chart:
    """Values over time; a target with its line, and with the straight way to it where a verdict
    measures by that. A target without a date has no place in it.
    """
    unit = indicator.unit_of(levels[0])
    named = _named(levels)
    sides: dict[bool, Side] = {True: "above", False: ""}
    marks = {
        _when(o): [_reported(edition, o, "reported", indicator, sides[n in named])]
        for n, o in enumerate(levels)
    }
    path = None
    if goal and goal.period and not goal.cumulative:
        marks.setdefault(goal.period, []).append(_aimed(edition, goal, indicator, "below"))
        start = next(
            (
                v.baseline
                for v in edition.site.verdicts[indicator.id]
                if v.target is goal and v.expected
            ),
            None,
        )
        if start and start.value and _when(start) in marks:
            path = _time(_when(start)), start.value.number
    rows = tuple(
        Row(_tick(edition, period), tuple(marks[period]), year=_time(period))
        for period in sorted(marks, key=_time)
    )
    return replace(
        _chart(edition, "timeline", title, sentence(edition, indicator), rows, unit), path=path
    )


def _named(levels: list[Observation]) -> set[int]:
    """The numbers of the values that are written beside a line: of a few all of them, of many those
    that a sentence would name, the first, the last, the least and the greatest.
    """
    numbers = range(len(levels))
    if len(levels) <= _WRITTEN:
        return {*numbers}

    def size(n: int) -> Decimal:
        value = levels[n].value
        return value.number if value else Decimal(0)

    return {0, numbers[-1], min(numbers, key=size), max(numbers, key=size)}


def _tick(edition: Edition, period: Period) -> str:
    """What stands below a point of time: of years the number alone."""
    return period.text if period.is_year else edition.period(period)


def _reported(
    edition: Edition,
    report: Observation,
    look: Look,
    indicator: Indicator,
    side: Side,
    beside: Statement | None = None,
) -> Mark:
    assert report.value is not None
    name = edition.t("chart.reported", period=edition.reference_period(report))
    text = _value_text(edition, indicator, report, [beside])
    return Mark(
        report.value.number,
        name,
        text,
        look,
        edition.t("statement.observation"),
        report.value.comparator,
        side,
    )


def _aimed(
    edition: Edition,
    target: Target,
    indicator: Indicator,
    side: Side,
    beside: Statement | None = None,
) -> Mark:
    assert target.value is not None
    name = edition.t("chart.undated")
    if target.period:
        name = edition.t("chart.target", period=edition.period(target.period))
    text = _value_text(edition, indicator, target, [beside])
    return Mark(
        target.value.number,
        name,
        text,
        "target",
        edition.t("statement.target"),
        target.value.comparator,
        side,
    )


def _outcome(edition: Edition, verdict: Verdict) -> Chart:
    """What was reported beside what had been announced."""
    assert verdict.report is not None
    indicator, unit = verdict.indicator, verdict.indicator.unit_of(verdict.target)
    look: Look = "met" if REACHED[verdict.kind] else "missed"
    marks = (
        _reported(edition, verdict.report, look, indicator, "above", verdict.target),
        _aimed(edition, verdict.target, indicator, "below", verdict.report),
    )
    title = edition.t(
        "chart.outcome",
        name=edition.indicator_name(indicator, verdict.target.series_id),
        period=edition.period(verdict.target.period),
    )
    word = edition.t(f"verdict.{verdict.kind}")
    description = edition.t("chart.verdict", verdict=word, reason=reason_text(edition, verdict))
    return _chart(edition, "outcome", title, description, (Row("", marks),), unit)


def _disagreements(edition: Edition, indicator: Indicator) -> Iterator[tuple[Chart, str]]:
    """Values that documents disagree about, each marked with its documents."""
    groups = edition.site.disagreement_groups.get(indicator.id, ())
    for group in foremost_disagreements(groups):
        unit = indicator.unit_of(group.sides[0][0])
        rows = tuple(_side_rows(edition, group, unit))
        if len({row.marks[0].value for row in rows}) < 2:
            continue
        title = edition.t(
            "chart.disagreement",
            name=edition.indicator_name(indicator, group.subject.series),
            what=edition.t(f"statement.{group.subject.kind}"),
            period=edition.period(group.subject.period),
        )
        sides = edition.t("chart.between").join(f"{r.heading} {r.marks[0].text}" for r in rows)
        description = edition.t("chart.sides", sides=sides)
        chart = _chart(edition, "disagreement", title, description, rows, unit)
        yield chart, edition.unit_label(unit)


def _side_rows(edition: Edition, group: DisagreementGroup, unit: str) -> Iterator[Row]:
    """A row a side that is stated in `unit`, headed by its documents."""
    sides = [side for side in group.sides if group.indicator.unit_of(side[0]) == unit]
    for n, side in enumerate(sides):
        value = side[0].value
        assert value is not None
        documents = dict.fromkeys(edition.document(id).text for s in side for id in s.documents)
        names = edition.separator.join(documents)
        look = _SIGNS[min(n, len(_SIGNS) - 1)]
        text = _value_text(edition, group.indicator, side[0], [other[0] for other in sides])
        yield Row(
            names, (Mark(value.number, names, text, look, names, value.comparator, "beside"),)
        )
