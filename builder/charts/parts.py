"""The parts of an indicator beside one another: over time, then and now, or now alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from builder.charts.calendar import calendar, short_period
from builder.charts.chart import HEADLINE, NAMED, REST, Chart, Mark, Row
from builder.charts.courses import course_row
from builder.charts.marks import indicator_chart, reported_mark, some_of
from builder.charts.series import (
    POINTS,
    By,
    Family,
    amount,
    ends,
    of_period,
    shared_period,
    when,
)
from builder.model.periods import Period
from builder.model.records import Indicator, Observation
from builder.site.site import Edition

_LEAST = 3
"""Parts from which on their change is told beside the course."""
_ENDS = 10
"""Of more parts than twice as many, so many of the greatest are drawn, and so many of the least."""
_PANELS = 24
"""Series that have a panel of their own, at most."""


def course_by_part(edition: Edition, indicator: Indicator, family: Family) -> Chart | None:
    """A panel a part with its values over time, in the order of their latest values, and the whole
    in each of them: for more series than a course can name, and no more than can be looked through.

    Parts without a value in the latest period for which many have one come last.
    """
    long = {series: by for series, by in family.values.items() if len(by) >= POINTS}
    parts = [series for series in long if series != family.headline]
    if not NAMED < len(long) <= _PANELS:
        return None
    shared = of_period({series: long[series] for series in parts}, shared_period(family.parts))
    others = {series: [*long[series].values()][-1] for series in parts if series not in shared}
    ordered = [*ends(shared, len(parts)), *ends(others, len(parts))]
    rows = [_line(edition, indicator, family, series, REST) for series in ordered]
    if family.headline is not None and family.headline in long:
        rows.insert(0, _line(edition, indicator, family, family.headline, HEADLINE))
    periods = sorted({period for by in long.values() for period in by}, key=lambda one: one.last)
    names = {"first": edition.period(periods[0]), "last": edition.period(periods[-1])}
    title = edition.t("chart.each_part", name=edition.text(indicator.name), **names)
    text = edition.t("chart.panels")
    if len(parts) < len(family.parts):
        counts = {"shown": edition.count(len(parts)), "all": edition.count(len(family.parts))}
        text = edition.t("chart.some_panels", text=text, **counts)
    chart = indicator_chart(edition, "panels", title, text, tuple(rows), family.kin[0])
    return replace(chart, calendar=calendar(edition, periods, periods[0].last, periods[-1].last))


def _line(edition: Edition, indicator: Indicator, family: Family, series: str, line: str) -> Row:
    """A series as the course has it; of a part the last value is written, of the whole none."""
    row = course_row(edition, indicator, family, series, line)
    marks = [replace(mark, rank=0, lower=None, upper=None) for mark in row.marks]
    if line == REST:
        marks[-1] = replace(marks[-1], rank=1)
    return replace(row, marks=tuple(marks))


def change_by_part(edition: Edition, indicator: Indicator, family: Family) -> Chart | None:
    """A row a part with its first and its latest value, the greatest latest value first.

    These are of the latest period for which many parts have a value, and of the earliest for which
    nearly as many of them have one as for any other.
    """
    latest = shared_period(family.parts)
    there = {series: by for series, by in family.parts.items() if latest in by}
    first = _earliest(there, latest) if latest else None
    both = {series: by for series, by in there.items() if first and first in by}
    if latest is None or first is None or len(both) < _LEAST:
        return None
    drawn = ends({series: by[latest] for series, by in both.items()}, _ENDS)
    rows = tuple(
        Row(
            edition.series_name(indicator, series),
            _pair(edition, indicator, both[series][first], both[series][latest]),
        )
        for series in drawn
    )
    names = {"first": edition.period(first), "last": edition.period(latest)}
    title = edition.t("chart.then_and_now", name=edition.text(indicator.name), **names)
    text = some_of(edition, edition.t("chart.changes", **names), len(drawn), len(both))
    return indicator_chart(edition, "change_by_part", title, text, rows, family.kin[0])


def latest_by_part(edition: Edition, indicator: Indicator, family: Family) -> Chart | None:
    """A bar a series for the latest period for which many have a value, the greatest first; bars
    begin at zero, so there is none of values below it.
    """
    period = shared_period(family.values)
    there = of_period(family.values, period)
    if period is None or len(there) < 2 or min(map(amount, there.values())) < 0:
        return None
    drawn = ends(there, _ENDS)
    rows = tuple(_bar(edition, indicator, series, there[series]) for series in drawn)
    names = {"period": edition.period(period)}
    title = edition.t("chart.now", name=edition.text(indicator.name), **names)
    text = some_of(edition, edition.t("chart.latest", **names), len(drawn), len(there))
    return indicator_chart(edition, "latest_by_part", title, text, rows, family.kin[0], zero=True)


def _earliest(parts: Mapping[str, By], latest: Period) -> Period | None:
    """The earliest period before another for which three quarters as many parts have a value as for
    any.
    """
    counts = Counter(p for by in parts.values() for p in by if p.last < latest.last)
    most = max(counts.values(), default=0)
    many = (period for period, count in counts.items() if 4 * count >= 3 * most)
    return min(many, key=lambda period: (period.last, period), default=None)


def _pair(
    edition: Edition, indicator: Indicator, first: Observation, latest: Observation
) -> tuple[Mark, Mark]:
    """The two values of a part; the text of the smaller stands left of it, equal ones have one."""
    before = reported_mark(edition, first, "plain", indicator, "left", latest)
    after = reported_mark(edition, latest, "reported", indicator, "beside", first)
    before, after = _dated(edition, before, first), _dated(edition, after, latest)
    if before.value == after.value:
        return replace(before, side=""), after
    if before.value > after.value:
        return replace(before, side="beside"), replace(after, side="left")
    return before, after


def _dated(edition: Edition, mark: Mark, report: Observation) -> Mark:
    period = short_period(edition, when(report))
    return replace(mark, series=period, period=period)


def _bar(edition: Edition, indicator: Indicator, series: str, report: Observation) -> Row:
    mark = reported_mark(edition, report, "target", indicator)
    heading = edition.series_name(indicator, series) or edition.t("chart.whole")
    name = edition.t("chart.part", row=heading, part=mark.name)
    period = short_period(edition, when(report))
    return Row(heading, (replace(mark, name=name, series="", period=period),), mark.text)
