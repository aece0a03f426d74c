"""Was a target reached? Found by arithmetic from what the documents state, with the reason where it
cannot be found.

The rules are those of the data model: the target's comparator decides, and where it has none its
indicator's direction (`higher`: at least, `lower`: at most). Reported comparators count too: "<
0.011" meets "< 0.047".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from builder.model.records import Direction, Document, Indicator, Observation, Target
from builder.model.statements import baseline, preferred_statement
from builder.model.values import Comparator, Quantity

VerdictKind = Literal[
    "met", "met_as_stated", "missed", "not_assessable", "no_report_yet", "on_schedule", "behind"
]
Reason = Literal[
    "reached",
    "not_reached",
    "declared",
    "discontinued",
    "no_value",
    "other_year",
    "other_unit",
    "other_scope",
    "verbal",
    "no_direction",
    "about",
    "bound",
    "open",
    "never_reported",
    "on_line",
    "off_line",
]

OPEN: tuple[VerdictKind, ...] = ("no_report_yet", "on_schedule", "behind")
"""Verdicts on targets whose period is not over, or that nobody reported on."""
VERDICTS: tuple[VerdictKind, ...] = (
    "met",
    "met_as_stated",
    "missed",
    "on_schedule",
    "behind",
    "not_assessable",
    "no_report_yet",
)

_INFINITE = Decimal("Infinity")
_SCHEDULE: dict[bool, tuple[VerdictKind, Reason]] = {
    True: ("on_schedule", "on_line"),
    False: ("behind", "off_line"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a target, all numbers in its unit.

    `gap` is reported minus announced (minus `expected` where there is one); `change` what an open
    target asks from its baseline; `expected` the value on the straight line to the target at the
    time of the report.
    """

    indicator: Indicator
    target: Target
    kind: VerdictKind
    reason: Reason
    report: Observation | None = None
    gap: Decimal | None = None
    baseline: Observation | None = None
    change: Decimal | None = None
    expected: Decimal | None = None

    @property
    def rounded_gap(self) -> Decimal | None:
        """The gap: exact between two printed numbers, rounded against a computed one."""
        if self.gap is None or self.expected is None:
            return self.gap
        return rounded(self.gap)


def verdicts(
    indicator: Indicator, documents: Mapping[str, Document], year: int
) -> tuple[Verdict, ...]:
    """One verdict for each target of the indicator, as things stand in `year`."""
    return tuple(_verdict(indicator, target, documents, year) for target in indicator.targets)


def _verdict(
    indicator: Indicator, target: Target, documents: Mapping[str, Document], year: int
) -> Verdict:
    reports = tuple(
        o
        for o in indicator.observations
        if (o.series, o.period, o.cumulative) == (target.series, target.period, target.cumulative)
    )
    report = preferred_statement(
        tuple(o for o in reports if o.unit == target.unit) or reports, documents
    )
    if report is None or target.period.end > year:
        return _open(indicator, target, documents, year)
    kind, reason = _judge(target, report, indicator.direction_of(target.series))
    gap = None
    if kind in ("met", "missed") and target.value and report.value:
        gap = report.value.number - target.value.number
    return Verdict(indicator, target, kind, reason, report, gap)


def _judge(target: Target, report: Observation, direction: Direction) -> tuple[VerdictKind, Reason]:
    if report.value is None:
        if report.declares == "met":
            return "met_as_stated", "declared"
        return "not_assessable", "discontinued" if report.declares else "no_value"
    if target.value is None:
        return "not_assessable", "verbal"
    if report.unit != target.unit:
        return "not_assessable", "other_unit"
    if report.measured is not None and report.measured != report.period.end:
        return "not_assessable", "other_year"
    bound, reported = _bound(target.value, direction), report.value
    if target.value.comparator == "~" == reported.comparator:
        reported = Quantity("", reported.number)
    reached = _compare(target.value.number, bound, reported)
    if reached:
        return "met", "reached"
    if target.value.comparator == "~":
        return "not_assessable", "about"
    if not bound:
        return "not_assessable", "no_direction"
    return ("missed", "not_reached") if reached is False else ("not_assessable", "bound")


def _bound(announced: Quantity, direction: Direction) -> Comparator:
    """The comparator that decides: the target's own, else the direction's; empty where there is
    neither.
    """
    if announced.is_bound:
        return announced.comparator
    bounds: dict[Direction, Comparator] = {"higher": ">=", "lower": "<=", "none": ""}
    return bounds[direction]


