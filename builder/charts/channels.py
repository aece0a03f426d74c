"""What all forms of charts are built from in Altair: gaps, scales with their axes, and the theme.

A chart that is `drawn` for pages has neither axes nor words: pages write those themselves.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from builder.charts.gaps import ROWS, gap, list_gap


def rows(condition: str = "") -> alt.Chart:
    """The rows of a chart, or those of them for which a condition holds."""
    data = alt.Chart(alt.NamedData(name=ROWS))
    return data.transform_filter(condition) if condition else data


def number(channel: type[Any], field: str, drawn: bool, **more: Any) -> Any:
    """A number on the linear scale of its frame, along `alt.X` or `alt.Y`."""
    name = _name(channel)
    scale = alt.Scale(domain=gap(f"{name}.domain"), nice=False, zero=False, **_range(name, drawn))
    axis = alt.Axis(values=gap(f"{name}.ticks"), labelExpr=f"@{name}.label", title="@unit")
    return channel(f"{field}:Q", scale=scale, axis=None if drawn else axis, **more)


def day(field: str, drawn: bool) -> alt.X:
    """A day on the scale of its frame, on which every year has its own number of days."""
    scale = alt.Scale(type="utc", domain=gap("x.domain"), nice=False, **_range("x", drawn))
    axis = alt.Axis(values=gap("x.ticks"), format="@x.format", title=None, grid=False)
    return alt.X(f"{field}:T", scale=scale, axis=None if drawn else axis)


def band(channel: type[Any], field: str, drawn: bool) -> Any:
    """A row or column, in the order of its frame."""
    name = _name(channel)
    scale = alt.Scale(type="band", domain=gap(f"{name}.domain"), padding=0, **_range(name, drawn))
    axis = alt.Axis(title=None, grid=False, labelLimit=240, labelAngle=0)
    return channel(f"{field}:N", sort=None, scale=scale, axis=None if drawn else axis)


def look(channel: type[Any], field: str, what: str, drawn: bool) -> Any:
    """What tells marks apart, from the lists of their frame; its legend says what it means."""
    scale = alt.Scale(
        type="ordinal", domain=gap(f"{field}.domain"), range=list_gap(f"{field}.{what}")
    )
    legend = alt.Legend(
        title=None, values=gap(f"{field}.legend"), labelExpr=f"@{field}.label", symbolSize=120
    )
    return channel(f"{field}:N", scale=scale, legend=None if drawn else legend)


def open_or(otherwise: Any) -> Any:
    """Filled with paper where a mark is open, else as its value or its channel says."""
    return alt.condition("datum.open", alt.value(gap("paper")), otherwise)


def words(x: Any, y: Any) -> Any:
    """The words beside marks: `label`, at `dx` and `dy` pixels from the mark, to its `align`."""
    text = rows("isValid(datum.label)").mark_text(
        aria=False,
        align=alt.expr("datum.align"),
        dx=alt.expr("datum.dx"),
        dy=alt.expr("datum.dy"),
        baseline="alphabetic",
    )
    return text.encode(x=x, y=y, text="label:N")


def _name(channel: type[Any]) -> str:
    return "x" if channel is alt.X else "y"


def _range(name: str, drawn: bool) -> dict[str, Any]:
    return {"range": list_gap(f"{name}.range")} if drawn else {}


@cache
def use_theme() -> None:
    """Register and enable the theme: calm axes without frames, colours and numbers of the site."""
    alt.theme.register("openplan", enable=True)(_theme)


def _theme() -> Any:
    soft = {"titleColor": "@soft", "titleFontWeight": "normal"}
    axis = {"domain": False, "ticks": False, "gridColor": "@line", "labelColor": "@soft"}
    value_title = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -10}
    config = {
        "background": "@paper",
        "font": "sans-serif",
        "locale": {"number": gap("locale")},
        "view": {"stroke": None},
        "axis": axis | soft,
        "axisY": value_title,
        "legend": soft | {"orient": "bottom", "labelColor": "@ink", "labelLimit": 240},
        "text": {"color": "@ink", "baseline": "middle"},
        "title": {
            "anchor": "start",
            "color": "@ink",
            "subtitleColor": "@soft",
            "fontSize": 16,
            "fontWeight": "normal",
        },
    }
    return {"config": config}
