"""The legend of a picture: words with their marks, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import escape

from builder.charts.frames import TEXT
from builder.charts.legends import Legend
from builder.charts.scale import directed, width
from builder.site.look import HOLLOW, LINES, MARKS, STROKES

LEGEND_LINE = 20
"""Pixels from one line of a legend to the next."""
_GAP, _APART = 6, 22
"""Pixels between a mark and its word, and between a word and the next mark."""
_SHAPES = {
    "circle": "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z",
    "diamond": "M0,-6L5,0L0,6L-5,0Z",
    "square": "M-4.5,-4.5h9v9h-9Z",
    "triangle-up": "M0,-5L5.5,4.5L-5.5,4.5Z",
}
_CROSS = "M-4,-4L4,4M-4,4L4,-4"
_DASHES: Mapping[str, tuple[int, ...]] = {
    "way": (4, 3),
    "break": (1, 3),
    **{f"line-{n}": line.dash for n, line in enumerate(LINES, 1) if line.dash != (1, 0)},
}


def legend_lines(legend: Legend, is_bars: bool, across: float, rtl: bool) -> Iterator[str]:
    """The lines of a legend, each as SVG around the middle of its height; none where nothing is
    told apart. Of a chart of bars the marks are parts of them.
    """
    parts, x = "", 0.0
    for look, word in legend if len(legend) > 1 else ():
        mark, wide = _mark(look, is_bars)
        room = wide + _GAP + width(word, TEXT)
        if parts and x + room > across:
            yield parts
            parts, x = "", 0.0
        middle, start = x + wide / 2, x + wide + _GAP
        if rtl:
            middle, start = across - middle, across - start
        anchor = ' text-anchor="end"' if rtl else ""
        parts += f'<g transform="translate({middle:g},0)">{mark}</g>'
        parts += f'<text x="{start:g}" y="4" font-size="{TEXT}"{anchor} fill="var(--ink)">'
        parts += f"{escape(directed(word))}</text>"
        x += room + _APART
    if parts:
        yield parts


def _mark(look: str, is_bar: bool) -> tuple[str, int]:
    """What stands before a word, around its middle, and pixels across."""
    if look in STROKES:
        stroke = STROKES[look]
        dash = " ".join(map(str, _DASHES.get(look, ())))
        path, wide = ("M0,-7V7", 4) if stroke.upright else ("M-11,0H11", 22)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        line = f' stroke="var(--{stroke.colour})" stroke-width="{stroke.across}"'
        return f'<path d="{path}"{line}{dashes}/>', wide
    if look == "hollow":
        ring = f'fill="var(--paper)" stroke="var(--{HOLLOW[1]})"'
        return f'<path d="{_SHAPES["circle"]}" {ring} stroke-width="1.5"/>', 10
    mark = MARKS[look]
    fill = f'fill="var(--{mark.colour})"'
    if is_bar:
        size = f'x="-6" y="{-mark.height / 2}" width="12" height="{mark.height}"'
        return f"<rect {size} {fill}/>", 12
    if mark.shape not in _SHAPES:
        return f'<path d="{_CROSS}" stroke="var(--{mark.colour})" stroke-width="2"/>', 10
    return f'<path d="{_SHAPES[mark.shape]}" {fill}/>', 10
