"""What was announced, as it stands in a course: each target, the way to it, a floor or ceiling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from builder.charts.calendar import short_period
from builder.charts.chart import Mark
from builder.charts.marks import target_mark
from builder.charts.series import Family, when
from builder.model.periods import Period
from builder.model.records import Indicator, Target
from builder.model.statements import headline_target, latest_observation
from builder.model.verdicts import Verdict
from builder.site.site import Edition

_LATEST = 6
"""Targets that a course has at most."""
_HEADLINE, _OTHER = 2, 6
"""How important the texts of targets are: of the indicator’s own, and of others."""
_STANDING = ("kept", "broken")
"""The verdicts on a floor or ceiling that held when it was set: there is no way to it."""
_BOUNDS = (">=", "<=", ">", "<")


class Aim(NamedTuple):
    """A target in a course, and its period."""

    mark: Mark
    period: Period


def aims(
    edition: Edition,
    indicator: Indicator,
    family: Family,
    named: Iterable[str],
    days: Iterable[date],
) -> tuple[Aim, ...]:
    """The latest targets for the named series, earliest first; values are drawn on these days.

    Equal ones stand once.
    """
    main = headline_target(indicator, edition.catalog.documents)
    verdicts = {id(verdict.target): verdict for verdict in edition.site.verdicts[indicator.id]}
    equal: dict[object, list[Target]] = {}
    for target in _comparable(indicator, family, {*named}):
        equal.setdefault((target.period, target.value), []).append(target)

    def order(group: list[Target]) -> tuple[bool, date]:
        period = group[0].period
        return any(target is main for target in group), period.last if period else date.min

    groups = sorted(equal.values(), key=order)[-_LATEST:]
    drawn = [
        Aim(_mark(edition, indicator, family, group, main, verdicts), group[0].period)
        for group in sorted(groups, key=lambda group: order(group)[1])
        if group[0].period
    ]
    starts = (aim.mark.start[0] for aim in drawn if aim.mark.start)
    first = min((*days, *(aim.mark.date for aim in drawn), *starts), default=date.min)
    return tuple(Aim(_bounded(aim.mark, first), aim.period) for aim in drawn)


def _comparable(indicator: Indicator, family: Family, named: set[str]) -> list[Target]:
    """The dated targets that are of the same thing as the values; those of the headline first."""
    same = [
        target
        for target in indicator.targets
        if target.value
        and target.period
        and (indicator.unit_of(target), target.cumulative) == family.kin
        and (family.form is None or (target.series_id or "") in named)
    ]
    return sorted(same, key=lambda target: (target.series_id or "") != family.headline)


def _mark(
    edition: Edition,
    indicator: Indicator,
    family: Family,
    group: list[Target],
    main: Target | None,
    verdicts: Mapping[int, Verdict],
) -> Mark:
    """The mark of equal targets; of one for a part, its name says which."""
    target, is_main = group[0], any(target is main for target in group)
    assert target.period is not None
    report = latest_observation(indicator, edition.catalog.documents) if is_main else None
    mark = target_mark(edition, target, indicator, beside=report)
    series = {one.series_id or "" for one in group}
    if len(series) == 1 and series != {family.headline} and series != {""}:
        part = edition.series_name(indicator, target.series_id)
        mark = replace(mark, name=edition.t("chart.part", row=part, part=mark.name))
    return replace(
        mark,
        period=short_period(edition, target.period),
        date=target.period.last,
        rank=_HEADLINE if is_main else _OTHER,
        start=_start(verdicts.get(id(target)), target.period.last),
    )


def _start(verdict: Verdict | None, end: date) -> tuple[date, Decimal] | None:
    """Where the straight way to a target begins."""
    if verdict is None or verdict.kind in _STANDING:
        return None
    baseline = verdict.baseline
    if baseline is None or baseline.value is None or when(baseline).last >= end:
        return None
    return when(baseline).last, baseline.value.number


def _bounded(mark: Mark, first: date) -> Mark:
    """A floor or ceiling is a line from the first day on, unless there is a way to it."""
    if mark.start or mark.bound not in _BOUNDS or first == mark.date:
        return mark
    return replace(mark, since=first)
