"""A course of values over time in a given width: its scales, and the words that find room in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from builder.charts.chart import HEADLINE, REST, Chart, Mark, Row, Tick
from builder.charts.frames import EDGE, SMALL, TEXT, Datum, Frame, Text, position
from builder.charts.labels import LEADING, Box, Label, Line, Paper, around, beside, place
from builder.charts.scale import directed, width, wrapped
from builder.site.look import LINES

_DOWN, _TALL = 230, 300
"""Pixels from top to bottom, with few lines and with many."""
_MANY = 3
"""Named lines from which on a course is tall."""
_TOP, _FOOT = 16, 26
_MARGIN = 0.36
"""How much of the width the names at the ends of lines may take."""
_APART = 12
"""Pixels from the end of a line to the end of its text, besides the text."""
_POINTS = 24
"""Values of a line up to which each has a mark of its own."""
_LAYERS = (
    *("band", "breaks", "bounds", "ways", "rest", "lines", "whiskers", "line"),
    *("rest_points", "line_points", "points", "targets"),
)
"""From the hindmost to the foremost."""
_DAY = 86_400_000
"""Milliseconds, in which Vega counts."""


class At(NamedTuple):
    """A mark where it lies on paper."""

    x: float
    y: float
    mark: Mark
    row: Row


def course_frame(chart: Chart, across: int) -> Frame:
    """Time from left to right, values upwards: the scales and the marks; `write_course` adds what
    is around them.
    """
    named = sum(bool(row.line) and row.line != REST for row in chart.rows)
    frame = Frame(chart, across, _TALL if named > _MANY else _DOWN)
    left = max(width(text, SMALL) for text in chart.ticks) + 8
    frame.days = days_of(chart)
    margin = _end_margin(frame, left)
    frame.x = left + EDGE, across - margin - EDGE
    frame.y = frame.down - _FOOT, _TOP
    frame.x_domain = [moment(day) for day in frame.days]
    frame.y_domain = [float(chart.scale.low), float(chart.scale.high)]
    _data(frame)
    return frame


def write_course(frame: Frame) -> None:
    """Draw the grid and write the ticks, and the words beside marks as far as there is room."""
    _grid(frame, frame.x[0] - EDGE, frame.x[1] + EDGE)
    _dates(frame)
    _place(frame)


def time_at(frame: Frame, day: date) -> float:
    """The pixel across of a day."""
    first, last = map(moment, frame.days)
    share = (moment(day) - first) / (last - first)
    return frame.x[0] + share * (frame.x[1] - frame.x[0])


def days_of(chart: Chart) -> tuple[date, date]:
    """The first and the last day of the axis; half a year around a single day."""
    days = [mark.date for mark in chart.marks]
    days += [mark.start[0] for mark in chart.marks if mark.start]
    first, last = min(days), max(days)
    half = timedelta(183) if first == last else timedelta(0)
    return first - half, last + half


def moment(day: date) -> int:
    """A day as Vega counts it, in milliseconds since 1970."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * _DAY


def _end_margin(frame: Frame, left: float) -> float:
    """Room right of the axis for the texts at the ends of lines that reach that far."""
    first, last = map(moment, frame.days)
    room = frame.across - left
    margin = 0.0
    for row in frame.chart.rows:
        for text, size in _end(row):
            share = (moment(row.marks[-1].date) - first) / (last - first)
            need = width(text, size) + _APART - (1 - share) * room
            margin = max(margin, need / max(share, 0.5))
    return min(margin, frame.across * _MARGIN)


def _end(row: Row) -> list[tuple[str, int]]:
    """The text at the end of a row: its last value, with the name of a line that has one."""
    if not row.marks or row.line == REST:
        return []
    last = row.marks[-1]
    named = row.heading and row.line and last.rank
    return [(f"{row.heading} {last.text}", SMALL)] if named else [(last.text, TEXT)]


