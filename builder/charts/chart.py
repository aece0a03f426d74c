"""What a chart says, in one language: rows of marks on a scale. How it looks is decided
elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from builder.charts.scale import Scale

Form = Literal["course", "dots", "bars", "swarm", "matrix", "panels"]
Look = Literal["reported", "target", "met", "missed", "plain", "other", "third"]
Side = Literal["above", "below", "beside", "left", ""]

FORMS: Mapping[str, Form] = {
    "course": "course",
    "promise": "dots",
    "outcome": "dots",
    "disagreement": "dots",
    "panels": "panels",
    "change_by_part": "dots",
    "latest_by_part": "bars",
    "scoreboard": "swarm",
    "change": "swarm",
    "bodies": "bars",
    "subjects": "bars",
    "coverage": "bars",
    "timeliness": "bars",
    "progress": "bars",
    "partners": "matrix",
}
"""Each kind of chart, and how it is drawn: values over time, points or bars on a line a row, points
that move apart, squares of pairs, or a small drawing a series.
"""
HEADLINE, REST = "headline", "rest"
NAMED = 8
"""Lines of a course that have a look and a name of their own; more are grey."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a chart: what it is, the text beside it, and how it looks.

    `bound` is the comparator of a number (`>=` …), `side` where its text stands. `exact` is the
    number itself where the mark stands at the edge of the scale instead.

    In a course, `date` is the last day of its `period`, `joined` whether a line comes to it from
    the mark before, `broken` whether it is the first of a new method, `rank` how important its text
    is (lower is more, 0 is none); `lower` and `upper` are its interval; the line of a floor or
    ceiling begins at `since`, the straight way to a target at the date and the value of `start`.
    """

    value: Decimal
    name: str
    text: str
    look: Look
    series: str = ""
    bound: str = ""
    side: Side = ""
    exact: Decimal | None = None
    period: str = ""
    date: datetime.date = datetime.date.min
    joined: bool = True
    broken: bool = False
    hollow: bool = False
    rank: int = 0
    lower: Decimal | None = None
    upper: Decimal | None = None
    since: datetime.date | None = None
    start: tuple[datetime.date, Decimal] | None = None

    @property
    def number(self) -> Decimal:
        """The number that the mark stands for."""
        return self.value if self.exact is None else self.exact

    @property
    def is_open(self) -> bool:
        """Whether it is drawn open: an excluding bound, “about”, or a value that is not final."""
        return self.hollow or self.bound in (">", "<", "~")

    @property
    def extent(self) -> tuple[Decimal, ...]:
        """Every number that its scale must hold."""
        ends = (self.lower, self.upper, self.start and self.start[1])
        return (self.value, *(end for end in ends if end is not None))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a chart: its heading, a remark at the right of it, and its marks.

    In a course it is a series, earliest mark first. `line` is how that is drawn: `headline`, a
    number from 1 on, or `rest`; empty where nothing joins the marks, as with targets.
    """

    heading: str
    marks: tuple[Mark, ...]
    note: str = ""
    line: str = ""


Tick = tuple[datetime.date, str]


@dataclass(frozen=True, eq=False)
class Chart:
    """What a chart says. `ticks` are the texts of the scale’s ticks; `columns` head a matrix.

    `calendar` are the ticks that an axis of time may have, from the finest to the coarsest: one
    that has room for all of them takes the first. A number is shown times `factor` in this
    language. Charts are compared by identity.
    """

    kind: str
    title: str
    description: str
    rows: tuple[Row, ...]
    scale: Scale
    ticks: tuple[str, ...]
    columns: tuple[str, ...] = ()
    calendar: tuple[tuple[Tick, ...], ...] = ()
    factor: Decimal = Decimal(1)

    @property
    def form(self) -> Form:
        """How it is drawn."""
        return FORMS[self.kind]

    @property
    def has_words(self) -> bool:
        """Whether there are words beside its marks."""
        return self.form == "matrix" or any(mark.rank or mark.side for mark in self.marks)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, row by row."""
        return tuple(mark for row in self.rows for mark in row.marks)
