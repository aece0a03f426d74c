"""The time that a statement is about, in each form in which documents print it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from builder.model.values import YEAR

PeriodForm = Literal["year", "span", "half", "quarter", "month", "day", "split_year"]

_EXPECTED = "2025, 2021-2025, 2025-H1, 2025-Q3, 2025-06, 2025-06-30, 2024/25"
_PERIOD = re.compile(
    rf"(?P<year>{YEAR.pattern})(?:-(?P<end>{YEAR.pattern})|-H(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?|/(?P<split>[0-9]{2}))?"
)
_YEAR_START = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_COMMON_YEAR = 2001
_DISTINCT = 4096
"""How many periods are kept at hand: long data names the same few again and again."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included, as it is written: earlier ones sort first.

    `form` tells what it is, since a month and a quarter read otherwise; a `split_year` is a school
    or fiscal year, which begins in one year and ends in the next.
    """

    first: date
    last: date
    form: PeriodForm
    text: str

    @property
    def start(self) -> int:
        """The year in which it begins."""
        return self.first.year

    @property
    def end(self) -> int:
        """The year in which it ends."""
        return self.last.year

    @property
    def number(self) -> int:
        """Which half or quarter of its year it is, or which month."""
        return {"half": (self.first.month + 5) // 6, "quarter": (self.first.month + 2) // 3}.get(
            self.form, self.first.month
        )

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.form == "year"

    def __str__(self) -> str:
        return self.text


def is_year_start(text: str) -> bool:
    """Whether `text` is the day (`MM-DD`) on which a year can begin that is not the calendar's."""
    match = _YEAR_START.fullmatch(text)
    if match is None or text == "01-01":
        return False
    return int(match[2]) <= monthrange(_COMMON_YEAR, int(match[1]))[1]


@lru_cache(_DISTINCT)
def parse_period(text: str, year_start: str | None = None) -> Period:
    """A period as an editor writes it; `year_start` is the day (`MM-DD`) on which a year such as
    2024/25 begins.

    Raises `PydanticCustomError` with our problem code where there is no such period.
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise _refused(text, _EXPECTED)
    year, end = int(match["year"]), int(match["end"] or match["year"])
    if match["split"]:
        return _split_year(text, year, year_start)
    if end < year:
        raise _refused(text, "2021-2025")
    if match["half"]:
        return _months(text, "half", year, 6, int(match["half"]))
    if match["quarter"]:
        return _months(text, "quarter", year, 3, int(match["quarter"]))
    if match["day"]:
        return _day(text, year, int(match["month"]), int(match["day"]))
    if match["month"]:
        return _months(text, "month", year, 1, int(match["month"]))
    if end > year:
        return Period(date(year, 1, 1), date(end, 12, 31), "span", text)
    return Period(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def _refused(text: str, expected: str) -> PydanticCustomError:
    return PydanticCustomError("bad-value", "", {"value": text[:60], "expected": expected})


def _months(text: str, form: PeriodForm, year: int, length: int, number: int) -> Period:
    """The `number`th stretch of so many months of a year."""
    last = length * number
    return Period(
        date(year, last - length + 1, 1),
        date(year, last, monthrange(year, last)[1]),
        form,
        text,
    )


def _day(text: str, year: int, month: int, day: int) -> Period:
    if day > monthrange(year, month)[1]:
        raise _refused(text, _EXPECTED)
    return Period(date(year, month, day), date(year, month, day), "day", text)


def _split_year(text: str, year: int, year_start: str | None) -> Period:
    following = year + 1
    if int(text[-2:]) != following % 100 or following > date.max.year:
        raise _refused(text, "2024/25")
    if year_start is None:
        raise PydanticCustomError("no-year-start", "", {"value": text})
    month, day = map(int, year_start.split("-"))
    return Period(
        date(year, month, day), date(following, month, day) - timedelta(1), "split_year", text
    )


def _period(value: Any, info: ValidationInfo) -> Period:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": _EXPECTED})
    return parse_period(value, (info.context or {}).get("year_start"))


PeriodField = Annotated[Period, BeforeValidator(_period)]
"""A period; validation takes the start of a split year from its context, `year_start`."""
