"""A chart in a given width: where its scales lie, and every line and word around its marks.

What lies on a scale is drawn by its specification from the rows of the frame; that all of it comes
to stand where the frame says is what the scales’ ends in pixels are for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from builder.charts.chart import Chart, Mark, Row
from builder.charts.labels import ASCENT, DESCENT, Align, Box
from builder.charts.scale import Scale, directed, width, wrapped
from builder.site.look import MARKS

SMALL, TEXT, LARGE = 11, 12, 15
"""Pixels of the texts of a chart: ticks and names, headings and values, the values of a pair."""
LINE = 17
"""Pixels from one line of text to the next."""
EDGE = 10
"""Pixels kept free at both ends of a scale, so that marks there are whole."""
LOOKS = tuple(MARKS)
"""The looks of marks, in the order of the scales that give them."""

Datum = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text on paper: the pixel where it begins, has its middle or ends, and its baseline."""

    x: float
    y: float
    text: str
    size: float
    ink: str
    align: Align

    @property
    def box(self) -> Box:
        """The room that it takes, at most."""
        across = width(self.text, self.size)
        left = self.x - {"left": 0.0, "center": across / 2, "right": across}[self.align]
        return Box(left, self.y - ASCENT * self.size, left + across, self.y + DESCENT * self.size)


@dataclass(eq=False)
class Frame:
    """A chart `across` × `down` pixels.

    `x` and `y` are the ends of the scales on paper, the domains what they stand for. `rows` are
    what the marks are drawn from, without words, `marks` those that they stand for, and `beside`
    the words next to them by their number; `layers` are named in the order in which they lie over
    one another, with the number of marks that each must have. `scales` are what else the scales
    need, `days` the first and the last of an axis of time, `ticks` those that it names, `grid`
    lines from one point to another.
    """

    chart: Chart
    across: int
    down: float = 0
    x: tuple[float, float] = (0, 0)
    y: tuple[float, float] = (0, 0)
    x_domain: Any = ()
    y_domain: Any = ()
    scales: dict[str, Any] = field(default_factory=dict)
    days: tuple[date, ...] = ()
    ticks: tuple[date, ...] = ()
    layers: dict[str, int] = field(default_factory=dict)
    rows: list[Datum] = field(default_factory=list)
    marks: list[Mark | None] = field(default_factory=list)
    beside: dict[int, Datum] = field(default_factory=dict)
    grid: list[tuple[float, float, float, float]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def add(self, mark: Mark | None, **datum: Any) -> None:
        """Add a row for a mark."""
        self.rows.append(datum)
        self.marks.append(mark)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        ink: str = "ink",
        align: Align = "left",
    ) -> None:
        """Write a text; a centred one that would leave the paper is pushed back onto it."""
        if align == "center":
            self.texts.append(self.centred(x, y, text, size, ink))
        else:
            self.texts.append(Text(x, y, directed(text), size, ink, align))

    def centred(self, x: float, y: float, text: str, size: float, ink: str) -> Text:
        """A text with its middle at `x`, or as near to that as the paper allows."""
        half = width(text, size) / 2
        align: Align = "left" if x - half < 0 else "right" if x + half > self.across else "center"
        edge = {"left": 0.0, "right": float(self.across), "center": x}[align]
        return Text(edge, y, directed(text), size, ink, align)

    def write_beside(self, number: int, x: float, y: float, texts: list[Text]) -> None:
        """Write texts beside the mark of a row, which lies at `x` and `y`."""
        self.texts += texts
        first = texts[0]
        self.beside[number] = {
            "label": " ".join(text.text for text in texts),
            "dx": round(first.x - x, 1),
            "dy": round(first.y - y, 1),
            "align": first.align,
        }

    def at(self, value: Decimal) -> float:
        """The pixel across of a value."""
        return position(value, self.chart.scale, self.x)


def position(value: Decimal, scale: Scale, ends: tuple[float, float]) -> float:
    """The pixel of a value on a scale whose ends lie at these pixels."""
    share = float((value - scale.low) / (scale.high - scale.low))
    return ends[0] + share * (ends[1] - ends[0])


def row_frame(chart: Chart, across: int) -> Frame:
    """A chart of rows: points, swarms, bars or squares, each row below its heading."""
    frame = Frame(chart, across)
    return _MAKERS[chart.form](frame)


