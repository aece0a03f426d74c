"""Figures → SVG for pages and files, and Vega-Lite for other newsrooms, from what was rendered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from markupsafe import escape

from builder.charts.figures import Figure
from builder.charts.layouts import SETS, coloured, plain
from builder.charts.rendering import Drawings, signals, with_words
from builder.charts.scale import directed, wrapped
from builder.charts.specification import RenderError
from builder.problems import BuildError, Place, Problem


def page_svg(figure: Figure, size: str, drawings: Drawings) -> str:
    """The drawing for a page: colours as custom properties, title and description named by ids.

    Raises `BuildError` with the place of the figure’s data if a mark is missing from the drawing.
    """
    chart, layout, id = figure.chart, figure.layouts[size], f"_c-{figure.name}-{size}"
    title = f'<title id="{id}-t">{escape(chart.title)}</title>'
    title += f'<desc id="{id}-d">{escape(chart.description)}</desc>'
    return (
        f'<svg class="chart {size}" viewBox="0 0 {layout.across} {plain(layout.down)}" '
        f'width="{layout.across}" '
        f'height="{plain(layout.down)}" role="img" aria-labelledby="{id}-t {id}-d">{title}'
        f"{_marks(figure, size, drawings)}</svg>"
    )


def file_svg(figure: Figure, drawings: Drawings, palette: Mapping[str, str], source: str) -> bytes:
    """The drawing as a file of its own: on paper, with title, colours and source.

    Raises as `page_svg` does.
    """
    chart, layout = figure.chart, figure.layouts["wide"]
    body = _marks(figure, "wide", drawings)
    for name, colour in palette.items():
        body = body.replace(f"var(--{name})", colour)
    head, foot = wrapped(chart.title, 16, layout.across), wrapped(source, 11, layout.across)
    top = 24 * len(head) + 30
    across, down = layout.across + 48, top + layout.down + 24 + 16 * len(foot) + 12
    lines = [(34.0 + 24 * n, line, 16, "ink") for n, line in enumerate(head)]
    lines += [(top + layout.down + 30 + 16 * n, line, 11, "soft") for n, line in enumerate(foot)]
    texts = "".join(
        f'<text x="24" y="{plain(y)}" font-size="{size}" fill="{palette[ink]}">'
        f"{escape(directed(line))}</text>"
        for y, line, size, ink in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {plain(down)}" '
        f'width="{across}" height="{plain(down)}" role="img" font-family="sans-serif">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f'<rect width="100%" height="100%" fill="{palette["paper"]}"/>'
        f'{texts}<g transform="translate(24,{top})">{body}</g></svg>\n'
    ).encode()


def vega_lite(figure: Figure, drawings: Drawings, palette: Mapping[str, str]) -> dict[str, Any]:
    """The chart as Vega-Lite, whole: data, texts and colours are in it.

    `usermeta` names the colours.
    """
    layout = figure.layouts["wide"]
    spec: dict[str, Any] = json.loads(drawings.of(figure.specification))
    spec |= {"description": figure.chart.description, "width": layout.across, "height": layout.down}
    spec["params"] = [{"name": name, "value": value} for name, value in signals(layout).items()]
    spec["datasets"] = {
        name: [coloured(row, palette) for row in getattr(layout, name)] for name in SETS
    }
    spec["usermeta"] = {"palette": dict(palette)}
    return spec


def _marks(figure: Figure, size: str, drawings: Drawings) -> str:
    with _placed(figure):
        return with_words(figure.layouts[size], drawings.of(figure.marks[size]))


@contextmanager
def _placed(figure: Figure) -> Iterator[None]:
    """A drawing that lacks a mark becomes a problem at the place of its data."""
    try:
        yield
    except RenderError:
        raise BuildError(
            [Problem(Place(figure.origin), "empty-chart", {"name": figure.name})]
        ) from None
