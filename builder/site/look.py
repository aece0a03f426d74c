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
    bars = ", ".join(f".{kind}" for kind in BARS)
    yield f".legend :is({bars})::before {{ display: inline-block; inline-size: 0.9em }}"
    for name, look in MARKS.items():
        sign = f'content: "{look.sign}" / ""; color: var(--{look.colour})'
        yield f".legend .look-{name}::before {{ {sign} }}"
        bar = f'content: "" / ""; block-size: {look.height}px; background: var(--{look.colour})'
        yield f".legend :is({bars}).look-{name}::before {{ {bar} }}"
    yield "}"


def _properties(palette: Palette) -> str:
    return " ".join(f"--{name}: {palette[name]};" for name in COLOURS)
