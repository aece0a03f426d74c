"""Many charts with the same layers drawn in one view of Vega, a group a chart: each costs a tenth
of a view. The only module that loads vl-convert, in the processes that draw.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

from builder.charts.chart import Form
from builder.charts.frames import LOOK_LISTS, LOOKS
from builder.charts.gaps import ROWS, filled
from builder.site.look import COLOURS, LINES, MARKS

Sheet = Mapping[str, Any]
"""What is to be drawn of a chart: its `form`, `layers`, `frame` and `rows`."""

_SVG = "{http://www.w3.org/2000/svg}"
_CODES = {name: f"#{number:06x}" for number, name in enumerate(COLOURS, 1)}
"""A colour that stands for each name while Vega draws."""
_NAMES = {code: f"var(--{name})" for name, code in _CODES.items()}
_LONG = re.compile(r"-?\d+\.\d{3,}")
_CORNER = re.compile(r"[ML]")
_PATHS = {"line": 1, "lines": 1, "rest": 1, "whole": 1, "band": 2}
"""Layers whose marks are corners of paths, and how many corners each value has there."""
_DROPPED = ("aria", "role", "pointer", "class")
_USUAL = {("opacity", "1"), ("stroke-dasharray", "1,0"), ("fill", "none")}


class RenderError(ValueError):
    """What cannot be drawn: a chart without all of its marks, or an SVG that is none."""


def template_text(content: Any) -> str:
    """The Vega-Lite of charts of a form with some layers, with its gaps, as JSON."""
    from builder.charts.kinds import template

    form, layers = content
    return json.dumps(template(form, layers, drawn=False), sort_keys=True)


def script_text() -> str:
    """The JavaScript module that draws specifications in a browser."""
    import vl_convert

    return str(vl_convert.javascript_bundle("export default vegaEmbed;"))


def png_text(content: Any) -> str:
    """A picture of an SVG, so many pixels a unit, in base 64.

    Raises `RenderError` for what is no SVG.
    """
    import vl_convert

    svg, scale = content
    try:
        return base64.b64encode(vl_convert.svg_to_png(svg, scale=scale)).decode()
    except (RuntimeError, ValueError) as error:
        raise RenderError(str(error).partition("\n")[0]) from error


def draw(sheets: Sequence[Sheet]) -> list[str | RenderError]:
    """The marks of each sheet as groups of SVG, a group a layer, or why there are none.

    All sheets are of one form and have the same layers. Colours are custom properties.
    """
    import vl_convert

    form, layers = sheets[0]["form"], tuple(sheets[0]["layers"])
    try:
        svg = str(vl_convert.vega_to_svg(_view(form, layers, sheets)))
    except ValueError as error:
        if len(sheets) > 1:  # find out whose fault it is
            return [result for sheet in sheets for result in draw([sheet])]
        return [RenderError(str(error).partition("\n")[0])]
    charts = _charts(svg)
    if len(charts) != len(sheets):
        raise RenderError(f"{len(charts)} of {len(sheets)} charts were drawn")
    return [_checked(chart, sheet) for chart, sheet in zip(charts, sheets, strict=True)]


def _view(form: Form, layers: tuple[str, ...], sheets: Sequence[Sheet]) -> dict[str, Any]:
    """A view of Vega with a group a sheet, each with its own rows and scales."""
    rows = [row | {"chart": n} for n, sheet in enumerate(sheets) for row in sheet["rows"]]
    group = json.loads(_group(form, layers)) | {
        "type": "group",
        "name": "chart",
        "from": {"facet": {"name": "facet", "data": "all", "groupby": ["chart"]}},
        "signals": [{"name": "frame", "update": "frames[parent.chart]"}],
    }
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 1,
        "height": 1,
        "padding": 0,
        "autosize": "none",
        "config": {"aria": False},
        "signals": [{"name": "frames", "value": [sheet["frame"] for sheet in sheets]}],
        "data": [{"name": "all", "values": rows}],
        "marks": [group],
    }


@cache
def _group(form: Form, layers: tuple[str, ...]) -> str:
    """The chart compiled, as a group whose scales lie where its frame says."""
    import vl_convert

    from builder.charts.kinds import template

    chart = template(form, list(layers), drawn=True)
    del chart["config"]  # axes and words are none of its business
    vega = vl_convert.vegalite_to_vega(filled(json.dumps(chart), _gaps()))
    group = {key: vega[key] for key in ("data", "scales", "marks") if key in vega}
    for data in group["data"]:
        if data["name"] == ROWS:
            data.clear()
            data |= {"name": ROWS, "source": "facet"}
    return json.dumps(group)


def _gaps() -> dict[str, Any]:
    """What fills the gaps of a chart that is drawn: values of its frame, colours by their codes."""
    ends = {
        f"{name}.range": [{"expr": f"frame.{name}[{end}]"} for end in (0, 1)] for name in ("x", "y")
    }
    return {
        **LOOK_LISTS,
        **_CODES,
        **ends,
        "x.domain": {"expr": "frame.x_domain"},
        "y.domain": {"expr": "frame.y_domain"},
        "value.domain": {"expr": "frame.value_domain"},
        "cell": {"expr": "frame.cell"},
        "look.colours": [_CODES[MARKS[name].colour] for name in LOOKS],
        "series.domain": [str(number) for number in range(1, len(LINES) + 1)],
        "series.colours": [_CODES[line.colour] for line in LINES],
        "series.dashes": [[*line.dash] for line in LINES],
    }


def _charts(svg: str) -> list[ElementTree.Element]:
    """The group of each chart, in their order."""
    whole = ElementTree.fromstring(svg)  # noqa: S314 (drawn a moment ago, by us)
    for group in whole.iter(f"{_SVG}g"):
        if "role-scope chart" in group.get("class", ""):
            return [*group]
    return []


def _checked(chart: ElementTree.Element, sheet: Sheet) -> str | RenderError:
    """The marks of a chart, layer by layer, if each layer has all of them."""
    layers: dict[int, list[ElementTree.Element]] = {}
    for group in chart.iter(f"{_SVG}g"):
        if number := re.search(r"layer_(\d+)_marks", group.get("class", "")):
            layers.setdefault(int(number[1]), []).extend(group)
    parts = []
    for place, (layer, expected) in enumerate(sheet["layers"].items()):
        marks = layers.get(place, [])
        if _count(layer, marks) != expected:
            return RenderError("marks are missing")
        parts.append(f'<g fill="none">{"".join(map(_cleaned, marks))}</g>')
    return "".join(parts)


def _count(layer: str, marks: list[ElementTree.Element]) -> float:
    """How many values the marks of a layer stand for."""
    if layer not in _PATHS:
        return len(marks)
    return sum(len(_CORNER.findall(mark.get("d", ""))) for mark in marks) / _PATHS[layer]


def _cleaned(mark: ElementTree.Element) -> str:
    return f"<{mark.tag.removeprefix(_SVG)}{''.join(_attributes(mark))}/>"


def _attributes(mark: ElementTree.Element) -> Iterator[str]:
    for name, value in mark.attrib.items():
        if not name.startswith(_DROPPED) and (name, value) not in _USUAL:
            yield f' {name}="{_NAMES.get(value) or _LONG.sub(_short, value)}"'


def _short(match: re.Match[str]) -> str:
    """A coordinate with two decimals at most."""
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
