"""Numbers on a line: where an axis begins and ends, its round ticks, and how wide a text is, at
about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WIDE = 0x2E80
"""Characters from here on are as wide as they are high, in some fonts those of `_BROAD` too."""
_BROAD = frozenset("≥≤≈%‰−–—“”‘’…mwMW@")
_CLOSING = frozenset("，、。；：）”》")
"""Punctuation that does not begin a line."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis from `low` to `high`, with round ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]


def scale(values: Iterable[Decimal], intervals: int = 3, zero: bool = False) -> Scale:
    """A scale that holds all values, with about that many intervals between ticks.

    It begins at zero if asked to, or if the values are so far apart that zero is near. Whole
    numbers have whole ticks, and what is not below zero has none below it.
    """
    ordered = sorted(values)
    low, high = ordered[0], ordered[-1]
    room = abs(low) / 10 or Decimal(1)
    if low == high:
        low, high = max(low - room, Decimal(0)) if low >= 0 else low - room, high + room
    if zero or 0 < low <= (high - low) / 2:
        low = min(low, Decimal(0))
    if high < 0 and (zero or -high <= (high - low) / 2):
        high = Decimal(0)
    step = _step((high - low) / intervals, all(n == n.to_integral_value() for n in ordered))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(_plain(step * n) for n in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _step(least: Decimal, whole: bool) -> Decimal:
    """The smallest round step that is not below `least`; a whole one for whole numbers."""
    least = max(least, Decimal(1)) if whole else least
    power = Decimal(10) ** least.adjusted()
    steps = (step * power for step in _STEPS if step * power >= least)
    return next(step for step in steps if not whole or step == step.to_integral_value())


def _plain(number: Decimal) -> Decimal:
    normal = number.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


@lru_cache(4096)
def width(text: str, size: float) -> float:
    """Pixels that a text of that size takes, on the wide side: fonts differ from reader to
    reader.
    """
    return sum(map(_share, text)) * size


def directed(text: str) -> str:
    """The text with its own direction, where it has letters that run from right to left.

    A drawing is laid out from the left, in which words and numbers would change places.
    """
    if text.isascii() or not any(map(_runs_left, text)):
        return text
    return f"\u2067{text}\u2069"


def _runs_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _share(character: str) -> float:
    """How wide a character is, as a share of its height."""
    if "\u200b" <= character <= "\u200f" or "\u2066" <= character <= "\u2069":
        return 0  # marks of direction
    return 1.0 if ord(character) >= _WIDE or character in _BROAD else 0.65


@lru_cache(4096)
def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that fit; breaks between words, and between any two Chinese characters.

    Every character is measured twice at most: a text may be long.
    """
    lines = []
    start = end = 0  # of the line that is being filled
    used = 0.0  # its width, as a share of its height
    for part, following in pairwise(_breaks(text)):
        words = part + len(text[part:following].rstrip())
        if start < end and part < words and sum(map(_share, text[part:words]), used) * size > room:
            lines.append(text[start:end].rstrip())
            start, end, used = part, part, 0.0
        if start == end:
            start = following - len(text[part:following].lstrip())
        for at in range(max(start, part), following):
            used += _share(text[at])
            if start < at < words and used * size > room:  # a word wider than a line is cut
                lines.append(text[start:at])
                start, used = at, _share(text[at])
        end = following
    last = text[start:end].rstrip()
    return (*lines, last) if last or not lines else tuple(lines)


def _breaks(text: str) -> list[int]:
    """Where lines of the text may begin, from its start to its end."""
    inner = (
        at
        for at, (before, after) in enumerate(pairwise(text), 1)
        if after not in _CLOSING and (before == " " or ord(before) >= _WIDE or ord(after) >= _WIDE)
    )
    return [0, *inner, len(text)]
