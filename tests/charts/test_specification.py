"""The published Vega-Lite: valid, whole, drawn by Vega alone, and restyled by people who have never
heard of us.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert

from builder.charts.chart import REST
from builder.charts.charts import chart_jobs
from builder.charts.figures import Figure
from builder.charts.rendering import Drawings, render
from builder.charts.specification import vega_lite
from builder.site.site import Edition
from tests.charts.test_charts import CHARTS, FIGURES
from tests.conftest import CACHE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return render((job for figures in FIGURES for job in chart_jobs(figures)), CACHE, 2)


def of_every_structure() -> Iterator[tuple[Edition, Figure]]:
    """A chart of each kind, with each combination of layers that occurs."""
    seen = set()
    for edition, figure in CHARTS:
        structure = figure.chart.kind, *figure.frames["wide"].layers
        if structure not in seen:
            seen.add(structure)
            yield edition, figure


STRUCTURES = [*of_every_structure()]
PANELS = [one for one in STRUCTURES if one[1].chart.form == "panels"]


@pytest.mark.parametrize(
    ("edition", "figure"), STRUCTURES, ids=lambda one: getattr(one, "name", "")
)
def test_a_specification_is_valid_vega_lite(
    drawings: Drawings, edition: Edition, figure: Figure
) -> None:
    spec = vega_lite(figure, drawings, edition)
    alt.Chart.from_dict(spec, validate=True)
    assert "@" not in re.sub(r'"[^"]*[\w\s]@[^"]*"', "", json.dumps(spec))  # no gap is left


def test_a_specification_is_json_and_names_no_other_host(drawings: Drawings) -> None:
    for edition, figure in CHARTS[::7]:
        text = json.dumps(vega_lite(figure, drawings, edition), ensure_ascii=False)
        assert not re.search(r"https?://(?!vega\.github\.io/schema)", text)


def encodings(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for layer in spec.get("spec", spec)["layer"]:
        yield layer["encoding"]


@pytest.mark.parametrize(
    ("edition", "figure"), STRUCTURES, ids=lambda one: getattr(one, "name", "")
)
def test_fields_scales_and_axes_are_real(
    drawings: Drawings, edition: Edition, figure: Figure
) -> None:
    spec = vega_lite(figure, drawings, edition)
    fields = {row_field for row in spec["datasets"]["rows"] for row_field in row}
    for encoding in encodings(spec):
        for channel in ("x", "y"):
            assert encoding[channel]["axis"] is not None
            field = encoding[channel]["field"]
            assert field in fields
    for channel in ("x", "y"):
        domains = [e[channel]["scale"].get("domain") for e in encodings(spec)]
        assert len([domain for domain in domains if domain]) == 1
    numbers = [row["value"] for row in spec["datasets"]["rows"] if "value" in row]
    drawn = [
        float(mark.value)
        for mark in figure.chart.marks
        if mark.value or figure.chart.form != "matrix"
    ]
    assert sorted(n for n in numbers if n is not None) == sorted(drawn)


def test_panels_are_a_facet_in_their_order_with_the_whole_in_each(drawings: Drawings) -> None:
    edition, figure = PANELS[0]
    spec = vega_lite(figure, drawings, edition)
    panels = [row.heading for row in figure.chart.rows if row.line == REST]
    svg = vl_convert.vegalite_to_svg(spec)
    assert spec["facet"]["sort"] == panels
    assert len({row["series"] for row in spec["datasets"]["rows"]}) == len(panels) + 1
    soft = f'stroke="{edition.site.palette["soft"]}"'
    assert len(re.findall(rf'<path[^>]* d="M[^"]*L[^"]*"[^>]*{soft}', svg)) == len(panels)


def texts_of(svg: str) -> list[str]:
    whole = ElementTree.fromstring(svg)
    return ["".join(text.itertext()) for text in whole.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("edition", "figure"), STRUCTURES, ids=lambda one: getattr(one, "name", "")
)
def test_vega_alone_draws_it_with_axes_title_and_source(
    drawings: Drawings, edition: Edition, figure: Figure
) -> None:
    spec = vega_lite(figure, drawings, edition)
    texts = texts_of(vl_convert.vegalite_to_svg(spec))
    assert spec["title"]["text"] in texts
    assert any(spec["title"]["subtitle"][0] in text for text in texts)
    marks = figure.chart.marks
    if figure.chart.form in ("dots", "matrix"):
        assert all(any(mark.text in text for text in texts) for mark in marks if mark.value)


TEN = [*PANELS[:1], *(STRUCTURES[n % len(STRUCTURES)] for n in range(0, 3 * 9, 3))]


@pytest.mark.parametrize(("edition", "figure"), TEN, ids=lambda one: getattr(one, "name", ""))
def test_five_lines_of_altair_restyle_it(
    drawings: Drawings, edition: Edition, figure: Figure
) -> None:
    text = json.dumps(vega_lite(figure, drawings, edition))

    chart = alt.Chart.from_json(text)
    chart = chart.properties(title="Ours", background="#ffeedd")
    chart = chart.configure_axis(labelFont="Georgia", labelColor="#123456", grid=False)
    view = chart.spec if figure.chart.form == "panels" else chart
    view.width = 800
    view.layer[-1].mark.opacity = 0.5
    svg = vl_convert.vegalite_to_svg(chart.to_json())

    assert "Ours" in texts_of(svg)
    for ours in ("#ffeedd", "#123456", "Georgia"):
        assert ours in svg
    assert re.search(r'opacity="0\.5"', svg)
