"""The search box and the search page in Chromium, with the site’s own headers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import page, responses
from tests.search_oracle import questions


def test_the_box_suggests_by_keyboard_as_a_combobox(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/zh/indicators/health-literacy/")
        loaded = """performance.getEntriesByType("resource").map(entry => entry.name)
          .filter(name => /search-box|search\\.js|search\\//.test(name))"""
        assert opened.evaluate(loaded) == []
        box = opened.get_by_role("combobox")
        box.focus()
        opened.keyboard.type("养老床")
        listed = opened.get_by_role("option")
        expect(listed.first).to_have_text("每千名老年人口拥有社会养老床位数 指标")
        expect(listed.first.locator("mark")).to_have_text("养老床")
        expect(box).to_have_attribute("aria-expanded", "true")
        opened.keyboard.press("ArrowDown")
        chosen = box.get_attribute("aria-activedescendant")
        expect(opened.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
        opened.keyboard.press("ArrowUp")
        assert box.get_attribute("aria-activedescendant") is None
        opened.keyboard.press("Escape")
        expect(opened.get_by_role("listbox")).to_be_hidden()
        expect(box).to_have_value("养老床")
        opened.keyboard.press("Escape")
        expect(box).to_have_value("")
        opened.keyboard.type("养老床")
        expect(listed.first).to_be_visible()
        opened.keyboard.press("ArrowDown")
        opened.keyboard.press("Enter")
        expect(opened).to_have_url(f"{real_site}/zh/indicators/elderly-care-beds/")
        assert complaints == []


def test_the_box_waits_for_an_input_method_and_enter_leads_to_the_search_page(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/zh/")
        box = opened.get_by_role("combobox")
        box.focus()
        opened.wait_for_load_state("networkidle")
        client = opened.context.new_cdp_session(opened)
        client.send(
            "Input.imeSetComposition", {"text": "yang'lao", "selectionStart": 8, "selectionEnd": 8}
        )
        opened.wait_for_timeout(300)
        expect(opened.get_by_role("listbox")).to_be_hidden()
        client.send("Input.insertText", {"text": "养老"})
        expect(opened.get_by_role("option").first).to_be_visible()
        opened.get_by_role("option", name=re.compile("全部48条结果")).click()
        expect(opened).to_have_url(f"{real_site}/zh/search/?q=%E5%85%BB%E8%80%81")
        opened.goto(f"{real_site}/zh/")
        opened.get_by_role("combobox").fill("地铁")
        opened.keyboard.press("Enter")
        expect(opened).to_have_url(f"{real_site}/zh/search/?q=%E5%9C%B0%E9%93%81")
        assert complaints == []


def test_the_search_page_groups_filters_and_keeps_its_state(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/en/search/?q=hospital")
        status = opened.get_by_role("status")
        expect(status).to_have_text("25 results")
        expect(opened.locator("#_index")).to_be_hidden()
        kinds = opened.locator("#_results h2").all_inner_texts()
        assert len(kinds) > 1
        assert all(re.fullmatch(r"[A-Z][a-z ]+ \d+", kind) for kind in kinds)
        expect(opened.locator(".hits li")).to_have_count(10)
        assert opened.locator(".hits mark").count() >= 10
        opened.get_by_role("button", name="Show more").click()
        expect(opened.locator(".hits li")).to_have_count(20)
        opened.get_by_label("Kind").select_option("tasks")
        expect(opened).to_have_url(f"{real_site}/en/search/?q=hospital&kind=tasks")
        tasks = int(re.findall(r"\d+", status.inner_text())[0])
        assert 0 < tasks < 25
        opened.get_by_label("Topic").select_option("health")
        assert 0 < int(re.findall(r"\d+", status.inner_text())[0]) <= tasks
        opened.reload()
        expect(opened.get_by_label("Topic")).to_have_value("health")
        expect(status).to_have_text(re.compile(r"\d+ results?"))
        opened.get_by_label("Search by words").fill("")
        expect(opened.locator("#_index")).to_be_visible()
        assert complaints == []


@pytest.mark.parametrize(("chosen", "other"), [("kind", "topic"), ("topic", "kind")])
def test_beside_one_choice_the_others_say_how_many_they_leave(
    chrome: Browser, real_site: str, chosen: str, other: str
) -> None:
    value = {"kind": "tasks", "topic": "health"}[chosen]
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/en/search/?q=hospital&{chosen}={value}")
        field = opened.locator(f"select[name={other}]")
        expect(opened.locator(".hits li").first).to_be_visible()
        for option in field.locator("option:not([value='']):enabled").all():
            (number,) = re.findall(r"\((\d+)\)$", option.text_content() or "")
            field.select_option(option.get_attribute("value"))
            expect(opened.get_by_role("status")).to_have_text(re.compile(rf"^{number} results?"))


def test_a_hit_leads_to_its_words_on_the_page(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/en/search/?q=greenways")
        link = opened.locator(".hits a").first
        assert "#:~:text=" in (link.get_attribute("href") or "")
        link.click()
        expect(opened).to_have_title(re.compile("Greenways"))


def test_the_nearest_are_marked_as_no_more_than_that(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/en/search/?q=hospitl+beds")
        expect(opened.get_by_role("status")).to_have_text(
            re.compile(r"^Nothing has everything that was typed.")
        )
        expect(opened.locator(".hits a").first).to_have_text(
            "Hospital and clinic beds per 1,000 people"
        )


def test_the_other_language_is_offered_apart(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/en/search/?q=养老床位")
        apart = opened.locator("section.elsewhere")
        expect(apart.get_by_role("link", name="每千名老年人口拥有社会养老床位数")).to_be_visible()
        assert apart.get_attribute("lang") == "zh-Hans"
        expect(opened.get_by_role("status")).to_have_text(re.compile("^Nothing in English"))
        opened.goto(f"{real_site}/zh/search/?q=hospital")
        apart = opened.locator("section.elsewhere[lang=en]")
        expect(apart.locator("li")).to_have_count(5)
        expect(apart.get_by_role("link", name="25 results")).to_have_attribute(
            "href", "/en/search/?q=hospital"
        )
        opened.goto(f"{real_site}/en/indicators/gdp/")
        opened.get_by_role("combobox").fill("养老床位")
        expect(opened.get_by_role("option")).to_have_attribute("lang", "zh-Hans")
        assert complaints == []


def test_without_scripts_every_name_is_there_and_no_dead_control(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome, scripts=False) as (opened, _):
        opened.goto(f"{real_site}/zh/search/")
        expect(opened.get_by_role("textbox")).to_have_count(0)
        expect(opened.get_by_text("搜索需要JavaScript")).to_be_visible()
        assert opened.locator("#_index li a").count() > 700
        order = opened.locator("#_index h3").all_inner_texts()
        assert order == sorted(order)
        opened.goto(f"{real_site}/en/")
        expect(opened.get_by_role("combobox")).to_have_count(0)
        opened.get_by_role("contentinfo").get_by_role("link", name="Search").click()
        expect(opened).to_have_url(f"{real_site}/en/search/")


def test_a_new_edition_of_the_site_is_noticed(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/zh/search/?q=养老")
        expect(opened.get_by_role("status")).to_have_text("48条结果")
        gone = {"yet": True}

        def answer(route: Any) -> None:
            route.fulfill(status=404) if gone["yet"] else route.continue_()

        opened.route("**/assets/search/**", answer)
        opened.route(
            "**/search/index.json", lambda route: (gone.update(yet=False), route.continue_())
        )
        opened.locator("#_q").fill("住房")
        expect(opened.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d*条结果"))


def test_where_the_index_cannot_be_loaded_the_names_stay(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.route("**/search/index.json", lambda route: route.abort())
        opened.goto(f"{real_site}/en/search/?q=hospital")
        expect(opened.get_by_role("status")).to_have_text(re.compile("could not be loaded"))
        expect(opened.locator("#_index")).to_be_visible()


def costs(opened: Page, address: str, queries: list[str]) -> list[int]:
    """Bytes after brotli that each query in the box makes a page fetch, one after the other."""
    sizes = []
    opened.goto(address)
    box, received = opened.get_by_role("combobox"), responses(opened)
    for query in queries:
        box.fill(query)
        opened.wait_for_timeout(150)
        opened.wait_for_load_state("networkidle")
        sizes.append(sum(len(brotli.compress(response.body())) for response in received))
        received.clear()
    return sizes


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_query_costs_little(chrome: Browser, real_site: str, lang: str) -> None:
    queries = [question for question, _ in questions(lang)]
    later = []
    for n in range(0, 15, 5):
        with page(chrome) as (opened, _):
            first, *rest = costs(
                opened, f"{real_site}/{lang}/indicators/health-literacy/", queries[n : n + 5]
            )
        assert first <= 40_000
        later += rest
    assert max(later) <= 8_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_browsers_can_offer_the_search_in_their_address_bar(
    real_site: str, chrome: Browser, lang: str
) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/{lang}/")
        described = opened.locator("link[rel=search]").get_attribute("href")
        description = opened.request.get(f"{real_site}{described}").text()
    assert f'template="https://openplan.example/{lang}/search/?q={{searchTerms}}"' in description
    (name,) = re.findall("<ShortName>(.+)</ShortName>", description)
    assert 3 < len(name) <= 16
    assert Path(str(described)).name == "opensearch.xml"
