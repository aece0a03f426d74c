"""Pictures that say the same as the numbers: parsed back to values, for each kind and every
chart.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import altair
import pytest

from builder.build import Options, build
from builder.charts.artifacts import artifacts
from builder.charts.chart import Chart
from builder.charts.charts import Charts, chart_jobs, list_figures
from builder.charts.drawing import file_svg, page_svg, vega_lite
from builder.charts.figures import WIDTHS, EditionFigures, Figure
from builder.charts.indicators import indicator_figures
from builder.charts.layouts import LAYOUTS, Layout
from builder.charts.rendering import Drawings, Result, render
from builder.charts.scale import width
from builder.model.catalog import Origin
from builder.model.records import Observation, Target
from builder.problems import BuildError, Place
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.site.site import Edition, Site
from builder.write.cache import DiskCache, MemoryCache
from builder.write.publish import DryRun
from tests.conftest import CACHE, PROJECT, TINY
from tests.factories import (
    default_theme,
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
    return Site(
        config,
        read_catalog(tree, config.languages, config.year_start),
        default_theme(),
        as_of,
        "https://example.org",
    )


SITES = [site(PROJECT), site(TINY)]
FIGURES = [list_figures(one) for one in SITES]
EDITIONS = [one.edition(code) for one in SITES for code in ("zh", "en")]
CHARTS = [
    (edition, figure)
    for edition in EDITIONS
    for figure in FIGURES[SITES.index(edition.site)][edition.code]
]


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return render((job for figures in FIGURES for job in chart_jobs(figures)), CACHE, 2)


def test_every_kind_of_chart_is_drawn_somewhere_and_on_real_input() -> None:
    assert {figure.chart.kind for _, figure in CHARTS} == set(LAYOUTS)
    own = [
        (edition, figure.chart.kind)
        for edition, figure in CHARTS
        if not figure.name.startswith("sample-")
    ]
    assert {kind for edition, kind in own if edition in EDITIONS[:2]} == set(LAYOUTS) - {"timeline"}
    assert "timeline" in {kind for _, kind in own}


def marks(text: str) -> dict[str, list[tuple[float, float]]]:
    """The positions on paper of points and of rectangles’ ends, in the order of the drawing."""
    whole = ElementTree.fromstring(
        text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
    points, rects = [], []
    for path in whole.iter(f"{SVG}path"):
        translation = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", path.get("transform", ""))
        if translation:
            points.append((float(translation[1]), float(translation[2])))
        else:
            box = re.fullmatch(r"M([-\d.]+),[-\d.]+h([-\d.]+)v.*", path.get("d", ""))
            assert box, path.get("d")
            rects.append((float(box[1]), float(box[1]) + float(box[2])))
    return {"points": points, "rects": rects}


def value_at(layout: Layout, pixel: float) -> float:
    """The value at a pixel of the scale."""
    low, high = float(layout.scale.low), float(layout.scale.high)
    return low + (pixel - layout.start) / (layout.end - layout.start) * (high - low)


def values_of_marks(layout: Layout, drawing: str, chart: Chart) -> list[float]:
    positions = marks(drawing)
    if chart.kind == "partners":
        return [round(value_at(layout, left)) for left, _ in sorted(positions["rects"])]
    if LAYOUTS[chart.kind].__name__ == "_bars":
        return [
            value_at(layout, right) - value_at(layout, left) for left, right in positions["rects"]
        ]
    axis = 1 if layout.vertical else 0
    return [value_at(layout, point[axis]) for point in positions["points"]]


def expected_values(chart: Chart) -> list[float]:
    if chart.kind == "partners":
        return sorted(n for row in chart.rows for n, mark in enumerate(row.marks) if mark.value)
    if LAYOUTS[chart.kind].__name__ == "_swarm":
        return [
            float(mark.value)
            for row in chart.rows
            for mark in sorted(row.marks, key=lambda mark: (mark.value, mark.name))
        ]
    return [float(mark.value) for mark in chart.marks]


@pytest.mark.parametrize("size", WIDTHS)
def test_every_mark_stands_where_its_value_is(drawings: Drawings, size: str) -> None:
    for _, figure in CHARTS:
        layout = figure.layouts[size]
        pixel = abs(float(layout.scale.high - layout.scale.low) / (layout.end - layout.start))
        values = values_of_marks(layout, page_svg(figure, size, drawings), figure.chart)
        expected = expected_values(figure.chart)
        assert len(values) == len(expected), figure.name
        for one, other in zip(values, expected, strict=True):
            assert abs(one - other) <= 0.02 * pixel, figure.name


def extent(text: Mapping[str, object]) -> tuple[float, float]:
    """From where to where a text of a layout goes, at its widest."""
    x, across = float(str(text["x"])), width(str(text["text"]), float(str(text["size"])))
    left = x - {"left": 0, "center": across / 2, "right": across}[str(text["align"])]
    return left, left + across


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
        layout = figure.layouts[size]
        for row in layout.texts:
            left, right = extent(row)
            assert -0.01 <= left <= right <= layout.across + 0.01, figure.name
            assert 0 <= float(str(row["y"])) <= layout.down, figure.name


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


def test_a_specification_of_each_kind_is_valid(drawings: Drawings) -> None:
    real, tiny = (
        {figure.chart.kind: (edition, figure) for edition, figure in charts}
        for charts in (reversed(CHARTS), CHARTS)
    )
    for edition, figure in (*real.values(), *tiny.values()):
        spec = vega_lite(figure, drawings, edition.site.palette)
        altair.Chart.from_dict(
            {key: value for key, value in spec.items() if key != "usermeta"}, validate=True
        )


def test_a_specification_is_json_and_names_no_other_host(drawings: Drawings) -> None:
    for edition, figure in CHARTS[::7]:
        text = json.dumps(vega_lite(figure, drawings, edition.site.palette), ensure_ascii=False)
        assert not re.search(r"https?://(?!vega\.github\.io/schema)", text)


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


def test_a_picture_stands_alone(drawings: Drawings) -> None:
    for edition, figure in CHARTS[::5]:
        text = file_svg(figure, drawings, edition.site.palette, "Source: <A & B>").decode()
        assert "var(" not in text
        assert "Source: &lt;A &amp; B&gt;" in text
        assert ElementTree.fromstring(text).find(f"{SVG}title") is not None


def test_a_hostile_name_stays_text(drawings: Drawings) -> None:
    edition, figure = CHARTS[0]
    chart = replace(figure.chart, title='</title><script>"', description="&<>")
    hostile = replace(figure, chart=chart)
    assert "<script" not in page_svg(hostile, "wide", drawings)
    assert b"<script" not in file_svg(hostile, drawings, edition.site.palette, "<script>")


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


@pytest.mark.parametrize(
    ("years", "kind"),
    [((2022,), "promise"), ((2022, 2023), "promise"), (range(2021, 2024), "timeline")],
)
def test_from_three_years_on_values_are_a_line_through_time(
    years: Iterable[int], kind: str
) -> None:
    reports = [observation(str(year), str(year - 2000)) for year in years]
    assert figure_of(*reports, target("2025", "30")).chart.kind == kind


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


def test_parts_of_a_year_stand_where_they_end() -> None:
    quarters = [observation(f"2021-Q{n}", str(n)) for n in (1, 2, 4)]
    years = observation("2019", "9"), observation("2020", "8")
    figure = figure_of(*years, *quarters, target("2022", "9"))
    rows = figure.chart.rows
    assert [row.heading for row in rows] == ["Q1 2021", "Q2 2021", "Q4 2021", "2022"]
    assert [round(row.year, 2) for row in rows] == [2020.25, 2020.5, 2021, 2022]
    points = [float(str(point["x"])) for point in figure.layouts["wide"].points]
    assert points == sorted(points)
    assert (points[3] - points[2]) == pytest.approx((points[2] - points[0]) / 0.75, rel=0.01)


@pytest.mark.parametrize(
    ("periods", "caption"),
    [(("2021", "2022", "2023"), "timeline"), (("2021-Q1", "2021-Q2", "2021-Q3"), "over_time")],
)
def test_only_years_are_told_year_by_year(periods: tuple[str, ...], caption: str) -> None:
    figure = figure_of(*(observation(period, period[-1]) for period in periods))
    drawings = render(figure.jobs(), CACHE, 1)
    edition = EDITIONS[2]
    charts = Charts({edition.code: EditionFigures({"one": figure}, (), {})}, drawings)
    (view,) = charts.surveys(edition, "one")
    assert view.caption == edition.t(f"chart.captions.{caption}")


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
