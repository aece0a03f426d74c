"""The forms in which time is written, and its order."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from builder.model.periods import Period, PeriodField, is_year_start, parse_period

PERIOD: TypeAdapter[Any] = TypeAdapter(PeriodField)
SCHOOL = "09-01"


def code(written: object, year_start: str | None = SCHOOL) -> str:
    """The problem code that a period answers to what is written."""
    with pytest.raises(ValidationError) as caught:
        PERIOD.validate_python(written, context={"year_start": year_start})
    (error,) = caught.value.errors()
    return error["type"]


@pytest.mark.parametrize(
    ("written", "form", "first", "last"),
    [
        ("2020", "year", "2020-01-01", "2020-12-31"),
        ("2021-2025", "span", "2021-01-01", "2025-12-31"),
        ("2025-H1", "half", "2025-01-01", "2025-06-30"),
        ("2025-H2", "half", "2025-07-01", "2025-12-31"),
        ("2025-Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "quarter", "2025-10-01", "2025-12-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-12", "month", "2025-12-01", "2025-12-31"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2024/25", "split_year", "2024-09-01", "2025-08-31"),
        ("1999/00", "split_year", "1999-09-01", "2000-08-31"),
    ],
)
def test_a_period_has_its_form_and_its_days(written: str, form: str, first: str, last: str) -> None:
    period = PERIOD.validate_python(written, context={"year_start": SCHOOL})
    assert (period.text, period.form) == (written, form)
    assert (str(period.first), str(period.last)) == (first, last)
    assert (period.start, period.end) == (int(first[:4]), int(last[:4]))
    assert period.is_year == (form == "year")


def test_a_span_of_one_year_is_that_year() -> None:
    assert parse_period("2021-2021") == parse_period("2021")


@pytest.mark.parametrize(
    "written",
    [
        "2025-2021",
        "21-25",
        "2021–2025",
        "2021 - 2025",
        "２０２０",
        "2021年",
        "0000",
        "0000-2025",
        "0987",
        "2025-Q5",
        "2025-Q0",
        "2025-H3",
        "2025-q1",
        "2025-13",
        "2025-00",
        "2025-6",
        "2025-02-30",
        "2023-02-29",
        "2025-06-31",
        "2024/26",
        "2024/24",
        "2024/2025",
        "2024/5",
        "9999/00",
        "",
        "2025" * 200,
    ],
)
def test_other_periods_are_refused(written: str) -> None:
    assert code(written) == "bad-value"


def test_a_split_year_needs_to_know_when_it_starts() -> None:
    assert code("2024/25", None) == "no-year-start"
    assert code("2024/26", None) == "bad-value"
    assert parse_period("2024/25", "04-06").last == date(2025, 4, 5)


@pytest.mark.parametrize("written", ["09-01", "12-31", "02-28"])
def test_a_year_may_start_on_any_day_that_every_year_has(written: str) -> None:
    assert is_year_start(written)


@pytest.mark.parametrize("written", ["01-01", "02-29", "13-01", "9-1", "09-31", "2024-09-01", ""])
def test_no_split_year_starts_elsewhere(written: str) -> None:
    assert not is_year_start(written)


# ---- whatever is written

DAYS = st.dates(date(1000, 1, 1), date(9990, 12, 31))
TEXTS = st.one_of(
    st.builds(lambda day: f"{day.year}", DAYS),
    st.builds(lambda day, years: f"{day.year}-{day.year + years}", DAYS, st.integers(1, 9)),
    st.builds(lambda day, half: f"{day.year}-H{half}", DAYS, st.integers(1, 2)),
    st.builds(lambda day, quarter: f"{day.year}-Q{quarter}", DAYS, st.integers(1, 4)),
    st.builds(lambda day: day.isoformat()[:7], DAYS),
    st.builds(date.isoformat, DAYS),
    st.builds(lambda day: f"{day.year}/{(day.year + 1) % 100:02}", DAYS),
)
PERIODS = TEXTS.map(lambda text: parse_period(text, SCHOOL))


@given(TEXTS)
def test_a_period_is_printed_as_it_is_written(text: str) -> None:
    period = parse_period(text, SCHOOL)
    assert str(period) == period.text == text
    assert period.first <= period.last
    assert parse_period(period.text, SCHOOL) == period


@given(st.text(alphabet="0123456789-/HQ", max_size=12))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    with suppress(PydanticCustomError):
        assert parse_period(text, SCHOOL).end >= 1000


@given(PERIODS, PERIODS, PERIODS)
def test_periods_have_one_order_from_the_earliest(a: Period, b: Period, c: Period) -> None:
    assert (a < b) + (a == b) + (b < a) == 1
    assert sorted((a, b, c)) == sorted((c, b, a))
    if a.last < b.first:
        assert a < b
    if a < b < c:
        assert a < c
    if (a.first, a.last) == (b.first, b.last):
        assert a == b


@given(DAYS)
def test_split_years_follow_one_another_without_a_gap(day: date) -> None:
    year = day.year
    before, after = (parse_period(f"{y}/{(y + 1) % 100:02}", "03-31") for y in (year, year + 1))
    assert before.last + timedelta(1) == after.first
