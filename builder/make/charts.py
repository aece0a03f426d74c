"""Plots → drawings: one Altair specification a direction of the scale, filled with a plot’s marks; SVG for pages.

A drawing holds numbers for its texts and names for its colours; both are put in afterwards, so that languages share
drawings and no font of the machine has a say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from typing import Any, Protocol
from xml.etree import ElementTree

from markupsafe import escape

from builder.make.chart import Chart
from builder.make.pictures import bundle, compiled, drawn
from builder.make.plots import MAKERS, Plot
from builder.make.scale import wrapped

WIDTHS = {"wide": 640, "narrow": 288}
"""Pixels across, on a page with room and on a phone."""
_VERSION = 2
"""Goes up when a drawing of the same plot becomes another one."""
_SETS = ("grid", "rects", "rules", "dashes", "points", "texts")
_COLOURS = ("fill", "stroke")
_LONG = re.compile(r"-?\d+\.\d{3,}")
_TEXT = re.compile("\ue000(\\d+)\ue001")


class Memo(Protocol):
    """What was drawn before, by key."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, content: str) -> None: ...


class Remembered:
    """A memo that lasts as long as the process."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What is known."""
        return self.known.get(key)

    def put(self, key: str, content: str) -> None:
        """Know it."""
        self.known[key] = content


class EmptyChart(ValueError):
    """A drawing that lacks marks which its plot has."""


def plot(chart: Chart, size: str) -> Plot:
    """The chart’s marks, for one of the sizes of `WIDTHS`."""
    return MAKERS[chart.kind](chart, WIDTHS[size])


def svg(chart: Chart, size: str, id: str, memo: Memo) -> str:
    """The drawing for a page: colours as custom properties, title and description named by ids made from `id`.

    Raises `EmptyChart` if a mark is missing from the drawing.
    """
    made = plot(chart, size)
    body = _worded(made, memo)
    named = f'<title id="{id}-t">{escape(chart.title)}</title><desc id="{id}-d">{escape(chart.description)}</desc>'
    return (
        f'<svg class="chart {size}" viewBox="0 0 {made.across} {_plain(made.down)}" width="{made.across}" '
        f'height="{_plain(made.down)}" role="img" aria-labelledby="{id}-t {id}-d">{named}{body}</svg>'
    )


def picture(chart: Chart, palette: Mapping[str, str], source: str, memo: Memo) -> bytes:
    """The drawing as a file of its own: on paper, with title, colours and source."""
    made = plot(chart, "wide")
    body = _worded(made, memo)
    for name, colour in palette.items():
        body = body.replace(f"var(--{name})", colour)
    head, foot = wrapped(chart.title, 16, made.across), wrapped(source, 11, made.across)
    top = 24 * len(head) + 30
    across, down = made.across + 48, top + made.down + 24 + 16 * len(foot) + 12
    lines = [(34.0 + 24 * n, line, 16, "ink") for n, line in enumerate(head)]
    lines += [(top + made.down + 30 + 16 * n, line, 11, "soft") for n, line in enumerate(foot)]
    texts = "".join(
        f'<text x="24" y="{_plain(y)}" font-size="{size}" fill="{palette[ink]}">{escape(line)}</text>'
        for y, line, size, ink in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {_plain(down)}" width="{across}" '
        f'height="{_plain(down)}" role="img" font-family="sans-serif"><title>{escape(chart.title)}</title>'
        f'<desc>{escape(chart.description)}</desc><rect width="100%" height="100%" fill="{palette["paper"]}"/>'
        f'{texts}<g transform="translate(24,{top})">{body}</g></svg>\n'
    ).encode()


def _worded(made: Plot, memo: Memo) -> str:
    texts = [str(row["text"]) for row in made.texts]
    return _TEXT.sub(lambda found: str(escape(texts[int(found[1])])), _body(made, memo))


def script(memo: Memo) -> bytes:
    """The JavaScript module that draws specifications in a browser."""
    key = f"script {_VERSION} {libraries()}"
    if (known := memo.get(key)) is None:
        known = bundle()
        memo.put(key, known)
    return known.encode()


def specification(chart: Chart, palette: Mapping[str, str]) -> dict[str, Any]:
    """The chart as Vega-Lite, whole: data, texts and colours are in it. `usermeta` names the colours."""
    made = plot(chart, "wide")
    spec: dict[str, Any] = json.loads(json.dumps(_template(made.vertical)))
    spec |= {"description": chart.description, "width": made.across, "height": made.down}
    spec["params"] = [{"name": name, "value": value} for name, value in _signals(made).items()]
    spec["datasets"] = {name: [_coloured(row, palette) for row in getattr(made, name)] for name in _SETS}
    spec["usermeta"] = {"palette": dict(palette)}
    return spec


def _coloured(row: Mapping[str, object], palette: Mapping[str, str]) -> dict[str, object]:
    return {key: palette[str(value)] if key in _COLOURS else value for key, value in row.items()}


def _body(made: Plot, memo: Memo) -> str:
    data = {name: [_mute(n, row) for n, row in enumerate(getattr(made, name))] for name in _SETS}
    told = json.dumps([_VERSION, libraries(), made.across, made.down, made.vertical, _signals(made), data])
    key = sha256(told.encode()).hexdigest()
    if (known := memo.get(key)) is None:
        known = _draw(made, data)
        memo.put(key, known)
    return known


def _mute(number: int, row: dict[str, object]) -> dict[str, object]:
    """The row without its words; a text leaves its number."""
    if "text" in row:
        return row | {"text": f"\ue000{number}\ue001"}
    return {key: value for key, value in row.items() if key not in ("label", "series")}