def _compare(number: Decimal, comparator: Comparator, reported: Quantity) -> bool | None:
    """Whether every value that `reported` allows satisfies the bound; `None` if only some do, or
    about the bound.
    """
    if reported.comparator == "~" and reported.number == number:
        return None
    if comparator in ("<", "<="):
        mirrored: dict[Comparator, Comparator] = {
            ">=": "<=",
            "<=": ">=",
            ">": "<",
            "<": ">",
            "~": "~",
            "": "",
        }
        return _compare(
            -number, mirrored[comparator], Quantity(mirrored[reported.comparator], -reported.number)
        )
    low = -_INFINITE if reported.comparator in ("<", "<=") else reported.number
    high = _INFINITE if reported.comparator in (">", ">=") else reported.number
    if not comparator:
        return low == number == high
    strict = comparator == ">"
    if low > number or (low == number and (not strict or reported.comparator == ">")):
        return True
    if high < number or (high == number and (strict or reported.comparator == "<")):
        return False
    return None


def _open(
    indicator: Indicator, target: Target, documents: Mapping[str, Document], year: int
) -> Verdict:
    start = baseline(target, indicator, documents)
    published = documents[target.source.document].published
    if published and int(published[:4]) > target.period.end:
        elsewhere = any(
            o.value is not None
            and (o.period, indicator.unit_of(o)) == (target.period, indicator.unit_of(target))
            for o in indicator.observations
        )
        return Verdict(
            indicator,
            target,
            "not_assessable",
            "other_scope" if elsewhere else "no_value",
            baseline=start,
        )
    reason: Reason = "never_reported" if target.period.end < year else "open"
    if target.value is None:
        return Verdict(indicator, target, "no_report_yet", reason, baseline=start)
    on_the_way = _on_the_way(indicator, target, documents)
    if on_the_way is not None:
        return on_the_way
    exact = start.value if start and start.value and not start.value.is_bound else None
    change = target.value.number - exact.number if exact else None
    return Verdict(indicator, target, "no_report_yet", reason, baseline=start, change=change)


def _on_the_way(
    indicator: Indicator, target: Target, documents: Mapping[str, Document]
) -> Verdict | None:
    """Compare the latest value inside the target's period with the straight line to the target."""
    assert target.value is not None
    bound = _bound(target.value, indicator.direction_of(target.series))
    if not bound or not (target.cumulative or target.period.is_year):
        return None
    reports = _reports_on_the_way(indicator, target, documents)
    if not reports:
        return None
    first, last = (pick(o.period.end for o in reports) for pick in (min, max))
    latest = preferred_statement((o for o in reports if o.period.end == last), documents)
    assert latest is not None
    assert latest.value is not None
    start = None
    if target.cumulative:
        begin = target.period.start - 1
        expected = target.value.number * (last - begin) / (target.period.end - begin)
    else:
        start = preferred_statement((o for o in reports if o.period.end == first), documents)
        if start is None or start.value is None or start.value.is_bound or first == last:
            return None
        distance = target.value.number - start.value.number
        expected = start.value.number + distance * (last - first) / (target.period.end - first)
    ahead = _compare(expected, bound, latest.value)
    if ahead is None:
        return None
    kind, reason = _SCHEDULE[ahead]
    gap = latest.value.number - expected
    return Verdict(indicator, target, kind, reason, latest, gap, start, expected=expected)


def _reports_on_the_way(
    indicator: Indicator, target: Target, documents: Mapping[str, Document]
) -> list[Observation]:
    """The numbers reported from the plan’s eve to before the target’s end, comparable with it."""
    eve = documents[target.source.document].period.start - 1
    return [
        o
        for o in indicator.observations
        if o.value is not None
        and (o.series, o.cumulative, o.unit) == (target.series, target.cumulative, target.unit)
        and o.measured in (None, o.period.end)
        and eve <= o.period.end < target.period.end
        and (o.period.start == target.period.start if target.cumulative else o.period.is_year)
    ]


def rounded(number: Decimal) -> Decimal:
    """A computed value: four significant digits, all digits of its integer part, no zeros at its
    end.
    """
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    digits = max(0, min(9, 3 - number.adjusted()))
    value = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
