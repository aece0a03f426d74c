"""What a chart says → marks on paper, of a given width: one function a kind of chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from builder.charts.chart import Chart, Mark, Row
from builder.charts.scale import Scale, directed, width, wrapped
from builder.site.look import MARKS

SETS = ("grid", "rects", "rules", "dashes", "points", "texts")
"""The named data of a drawing, in the order of its layers."""
_SMALL, _TEXT, _LARGE = 11, 12, 15
_LINE = 17
"""Pixels from one line of text to the next."""
_EDGE = 10
"""Pixels kept free on both sides of the scale, so that marks at its ends are whole."""
_POINTS = 60
"""Points of time up to which each value of a line has a mark of its own."""
_COLOURS = ("fill", "stroke")
"""Fields of the data that hold a colour."""


@dataclass(eq=False)
class Layout:
    """Marks on paper `across` × `down` pixels: rows of the named data sets of the drawing’s
    specification.

    What lies on the scale is given in its own numbers, all else in pixels; colours by name.
    """

    across: int
    scale: Scale
    down: float = 0
    vertical: bool = False
    start: float = _EDGE
    end: float = 0
    grid: list[dict[str, object]] = field(default_factory=list)
    rects: list[dict[str, object]] = field(default_factory=list)
    rules: list[dict[str, object]] = field(default_factory=list)
    dashes: list[dict[str, object]] = field(default_factory=list)
    points: list[dict[str, object]] = field(default_factory=list)
    texts: list[dict[str, object]] = field(default_factory=list)

    def at(self, value: Decimal) -> float:
        """The pixel of a value."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.start + float(share) * (self.end - self.start)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int = _TEXT,
        fill: str = "ink",
        align: str = "left",
    ) -> None:
        """Write a text; a centred one that would leave the paper is pushed back onto it."""
        if align == "center":
            half = width(text, size) / 2
            if x - half < 0:
                x, align = 0, "left"
            elif x + half > self.across:
                x, align = self.across, "right"
        self.texts.append(
            {
                "x": round(x, 2),
                "y": round(y, 2),
                "text": directed(text),
                "size": size,
                "fill": fill,
                "align": align,
            }
        )

    def heading(self, row: Row) -> None:
        """Write a row’s heading and its remark, on as many lines as they need."""
        if not row.heading and not row.note:
            return
        room = self.across - (width(row.note, _TEXT) + 12 if row.note else 4)
        for number, line in enumerate(wrapped(row.heading, _TEXT, room)):
            self.down += _LINE
            self.text(0, self.down - 4, line)
            if number == 0 and row.note:
                self.text(self.across, self.down - 4, row.note, align="right")

    def point(self, mark: Mark, x: object, y: object) -> None:
        """Set a mark; an excluding bound (`>`, `<`) and “about” leave it open."""
        look = MARKS[mark.look]
        fill = "paper" if mark.bound in (">", "<", "~") else look.colour
        label = f"{mark.name} {mark.text}".strip()
        self.points.append(
            {
                "x": x,
                "y": y,
                "shape": look.shape,
                "fill": fill,
                "stroke": look.colour,
                "label": label,
                "series": mark.series,
            }
        )

    def rect(
        self,
        mark: Mark,
        across: tuple[float, float],
        down: tuple[float, float],
        fill: str,
        opacity: float = 1,
    ) -> None:
        """Fill a rectangle: on the scale from one number to another, in pixels from one height to
        another.
        """
        label = f"{mark.name} {mark.text}".strip()
        ends = {"x": across[0], "x2": across[1], "y": down[0], "y2": down[1]}
        self.rects.append(
            ends | {"fill": fill, "opacity": opacity, "label": label, "series": mark.series}
        )

    def ticks(self, chart: Chart) -> None:
        """Draw the ticks, and write their texts below everything."""
        for tick in chart.scale.ticks:
            self.grid.append(
                {"x": float(tick), "x2": float(tick), "y": 0, "y2": self.down, "stroke": "line"}
            )
        self.down += _LINE
        for tick, text in zip(chart.scale.ticks, chart.ticks, strict=True):
            self.text(self.at(tick), self.down - 4, text, _SMALL, "soft", "center")
        self.down += 2


def _layout(chart: Chart, across: int) -> Layout:
    return Layout(across, chart.scale, end=across - _EDGE)


def _track(chart: Chart, across: int) -> Layout:
    """Values on one line a row, joined; texts above, below or beside them; the side that a bound
    admits is tinted.
    """
    layout = _layout(chart, across)
    for row in chart.rows:
        layout.heading(row)
        sides = {mark.side for mark in row.marks}
        layout.down += 44 if "above" in sides else 14
        y = layout.down
        for mark in row.marks:
            _bound(layout, mark, y)
        ends = [mark.value for mark in row.marks]
        if len(ends) > 1:
            low, high = float(min(ends)), float(max(ends))
            layout.rules.append({"x": low, "x2": high, "y": y, "y2": y, "stroke": "ink"})
        for mark in row.marks:
            layout.point(mark, float(mark.value), y)
            _mark_labels(layout, mark, y)
        layout.down += 48 if "below" in sides else 16
    layout.ticks(chart)
    return layout


def _bound(layout: Layout, mark: Mark, y: float) -> None:
    if mark.bound not in (">=", ">", "<=", "<"):
        return
    edge = layout.scale.high if mark.bound in (">=", ">") else layout.scale.low
    if edge != mark.value:
        layout.rect(mark, (float(mark.value), float(edge)), (y - 7, y + 7), "mark")


