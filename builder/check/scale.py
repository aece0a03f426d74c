"""Values that stand beside their like at the wrong power of ten: a moved decimal point, % for ‰,
thousands for millions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from math import log10
from typing import NamedTuple

from builder.model.periods import Period
from builder.model.records import Statement, Target
from builder.model.values import Quantity

_CALM = Decimal("1.5")
"""How many times as much as the least of them the greatest may be, of neighbouring values that say
what is usual and of the suspect once its slip is mended.
"""
_CALM_PAIR = Decimal("1.25")
"""The same where there is but one value to compare with."""
_COUNT = 20
"""Below this a count jumps by itself: one outbreak in one year, twelve in the next."""


class Numbered(NamedTuple):
    """A statement that has a number; `size` is the number without its sign."""

    statement: Statement
    value: Quantity
    size: Decimal


@dataclass(frozen=True, slots=True)
class Slip:
    """A statement about `factor` times more or less than those it was compared with: one or two of
    the neighbouring periods, or another of the same period.
    """

    suspect: Numbered
    beside: tuple[Numbered, ...]
    factor: int


def slips(numbered: Sequence[Numbered]) -> Iterator[Slip]:
    """The statements of one indicator that look slipped, series by series in the order of periods.

    Only statements of one series, unit and length of period are compared, and only with the
    periods before and after and with others of their own period. A series that has both signs
    measures change, which jumps by nature.
    """
    groups: dict[tuple[object, ...], list[Numbered]] = defaultdict(list)
    for one in numbered:
        s = one.statement
        groups[s.series_id, s.unit, s.cumulative, _form(s.period)].append(one)
    for group in groups.values():
        if len(group) > 1 and len({one.value.number > 0 for one in group if one.size}) == 1:
            group.sort(key=_since)
            counted = all(one.size == one.size.to_integral_value() for one in group)
            for part in _unbroken(group):
                yield from (slip for slip in _in_series(part) if not (counted and _is_chance(slip)))


def _unbroken(group: list[Numbered]) -> Iterator[list[Numbered]]:
    """The stretches of a series that one method has counted."""
    starts = [n for n, one in enumerate(group) if n and one.statement.status == "break"]
    for start, end in pairwise([0, *starts, len(group)]):
        yield group[start:end]


def _is_chance(slip: Slip) -> bool:
    """Whether counts so small are compared that they jump by themselves; never by a thousand."""
    if slip.suspect.size < _COUNT:
        return True
    return slip.factor < 1_000 and any(one.size < _COUNT for one in slip.beside)


def _form(period: Period | None) -> tuple[str, int]:
    """The form and the length in years: a total of five years is no neighbour of a year's."""
    return (period.form, period.end - period.start) if period else ("", 0)


def _since(one: Numbered) -> date:
    return one.statement.period.first if one.statement.period else date.min


def _in_series(group: list[Numbered]) -> Iterator[Slip]:
    periods = [tuple(same) for _, same in groupby(group, _since)]
    levels = [_level(same) for same in periods]
    for at, same in enumerate(periods):
        beside = _neighbours(levels, at)
        found = [slip for one in same if (slip := _slip(one, beside))]
        if len(periods) == 2:  # either may be the wrong one: that with a mark, else the later
            marked = any(one.statement.expected for one in periods[0])
            found = found if marked is (at == 0) else []
        yield from found or _in_period(same)


def _in_period(same: tuple[Numbered, ...]) -> Iterator[Slip]:
    """Those that another document or place contradicts by about a factor."""
    sizes = [one.size for one in same]
    if max(sizes) <= 5 * min(sizes):  # as nearly always
        return
    for _, of_kind in groupby(same, lambda one: isinstance(one.statement, Target)):
        stated = tuple(of_kind)
        usual = sorted(stated, key=lambda one: one.size)[(len(stated) - 1) // 2]
        if len(stated) == 2:  # either may be the wrong one: that with a mark, else the later
            usual = stated[stated[0].statement.expected]
        yield from (slip for one in stated if (slip := _slip(one, (usual,))))


def _level(same: tuple[Numbered, ...]) -> Numbered | None:
    """What a period counts as beside others: its middle value, reported before announced; nothing
    where its values quarrel.
    """
    if len(same) == 1:  # as nearly always
        return same[0]
    reported = [one for one in same if not isinstance(one.statement, Target)]
    stated = sorted(reported or same, key=lambda one: one.size)
    return stated[(len(stated) - 1) // 2] if stated[-1].size <= _CALM * stated[0].size else None


def _neighbours(levels: list[Numbered | None], at: int) -> tuple[Numbered, ...]:
    """The periods before and after; at an end of the series the two nearest, so that a lasting
    change is no slip. None where one of them has no level.
    """
    first = min(max(at - 1, 0), max(len(levels) - 3, 0))
    beside = levels[first:at] + levels[at + 1 : first + 3]
    return tuple(level for level in beside if level) if all(beside) else ()


def _slip(one: Numbered, beside: tuple[Numbered, ...]) -> Slip | None:
    if not beside:
        return None
    sizes = [other.size for other in beside]
    low, high = min(sizes), max(sizes)
    calm = _CALM if len(beside) > 1 else _CALM_PAIR
    above = one.size > high
    if not one.size or not low or high > calm * low or low < 5 * one.size < 25 * high:
        return None
    factor = 10 ** round(log10(one.size / high if above else low / one.size))
    mended = one.size / factor if above else one.size * factor
    return Slip(one, beside, factor) if max(high, mended) <= calm * min(low, mended) else None