def _stacked(frame: Frame, above: float, below: float) -> list[float]:
    """Lay out the rows, each with so many pixels above and below the middle of its marks, and write
    their headings; the middles of the rows. All rows are of the same height, as those of a scale
    are.
    """
    rows, start = frame.chart.rows, frame.down
    top = LINE * max(len(_heading(frame, row)) for row in rows)
    step = top + above + below
    for n, row in enumerate(rows):
        frame.down = start + n * step + top - LINE * len(_heading(frame, row))
        _write_heading(frame, row)
    middle = start + top + above
    frame.y = middle - step / 2, middle - step / 2 + step * len(rows)
    frame.y_domain = list(range(len(rows)))
    frame.down = start + step * len(rows)
    return [middle + step * n for n in range(len(rows))]


def _write_heading(frame: Frame, row: Row) -> None:
    """Write a row’s heading, on as many lines as it needs, and its remark."""
    for number, line in enumerate(_heading(frame, row)):
        frame.down += LINE
        frame.write(0, frame.down - 4, line)
        if number == 0 and row.note:
            frame.write(frame.across, frame.down - 4, row.note, align="right")


def _heading(frame: Frame, row: Row) -> tuple[str, ...]:
    """A row’s heading in lines that leave room for its remark."""
    if not row.heading and not row.note:
        return ()
    room = frame.across - (width(row.note, TEXT) + 12 if row.note else 4)
    return wrapped(row.heading, TEXT, room)


def _measure(frame: Frame, left: float = EDGE, right: float = EDGE) -> None:
    """Lay the chart’s scale across the paper."""
    scale = frame.chart.scale
    frame.x = left, frame.across - right
    frame.x_domain = [float(scale.low), float(scale.high)]


def _ticks(frame: Frame, spans: Iterable[tuple[float, float]]) -> None:
    """Draw the ticks between these heights, and write their texts below everything."""
    heights = list(spans)
    places = [frame.at(tick) for tick in frame.chart.scale.ticks]
    for x in places:
        frame.grid += [(x, top, x, bottom) for top, bottom in heights]
    frame.down += LINE
    end = float("-inf")
    for x, text in zip(places, frame.chart.ticks, strict=True):
        before = len(frame.texts)
        frame.write(x, frame.down - 4, text, SMALL, "soft", "center")
        box = frame.texts[before].box
        if box.left < end + 4:  # in a narrow drawing, every other text is enough
            del frame.texts[before]
        else:
            end = box.right
    frame.down += 2


def _dots(frame: Frame) -> Frame:
    """Values on one line a row, joined; the side that a bound admits is tinted."""
    chart = frame.chart
    sides = {mark.side for mark in chart.marks}
    reach = {side: _reach(chart, side) for side in ("left", "beside")}
    lopsided = "left" in sides
    _measure(frame, reach["left"] if lopsided else EDGE, reach["beside"] if lopsided else EDGE)
    above, below = (47 if "above" in sides else 14), (50 if "below" in sides else 16)
    for n, (row, y) in enumerate(zip(chart.rows, _stacked(frame, above, below), strict=True)):
        for mark in row.marks:
            edge = _edge(mark, chart.scale)
            tint = {} if edge is None else {"edge": float(edge)}
            frame.add(mark, row=n, value=float(mark.value), look=mark.look, **_open(mark), **tint)
            _write_beside(frame, mark, y)
    frame.layers = (
        {"tints": sum("edge" in row for row in frame.rows)} if _any(frame, "edge") else {}
    )
    if any(len(row.marks) > 1 for row in chart.rows):
        frame.layers["spans"] = len(chart.rows)
    frame.layers["marks"] = len(frame.rows)
    _ticks(frame, [(frame.down - 4, frame.down + 1)])
    return frame


def _any(frame: Frame, key: str) -> bool:
    return any(key in row for row in frame.rows)


def _open(mark: Mark) -> dict[str, bool]:
    return {"open": True} if mark.is_open else {}


def _reach(chart: Chart, side: str) -> float:
    """Pixels that the widest text at a side of its mark needs."""
    texts = (width(mark.text, TEXT) for mark in chart.marks if mark.side == side)
    return max(texts, default=0) + 2 * EDGE


def _edge(mark: Mark, scale: Scale) -> Decimal | None:
    """The end of the scale on the side that a bound admits, if that is not where it stands."""
    if mark.bound not in (">=", ">", "<=", "<"):
        return None
    edge = scale.high if mark.bound in (">=", ">") else scale.low
    return edge if edge != mark.value else None


