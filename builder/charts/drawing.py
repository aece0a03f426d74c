"""Figures → SVG for pages and files, from what was rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from markupsafe import escape

from builder.charts.figures import Figure
from builder.charts.frames import Frame, Text
from builder.charts.rendering import Drawings, RenderError
from builder.charts.scale import directed, wrapped
from builder.problems import BuildError, Place, Problem


def page_svg(figure: Figure, size: str, drawings: Drawings) -> str:
    """The drawing for a page: colours as custom properties, title and description named by ids.

    Raises `BuildError` with the place of the figure’s data if a mark is missing from the drawing.
    """
    chart, frame, id = figure.chart, figure.frames[size], f"_c-{figure.name}-{size}"
    title = f'<title id="{id}-t">{escape(chart.title)}</title>'
    title += f'<desc id="{id}-d">{escape(chart.description)}</desc>'
    return (
        f'<svg class="chart {size}" viewBox="0 0 {frame.across} {plain(frame.down)}" '
        f'width="{frame.across}" '
        f'height="{plain(frame.down)}" role="img" aria-labelledby="{id}-t {id}-d">{title}'
        f"{_drawn(figure, size, drawings)}</svg>"
    )


def file_svg(figure: Figure, drawings: Drawings, palette: Mapping[str, str]) -> bytes:
    """The drawing as a file of its own: on paper, with title, colours, and the line of sources.

    Raises as `page_svg` does.
    """
    chart, frame = figure.chart, figure.frames["wide"]
    body = _drawn(figure, "wide", drawings)
    for name, colour in palette.items():
        body = body.replace(f"var(--{name})", colour)
    head, foot = wrapped(chart.title, 16, frame.across), wrapped(figure.credit, 11, frame.across)
    top = 24 * len(head) + 30
    across, down = frame.across + 48, top + frame.down + 24 + 16 * len(foot) + 12
    lines = [(34.0 + 24 * n, line, 16, "ink") for n, line in enumerate(head)]
    lines += [(top + frame.down + 30 + 16 * n, line, 11, "soft") for n, line in enumerate(foot)]
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


def plain(number: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _drawn(figure: Figure, size: str, drawings: Drawings) -> str:
    """What lies behind the marks, the marks, and the words."""
    with _placed(figure):
        marks = drawings.of(figure.marks[size])
    frame = figure.frames[size]
    return f"{_grid(frame)}{marks}{''.join(map(_text, frame.texts))}"


def _grid(frame: Frame) -> str:
    """The lines behind the marks as one path."""
    lines = "".join(
        f"M{plain(x)},{plain(y)}L{plain(x2)},{plain(y2)}" for x, y, x2, y2 in frame.grid
    )
    return f'<path class="grid" d="{lines}" stroke="var(--line)"/>' if lines else ""


_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


def _text(text: Text) -> str:
    return (
        f'<text x="{plain(text.x)}" y="{plain(text.y)}" font-size="{text.size}"'
        f'{_ANCHORS[text.align]} fill="var(--{text.ink})">{escape(text.text)}</text>'
    )


@contextmanager
def _placed(figure: Figure) -> Iterator[None]:
    """A drawing that lacks a mark becomes a problem at the place of its data."""
    try:
        yield
    except RenderError:
        raise BuildError(
            [Problem(Place(figure.origin), "empty-chart", {"name": figure.name})]
        ) from None