def _grid(frame: Frame, left: float, right: float) -> None:
    for tick, text in zip(frame.chart.scale.ticks, frame.chart.ticks, strict=True):
        y = position(tick, frame.chart.scale, frame.y)
        frame.grid.append((left, y, right, y))
        frame.write(left - 6, y + 4, text, SMALL, "soft", "right")


def _dates(frame: Frame) -> None:
    """Write the finest ticks of time that have room; they stand in the frame for its axis."""
    for ticks in frame.chart.calendar:
        if ticks and _fit(frame, ticks):
            for day, text in ticks:
                x = time_at(frame, day)
                frame.grid.append((x, frame.y[0], x, frame.y[0] + 4))
                frame.write(x, frame.down - 6, text, SMALL, "soft", "center")
            frame.ticks = tuple(day for day, _ in ticks)
            return


def _fit(frame: Frame, ticks: tuple[Tick, ...]) -> bool:
    """Whether the texts of ticks stand side by side without touching."""
    ends = []
    for day, text in ticks:
        half = width(text, SMALL) / 2
        middle = min(max(time_at(frame, day), half), frame.across - half)
        ends.append((middle - half, middle + half))
    return not any(one[1] + 6 > other[0] for one, other in pairwise(ends))


def _data(frame: Frame) -> None:
    """The rows of the marks, and what layers they need."""
    counts: dict[str, int] = {}

    def count(layer: str, number: int = 1) -> None:
        if number:
            counts[layer] = counts.get(layer, 0) + number

    for n, row in enumerate(frame.chart.rows):
        few = len(row.marks) <= _POINTS
        for number, mark in enumerate(row.marks):
            if not row.line:
                frame.add(mark, **_target(mark))
                count("targets")
                count("bounds", mark.since is not None)
                count("ways", mark.start is not None)
                continue
            if number and not mark.joined:
                between = row.marks[number - 1].date + timedelta(1)
                frame.add(None, date=between, value=None, **_series(row, n))
            if mark.broken:
                low, high = frame.y_domain
                between = _between(row.marks[number - 1], mark)
                frame.add(None, date=between, kind="break", lower=low, upper=high)
                count("breaks")
            alone = not is_joined(row, number)
            datum = _observation(mark, row, n) | (
                {"point": True} if few or alone or mark.rank else {}
            )
            frame.add(mark, **datum)
            layer = {HEADLINE: "line", REST: "rest"}.get(row.line, "lines")
            count(layer)
            if "point" in datum:
                count({"line": "points", "rest": "rest_points"}.get(layer, "line_points"))
            if mark.lower is not None and mark.upper is not None:
                count("whiskers")
                count("band", layer == "line")
    frame.layers = {layer: counts[layer] for layer in _LAYERS if layer in counts}


def _series(row: Row, number: int) -> Datum:
    """The line of a row: a number for one of those with a name, which gives it its look."""
    line = row.line if row.line in (HEADLINE, REST) else int(row.line)
    return {
        "kind": "observation",
        "line": line,
        "series": str(line) if line != REST else f"r{number}",
    }


def _observation(mark: Mark, row: Row, number: int) -> Datum:
    datum = {"date": mark.date, "value": float(mark.value), **_series(row, number)}
    if mark.lower is not None and mark.upper is not None:
        datum |= {"lower": float(mark.lower), "upper": float(mark.upper)}
    return datum | ({"open": True} if mark.is_open else {})


def _target(mark: Mark) -> Datum:
    datum: Datum = {"date": mark.date, "value": float(mark.value), "kind": "target"}
    if mark.since:
        datum["since"] = mark.since
    if mark.start:
        datum |= {"start": mark.start[0], "start_value": float(mark.start[1])}
    return datum | ({"open": True} if mark.is_open else {})


def is_joined(row: Row, number: int) -> bool:
    """Whether a line goes from or to a mark."""
    following = number + 1 < len(row.marks) and row.marks[number + 1].joined
    return following or (number > 0 and row.marks[number].joined)


