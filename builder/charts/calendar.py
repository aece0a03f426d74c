"""The ticks that an axis of time may have, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from builder.charts.chart import Tick
from builder.model.periods import Period
from builder.site.site import Edition

_YEARS = (1, 2, 5, 10, 20, 50)
_EVERY = (2, 3, 4, 6, 12, 24, 48)
"""Of how many years, and of how many other periods, one has a tick."""
_WITHIN_YEAR = ("half", "quarter", "month", "day")
_LONG = 2
"""Years after which the axis of shorter periods is better read by its years."""


def calendar(
    edition: Edition, periods: Iterable[Period], first: date, last: date
) -> tuple[tuple[Tick, ...], ...]:
    """Candidates for the ticks of an axis with these reported periods, from the finest to the
    coarsest: whole years by their number, other periods by their name, counted from the last.
    """
    own = {period.last: period for period in periods}
    forms = {period.form for period in own.values()}
    if forms <= {"year"}:
        return (*_ends_of_years(first, last), *_last_resorts(_named(edition, own.values())))
    ticks = _named(edition, own.values())
    coarser: Iterable[tuple[Tick, ...]] = (
        ticks[::-1][::every][::-1] for every in _EVERY if len(ticks) > every
    )
    if forms <= {*_WITHIN_YEAR} and (last - first).days > 366 * _LONG:
        coarser = _ends_of_years(first, last)
    return (ticks, *coarser, *_last_resorts(ticks))


def short_period(edition: Edition, period: Period) -> str:
    """A period where there is little room: of years the number alone."""
    return period.text if period.is_year else edition.period(period)


def _named(edition: Edition, periods: Iterable[Period]) -> tuple[Tick, ...]:
    ordered = sorted(periods, key=lambda period: period.last)
    return tuple((period.last, short_period(edition, period)) for period in ordered)


def _ends_of_years(first: date, last: date) -> Iterator[tuple[Tick, ...]]:
    """The last days of years of which there are two at least."""
    ends = [date(year, 12, 31) for year in range(first.year, last.year + 1)]
    ends = [end for end in ends if first <= end <= last]
    for step in _YEARS:
        ticks = tuple((end, str(end.year)) for end in ends if end.year % step == 0)
        if len(ticks) > 1:
            yield ticks


def _last_resorts(ticks: tuple[Tick, ...]) -> Iterator[tuple[Tick, ...]]:
    if len(ticks) > 1:
        yield (ticks[0], ticks[-1])
    yield from (ticks[-1:],) if ticks else ()
