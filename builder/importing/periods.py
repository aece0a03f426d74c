"""The cells of a column `Year` → periods of ours, where they can mean one thing only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"([1-9]\d{3})(?:\.0)?")
_DAY = re.compile(r"([1-9]\d{3})-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")
_PART = re.compile(r"([1-9]\d{3})[- ]?([QH])([1-4])", re.IGNORECASE)
_WHOLE_SPAN = re.compile(r"([1-9]\d{3})\s*[-–/]\s*([1-9]\d{3})")
_SHORT = re.compile(r"([1-9]\d{3})\s*([-–/])\s*(\d\d)")


@dataclass(frozen=True)
class Reading:
    """How one column was read."""

    periods: dict[str, str | None]
    """Cell → period; `None` where it may mean two things or nothing."""
    two_years: tuple[str, ...]
    """The cells that name two years side by side: a year that begins in the first, or both."""


def read_years(cells: Iterable[str], *, year_start: bool) -> Reading:
    """Read the different cells of one column together: `2015-16` tells what `2011-12` is.

    `year_start` says that somebody told when such a year begins; `2015-16` is then `2015/16`, else
    the two years `2015-2016`.
    """
    distinct = sorted(set(cells))
    months = _months(distinct)
    periods: dict[str, str | None] = {}
    pairs = []
    for cell in distinct:
        years = _pair(cell) if cell not in months else None
        if years and years[1] == years[0] + 1:
            pairs.append(cell)
            periods[cell] = (
                f"{years[0]}/{years[1] % 100:02}" if year_start else f"{years[0]}-{years[1]}"
            )
        elif years:
            periods[cell] = f"{years[0]}-{years[1]}"
        else:
            periods[cell] = months[cell] if cell in months else _single(cell)
    return Reading(periods, tuple(pairs))


def _pair(cell: str) -> tuple[int, int] | None:
    """First and last year of a cell that names two, the second later than the first."""
    if match := _WHOLE_SPAN.fullmatch(cell):
        first, last = int(match[1]), int(match[2])
    elif match := _SHORT.fullmatch(cell):
        first = int(match[1])
        last = first - first % 100 + int(match[3])
        last += 100 if last <= first else 0
    else:
        return None
    return (first, last) if first < last <= first + 50 else None


def _months(cells: list[str]) -> dict[str, str | None]:
    """The cells of the form `2011-12` that are months, or may be: `None`.

    A cell is no month where its number is none. Where it follows the year's own (2011-12), the
    others of the column decide: all two years, or all months, or it is not known.
    """
    short = {cell: match for cell in cells if (match := _SHORT.fullmatch(cell))}
    dashed = {cell: match for cell, match in short.items() if match[2] != "/"}
    tight = {cell: match for cell, match in dashed.items() if " " not in cell}
    possible = {cell for cell, match in tight.items() if 1 <= int(match[3]) <= 12}
    follows = {cell for cell, m in tight.items() if (int(m[1]) + 1) % 100 == int(m[3])}
    if not possible:
        return {}
    spans = set(tight) - possible
    if set(tight) == follows and spans:
        return {}
    certain = possible - follows
    months: dict[str, str | None] = {cell: cell.replace("–", "-") for cell in certain}
    for cell in possible & follows:
        months[cell] = cell.replace("–", "-") if certain and not spans else None
    return months


def _single(cell: str) -> str | None:
    """A year, a day, a half-year or a quarter; `None` for anything else."""
    if match := _YEAR.fullmatch(cell):
        return match[1]
    if match := _DAY.fullmatch(cell):
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            return None
    if (match := _PART.fullmatch(cell)) and not (match[2] in "hH" and match[3] in "34"):
        return f"{match[1]}-{match[2].upper()}{match[3]}"
    return None
