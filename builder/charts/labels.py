"""Where the texts of a chart stand: each at the first of its candidate spots that is free, the more
important ones first.

All lengths are pixels; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import ceil, floor, hypot, sqrt
from typing import Literal

from builder.charts.scale import width as text_width

Align = Literal["left", "center", "right"]

LEADING = 1.25
"""From one baseline to the next, as a share of the size of the text."""
ASCENT, DESCENT = 0.95, 0.25
"""Above and below a baseline, as shares of the size of the text."""
_AIR = 1
"""Pixels on every side of a text that must be free too."""
_RINGS = 3
_FAR = 1e6
"""Coordinates beyond this are clipped exactly, before rounding errors reach the size of a pixel."""
_LEVEL = 1e-6
"""A line that rises less than this is level."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its sides parallel to those of the paper."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate position: the first baseline of a text, and which of its points `x` is."""

    x: float
    y: float
    align: Align


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, its size, and the name of its colour."""

    text: str
    size: float
    ink: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its spots, the preferred one first; a lower rank is more important.

    The spots are counted from the point at `x` and `y`. The key is the caller’s own.
    """

    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    rank: int
    key: str
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A label, the spot that it has got, and what it covers there."""

    label: Label
    spot: Spot
    box: Box


class Paper:
    """What is covered on paper of that size: a mask for each row of pixels, with a bit a pixel.

    A pixel is covered if any part of it is.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._rows = [0] * height

    def cover(self, box: Box) -> None:
        """Cover what of the box lies on the paper."""
        start, end = _pixels(box.left, box.right, self.width)
        first, last = _pixels(box.top, box.bottom, self.height)
        mask = _mask(start, end)
        for row in range(first, last):
            self._rows[row] |= mask

    def draw(self, x1: float, y1: float, x2: float, y2: float, stroke: float = 2.0) -> None:
        """Cover what of a straight line of that width, with round ends, lies on the paper.

        Any finite coordinates will do.
        """
        half = stroke / 2
        if max(abs(x1), abs(y1), abs(x2), abs(y2)) > _FAR:
            margin = half + 1
            across = (-margin, self.width + margin)
            clipped = _clipped((x1, y1, x2, y2), across, (-margin, self.height + margin))
            if clipped is None:
                return
            x1, y1, x2, y2 = clipped
        if y1 > y2:
            x1, y1, x2, y2 = x2, y2, x1, y1
        bounds = Box(min(x1, x2) - half, y1 - half, max(x1, x2) + half, y2 + half)
        if x1 == x2 or y2 - y1 < _LEVEL:
            self.cover(bounds)
        else:
            self._draw_oblique(x1, y1, (x2 - x1) / (y2 - y1), half, bounds)

    def _draw_oblique(self, x1: float, y1: float, slope: float, half: float, bounds: Box) -> None:
        """Cover the strip around a line, as far as its bounds; `slope` is pixels across a row."""
        reach = half * hypot(1, slope)  # the strip to either side of the line, along a row
        before, after = min(slope, 0) - reach, max(slope, 0) + reach
        left, right = max(bounds.left, 0.0), min(bounds.right, float(self.width))
        rows = self._rows
        for row in range(*_pixels(bounds.top, bounds.bottom, self.height)):
            x = x1 + (row - y1) * slope
            low, high = x + before, x + after
            if low < left:
                low = left
            if high > right:
                high = right
            if low <= high:
                start = int(low)
                rows[row] |= (1 << (ceil(high) if high > start + 1 else start + 1)) - (1 << start)

    def is_free(self, box: Box) -> bool:
        """Whether the whole box lies on the paper, and no pixel of it is covered."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        start, first = int(left), int(top)
        mask = _mask(start, max(ceil(right), start + 1))
        covered = self._rows[first : max(ceil(bottom), first + 1)]
        return not any(map(mask.__and__, covered))


def _pixels(low: float, high: float, count: int) -> tuple[int, int]:
    """The first pixel that lies between, of `count` in a row, and the one after the last.

    What has no extent takes a pixel too.
    """
    start = floor(min(max(low, -1), count))
    end = max(ceil(min(max(high, -1), count)), start + 1)
    return max(start, 0), min(end, count)


def _mask(start: int, end: int) -> int:
    return (1 << max(start, end)) - (1 << start)


