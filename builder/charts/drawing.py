"""Figures → SVG for pages and files, from what was rendered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from markupsafe import escape

from builder.charts.figures import Figure
from builder.charts.frames import SMALL, TEXT, Frame, Text
from builder.charts.legend_svg import LEGEND_LINE, legend_lines
from builder.charts.legends import chart_legend
from builder.charts.rendering import Drawings, RenderError
from builder.charts.scale import directed, wrapped
from builder.problems import BuildError, Place, Problem
from builder.site.site import Edition

_EDGE = 24
"""Pixels of paper around a file’s drawing."""


def page_svg(figure: Figure, size: str, drawings: Drawings) -> str:
    """The drawing for a page: colours as custom properties, title and description named by ids.

    Raises `BuildError` with the place of the figure’s data if a mark is missing from the drawing.
    """
    chart, frame, id = figure.chart, figure.written[size], f"_c-{figure.name}-{size}"
    title = f'<title id="{id}-t">{escape(chart.title)}</title>'
    title += f'<desc id="{id}-d">{escape(chart.description)}</desc>'
    return (
        f'<svg class="chart {size}" viewBox="0 0 {frame.across} {plain(frame.down)}" '
        f'width="{frame.across}" '
        f'height="{plain(frame.down)}" role="img" aria-labelledby="{id}-t {id}-d">{title}'
        f"{_drawn(figure, size, drawings)}</svg>"
    )


def file_svg(figure: Figure, drawings: Drawings, edition: Edition) -> bytes:
    """The drawing as a file of its own: on paper, with its title, what it shows and in what unit,
    its legend, and the line of sources. Words begin where they begin in the language.

    Raises as `page_svg` does.
    """
    chart, frame = figure.chart, figure.written["wide"]
    room, down, rtl = frame.across, 12.0, edition.rtl
    parts = []

    def write(text: str, size: int, ink: str, line: int) -> None:
        nonlocal down
        x, anchor = (_EDGE + room, ' text-anchor="end"') if rtl else (_EDGE, "")
        for words in wrapped(text, size, room):
            down += line
            parts.append(
                f'<text x="{x}" y="{plain(down)}" font-size="{size}"{anchor} fill="var(--{ink})">'
                f"{escape(directed(words))}</text>"
            )

    def put(svg: str, height: float) -> None:
        nonlocal down
        parts.append(f'<g transform="translate({_EDGE},{plain(down)})">{svg}</g>')
        down += height

    write(chart.title, 16, "ink", 24)
    write(_subtitle(figure, edition), TEXT, "soft", 20)
    down += 18
    put(_drawn(figure, "wide", drawings), frame.down)
    down += LEGEND_LINE
    for line in legend_lines(chart_legend(edition, chart), chart.form == "bars", room, rtl):
        put(line, LEGEND_LINE)
    write(figure.credit, SMALL, "soft", 16)
    across, down = room + 2 * _EDGE, down + 16
    size = f'viewBox="0 0 {across} {plain(down)}" width="{across}" height="{plain(down)}"'
    content = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f'<rect width="100%" height="100%" fill="var(--paper)"/>{"".join(parts)}</svg>\n'
    )
    for name, colour in edition.site.palette.items():
        content = content.replace(f"var(--{name})", colour)
    return content.encode()


def _subtitle(figure: Figure, edition: Edition) -> str:
    """What is shown, and in what unit."""
    caption = edition.t(f"chart.captions.{figure.chart.kind}")
    return f"{caption} · {edition.t('chart.unit', unit=figure.unit)}" if figure.unit else caption


def plain(number: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _drawn(figure: Figure, size: str, drawings: Drawings) -> str:
    """What lies behind the marks, the marks, and the words."""
    with _placed(figure):
        marks = drawings.of(figure.marks[size])
    frame = figure.written[size]
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
