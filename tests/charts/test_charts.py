"""Pictures that say the same as the numbers: parsed back to values, for each kind and every
chart.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.build import Options, build
from builder.charts.artifacts import artifacts
from builder.charts.chart import FORMS, HEADLINE, REST
from builder.charts.charts import Charts, chart_jobs, list_figures
from builder.charts.drawing import page_svg
from builder.charts.figures import WIDTHS, EditionFigures, Figure
from builder.charts.frames import Frame
from builder.charts.indicators import indicator_figures
from builder.charts.rendering import Drawings, Result, render
from builder.charts.timelines import time_at
from builder.model.catalog import Origin
from builder.model.records import Observation, Target
from builder.problems import BuildError, Place
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.site.look import MARKS
from builder.site.site import Edition, Site
from builder.site.theme import read_theme, theme_folder
from builder.write.cache import DiskCache, MemoryCache
from builder.write.publish import DryRun
from tests.conftest import CACHE, PROJECT, TINY
from tests.factories import (
    documents,
    indicator,
    observation,
    site_of,
    target,
    tiny_catalog,
)

SVG = "{http://www.w3.org/2000/svg}"


def site(root: Path, as_of: str = "2024-12-31") -> Site:
    tree = read_tree(root)
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    theme = read_theme(theme_folder(PROJECT, "default"), catalog)
    return Site(config, catalog, theme, as_of, "https://example.org")


SITES = [site(PROJECT), site(TINY), site(PROJECT / "tests" / "sites" / "riviere")]
FIGURES = [list_figures(one) for one in SITES]
EDITIONS = [one.edition(code) for one in SITES[:2] for code in ("zh", "en")]
EDITIONS.append(SITES[2].edition("fr"))
CHARTS = [
    (edition, figure)
    for edition in EDITIONS
    for figure in FIGURES[SITES.index(edition.site)][edition.code]
]


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return render((job for figures in FIGURES for job in chart_jobs(figures)), CACHE, 2)


def test_every_form_of_chart_is_drawn_on_real_input_and_on_the_page_of_components() -> None:
    samples = {figure.chart.form for _, figure in CHARTS if figure.name.startswith("sample-")}
    real = {figure.chart.form for _, figure in CHARTS if not figure.name.startswith("sample-")}
    assert samples == real == {*FORMS.values()}


def marks(drawing: str) -> dict[str, list[list[tuple[float, float]]]]:
    """The marks of a drawing by their layer’s number: of each the points that it goes through."""
    whole = ElementTree.fromstring(
        drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
    return {
        str(number): [points(mark) for mark in group]
        for number, group in enumerate(whole.iter(f"{SVG}g"))
    }


def points(mark: ElementTree.Element) -> list[tuple[float, float]]:
    """Where a mark stands, or where the corners of a line or a bar are."""
    at = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", mark.get("transform", ""))
    x, y = (float(at[1]), float(at[2])) if at else (0.0, 0.0)
    if mark.tag == f"{SVG}line":
        return [(x, y), (x + float(mark.get("x2", 0)), y + float(mark.get("y2", 0)))]
    if at:
        return [(x, y)]
    bar = re.fullmatch(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h.*", mark.get("d", ""))
    if bar:
        left, top, across, down = map(float, bar.groups())
        return [(left, top), (left + across, top + down)]
    corners = re.findall(r"[ML]([-\d.]+),([-\d.]+)", mark.get("d", ""))
    return [(float(left), float(top)) for left, top in corners]


def value_at(frame: Frame, pixel: float) -> float:
    """The value at a pixel of the chart’s scale."""
    start, end = frame.y if frame.chart.form in ("course", "panels") else frame.x
    low, high = float(frame.chart.scale.low), float(frame.chart.scale.high)
    return low + (pixel - start) / (end - start) * (high - low)


def in_panel(frame: Frame, x: float, y: float) -> tuple[int, float, float]:
    """The number of the panel in which a point lies, and where it would lie in the first: a panel
    ends with the first line across below the point.
    """
    bases = [(left, down) for left, down, right, end in frame.grid if right - left > 10]
    below = [
        (down, left, number)
        for number, (left, down) in enumerate(bases)
        if left <= x and down >= y - 0.01
    ]
    down, left, number = min(below, key=lambda base: (base[0], -base[1]))
    return number, x - left + bases[0][0], y - down + bases[0][1]


def read_values(frame: Frame, drawing: str) -> list[tuple[str, float]]:
    """The layer and the value of every mark of a drawing, parsed back from where it stands."""
    groups = dict(zip(frame.layers, marks(drawing).values(), strict=True))
    form = frame.chart.form
    if form == "panels":
        return [
            (f"{layer} {panel}", value_at(frame, y))
            for layer in {*groups} & {"line", "whole"}
            for corners in groups[layer]
            for panel, _, y in (in_panel(frame, *corner) for corner in corners)
        ]
    if form == "matrix":
        return [
            ("squares", round(start[0] / (end[0] - start[0]))) for start, end in groups["squares"]
        ]
    if form == "bars":
        return [
            ("bars", value_at(frame, end[0]) - value_at(frame, start[0]))
            for start, end in groups["bars"]
        ]
    axis = int(form == "course")
    return [
        (layer, value_at(frame, corner[axis]))
        for layer, found in groups.items()
        if layer in ("marks", "line", "lines", "rest", "targets")
        for corners in found
        for corner in corners
    ]


def expected_values(frame: Frame) -> list[tuple[str, float]]:
    chart, layers = frame.chart, {"headline": "line", "rest": "rest", "": "targets"}
    if chart.form == "matrix":
        return [
            ("squares", n) for row in chart.rows for n, mark in enumerate(row.marks) if mark.value
        ]
    if chart.form == "panels":
        panels = [row for row in chart.rows if row.line == REST]
        wholes = [row for row in chart.rows if row.line == HEADLINE]
        return [
            (f"{layer} {n}", float(mark.value))
            for n, panel in enumerate(panels)
            for layer, rows in (("line", [panel]), ("whole", wholes))
            for row in rows
            for mark in row.marks
        ]
    if chart.form == "course":
        return [
            (layers.get(row.line, "lines"), float(mark.value))
            for row in chart.rows
            for mark in row.marks
        ]
    layer = "bars" if chart.form == "bars" else "marks"
    return [(layer, float(mark.value)) for mark in chart.marks]


@pytest.mark.parametrize("size", WIDTHS)
def test_every_mark_stands_where_its_value_is(drawings: Drawings, size: str) -> None:
    for _, figure in CHARTS:
        frame = figure.written[size]
        ends = frame.y if frame.chart.form in ("course", "panels") else frame.x
        pixel = abs(float(frame.chart.scale.high - frame.chart.scale.low) / (ends[1] - ends[0]))
        values = read_values(frame, page_svg(figure, size, drawings))
        expected = expected_values(frame)
        assert sorted(layer for layer, _ in values) == sorted(layer for layer, _ in expected)
        for one, other in zip(sorted(values), sorted(expected), strict=True):
            assert one[0] == other[0], figure.name
            assert abs(one[1] - other[1]) <= 0.02 * pixel, figure.name


def test_parts_of_bars_differ_in_height_as_their_looks_say(drawings: Drawings) -> None:
    for _, figure in CHARTS:
        if figure.chart.form == "bars":
            (found,) = marks(page_svg(figure, "wide", drawings)).values()
            heights = [round(end[1] - start[1], 1) for start, end in found]
            assert heights == [MARKS[mark.look].height for mark in figure.chart.marks], figure.name


@pytest.mark.parametrize("size", WIDTHS)
def test_every_value_over_time_stands_at_its_date(drawings: Drawings, size: str) -> None:
    for _, figure in CHARTS:
        frame = figure.written[size]
        if frame.chart.form not in ("course", "panels"):
            continue
        groups = dict(
            zip(frame.layers, marks(page_svg(figure, size, drawings)).values(), strict=True)
        )
        drawn = [
            in_panel(frame, *corner)[1] if frame.chart.form == "panels" else corner[0]
            for layer in ("line", "lines", "rest", "targets")
            if layer in groups
            for corners in groups[layer]
            for corner in corners
        ]
        shown = [
            mark
            for row in frame.chart.rows
            if frame.chart.form == "course" or row.line == REST
            for mark in row.marks
        ]
        expected = [time_at(frame, mark.date) for mark in shown]
        for one, other in zip(sorted(drawn), sorted(expected), strict=True):
            assert abs(one - other) <= 0.02, figure.name


@pytest.mark.parametrize("size", WIDTHS)
def test_every_number_beside_a_mark_is_written_and_every_text_stays_on_paper(
    drawings: Drawings, size: str
) -> None:
    for _, figure in CHARTS:
        texts = [
            element.text
            for element in ElementTree.fromstring(page_svg(figure, size, drawings)).iter("text")
        ]
        for mark in figure.chart.marks:
            if mark.side or (figure.chart.kind == "partners" and mark.value):
                assert mark.text in texts, figure.name
        frame = figure.written[size]
        for text in frame.texts:
            assert -0.01 <= text.box.left <= text.box.right <= frame.across + 0.01, figure.name
            assert -0.01 <= text.box.top <= text.box.bottom <= frame.down + 0.01, figure.name


def test_the_values_to_download_are_those_that_are_drawn(drawings: Drawings) -> None:
    files = {file.path: file for file in artifacts(SITES[0], Charts(FIGURES[0], drawings))}
    for edition, figure in CHARTS:
        if edition.site is SITES[0]:
            text = files[f"charts/{edition.code}/{figure.name}.csv"].make().decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text)))
            assert [row["value"] for row in rows] == [
                f"{mark.number:f}" for mark in figure.chart.marks
            ], figure.name
            assert [row["text"] for row in rows] == [mark.text for mark in figure.chart.marks], (
                figure.name
            )


def test_languages_share_drawings() -> None:
    keys = set[str]()
    new = []
    for code in ("zh", "en"):
        figures = [figure for group in FIGURES[0][code].indicators.values() for figure in group]
        jobs = {figure.marks["wide"].key for figure in figures}
        new.append(len(jobs - keys))
        keys |= jobs
    assert new[1] < new[0] / 2


def test_a_drawing_has_no_ids_but_those_of_its_words_and_no_english_of_its_own(
    drawings: Drawings,
) -> None:
    for _, figure in CHARTS[::5]:
        drawing, id = page_svg(figure, "wide", drawings), f"_c-{figure.name}-wide"
        assert re.findall(r' id="([^"]*)"', drawing) == [f"{id}-t", f"{id}-d"]
        assert not re.search(
            r"aria-(?!labelledby)|graphics-|clip-path|<style|style=|url\(|font-family", drawing
        )
        assert f'role="img" aria-labelledby="{id}-t {id}-d"' in drawing


def test_a_target_in_words_or_a_single_number_has_no_chart() -> None:
    indicators, figures = SITES[1].catalog.indicators, FIGURES[1]["en"].indicators
    numbers = {
        id: [
            statement
            for statement in (*indicator.observations, *indicator.targets)
            if statement.value
        ]
        for id, indicator in indicators.items()
    }
    without = [id for id, statements in numbers.items() if len(statements) < 2]
    assert without
    assert [id for id in without if figures[id]] == []


def figure_of(*statements: Observation | Target) -> Figure:
    """The only figure of an indicator with these statements."""
    parks = indicator(*statements, unit="kilometres")
    origin = Origin("parks.yaml", lambda path: Place("parks.yaml"), {})
    catalog = replace(
        tiny_catalog(),
        documents=documents(),
        indicators={"parks": parks},
        origins={("indicators", "parks"): origin},
    )
    (figure,) = indicator_figures(site_of(catalog).edition("en"), parks)
    return figure


def test_a_target_without_a_date_is_beside_the_last_report_and_says_so() -> None:
    chart = figure_of(observation("2020", "5"), target(None, "9")).chart
    assert [mark.name for mark in chart.marks] == ["reported 2020", "target (no date given)"]


def first_figure(edition: Edition) -> tuple[str, Figure]:
    """The first indicator of an edition that has a chart, and that."""
    indicators = FIGURES[SITES.index(edition.site)][edition.code].indicators
    return next((id, figures[0]) for id, figures in indicators.items() if figures)


def test_a_chart_that_lacks_a_mark_fails_with_the_place_of_its_data() -> None:
    edition = EDITIONS[3]
    id, figure = first_figure(edition)
    drawings = Drawings({job.key: Result(None, "marks are missing") for job in figure.jobs()})
    charts = Charts({"en": EditionFigures({}, (), {id: (figure,)})}, drawings)
    with pytest.raises(BuildError) as caught:
        charts.of_indicator(edition, edition.catalog.indicators[id])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("empty-chart", figure.origin)
    assert problem.message("zh") != problem.message("en")


def test_a_chart_that_was_not_listed_for_rendering_fails_loudly() -> None:
    edition = EDITIONS[3]
    id, figure = first_figure(edition)
    charts = Charts({"en": EditionFigures({}, (), {id: (figure,)})}, Drawings({}))
    with pytest.raises(LookupError, match="not listed"):
        charts.of_indicator(edition, edition.catalog.indicators[id])


def _digest(step: str = "1", **environment: str) -> str:
    code = (
        "import hashlib, sys\n"
        "from tests.charts.test_charts import CHARTS, EDITIONS\n"
        "from builder.charts.drawing import page_svg\n"
        "from builder.charts.rendering import render\n"
        "from builder.write.cache import MemoryCache\n"
        "figures = [figure for edition, figure in CHARTS if edition is EDITIONS[2]]\n"
        "figures = figures[::int(sys.argv[1])]\n"
        "drawings = render((job for one in figures for job in one.jobs()), MemoryCache(), 1)\n"
        "svgs = [page_svg(one, size, drawings) for one in figures for size in ('wide', 'narrow')]\n"
        "print(hashlib.sha256(''.join(sorted(svgs)).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code, step]
    env = os.environ | environment
    return subprocess.run(
        command, cwd=PROJECT, env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.site
def test_drawings_are_the_same_in_any_order_and_without_fonts_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", "utf-8")
    hidden = {
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "7",
    }
    assert _digest() == _digest("-1", **hidden)


def test_an_edit_of_a_definition_redraws_nothing(tiny: Path, tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache")
    build(tiny, DryRun(), Options(), cache)
    before = set(os.listdir(cache.folder))
    file = tiny / "data" / "indicators" / "water" / "clean-river-sections.yaml"
    text = file.read_text("utf-8")
    assert "definition:" in text
    file.write_text(re.sub(r"(definition: \{zh: )", r"\1另外，", text), "utf-8")
    build(tiny, DryRun(), Options(), cache)
    assert set(os.listdir(cache.folder)) == before


def test_every_drawing_is_taken_from_a_cache(drawings: Drawings) -> None:
    cache = MemoryCache()
    jobs = [job for _, figure in CHARTS for job in figure.jobs()]
    for job in jobs:
        cache.put(job.key, drawings.of(job))
    again = render(jobs, cache, 0)  # with no process to make anything
    assert all(again.of(job) == drawings.of(job) for job in jobs)


def test_the_real_site_counts_its_charts() -> None:
    names = [figure.name for figure in FIGURES[0]["zh"]]
    assert len(names) == len(set(names))
    assert len(names) > 100
