"""What a chart says, in one language: rows of marks on a scale. How it looks is decided
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from builder.charts.scale import Scale

Look = Literal["reported", "target", "met", "missed", "plain", "other", "third"]
Side = Literal["above", "below", "beside", ""]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a chart: what it is, the text beside it, and how it looks.

    `bound` is the comparator of a number (`>=` …), `side` where its text stands. `exact` is the
    number itself where the mark stands at the edge of the scale instead.
    """

    value: Decimal
    name: str
    text: str
    look: Look
    series: str
    bound: str = ""
    side: Side = ""
    exact: Decimal | None = None

    @property
    def number(self) -> Decimal:
        """The number that the mark stands for."""
        return self.value if self.exact is None else self.exact


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a chart: its heading, a remark at the right of it, and its marks.

    `year` is where it lies in time: the end of a year at its number, other days between those.
    """

    heading: str
    marks: tuple[Mark, ...]
    note: str = ""
    year: float = 0


@dataclass(frozen=True, eq=False)
class Chart:
    """What a chart says. `ticks` are the texts of the scale’s ticks; `columns` head a matrix.

    `path` is the year and the value from which the straight way to a target begins. Charts are
    compared by identity.
    """

    kind: str
    title: str
    description: str
    rows: tuple[Row, ...]
    scale: Scale
    ticks: tuple[str, ...]
    columns: tuple[str, ...] = ()
    path: tuple[float, Decimal] | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, row by row."""
        return tuple(mark for row in self.rows for mark in row.marks)
