"""What a chart says → marks on paper, of a given width: one maker a kind of chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from builder.make.chart import Chart, Mark, Row
from builder.make.scale import Scale, width, wrapped

_SMALL, _TEXT, _LARGE = 11, 12, 15
_LINE = 17
"""Pixels from one line of text to the next."""
_EDGE = 10
"""Pixels kept free on both sides of the scale, so that marks at its ends are whole."""
_INKS: dict[str, tuple[str, str]] = {
    "reported": ("ink", "circle"),
    "target": ("accent", "diamond"),
    "met": ("accent", "circle"),
    "missed": ("bad", "M-.8,-.8L.8,.8M.8,-.8L-.8,.8"),
    "plain": ("soft", "circle"),
    "other": ("open", "square"),
    "third": ("warn", "triangle-up"),
}
"""Colour and shape of each look: they differ in both."""
_HEIGHTS = {"target": 14, "plain": 9, "other": 4, "missed": 4}
"""Pixels of a bar’s parts, which differ in height as in colour."""


@dataclass(eq=False)
class Plot:
    """Marks on paper `across` × `down` pixels: rows of the named data sets of the drawing’s specification.

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

    def text(self, x: float, y: float, text: str, size: int = _TEXT, fill: str = "ink", align: str = "left") -> None:
        """Write a text; a centred one that would leave the paper is pushed back onto it."""
        if align == "center":
            half = width(text, size) / 2
            if x - half < 0:
                x, align = 0, "left"
            elif x + half > self.across:
                x, align = self.across, "right"
        self.texts.append(
            {"x": round(x, 2), "y": round(y, 2), "text": text, "size": size, "fill": fill, "align": align}
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
        ink, shape = _INKS[mark.look]
        fill = "paper" if mark.bound in (">", "<", "~") else ink
        label = f"{mark.name} {mark.text}".strip()
        self.points.append(
            {"x": x, "y": y, "shape": shape, "fill": fill, "stroke": ink, "label": label, "series": mark.series}
        )

    def rect(
        self, mark: Mark, across: tuple[float, float], down: tuple[float, float], fill: str, opacity: float = 1
    ) -> None:
        """Fill a rectangle: on the scale from one number to another, in pixels from one height to another."""
        label = f"{mark.name} {mark.text}".strip()
        ends = {"x": across[0], "x2": across[1], "y": down[0], "y2": down[1]}
        self.rects.append(ends | {"fill": fill, "opacity": opacity, "label": label, "series": mark.series})

    def ticks(self, chart: Chart) -> None:
        """Draw the ticks, and write their texts below everything."""
        for tick in chart.scale.ticks:
            self.grid.append({"x": float(tick), "x2": float(tick), "y": 0, "y2": self.down, "stroke": "line"})
        self.down += _LINE
        for tick, text in zip(chart.scale.ticks, chart.ticks, strict=True):
            self.text(self.at(tick), self.down - 4, text, _SMALL, "soft", "center")
        self.down += 2


def _plot(chart: Chart, across: int) -> Plot:
    return Plot(across, chart.scale, end=across - _EDGE)


def _track(chart: Chart, across: int) -> Plot:
    """Values on one line a row, joined; texts above, below or beside them; the side that a bound admits is tinted."""
    plot = _plot(chart, across)
    for row in chart.rows:
        plot.heading(row)
        sides = {mark.side for mark in row.marks}
        plot.down += 44 if "above" in sides else 14
        y = plot.down
        for mark in row.marks:
            _bound(plot, mark, y)
        ends = [mark.value for mark in row.marks]
        if len(ends) > 1:
            low, high = float(min(ends)), float(max(ends))
            plot.rules.append({"x": low, "x2": high, "y": y, "y2": y, "stroke": "ink"})
        for mark in row.marks:
            plot.point(mark, float(mark.value), y)
            _words(plot, mark, y)
        plot.down += 48 if "below" in sides else 16
    plot.ticks(chart)
    return plot


def _bound(plot: Plot, mark: Mark, y: float) -> None:
    if mark.bound not in (">=", ">", "<=", "<"):
        return
    edge = plot.scale.high if mark.bound in (">=", ">") else plot.scale.low
    if edge != mark.value:
        plot.rect(mark, (float(mark.value), float(edge)), (y - 7, y + 7), "mark")


def _words(plot: Plot, mark: Mark, y: float) -> None:
    x = plot.at(mark.value)
    if mark.side == "above":
        plot.text(x, y - 29, mark.name, _SMALL, "soft", "center")
        plot.text(x, y - 12, mark.text, _LARGE, "ink", "center")
    elif mark.side == "below":
        plot.text(x, y + 24, mark.text, _LARGE, "ink", "center")
        plot.text(x, y + 39, mark.name, _SMALL, "soft", "center")
    elif mark.side == "beside":
        left = x + 14 + width(mark.text, _LARGE) > plot.across
        plot.text(x - 12 if left else x + 12, y + 5, mark.text, _LARGE, "ink", "right" if left else "left")


def _swarm(chart: Chart, across: int) -> Plot:
    """A mark a value; those that would cover one another move apart, up and down."""
    plot = _plot(chart, across)
    for row in chart.rows:
        plot.heading(row)
        levels: list[float] = []
        for mark in sorted(row.marks, key=lambda m: (m.value, m.name)):
            x = plot.at(mark.value)
            level = next((n for n, last in enumerate(levels) if x - last >= 13), len(levels))
            levels[level : level + 1] = [x]
            plot.point(mark, float(mark.value), plot.down + 9 + 13 * level)
        plot.down += 13 * max(1, len(levels)) + 9
    plot.ticks(chart)
    return plot


def _bars(chart: Chart, across: int) -> Plot:
    """A bar a row, of one part a mark, from zero."""
    plot = _plot(chart, across)
    plot.start = 1
    for row in chart.rows:
        plot.heading(row)
        since = Decimal(0)
        for mark in row.marks:
            ink, _ = _INKS[mark.look]
            high = plot.down + 14
            ends = float(since), float(since + mark.value)
            plot.rect(mark, ends, (high - _HEIGHTS[mark.look], high), ink)
            since += mark.value
        plot.down += 22
    plot.ticks(chart)
    return plot


def _matrix(chart: Chart, across: int) -> Plot:
    """A square a pair, the darker the larger its value; columns are numbered as the rows are."""
    size = min(34, across // len(chart.columns))
    plot = Plot(across, chart.scale, start=0, end=size * len(chart.columns))
    plot.down = _LINE
    most = max((mark.value for mark in chart.marks), default=Decimal(1)) or Decimal(1)
    for n, column in enumerate(chart.columns):
        plot.text(size * (n + 0.5), plot.down - 4, column, _SMALL, "soft", "center")
    for row in chart.rows:
        plot.heading(row)
        for n, mark in enumerate(row.marks):
            if not mark.value:
                continue
            share = float(mark.value / most)
            plot.rect(mark, (n, n + 1), (plot.down, plot.down + size - 2), "accent", round(0.12 + 0.33 * share, 2))
            plot.text(size * (n + 0.5), plot.down + size / 2 + 3, mark.text, _SMALL, "ink", "center")
        plot.down += size + 4
    return plot


def _timeline(chart: Chart, across: int) -> Plot:
    """Years from left to right (each row’s heading), values upwards; a target’s line and the way to it."""
    plot = Plot(across, chart.scale, down=230, vertical=True, start=190, end=40)
    labels = max(width(text, _SMALL) for text in chart.ticks) + 10
    years = [int(row.heading) for row in chart.rows]
    span = max(years) - min(years) or 1
    place = {year: labels + 12 + (across - labels - 40) * (year - min(years)) / span for year in years}
    for tick, text in zip(chart.scale.ticks, chart.ticks, strict=True):
        plot.grid.append({"x": labels, "x2": across, "y": float(tick), "y2": float(tick), "stroke": "line"})
        plot.text(labels - 8, plot.at(tick) + 4, text, _SMALL, "soft", "right")
    before: tuple[float, float] | None = None
    written = float("-inf")
    for row in chart.rows:
        x = place[int(row.heading)]
        for mark in row.marks:
            value = float(mark.value)
            if mark.look == "target":
                plot.rules.append({"x": labels, "x2": across, "y": value, "y2": value, "stroke": "accent"})
                if chart.path:
                    year, start = chart.path
                    ends = {"x": place[year], "x2": x, "y": float(start), "y2": value}
                    plot.dashes.append(ends | {"stroke": "accent"})
            else:
                if before:
                    ends = {"x": before[0], "x2": x, "y": before[1], "y2": value}
                    plot.rules.append(ends | {"stroke": "ink"})
                before = x, value
            plot.point(mark, x, value)
            plot.text(x, plot.at(mark.value) + (24 if mark.side == "below" else -12), mark.text, _TEXT, "ink", "center")
        if x - written >= width(row.heading, _SMALL) + 8:
            plot.text(x, 208, row.heading, _SMALL, "soft", "center")
            written = x
    plot.down = 214
    return plot


MAKERS: Mapping[str, Callable[[Chart, int], Plot]] = {
    "promise": _track,
    "outcome": _track,
    "contradiction": _track,
    "timeline": _timeline,
    "scoreboard": _swarm,
    "change": _swarm,
    "bodies": _bars,
    "subjects": _bars,
    "coverage": _bars,
    "partners": _matrix,
}
"""What each kind of chart is made by."""
