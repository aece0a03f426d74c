"""Was a target reached? Found by arithmetic from what the documents state, with the reason where it
cannot be found.

The rules are those of the data model: the target's comparator decides, and where it has none its
indicator's direction (`higher`: at least, `lower`: at most). Reported comparators count too: "<
0.011" meets "< 0.047".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from builder.model.dates import first_day
from builder.model.documents import Document
from builder.model.periods import Period
from builder.model.records import Direction, Indicator, Observation, Target
from builder.model.statements import baseline, latest_statement, preferred_statement
from builder.model.trajectory import (
    comparable,
    elapsed,
    from_start_to_report,
    way,
)
from builder.model.values import Comparator, Quantity

VerdictKind = Literal[
    "met",
    "kept",
    "met_as_stated",
    "missed",
    "broken",
    "on_schedule",
    "behind",
    "not_assessable",
    "no_report_yet",
]
Reason = Literal[
    "reached",
    "not_reached",
    "held",
    "not_held",
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
    "undated",
    "open",
    "never_reported",
    "on_line",
    "off_line",
]

OPEN: tuple[VerdictKind, ...] = ("no_report_yet", "on_schedule", "behind")
"""Verdicts on targets whose period is not over, or that nobody reported on."""
VERDICTS: tuple[VerdictKind, ...] = get_args(VerdictKind)
"""Every verdict, in the order in which they are listed."""
REACHED: Mapping[VerdictKind, bool] = {"met": True, "kept": True, "missed": False, "broken": False}
"""Whether the number that a verdict compares is the announced one or better."""

_INFINITE = Decimal("Infinity")
_STANDING: dict[bool, tuple[VerdictKind, Reason]] = {
    True: ("kept", "held"),
    False: ("broken", "not_held"),
}
_SCHEDULE: dict[bool, tuple[VerdictKind, Reason]] = {
    True: ("on_schedule", "on_line"),
    False: ("behind", "off_line"),
}


Reported = frozenset[tuple[Period, str]]
"""The periods for which any series of an indicator has a number, each with its unit."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a target, all numbers in its unit.

    `gap` is reported minus announced (minus `expected` where there is one); `change` what an open
    target asks from its baseline; `expected` the value on the straight line to the target at the
    time of the report; `ended` whether the target's period was over.
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
    ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a document may still report what decides."""
        return not self.ended or self.kind in OPEN

    @property
    def held_at_start(self) -> bool:
        """Whether the target is a floor or ceiling that the level it sets out from satisfies."""
        target, start = self.target.value, self.baseline and self.baseline.value
        if not (target and start) or self.target.cumulative:
            return False
        bound = _bound(target, self.indicator.direction_of(self.target.series_id))
        return bool(bound and _compare(target.number, bound, start))

    @property
    def rounded_gap(self) -> Decimal | None:
        """The gap: exact between two printed numbers, rounded against a computed one."""
        if self.gap is None or self.expected is None:
            return self.gap
        return rounded(self.gap)


def verdicts(
    indicator: Indicator, documents: Mapping[str, Document], as_of: date
) -> tuple[Verdict, ...]:
    """One verdict for each target of the indicator, as things stand at the end of a day."""
    if not indicator.targets:
        return ()
    parts: dict[str | None, list[Observation]] = defaultdict(list)
    for o in indicator.observations:
        parts[o.series_id].append(o)
    reported = frozenset(
        (o.period, indicator.unit_of(o)) for o in indicator.observations if o.value is not None
    )
    of_series = {
        id: indicator.model_copy(update={"observations": tuple(parts[id])})
        for id in {target.series_id for target in indicator.targets}
    }
    return tuple(
        replace(
            _verdict(of_series[target.series_id], target, documents, as_of, reported),
            indicator=indicator,
        )
        for target in indicator.targets
    )


def _verdict(
    indicator: Indicator,
    target: Target,
    documents: Mapping[str, Document],
    as_of: date,
    reported: Reported,
) -> Verdict:
    """The verdict on a target; the indicator has the observations of the target's series alone."""
    ended = target.period is not None and target.period.last <= as_of
    result = _result(indicator, target, documents) if ended else None
    verdict = (
        _standing(indicator, target, result, documents)
        or (result and _closed(indicator, target, result))
        or _open(indicator, target, documents, ended, reported)
    )
    return replace(verdict, ended=ended)


def _result(
    indicator: Indicator, target: Target, documents: Mapping[str, Document]
) -> Observation | None:
    """What counts of all that is reported for the target's own period."""
    reports = tuple(
        o
        for o in indicator.observations
        if (o.series_id, o.period, o.cumulative)
        == (target.series_id, target.period, target.cumulative)
    )
    return preferred_statement(
        tuple(o for o in reports if o.unit == target.unit) or reports, documents
    )


