"""Cells of a column of years: read where they can mean one thing only."""

from __future__ import annotations

import pytest

from builder.importing.periods import read_years
from builder.model.periods import parse_period


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2019", "2019"),
        ("2019.0", "2019"),
        ("2019-06-30", "2019-06-30"),
        ("2019-06-30 00:00:00", "2019-06-30"),
        ("2019-06", "2019-06"),
        ("2019-Q3", "2019-Q3"),
        ("2019 q3", "2019-Q3"),
        ("2019H2", "2019-H2"),
        ("2015-2019", "2015-2019"),
        ("2018 - 20", "2018-2020"),
        ("2018/20", "2018-2020"),
        ("2015-16", "2015-2016"),
        ("2015/16", "2015-2016"),
        ("2015/2016", "2015-2016"),
        ("1999-00", "1999-2000"),
        ("2011/12", "2011-2012"),
    ],
)
def test_what_means_one_thing_is_read(cell: str, period: str) -> None:
    assert read_years([cell], year_start=False).periods == {cell: period}
    assert parse_period(period, year_start=None) is not None


@pytest.mark.parametrize(
    "cell", ["", "next year", "2019-02-30", "2019-13-01", "2019-H3", "2019-5", "19", "2016-2015"]
)
def test_what_means_nothing_is_not_read(cell: str) -> None:
    assert read_years([cell], year_start=False).periods == {cell: None}


def test_december_and_two_years_look_alike_alone() -> None:
    assert read_years(["2010-11", "2011-12"], year_start=True).periods == {
        "2010-11": None,
        "2011-12": None,
    }


def test_a_pair_that_can_be_no_month_tells_the_others() -> None:
    reading = read_years(["2011-12", "2012-13"], year_start=False)
    assert reading.periods == {"2011-12": "2011-2012", "2012-13": "2012-2013"}
    assert reading.two_years == ("2011-12", "2012-13")


def test_a_month_that_can_be_no_pair_tells_the_others() -> None:
    reading = read_years(["2011-11", "2011-12", "2007/08"], year_start=False)
    assert reading.periods == {
        "2007/08": "2007-2008",
        "2011-11": "2011-11",
        "2011-12": "2011-12",
    }


def test_a_column_of_both_leaves_what_is_between_open() -> None:
    reading = read_years(["2011-11", "2011-12", "2015-16"], year_start=False)
    assert reading.periods == {"2011-11": "2011-11", "2011-12": None, "2015-16": "2015-2016"}


def test_who_says_when_a_year_begins_gets_such_years() -> None:
    reading = read_years(["2015-16", "2016/17", "2017/2018", "2018 - 20"], year_start=True)
    assert reading.periods == {
        "2015-16": "2015/16",
        "2016/17": "2016/17",
        "2017/2018": "2017/18",
        "2018 - 20": "2018-2020",
    }