def _clipped(
    line: tuple[float, float, float, float], across: tuple[float, float], down: tuple[float, float]
) -> tuple[float, float, float, float] | None:
    """The part of a line inside a window, computed in fractions (Liang and Barsky)."""
    x1, y1, x2, y2 = map(Fraction, line)
    dx, dy = x2 - x1, y2 - y1
    begin, end = Fraction(0), Fraction(1)
    for start, delta, (low, high) in ((x1, dx, across), (y1, dy, down)):
        if delta == 0:
            if not low <= start <= high:
                return None
            continue
        enter, leave = sorted(((Fraction(low) - start) / delta, (Fraction(high) - start) / delta))
        begin, end = max(begin, enter), min(end, leave)
    if begin > end:
        return None
    return (
        float(x1 + begin * dx),
        float(y1 + begin * dy),
        float(x1 + end * dx),
        float(y1 + end * dy),
    )


def box_of(label: Label, spot: Spot) -> Box:
    """What a label covers at a spot, on the wide side."""
    return _covered(label, spot, _extent(label))


def _covered(label: Label, spot: Spot, extent: tuple[float, float, float]) -> Box:
    across, above, below = extent
    left = label.x + spot.x - across * _BEFORE[spot.align]
    y = label.y + spot.y
    return Box(left, y - above, left + across, y + below)


def _extent(label: Label) -> tuple[float, float, float]:
    """The width of a label, and how far it reaches above and below its first baseline."""
    above = below = baseline = across = 0.0
    for number, line in enumerate(label.lines):
        if number:
            baseline += LEADING * line.size
        else:
            above = ASCENT * line.size
        below = max(below, baseline + DESCENT * line.size)
        across = max(across, text_width(line.text, line.size))
    return across, above, below


_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of a text that stands before the `x` of its spot."""


def place(labels: Iterable[Label], paper: Paper) -> tuple[Placed, ...]:
    """Each label at its first spot that is free, by rank and then in the order given; one that has
    none is left out.

    What they take is covered then.
    """
    return tuple(_placements(sorted(labels, key=lambda label: label.rank), paper))


def _placements(labels: list[Label], paper: Paper) -> Iterator[Placed]:
    for label in labels:
        extent = _extent(label)
        for spot in label.spots:
            box = _covered(label, spot, extent)
            if paper.is_free(_airy(box)):
                paper.cover(box)
                yield Placed(label, Spot(label.x + spot.x, label.y + spot.y, spot.align), box)
                break


def _airy(box: Box) -> Box:
    return Box(box.left - _AIR, box.top - _AIR, box.right + _AIR, box.bottom + _AIR)


@lru_cache(256)
def around(
    x: float, y: float, clear: float = 8, size: float = 12, lines: int = 1
) -> tuple[Spot, ...]:
    """Spots around a point for a text of that size and number of lines, `clear` of the point: above
    and below, beside, at the corners; then the same further away.
    """
    rings = (_ring(x, y, clear + ring * size, size, lines) for ring in range(_RINGS))
    return tuple(chain.from_iterable(rings))


def _ring(x: float, y: float, clear: float, size: float, lines: int) -> tuple[Spot, ...]:
    over = y - (DESCENT + LEADING * (lines - 1)) * size  # its bottom is at y
    under = y + ASCENT * size  # its top is at y
    level = (over + under) / 2
    corner = clear / sqrt(2)
    return (
        Spot(x, over - clear, "center"),
        Spot(x, under + clear, "center"),
        Spot(x + clear, level, "left"),
        Spot(x - clear, level, "right"),
        Spot(x + corner, over - corner, "left"),
        Spot(x + corner, under + corner, "left"),
        Spot(x - corner, over - corner, "right"),
        Spot(x - corner, under + corner, "right"),
    )


@lru_cache(256)
def beside(x: float, y: float, size: float = 12, reach: float = 60) -> tuple[Spot, ...]:
    """Spots right of the end of a line, for one line of text: at its height, then higher and lower
    by turns, up to `reach` away.
    """
    start = x + size / 2
    level = y + (ASCENT - DESCENT) / 2 * size
    step = size / 4
    away = (step * number for number in range(1, floor(reach / step) + 1))
    shifts = chain.from_iterable((-shift, shift) for shift in away)
    return tuple(Spot(start, level + shift, "left") for shift in (0.0, *shifts))
