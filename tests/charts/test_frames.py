"""Words in charts: none touches another, a line, a mark or a tick, and none leaves the paper.

Charts are invented: 1 to 60 periods, 1 to 40 series, any numbers, in several scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.charts.chart import HEADLINE, NAMED, REST, Chart, Mark, Row, Side
from builder.charts.figures import WIDTHS, Figure
from builder.charts.frames import Frame, Text, position
from builder.charts.labels import Box
from builder.charts.scale import scale
from builder.charts.timelines import time_at

NAMES = {
    "zh": "常住人口城镇化率",
    "en": "Residents with a sports ground nearby",
    "fr": "Élèves bénéficiant d’un accompagnement",
    "ar": "حصة النقل العام من الرحلات",
}
NUMBERS = st.one_of(
    st.decimals(-100, 100, places=2),
    st.decimals(-(10**12), 10**12, places=0),
    st.integers(0, 5).map(Decimal),
    st.just(Decimal("83.12")),
)
COURSE = st.fixed_dictionaries(
    {
        "lang": st.sampled_from([*NAMES]),
        "years": st.integers(1, 60),
        "series": st.integers(1, 40),
        "seed": st.integers(0, 2**32).map(Random),
        "values": st.lists(NUMBERS, min_size=3, max_size=12),
        "targets": st.integers(0, 4),
        "whole": st.booleans(),
    }
)


def written(chart: Chart, across: int) -> Frame:
    """The chart with its words, that wide."""
    (size,) = (size for size, pixels in WIDTHS.items() if pixels == across)
    return Figure("chart", chart, "", "").written[size]


class Invented(NamedTuple):
    """What a course is made from."""

    lang: str
    years: int
    series: int
    seed: Random
    values: list[Decimal]
    targets: int
    whole: bool


def course(one: Invented) -> Chart:
    """A course of so many series and years, with gaps, new methods, intervals and targets."""
    random = one.seed
    last = 2000 + one.years
    rows = [_series(one, n, random) for n in range(one.series)]
    rows += [
        Row("", (_target(random.choice(one.values), last + 5 * n, one.years),))
        for n in range(one.targets)
    ]
    every = [number for row in rows for mark in row.marks for number in mark.extent]
    measure = scale(every)
    years = range(2001, last + 5 * one.targets + 1)
    calendar = tuple(
        tuple((date(year, 12, 31), str(year)) for year in years if year % step == 0)
        for step in (1, 2, 5, 10, 20, 50)
    )
    ticks = tuple(f"{tick:,f}" for tick in measure.ticks)
    return Chart("course", NAMES[one.lang], "", tuple(rows), measure, ticks, calendar=calendar)


def _series(one: Invented, number: int, random: Random) -> Row:
    marks: list[Mark] = []
    for year in range(2001, 2001 + one.years):
        value = random.choice(one.values)
        if marks and random.random() < 0.1:
            continue
        joined = bool(marks) and marks[-1].date.year == year - 1
        broken = joined and random.random() < 0.05
        half = abs(value) / 20
        interval = {"lower": value - half, "upper": value + half} if random.random() < 0.2 else {}
        mark = Mark(value, str(year), f"{value:,f}", "reported", period=str(year))
        mark = _with(mark, date=date(year, 12, 31), joined=joined and not broken, broken=broken)
        marks.append(_with(mark, **interval))
    line = (
        HEADLINE if one.whole and number == 0 else str(number + 1) if number < NAMED - 1 else REST
    )
    if line != REST:
        marks[0] = _with(marks[0], rank=4)
        marks[-1] = _with(marks[-1], rank=1 + number)
    heading = "" if line == HEADLINE else f"{NAMES[one.lang]} {number}"
    return Row(heading, tuple(marks), line=line)


def _with(mark: Mark, **changes: Any) -> Mark:
    return replace(mark, **changes)


def _target(value: Decimal, year: int, years: int) -> Mark:
    mark = Mark(value, "target", f"≥{value:,f}", "target", bound=">=", period=str(year), rank=2)
    since = date(2001, 12, 31) if years % 2 else None
    start = None if since else (date(2001, 12, 31), value / 2)
    return _with(mark, date=date(year, 12, 31), since=since, start=start)


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        min(one.right, other.right) - max(one.left, other.left) > 0.01
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.01
    )


def crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    """Whether a line from one point to another goes through a box (Liang and Barsky, 1984)."""
    x, y, x2, y2 = line
    first, last = 0.0, 1.0
    for step, near, far in (
        (x2 - x, box.left - x, box.right - x),
        (y2 - y, box.top - y, box.bottom - y),
    ):
        if step == 0:
            if near >= 0 or far <= 0:
                return False
            continue
        enters, leaves = sorted((near / step, far / step))
        first, last = max(first, enters), min(last, leaves)
    return first < last - 1e-9


def lines(frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """Every line that a course has drawn on it."""
    yield from frame.grid
    measure = frame.chart.scale
    for row in frame.chart.rows:
        at = [
            (time_at(frame, mark.date), position(mark.value, measure, frame.y))
            for mark in row.marks
        ]
        if row.line:
            for (mark, other), (start, end) in zip(pairwise(row.marks), pairwise(at), strict=True):
                if other.joined:
                    yield (*start, *end)
                if other.broken:
                    middle = mark.date + (other.date - mark.date) / 2
                    x = time_at(frame, middle)
                    yield (x, frame.y[1], x, frame.y[0])
        for mark, (x, y) in zip(row.marks, at, strict=True):
            yield (x - 2, y, x + 2, y)
            if mark.since:
                yield (time_at(frame, mark.since), y, x, y)
            if mark.start:
                day, value = mark.start
                yield (time_at(frame, day), position(value, measure, frame.y), x, y)
            if mark.lower is not None and mark.upper is not None:
                yield (
                    x,
                    position(mark.lower, measure, frame.y),
                    x,
                    position(mark.upper, measure, frame.y),
                )


def inside(frame: Frame, text: Text) -> bool:
    box = text.box
    return (
        box.left >= -0.01
        and box.right <= frame.across + 0.01
        and box.top >= -0.01
        and box.bottom <= frame.down + 0.01
    )


@pytest.mark.parametrize("across", WIDTHS.values(), ids=WIDTHS)
@settings(max_examples=60)
@given(made=COURSE)
def test_no_word_of_a_course_touches_anything(across: int, made: dict[str, Any]) -> None:
    frame = written(course(Invented(**made)), across)
    for text in frame.texts:
        assert inside(frame, text), text
    for one, other in combinations(frame.texts, 2):
        assert not meets(one.box, other.box), (one, other)
    drawn = [*lines(frame)]
    for text in frame.texts:
        crossed = [line for line in drawn if crosses(line, text.box)]
        assert not crossed, (text, crossed[:1])


@pytest.mark.parametrize("across", WIDTHS.values(), ids=WIDTHS)
@settings(max_examples=40)
@given(made=COURSE)
def test_the_same_course_is_the_same_frame(across: int, made: dict[str, Any]) -> None:
    chart = course(Invented(**made))
    one, other = written(chart, across), written(chart, across)
    assert (one.texts, one.grid, one.rows) == (other.texts, other.grid, other.rows)


def panels(one: Invented) -> Chart:
    """A panel for each of so many series, with gaps; the first may be the whole."""
    rows = [_series(one, n, one.seed) for n in range(one.series + one.whole)]
    if one.whole:
        rows[0] = replace(rows[0], line=HEADLINE)
    for n in range(one.whole, len(rows)):
        marks = (*rows[n].marks[:-1], replace(rows[n].marks[-1], rank=1))
        rows[n] = replace(rows[n], heading=rows[n].heading * (1 + n % 3), line=REST, marks=marks)
    measure = scale([mark.value for row in rows for mark in row.marks])
    ticks = tuple(f"{tick:,f}" for tick in measure.ticks)
    return Chart("panels", NAMES[one.lang], "", tuple(rows), measure, ticks)


def lines_in_panels(frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """Every line of panels, and the marks in them as lines across."""
    yield from frame.grid
    for one, other in pairwise(frame.rows):
        same = all(one.get(key) == other.get(key) for key in ("series", "kind", "panel"))
        if same and None not in (one["across"], other["across"]):
            yield (one["across"], one["down"], other["across"], other["down"])
    for row in frame.rows:
        if "point" in row:
            yield (row["across"] - 3, row["down"], row["across"] + 3, row["down"])


@pytest.mark.parametrize("across", WIDTHS.values(), ids=WIDTHS)
@settings(max_examples=60)
@given(made=COURSE)
def test_no_word_of_panels_touches_anything(across: int, made: dict[str, Any]) -> None:
    frame = written(panels(Invented(**made | {"series": 1 + made["series"] % 24})), across)
    for text in frame.texts:
        assert inside(frame, text), text
    for one, other in combinations(frame.texts, 2):
        assert not meets(one.box, other.box), (one, other)
    drawn = [*lines_in_panels(frame)]
    for text in frame.texts:
        crossed = [line for line in drawn if crosses(line, text.box)]
        assert not crossed, (text, crossed[:1])
    for row in frame.rows:
        if row["across"] is not None:
            assert 3 <= row["across"] <= across - 3
            assert 3 <= row["down"] <= frame.down - 3


@pytest.mark.parametrize("across", WIDTHS.values(), ids=WIDTHS)
def test_every_panel_has_its_name_and_its_last_value(across: int) -> None:
    values = [Decimal(n * n % 17) for n in range(5)]
    chart = panels(Invented("en", 9, 12, Random(1), values, 0, True))
    texts = [text.text for text in written(chart, across).texts]
    for row in chart.rows[1:]:
        assert row.marks[-1].text in texts
    assert sum(text.startswith(NAMES["en"][:9]) for text in texts) >= 12
    assert sum(text == "2009" for text in texts) == {640: 4, 288: 2}[across]


def test_the_last_value_of_a_single_line_is_always_written() -> None:
    for years in (1, 2, 10, 60):
        values = [Decimal(n * n % 17) for n in range(5)]
        chart = course(Invented("en", years, 1, Random(years), values, 0, True))
        for across in WIDTHS.values():
            texts = [text.text for text in written(chart, across).texts]
            assert chart.rows[0].marks[-1].text in texts


ROW_KINDS = {"disagreement": 1, "change_by_part": 2, "scoreboard": 9, "bodies": 3}


@pytest.mark.parametrize("across", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("kind", ROW_KINDS)
@settings(max_examples=40)
@given(
    lang=st.sampled_from([*NAMES]),
    values=st.lists(st.decimals(-50, 10**9, places=1), min_size=2, max_size=40),
)
def test_no_word_of_a_chart_of_rows_touches_another(
    kind: str, across: int, lang: str, values: list[Decimal]
) -> None:
    size = ROW_KINDS[kind]
    parts = [values[n : n + size] for n in range(0, len(values), size)]
    rows = tuple(
        Row(
            f"{n} {NAMES[lang] * (1 + n % 3)}",
            _marks(kind, part),
            "12/345" if kind == "bodies" else "",
        )
        for n, part in enumerate(parts)
    )
    ends = [sum(map(abs, part), Decimal(0)) for part in parts] if kind == "bodies" else values
    measure = scale(ends, zero=kind == "bodies")
    chart = Chart(kind, "", "", rows, measure, tuple(f"{tick:,f}" for tick in measure.ticks))
    frame = written(chart, across)
    for text in frame.texts:
        assert inside(frame, text), text
    for one, other in combinations(frame.texts, 2):
        assert not meets(one.box, other.box), (one, other)
    for text in frame.texts:
        assert not [line for line in frame.grid if crosses(line, text.box)], text


SIDES: dict[str, tuple[Side, ...]] = {
    "change_by_part": ("left", "beside"),
    "disagreement": ("beside",),
}


def _marks(kind: str, values: list[Decimal]) -> tuple[Mark, ...]:
    """The marks of a row, with the sides of the texts of their kind."""
    sides = SIDES.get(kind, ())
    ordered = sorted(map(abs, values) if kind == "bodies" else values)
    return tuple(
        Mark(value, "", f"{value:,f}", "target", side=sides[n] if n < len(sides) else "")
        for n, value in enumerate(ordered)
    )
