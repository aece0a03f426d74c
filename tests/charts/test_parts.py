"""Parts beside one another: then and now, or now alone."""

from __future__ import annotations

import pytest

from builder.charts.chart import HEADLINE, NAMED, REST
from builder.charts.figures import Figure
from builder.charts.indicators import indicator_figures
from builder.charts.legends import chart_legend
from builder.model.records import Observation, Target
from tests.charts.test_courses import WARDS, figures, parks, ward, yearly
from tests.factories import edition_with, observation, target


def parts_of(*statements: Observation | Target) -> Figure | None:
    kinds = ("panels", "change_by_part", "latest_by_part")
    return next((figure for figure in figures(*statements) if figure.chart.kind in kinds), None)


THREE = [*ward("w00", "1", "5", "2"), *ward("w01", "4", None, "3"), *ward("w02", "6", "6", "6")]


def test_parts_are_compared_then_and_now_the_greatest_latest_value_first() -> None:
    figure = parts_of(*yearly(2020, "10", "11", "12"), *THREE)
    assert figure
    assert figure.name == "parks-parts"
    assert [row.heading for row in figure.chart.rows] == ["W02", "W01", "W00"]
    assert [[mark.text for mark in row.marks] for row in figure.chart.rows] == [
        ["6", "6"],
        ["4", "3"],
        ["1", "2"],
    ]
    assert figure.chart.marks[0].series == "2020"
    assert figure.chart.marks[1].series == "2022"


def test_the_smaller_text_stands_left_the_greater_right_and_equal_ones_once() -> None:
    figure = parts_of(*THREE)
    assert figure
    assert [[(mark.look, mark.side) for mark in row.marks] for row in figure.chart.rows] == [
        [("plain", ""), ("reported", "beside")],
        [("plain", "beside"), ("reported", "left")],
        [("plain", "left"), ("reported", "beside")],
    ]


def wards(number: int) -> list[Observation]:
    """Three years of so many wards, each above the one before."""
    return [
        one
        for n, name in enumerate(WARDS[:number])
        for one in ward(name, str(n), str(n + 2), str(n + 1))
    ]


def test_more_series_than_a_course_can_name_have_a_panel_each_the_greatest_first() -> None:
    figure = parts_of(*wards(NAMED + 1))
    assert figure
    assert (figure.name, figure.chart.kind) == ("parks-panels", "panels")
    assert figure.chart.title == "text, part by part: 2020 to 2022"
    assert [row.heading for row in figure.chart.rows] == [
        name.upper() for name in WARDS[: NAMED + 1][::-1]
    ]
    assert [mark.text for mark in figure.chart.rows[0].marks] == ["8", "10", "9"]
    assert [mark.rank for mark in figure.chart.rows[0].marks] == [0, 0, 1]


@pytest.mark.parametrize("number", [NAMED, 25])
def test_fewer_series_and_more_than_can_be_looked_through_have_none(number: int) -> None:
    figure = parts_of(*wards(number))
    assert figure
    assert figure.chart.kind == "change_by_part"


def test_the_whole_stands_in_each_panel_and_the_legend_says_so() -> None:
    one = parks(*yearly(2020, "10", "11", "12"), *wards(NAMED))
    edition = edition_with(one, "en", 2024)
    figure = next(f for f in indicator_figures(edition, one) if f.chart.kind == "panels")
    assert [row.line for row in figure.chart.rows] == [HEADLINE, *[REST] * NAMED]
    assert figure.frames["wide"].layers["whole"] == 3 * NAMED
    assert chart_legend(edition, figure.chart) == (
        ("headline", "the part named above"),
        ("rest", "Overall"),
    )


def test_parts_of_two_periods_have_no_panel_and_that_is_said() -> None:
    few = [one for name in WARDS[30:32] for one in ward(name, None, "1", "2")]
    figure = parts_of(*wards(NAMED + 1), *few)
    assert figure
    assert len(figure.chart.rows) == NAMED + 1
    assert "9 of 11" in figure.chart.description


def test_two_lines_are_read_in_the_course() -> None:
    assert parts_of(*ward("w00", "1", "2"), *ward("w01", "3", "4")) is None


def test_a_period_that_few_report_is_not_the_latest() -> None:
    figure = parts_of(*THREE, observation("2023", "9", dimensions={"ward": "w00"}))
    assert figure
    assert "2022" in figure.chart.title


def test_the_first_values_are_the_earliest_that_nearly_all_have() -> None:
    many = [ward(name, "1", "2", "3", "4") for name in WARDS[:4]] + [
        ward("w09", None, None, "3", "4")
    ]
    figure = parts_of(*(o for one in many for o in one))
    assert figure
    assert figure.chart.title == "text, by part: 2020 and 2023"
    assert len(figure.chart.rows) == 4


def test_parts_of_one_period_are_bars() -> None:
    figure = parts_of(*ward("w00", "1"), *ward("w01", "3"), *ward("w02", "2"))
    assert figure
    assert (figure.name, figure.chart.form) == ("parks-latest", "bars")
    assert [(row.heading, row.note) for row in figure.chart.rows] == [
        ("W01", "3"),
        ("W02", "2"),
        ("W00", "1"),
    ]
    assert figure.chart.scale.low == 0


def test_the_whole_stands_among_the_bars_beside_its_pair() -> None:
    pair = observation("2020", "9"), target("2025", "12")
    drawn = figures(*pair, *ward("w00", "1"))
    assert [figure.chart.kind for figure in drawn] == ["promise", "latest_by_part"]
    assert [row.heading for row in drawn[1].chart.rows] == ["Overall", "W00"]


def test_values_below_zero_are_points_and_no_bars() -> None:
    drawn = figures(*ward("w00", "-1"), *ward("w01", "3"))
    assert [figure.chart.kind for figure in drawn] == ["course"]


def test_of_very_many_parts_the_ends_are_drawn_and_it_says_so() -> None:
    one = parts_of(*(o for n, name in enumerate(WARDS[:30]) for o in ward(name, str(n))))
    two = parts_of(*(o for n, name in enumerate(WARDS[:30]) for o in ward(name, "50", str(n))))
    for figure in (one, two):
        assert figure
        assert len(figure.chart.rows) == 20
        assert "20 of 30 series" in figure.chart.description
        assert [figure.chart.rows[n].heading for n in (0, 9, 10, 19)] == [
            "W29",
            "W20",
            "W09",
            "W00",
        ]
