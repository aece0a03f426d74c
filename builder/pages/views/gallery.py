"""Every kind of chart with invented contents, and with contents that strain it, for the page of components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from builder.make.chart import Chart, Look, Mark, Row, Side
from builder.make.scale import Scale, scale
from builder.pages.edition import Edition
from builder.pages.views.charts import Drawn

_LOOKS: tuple[Look, ...] = ("target", "plain", "other")


def gallery(e: Edition) -> Iterator[Drawn]:
    """The charts by name."""
    long = e.t("style.long")
    strained = {
        "pair": ("83.12", ">=83.88"), "equal": ("45", "45"), "zero": ("0", "0.5"), "negative": ("-1.5", "<=-0.25"),
        "orders": ("0.0001", ">1000000"), "about": ("12", "~15"),
    }  # fmt: skip
    for name, (report, target) in strained.items():
        marks = (_mark(e, report, "reported", "above"), _mark(e, target, "target", "below"))
        yield _drawn(e, "promise", name, (Row("", marks),))
    yield _drawn(
        e, "outcome", "outcome", (Row("", (_mark(e, "9", "missed", "above"), _mark(e, "10", "target", "below"))),)
    )
    yield _drawn(e, "timeline", "one-year", (Row("2020", (_mark(e, "7", "reported", "above"),)),))
    years = [
        Row(str(2015 + n), (_mark(e, value, "reported", "above"),)) for n, value in enumerate(("3", "4.5", "4", "6"))
    ]
    line = _drawn(e, "timeline", "years", (*years, Row("2025", (_mark(e, ">=9", "target", "below"),))))
    yield replace(line, chart=replace(line.chart, path=(2015, Decimal(3))))
    sides = (
        Row(e.t("style.document"), (_mark(e, "40", "reported", "beside"),)),
        Row(long, (_mark(e, "45", "other", "beside"),)),
    )
    yield _drawn(e, "contradiction", "contradiction", sides)
    spread = tuple(
        _mark(e, str(n * n - 20), "met" if n > 4 else "missed", "") for n in range(8) for _ in range(1 + n % 3)
    )
    yield _drawn(e, "scoreboard", "scoreboard", (Row(e.t("style.topic"), spread), Row(long, spread[:3])))
    parts = [tuple(_mark(e, str(n * k), _LOOKS[k - 1], "") for k in (1, 2, 3)) for n in (4, 1)]
    bars = (Row(e.t("style.department"), parts[0], "24"), Row(long, parts[1], "6"))
    yield _drawn(e, "bodies", "bars", bars, zero=True)
    names = (e.t("style.department"), e.t("style.other_department"), long)
    cells = tuple(
        Row(f"{n + 1} {name}", tuple(_mark(e, str((n + k) * (n != k)), "target", "") for k in range(3)))
        for n, name in enumerate(names)
    )
    chart = _drawn(e, "partners", "matrix", cells).chart
    plain = Chart(
        "partners", chart.title, chart.description, cells, Scale(Decimal(0), Decimal(3), ()), (), ("1", "2", "3")
    )
    yield Drawn("sample-matrix", plain, "", e.t("style.document"))


def _mark(e: Edition, value: str, look: Look, side: Side) -> Mark:
    number = value.lstrip("<>=~")
    bound = value.removesuffix(number)
    text = e.t(f"comparator.{bound or 'none'}") + e.number(Decimal(number))
    name = e.t("chart.target" if look == "target" else "chart.reported", period=e.t("period.year", year=2020))
    return Mark(Decimal(number), name, text, look, name, bound, side)


def _drawn(e: Edition, kind: str, name: str, rows: tuple[Row, ...], zero: bool = False) -> Drawn:
    values = [mark.value for row in rows for mark in row.marks]
    if zero:
        values = [sum((mark.value for mark in row.marks), Decimal(0)) for row in rows]
    measure = scale(values, zero=zero)
    ticks = tuple(e.number(tick) for tick in measure.ticks)
    chart = Chart(kind, e.t("style.indicator"), e.t("style.note"), rows, measure, ticks)
    return Drawn(f"sample-{name}", chart, "%", e.t("style.document"))
