"""Altair says what charts are: a function a form, from tidy rows to marks on scales."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from builder.charts.channels import (
    band,
    day,
    look,
    number,
    open_or,
    rows,
    use_theme,
    words,
)
from builder.charts.chart import Form
from builder.charts.gaps import ROWS, gap, list_gap

Layers = Mapping[str, alt.Chart]
"""The layers that charts of a form may have, by name."""

_THIN, _LINE, _STRONG = 1, 1.75, 2.5
"""Pixels across the lines of a course: of the rest, of those with a name, of the headline."""
_POINT = 90
"""Square pixels of a mark."""
_DOT: Any = {"aria": False, "size": 36, "opacity": 1, "strokeWidth": 1.5}
_SPECK: Any = {"size": 12, "opacity": 0.5, "filled": True}
"""A value in a course, and one of the rest."""
_REPORTED = "datum.kind === 'observation'"
_COLUMNS = 4
"""Panels beside one another."""
_TINT = 14
"""Pixels across the side that a floor or ceiling admits."""


def template(form: Form, layers: list[str], drawn: bool) -> dict[str, Any]:
    """The Vega-Lite of charts of a form with these layers, with its gaps."""
    use_theme()
    all_layers = FORMS[form](drawn)
    chosen = {layer: all_layers[layer] for layer in layers}
    whole = alt.layer(*chosen.values())
    if form == "panels" and not drawn:
        whole = _faceted(chosen)
    if drawn:
        whole = whole.properties(
            width=1, height=1, padding=0, autosize=alt.AutoSizeParams(type="none")
        )
    else:
        title = alt.Title("@title", subtitle="@subtitle")
        whole = whole.properties(title=title, description="@description")
    size = {} if drawn else {"width": "@width", "height": "@height"}
    spec = whole.to_dict(validate=False)
    view = spec.get("spec", spec)
    view |= _stated_once(view) | size
    return spec


def _faceted(layers: Layers) -> Any:
    """A facet a series; the whole has its rows from the top, and so stands in every one."""
    for name, layer in layers.items():
        if name != "whole":
            layer.data = alt.Undefined
    header = alt.Header(
        title=None, labelAnchor="start", labelColor=gap("ink"), labelLimit=gap("width")
    )
    facet = alt.Facet("series:N", sort=list_gap("panels"), header=header)
    whole = alt.layer(*layers.values()).facet(facet, columns=_COLUMNS, data=alt.NamedData(ROWS))
    return whole.transform_filter(_REPORTED)


def _stated_once(spec: dict[str, Any]) -> dict[str, Any]:
    """One layer says where a scale ends, one whose marks have one end on it: if all of them did,
    Vega would unite the days that they name and complain.
    """
    encodings = [layer["encoding"] for layer in spec["layer"]]
    for channel in ("x", "y"):
        speaker = next((one for one in encodings if f"{channel}2" not in one), encodings[0])
        for encoding in encodings:
            if encoding is not speaker:
                encoding[channel]["scale"].pop("domain", None)
    return spec


def course(drawn: bool) -> Layers:
    """Values over time: the headline, other series, intervals, targets and the ways to them.

    Rows: `date`, `value`, `series`, `kind` (observation, target, break), `line` (headline, rest or
    the number of a line with a name), `lower`, `upper` (of a break the ends of the scale), `point`,
    `open`; of targets `since`, `start` and `start_value`. A row without a value breaks its line.
    """
    x, y = day("date", drawn), number(alt.Y, "value", drawn)
    interval: Any = {"x": x, "y": number(alt.Y, "lower", drawn), "y2": "upper"}
    breaks = rows("datum.kind === 'break'").mark_rule(**_ink("soft"), strokeDash=[1, 3])
    whiskers = rows(f"{_REPORTED} && isValid(datum.lower)").mark_rule(**_ink("ink"))
    return {
        "breaks": breaks.encode(**interval),
        "whiskers": whiskers.encode(**interval),
        **_headline(x, y, interval),
        **_series(x, y, drawn),
        **_targets(x, y),
        "words": words(x, y),
    }


def _headline(x: Any, y: Any, interval: Any) -> Layers:
    """The line of the whole, strong, with its points and the band of its intervals."""
    data = rows(f"{_REPORTED} && datum.line === 'headline'")
    points = data.transform_filter("datum.point").mark_point(**_DOT, stroke=gap("ink"))
    return {
        "band": data.mark_area(**_ink("ink"), opacity=0.15).encode(**interval),
        "line": data.mark_line(**_ink("ink"), strokeWidth=_STRONG).encode(x=x, y=y),
        "points": points.encode(x=x, y=y, fill=open_or(alt.value(gap("ink")))),
    }


def _series(x: Any, y: Any, drawn: bool) -> Layers:
    """The lines of other series: those with a name in colours and dashes, the rest in grey."""
    named = rows(f"{_REPORTED} && isNumber(datum.line)")
    rest = rows(f"{_REPORTED} && datum.line === 'rest'")
    colour, fill = (look(channel, "series", "colours", drawn) for channel in (alt.Stroke, alt.Fill))
    dashes = look(alt.StrokeDash, "series", "dashes", drawn)
    lines = named.mark_line(aria=False, strokeWidth=_LINE)
    grey = rest.mark_line(**_ink("soft"), strokeWidth=_THIN, opacity=0.5)
    dots = named.transform_filter("datum.point").mark_point(**_DOT)
    specks = rest.transform_filter("datum.point").mark_point(**_ink("soft"), **_SPECK)
    return {
        "lines": lines.encode(x=x, y=y, stroke=colour, strokeDash=dashes),
        "line_points": dots.encode(x=x, y=y, stroke=colour, fill=open_or(fill)),
        "rest": grey.encode(x=x, y=y, detail="series:N"),
        "rest_points": specks.encode(x=x, y=y),
    }


def _targets(x: Any, y: Any) -> Layers:
    """Targets, the lines of floors and ceilings, and the straight ways to the others."""
    data, accent = rows("datum.kind === 'target'"), _ink("accent")
    bounds = data.transform_filter("isValid(datum.since)").mark_rule(**accent)
    ways = data.transform_filter("isValid(datum.start)").mark_rule(**accent, strokeDash=[4, 3])
    marks = data.mark_point(**_DOT | {"size": _POINT}, stroke=gap("accent"), shape="diamond")
    return {
        "bounds": bounds.encode(x=x, x2="since", y=y),
        "ways": ways.encode(x=x, y=y, x2="start", y2="start_value"),
        "targets": marks.encode(x=x, y=y, fill=open_or(alt.value(gap("accent")))),
    }


def panels(drawn: bool) -> Layers:
    """A line a series, each in a panel of its own, with the whole in grey for comparison.

    Rows: `date`, `value`, `series`, `kind` (observation, whole), `point`, `open`. On pages marks
    stand at the pixels `across` and `down`, as Vega-Lite knows no offsets on such scales, and the
    whole is repeated for each `panel`. Without a scale, lines would have no gaps.
    """
    x, y = day("date", drawn), number(alt.Y, "value", drawn)
    if drawn:
        same = alt.Scale(domain=[0, 1], range=[0, 1], nice=False, zero=False)
        x = alt.X("across:Q", scale=same, axis=None)
        y = alt.Y("down:Q", scale=same, axis=None)
    data = rows(_REPORTED)
    dot = data.transform_filter("datum.point").mark_point(**_DOT, stroke=gap("ink"))
    grey = rows("datum.kind === 'whole'").mark_line(**_ink("soft"), strokeWidth=_THIN, opacity=0.6)
    return {
        "whole": grey.encode(x=x, y=y, detail="panel:N") if drawn else grey.encode(x=x, y=y),
        "line": data.mark_line(**_ink("ink"), strokeWidth=_LINE).encode(
            x=x, y=y, detail="series:N"
        ),
        "points": dot.encode(x=x, y=y, fill=open_or(alt.value(gap("ink")))),
        "words": words(x, y),
    }


def dots(drawn: bool) -> Layers:
    """Values on a line a row, joined; the side that a floor or ceiling admits is tinted.

    Rows: `row`, `value`, `look`, `open`, and `edge`, the end of the scale that a bound admits.
    """
    x, y = number(alt.X, "value", drawn), band(alt.Y, "row", drawn)
    tint: Any = {"aria": False, "color": gap("mark"), "strokeWidth": _TINT}
    ends: Any = {"x": number(alt.X, "min(value)", drawn), "x2": "max(value)"}
    return {
        "tints": rows("isValid(datum.edge)").mark_rule(**tint).encode(x=x, x2="edge", y=y),
        "spans": rows().mark_rule(aria=False, color=gap("ink")).encode(y=y, **ends),
        "marks": _marks(drawn).encode(x=x, y=y),
        "words": words(x, y),
    }


def swarm(drawn: bool) -> Layers:
    """A mark a value on a line a row; those that would cover one another stand apart.

    Rows: `row`, `value`, `look`, `open`, and `apart`, pixels from the top of the row. On pages
    rows are as high as they must be, so that a mark stands at the pixel `down`.
    """
    x = number(alt.X, "value", drawn)
    if drawn:
        return {"marks": _marks(drawn).encode(x=x, y=alt.Y("down:Q", scale=None, axis=None))}
    y, apart = band(alt.Y, "row", drawn), alt.YOffset("apart:Q", scale=None)
    return {"marks": _marks(drawn).encode(x=x, y=y, yOffset=apart)}


def bars(drawn: bool) -> Layers:
    """A bar a row from zero, of one part a look: parts differ in height as in colour.

    Rows: `row`, `value`, `look`, `height`, and `part`, the place of the part in its bar.
    """
    bar = (
        rows()
        .mark_bar(aria=False)
        .encode(
            x=number(alt.X, "value", drawn, stack="zero"),
            y=band(alt.Y, "row", drawn),
            fill=look(alt.Fill, "look", "colours", drawn),
            size=alt.Size("height:Q", scale=None, legend=None),
            order="part:Q",
        )
    )
    return {"bars": bar}


def matrix(drawn: bool) -> Layers:
    """A square a pair, the darker the larger its value. Rows: `row`, `column`, `value`."""
    strength = alt.Scale(domain=gap("value.domain"), range=[0.12, 0.45])
    x, y = band(alt.X, "column", drawn), band(alt.Y, "row", drawn)
    square = (
        rows()
        .mark_rect(aria=False, color=gap("accent"), height=gap("cell"))
        .encode(x=x, y=y, fillOpacity=alt.FillOpacity("value:Q", scale=strength, legend=None))
    )
    return {"squares": square, "words": words(x, y)}


def _ink(name: str) -> Any:
    return {"aria": False, "color": gap(name)}


def _marks(drawn: bool) -> Any:
    return (
        rows()
        .mark_point(aria=False, size=_POINT, strokeWidth=2, opacity=1)
        .encode(
            shape=look(alt.Shape, "look", "shapes", drawn),
            stroke=look(alt.Stroke, "look", "colours", drawn),
            fill=open_or(look(alt.Fill, "look", "colours", drawn)),
        )
    )


FORMS: Mapping[Form, Callable[[bool], Layers]] = {
    "course": course,
    "panels": panels,
    "dots": dots,
    "swarm": swarm,
    "bars": bars,
    "matrix": matrix,
}
"""The function of each form."""
