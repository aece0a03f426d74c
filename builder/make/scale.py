"""Numbers on a line: where an axis begins and ends, its round ticks, and how wide a text is, at about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WIDE = 0x2E80
"""Characters from here on are as wide as they are high, in some fonts those of `_BROAD` too."""
_BROAD = frozenset("≥≤≈%‰−–—“”‘’…mwMW@")


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis from `low` to `high`, with round ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]


def scale(values: Iterable[Decimal], intervals: int = 3, zero: bool = False) -> Scale:
    """A scale that holds all values, with about that many intervals between ticks.

    It begins at zero if asked to, or if the values are so far apart that zero is near.
    """
    known = sorted(values)
    low, high = known[0], known[-1]
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    if zero or 0 < low <= (high - low) / 2:
        low = min(low, Decimal(0))
    if high < 0 and (zero or -high <= (high - low) / 2):
        high = Decimal(0)
    step = _step((high - low) / intervals)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(_plain(step * n) for n in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _step(least: Decimal) -> Decimal:
    """The smallest round step that is not below `least`."""
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in _STEPS if step * power >= least)


def _plain(number: Decimal) -> Decimal:
    normal = number.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


def width(text: str, size: float) -> float:
    """Pixels that a text of that size takes, on the wide side: fonts differ from reader to reader."""
    return sum(1.0 if ord(c) >= _WIDE or c in _BROAD else 0.65 for c in text) * size


@lru_cache(4096)
def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that fit; breaks between words, and between any two Chinese characters."""
    lines, line = [], ""
    for part in _parts(text):
        if line and width((line + part).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += part.lstrip() if not line else part
        while width(line.rstrip(), size) > room and len(line) > 1:
            cut = next(n for n in range(len(line), 0, -1) if n == 1 or width(line[:n], size) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _parts(text: str) -> list[str]:
    parts = [""]
    for character in text:
        if ord(character) >= _WIDE or parts[-1].endswith(" ") or (parts[-1] and ord(parts[-1][-1]) >= _WIDE):
            if character in "，、。；：）”》" and parts[-1]:
                parts[-1] += character
                continue
            parts.append("")
        parts[-1] += character
    return [part for part in parts if part]
