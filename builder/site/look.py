"""What colours there are, and how marks and verdicts differ: in shape as in colour.

It stands here once, for drawings and for the style sheet, whose first part is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

COLOURS = ("paper", "ink", "soft", "line", "accent", "mark", "bad", "warn", "open")
"""The names of the colours; `accent` is the site’s own, the others are the theme’s."""

DERIVED: Mapping[str, Mapping[str, float]] = {"mark": {"light": 0.07, "dark": 0.11}}
"""Colours that follow from the accent unless a palette has them: how much of it is in the paper."""

Palette = Mapping[str, str]
"""Colour name → `#rrggbb`."""


class MarkLook(NamedTuple):
    """How a mark of a chart looks: its colour and Vega’s shape; in a legend, its sign; as part of a
    bar, its height.

    Parts of a bar differ in height (pixels) as in colour.
    """

    colour: str
    shape: str
    sign: str
    height: int


MARKS: Mapping[str, MarkLook] = {
    "reported": MarkLook("ink", "circle", "●", 11),
    "target": MarkLook("accent", "diamond", "◆", 15),
    "met": MarkLook("accent", "circle", "●", 13),
    "missed": MarkLook("bad", "M-.8,-.8L.8,.8M.8,-.8L-.8,.8", "✕", 5),
    "plain": MarkLook("soft", "circle", "●", 9),
    "other": MarkLook("open", "square", "■", 3),
    "third": MarkLook("warn", "triangle-up", "▲", 7),
}
"""The looks of marks by name."""


class LineLook(NamedTuple):
    """How a line of a chart looks that is told from others: its colour, and its dashes and gaps in
    pixels.
    """

    colour: str
    dash: tuple[int, ...] = (1, 0)


LINES = tuple(
    LineLook(colour, dash)
    for dash in ((1, 0), (6, 3))
    for colour in ("accent", "warn", "open", "bad")
)
"""The looks of lines with a name beside the headline, whose line is strong and of ink."""


class StrokeLook(NamedTuple):
    """How a line of a course looks in a legend: its colour, pixels across, whether it is dashed,
    and whether it is upright as in the chart.
    """

    colour: str
    across: float = 1
    dashed: bool = False
    upright: bool = False


STROKES: Mapping[str, StrokeLook] = {
    "headline": StrokeLook("ink", 2.5),
    **{
        f"line-{n}": StrokeLook(line.colour, 1.75, line.dash != (1, 0))
        for n, line in enumerate(LINES, 1)
    },
    "rest": StrokeLook("soft"),
    "break": StrokeLook("soft", 1, dashed=True, upright=True),
    "way": StrokeLook("accent", 1, dashed=True),
    "bound": StrokeLook("accent"),
}
"""The lines of a course by the name that a legend gives them."""
HOLLOW = ("○", "ink")
"""The sign and the colour of what stands in a legend for an open mark, `hollow`."""

VERDICTS: Mapping[str, tuple[str, str]] = {
    "met": ("●", "accent"),
    "kept": ("■", "accent"),
    "met_as_stated": ("◐", "accent"),
    "on_schedule": ("▲", "accent"),
    "missed": ("✕", "bad"),
    "broken": ("□", "bad"),
    "behind": ("▼", "warn"),
    "no_report_yet": ("○", "open"),
    "not_assessable": ("◇", "soft"),
}
"""The sign and the colour of each verdict."""

BARS = ("bodies", "coverage", "progress", "subjects", "timeliness")
"""The kinds of charts whose marks are parts of bars."""


def look_sheet(light: Palette, dark: Palette) -> bytes:
    """The part of the style sheet that says all this: colours as custom properties, signs before
    words.
    """
    return "".join(f"{line}\n" for line in _rules(light, dark)).encode()


def _rules(light: Palette, dark: Palette) -> Iterator[str]:
    yield "@layer base, page, parts, wide, print;"
    yield f"@layer base {{ :root {{ {_properties(light)} }}"
    yield f"@media (prefers-color-scheme: dark) {{ :root {{ {_properties(dark)} }} }} }}"
    yield "@layer parts {"
    for verdict, (sign, colour) in VERDICTS.items():
        yield f".{verdict} {{ color: var(--{colour}) }}"
        yield f'.v.{verdict}::before {{ content: "{sign}" / "" }}'
    yield from _legend()
    yield "}"


def _legend() -> Iterator[str]:
    """What stands before the words of a legend: signs, parts of bars and lines. Those are borders,
    which are printed where grounds are not.
    """
    for name, look in MARKS.items():
        yield f".legend .look-{name}::before {{ {_sign(look.sign, look.colour)} }}"
    yield f".legend .look-hollow::before {{ {_sign(*HOLLOW)} }}"
    bars = ", ".join(f".{kind}" for kind in BARS)
    yield f".legend :is({bars})::before {{ {_drawn('0.9em')} }}"
    for name, look in MARKS.items():
        rule = f"border-block-start: {look.height}px solid var(--{look.colour})"
        yield f".legend :is({bars}).look-{name}::before {{ {rule} }}"
    for name, stroke in STROKES.items():
        side, size = "block", _drawn("1.5em")
        if stroke.upright:
            side, size = "inline", f"{_drawn('0')}; block-size: 0.9em"
        style = ("dotted" if stroke.upright else "dashed") if stroke.dashed else "solid"
        border = f"border-{side}-start: {stroke.across}px {style} var(--{stroke.colour})"
        yield f".legend .look-{name}::before {{ {size}; {border} }}"


def _sign(sign: str, colour: str) -> str:
    return f'content: "{sign}" / ""; color: var(--{colour})'


def _drawn(across: str) -> str:
    return f'content: "" / ""; display: inline-block; inline-size: {across}; vertical-align: middle'


def _properties(palette: Palette) -> str:
    return " ".join(f"--{name}: {palette[name]};" for name in COLOURS)
