"""Small multiples in a given width: a panel a series, all of them with the same scales."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from builder.charts.chart import HEADLINE, Chart, Mark, Row
from builder.charts.frames import SMALL, Datum, Frame, Text, position
from builder.charts.labels import ASCENT, Box, Label, Line, Paper, Spot, place
from builder.charts.scale import directed, width, wrapped
from builder.charts.timelines import days_of, is_joined, moment, time_at

_BROAD = 480
"""Pixels across from which on more panels stand beside one another."""
_COLUMNS = {True: 4, False: 2}
"""How many, in a broad drawing and in another."""
_LEAST = 60
"""Pixels across a panel at least; it is wider if its value needs that."""
_PLOT, _BAND = 56, 20
"""Pixels of the scale upwards, and above it, where a value finds room in any case."""
_LEADING = 14
"""Pixels from one line of a name to the next."""
_BETWEEN, _BELOW = 16, 18
"""Pixels between panels, and below the last ones for their days."""
_INSET = 4
"""Pixels kept free at both ends of a panel, so that marks there are whole."""
_MARGIN = 2
"""Pixels right of the last panels."""
_LINES = 2
"""Lines that a name has at most, unless it takes more to tell it from others."""


class Sheet(NamedTuple):
    """How panels lie: how many beside one another, the pixels left of them and across each, and
    from the top of a row of panels to that of the next; and their names in lines.
    """

    columns: int
    left: float
    across: float
    step: float
    names: list[tuple[str, ...]]

    @property
    def top(self) -> float:
        """The pixels above a panel’s scale."""
        return max(map(len, self.names)) * _LEADING + _BAND + 2

    def offset(self, number: int) -> tuple[float, float]:
        """How far a panel lies right of the first, and below it."""
        return (
            number % self.columns * (self.across + _BETWEEN),
            number // self.columns * self.step,
        )


def panel_frame(chart: Chart, across: int) -> Frame:
    """The scales of the first panel, and the marks of all of them, moved to theirs; `write_panels`
    adds what is around them.
    """
    sheet, frame = _sheet(chart, across), Frame(chart, across)
    frame.x = sheet.left + _INSET, sheet.left + sheet.across - _INSET
    frame.y = sheet.top + _PLOT, sheet.top
    frame.days = days_of(chart)
    frame.x_domain = [moment(day) for day in frame.days]
    frame.y_domain = [float(chart.scale.low), float(chart.scale.high)]
    days = sorted({mark.date for mark in chart.marks})
    frame.ticks = tuple(dict.fromkeys((days[0], days[-1])))
    frame.down = sheet.offset(len(_panels(chart)) - 1)[1] + frame.y[0] + _BELOW
    _add_whole(frame, sheet)
    _add_series(frame, sheet)
    return frame


def write_panels(frame: Frame) -> None:
    """Write names, days, the ends of the scale and the last value of each panel, and draw the lines
    at their bases.
    """
    sheet, panels = _sheet(frame.chart, frame.across), _panels(frame.chart)
    right = sheet.left + sheet.across
    for number, lines in enumerate(sheet.names):
        dx, dy = sheet.offset(number)
        base = frame.y[0] + dy
        frame.grid.append((sheet.left + dx, base, right + dx, base))
        baseline = frame.y[1] + dy - _BAND - 4 - _LEADING * (len(lines) - 1)
        for n, line in enumerate(lines):
            frame.write(sheet.left + dx, baseline + _LEADING * n, line, SMALL)
        if dx == 0:
            _write_ends(frame, sheet, dy)
        if number + sheet.columns >= len(panels):
            _write_days(frame, sheet.left + dx, right + dx, base + 14)
    _write_values(frame, sheet)


def _panels(chart: Chart) -> list[Row]:
    """The series that have a panel."""
    return [row for row in chart.rows if row.line != HEADLINE]


def _sheet(chart: Chart, across: int) -> Sheet:
    """As many panels beside one another as there is room for, for their values too."""
    panels = _panels(chart)
    left = max(width(text, SMALL) for text in (chart.ticks[0], chart.ticks[-1])) + 8
    least = max(_LEAST, *(width(row.marks[-1].text, SMALL) for row in panels))
    columns = min(_COLUMNS[across >= _BROAD], len(panels))

    def room(columns: int) -> float:
        return (across - left - _MARGIN - _BETWEEN * (columns - 1)) / columns

    while columns > 1 and room(columns) < least:
        columns -= 1
    names = _names([row.heading for row in panels], room(columns))
    sheet = Sheet(columns, left, room(columns), 0, names)
    return sheet._replace(step=sheet.top + _PLOT + _BETWEEN)


def _names(texts: list[str], room: float) -> list[tuple[str, ...]]:
    """Names in few lines, in which all that differ still do."""
    whole = [wrapped(text, SMALL, room) for text in texts]
    for most in count(_LINES):
        names = [_cut(lines, most, room) for lines in whole]
        if len({*names}) == len({*whole}):
            break
    return names


def _cut(lines: tuple[str, ...], most: int, room: float) -> tuple[str, ...]:
    """The first lines of a name; an ellipsis stands for what is beyond them."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last}…", SMALL) > room:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _add_whole(frame: Frame, sheet: Sheet) -> None:
    """The line of the whole, for every panel."""
    for at, row in enumerate(frame.chart.rows):
        if row.line != HEADLINE:
            continue
        for number in range(len(_panels(frame.chart))):
            for mark, datum in _line(frame, sheet, row, number):
                more = {"kind": "whole", "series": f"r{at}", "panel": number}
                frame.add(None if number else mark, **datum, **more)
        frame.layers["whole"] = len(row.marks) * len(_panels(frame.chart))


