"""Pictures that say the same as the numbers: parsed back to values, for each kind and every chart."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import altair
import pytest

from builder.build import Options, build
from builder.make import charts, studio
from builder.make.chart import Chart
from builder.make.charts import WIDTHS, picture, specification, svg
from builder.make.plots import MAKERS, Plot
from builder.make.studio import Remembered
from builder.model.catalog import Catalog
from builder.pages.edition import Edition
from builder.pages.files import charts as chart_files
from builder.pages.site import Site
from builder.pages.theme import read_theme, theme_folder
from builder.pages.views.charts import Drawn, chart_view, of_indicator
from builder.pages.views.gallery import gallery
from builder.pages.views.surveys import surveys
from builder.problems import BuildError
from builder.read.load import read_catalog, read_config
from builder.read.tree import read_tree
from builder.write.memo import user_memo
from builder.write.publish import Nowhere
from tests.conftest import HERE, PROJECT

TINY = HERE / "sites" / "tiny"
SVG = "{http://www.w3.org/2000/svg}"
MEMO = user_memo()


def site(root: Path, as_of: str = "2024-12-31") -> Site:
    tree = read_tree(root)
    theme = read_theme(theme_folder(root, "default"))
    return Site(read_config(tree), read_catalog(tree), theme, as_of, "https://example.org", MEMO)


EDITIONS = [Edition(site(root), lang) for root in (PROJECT, TINY) for lang in ("zh", "en")]


def every(e: Edition) -> Iterator[Drawn]:
    yield from surveys(e)
    yield from gallery(e)
    for indicator in e.catalog.indicators.values():
        yield from of_indicator(e, indicator)


CHARTS = [(e, drawn) for e in EDITIONS for drawn in every(e)]


def test_every_kind_of_chart_is_drawn_somewhere_and_on_real_input() -> None:
    assert {drawn.chart.kind for _, drawn in CHARTS} == set(MAKERS)
    real = {drawn.chart.kind for e, drawn in CHARTS if e in EDITIONS[:2] and not drawn.name.startswith("sample-")}
    assert real == set(MAKERS) - {"timeline"}
    assert "timeline" in {drawn.chart.kind for e, drawn in CHARTS if not drawn.name.startswith("sample-")}


def marks(text: str) -> dict[str, list[tuple[float, float]]]:
    """The positions on paper of points and of rectangles’ ends, in drawn order."""
    whole = ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    points, rects = [], []
    for path in whole.iter(f"{SVG}path"):
        moved = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", path.get("transform", ""))
        if moved:
            points.append((float(moved[1]), float(moved[2])))
        else:
            box = re.fullmatch(r"M([-\d.]+),[-\d.]+h([-\d.]+)v.*", path.get("d", ""))
            assert box, path.get("d")
            rects.append((float(box[1]), float(box[1]) + float(box[2])))
    return {"points": points, "rects": rects}


def back(made: Plot, pixel: float) -> float:
    """The value at a pixel of the scale."""
    low, high = float(made.scale.low), float(made.scale.high)
    return low + (pixel - made.start) / (made.end - made.start) * (high - low)


def values(made: Plot, drawn: str, chart: Chart) -> list[float]:
    found = marks(drawn)
    if chart.kind == "partners":
        cells = sorted(found["rects"])
        return [round(back(made, left)) for left, _ in cells]
    if MAKERS[chart.kind].__name__ == "_bars":
        return [back(made, right) - back(made, left) for left, right in found["rects"]]
    axis = 1 if made.vertical else 0
    return [back(made, point[axis]) for point in found["points"]]


def wanted(chart: Chart) -> list[float]:
    if chart.kind == "partners":
        return sorted(n for row in chart.rows for n, mark in enumerate(row.marks) if mark.value)
    if MAKERS[chart.kind].__name__ == "_swarm":
        return [float(m.value) for row in chart.rows for m in sorted(row.marks, key=lambda m: (m.value, m.name))]
    return [float(mark.value) for mark in chart.marks]


@pytest.mark.parametrize("size", WIDTHS)
def test_every_mark_stands_where_its_value_is(size: str) -> None:
    for _, drawn in CHARTS:
        made = charts.plot(drawn.chart, size)
        drawing = svg(drawn.chart, size, "c", MEMO)
        pixel = abs(float(made.scale.high - made.scale.low) / (made.end - made.start))
        found, expected = values(made, drawing, drawn.chart), wanted(drawn.chart)
        assert len(found) == len(expected), drawn.name
        for one, other in zip(found, expected, strict=True):
            assert abs(one - other) <= 0.02 * pixel, drawn.name


@pytest.mark.parametrize("size", WIDTHS)
def test_every_number_beside_a_mark_is_written_and_every_text_stays_on_paper(size: str) -> None:
    for _, drawn in CHARTS:
        drawing = svg(drawn.chart, size, "c", MEMO)
        texts = [t.text for t in ElementTree.fromstring(drawing).iter("text")]
        for mark in drawn.chart.marks:
            if mark.side or (drawn.chart.kind == "partners" and mark.value):
                assert mark.text in texts, drawn.name
        made = charts.plot(drawn.chart, size)
        for row in made.texts:
            assert 0 <= float(str(row["x"])) <= made.across, drawn.name
            assert 0 <= float(str(row["y"])) <= made.down, drawn.name


def test_the_values_to_download_are_those_that_are_drawn() -> None:
    for e in EDITIONS[:2]:
        files = {artifact.path: artifact for artifact in chart_files(e)}
        for drawn in every(e):
            text = files[f"charts/{e.code}/{drawn.name}.csv"].make().decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text)))
            assert [row["value"] for row in rows] == [f"{m.exact:f}" for m in drawn.chart.marks], drawn.name
            assert [row["text"] for row in rows] == [m.text for m in drawn.chart.marks], drawn.name


def test_languages_share_drawings() -> None:
    zh, en = EDITIONS[:2]
    memo = Remembered()
    for e in (zh, en):
        before = len(memo.known)
        for indicator in list(e.catalog.indicators.values())[:60]:
            for drawn in of_indicator(e, indicator):
                svg(drawn.chart, "wide", "c", memo)
    assert len(memo.known) - before < before / 2


def test_a_specification_of_each_kind_is_valid() -> None:
    real, tiny = ({d.chart.kind: (e, d) for e, d in charts} for charts in (reversed(CHARTS), CHARTS))
    for e, drawn in (*real.values(), *tiny.values()):
        spec = specification(drawn.chart, e.site.palette, MEMO)
        altair.Chart.from_dict({k: v for k, v in spec.items() if k != "usermeta"}, validate=True)


def test_a_specification_is_json_and_names_no_other_host() -> None:
    for e, drawn in CHARTS[::7]:
        text = json.dumps(specification(drawn.chart, e.site.palette, MEMO), ensure_ascii=False)
        assert not re.search(r"https?://(?!vega\.github\.io/schema)", text)


def test_a_drawing_has_no_ids_but_those_of_its_words_and_no_english_of_its_own() -> None:
    for _, drawn in CHARTS[::5]:
        drawing = svg(drawn.chart, "wide", "c", MEMO)
        assert re.findall(r' id="([^"]*)"', drawing) == ["c-t", "c-d"]
        assert not re.search(r"aria-(?!labelledby)|graphics-|clip-path|<style|style=|url\(|font-family", drawing)
        assert 'role="img" aria-labelledby="c-t c-d"' in drawing


def test_a_picture_stands_alone() -> None:
    for e, drawn in CHARTS[::5]:
        text = picture(drawn.chart, e.site.palette, "Source: <A & B>", MEMO).decode()
        assert "var(" not in text
        assert "Source: &lt;A &amp; B&gt;" in text
        assert ElementTree.fromstring(text).find(f"{SVG}title") is not None


def test_a_hostile_name_stays_text() -> None:
    e, drawn = CHARTS[0]
    chart = drawn.chart
    bad = Chart(chart.kind, '</title><script>"', "&<>", chart.rows, chart.scale, chart.ticks)
    assert "<script" not in svg(bad, "wide", "c", MEMO)
    assert b"<script" not in picture(bad, e.site.palette, "<script>", MEMO)


def test_a_target_in_words_or_a_single_number_has_no_chart() -> None:
    e = EDITIONS[3]
    for indicator in e.catalog.indicators.values():
        numbers = [s for s in (*indicator.observations, *indicator.targets) if s.value]
        if len(numbers) < 2:
            assert list(of_indicator(e, indicator)) == [], indicator.id
    assert any(len([s for s in (*i.observations, *i.targets) if s.value]) < 2 for i in e.catalog.indicators.values())


def test_a_chart_that_lacks_a_mark_fails_with_the_place_of_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    e = EDITIONS[3]
    broken = Edition(Site(e.site.config, e.catalog, e.site.theme, e.site.as_of, e.site.base_url), "en")
    monkeypatch.setattr(studio, "_groups", lambda svg: [])
    drawn = next(d for i in e.catalog.indicators.values() for d in of_indicator(broken, i))
    with pytest.raises(BuildError) as caught:
        chart_view(broken, drawn)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("empty-chart", drawn.origin)
    assert problem.message("zh") != problem.message("en")


def _digest(step: str = "1", **environment: str) -> str:
    code = (
        "import hashlib, sys\n"
        "from tests.test_charts import EDITIONS, every\n"
        "from builder.make.charts import svg\n"
        "from builder.make.studio import Remembered\n"
        "made = [svg(d.chart, size, 'c', Remembered()) for d in list(every(EDITIONS[2]))[::int(sys.argv[1])]"
        " for size in ('wide', 'narrow')]\n"
        "print(hashlib.sha256(''.join(sorted(made)).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code, step]
    given = os.environ | environment
    told = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_drawings_are_the_same_in_any_order_and_without_the_machines_fonts(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", "utf-8")
    hidden = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    assert _digest() == _digest("-1", **hidden)


def test_an_edit_of_a_definition_redraws_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    build(tiny, Nowhere(), Options())
    before = set(os.listdir(tmp_path / "cache" / "openplan" / "drawings"))
    file = tiny / "data" / "indicators" / "water" / "clean-river-sections.yaml"
    text = file.read_text("utf-8")
    assert "definition:" in text
    file.write_text(re.sub(r"(definition: \{zh: )", r"\1另外，", text), "utf-8")
    build(tiny, Nowhere(), Options())
    assert set(os.listdir(tmp_path / "cache" / "openplan" / "drawings")) == before


FOREIGN = {
    "a script": '<g fill="none"><script>alert(1)</script></g>',
    "a handler": '<g fill="none"><path onclick="alert(1)"/></g>',
    "an address": '<g fill="none"><path fill="url(https://example.org/)"/></g>',
    "a link": '<g fill="none"><a href="javascript:alert(1)"><path d="M0,0"/></a></g>',
    "words": '<g fill="none"><text x2="1">words</text></g>',
    "nothing of ours": "<p>",
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_what_we_never_draw_is_not_taken_from_a_memo_and_is_replaced(foreign: str) -> None:
    (task, *_) = charts.tasks(CHARTS[0][1].chart)
    drawn = studio.result(task, Remembered())
    for again in (studio.result, lambda task, memo: studio.make_all([task], memo, 1)):
        memo = Remembered()
        memo.put(task.key, drawn.replace("</g>", f"</g>{foreign}", 1))
        again(task, memo)
        assert memo.get(task.key) == drawn


def test_a_picture_of_points_is_not_taken_from_a_memo_unless_it_is_png() -> None:
    task = charts.png('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')
    memo = Remembered()
    memo.put(task.key, "PHN2Zz4=")
    assert charts.pixels(task, memo).startswith(b"\x89PNG")


def test_every_drawing_is_taken_from_a_memo(monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Remembered()
    tasks = [task for _, drawn in CHARTS for task in charts.tasks(drawn.chart)]
    studio.make_all(tasks, memo, 2)
    monkeypatch.setattr(studio, "_made", None)
    assert all(studio.result(task, memo) == memo.get(task.key) for task in tasks)


def test_the_real_site_counts_its_charts(real: Catalog) -> None:
    names = [drawn.name for drawn in every(EDITIONS[0])]
    assert len(names) == len(set(names))
    assert len(names) > 100
