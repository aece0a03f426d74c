"""Reading in Chromium: the way between languages, paper, and pages without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser import page, violations


def test_on_paper_there_are_addresses_open_details_and_no_navigation(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/en/goals/")
        closed = opened.locator("details").last.locator("li").first
        expect(closed).to_be_hidden()
        opened.emulate_media(media="print")
        expect(closed).to_be_visible()
        assert closed.evaluate(
            "e => e.checkVisibility({contentVisibilityAuto: true}) && e.offsetHeight > 0"
        )
        expect(opened.locator("header.site nav")).to_be_hidden()
        opened.goto(f"{real_site}/en/about/")
        link = opened.locator("main a[href]").first
        assert "http" in link.evaluate("e => getComputedStyle(e, '::after').content")


def test_the_entrance_offers_both_languages(chrome: Browser, tiny_site: str) -> None:
    with page(chrome, 320) as (opened, complaints):
        opened.goto(f"{tiny_site}/")
        assert violations(opened) == []
        opened.get_by_role("link", name="English").first.click()
        expect(opened).to_have_url(f"{tiny_site}/en/")
        assert complaints == []


def test_the_language_switch_stays_on_the_page_and_keeps_query_and_fragment(
    chrome: Browser, tiny_site: str
) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{tiny_site}/zh/indicators/?topic=water#_all")
        opened.locator(".switch [hreflang=en]").click()
        expect(opened).to_have_url(f"{tiny_site}/en/indicators/?topic=water#_all")
        assert opened.locator("[name=topic]").input_value() == "water"


def test_without_scripts_charts_are_there_and_offer_no_dead_control(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome, scripts=False) as (opened, _):
        opened.goto(f"{real_site}/en/indicators/health-literacy/")
        expect(opened.locator("svg.wide").first).to_be_visible()
        expect(opened.get_by_role("button")).to_have_count(0)
        expect(opened.get_by_role("link", name="SVG").first).to_be_visible()
        expect(opened.get_by_role("link", name="PNG")).to_have_count(0)


def test_without_scripts_the_tables_are_whole_and_no_dead_control_shows(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome, scripts=False) as (opened, complaints):
        opened.goto(f"{real_site}/en/tasks/?department=health-commission")
        assert opened.locator("tr[data-id]").count() > 200
        expect(opened.locator("form.filters")).to_be_hidden()
        expect(opened.get_by_role("link", name="Download the full table")).to_be_visible()
        assert complaints == []
