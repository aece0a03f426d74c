"""The built site in a real browser: accessible, quiet, at any width, and usable by keyboard and without scripts."""

from __future__ import annotations

import base64
import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from builder.build import Options, build
from builder.write.publish import Folder
from tests.browser import KINDS, REAL, TINY, browser, chromium, page, served
from tests.conftest import HERE, PROJECT
from tests.weigh import weigh

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium found: install it, or set OPENPLAN_CHROMIUM")

LANGUAGES = ("zh", "en")
STRAINED = ("health-literacy", "life-expectancy", "health-industry-share", "gdp", "disposable-income")
"""Indicators whose charts have many or long texts."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as found:
        yield found


def _served(root: Path, output: Path) -> Iterator[str]:
    build(root, Folder(output), Options(base_url="https://openplan.example"))
    with served(output) as address:
        yield address


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(PROJECT, tmp_path_factory.mktemp("real") / "dist")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(HERE / "sites" / "tiny", tmp_path_factory.mktemp("tiny") / "dist")


RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of axe-core’s default rules, and the one of WCAG 2.2 that it leaves out."""


def violations(opened: Page) -> list[str]:
    result = Axe().run(opened, options=RULES)
    return [f"{v['id']}: {node['html'][:120]}" for v in result.response["violations"] for node in v["nodes"]]


def looked_at(chrome: Browser, address: str, widths: tuple[int, ...]) -> None:
    """No barrier at these widths, light and dark; no scrolling sideways; nothing told to the console."""
    with page(chrome) as (opened, told):
        opened.goto(address)
        for width in widths:
            opened.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                opened.emulate_media(color_scheme=scheme)
                assert violations(opened) == []
            assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert told == []


