"""Which charts an indicator has, and what they say: the same values as its sentence and its
tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.charts.chart import Chart, Look, Mark, Row, Side
from builder.charts.figures import Figure
from builder.charts.scale import scale
from builder.model.foremost import foremost_disagreements, foremost_results
from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.statements import (
    DisagreementGroup,
    headline_target,
    latest_observation,
    main_series,
)
from builder.model.verdicts import REACHED, Verdict
from builder.site.reasons import reason_text
from builder.site.sentences import credit, sentence, source_names
from builder.site.site import Edition

_EXACT = 9
"""Decimals of a tick, which are never rounded."""
_SIGNS: tuple[Look, ...] = ("reported", "other", "third", "plain")


def indicator_figures(edition: Edition, indicator: Indicator) -> Iterator[Figure]:
    """The indicator’s charts: where it is to go, what came of targets, where documents differ.

    None for nothing.
    """
    details = (
        credit(edition, source_names(edition, indicator)),
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
    """From the last report to the target."""
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    title = edition.indicator_name(indicator, main_series(indicator))
    if report is None or report.value is None:
        return None
    unit = indicator.unit_of(report)
    goal = target if target and target.value and indicator.unit_of(target) == unit else None
    if goal is None or goal.value is None or goal.cumulative != report.cumulative:
        return None
    marks = (
        _reported(edition, report, "reported", indicator, "above", goal),
        _aimed(edition, goal, indicator, "below", report),
    )
    return _chart(
        edition, "promise", title, sentence(edition, indicator), (Row("", marks),), unit
    ), edition.unit_label(unit)


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
