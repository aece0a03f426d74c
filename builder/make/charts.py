"""Charts → drawings for pages, pictures and specifications for files.

The studio draws a sheet: marks with numbers for their texts and names for their colours. Both are put in afterwards, so
that languages share drawings and no font of the machine has a say.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import escape

from builder.make.chart import Chart
from builder.make.plots import MAKERS, Plot
from builder.make.scale import wrapped
from builder.make.studio import SETS, Memo, Task, coloured, plain, result

WIDTHS = {"wide": 640, "narrow": 288}
"""Pixels across, on a page with room and on a phone."""
SCRIPT = Task("script", "null")
"""The JavaScript module that draws specifications in a browser; its default export is `vegaEmbed`."""
_SPECIFICATIONS = {vertical: Task("specification", json.dumps(vertical)) for vertical in (False, True)}
_TEXT = re.compile("\ue000(\\d+)\ue001")


@lru_cache(4096)
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
        f'<svg class="chart {size}" viewBox="0 0 {made.across} {plain(made.down)}" width="{made.across}" '
        f'height="{plain(made.down)}" role="img" aria-labelledby="{id}-t {id}-d">{named}{body}</svg>'
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
        f'<text x="24" y="{plain(y)}" font-size="{size}" fill="{palette[ink]}">{escape(line)}</text>'
        for y, line, size, ink in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {plain(down)}" width="{across}" '
        f'height="{plain(down)}" role="img" font-family="sans-serif"><title>{escape(chart.title)}</title>'
        f'<desc>{escape(chart.description)}</desc><rect width="100%" height="100%" fill="{palette["paper"]}"/>'
        f'{texts}<g transform="translate(24,{top})">{body}</g></svg>\n'
    ).encode()


def _worded(made: Plot, memo: Memo) -> str:
    texts = [str(row["text"]) for row in made.texts]
    return _TEXT.sub(lambda found: str(escape(texts[int(found[1])])), result(_task(made), memo))


def tasks(chart: Chart) -> Iterator[Task]:
    """Everything that the studio makes for a chart."""
    for size in WIDTHS:
        yield _task(plot(chart, size))
    yield from _SPECIFICATIONS.values()


def png(svg: str, scale: float = 1) -> Task:
    """A drawing as PNG, `scale` pixels a unit. It must hold no text: fonts differ from machine to machine."""
    return Task("png", json.dumps([svg, scale]))


def pixels(task: Task, memo: Memo) -> bytes:
    """The picture that came of a task of `png`."""
    return base64.b64decode(result(task, memo))


def specification(chart: Chart, palette: Mapping[str, str], memo: Memo) -> dict[str, Any]:
    """The chart as Vega-Lite, whole: data, texts and colours are in it. `usermeta` names the colours."""
    made = plot(chart, "wide")
    spec: dict[str, Any] = json.loads(result(_SPECIFICATIONS[made.vertical], memo))
    spec |= {"description": chart.description, "width": made.across, "height": made.down}
    spec["params"] = [{"name": name, "value": value} for name, value in _signals(made).items()]
    spec["datasets"] = {name: [coloured(row, palette) for row in getattr(made, name)] for name in SETS}
    spec["usermeta"] = {"palette": dict(palette)}
    return spec


@lru_cache(4096)
def _task(made: Plot) -> Task:
    data = {name: [_mute(n, row) for n, row in enumerate(getattr(made, name))] for name in SETS}
    sheet = {
        "across": made.across,
        "down": made.down,
        "vertical": made.vertical,
        "signals": _signals(made),
        "data": data,
    }
    return Task("marks", json.dumps(sheet))


def _mute(number: int, row: dict[str, object]) -> dict[str, object]:
    """The row without its words; a text leaves its number."""
    if "text" in row:
        return row | {"text": f"\ue000{number}\ue001"}
    return {key: value for key, value in row.items() if key not in ("label", "series")}


def _signals(made: Plot) -> dict[str, object]:
    return {
        "low": float(made.scale.low), "high": float(made.scale.high), "start": made.start, "end": made.end, "hidden": []
    }  # fmt: skip
