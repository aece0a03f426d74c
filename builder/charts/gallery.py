"""Every kind of chart with invented contents, and with contents that strain it, for the page of
components.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builder.charts.chart import HEADLINE, REST, Chart, Look, Mark, Row, Side
from builder.charts.figures import Figure
from builder.charts.scale import Scale, scale
from builder.site.sentences import credit
from builder.site.site import Edition

_LOOKS: tuple[Look, ...] = ("target", "plain", "other")


def gallery(edition: Edition) -> Iterator[Figure]:
    """The charts by name."""
    yield from _tracks(edition)
    yield from _courses(edition)
    document, long = edition.t("style.document"), edition.t("style.long")
    sides = (
        Row(document, (_mark(edition, "40", "reported", "beside"),)),
        Row(long, (_mark(edition, "45", "other", "beside"),)),
    )
    yield _figure(edition, "disagreement", "contradiction", sides)
    spread = tuple(
        _mark(edition, str(n * n - 20), "met" if n > 4 else "missed", "")
        for n in range(8)
        for _ in range(1 + n % 3)
    )
    swarm = (Row(edition.t("style.topic"), spread), Row(long, spread[:3]))
    yield _figure(edition, "scoreboard", "scoreboard", swarm)
    parts = [
        tuple(_mark(edition, str(n * k), _LOOKS[k - 1], "") for k in (1, 2, 3)) for n in (4, 1)
    ]
    bars = (Row(edition.t("style.department"), parts[0], "24"), Row(long, parts[1], "6"))
    yield _figure(edition, "bodies", "bars", bars, zero=True)
    yield _matrix(edition)


def _tracks(edition: Edition) -> Iterator[Figure]:
    """From report to target: usual, equal, from zero, below zero, far apart, about."""
    pairs = {
        "pair": ("83.12", ">=83.88"),
        "equal": ("45", "45"),
        "zero": ("0", "0.5"),
        "negative": ("-1.5", "<=-0.25"),
        "orders": ("0.0001", ">1000000"),
        "about": ("12", "~15"),
    }
    for name, (report, target) in pairs.items():
        marks = (
            _mark(edition, report, "reported", "above"),
            _mark(edition, target, "target", "below"),
        )
        yield _figure(edition, "promise", name, (Row("", marks),))
    missed = (_mark(edition, "9", "missed", "above"), _mark(edition, "10", "target", "below"))
    yield _figure(edition, "outcome", "outcome", (Row("", missed),))


def _courses(edition: Edition) -> Iterator[Figure]:
    """Over time: a single year, and several with a gap, a new method and the way to a target."""
    one = Row("", (_dated(edition, 2020, "7"),), line=HEADLINE)
    yield _figure(edition, "course", "one-year", (one,))
    marks = [
        _dated(edition, 2015 + n, value) for n, value in enumerate(("3", "4.5", "4", "6", "6.5"))
    ]
    line = Row(
        "", (*marks[:2], replace(marks[2], broken=True, joined=False), *marks[3:]), line=HEADLINE
    )
    aim = replace(
        _dated(edition, 2025, ">=9"), look="target", start=(date(2019, 12, 31), Decimal("6.5"))
    )
    yield _figure(edition, "course", "years", (line, Row("", (aim,))))
    yield _panels(edition)


def _panels(edition: Edition) -> Figure:
    """Nine series over time, one of them with a gap and a long name, and the whole."""
    rows = [_line(edition, "", range(9, 15), HEADLINE)]
    topic, long = edition.t("style.topic"), edition.t("style.long")
    for n in range(9):
        heading = long if n == 1 else f"{topic} {n + 1}"
        rows.append(_line(edition, heading, (20 - 2 * n + n * k % 5 for k in range(6)), REST))
    gap = [replace(mark, joined=k not in (0, 3)) for k, mark in enumerate(rows[2].marks)]
    rows[2] = replace(rows[2], marks=tuple(gap))
    return _figure(edition, "panels", "panels", tuple(rows))


def _line(edition: Edition, heading: str, values: Iterable[int], line: str) -> Row:
    """Values of successive years, of which a series other than the whole has the last written."""
    marks = [_dated(edition, 2015 + k, str(value)) for k, value in enumerate(values)]
    marks = [replace(mark, rank=0, joined=k > 0) for k, mark in enumerate(marks)]
    if line != HEADLINE:
        marks[-1] = replace(marks[-1], rank=1)
    return Row(heading, tuple(marks), line=line)


def _dated(edition: Edition, year: int, value: str) -> Mark:
    """A value of a year."""
    mark = _mark(edition, value, "reported", "")
    return replace(mark, period=str(year), date=date(year, 12, 31), rank=1)


def _matrix(edition: Edition) -> Figure:
    """Who works with whom."""
    keys = ("style.department", "style.other_department", "style.long")
    rows = tuple(
        Row(
            f"{n + 1} {edition.t(key)}",
            tuple(_mark(edition, str((n + k) * (n != k)), "target", "") for k in range(3)),
        )
        for n, key in enumerate(keys)
    )
    figure = _figure(edition, "partners", "matrix", rows)
    span = Scale(Decimal(0), Decimal(3), ())
    chart = replace(figure.chart, scale=span, ticks=(), columns=("1", "2", "3"))
    return replace(figure, chart=chart, unit="")


def _mark(edition: Edition, value: str, look: Look, side: Side) -> Mark:
    number = value.lstrip("<>=~")
    bound = value.removesuffix(number)
    text = edition.t(f"comparator.{bound or 'none'}") + edition.number(Decimal(number))
    name = edition.t(
        "chart.target" if look == "target" else "chart.reported",
        period=edition.t("period.year", year=2020),
    )
    return Mark(Decimal(number), name, text, look, name, bound, side)


def _figure(
    edition: Edition, kind: str, name: str, rows: tuple[Row, ...], zero: bool = False
) -> Figure:
    values = [mark.value for row in rows for mark in row.marks]
    if zero:
        values = [sum((mark.value for mark in row.marks), Decimal(0)) for row in rows]
    measure = scale(values, zero=zero)
    ticks = tuple(edition.number(tick) for tick in measure.ticks)
    chart = Chart(kind, edition.t("style.indicator"), edition.t("style.note"), rows, measure, ticks)
    days = sorted({mark.date for mark in chart.marks})
    chart = replace(chart, calendar=(tuple((day, str(day.year)) for day in days),))
    return Figure(f"sample-{name}", chart, "%", credit(edition, edition.t("style.document")))
