"""What was reported over time, of one series or many, and what was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from builder.charts.aims import aims
from builder.charts.calendar import calendar, short_period
from builder.charts.chart import HEADLINE, REST, Chart, Row
from builder.charts.marks import indicator_chart, reported_mark, some_of
from builder.charts.series import POINTS, Family, amount, chosen_lines, places
from builder.model.periods import Period
from builder.model.records import Indicator, Observation
from builder.model.statements import headline_target
from builder.site.sentences import sentence
from builder.site.site import Edition

_TENTATIVE = ("provisional", "estimated", "low-reliability")
"""The states of values that are not final, or not reliable."""
_LAST, _EXTREME, _FIRST, _OTHER = 1, 3, 4, 5
"""How important the texts of marks are; to that of other lines their number is added."""
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1, "split_year": 12}


def course(
    edition: Edition, indicator: Indicator, family: Family | None, has_promise: bool
) -> tuple[Chart, str] | None:
    """The comparable values of an indicator over time with the targets for them, and their unit.

    None where there are too few: a pair of report and target, which another chart shows, says more
    than two reports.
    """
    if family is None or family.longest < 2:
        return None
    lines = sum(len(by) > 1 for by in family.values.values())
    if family.longest < POINTS and has_promise and lines < 2:
        return None
    return _course(edition, indicator, family)


def sparse_course(edition: Edition, indicator: Indicator) -> tuple[Chart, str] | None:
    """Any two values of an indicator that can stand on one scale of time, reported or announced,
    and their unit.
    """
    for family in places(indicator, edition.catalog.documents):
        drawn = _course(edition, indicator, family)
        if drawn and len(drawn[0].marks) > 1:
            return drawn
    return None


def _course(edition: Edition, indicator: Indicator, family: Family) -> tuple[Chart, str] | None:
    lines, unit = chosen_lines(family), family.kin[0]
    rows = [course_row(edition, indicator, family, *line) for line in lines.items()]
    named = (series for series, line in lines.items() if line != REST)
    days = [mark.date for row in rows for mark in row.marks]
    targets = aims(edition, indicator, family, named, days)
    rows += (Row("", (aim.mark,)) for aim in targets)
    if not rows:
        return None
    days += (aim.mark.start[0] for aim in targets if aim.mark.start)
    days += (aim.mark.date for aim in targets)
    periods = family.periods or [aim.period for aim in targets]
    only = next(iter(family.values)) if len(family.values) == 1 else family.headline
    title = edition.indicator_name(indicator, only)
    text = _description(edition, indicator, family, len(lines), periods)
    chart = indicator_chart(edition, "course", title, text, tuple(rows), unit)
    ticks = calendar(edition, periods, min(days), max(days))
    return replace(chart, calendar=ticks), edition.unit_label(unit)


def _description(
    edition: Edition, indicator: Indicator, family: Family, drawn: int, periods: Sequence[Period]
) -> str:
    """The indicator’s sentence, where it is about what is drawn, else what that is."""
    text = ""
    if family.headline is not None or not family.values:
        text = sentence(edition, indicator)
    if not text:
        text = edition.t(
            "chart.lines",
            name=edition.text(indicator.name),
            first=edition.period(periods[0]),
            last=edition.period(periods[-1]),
            number=edition.count(len(family.values)),
        )
    return some_of(edition, text, drawn, len(family.values))


def course_row(
    edition: Edition, indicator: Indicator, family: Family, series: str, line: str
) -> Row:
    """A series as a line of the course."""
    by = family.values[series]
    periods, reports = [*by], [*by.values()]
    heading = edition.series_name(indicator, series)
    is_lead = line == HEADLINE or len(family.values) == 1
    ranks = _ranks(reports, line, is_lead, family.headline is not None)
    joined = _joined(family, periods)
    target = headline_target(indicator, edition.catalog.documents) if is_lead else None
    marks = []
    for n, (period, report) in enumerate(by.items()):
        is_last = n == len(reports) - 1
        mark = reported_mark(
            edition, report, "reported", indicator, beside=target if is_last else None
        )
        if not is_lead:
            mark = replace(
                mark, name=edition.t("chart.part", row=heading, part=mark.name), series=heading
            )
        is_new = n > 0 and report.status == "break"
        if line != REST:
            mark = replace(mark, lower=report.lower, upper=report.upper)
        marks.append(
            replace(
                mark,
                period=short_period(edition, period),
                date=period.last,
                joined=joined[n] and not is_new,
                broken=is_new,
                hollow=report.status in _TENTATIVE,
                rank=ranks.get(n, 0),
            )
        )
    return Row(heading, tuple(marks), line=line)


def _ranks(
    reports: Sequence[Observation], line: str, is_lead: bool, has_headline: bool
) -> dict[int, int]:
    """The values that have a text, by their number, and how important it is."""
    last = len(reports) - 1
    if is_lead:
        numbers = range(len(reports))
        greatest = max(numbers, key=lambda n: amount(reports[n]))
        least = min(numbers, key=lambda n: amount(reports[n]))
        return {0: _FIRST, greatest: _EXTREME, least: _EXTREME, last: _LAST}
    if line == REST:
        return {}
    return {last: int(line) + (_OTHER if has_headline else _LAST)}


def _joined(family: Family, periods: Sequence[Period]) -> list[bool]:
    """Whether a line goes to each value from the one before: where no more time lies between them
    than usually in this series, or than a period is long where nothing is usual.
    """
    if family.form is None:
        return [False] * len(periods)
    steps = [_step(one, other) for one, other in pairwise(periods)]
    usual = _usual(steps) or _length(periods[0])
    return [False, *(step <= usual for step in steps)]


def _usual(steps: Sequence[int]) -> int:
    """The most frequent of steps, if it is seen twice; of several the shortest. 0 for none."""
    counts = Counter(steps)
    most = max(counts.values(), default=0)
    return min(step for step in counts if counts[step] == most) if most > 1 else 0


def _step(one: Period, other: Period) -> int:
    """How much later a period ends than another, in months; in days where both are days."""
    if one.form == "day":
        return (other.last - one.last).days
    return 12 * (other.last.year - one.last.year) + other.last.month - one.last.month


def _length(period: Period) -> int:
    """How long a period is, in months; a day is one day long."""
    if period.form == "span":
        return 12 * (period.end - period.start + 1)
    return _MONTHS.get(period.form, 1)
