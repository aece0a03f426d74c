"""Where drawings are made, in processes of their own: Altair says what charts look like, vl-convert draws them.

A task is a text, and so is what comes of it; a memo keeps results. The process that asks never loads the libraries, so
that it can fork safely, and loads nothing at all while everything is known.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import metadata
from subprocess import PIPE, Popen
from typing import Any, Literal, Protocol
from xml.etree import ElementTree

SETS = ("grid", "rects", "rules", "dashes", "points", "texts")
"""The named data of a drawing, in the order of its layers."""
COLOURS = ("fill", "stroke")
"""Fields of the data that hold a colour."""
_VERSION = 3
"""Goes up when the same task has another result."""
_LONG = re.compile(r"-?\d+\.\d{3,}")
_ATTRIBUTE = (
    r' (?:d|fill|font-size|opacity|stroke|stroke-dasharray|stroke-width|text-anchor|transform|x2|y2)="[-+.,()\w ]*+"'
)
_MARK = rf"<(?:line|path)(?:{_ATTRIBUTE})++/>|<text(?:{_ATTRIBUTE})++>\ue000[0-9]+\ue001</text>"
_SHAPES = {
    "marks": re.compile(rf'(?:<g fill="none">(?:{_MARK})++</g>)*+', re.ASCII),
    "png": re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]*+=*"),
}
"""What a memo may give for a kind: nothing but marks gets onto a page. For the other kinds its own checks must do."""


@dataclass(frozen=True)
class Task:
    """Something to make: a chart’s marks from a sheet, a picture, the specification, or the script for browsers.

    `text` is JSON: a sheet (see `builder.make.charts`), `[svg, scale]`, whether the scale is vertical, or `null`.
    """

    kind: Literal["marks", "png", "specification", "script"]
    text: str

    @cached_property
    def key(self) -> str:
        """What the result is known by: everything it depends on."""
        return sha256(f"{_VERSION} {libraries()} {self.kind} {self.text}".encode()).hexdigest()


class Memo(Protocol):
    """What was made before, by key."""

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
    """A drawing that lacks marks which its sheet has."""


class BrokenDrawing(ValueError):
    """An SVG that cannot be drawn."""


def make_all(tasks: Iterable[Task], memo: Memo, jobs: int) -> None:
    """Make what the memo lacks, in as many new processes as asked; what cannot be made is left out."""
    missing = {task.key: task for task in tasks if _cached(task, memo) is None}
    if not missing:
        return
    shares = [list(missing.values())[n::jobs] for n in range(min(jobs, len(missing)))]
    code = f"import sys; sys.path = {sys.path!r}; from builder.make.studio import work; work()"
    workers = [Popen([sys.executable, "-c", code], stdin=PIPE, stdout=PIPE) for _ in shares]  # noqa: S603 (ourselves)
    with ThreadPoolExecutor(len(workers)) as pool:
        asked = [b"".join(_line([task.kind, task.text]) for task in share) for share in shares]
        answers = list(pool.map(lambda worker, question: worker.communicate(question)[0], workers, asked))
    for share, answer in zip(shares, answers, strict=True):
        for task, line in zip(share, answer.split(b"\n")[:-1], strict=False):  # fewer, if the worker was killed
            if (made := json.loads(line)) is not None:
                memo.put(task.key, made)


def work() -> None:
    """What a worker does: reads tasks, a line each, and answers each with what came of it (`null` where that failed).

    It ends when it is asked no more, and when nobody reads its answers: whoever asked has been killed.
    """
    with suppress(BrokenPipeError), open(0, "rb") as asked, open(1, "wb") as answers:
        for line in asked:
            answers.write(_line(_tried(Task(*json.loads(line)))))
            answers.flush()


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _tried(task: Task) -> str | None:
    try:
        return _made(task)
    except (EmptyChart, BrokenDrawing):
        return None


def result(task: Task, memo: Memo) -> str:
    """What comes of a task, from the memo or made now. Raises `EmptyChart` if a mark is missing from the drawing.

    Raises `BrokenDrawing` if a picture’s SVG is none.
    """
    if (known := _cached(task, memo)) is None:
        known = _made(task)
        memo.put(task.key, known)
    return known


def _cached(task: Task, memo: Memo) -> str | None:
    """What the memo has for a task, if that is something that we make."""
    known, shape = memo.get(task.key), _SHAPES.get(task.kind)
    return known if known is None or shape is None or shape.fullmatch(known) else None


def _made(task: Task) -> str:
    import vl_convert

    given = json.loads(task.text)
    if task.kind == "marks":
        return _marks(given)
    if task.kind == "png":
        try:
            return base64.b64encode(vl_convert.svg_to_png(given[0], scale=given[1])).decode()
        except (RuntimeError, ValueError) as error:
            raise BrokenDrawing(str(error).partition("\n")[0]) from error
    if task.kind == "specification":
        return json.dumps(_template(given), sort_keys=True)
    return str(vl_convert.javascript_bundle("export default vegaEmbed;"))


@cache
def libraries() -> str:
    """The versions that results depend on."""
    return f"{metadata.version('altair')} {metadata.version('vl-convert-python')}"


def coloured(row: Mapping[str, Any], palette: Mapping[str, str]) -> dict[str, Any]:
    """A row of data with the names of its colours replaced."""
    return {key: palette[value] if key in COLOURS else value for key, value in row.items()}


def plain(number: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _marks(sheet: dict[str, Any]) -> str:
    """The marks of a sheet as groups of SVG, a group a layer; colours are custom properties."""
    import vl_convert

    data = sheet["data"]
    spec = json.loads(_vega(sheet["vertical"]))
    spec |= {"width": sheet["across"], "height": sheet["down"]}
    for signal in spec["signals"]:
        signal["value"] = sheet["signals"].get(signal["name"], signal.get("value"))
    names = sorted({row[key] for name in SETS for row in data[name] for key in COLOURS if key in row})
    colours = {name: f"#{n:06x}" for n, name in enumerate(names, 1)}
    for one in spec["data"]:
        if one["name"] in SETS:
            one["values"] = [coloured(row, colours) for row in data[one["name"]]]
    groups = _groups(str(vl_convert.vega_to_svg(spec)))
    if [len(group) for group in groups] != [len(data[name]) for name in SETS]:
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
    return plain(float(found[0]))


@cache
def _vega(vertical: bool) -> str:
    """The specification compiled; data, size and scale are filled in a chart at a time."""
    import vl_convert

    spec = _template(vertical) | {"params": [{"name": n, "value": 0} for n in ("low", "high", "start", "end")]}
    spec["params"].append({"name": "hidden", "value": []})
    return json.dumps(vl_convert.vegalite_to_vega(spec | {"datasets": {name: [] for name in SETS}}))


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