@pytest.mark.parametrize("lang", [*LANGUAGES, "zh-hant"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_and_quiet_at_every_width(
    chrome: Browser, small: str, kind: str, lang: str
) -> None:
    looked_at(chrome, f"{small}/{lang}/{KINDS[kind].format(**TINY)}", (320, 768, 1440))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_of_the_real_site_is_accessible_and_quiet(
    chrome: Browser, real: str, kind: str, lang: str
) -> None:
    looked_at(chrome, f"{real}/{lang}/{KINDS[kind].format(**REAL)}", (320, 1440))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_pages_read_with_forced_colours_without_motion_and_at_twice_the_size(
    chrome: Browser, small: str, kind: str, lang: str
) -> None:
    with page(chrome, 1280) as (opened, told):
        opened.emulate_media(forced_colors="active", reduced_motion="reduce")
        opened.goto(f"{small}/{lang}/{KINDS[kind].format(**TINY)}")
        opened.evaluate("document.documentElement.style.fontSize = '200%'")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
        assert opened.evaluate("document.getAnimations().length") == 0
        signs = opened.locator(".v:visible")
        for sign in signs.all()[:3]:
            assert sign.evaluate("e => getComputedStyle(e, '::before').content").strip('" /') != "none"
        assert told == []


def test_on_paper_there_are_addresses_open_details_and_no_navigation(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/en/goals/")
        closed = opened.locator("details").last.locator("li").first
        expect(closed).to_be_hidden()
        opened.emulate_media(media="print")
        expect(closed).to_be_visible()
        assert closed.evaluate("e => e.checkVisibility({contentVisibilityAuto: true}) && e.offsetHeight > 0")
        expect(opened.locator("header.site nav")).to_be_hidden()
        opened.goto(f"{real}/en/about/")
        link = opened.locator("main a[href]").first
        assert "http" in link.evaluate("e => getComputedStyle(e, '::after').content")


def test_the_entrance_offers_both_languages(chrome: Browser, small: str) -> None:
    with page(chrome, 320) as (opened, told):
        opened.goto(f"{small}/")
        assert violations(opened) == []
        opened.get_by_role("link", name="English").first.click()
        expect(opened).to_have_url(f"{small}/en/")
        assert told == []


def test_the_language_switch_stays_on_the_page_and_keeps_query_and_fragment(chrome: Browser, small: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{small}/zh/indicators/?topic=water#_all")
        opened.locator(".switch [hreflang=en]").click()
        expect(opened).to_have_url(f"{small}/en/indicators/?topic=water#_all")
        assert opened.locator("[name=topic]").input_value() == "water"


def shown(opened: object) -> int:
    return opened.locator("tr[data-id]:visible").count()  # type: ignore[attr-defined, no-any-return]


def test_filters_narrow_the_table_and_keep_their_state_in_the_address(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/en/indicators/")
        everything = shown(opened)
        opened.get_by_label("Topic", exact=True).select_option("health")
        some = shown(opened)
        opened.get_by_label("Was it met?").select_option("missed")
        few = shown(opened)
        assert 0 < few < some < everything
        expect(opened.get_by_role("status")).to_have_text(f"{few} of {everything} shown")
        expect(opened).to_have_url(f"{real}/en/indicators/?topic=health&verdict=missed")
        opened.reload()
        assert shown(opened) == few
        opened.get_by_label("Find").fill("no such thing")
        expect(opened.get_by_text("Nothing matches.")).to_be_visible()
        assert shown(opened) == 0
        opened.get_by_role("button", name="Show all").click()
        expect(opened).to_have_url(f"{real}/en/indicators/")
        assert shown(opened) == everything
        assert told == []


def test_tasks_are_found_by_words_department_and_figures_and_sorted(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/zh/tasks/?department=health-commission&figures=1")
        found = opened.locator("tr[data-id]:visible")
        assert 0 < found.count() < 40
        assert all("健康" in text for text in found.all_inner_texts())
        opened.get_by_label("排序").select_option("figures")
        numbers = [int(row.get_attribute("data-figures") or 0) for row in found.all()]
        assert numbers == sorted(numbers, reverse=True)
        opened.get_by_label("排序").select_option("")
        opened.get_by_label("查找").fill("实施  三年行动")
        assert found.count() == 1
        assert told == []


def test_a_table_can_be_downloaded_whole_and_as_filtered(chrome: Browser, real: str, tmp_path: Path) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/zh/tasks/?topic=housing")
        ids = {row.get_attribute("data-id") for row in opened.locator("tr[data-id]:visible").all()}
        with opened.expect_download() as download:
            opened.get_by_role("button", name="下载筛选结果").click()
        download.value.save_as(tmp_path / "some.csv")
        with opened.expect_download() as download:
            opened.get_by_role("link", name="下载完整表格").click()
        download.value.save_as(tmp_path / "all.csv")
    some, whole = ((tmp_path / name).read_bytes() for name in ("some.csv", "all.csv"))
    rows, everything = (list(csv.DictReader(text.decode("utf-8-sig").splitlines(True))) for text in (some, whole))
    assert {row["task_id"] for row in rows} == ids
    assert [row for row in everything if row["task_id"] in ids] == rows
    assert some.startswith(whole[:40])


def test_filters_and_the_language_switch_work_by_keyboard(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/en/indicators/")
        opened.keyboard.press("Tab")
        expect(opened.get_by_role("link", name="Skip to content")).to_be_focused()
        opened.keyboard.press("Enter")
        opened.get_by_label("Find").focus()
        opened.keyboard.type("literacy")
        found = shown(opened)
        assert 0 < found < 10
        opened.keyboard.press("Tab")
        expect(opened.get_by_label("Topic", exact=True)).to_be_focused()
        opened.keyboard.type("Culture")
        assert shown(opened) < found
        opened.get_by_role("button", name="Show all").focus()
        opened.keyboard.press("Space")
        expect(opened.get_by_role("status")).to_have_text(re.compile(r"(\d+) of \1 shown"))
        opened.locator(".switch a").focus()
        opened.keyboard.press("Enter")
        expect(opened).to_have_url(f"{real}/zh/indicators/#_main")


OVERLAPS = """() => [...document.querySelectorAll("svg.chart")].flatMap(svg => {
  const paper = svg.getBoundingClientRect();
  if (!paper.width) return [];
  const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const out = texts.filter(([, box]) => box.left < paper.left - 1.5 || box.right > paper.right + 1.5
    || box.top < paper.top - 1 || box.bottom > paper.bottom + 1).map(([text]) => `outside: ${text}`);
  const both = texts.flatMap(([one, a], n) => texts.slice(n + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([other]) => `${one} over ${other}`));
  return [...out, ...both];
})"""
"""Texts of charts that leave the drawing or cover one another."""


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_label_of_a_chart_is_cut_off_or_covers_another(chrome: Browser, real: str, lang: str, width: int) -> None:
    paths = ["about/style/", "results/", "departments/", "topics/", "documents/"]
    paths += [f"indicators/{id}/" for id in STRAINED]
    with page(chrome, width) as (opened, told):
        for path in paths:
            opened.goto(f"{real}/{lang}/{path}")
            assert opened.locator("svg.chart:visible").count() > 0, path
            assert opened.evaluate(OVERLAPS) == [], path
        assert told == []


INKS = """async (address) => {
  const image = await createImageBitmap(await (await fetch(address)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0);
  return new Set(new Uint32Array(paper.getImageData(0, 0, image.width, image.height).data.buffer)).size;
}"""
"""How many colours a photograph has."""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_component_and_every_chart_shows_on_a_photograph(
    chrome: Browser, small: str, lang: str, scheme: Literal["light", "dark"]
) -> None:
    with page(chrome, 1440, scheme) as (opened, _), page(chrome) as (lens, _):
        opened.goto(f"{small}/{lang}/about/style/")
        shown = [*opened.locator("main > section").all(), *opened.locator("svg.chart:visible").all()]
        assert len(shown) > 20
        for one in shown:
            photograph = base64.b64encode(one.screenshot()).decode()
            assert lens.evaluate(INKS, f"data:image/png;base64,{photograph}") > 4


def test_a_chart_comes_alive_on_request_and_goes_back_with_one_key(chrome: Browser, real: str) -> None:
    for scheme in SCHEMES:
        with page(chrome, 1440, scheme) as (opened, told):
            opened.goto(f"{real}/zh/departments/")
            loaded = opened.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
            assert not [name for name in loaded if "vega" in name]
            figure = opened.locator("figure.drawn").first
            figure.get_by_role("button", name="交互查看").click()
            said = figure.locator("output")
            expect(said).to_have_text("杭州市发展和改革委员会，牵头 1")
            opened.keyboard.press("Tab")
            expect(said).to_have_text(re.compile("杭州市发展和改革委员会，负责"))
            figure.locator(".place [tabindex]").nth(6).hover()
            expect(said).not_to_have_text(re.compile("杭州市发展和改革委员会"))
            before = figure.locator(".place [tabindex]").count()
            figure.get_by_role("checkbox", name="牵头").uncheck()
            expect(figure.locator(".place [tabindex]")).not_to_have_count(before)
            assert violations(opened) == []
            figure.locator(".place [tabindex]").first.focus()
            opened.keyboard.press("Escape")
            expect(figure.locator(".live")).to_have_count(0)
            expect(figure.locator("svg.wide")).to_be_visible()
            expect(figure.get_by_role("button", name="交互查看")).to_be_focused()
            assert told == []


def test_a_picture_is_drawn_with_the_readers_fonts(chrome: Browser, real: str, tmp_path: Path) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/zh/indicators/life-expectancy/")
        with opened.expect_download() as download:
            opened.get_by_role("link", name="PNG").first.click()
        assert download.value.suggested_filename == "life-expectancy.png"
        download.value.save_as(tmp_path / "picture.png")
        assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
        assert told == []


@contextmanager
def framing(address: str, folder: Path) -> Iterator[str]:
    """The address of another site, whose page shows an address in a frame."""
    page = f'<!doctype html><link rel="icon" href="data:,"><iframe src="{address}" width="600" height="420"></iframe>'
    (folder / "index.html").write_text(page, "utf-8")
    with served(folder) as other:
        yield f"{other}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_embedded_page_is_light_accessible_and_can_be_framed(
    chrome: Browser, real: str, lang: str, tmp_path: Path
) -> None:
    address = f"{real}/embed/{lang}/indicators/health-literacy/"
    looked_at(chrome, address, (320, 768))
    assert weigh(chrome, address).whole <= 25
    with framing(address, tmp_path) as other, page(chrome) as (opened, told):
        opened.goto(other)
        frame = opened.frame_locator("iframe")
        expect(frame.locator("svg.chart:visible")).to_have_count(1)
        expect(frame.locator("h1")).to_be_visible()
        assert told == []


def test_other_pages_cannot_be_framed(chrome: Browser, real: str, tmp_path: Path) -> None:
    with framing(f"{real}/en/about/", tmp_path) as other, page(chrome) as (opened, told):
        opened.goto(other)
        opened.wait_for_timeout(500)
        assert any("frame-ancestors" in line for line in told)


def test_without_scripts_charts_are_there_and_offer_no_dead_control(chrome: Browser, real: str) -> None:
    with page(chrome, scripts=False) as (opened, _):
        opened.goto(f"{real}/en/indicators/health-literacy/")
        expect(opened.locator("svg.wide").first).to_be_visible()
        expect(opened.get_by_role("button")).to_have_count(0)
        expect(opened.get_by_role("link", name="SVG").first).to_be_visible()
        expect(opened.get_by_role("link", name="PNG")).to_have_count(0)


def test_without_scripts_the_tables_are_whole_and_no_dead_control_shows(chrome: Browser, real: str) -> None:
    with page(chrome, scripts=False) as (opened, told):
        opened.goto(f"{real}/en/tasks/?department=health-commission")
        assert opened.locator("tr[data-id]").count() > 200
        expect(opened.locator("form.filters")).to_be_hidden()
        expect(opened.get_by_role("link", name="Download the full table")).to_be_visible()
        assert told == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "found"])
def test_every_kind_of_page_keeps_to_its_weight(chrome: Browser, real: str, kind: str, lang: str) -> None:
    weight = weigh(chrome, f"{real}/{lang}/{KINDS[kind].format(**REAL)}")
    assert weight.requests <= 8
    assert weight.scripts <= 12
    assert weight.whole <= 60
    assert weight.shift <= 0.02