def _mark_labels(layout: Layout, mark: Mark, y: float) -> None:
    x = layout.at(mark.value)
    if mark.side == "above":
        layout.text(x, y - 29, mark.name, _SMALL, "soft", "center")
        layout.text(x, y - 12, mark.text, _LARGE, "ink", "center")
    elif mark.side == "below":
        layout.text(x, y + 24, mark.text, _LARGE, "ink", "center")
        layout.text(x, y + 39, mark.name, _SMALL, "soft", "center")
    elif mark.side == "beside":
        left = x + 14 + width(mark.text, _LARGE) > layout.across
        layout.text(
            x - 12 if left else x + 12, y + 5, mark.text, _LARGE, "ink", "right" if left else "left"
        )


def _swarm(chart: Chart, across: int) -> Layout:
    """A mark a value; those that would cover one another move apart, up and down."""
    layout = _layout(chart, across)
    for row in chart.rows:
        layout.heading(row)
        levels: list[float] = []
        for mark in sorted(row.marks, key=lambda m: (m.value, m.name)):
            x = layout.at(mark.value)
            level = next((n for n, last in enumerate(levels) if x - last >= 13), len(levels))
            levels[level : level + 1] = [x]
            layout.point(mark, float(mark.value), layout.down + 9 + 13 * level)
        layout.down += 13 * max(1, len(levels)) + 9
    layout.ticks(chart)
    return layout


def _bars(chart: Chart, across: int) -> Layout:
    """A bar a row, of one part a mark, from zero."""
    layout = _layout(chart, across)
    layout.start = 1
    for row in chart.rows:
        layout.heading(row)
        since = Decimal(0)
        for mark in row.marks:
            look = MARKS[mark.look]
            high = layout.down + 14
            ends = float(since), float(since + mark.value)
            layout.rect(mark, ends, (high - look.height, high), look.colour)
            since += mark.value
        layout.down += 22
    layout.ticks(chart)
    return layout


def _matrix(chart: Chart, across: int) -> Layout:
    """A square a pair, the darker the larger its value; columns are numbered as the rows are."""
    size = min(34, across // len(chart.columns))
    layout = Layout(across, chart.scale, start=0, end=size * len(chart.columns))
    layout.down = _LINE
    most = max((mark.value for mark in chart.marks), default=Decimal(1)) or Decimal(1)
    for n, column in enumerate(chart.columns):
        layout.text(size * (n + 0.5), layout.down - 4, column, _SMALL, "soft", "center")
    for row in chart.rows:
        layout.heading(row)
        for n, mark in enumerate(row.marks):
            if not mark.value:
                continue
            share = float(mark.value / most)
            layout.rect(
                mark,
                (n, n + 1),
                (layout.down, layout.down + size - 2),
                "accent",
                round(0.12 + 0.33 * share, 2),
            )
            layout.text(
                size * (n + 0.5), layout.down + size / 2 + 3, mark.text, _SMALL, "ink", "center"
            )
        layout.down += size + 4
    return layout


def _timeline(chart: Chart, across: int) -> Layout:
    """Time from left to right, values upwards; a target’s line and the way to it."""
    layout = Layout(across, chart.scale, down=230, vertical=True, start=190, end=40)
    labels = max(width(text, _SMALL) for text in chart.ticks) + 10
    years = [row.year for row in chart.rows]
    span = max(years) - min(years) or 1
    place = {
        year: labels + 12 + (across - labels - 40) * (year - min(years)) / span for year in years
    }
    for tick, text in zip(chart.scale.ticks, chart.ticks, strict=True):
        layout.grid.append(
            {"x": labels, "x2": across, "y": float(tick), "y2": float(tick), "stroke": "line"}
        )
        layout.text(labels - 8, layout.at(tick) + 4, text, _SMALL, "soft", "right")
    before: tuple[float, float] | None = None
    written = float("-inf")
    for row in chart.rows:
        x = place[row.year]
        for mark in row.marks:
            value = float(mark.value)
            if mark.look == "target":
                layout.rules.append(
                    {"x": labels, "x2": across, "y": value, "y2": value, "stroke": "accent"}
                )
                if chart.path:
                    year, start = chart.path
                    ends = {"x": place[year], "x2": x, "y": float(start), "y2": value}
                    layout.dashes.append(ends | {"stroke": "accent"})
            else:
                if before:
                    ends = {"x": before[0], "x2": x, "y": before[1], "y2": value}
                    layout.rules.append(ends | {"stroke": "ink"})
                before = x, value
            if mark.side or len(chart.rows) <= _POINTS:
                layout.point(mark, x, value)
            if mark.side:
                beside = layout.at(mark.value) + (24 if mark.side == "below" else -12)
                layout.text(x, beside, mark.text, _TEXT, "ink", "center")
        if x - written >= width(row.heading, _SMALL) + 8:
            layout.text(x, 208, row.heading, _SMALL, "soft", "center")
            written = x
    layout.down = 214
    return layout


LAYOUTS: Mapping[str, Callable[[Chart, int], Layout]] = {
    "promise": _track,
    "outcome": _track,
    "disagreement": _track,
    "timeline": _timeline,
    "scoreboard": _swarm,
    "change": _swarm,
    "bodies": _bars,
    "subjects": _bars,
    "coverage": _bars,
    "partners": _matrix,
}
"""How each kind of chart is laid out."""


def colours_of(row: Mapping[str, Any]) -> list[str]:
    """The names of the colours of a row of data."""
    return [row[key] for key in _COLOURS if key in row]


def coloured(row: Mapping[str, Any], palette: Mapping[str, str]) -> dict[str, Any]:
    """A row of data with the names of its colours replaced."""
    return {key: palette[value] if key in _COLOURS else value for key, value in row.items()}


def plain(number: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
