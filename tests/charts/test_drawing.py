"""Pictures as files: whole without the page, with title, unit, legend and sources, from either
side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.charts.charts import chart_jobs, list_figures
from builder.charts.drawing import file_svg, page_svg
from builder.charts.figures import Figure
from builder.charts.legend_svg import legend_lines
from builder.charts.legends import chart_legend
from builder.charts.rendering import Drawings, render
from builder.charts.scale import width
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.site.look import HOLLOW, MARKS, STROKES
from builder.site.site import Edition, Site
from builder.site.theme import read_theme, theme_folder
from tests.conftest import CACHE, PROJECT, TINY

SVG = "{http://www.w3.org/2000/svg}"
ROOTS = {TINY: "en", PROJECT / "tests/sites/riviere": "fr", PROJECT / "tests/sites/waha": "ar"}


def site(root: Path) -> Site:
    tree = read_tree(root)
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    theme = read_theme(theme_folder(root, config.theme), catalog)
    return Site(config, catalog, theme, "2026-12-31", "https://example.org")


EDITIONS = [site(root).edition(lang) for root, lang in ROOTS.items()]
FIGURES = [list_figures(edition.site) for edition in EDITIONS]
CHARTS = [
    (edition, figure)
    for edition, figures in zip(EDITIONS, FIGURES, strict=True)
    for figure in figures[edition.code]
]


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return render((job for figures in FIGURES for job in chart_jobs(figures)), CACHE, 2)


def texts(picture: str) -> Iterator[tuple[str, float, str, float]]:
    """Every text of a picture: its words, the pixel it is written at, its anchor and its size."""
    for text in ElementTree.fromstring(picture).iter(f"{SVG}text"):
        words = (text.text or "").strip("\u2067\u2069")
        size = float(text.attrib["font-size"])
        yield words, float(text.attrib["x"]), text.get("text-anchor", "start"), size


def picture(edition: Edition, figure: Figure, drawings: Drawings) -> str:
    return file_svg(figure, drawings, edition).decode()


def test_a_picture_stands_alone(drawings: Drawings) -> None:
    for edition, figure in CHARTS:
        credited = replace(figure, credit="Source: <A & B>")
        text = picture(edition, credited, drawings)
        assert "var(" not in text
        assert "Source: &lt;A &amp; B&gt;" in text
        assert ElementTree.fromstring(text).find(f"{SVG}title") is not None


def test_a_picture_says_what_it_shows_in_what_unit_and_from_where(drawings: Drawings) -> None:
    for edition, figure in CHARTS:
        legend = chart_legend(edition, figure.chart)
        words = " ".join(word for word, *_ in texts(picture(edition, figure, drawings)))
        for part in (
            figure.chart.title,
            edition.t(f"chart.captions.{figure.chart.kind}"),
            figure.unit and edition.t("chart.unit", unit=figure.unit),
            figure.credit,
            *(word for _, word in legend if len(legend) > 1),
        ):
            assert re.sub(r"\s", "", part) in re.sub(r"\s", "", words), figure.name


def test_the_words_of_a_picture_begin_at_the_side_where_they_are_read_from(
    drawings: Drawings,
) -> None:
    for edition, figure in CHARTS:
        text = picture(edition, figure, drawings)
        across = float(ElementTree.fromstring(text).attrib["width"])
        title = next(texts(text))
        assert title[1:3] == ((across - 24, "end") if edition.rtl else (24, "start"))
    assert {edition.rtl for edition in EDITIONS} == {True, False}


@pytest.mark.parametrize("rtl", [False, True])
def test_a_legend_keeps_to_its_width_and_no_two_words_of_a_line_meet(rtl: bool) -> None:
    for edition, figure in CHARTS:
        legend, is_bars = chart_legend(edition, figure.chart), figure.chart.form == "bars"
        for across in (640, 288):
            for line in legend_lines(legend, is_bars, across, rtl):
                ends = []
                for word, x, anchor, size in texts(f'<svg xmlns="{SVG[1:-1]}">{line}</svg>'):
                    left = x - width(word, size) if anchor == "end" else x
                    ends.append((left, left + width(word, size)))
                ends.sort()
                assert ends[0][0] >= 0 or len(ends) == 1
                assert ends[-1][1] <= across or len(ends) == 1
                assert all(one[1] < other[0] for one, other in pairwise(ends))


def test_every_look_has_a_mark_of_its_own_in_the_legend_of_a_picture() -> None:
    looks = [*MARKS, *STROKES, "hollow"]
    legend = tuple((look, look) for look in looks)
    content = "".join(legend_lines(legend, False, 10_000, False))
    drawn = re.findall(r'<g transform="translate\([\d.]+,0\)">(.*?)</g><text', content)
    assert len(drawn) == len(set(drawn)) == len(looks)
    assert f"var(--{HOLLOW[1]})" in drawn[-1]


def test_a_hostile_name_stays_text(drawings: Drawings) -> None:
    edition, figure = CHARTS[0]
    chart = replace(figure.chart, title='</title><script>"', description="&<>")
    hostile = replace(figure, chart=chart, unit="<script>", credit="<script>")
    assert "<script" not in page_svg(hostile, "wide", drawings)
    assert "<script" not in picture(edition, hostile, drawings)