def _between(one: Mark, other: Mark) -> date:
    return one.date + (other.date - one.date) / 2


def _place(frame: Frame) -> None:
    """Write the words beside the marks, as far as there is room."""
    numbers = {id(mark): number for number, mark in enumerate(frame.marks) if mark}
    places = [[_on_paper(frame, mark, row) for mark in row.marks] for row in frame.chart.rows]
    marks = {str(numbers[id(at.mark)]): at for row in places for at in row}
    labels = (
        replace(label, key=str(numbers[id(at.mark)])) for at, label in _labels(places, frame.across)
    )
    for one in place(labels, _paper(frame, places)):
        at, y, texts = marks[one.label.key], one.spot.y, []
        for number, line in enumerate(one.label.lines):
            y += LEADING * line.size if number else 0
            texts.append(Text(one.spot.x, y, line.text, line.size, line.ink, one.spot.align))
        frame.write_beside(int(one.label.key), at.x, at.y, texts)


def _paper(frame: Frame, places: list[list[At]]) -> Paper:
    """What words may not touch: other texts, the grid, marks, and lines between them."""
    paper = Paper(frame.across, round(frame.down))
    for text in frame.texts:
        paper.cover(text.box)
    for line in frame.grid:
        paper.draw(*line, stroke=1)
    for at in (at for row in places for at in row):
        paper.cover(Box(at.x - 5, at.y - 5, at.x + 5, at.y + 5))
        for line in _lines(frame, at):
            paper.draw(*line)
    for one, other in (pair for row in places for pair in pairwise(row)):
        if other.row.line and other.mark.joined:
            paper.draw(one.x, one.y, other.x, other.y, stroke=3)
        if other.mark.broken:
            x = time_at(frame, _between(one.mark, other.mark))
            paper.draw(x, frame.y[0], x, frame.y[1])
    return paper


def _on_paper(frame: Frame, mark: Mark, row: Row) -> At:
    y = position(mark.value, frame.chart.scale, frame.y)
    return At(time_at(frame, mark.date), y, mark, row)


def _lines(frame: Frame, at: At) -> Iterator[tuple[float, float, float, float]]:
    """What is drawn from a mark to elsewhere: the line of a bound, the way to it, its interval."""
    scale, mark = frame.chart.scale, at.mark
    if mark.since:
        yield time_at(frame, mark.since), at.y, at.x, at.y
    if mark.start:
        y = position(mark.start[1], scale, frame.y)
        yield time_at(frame, mark.start[0]), y, at.x, at.y
    if mark.lower is not None and mark.upper is not None:
        ends = (position(end, scale, frame.y) for end in (mark.lower, mark.upper))
        yield at.x, next(ends), at.x, next(ends)


def _labels(places: list[list[At]], across: int) -> Iterator[tuple[At, Label]]:
    """The texts of the marks that are worth one."""
    for row in places:
        for n, at in enumerate(row):
            if not at.mark.rank:
                continue
            is_end = n == len(row) - 1
            lines = tuple(_words(at, is_end, min(across * _MARGIN, across - at.x - _APART)))
            spots = around(0, 0, size=lines[-1].size, lines=len(lines))
            if is_end:
                spots = beside(2, 0, size=lines[-1].size) + spots
            yield at, Label(lines, spots, at.mark.rank, "", at.x, at.y)


def _words(at: At, is_end: bool, room: float) -> Iterator[Line]:
    """The words beside a mark; those at the end of a line with a name have its colour."""
    mark, row = at.mark, at.row
    ink = LINES[int(row.line) - 1].colour if row.line.isdecimal() else "ink"
    if not row.line:
        yield Line(directed(mark.period), SMALL, "soft")
    elif is_end and row.heading and row.line != HEADLINE:
        whole = wrapped(f"{row.heading} {mark.text}", SMALL, room)
        if len(whole) <= 2:
            yield from (Line(directed(line), SMALL, ink) for line in whole)
            return
    yield Line(directed(mark.text), TEXT, ink)
