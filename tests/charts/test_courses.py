"""What was reported over time, which series are told apart, and what stands in it of targets."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.charts.chart import NAMED, Chart, Mark, Row
from builder.charts.charts import list_figures
from builder.charts.choices import choice_bytes
from builder.charts.figures import Figure
from builder.charts.indicators import indicator_figures
from builder.charts.legends import chart_legend
from builder.model.foremost import STATEMENTS
from builder.model.records import Indicator, Observation, Target
from builder.model.statements import reference
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.site.site import Site
from builder.site.theme import read_theme, theme_folder
from tests.conftest import PROJECT, TINY
from tests.factories import edition_with, indicator, observation, target

WARDS = [f"w{n:02d}" for n in range(60)]
DIMENSIONS = {
    "sex": {"values": {"female": {"zh": "女", "en": "Female"}, "male": {"zh": "男", "en": "Male"}}},
    "ward": {"values": {ward: {"zh": ward, "en": ward.upper()} for ward in WARDS}},
}


def parks(*statements: Observation | Target) -> Indicator:
    return indicator(*statements, unit="kilometres", dimensions=DIMENSIONS)


def figures(*statements: Observation | Target, code: str = "en", year: int = 2024) -> list[Figure]:
    one = parks(*statements)
    return list(indicator_figures(edition_with(one, code, year), one))


def course(*statements: Observation | Target, year: int = 2024) -> Chart:
    chart = figures(*statements, year=year)[0].chart
    assert chart.kind == "course"
    return chart


def yearly(first: int, *values: str | None, **fields: object) -> list[Observation]:
    """Values of successive years; none for a year without one."""
    return [observation(str(first + n), value, **fields) for n, value in enumerate(values) if value]


def ward(name: str, *values: str | None) -> list[Observation]:
    return yearly(2020, *values, dimensions={"ward": name})


def dates(row: Row) -> list[date]:
    return [mark.date for mark in row.marks]


def joined(row: Row) -> list[bool]:
    return [mark.joined for mark in row.marks[1:]]


def ranks(row: Row) -> dict[str, int]:
    return {mark.text: mark.rank for mark in row.marks if mark.rank}


def aims(chart: Chart) -> list[Mark]:
    return [mark for row in chart.rows if not row.line for mark in row.marks]


def test_three_periods_are_a_course_and_take_the_place_of_the_pair() -> None:
    aim = target("2025", ">=9")
    assert figures(*yearly(2018, "5", "6"), aim)[0].chart.kind == "promise"
    (first, *_) = figures(*yearly(2018, "5", "6", "7"), aim)
    assert (first.name, first.chart.kind) == ("parks", "course")


def test_two_periods_are_a_course_where_no_target_makes_a_pair_or_two_series_have_them() -> None:
    assert course(*yearly(2018, "5", "6")).kind == "course"
    parts = [
        o for sex in ("female", "male") for o in yearly(2018, "1", "2", dimensions={"sex": sex})
    ]
    chart = course(*yearly(2018, "5", "6"), *parts, target("2025", ">=9"))
    assert [row.line for row in chart.rows] == ["headline", "1", "2", ""]


def test_values_stand_at_the_ends_of_their_periods_earliest_first() -> None:
    (row,) = course(
        observation("2021", "3"), observation("2019", "1"), observation("2020", "2")
    ).rows
    assert dates(row) == [date(2019, 12, 31), date(2020, 12, 31), date(2021, 12, 31)]
    assert [mark.text for mark in row.marks] == ["1", "2", "3"]
    assert row.marks[0].name == "reported 2019"


def test_a_value_counts_for_the_year_in_which_it_was_measured() -> None:
    (row,) = course(*yearly(2018, "1", "2"), observation("2021", "3", measured="2020")).rows
    assert dates(row)[-1] == date(2020, 12, 31)


def test_periods_of_one_form_stand_together_that_of_the_latest_report_first() -> None:
    months = [observation(f"2021-0{n}", str(n)) for n in range(1, 5)]
    (row,) = course(*yearly(2018, "10", "20", "30"), *months).rows
    assert len(row.marks) == 4
    assert dates(row)[-1] == date(2021, 4, 30)
    (row,) = course(*yearly(2018, "10", "20", "30"), *months[:2]).rows
    assert [mark.text for mark in row.marks] == ["10", "20", "30"]


def test_rolling_averages_stand_where_they_end_and_only_with_those_as_long() -> None:
    spans = [observation(f"{year}-{year + 2}", str(year)) for year in (2014, 2015, 2016)]
    (row,) = course(*spans, observation("2010-2016", "1")).rows
    assert dates(row) == [date(year, 12, 31) for year in (2016, 2017, 2018)]
    assert joined(row) == [True, True]


def test_of_very_many_periods_the_latest_are_drawn() -> None:
    days = [
        observation(f"20{year}-{month:02d}-01", "1")
        for year in range(10, 40)
        for month in range(1, 13)
    ]
    (row,) = course(*days).rows
    assert len(row.marks) == STATEMENTS
    assert dates(row)[-1] == date(2039, 12, 1)


def test_totals_and_other_units_do_not_stand_beside_levels() -> None:
    other = [
        observation("2021", "99", unit="percent"),
        observation("2022", "98", cumulative="true"),
    ]
    (row,) = course(*yearly(2018, "1", "2", "3"), *(other[1:]), other[0]).rows
    assert [mark.text for mark in row.marks] == ["1", "2", "3"]


def test_a_missing_year_breaks_the_line_and_five_years_do_not_where_they_are_usual() -> None:
    (row,) = course(*yearly(2018, "1", "2", "3", None, "4")).rows
    assert joined(row) == [True, True, False]
    (row,) = course(*(observation(str(year), "1") for year in (2000, 2005, 2010))).rows
    assert joined(row) == [True, True]
    (row,) = course(observation("2001", "1"), observation("2020", "2")).rows
    assert joined(row) == [False]


def test_quarters_and_days_are_joined_from_each_to_the_next() -> None:
    quarters = [observation(f"2020-Q{n}", "1") for n in (1, 2, 4)]
    assert joined(course(*quarters).rows[0]) == [True, False]
    days = [observation(f"2020-01-{n}", "1") for n in (29, 30, 31)] + [
        observation("2020-02-01", "1")
    ]
    assert joined(course(*days).rows[0]) == [True, True, True]


def test_a_new_method_breaks_the_line_but_not_before_the_first_value() -> None:
    chart = course(*yearly(2018, "1", "2", status="break"), *yearly(2020, "3"))
    assert [(mark.joined, mark.broken) for mark in chart.rows[0].marks[1:]] == [
        (False, True),
        (True, False),
    ]
    assert not chart.rows[0].marks[0].broken


def test_values_that_are_not_final_are_open_and_intervals_are_kept() -> None:
    (row,) = course(
        *yearly(2018, "2", "3"), observation("2020", "4", status="estimated", lower="3", upper="6")
    ).rows
    last = row.marks[-1]
    assert (last.is_open, last.lower, last.upper) == (True, Decimal(3), Decimal(6))
    assert not row.marks[0].is_open


def test_what_a_sentence_would_name_has_a_text() -> None:
    (row,) = course(*yearly(2016, "4", "9", "2", "5", "6")).rows
    assert ranks(row) == {"6": 1, "9": 3, "2": 3, "4": 4}


def test_the_last_value_has_its_text_once_though_it_is_the_greatest() -> None:
    (row,) = course(*yearly(2018, "1", "2", "3")).rows
    assert ranks(row) == {"3": 1, "1": 3}


def test_lines_with_a_name_have_their_last_value_written() -> None:
    chart = course(
        *yearly(2020, "8", "9", "10"), *ward("w00", "1", "2", "3"), *ward("w01", "4", "5")
    )
    assert [row.heading for row in chart.rows] == ["", "W00", "W01"]
    assert [ranks(row) for row in chart.rows[1:]] == [{"3": 6}, {"5": 7}]
    assert chart.rows[1].marks[-1].name == "W00, reported 2022"


def test_parts_alone_have_no_strong_line_and_say_what_is_drawn() -> None:
    chart = course(*ward("w00", "1", "2", "3"), *ward("w01", "4", "5"))
    assert [row.line for row in chart.rows] == ["1", "2"]
    assert [ranks(row) for row in chart.rows] == [{"3": 2}, {"5": 3}]
    assert chart.description == "text, 2020 to 2022. Number of series: 2."


def test_of_many_series_the_extremes_have_a_name_and_the_rest_is_grey() -> None:
    parts = [o for n, name in enumerate(WARDS[:12]) for o in ward(name, "1", str(n))]
    chart = course(*yearly(2020, "50", "60"), *parts)
    names = [row.heading for row in chart.rows if row.line.isdecimal()]
    assert names == ["W00", "W01", "W02", "W09", "W10", "W11"]
    assert [row.line for row in chart.rows].count("rest") == 6
    assert chart.rows[0].line == "headline"


def test_of_more_series_than_a_chart_holds_only_the_named_are_drawn_and_it_says_so() -> None:
    parts = [o for n, name in enumerate(WARDS[:50]) for o in ward(name, "1", str(n))]
    chart = course(*parts)
    assert len(chart.rows) == 6
    assert not any(row.line == "rest" for row in chart.rows)
    assert "6 of 50 series" in chart.description


def test_a_target_that_is_to_be_reached_has_a_way_from_its_baseline() -> None:
    chart = course(*yearly(2018, "5", "6", "7"), target("2025", ">=9"), year=2022)
    (aim,) = aims(chart)
    assert (aim.text, aim.period, aim.rank) == ("≥9", "2025", 2)
    assert aim.start == (date(2020, 12, 31), Decimal(7))
    assert aim.since is None
    assert dict(chart_legend(edition_with(parks()), chart)).keys() == {"headline", "target", "way"}


def test_a_floor_that_held_when_it_was_set_is_a_line() -> None:
    chart = course(*yearly(2018, "15", "16", "17", "18", "18"), target("2025", ">=9"), year=2023)
    (aim,) = aims(chart)
    assert aim.start is None
    assert aim.since == date(2018, 12, 31)
    assert "bound" in dict(chart_legend(edition_with(parks()), chart))


def test_equal_targets_stand_once_and_of_many_the_latest() -> None:
    many = [target(str(year), str(year)) for year in range(2015, 2026) for _ in range(2)]
    chart = course(*yearly(2012, "1", "2", "3"), *many)
    assert [mark.period for mark in aims(chart)] == [str(year) for year in range(2020, 2026)]
    assert [mark.rank for mark in aims(chart)] == [6, 6, 6, 6, 6, 2]


def test_a_target_of_a_part_says_so_and_others_than_the_drawn_have_no_place() -> None:
    chart = course(
        *yearly(2020, "8", "9", "10"),
        *ward("w00", "1", "2", "3"),
        target("2025", "4", dimensions={"ward": "w00"}),
        target("2025", "4", dimensions={"ward": "w05"}),
        target("2025", "40", cumulative="true"),
        target(None, "5"),
    )
    assert [mark.name for mark in aims(chart)] == ["W00, target 2025"]


def test_years_have_round_ticks_from_every_year_to_few() -> None:
    chart = course(*(observation(str(year), "1") for year in range(1999, 2022)))
    texts = [[text for _, text in ticks] for ticks in chart.calendar]
    assert texts[0][0] == "1999"
    assert len(texts[0]) == 23
    assert ["2000", "2005", "2010", "2015", "2020"] in texts
    assert texts[-2:] == [["1999", "2021"], ["2021"]]


def test_quarters_have_their_names_and_in_a_long_axis_years() -> None:
    quarters = [
        observation(f"{y}-Q{q}", "1") for y in (2018, 2019, 2020, 2021) for q in range(1, 5)
    ]
    texts = [[text for _, text in ticks] for ticks in course(*quarters).calendar]
    assert texts[0][0] == "Q1 2018"
    assert texts[1] == ["2018", "2019", "2020", "2021"]
    short = [[text for _, text in ticks] for ticks in course(*quarters[:6]).calendar]
    assert short[1] == ["Q2 2018", "Q4 2018", "Q2 2019"]


def test_a_legend_names_lines_and_counts_the_rest() -> None:
    parts = [o for n, name in enumerate(WARDS[:12]) for o in ward(name, "1", str(n))]
    chart = course(*yearly(2020, "50", "60"), *parts)
    legend = chart_legend(edition_with(parks()), chart)
    assert legend[:2] == (("headline", "Overall"), ("line-1", "W00"))
    assert legend[-1] == ("rest", "6 more series")
    assert chart_legend(edition_with(parks()), course(*yearly(2018, "1", "2", "3"))) == ()


def test_readers_choose_from_all_series_with_their_dimensions() -> None:
    parts = [o for n, name in enumerate(WARDS[:50]) for o in ward(name, "1.50", str(n))]
    one = parks(*yearly(2020, "71.80"), *parts, *yearly(2020, "3", "4", series="city"))
    edition = edition_with(one)
    (first, *_) = indicator_figures(edition, one)
    assert first.choice is one
    content = json.loads(choice_bytes(edition, one))
    assert content["periods"] == [
        {"text": "2020", "date": "2020-12-31"},
        {"text": "2021", "date": "2021-12-31"},
    ]
    assert len(content["series"]) == 52
    assert content["series"][0] == {
        "id": "",
        "name": "Overall",
        "dimensions": {},
        "values": ["71.80", None],
    }
    assert content["series"][1]["dimensions"] == {"ward": "w00"}
    assert content["series"][1]["values"] == ["1.50", "0"]
    assert content["series"][-1]["dimensions"] == {"series": "city"}
    assert [(d["id"], len(d["values"])) for d in content["dimensions"]] == [
        ("series", 1),
        ("ward", 50),
    ]


def test_numbers_that_a_language_counts_otherwise_have_a_factor() -> None:
    one = indicator(*yearly(2018, "1", "2", "3"), unit="ten-thousand-people")
    for code in ("zh", "en"):
        edition = edition_with(one, code)
        (figure,) = indicator_figures(edition, one)
        assert figure.chart.factor == edition.factor("ten-thousand-people")


# --- every indicator with two values has a chart


def places(one: Indicator) -> int:
    """In how many places the numbers of an indicator stand that can be on one scale: at least in
    some unit.
    """
    there: dict[object, set[object]] = defaultdict(set)
    for s in (*one.observations, *one.targets):
        if s.value and s.period:
            about = (
                (reference(s), s.series_id) if isinstance(s, Observation) else (s.period, s.value)
            )
            there[one.unit_of(s), s.cumulative].add((type(s), *about))
    return max(map(len, there.values()), default=0)


@pytest.mark.parametrize("root", [PROJECT, TINY, TINY.parent / "riviere", TINY.parent / "waha"])
def test_every_indicator_with_two_comparable_numbers_has_a_chart(root: Path) -> None:
    tree = read_tree(root)
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    folder = theme_folder(root if (root / "strings").exists() else PROJECT, "default")
    site = Site(config, catalog, read_theme(folder, catalog), "2026-01-01", "https://example.org")
    drawn = list_figures(site)[config.languages[0]].indicators
    assert [id for id, one in catalog.indicators.items() if places(one) > 1 and not drawn[id]] == []


PERIODS = [
    "2019",
    "2020",
    "2021",
    "2018-2020",
    "2019-2021",
    "2020-H1",
    "2020-Q3",
    "2020-06",
    "2021-06",
]
PERIODS += ["2020-06-30", "2020-07-01", "2019/20", "2020/21"]


@st.composite
def statements(draw: st.DrawFn) -> Observation | Target:
    is_target = draw(st.integers(0, 2)) == 0
    fields: dict[str, object] = {}
    if draw(st.booleans()):
        fields["dimensions"] = {"ward": draw(st.sampled_from(WARDS))}
    if draw(st.integers(0, 3)) == 0:
        fields["series"] = draw(st.sampled_from(["city", "growth"]))
    if draw(st.integers(0, 4)) == 0:
        fields["unit"] = "percent"
    if draw(st.integers(0, 4)) == 0:
        fields["cumulative"] = "true"
    if not is_target and draw(st.integers(0, 4)) == 0:
        fields["status"] = draw(st.sampled_from(["break", "estimated"]))
    number = draw(st.decimals(-(10**6), 10**6, places=2))
    bound = draw(st.sampled_from(["", "", ">=", "<", "~"]))
    period, value = draw(st.sampled_from(PERIODS)), f"{bound}{number:f}"
    return target(period, value, **fields) if is_target else observation(period, value, **fields)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(statements(), min_size=1, max_size=60))
def test_whatever_is_stated_charts_hold_together(stated: list[Observation | Target]) -> None:
    one = parks(*stated)
    drawn = list(indicator_figures(edition_with(one), one))
    assert drawn or places(one) < 2
    for figure in drawn:
        chart = figure.chart
        assert chart.description
        assert chart.title
        low, high = chart.scale.low, chart.scale.high
        assert all(low <= end <= high for mark in chart.marks for end in mark.extent)
        if chart.form == "course":
            assert_course(chart)


def assert_course(chart: Chart) -> None:
    lines = [row.line for row in chart.rows if row.line]
    named = [line for line in lines if line != "rest"]
    assert len(named) <= NAMED
    assert len(set(named)) == len(named)
    assert len(lines) <= 40
    first = min(mark.date for mark in chart.marks)
    assert chart.calendar
    assert all(chart.calendar)
    for row in chart.rows:
        assert dates(row) == sorted(dates(row))
        assert row.marks
        assert not row.marks[0].broken
        assert (
            not any(mark.rank for mark in row.marks) if row.line == "rest" else row.marks[-1].rank
        )
    for mark in chart.marks:
        assert not (mark.joined and mark.broken)
        assert not (mark.since and mark.start)
        assert mark.start is None or mark.start[0] < mark.date
        assert mark.since is None or mark.since <= first
