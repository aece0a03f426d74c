"""Texts of a chart touch nothing, and the less important ones give way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.charts.labels import (
    Box,
    Label,
    Line,
    Paper,
    Placed,
    Spot,
    around,
    beside,
    box_of,
    place,
)
from builder.charts.scale import width

ACROSS, DOWN = 160, 100
TINY = 1e-6
"""What rounding may be off by, in pixels."""

Stroke = tuple[float, float, float, float, float]

NEAR = st.floats(-40, 200) | st.integers(-20, 180).map(float)
FAR = st.sampled_from([1e9, -1e9, 1e18, -1e300, 1.7e308, -1.7e308, 5e-324, -0.0])
WIDTHS = st.sampled_from([0.0, 1.0, 1.5, 2.0, 5.0])


@st.composite
def strokes(draw: st.DrawFn, ends: st.SearchStrategy[float] = NEAR | FAR) -> Stroke:
    """A line with its width: any, or upright, or level, or a single point."""
    x1, y1, x2, y2 = (draw(ends) for _ in range(4))
    kind = draw(st.sampled_from(["any", "any", "upright", "level", "point"]))
    if kind in ("upright", "point"):
        x2 = x1
    if kind in ("level", "point"):
        y2 = y1
    return x1, y1, x2, y2, draw(WIDTHS)


@st.composite
def boxes(draw: st.DrawFn, ends: st.SearchStrategy[float] = NEAR | FAR) -> Box:
    left, right = sorted((draw(ends), draw(ends)))
    top, bottom = sorted((draw(ends), draw(ends)))
    return Box(left, top, right, bottom)


TEXTS = st.sampled_from(
    [
        "",
        "a",
        "92.5 %",
        "健康杭州",
        "Pays de la Loire",
        "Île-de-France",
        "نسبة الاستطلاع",
        "long " * 99,
    ]
)
LINES = st.builds(Line, TEXTS, st.sampled_from([8, 11, 12.5, 15]), st.just("ink"))
SPOTS = st.builds(Spot, NEAR | FAR, NEAR | FAR, st.sampled_from(["left", "center", "right"]))
RINGS = st.builds(around, st.floats(0, ACROSS), st.floats(0, DOWN))
ENDS = st.builds(beside, st.floats(0, ACROSS), st.floats(0, DOWN))
LABELS = st.builds(
    Label,
    st.lists(LINES, min_size=1, max_size=3).map(tuple),
    st.lists(SPOTS, max_size=5).map(tuple) | RINGS | ENDS,
    st.integers(0, 3),
    st.text("abc", max_size=2),
)
MANY = st.lists(LABELS, max_size=12)


def paper_with(lines: list[Stroke], covered: list[Box]) -> Paper:
    paper = Paper(ACROSS, DOWN)
    for line in lines:
        paper.draw(*line)
    for box in covered:
        paper.cover(box)
    return paper


def meet(a: Box, b: Box) -> bool:
    return (
        a.left < b.right - TINY
        and b.left < a.right - TINY
        and a.top < b.bottom - TINY
        and b.top < a.bottom - TINY
    )


def crosses(line: Stroke, box: Box) -> bool:
    """Whether the middle of a line has a point in a box: the box is cut down to either side of the
    line, by the signs of its corners.
    """
    x1, y1, x2, y2, _ = line
    if max(x1, x2) < box.left or min(x1, x2) > box.right:
        return False
    if max(y1, y2) < box.top or min(y1, y2) > box.bottom:
        return False
    scale = max(abs(x1), abs(y1), abs(x2), abs(y2), 1.0)
    dx, dy = x2 / scale - x1 / scale, y2 / scale - y1 / scale
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    sides = [dx * (y / scale - y1 / scale) - dy * (x / scale - x1 / scale) for x, y in corners]
    return min(sides) <= 0 <= max(sides)


def to_point(x: float, y: float, box: Box) -> float:
    return hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def to_line(x: float, y: float, line: Stroke) -> float:
    x1, y1, x2, y2, _ = line
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    share = min(max(share, 0), 1)
    return hypot(x1 + share * (x2 - x1) - x, y1 + share * (y2 - y1) - y)


def distance(line: Stroke, box: Box) -> float:
    """From the middle of a line to a box: nothing if they cross, else from an end or a corner."""
    if crosses(line, box):
        return 0
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    ends = min(to_point(line[0], line[1], box), to_point(line[2], line[3], box))
    return min(ends, *(to_line(x, y, line) for x, y in corners))


@given(MANY, st.lists(strokes(NEAR), max_size=6), st.lists(boxes(), max_size=3))
def test_no_text_meets_another_or_a_line_or_what_is_covered_or_leaves_the_paper(
    labels: list[Label], lines: list[Stroke], covered: list[Box]
) -> None:
    placed = place(labels, paper_with(lines, covered))
    for one, other in combinations(placed, 2):
        assert not meet(one.box, other.box)
    for one in placed:
        assert one.box == box_of(one.label, one.spot)
        assert one.spot in one.label.spots
        assert 0 <= one.box.left <= one.box.right <= ACROSS
        assert 0 <= one.box.top <= one.box.bottom <= DOWN
        assert not any(meet(one.box, box) for box in covered)
        assert all(distance(line, one.box) >= line[4] / 2 for line in lines)


@given(MANY, st.lists(strokes(FAR | NEAR), max_size=4))
def test_lines_from_far_away_are_not_crossed(labels: list[Label], lines: list[Stroke]) -> None:
    for one in place(labels, paper_with(lines, [])):
        inner = Box(
            one.box.left + 0.5, one.box.top + 0.5, one.box.right - 0.5, one.box.bottom - 0.5
        )
        if inner.left < inner.right:
            assert not any(really_crosses(line, inner) for line in lines)


def really_crosses(line: Stroke, box: Box) -> bool:
    """`crosses` in whole numbers, which do not round."""
    x1, y1, x2, y2 = map(Fraction, line[:4])
    left, top, right, bottom = map(Fraction, (box.left, box.top, box.right, box.bottom))
    if max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < top or min(y1, y2) > bottom:
        return False
    sides = [
        (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x in (left, right) for y in (top, bottom)
    ]
    return min(sides) <= 0 <= max(sides)


@given(MANY, st.lists(strokes(), max_size=4), st.lists(boxes(), max_size=2))
def test_the_same_texts_always_stand_at_the_same_spots(
    labels: list[Label], lines: list[Stroke], covered: list[Box]
) -> None:
    first = place(labels, paper_with(lines, covered))
    assert place(iter(labels), paper_with(lines, covered)) == first


@given(MANY, st.lists(strokes(), max_size=4))
def test_the_most_important_text_that_has_a_free_spot_has_the_first_of_them(
    labels: list[Label], lines: list[Stroke]
) -> None:
    placed = place(labels, paper_with(lines, []))
    alone = [place([label], paper_with(lines, [])) for label in by_rank(labels)]
    assert placed[:1] == next((one for one in alone if one), ())


def by_rank(labels: list[Label]) -> list[Label]:
    return [label for rank in range(-1, 5) for label in labels if label.rank == rank]


@given(MANY, LABELS, st.lists(strokes(), max_size=4))
def test_a_text_changes_nothing_for_those_that_are_more_important(
    labels: list[Label], another: Label, lines: list[Stroke]
) -> None:
    last = replace(another, rank=4)
    before = place(labels, paper_with(lines, []))
    assert place([last, *labels], paper_with(lines, []))[: len(before)] == before


@given(MANY, st.lists(boxes(), max_size=3))
def test_a_text_is_dropped_or_moved_only_for_what_is_more_important(
    labels: list[Label], covered: list[Box]
) -> None:
    ordered = [replace(label, key=str(n)) for n, label in enumerate(by_rank(labels))]
    placed = {one.label.key: one for one in place(ordered, paper_with([], covered))}
    taken = list(covered)
    for label in ordered:
        one = placed.get(label.key)
        passed = label.spots[: label.spots.index(one.spot)] if one else label.spots
        assert all(is_taken(box_of(label, spot), taken) for spot in passed)
        taken += [one.box] if one else []


def is_taken(box: Box, taken: list[Box]) -> bool:
    """Whether a text and its air, in whole pixels, leave the paper or come upon another."""
    airy = Box(box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)
    if airy.left < 0 or airy.top < 0 or airy.right > ACROSS or airy.bottom > DOWN:
        return True
    return any(meet(whole(airy), whole(other)) for other in taken)


def whole(box: Box) -> Box:
    left, top = floor(box.left), floor(box.top)
    return Box(left, top, max(ceil(box.right), left + 1), max(ceil(box.bottom), top + 1))


@given(strokes(NEAR), boxes(st.floats(0, DOWN)))
def test_a_line_covers_all_that_it_touches(line: Stroke, box: Box) -> None:
    if distance(line, box) < line[4] / 2 - TINY:
        assert not paper_with([line], []).is_free(box)


@given(strokes(NEAR), st.integers(0, ACROSS - 1), st.integers(0, DOWN - 1))
def test_a_line_swells_by_a_pixel_at_most(line: Stroke, x: int, y: int) -> None:
    pixel = Box(x, y, x + 1, y + 1)
    corners = 0.42 * line[4] / 2  # its ends are square at worst
    if distance(line, pixel) > line[4] / 2 + corners + TINY:
        assert paper_with([line], []).is_free(pixel)


@given(boxes(), boxes(st.floats(0, DOWN)))
def test_what_is_covered_is_not_free(covered: Box, box: Box) -> None:
    free = paper_with([], [covered]).is_free(box)
    assert not free if meet(covered, box) else free or meet(whole_of(covered), whole(box))


def whole_of(box: Box) -> Box:
    near = (min(max(edge, -9), 999) for edge in (box.left, box.top, box.right, box.bottom))
    return whole(Box(*near))


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        ((3, 5, 3, 5, 2), {(2, 4), (3, 4), (2, 5), (3, 5)}),
        ((3.5, 5.5, 3.5, 5.5, 0), {(3, 5)}),
        ((-1e9, 5, 1e9, 5, 2), {(x, y) for x in range(10) for y in (4, 5)}),
        ((5, 1e300, 5, -1e300, 2), {(x, y) for x in (4, 5) for y in range(10)}),
        ((-1e9, -1e9, 1e9, 1e9, 0), {(n, n) for n in range(10)}),
        ((-5, 0, -5, 10, 2), set()),
        ((0, -1, 10, -1, 2), set()),
        ((1e9, 0, 1e9 + 5, 10, 2), set()),
        ((-1e9, 1e9, 1e9, 1.5e9, 2), set()),
    ],
)
def test_lines_cover_these_pixels(line: Stroke, covered: set[tuple[int, int]]) -> None:
    paper = Paper(10, 10)
    paper.draw(*line)
    pixels = {(x, y) for x in range(10) for y in range(10)}
    assert {(x, y) for x, y in pixels if not paper.is_free(Box(x, y, x + 1, y + 1))} == covered


@pytest.mark.parametrize(("align", "left"), [("left", 50), ("center", 30.5), ("right", 11)])
def test_the_box_of_a_text_follows_its_lines_and_its_spot(align: str, left: float) -> None:
    label = Label((Line("abc", 10, "ink"), Line("文字", 19.5, "soft")), (), 0, "")
    assert width("文字", 19.5) == 39
    box = box_of(label, Spot(50, 40, align))  # type: ignore[arg-type]
    assert box == Box(left, 30.5, left + 39, 40 + 1.25 * 19.5 + 0.25 * 19.5)


POINTS = st.floats(-500, 500)


@given(POINTS, POINTS, st.floats(0, 20), st.floats(6, 20), st.integers(1, 3), TEXTS)
def test_what_stands_around_a_point_is_clear_of_it(
    x: float, y: float, clear: float, size: float, lines: int, text: str
) -> None:
    spots = around(x, y, clear, size, lines)
    label = Label((Line(text, size, "ink"),) * lines, spots, 0, "")
    distances = [to_point(x, y, box_of(label, spot)) for spot in spots]
    assert min(distances) >= clear - TINY
    assert max(distances[:8]) <= clear + TINY


def test_around_a_point_comes_above_then_below_then_right_then_left_then_the_corners() -> None:
    spots = around(100, 100, clear=8, size=10)
    label = Label((Line("abc", 10, "ink"),), spots, 0, "")
    sides = [side(box_of(label, spot)) for spot in spots]
    ring = [(0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1)]
    assert sides == ring * 3


def side(box: Box) -> tuple[int, int]:
    """Where a box lies of the point 100, 100: right and below count up."""
    right, below = int(box.left > 100), int(box.top > 100)
    return right - int(box.right < 100), below - int(box.bottom < 100)


@given(POINTS, POINTS, st.floats(6, 20), st.floats(0, 90))
def test_beside_the_end_of_a_line_is_at_its_height_then_higher_and_lower_by_turns(
    x: float, y: float, size: float, reach: float
) -> None:
    spots = beside(x, y, size, reach)
    boxes_there = [box_of(Label((Line("a", size, "ink"),), (), 0, ""), spot) for spot in spots]
    shifts = [(box.top + box.bottom) / 2 - y for box in boxes_there]
    assert abs(shifts[0]) <= TINY
    for higher, lower in zip(shifts[1::2], shifts[2::2], strict=True):
        assert 0 < lower <= reach + TINY
        assert abs(higher + lower) <= TINY
    assert shifts[2::2] == sorted(shifts[2::2])
    assert all(box.left > x for box in boxes_there)


def test_the_names_of_lines_that_end_together_stand_one_below_another() -> None:
    paper = Paper(200, 100)
    paper.draw(0, 50, 100, 50)
    labels = [Label((Line(t, 12, "ink"),), beside(100, 50), 0, t) for t in ("北", "Sud", "غرب")]
    placed: tuple[Placed, ...] = place(labels, paper)
    assert [one.label.key for one in placed] == ["北", "Sud", "غرب"]
    assert placed[1].box.bottom < placed[0].box.top
    assert placed[0].box.bottom < placed[2].box.top


def test_a_text_without_a_free_spot_is_left_out_and_the_next_one_placed() -> None:
    long = Label((Line("très long " * 50, 12, "ink"),), around(80, 50), 0, "long")
    short = Label((Line("短", 12, "ink"),), around(80, 50), 1, "short")
    assert [one.label.key for one in place([short, long], Paper(ACROSS, DOWN))] == ["short"]
