"""Figures → Vega-Lite for other newsrooms: real fields on real scales, whole, with its data."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from builder.charts.chart import REST, Chart, Mark
from builder.charts.figures import Figure
from builder.charts.frames import LOOK_LISTS, LOOKS, SMALL, Datum, Frame
from builder.charts.gaps import ROWS, filled
from builder.charts.rendering import Drawings
from builder.charts.scale import wrapped
from builder.site.look import LINES, MARKS, Palette
from builder.site.site import Edition

_PIXELS = ("across", "down", "panel")
"""Fields that only the drawings of pages need."""


def vega_lite(figure: Figure, drawings: Drawings, edition: Edition) -> Datum:
    """The chart as Vega-Lite in the light colours; `usermeta` names these for who changes them,
    and says how lines look that readers choose, and by what their numbers are multiplied.
    """
    palette = edition.site.palette
    gaps = {
        **palette,
        **_words(figure, edition),
        **_scales(figure),
        **_looks(figure, palette),
    }
    spec: Datum = filled(drawings.of(figure.specification), gaps)
    spec["datasets"] = {ROWS: _rows(figure.written["wide"])}
    spec["usermeta"] = {"palette": dict(palette)}
    if figure.choice:
        lines = [[palette[line.colour], [*line.dash]] for line in LINES]
        spec["usermeta"] |= {"lines": lines, "factor": float(figure.chart.factor)}
    return spec


def _words(figure: Figure, edition: Edition) -> Datum:
    conventions = edition.conventions
    return {
        "title": figure.chart.title,
        "subtitle": [*wrapped(figure.credit, SMALL, figure.written["wide"].across)],
        "description": figure.chart.description,
        "unit": figure.unit,
        "locale": {
            "decimal": conventions.point,
            "thousands": conventions.group,
            "grouping": [*conventions.grouping],
            "currency": ["", ""],
        },
    }


def _scales(figure: Figure) -> Datum:
    """The ends of scales and their ticks, as an axis of its own shows them."""
    chart, frame = figure.chart, figure.written["wide"]
    factor = "" if chart.factor == 1 else f" * {chart.factor:f}"
    label = f"format(datum.value{factor}, ',')"
    ticks = [float(tick) for tick in chart.scale.ticks]
    size = {"width": _span(frame.x), "height": _height(frame), "cell": frame.scales.get("cell")}
    more = {"x.label": label, "y.label": label, "value.domain": frame.scales.get("value_domain")}
    if chart.form not in ("course", "panels"):
        across = [*chart.columns] or frame.x_domain
        return size | more | {"x.domain": across, "x.ticks": ticks, "y.domain": _headings(chart)}
    return {
        **size,
        **more,
        "x.domain": [_day(day) for day in frame.days],
        "x.ticks": [_day(tick) for tick in frame.ticks],
        "x.format": _format(chart),
        "y.domain": frame.y_domain,
        "y.ticks": ticks,
    }


def _height(frame: Frame) -> float:
    """The pixels of the scale upwards; rows of a swarm are all as high as the highest must be."""
    return _span(frame.y) if frame.chart.form != "swarm" else len(frame.chart.rows) * _swarm(frame)


def _swarm(frame: Frame) -> float:
    """The pixels of a row of a swarm."""
    return float(2 * max(abs(row["apart"]) for row in frame.rows) + 18)


def _span(ends: tuple[float, float]) -> float:
    return round(abs(ends[1] - ends[0]), 2)


def _day(day: date) -> Datum:
    """A day as Vega-Lite writes it."""
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _format(chart: Chart) -> str:
    """How the axis names days, as D3 writes formats: by years where all periods end with one."""
    ends = {mark.date + timedelta(1) for mark in chart.marks}
    if all((end.month, end.day) == (1, 1) for end in ends):
        return "%Y"
    return "%Y-%m" if all(end.day == 1 for end in ends) else "%Y-%m-%d"


def _headings(chart: Chart) -> list[str]:
    """A name for every row; of equal ones the later are numbered."""
    names: list[str] = []
    for row in chart.rows:
        count = sum(name == row.heading for name in names)
        names.append(f"{row.heading} ({count + 1})" if count else row.heading)
    return names


def _looks(figure: Figure, palette: Palette) -> Datum:
    """How marks and lines look, and what legends say of them."""
    chart = figure.chart
    words = {mark.look: mark.series or figure.unit for mark in chart.marks}
    named = [*zip(_headings(chart), chart.rows, strict=True)]
    lines = {row.heading: int(row.line) - 1 for row in chart.rows if row.line.isdecimal()}
    return LOOK_LISTS | {
        "look.legend": [name for name in LOOKS if name in words],
        "look.colours": [palette[MARKS[name].colour] for name in LOOKS],
        "look.label": f"{json.dumps(words, ensure_ascii=False)}[datum.label]",
        "series.domain": [*lines],
        "series.legend": [*lines],
        "panels": [name for name, row in named if row.line == REST],
        "series.colours": [palette[LINES[n].colour] for n in lines.values()],
        "series.dashes": [[*LINES[n].dash] for n in lines.values()],
        "series.label": "datum.label",
    }


def _rows(frame: Frame) -> list[Datum]:
    """The rows with their words: what each number is, and the text beside its mark."""
    series = {row.line: row.heading for row in frame.chart.rows if row.line not in ("", REST)}
    headings = _headings(frame.chart)
    rest = {f"r{n}": heading for n, heading in enumerate(headings)}
    middle = _swarm(frame) / 2 if frame.chart.form == "swarm" else 0
    rows = []
    for number, (datum, mark) in enumerate(zip(frame.rows, frame.marks, strict=True)):
        if datum.get("panel"):  # the whole again
            continue
        row: Datum = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in datum.items()
            if key not in _PIXELS
        }
        if "row" in row:
            row["row"] = headings[row["row"]]
        if "apart" in row:
            row["apart"] += middle
        if "column" in row:
            row["column"] = frame.chart.columns[row["column"]]
        if "series" in row:
            row["series"] = {**series, **rest}[row["series"]]
        rows.append(row | _said(mark) | frame.beside.get(number, {}))
    return rows


def _said(mark: Mark | None) -> Datum:
    """What a mark is, in words."""
    if mark is None:
        return {}
    words: dict[str, Any] = {"name": mark.name, "text": mark.text, "period": mark.period}
    return {key: text for key, text in words.items() if text}