def _write_beside(frame: Frame, mark: Mark, y: float) -> None:
    """Write the value of a mark, and above or below the row its name as well."""
    x, side = frame.at(mark.value), mark.side
    if not side:
        return
    size = TEXT if side == "left" or frame.chart.kind == "change_by_part" else LARGE
    if side in ("above", "below"):
        value, name = (-12, -32) if side == "above" else (24, 41)
        placed = [
            frame.centred(x, y + value, mark.text, size, "ink"),
            frame.centred(x, y + name, mark.name, SMALL, "soft"),
        ]
    else:
        left = side == "left" or x + 14 + width(mark.text, size) > frame.across
        align: Align = "right" if left else "left"
        placed = [Text(x - 12 if left else x + 12, y + 5, directed(mark.text), size, "ink", align)]
    frame.write_beside(len(frame.rows) - 1, x, y, placed)


def _swarm(frame: Frame) -> Frame:
    """A mark a value; those that would cover one another stand apart, up and down."""
    _measure(frame)
    spans = []
    for n, row in enumerate(frame.chart.rows):
        _write_heading(frame, row)
        levels = _levels(frame, row)
        half = 6.5 * max(levels.values(), default=0)
        top, middle = frame.down, frame.down + 9 + half
        frame.down = middle + half + 13
        spans.append((top + 2, frame.down - 4))
        for number, mark in enumerate(row.marks):
            apart = 13 * levels[number] - half
            place = {"row": n, "value": float(mark.value), "apart": apart, "down": middle + apart}
            frame.add(mark, **place, look=mark.look, **_open(mark))
    frame.y = 0, frame.down
    frame.layers = {"marks": len(frame.rows)}
    _ticks(frame, spans)
    return frame


def _levels(frame: Frame, row: Row) -> dict[int, int]:
    """The level of each mark of a row by its number: the lowest on which it covers no other."""
    last: list[float] = []
    levels = {}
    for number in sorted(
        range(len(row.marks)), key=lambda n: (row.marks[n].value, row.marks[n].name)
    ):
        x = frame.at(row.marks[number].value)
        level = next((n for n, taken in enumerate(last) if x - taken >= 13), len(last))
        last[level : level + 1] = [x]
        levels[number] = level
    return levels


def _bars(frame: Frame) -> Frame:
    """A bar a row, of one part a mark, from zero."""
    _measure(frame, left=1)
    middles = _stacked(frame, 9, 11)
    for n, row in enumerate(frame.chart.rows):
        for part, mark in enumerate(row.marks):
            height = MARKS[mark.look].height
            frame.add(
                mark, row=n, value=float(mark.value), look=mark.look, height=height, part=part
            )
    frame.layers = {"bars": len(frame.rows)}
    _ticks(frame, [(y - 9, y + 9) for y in middles])
    return frame


def _matrix(frame: Frame) -> Frame:
    """A square a pair, the darker the larger its value; columns are numbered as the rows are."""
    chart = frame.chart
    size = min(34, frame.across // len(chart.columns))
    frame.x, frame.x_domain = (0, size * len(chart.columns)), list(range(len(chart.columns)))
    frame.down = LINE
    for n, column in enumerate(chart.columns):
        frame.write(size * (n + 0.5), frame.down - 4, column, SMALL, "soft", "center")
    middles = _stacked(frame, size / 2 + 1, size / 2 + 1)
    for n, row in enumerate(chart.rows):
        for column_number, mark in enumerate(row.marks):
            if mark.value:
                frame.add(mark, row=n, column=column_number, value=float(mark.value))
                x = size * (column_number + 0.5)
                text = Text(x, middles[n] + 4, mark.text, SMALL, "ink", "center")
                frame.write_beside(len(frame.rows) - 1, x, middles[n], [text])
    most = max((row["value"] for row in frame.rows), default=1)
    frame.scales = {"value_domain": [0, most], "cell": size - 2}
    frame.layers = {"squares": len(frame.rows)}
    return frame


_MAKERS = {"dots": _dots, "swarm": _swarm, "bars": _bars, "matrix": _matrix}

LOOK_LISTS = {
    "look.domain": list(LOOKS),
    "look.shapes": [MARKS[name].shape for name in LOOKS],
}
"""The lists that the looks of marks come from; their colours depend on the palette."""
