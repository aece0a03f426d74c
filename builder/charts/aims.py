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


class Aim(NamedTuple):
    """A target in a course, its period, and whether it is a floor or ceiling that held already."""

    mark: Mark
    period: Period
    holds: bool


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
        _aim(edition, indicator, family, group, main, verdicts)
        for group in sorted(groups, key=lambda group: order(group)[1])
    ]
    starts = (aim.mark.start[0] for aim in drawn if aim.mark.start)
    first = min((*days, *(aim.mark.date for aim in drawn), *starts), default=date.min)
    return tuple(
        aim._replace(mark=replace(aim.mark, since=first))
        if aim.holds and first < aim.mark.date
        else aim
        for aim in drawn
    )


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


def _aim(
    edition: Edition,
    indicator: Indicator,
    family: Family,
    group: list[Target],
    main: Target | None,
    verdicts: Mapping[int, Verdict],
) -> Aim:
    """What equal targets are in a course; the name of one for a part says which."""
    target, is_main = group[0], any(target is main for target in group)
    assert target.period is not None
    report = latest_observation(indicator, edition.catalog.documents) if is_main else None
    mark = target_mark(edition, target, indicator, beside=report)
    series = {one.series_id or "" for one in group}
    if len(series) == 1 and series != {family.headline} and series != {""}:
        part = edition.series_name(indicator, target.series_id)
        mark = replace(mark, name=edition.t("chart.part", row=part, part=mark.name))
    verdict = verdicts.get(id(target))
    mark = replace(
        mark,
        period=short_period(edition, target.period),
        date=target.period.last,
        rank=_HEADLINE if is_main else _OTHER,
        start=_start(verdict, target.period.last),
    )
    return Aim(mark, target.period, bool(verdict and verdict.held_at_start))


def _start(verdict: Verdict | None, end: date) -> tuple[date, Decimal] | None:
    """Where the straight way to a target begins: there is none to a bound that held already."""
    if verdict is None or verdict.held_at_start:
        return None
    baseline = verdict.baseline
    if baseline is None or baseline.value is None or when(baseline).last >= end:
        return None
    return when(baseline).last, baseline.value.number