def _add_series(frame: Frame, sheet: Sheet) -> None:
    """The line of each series in its panel; its last value has a mark, as has one that no line goes
    to or from.
    """
    frame.layers |= {"line": 0, "points": 0}
    number = 0
    for at, row in enumerate(frame.chart.rows):
        if row.line == HEADLINE:
            continue
        alone = {id(mark) for n, mark in enumerate(row.marks[:-1]) if not is_joined(row, n)} | {
            id(row.marks[-1])
        }
        for mark, datum in _line(frame, sheet, row, number):
            if id(mark) in alone:
                datum |= {"point": True} | ({"open": True} if mark and mark.is_open else {})
                frame.layers["points"] += 1
            frame.add(mark, **datum, kind="observation", series=f"r{at}")
        frame.layers["line"] += len(row.marks)
        number += 1


def _line(frame: Frame, sheet: Sheet, row: Row, number: int) -> Iterator[tuple[Mark | None, Datum]]:
    """The values of a series in a panel, and where its line has a gap, a row without a value."""
    before: date | None = None
    for mark in row.marks:
        if before and not mark.joined:
            yield None, {"date": before + timedelta(1), "value": None, "across": None, "down": None}
        x, y = _place(frame, sheet, mark, number)
        place = {"across": round(x, 2), "down": round(y, 2)}
        yield mark, {"date": mark.date, "value": float(mark.value), **place}
        before = mark.date


def _place(frame: Frame, sheet: Sheet, mark: Mark, number: int) -> tuple[float, float]:
    """Where a mark lies in a panel."""
    dx, dy = sheet.offset(number)
    x, y = time_at(frame, mark.date), position(mark.value, frame.chart.scale, frame.y)
    return x + dx, y + dy


def _write_ends(frame: Frame, sheet: Sheet, dy: float) -> None:
    """Mark where the scale of a panel begins and ends, and say so at the left of it."""
    for y, text in zip(frame.y, (frame.chart.ticks[0], frame.chart.ticks[-1]), strict=True):
        frame.grid.append((sheet.left - 4, y + dy, sheet.left, y + dy))
        frame.write(sheet.left - 6, y + dy + 4, text, SMALL, "soft", "right")


def _write_days(frame: Frame, left: float, right: float, y: float) -> None:
    """Write the first and the last period below a panel, as far as there is room."""
    periods = {mark.date: mark.period for mark in frame.chart.marks}
    first, last = periods[frame.ticks[0]], periods[frame.ticks[-1]]
    if width(last, SMALL) <= right - left:
        frame.write(right, y, last, SMALL, "soft", "right")
    both = width(first, SMALL) + width(last, SMALL) + 8
    if len(frame.ticks) > 1 and both <= right - left:
        frame.write(left, y, first, SMALL, "soft")


def _write_values(frame: Frame, sheet: Sheet) -> None:
    """Write the last value of each series by its mark, or above the panel."""
    numbers = {id(mark): number for number, mark in enumerate(frame.marks) if mark}
    paper = _paper(frame, sheet)
    labels = []
    for number, row in enumerate(_panels(frame.chart)):
        mark, (dx, dy) = row.marks[-1], sheet.offset(number)
        x, y = _place(frame, sheet, mark, number)
        across = max(_INSET, sheet.left + dx + width(mark.text, SMALL) - x)
        under = 8 + ASCENT * SMALL
        heights = (-8, -12, under, under + 4, frame.y[1] + dy - 8 - y)
        spots = tuple(Spot(across, height, "right") for height in heights)
        line = Line(directed(mark.text), SMALL, "ink")
        labels.append(Label((line,), spots, mark.rank, str(numbers[id(mark)]), x, y))
    for one in place(labels, paper):
        line, label = one.label.lines[0], one.label
        text = Text(one.spot.x, one.spot.y, line.text, line.size, line.ink, one.spot.align)
        frame.write_beside(int(label.key), label.x, label.y, [text])


def _paper(frame: Frame, sheet: Sheet) -> Paper:
    """What values may not touch: other texts, the grid, marks, and lines between them."""
    paper = Paper(frame.across, round(frame.down))
    for text in frame.texts:
        paper.cover(text.box)
    for line in frame.grid:
        paper.draw(*line, stroke=1)
    wholes = [row for row in frame.chart.rows if row.line == HEADLINE]
    for number, row in enumerate(_panels(frame.chart)):
        for one in (row, *wholes):
            before: tuple[float, float] | None = None
            for n, mark in enumerate(one.marks):
                x, y = _place(frame, sheet, mark, number)
                if before and mark.joined:
                    paper.draw(*before, x, y, stroke=2)
                if one is row and (n == len(row.marks) - 1 or not is_joined(row, n)):
                    paper.cover(Box(x - 4, y - 4, x + 4, y + 4))
                before = x, y
    return paper
