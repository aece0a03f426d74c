"""What the marks of an indicator’s charts say, its numbers as texts, and the scale on which they
stand.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.charts.chart import Chart, Look, Mark, Row, Side
from builder.charts.scale import scale
from builder.model.records import Indicator, Observation, Statement, Target
from builder.site.site import Edition

_EXACT = 9
"""Decimals of a tick, which are never rounded."""


def value_text(
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


def reported_mark(
    edition: Edition,
    report: Observation,
    look: Look,
    indicator: Indicator,
    side: Side = "",
    beside: Statement | None = None,
) -> Mark:
    """A reported value, with what it stands beside."""
    assert report.value is not None
    name = edition.t("chart.reported", period=edition.reference_period(report))
    text = value_text(edition, indicator, report, [beside])
    return Mark(
        report.value.number,
        name,
        text,
        look,
        edition.t("statement.observation"),
        report.value.comparator,
        side,
    )


def target_mark(
    edition: Edition,
    target: Target,
    indicator: Indicator,
    side: Side = "",
    beside: Statement | None = None,
) -> Mark:
    """An announced value, with what it stands beside."""
    assert target.value is not None
    name = edition.t("chart.undated")
    if target.period:
        name = edition.t("chart.target", period=edition.period(target.period))
    text = value_text(edition, indicator, target, [beside])
    return Mark(
        target.value.number,
        name,
        text,
        "target",
        edition.t("statement.target"),
        target.value.comparator,
        side,
    )


def indicator_chart(
    edition: Edition,
    kind: str,
    title: str,
    description: str,
    rows: tuple[Row, ...],
    unit: str,
    zero: bool = False,
) -> Chart:
    """A chart of numbers in a unit, on a scale that holds all of them."""
    ends = [end for row in rows for mark in row.marks for end in mark.extent]
    measure = scale(ends, zero=zero)
    ticks = tuple(edition.number_without_unit(tick, unit, _EXACT) for tick in measure.ticks)
    return Chart(kind, title, description, rows, measure, ticks, factor=edition.factor(unit))


def some_of(edition: Edition, text: str, shown: int, all: int) -> str:
    """A description that says how many series are drawn, unless that is all of them."""
    if shown == all:
        return text
    counts = {"shown": edition.count(shown), "all": edition.count(all)}
    return edition.t("chart.some", text=text, **counts)
