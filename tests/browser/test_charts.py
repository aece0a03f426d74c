"""Charts in Chromium: whole, visible, alive on request, and to be taken along."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import LANGUAGES, SCHEMES, Scheme, overhang, page, violations

STRAINED = (
    "health-literacy",
    "life-expectancy",
    "health-industry-share",
    "gdp",
    "disposable-income",
)
"""Indicators whose charts have many or long texts."""


OVERLAPS = """() => [...document.querySelectorAll("svg.chart")].flatMap(svg => {
  const paper = svg.getBoundingClientRect();
  if (!paper.width) return [];
  const texts = [...svg.querySelectorAll("text")]
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  const out = texts.filter(([, box]) => box.left < paper.left - 1.5 || box.right > paper.right + 1.5
    || box.top < paper.top - 1 || box.bottom > paper.bottom + 1)
    .map(([text]) => `outside: ${text}`);
  const both = texts.flatMap(([one, a], n) => texts.slice(n + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
      .map(([other]) => `${one} over ${other}`));
  return [...out, ...both];
})"""
"""Texts of charts that leave the drawing or cover one another."""


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_label_of_a_chart_is_cut_off_or_covers_another(
    chrome: Browser, real_site: str, lang: str, width: int
) -> None:
    paths = ["about/style/", "results/", "departments/", "topics/", "documents/"]
    paths += [f"indicators/{id}/" for id in STRAINED]
    with page(chrome, width) as (opened, complaints):
        for path in paths:
            opened.goto(f"{real_site}/{lang}/{path}")
            assert opened.locator("svg.chart:visible").count() > 0, path
            assert opened.evaluate(OVERLAPS) == [], path
        assert complaints == []


INKS = """async (address) => {
  const image = await createImageBitmap(await (await fetch(address)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0);
  const pixels = paper.getImageData(0, 0, image.width, image.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
}"""
"""How many colours a photograph has."""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_component_and_every_chart_shows_on_a_photograph(
    chrome: Browser, tiny_site: str, lang: str, scheme: Scheme
) -> None:
    with page(chrome, 1440, scheme) as (opened, _), page(chrome) as (lens, _):
        opened.goto(f"{tiny_site}/{lang}/about/style/")
        shown = [
            *opened.locator("main > section").all(),
            *opened.locator("svg.chart:visible").all(),
        ]
        assert len(shown) > 20
        for one in shown:
            photograph = base64.b64encode(one.screenshot()).decode()
            assert lens.evaluate(INKS, f"data:image/png;base64,{photograph}") > 4


MIDDLE = """mark => {
  const { x, y, width, height } = mark.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
"""The middle of a mark on the screen."""


def live(opened: Page, name: str) -> Locator:
    """The figure of a chart, drawn live."""
    figure = opened.locator(f'[id="_c-{name}"]')
    figure.locator("[data-chart]").click()
    expect(figure.locator(".place svg")).to_be_visible()
    return figure


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1440])
def test_a_chart_comes_alive_on_request_and_goes_back_with_one_key(
    chrome: Browser, river_site: str, width: int, scheme: Scheme
) -> None:
    with page(chrome, width, scheme) as (opened, complaints):
        opened.goto(f"{river_site}/en/departments/")
        loaded = opened.evaluate(
            "performance.getEntriesByType('resource').map(entry => entry.name)"
        )
        assert not [name for name in loaded if "vega" in name]
        figure = live(opened, "bodies")
        expect(figure.locator(".place")).to_be_focused()
        room = figure.locator(".live").bounding_box()
        drawing = figure.locator(".place svg").bounding_box()
        assert room
        assert drawing
        assert drawing["width"] <= room["width"] + 0.5
        assert drawing["width"] > 0.9 * room["width"]
        assert figure.locator("[aria-roledescription], [role^=graphics]").count() == 0
        assert violations(opened) == []
        assert overhang(opened, width) <= 0
        opened.keyboard.press("Escape")
        expect(figure.locator(".live")).to_have_count(0)
        expect(figure.locator("svg.chart:visible")).to_have_count(1)
        expect(figure.get_by_role("button", name="Explore")).to_be_focused()
        assert complaints == []


def test_keys_and_pointer_read_values_out(chrome: Browser, river_site: str) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{river_site}/en/indicators/emissions/")
        figure = live(opened, "emissions")
        output, ring = figure.locator("output"), figure.locator(".ring")
        expect(output).to_have_text(re.compile("arrow keys"))
        opened.keyboard.press("ArrowRight")
        expect(output).to_have_text("reported 2021: 286,000")
        opened.keyboard.press("End")
        expect(output).to_have_text("reported 2024: 259,000")
        opened.keyboard.press("ArrowDown")
        expect(output).to_have_text("target 2025: 250,000")
        opened.keyboard.press("ArrowRight")
        expect(output).to_have_text("target 2030: ≤210,000")
        opened.keyboard.press("Home")
        target = figure.locator(".place .mark-symbol path").all()[-2]
        assert ring.evaluate(MIDDLE) == pytest.approx(target.evaluate(MIDDLE), abs=1)
        place = figure.locator(".place").bounding_box()
        assert place
        opened.mouse.move(place["x"] + place["width"] - 20, place["y"] + place["height"] / 2)
        expect(output).to_have_text("target 2030: ≤210,000")
        assert complaints == []


def test_a_live_chart_follows_width_and_scheme_and_is_not_printed(
    chrome: Browser, river_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{river_site}/en/indicators/emissions/")
        figure = live(opened, "emissions")
        svg = figure.locator(".place svg")
        opened.set_viewport_size({"width": 390, "height": 900})
        expect(svg).to_have_attribute("width", "358")
        path = svg.locator(".mark-line path").first
        light = path.get_attribute("stroke")
        opened.emulate_media(color_scheme="dark")
        expect(path).not_to_have_attribute("stroke", light or "")
        opened.emulate_media(media="print")
        expect(svg).to_be_hidden()
        expect(figure.locator("svg.chart:visible")).to_have_count(1)
        assert complaints == []


def test_looks_are_hidden_and_shown(chrome: Browser, river_site: str) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{river_site}/en/departments/")
        figure = live(opened, "bodies")
        bars = figure.locator(".place .mark-rect path")
        count = bars.count()
        lead = figure.get_by_role("checkbox", name="Lead")
        lead.uncheck()
        expect(bars).not_to_have_count(count)
        assert "off=target" in opened.url
        lead.check()
        expect(bars).to_have_count(count)
        assert complaints == []


def test_series_are_chosen_by_dimension_and_stand_in_the_address(
    chrome: Browser, river_site: str
) -> None:
    address = f"{river_site}/en/indicators/enrolment/"
    with page(chrome) as (opened, complaints):
        opened.goto(address)
        figure = live(opened, "enrolment")
        figure.get_by_role("button", name="Choose series").click()
        figure.get_by_label("Sex").select_option("Girls")
        expect(figure.get_by_text("Series that match: 4; shown: 4.")).to_be_visible()
        expect(figure.get_by_role("checkbox", name="Old town, Girls")).to_be_checked()
        expect(figure.locator(".place").get_by_text("2022-08")).to_be_visible()
        assert opened.url == f"{address}?chart=enrolment&sex=girls"
        assert violations(opened) == []
        opened.reload()
        expect(figure.locator(".place svg")).to_be_visible()
        expect(figure.get_by_label("Sex")).to_have_value("girls")
        figure.locator(".place").press("ArrowRight")
        expect(figure.locator("output")).to_have_text("Girls, 2021/22: 3,142")
        figure.get_by_role("button", name="Back to print").click()
        assert opened.url == address
        assert complaints == []


def test_where_a_script_of_charts_is_missing_the_files_remain(
    chrome: Browser, river_site: str
) -> None:
    with page(chrome) as (opened, _):
        opened.route("**/marks*.js", lambda route: route.abort())
        opened.goto(f"{river_site}/en/indicators/emissions/")
        figure = opened.locator('[id="_c-emissions"]')
        figure.locator("[data-chart]").click()
        expect(figure.locator(".tools [role=status]")).to_have_text(re.compile("try again"))
        with opened.expect_download() as download:
            figure.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == "emissions.csv"


def test_a_chart_that_has_nothing_to_explore_has_its_files_all_the_same(
    chrome: Browser, river_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{river_site}/en/indicators/enrolment/")
        figure = opened.locator('[id="_c-enrolment-panels"]')
        expect(figure.locator("[data-chart]")).to_have_count(0)
        with opened.expect_download() as download:
            figure.get_by_role("link", name="PNG").click()
        assert download.value.suggested_filename == "enrolment-panels.png"
        assert complaints == []


@pytest.mark.parametrize("missing", ["**/live*.js*", "**/vega*.js*", "**/enrolment.json"])
def test_a_chart_that_fails_to_load_says_so_and_can_be_tried_again(
    chrome: Browser, river_site: str, missing: str
) -> None:
    with page(chrome) as (opened, _):
        opened.route(missing, lambda route: route.abort())
        opened.goto(f"{river_site}/en/indicators/enrolment/")
        figure = opened.locator('[id="_c-enrolment"]')
        button, status = figure.locator("[data-chart]"), figure.locator(".tools [role=status]")
        button.click()
        expect(status).to_have_text(re.compile("could not be loaded.*try again"))
        expect(figure.locator("svg.chart:visible")).to_have_count(1)
        opened.unroute(missing)
        button.click()
        expect(figure.locator(".place svg")).to_be_visible()
        expect(status).to_have_text("")


def test_series_that_fail_to_load_can_be_tried_again(chrome: Browser, river_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.route("**/*.series.json", lambda route: route.fulfill(status=500))
        opened.goto(f"{river_site}/en/indicators/enrolment/?chart=enrolment&sex=girls")
        figure = opened.locator('[id="_c-enrolment"]')
        expect(figure.locator(".place svg")).to_be_visible()
        expect(figure.locator(".tools [role=status]")).to_have_text(re.compile("^The series"))
        opened.unroute("**/*.series.json")
        figure.get_by_role("button", name="Choose series").click()
        expect(figure.get_by_label("Sex")).to_have_value("girls")
        expect(figure.get_by_text("Series that match: 4; shown: 4.")).to_be_visible()


@pytest.mark.parametrize("file", ["PNG", "SVG", "CSV"])
def test_a_file_that_fails_to_load_is_said_and_comes_at_the_next_try(
    chrome: Browser, river_site: str, file: str
) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{river_site}/en/indicators/emissions/")
        figure = opened.locator('[id="_c-emissions"]')
        link = figure.get_by_role("link", name=file)
        opened.route("**/charts/**", lambda route: route.abort())
        link.click()
        status = figure.locator(".tools [role=status]")
        expect(status).to_have_text(re.compile(f"^The {file} file could not be loaded"))
        opened.unroute("**/charts/**")
        with opened.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"emissions.{file.lower()}"
        expect(status).to_have_text("")


def test_in_a_language_from_the_right_a_live_chart_runs_from_the_left(
    chrome: Browser, waha_site: str
) -> None:
    with page(chrome, 390) as (opened, complaints):
        opened.goto(f"{waha_site}/ar/departments/")
        figure = opened.locator("figure.drawn").first
        figure.locator("[data-chart]").click()
        expect(figure.locator(".place svg")).to_be_visible()
        opened.keyboard.press("ArrowRight")
        first = figure.locator(".ring").get_attribute("cx")
        opened.keyboard.press("ArrowRight")
        second = figure.locator(".ring").get_attribute("cx")
        assert first
        assert second
        assert float(first) <= float(second)
        assert violations(opened) == []
        assert complaints == []


def test_a_picture_is_drawn_with_the_readers_fonts(
    chrome: Browser, real_site: str, tmp_path: Path
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/zh/indicators/life-expectancy/")
        with opened.expect_download() as download:
            opened.get_by_role("link", name="PNG").first.click()
        assert download.value.suggested_filename == "life-expectancy.png"
        download.value.save_as(tmp_path / "picture.png")
        assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
        assert complaints == []
