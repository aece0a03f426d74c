"""Search as a reader has it: in Chromium, with the site’s own headers, held to Whoosh and to what the texts say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from builder.build import Options, build
from builder.make.search import Index
from builder.make.tokens import fold, terms
from builder.model.script import folding, taiwanese, traditional
from builder.write.publish import Folder
from tests.asking import edition_index, having, questions, substrings, with_word, words
from tests.browser import ENGINE, browser, chromium, noted, page, served
from tests.conftest import HERE, PROJECT

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium found: install it, or set OPENPLAN_CHROMIUM")

ASK = f"""async ([code, queries]) => {{
  const {{ search }} = await {ENGINE};
  const found = [];
  for (const query of queries) {{
    const {{ exact, hits }} = await search(`/${{code}}/search/`, query);
    found.push([exact, hits.map(({{ number, score }}) => [number, score])]);
  }}
  return found;
}}"""
TERMS = f"""async ([code, texts, every]) => {{
  const {{ search, runs, pairs }} = await {ENGINE};
  const {{ index }} = await search(`/${{code}}/search/`, "");
  const last = run => [...run].length > 1 ? [[...run].at(-1)] : [];
  const terms = ({{ text, han }}) => han ? [...pairs(text), ...last(text)] : [text];
  const characters = every ? new Map(Object.entries(every)) : index.folding;
  return texts.map(text => runs(text, characters).flatMap(terms));
}}"""

HOSTILE = (
    "养" * 10_000,
    "a" * 10_000,
    "养老 " * 3_000,
    "xian" * 2_500,
    ".*+?^${}()|[]\\/",
    "(a+)+$" * 100,
    "\x00\x01\x1b[31m养老\x7f",
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "__proto__ constructor toString hasOwnProperty",
    "{number} ${number} %s",
    "\u202e养老\u200b\ufeff",
)

Answer = tuple[bool, list[tuple[int, float]]]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output = tmp_path_factory.mktemp("real") / "dist"
    build(PROJECT, Folder(output), Options(base_url="https://openplan.example"))
    with served(output) as address:
        yield address


@pytest.fixture(scope="module")
def indexes() -> dict[str, Index]:
    """Whoosh’s side: the index of each language."""
    return {code: edition_index(PROJECT, code) for code in ("zh", "en")}


@pytest.fixture(scope="module")
def opened(chrome: Browser, real: str) -> Iterator[Page]:
    with page(chrome) as (found, _):
        found.goto(f"{real}/en/search/")
        yield found


def asked(opened: Page, code: str, queries: list[str]) -> list[Answer]:
    """What the browser finds for each query: whether that has everything, and entries with their scores."""
    found: list[Answer] = opened.evaluate(ASK, [code, queries])
    return found


def numbers(answer: Answer) -> set[int]:
    """The entries found, if they have everything."""
    exact, hits = answer
    return {number for number, _ in hits} if exact else set()


def test_the_browser_makes_the_same_terms(opened: Page, indexes: dict[str, Index]) -> None:
    texts = [text for text, _ in json.loads((HERE / "tokens.json").read_text("utf-8"))]
    for code, index in indexes.items():
        known = [t for entry in index.entries for t in (entry.title, *entry.names, *entry.figures, *entry.summary)]
        made: list[list[str]] = opened.evaluate(TERMS, [code, known, None])
        for text, found in zip(known, made, strict=True):
            assert found == list(terms([text])), text
    for text, found in zip(texts, opened.evaluate(TERMS, ["zh", texts, dict(folding())]), strict=True):
        assert found == list(terms([text])), text


def test_every_record_with_a_string_is_found_and_hardly_any_other(opened: Page, indexes: dict[str, Index]) -> None:
    entries = indexes["zh"].entries
    strings = substrings(entries, 500)
    precise = []
    for string, answer in zip(strings, asked(opened, "zh", strings), strict=True):
        found, right = numbers(answer), having(entries, string)
        assert right <= found, string
        precise.append(len(right) / len(found))
    assert sum(precise) / len(precise) >= 0.98


def test_every_record_with_a_word_is_found_and_only_its_stem_besides(opened: Page, indexes: dict[str, Index]) -> None:
    index = indexes["en"]
    every = words(index.entries, 200)
    for word, answer in zip(every, asked(opened, "en", every), strict=True):
        found = numbers(answer)
        assert with_word(index.entries, word) <= found, word
        assert found == with_word(index.entries, word, *index.kin(word)), word


def test_the_same_string_in_traditional_characters_finds_the_same(opened: Page, indexes: dict[str, Index]) -> None:
    strings = substrings(indexes["zh"].entries, 500)
    plain = asked(opened, "zh", strings)
    assert asked(opened, "zh", [traditional(string) for string in strings]) == plain
    for string, answer, regional in zip(
        strings, plain, asked(opened, "zh", [taiwanese(s) for s in strings]), strict=True
    ):
        assert numbers(answer) <= numbers(regional), string


def queries(index: Index, lang: str) -> list[str]:
    """150 queries of every sort that exact and nearest answers come from."""
    drawn = substrings(index.entries, 40) if lang == "zh" else words(index.entries, 40)
    names = [entry.title for entry in index.entries[::12]][:40]
    pairs = [f"{one} {other}" for one, other in zip(drawn[::2], drawn[1::2], strict=True)]
    slips = [name[:-1] + "囍" if lang == "zh" else name[:3] + name[4:] for name in names[:15]]
    begun = [name[:1] for name in names[:5]] + [name[: len(name) // 2] for name in names[5:15]]
    return [*drawn, *names, *pairs, *slips, *begun, *(asked for asked, _ in questions(lang))][:150]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_browser_ranks_as_whoosh_does(opened: Page, indexes: dict[str, Index], lang: str) -> None:
    every = queries(indexes[lang], lang)
    assert len(every) == 150
    for query, (exact, hits) in zip(every, asked(opened, lang, every), strict=True):
        theirs = indexes[lang].find(query)
        assert exact == theirs.exact, query
        assert len(hits) == len(theirs.hits), query
        assert [n for n, _ in hits[:10]] == [n for n, _ in theirs.hits[:10]], query
        assert [s for _, s in hits[:10]] == pytest.approx([s for _, s in theirs.hits[:10]], abs=5e-7), query


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_types_a_name_gets_its_record_first(opened: Page, indexes: dict[str, Index], lang: str) -> None:
    entries = indexes[lang].entries
    names = sorted({name for entry in entries for name in (entry.title, *entry.names) if len(name) <= 200})
    for name, (exact, hits) in zip(names, asked(opened, lang, names), strict=True):
        first = entries[hits[0][0]]
        assert exact
        assert fold(name) in [fold(one) for one in (first.title, *first.names)], name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_questions_as_people_type_them_are_answered(opened: Page, indexes: dict[str, Index], lang: str) -> None:
    entries = indexes[lang].entries
    wanted = questions(lang)
    answers = asked(opened, lang, [question for question, _ in wanted])
    first = [entries[hits[0][0]].path if hits else "" for _, hits in answers]
    wrong = [(*one, got) for one, got in zip(wanted, first, strict=True) if got != one[1]]
    assert len(wrong) <= 0.05 * len(wanted), wrong


def test_hostile_queries_do_no_harm(chrome: Browser, real: str, indexes: dict[str, Index]) -> None:
    with page(chrome) as (opened, told):
        for query in HOSTILE:
            opened.goto(f"{real}/zh/search/")
            opened.locator("#_q").evaluate("(e, q) => { e.removeAttribute('maxlength'); e.value = q; }", query)
            opened.locator("#_q").dispatch_event("input")
            expect(opened.get_by_role("status")).not_to_be_empty()
            assert opened.locator("main img, main script").count() == 0
        opened.goto(f"{real}/zh/search/?q=%ED%A0%80&kind=%22%3E%3Cb%3E&topic=__proto__")
        expect(opened.get_by_role("status")).to_have_text(re.compile("没有找到"))
        (alone,) = asked(opened, "zh", ["\ud800养老"])
        assert numbers(alone) == numbers((True, list(indexes["zh"].find("养老").hits)))
        assert told == []


def test_the_box_suggests_by_keyboard_as_a_combobox(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/zh/indicators/health-literacy/")
        loaded = (
            "performance.getEntriesByType('resource').map(entry => entry.name).filter(n => /finder|search/.test(n))"
        )
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
        expect(opened).to_have_url(f"{real}/zh/indicators/elderly-care-beds/")
        assert told == []


def test_the_box_waits_for_an_input_method_and_enter_leads_to_the_search_page(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/zh/")
        box = opened.get_by_role("combobox")
        box.focus()
        opened.wait_for_load_state("networkidle")
        client = opened.context.new_cdp_session(opened)
        client.send("Input.imeSetComposition", {"text": "yang'lao", "selectionStart": 8, "selectionEnd": 8})
        opened.wait_for_timeout(300)
        expect(opened.get_by_role("listbox")).to_be_hidden()
        client.send("Input.insertText", {"text": "养老"})
        expect(opened.get_by_role("option").first).to_be_visible()
        opened.get_by_role("option", name=re.compile("全部48条结果")).click()
        expect(opened).to_have_url(f"{real}/zh/search/?q=%E5%85%BB%E8%80%81")
        opened.goto(f"{real}/zh/")
        opened.get_by_role("combobox").fill("地铁")
        opened.keyboard.press("Enter")
        expect(opened).to_have_url(f"{real}/zh/search/?q=%E5%9C%B0%E9%93%81")
        assert told == []


def test_the_search_page_groups_filters_and_keeps_its_state(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/en/search/?q=hospital")
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
        expect(opened).to_have_url(f"{real}/en/search/?q=hospital&kind=tasks")
        tasks = int(re.findall(r"\d+", status.inner_text())[0])
        assert 0 < tasks < 25
        opened.get_by_label("Topic").select_option("health")
        assert 0 < int(re.findall(r"\d+", status.inner_text())[0]) <= tasks
        opened.reload()
        expect(opened.get_by_label("Topic")).to_have_value("health")
        expect(status).to_have_text(re.compile(r"\d+ results?"))
        opened.get_by_label("Search by words").fill("")
        expect(opened.locator("#_index")).to_be_visible()
        assert told == []


def test_a_hit_leads_to_its_words_on_the_page(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/en/search/?q=greenways")
        link = opened.locator(".hits a").first
        assert "#:~:text=" in (link.get_attribute("href") or "")
        link.click()
        expect(opened).to_have_title(re.compile("Greenways"))


def test_the_nearest_are_said_to_be_no_more_than_that(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/en/search/?q=hospitl+beds")
        expect(opened.get_by_role("status")).to_have_text(re.compile(r"^Nothing has everything that was typed."))
        expect(opened.locator(".hits a").first).to_have_text("Hospital and clinic beds per 1,000 people")


def test_the_other_language_is_offered_apart(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, told):
        opened.goto(f"{real}/en/search/?q=养老床位")
        apart = opened.locator("section.elsewhere")
        expect(apart.get_by_role("link", name="每千名老年人口拥有社会养老床位数")).to_be_visible()
        assert apart.get_attribute("lang") == "zh-Hans"
        expect(opened.get_by_role("status")).to_have_text(re.compile("Chinese"))
        opened.goto(f"{real}/zh/search/?q=hospital")
        apart = opened.locator("section.elsewhere[lang=en]")
        expect(apart.locator("li")).to_have_count(5)
        expect(apart.get_by_role("link", name="25 results")).to_have_attribute("href", "/en/search/?q=hospital")
        opened.goto(f"{real}/en/indicators/gdp/")
        opened.get_by_role("combobox").fill("养老床位")
        expect(opened.get_by_role("option")).to_have_attribute("lang", "zh-Hans")
        assert told == []


def test_without_scripts_every_name_is_there_and_no_dead_control(chrome: Browser, real: str) -> None:
    with page(chrome, scripts=False) as (opened, _):
        opened.goto(f"{real}/zh/search/")
        expect(opened.get_by_role("textbox")).to_have_count(0)
        expect(opened.get_by_text("搜索需要JavaScript")).to_be_visible()
        assert opened.locator("#_index li a").count() > 700
        order = opened.locator("#_index h3").all_inner_texts()
        assert order == sorted(order)
        opened.goto(f"{real}/en/")
        expect(opened.get_by_role("combobox")).to_have_count(0)
        opened.get_by_role("contentinfo").get_by_role("link", name="Search").click()
        expect(opened).to_have_url(f"{real}/en/search/")


def test_a_new_edition_of_the_site_is_noticed(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/zh/search/?q=养老")
        expect(opened.get_by_role("status")).to_have_text("48条结果")
        gone = {"yet": True}

        def answer(route: Any) -> None:
            route.fulfill(status=404) if gone["yet"] else route.continue_()

        opened.route("**/assets/search/**", answer)
        opened.route("**/search/index.json", lambda route: (gone.update(yet=False), route.continue_()))
        opened.locator("#_q").fill("住房")
        expect(opened.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d*条结果"))


def test_where_the_index_cannot_be_loaded_the_names_stay(chrome: Browser, real: str) -> None:
    with page(chrome) as (opened, _):
        opened.route("**/search/index.json", lambda route: route.abort())
        opened.goto(f"{real}/en/search/?q=hospital")
        expect(opened.get_by_role("status")).to_have_text(re.compile("could not be loaded"))
        expect(opened.locator("#_index")).to_be_visible()


def costs(opened: Page, address: str, queries: list[str]) -> list[int]:
    """Bytes after brotli that each query in the box makes a page fetch, one after the other."""
    found = []
    opened.goto(address)
    box, answers = opened.get_by_role("combobox"), noted(opened)
    for query in queries:
        box.fill(query)
        opened.wait_for_timeout(150)
        opened.wait_for_load_state("networkidle")
        found.append(sum(len(brotli.compress(answer.body())) for answer in answers))
        answers.clear()
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_query_costs_little(chrome: Browser, real: str, lang: str) -> None:
    every = [question for question, _ in questions(lang)]
    later = []
    for n in range(0, 15, 5):
        with page(chrome) as (opened, _):
            first, *rest = costs(opened, f"{real}/{lang}/indicators/health-literacy/", every[n : n + 5])
        assert first <= 40_000
        later += rest
    assert max(later) <= 8_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_browsers_can_offer_the_search_in_their_address_bar(real: str, chrome: Browser, lang: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real}/{lang}/")
        described = opened.locator("link[rel=search]").get_attribute("href")
        told = opened.request.get(f"{real}{described}").text()
    assert f'template="https://openplan.example/{lang}/search/?q={{searchTerms}}"' in told
    (name,) = re.findall("<ShortName>(.+)</ShortName>", told)
    assert 3 < len(name) <= 16
    assert Path(str(described)).name == "opensearch.xml"
