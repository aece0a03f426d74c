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
from builder.charts.gaps import gap

Layers = Mapping[str, alt.Chart]
"""The layers that charts of a form have, by name, from the hindmost to the foremost."""

_THIN, _LINE, _STRONG = 1, 1.75, 2.5
"""Pixels across the lines of a course: of the rest, of those with a name, of the headline."""
_SPECK, _DOT, _POINT = 12, 36, 90
"""Square pixels of a value of the rest, of another value in a course, and of a mark on a row."""
_TINT = 14
"""Pixels across the side that a floor or ceiling admits."""


def template(form: Form, layers: list[str], drawn: bool) -> dict[str, Any]:
    """The Vega-Lite of charts of a form with these layers, with its gaps."""
    use_theme()
    all_layers = FORMS[form](drawn)
    whole = alt.layer(*(all_layers[layer] for layer in layers))
    if drawn:
        whole = whole.properties(
            width=1, height=1, padding=0, autosize=alt.AutoSizeParams(type="none")
        )
    else:
        title = alt.Title("@title", subtitle="@subtitle")
        whole = whole.properties(title=title, description="@description")
    return dict(whole.to_dict(validate=False))


def course(drawn: bool) -> Layers:
    """Values over time: the headline, other series, intervals, targets and the ways to them.

    Rows: `date`, `value`, `series`, `kind` (observation, target, break), `line` (headline, rest or
    the number of a line with a name), `lower`, `upper` (of a break the ends of the
    scale), `point`, `open`; of targets `since`, `start` and `start_value`. A row without a value
    breaks its line.
    """
    x, y = day("date", drawn), number(alt.Y, "value", drawn)
    interval = {"x": x, "y": number(alt.Y, "lower", drawn), "y2": "upper"}
    reported = "datum.kind === 'observation' && "
    headline, rest = (
        rows(f"{reported}datum.line === 'headline'"),
        rows(f"{reported}datum.line === 'rest'"),
    )
    named = rows(f"{reported}isNumber(datum.line)")
    targets = rows("datum.kind === 'target'")
    stroke = look(alt.Stroke, "series", "colours", drawn)
    ink, soft, accent = ({"aria": False, "color": gap(name)} for name in ("ink", "soft", "accent"))
    dot: Any = {"aria": False, "opacity": 1, "strokeWidth": 1.5}
    return {
        "band": headline.mark_area(**ink, opacity=0.15).encode(**interval),
        "breaks": rows("datum.kind === 'break'")
        .mark_rule(**soft, strokeDash=[1, 3])
        .encode(**interval),
        "bounds": targets.mark_rule(**accent).encode(x=x, x2="since", y=y),
        "ways": targets.mark_rule(**accent, strokeDash=[4, 3]).encode(
            x=x, y=y, x2="start", y2="start_value"
        ),
        "rest": rest.mark_line(**soft, strokeWidth=_THIN, opacity=0.5).encode(
            x=x, y=y, detail="series:N"
        ),
        "lines": named.mark_line(aria=False, strokeWidth=_LINE).encode(
            x=x, y=y, stroke=stroke, strokeDash=look(alt.StrokeDash, "series", "dashes", drawn)
        ),
        "whiskers": rows(f"{reported}isValid(datum.lower)")
        .mark_rule(**ink, strokeWidth=_THIN)
        .encode(**interval),
        "line": headline.mark_line(**ink, strokeWidth=_STRONG).encode(x=x, y=y),
        "rest_points": rest.transform_filter("datum.point")
        .mark_point(**soft, filled=True, size=_SPECK, opacity=0.5)
        .encode(x=x, y=y),
        "line_points": named.transform_filter("datum.point")
        .mark_point(**dot, size=_DOT)
        .encode(x=x, y=y, stroke=stroke, fill=open_or(look(alt.Fill, "series", "colours", True))),
        "points": headline.transform_filter("datum.point")
        .mark_point(**dot, size=_DOT, stroke=gap("ink"))
        .encode(x=x, y=y, fill=open_or(alt.value(gap("ink")))),
        "targets": targets.mark_point(
            **dot, size=_POINT, stroke=gap("accent"), shape="diamond"
        ).encode(x=x, y=y, fill=open_or(alt.value(gap("accent")))),
        "words": words(x, y),
    }


def dots(drawn: bool) -> Layers:
    """Values on a line a row, joined; the side that a floor or ceiling admits is tinted.

    Rows: `row`, `value`, `look`, `open`, and `edge`, the end of the scale that a bound admits.
    """
    x, y = number(alt.X, "value", drawn), band(alt.Y, "row", drawn)
    tint: Any = {"aria": False, "color": gap("mark"), "strokeWidth": _TINT}
    ends = {"x": number(alt.X, "min(value)", drawn), "x2": "max(value)"}
    return {
        "tints": rows("isValid(datum.edge)").mark_rule(**tint).encode(x=x, x2="edge", y=y),
        "spans": rows().mark_rule(aria=False, color=gap("ink")).encode(y=y, **ends),
        "marks": _marks(drawn).encode(x=x, y=y),
        "words": words(x, y),
    }


def swarm(drawn: bool) -> Layers:
    """A mark a value on a line a row; those that would cover one another stand apart.

    Rows: `row`, `value`, `look`, `open`, and `apart`, pixels from the middle of the row. On pages
    rows are as high as they must be, so that a mark stands at the pixel `down`.
    """
    x = number(alt.X, "value", drawn)
    if drawn:
        return {"marks": _marks(drawn).encode(x=x, y=alt.Y("down:Q", scale=None, axis=None))}
    y, apart = band(alt.Y, "row", drawn), alt.YOffset("apart:Q", scale=None)
    return {"marks": _marks(drawn).encode(x=x, y=y, yOffset=apart)}


def bars(drawn: bool) -> Layers:
    """A bar a row from zero, of one part a look: parts differ in height as in colour.

    Rows: `row`, `value`, `look`, and `part`, the place of the part in its bar.
    """
    bar = (
        rows()
        .mark_bar(aria=False)
        .encode(
            x=number(alt.X, "value", drawn, stack="zero"),
            y=band(alt.Y, "row", drawn),
            fill=look(alt.Fill, "look", "colours", drawn),
            size=look(alt.Size, "look", "heights", drawn),
            order="part:Q",
        )
    )
    return {"bars": bar}


def matrix(drawn: bool) -> Layers:
    """A square a pair, the darker the larger its value. Rows: `row`, `column`, `value`."""
    strength = alt.Scale(domain=gap("value.domain"), range=[0.12, 0.45])
    square = (
        rows()
        .mark_rect(aria=False, color=gap("accent"), height=gap("cell"))
        .encode(
            x=band(alt.X, "column", drawn),
            y=band(alt.Y, "row", drawn),
            fillOpacity=alt.FillOpacity("value:Q", scale=strength, legend=None),
        )
    )
    return {"squares": square}


def _marks(drawn: bool) -> alt.Chart:
    return (
        rows()
        .mark_point(aria=False, size=_POINT, strokeWidth=2, opacity=1)
        .encode(
            shape=look(alt.Shape, "look", "shapes", drawn),
            stroke=look(alt.Stroke, "look", "colours", drawn),
            fill=open_or(look(alt.Fill, "look", "colours", True)),
        )
    )


FORMS: Mapping[Form, Callable[[bool], Layers]] = {
    "course": course,
    "dots": dots,
    "swarm": swarm,
    "bars": bars,
    "matrix": matrix,
}
"""The function of each form."""