def _draw(made: Plot, data: Mapping[str, list[dict[str, object]]]) -> str:
    spec = json.loads(_vega(made.vertical))
    spec |= {"width": made.across, "height": made.down}
    signals = _signals(made)
    for signal in spec["signals"]:
        signal["value"] = signals.get(signal["name"], signal.get("value"))
    names = sorted({str(row[key]) for name in _SETS for row in data[name] for key in _COLOURS if key in row})
    colours = {name: f"#{n:06x}" for n, name in enumerate(names, 1)}
    for one in spec["data"]:
        if one["name"] in _SETS:
            one["values"] = [_coloured(row, colours) for row in data[one["name"]]]
    groups = list(_groups(drawn(spec)))
    if [len(group) for group in groups] != [len(data[name]) for name in _SETS]:
        raise EmptyChart
    return "".join(_cleaned(group, {colour: f"var(--{name})" for name, colour in colours.items()}) for group in groups)


def _groups(svg: str) -> list[ElementTree.Element]:
    """The marks of each layer, without what is around them."""
    whole = ElementTree.fromstring(svg)  # noqa: S314 (drawn a moment ago, by us)
    found = {}
    for group in whole.iter("{http://www.w3.org/2000/svg}g"):
        if number := re.search(r"layer_(\d+)_marks", group.get("class", "")):
            found[int(number[1])] = group
    return [found[n] for n in sorted(found)]


def _cleaned(group: ElementTree.Element, colours: Mapping[str, str]) -> str:
    parts = []
    for mark in group:
        tag = mark.tag.rpartition("}")[2]
        kept = {k: v for k, v in mark.attrib.items() if not k.startswith(("aria", "role", "font-family", "pointer"))}
        kept = {k: v for k, v in kept.items() if (k, v) not in (("opacity", "1"), ("text-anchor", "start"))}
        written = "".join(f' {k}="{colours.get(v, _LONG.sub(_short, v))}"' for k, v in kept.items())
        parts.append(f"<{tag}{written}>{mark.text}</{tag}>" if mark.text else f"<{tag}{written}/>")
    return f'<g fill="none">{"".join(parts)}</g>' if parts else ""


def _short(found: re.Match[str]) -> str:
    return _plain(float(found[0]))


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _signals(made: Plot) -> dict[str, object]:
    return {
        "low": float(made.scale.low), "high": float(made.scale.high), "start": made.start, "end": made.end, "hidden": []
    }  # fmt: skip


@cache
def libraries() -> str:
    """The versions that drawings depend on."""
    return f"{metadata.version('altair')} {metadata.version('vl-convert-python')}"


@cache
def _vega(vertical: bool) -> str:
    """The specification compiled; data, size and scale are filled in a chart at a time."""
    spec = _template(vertical) | {"params": [{"name": n, "value": 0} for n in ("low", "high", "start", "end")]}
    spec["params"].append({"name": "hidden", "value": []})
    return json.dumps(compiled(spec | {"datasets": {name: [] for name in _SETS}}))


@cache
def _template(vertical: bool) -> dict[str, Any]:
    """The one specification: six layers of named data. Their scale is `x` or, in a vertical plot, `y`."""
    import altair as alt

    scale = alt.Scale(
        domainMin=alt.expr("low"), domainMax=alt.expr("high"), rangeMin=alt.expr("start"), rangeMax=alt.expr("end"),
        nice=False, zero=False,
    )  # fmt: skip
    across: Any = {"type": "quantitative", "axis": None, "scale": None if vertical else scale}
    upward: Any = {"type": "quantitative", "axis": None, "scale": scale if vertical else None}
    pixels: Any = {"type": "quantitative", "axis": None, "scale": None}
    as_is: Any = {"type": "nominal", "scale": None, "legend": None}

    def layer(name: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=name)).transform_filter("indexof(hidden, datum.series) < 0")

    x, y, stroke = alt.X("x", **across), alt.Y("y", **upward), alt.Stroke("stroke", **as_is)
    fill, label = alt.Fill("fill", **as_is), alt.Description("label", type="nominal")
    ends: Any = {"x2": "x2", "y2": "y2"}
    opacity = alt.Opacity("opacity", type="quantitative", scale=None, legend=None)
    shape = alt.Shape("shape", **as_is)
    words: Any = {
        "aria": False,
        "align": alt.expr("datum.align"),
        "baseline": "alphabetic",
        "fontSize": alt.expr("datum.size"),
    }
    chart = alt.layer(
        layer("grid").mark_rule(aria=False).encode(x=x, y=y, stroke=stroke, **ends),
        layer("rects").mark_rect().encode(x=x, y=y, fill=fill, opacity=opacity, description=label, **ends),
        layer("rules").mark_rule(aria=False).encode(x=x, y=y, stroke=stroke, **ends),
        layer("dashes").mark_rule(strokeDash=[4, 3], aria=False).encode(x=x, y=y, stroke=stroke, **ends),
        layer("points")
        .mark_point(size=90, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, shape=shape, fill=fill, stroke=stroke, description=label),
        layer("texts")
        .mark_text(**words)
        .encode(x=alt.X("x", **pixels), y=alt.Y("y", **pixels), text=alt.Text("text", type="nominal"), fill=fill),
    )
    whole = chart.properties(padding=0, autosize=alt.AutoSizeParams(type="none"))
    return dict(whole.configure(view=alt.ViewConfig(stroke=None), background="transparent").to_dict(validate=False))