def _closed(indicator: Indicator, target: Target, report: Observation) -> Verdict:
    kind, reason = _judge(target, report, indicator.direction_of(target.series_id))
    return Verdict(indicator, target, kind, reason, report, _gap(target, report, kind))


def _gap(target: Target, report: Observation, kind: VerdictKind) -> Decimal | None:
    if kind not in REACHED or target.value is None or report.value is None:
        return None
    return report.value.number - target.value.number


def _standing(
    indicator: Indicator,
    target: Target,
    result: Observation | None,
    documents: Mapping[str, Document],
) -> Verdict | None:
    """Whether a floor or ceiling that held when it was set still holds: there is no way to it.

    Totals begin at nothing, and “about” is no bound.
    """
    if target.value is None or target.value.comparator == "~" or target.cumulative:
        return None
    bound = _bound(target.value, indicator.direction_of(target.series_id))
    start, report = from_start_to_report(indicator, target, result, documents)
    if not (bound and start and start.value and report):
        return None
    if not _compare(target.value.number, bound, start.value):
        return None
    judged, _ = _judge(target, report, indicator.direction_of(target.series_id))
    if judged not in REACHED:
        return None
    kind, reason = _STANDING[REACHED[judged]]
    return Verdict(indicator, target, kind, reason, report, _gap(target, report, kind), start)


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


_PAIRS: tuple[tuple[Comparator, Comparator], ...] = ((">", "<"), (">=", "<="), ("~", "~"), ("", ""))
_MIRRORED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
"""Each comparator for the number with the other sign."""


def _compare(number: Decimal, comparator: Comparator, reported: Quantity) -> bool | None:
    """Whether every value that `reported` allows satisfies the bound; `None` if only some do, or
    about the bound.
    """
    if reported.comparator == "~" and reported.number == number:
        return None
    if comparator in ("<", "<="):
        turned = Quantity(_MIRRORED[reported.comparator], -reported.number)
        return _compare(-number, _MIRRORED[comparator], turned)
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
    indicator: Indicator,
    target: Target,
    documents: Mapping[str, Document],
    ended: bool,
    reported: Reported,
) -> Verdict:
    if target.period is None:
        return Verdict(indicator, target, "not_assessable", "undated")
    start = baseline(target, indicator, documents)
    published = documents[target.source.document].published
    if published and first_day(published) > target.period.last:
        elsewhere = (target.period, indicator.unit_of(target)) in reported
        return Verdict(
            indicator,
            target,
            "not_assessable",
            "other_scope" if elsewhere else "no_value",
            baseline=start,
        )
    reason: Reason = "never_reported" if ended else "open"
    if target.value is None:
        return Verdict(indicator, target, "no_report_yet", reason, baseline=start)
    on_the_way = _on_the_way(indicator, target, target.period, documents)
    if on_the_way is not None:
        return on_the_way
    exact = start.value if start and start.value and not start.value.is_bound else None
    change = target.value.number - exact.number if exact else None
    return Verdict(indicator, target, "no_report_yet", reason, baseline=start, change=change)


def _on_the_way(
    indicator: Indicator, target: Target, period: Period, documents: Mapping[str, Document]
) -> Verdict | None:
    """Compare the latest value inside the target's period with the straight line to the target."""
    assert target.value is not None
    bound = _bound(target.value, indicator.direction_of(target.series_id))
    start, origin, begin = None, Decimal(0), period.first - timedelta(1)
    if target.cumulative:
        reports = [o for o in comparable(indicator, target) if o.period.first == period.first]
    else:
        start, reports = way(indicator, target, documents)
        if start is None or start.value is None or start.value.is_bound:
            return None
        origin, begin = start.value.number, start.period.last
    latest = latest_statement(reports, documents)
    if not bound or latest is None or latest.value is None:
        return None
    if start and start.value and _compare(target.value.number, bound, start.value):
        return None  # what holds from the start has no line to follow
    passed, whole = elapsed(begin, latest.period.last, period.last)
    expected = origin + (target.value.number - origin) * passed / whole
    ahead = _compare(expected, bound, latest.value)
    if ahead is None:
        return None
    kind, reason = _SCHEDULE[ahead]
    gap = latest.value.number - expected
    return Verdict(indicator, target, kind, reason, latest, gap, start, expected=expected)


def rounded(number: Decimal) -> Decimal:
    """A computed value: four significant digits, all digits of its integer part, no zeros at its
    end.
    """
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    digits = max(0, min(9, 3 - number.adjusted()))
    value = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
