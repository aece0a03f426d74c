"""Altair says what charts look like, vl-convert draws them: the only module that loads either, when
it draws.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from xml.etree import ElementTree

from builder.charts.layouts import SETS, coloured, colours_of, plain

_LONG = re.compile(r"-?\d+\.\d{3,}")


class RenderError(ValueError):
    """What cannot be drawn: a chart without all of its marks, or an SVG that is none."""


def rendered(kind: str, content: Any) -> str:
    """The result of a job (`RenderJob`) of a kind. Raises `RenderError` for what cannot be
    drawn.
    """
    import vl_convert

    if kind == "marks":
        return _marks(content)
    if kind == "png":
        svg, scale = content
        try:
            return base64.b64encode(vl_convert.svg_to_png(svg, scale=scale)).decode()
        except (RuntimeError, ValueError) as error:
            raise RenderError(str(error).partition("\n")[0]) from error
    if kind == "specification":
        return json.dumps(_template(content), sort_keys=True)
    return str(vl_convert.javascript_bundle("export default vegaEmbed;"))


def _marks(sheet: dict[str, Any]) -> str:
    """The marks of a sheet as groups of SVG, a group a layer; colours are custom properties."""
    import vl_convert

    data = sheet["data"]
    spec = json.loads(_vega(sheet["vertical"]))
    spec |= {"width": sheet["across"], "height": sheet["down"]}
    for signal in spec["signals"]:
        signal["value"] = sheet["signals"].get(signal["name"], signal.get("value"))
    names = sorted({name for rows in data.values() for row in rows for name in colours_of(row)})
    colours = {name: f"#{n:06x}" for n, name in enumerate(names, 1)}
    for one in spec["data"]:
        if one["name"] in SETS:
            one["values"] = [coloured(row, colours) for row in data[one["name"]]]
    groups = _groups(str(vl_convert.vega_to_svg(spec)))
    if [len(group) for group in groups] != [len(data[name]) for name in SETS]:
        raise RenderError("marks are missing")
    return "".join(
        _cleaned(group, {colour: f"var(--{name})" for name, colour in colours.items()})
        for group in groups
    )


def _groups(svg: str) -> list[ElementTree.Element]:
    """The marks of each layer, without what is around them."""
    whole = ElementTree.fromstring(svg)  # noqa: S314 (drawn a moment ago, by us)
    groups = {}
    for group in whole.iter("{http://www.w3.org/2000/svg}g"):
        if number := re.search(r"layer_(\d+)_marks", group.get("class", "")):
            groups[int(number[1])] = group
    return [groups[n] for n in sorted(groups)]


def _cleaned(group: ElementTree.Element, colours: Mapping[str, str]) -> str:
    parts = []
    for mark in group:
        tag = mark.tag.rpartition("}")[2]
        kept = {
            k: v
            for k, v in mark.attrib.items()
            if not k.startswith(("aria", "role", "font-family", "pointer"))
        }
        kept = {
            k: v
            for k, v in kept.items()
            if (k, v) not in (("opacity", "1"), ("text-anchor", "start"))
        }
        written = "".join(f' {k}="{colours.get(v, _LONG.sub(_short, v))}"' for k, v in kept.items())
        parts.append(f"<{tag}{written}>{mark.text}</{tag}>" if mark.text else f"<{tag}{written}/>")
    return f'<g fill="none">{"".join(parts)}</g>' if parts else ""


def _short(match: re.Match[str]) -> str:
    return plain(float(match[0]))


@cache
def _vega(vertical: bool) -> str:
    """The specification compiled; data, size and scale are filled in a chart at a time."""
    import vl_convert

    spec = _template(vertical) | {
        "params": [{"name": n, "value": 0} for n in ("low", "high", "start", "end")]
    }
    spec["params"].append({"name": "hidden", "value": []})
    return json.dumps(vl_convert.vegalite_to_vega(spec | {"datasets": {name: [] for name in SETS}}))


@cache
def _template(vertical: bool) -> dict[str, Any]:
    """The one specification: six layers of named data.

    Their scale is `x` or, in a vertical layout, `y`.
    """
    import altair as alt

    chart = alt.layer(*_layers(vertical))
    whole = chart.properties(padding=0, autosize=alt.AutoSizeParams(type="none"))
    view = alt.ViewConfig(stroke=None)
    return dict(whole.configure(view=view, background="transparent").to_dict(validate=False))


def _layers(vertical: bool) -> Iterator[Any]:
    """The layers in the order of `SETS`; what lies on the scale is given in its own numbers."""
    import altair as alt

    scale = alt.Scale(
        domainMin=alt.expr("low"),
        domainMax=alt.expr("high"),
        rangeMin=alt.expr("start"),
        rangeMax=alt.expr("end"),
        nice=False,
        zero=False,
    )
    number: Any = {"type": "quantitative", "axis": None}
    as_is: Any = {"type": "nominal", "scale": None, "legend": None}
    x = alt.X("x", scale=None if vertical else scale, **number)
    y = alt.Y("y", scale=scale if vertical else None, **number)
    stroke, fill = alt.Stroke("stroke", **as_is), alt.Fill("fill", **as_is)
    label, shape = alt.Description("label", type="nominal"), alt.Shape("shape", **as_is)
    opacity = alt.Opacity("opacity", type="quantitative", scale=None, legend=None)
    ends: Any = {"x2": "x2", "y2": "y2"}
    words: Any = {
        "aria": False,
        "align": alt.expr("datum.align"),
        "baseline": "alphabetic",
        "fontSize": alt.expr("datum.size"),
    }
    grid, rects, rules, dashes, points, texts = (
        alt.Chart(alt.NamedData(name=name)).transform_filter("indexof(hidden, datum.series) < 0")
        for name in SETS
    )
    yield grid.mark_rule(aria=False).encode(x=x, y=y, stroke=stroke, **ends)
    yield rects.mark_rect().encode(x=x, y=y, fill=fill, opacity=opacity, description=label, **ends)
    yield rules.mark_rule(aria=False).encode(x=x, y=y, stroke=stroke, **ends)
    dashed = dashes.mark_rule(strokeDash=[4, 3], aria=False)
    yield dashed.encode(x=x, y=y, stroke=stroke, **ends)
    marks = points.mark_point(size=90, strokeWidth=2, opacity=1)
    yield marks.encode(x=x, y=y, shape=shape, fill=fill, stroke=stroke, description=label)
    yield texts.mark_text(**words).encode(
        x=alt.X("x", scale=None, **number),
        y=alt.Y("y", scale=None, **number),
        text=alt.Text("text", type="nominal"),
        fill=fill,
    )
