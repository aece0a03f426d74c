"""Charts in Chromium: whole, visible, alive on request, and to be taken along."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import LANGUAGES, SCHEMES, Scheme, page, violations

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


def test_a_chart_comes_alive_on_request_and_goes_back_with_one_key(
    chrome: Browser, real_site: str
) -> None:
    for scheme in SCHEMES:
        with page(chrome, 1440, scheme) as (opened, complaints):
            opened.goto(f"{real_site}/zh/departments/")
            loaded = opened.evaluate(
                "performance.getEntriesByType('resource').map(entry => entry.name)"
            )
            assert not [name for name in loaded if "vega" in name]
            figure = opened.locator("figure.drawn").first
            figure.get_by_role("button", name="交互查看").click()
            status = figure.locator("output")
            expect(status).to_have_text("杭州市发展和改革委员会，牵头 1")
            opened.keyboard.press("Tab")
            expect(status).to_have_text(re.compile("杭州市发展和改革委员会，负责"))
            figure.locator(".place [tabindex]").nth(6).hover()
            expect(status).not_to_have_text(re.compile("杭州市发展和改革委员会"))
            before = figure.locator(".place [tabindex]").count()
            figure.get_by_role("checkbox", name="牵头").uncheck()
            expect(figure.locator(".place [tabindex]")).not_to_have_count(before)
            assert violations(opened) == []
            figure.locator(".place [tabindex]").first.focus()
            opened.keyboard.press("Escape")
            expect(figure.locator(".live")).to_have_count(0)
            expect(figure.locator("svg.wide")).to_be_visible()
            expect(figure.get_by_role("button", name="交互查看")).to_be_focused()
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
