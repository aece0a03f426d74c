"""What search finds in Chromium, held to Whoosh and to what the texts say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.model.chinese import folding, taiwanese, traditional
from builder.search.index import Index
from builder.search.tokens import chinese_folding, fold, terms
from tests.browser import ENGINE, page
from tests.conftest import HERE, PROJECT
from tests.search_oracle import (
    edition_index,
    having,
    questions,
    ranked_by_whoosh,
    substrings,
    with_word,
    words,
)

ASK = f"""async ([code, queries]) => {{
  const {{ search }} = await {ENGINE};
  const results = [];
  for (const query of queries) {{
    const {{ exact, hits }} = await search(`/${{code}}/search/`, query);
    results.push([exact, hits.map(({{ number, score }}) => [number, score])]);
  }}
  return results;
}}"""
TERMS = f"""async ([code, texts, folding]) => {{
  const {{ search, runs, pairs }} = await {ENGINE};
  const {{ index }} = await search(`/${{code}}/search/`, "");
  const last = run => [...run].length > 1 ? [[...run].at(-1)] : [];
  const terms = ({{ text, unspaced }}) => unspaced ? [...pairs(text), ...last(text)] : [text];
  const characters = folding ? new Map(Object.entries(folding)) : index.folding;
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
def indexes() -> dict[str, Index]:
    """Whoosh’s side: the index of each language."""
    return {code: edition_index(PROJECT, code) for code in ("zh", "en")}


@pytest.fixture(scope="module")
def opened(chrome: Browser, real_site: str) -> Iterator[Page]:
    with page(chrome) as (search_page, _):
        search_page.goto(f"{real_site}/en/search/")
        yield search_page


def answers(opened: Page, code: str, queries: list[str]) -> list[Answer]:
    """What the browser finds for each query: whether that has everything, and entries with their
    scores.
    """
    results: list[Answer] = opened.evaluate(ASK, [code, queries])
    return results


def numbers(answer: Answer) -> set[int]:
    """The entries that are hits, if they have everything."""
    exact, hits = answer
    return {number for number, _ in hits} if exact else set()


def test_the_browser_makes_the_same_terms(opened: Page, indexes: dict[str, Index]) -> None:
    texts = [text for text, _ in json.loads((HERE / "tokens.json").read_text("utf-8"))]
    for code, index in indexes.items():
        shown = [
            text
            for entry in index.entries
            for text in (entry.title, *entry.names, *entry.figures, *entry.summary)
        ]
        tokenised: list[list[str]] = opened.evaluate(TERMS, [code, shown, None])
        for text, tokens in zip(shown, tokenised, strict=True):
            assert tokens == list(terms([text], index.folding)), text
    for text, tokens in zip(
        texts, opened.evaluate(TERMS, ["zh", texts, dict(folding())]), strict=True
    ):
        assert tokens == list(terms([text], chinese_folding())), text


def test_every_record_with_a_string_is_found_and_hardly_any_other(
    opened: Page, indexes: dict[str, Index]
) -> None:
    entries = indexes["zh"].entries
    strings = substrings(entries, 500)
    precise = []
    for string, answer in zip(strings, answers(opened, "zh", strings), strict=True):
        hits, right = numbers(answer), having(entries, string)
        assert right <= hits, string
        precise.append(len(right) / len(hits))
    assert sum(precise) / len(precise) >= 0.98


def test_every_record_with_a_word_is_found_and_only_its_stem_besides(
    opened: Page, indexes: dict[str, Index]
) -> None:
    index = indexes["en"]
    sample = words(index.entries, 200)
    for word, answer in zip(sample, answers(opened, "en", sample), strict=True):
        hits = numbers(answer)
        assert with_word(index.entries, word) <= hits, word
        assert hits == with_word(index.entries, word, *index.same_stem(word)), word


def test_the_same_string_in_traditional_characters_finds_the_same(
    opened: Page, indexes: dict[str, Index]
) -> None:
    strings = substrings(indexes["zh"].entries, 500)
    plain = answers(opened, "zh", strings)
    assert answers(opened, "zh", [traditional(string) for string in strings]) == plain
    for string, answer, regional in zip(
        strings, plain, answers(opened, "zh", [taiwanese(s) for s in strings]), strict=True
    ):
        assert numbers(answer) <= numbers(regional), string


def queries(index: Index, lang: str) -> list[str]:
    """150 queries of every sort that exact and nearest answers come from."""
    sample = substrings(index.entries, 40) if lang == "zh" else words(index.entries, 40)
    names = [entry.title for entry in index.entries[::12]][:40]
    pairs = [f"{one} {other}" for one, other in zip(sample[::2], sample[1::2], strict=True)]
    typos = [name[:-1] + "囍" if lang == "zh" else name[:3] + name[4:] for name in names[:15]]
    prefixes = [name[:1] for name in names[:5]] + [name[: len(name) // 2] for name in names[5:15]]
    return [*sample, *names, *pairs, *typos, *prefixes, *(query for query, _ in questions(lang))][
        :150
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_browser_ranks_as_whoosh_does(
    opened: Page, indexes: dict[str, Index], lang: str
) -> None:
    all_queries = queries(indexes[lang], lang)
    assert len(all_queries) == 150
    for query, (exact, hits) in zip(all_queries, answers(opened, lang, all_queries), strict=True):
        whoosh = ranked_by_whoosh(indexes[lang]).find(query)
        assert exact == whoosh.exact, query
        assert len(hits) == len(whoosh.hits), query
        assert [number for number, _ in hits[:10]] == [number for number, _ in whoosh.hits[:10]], (
            query
        )
        assert [score for _, score in hits[:10]] == pytest.approx(
            [score for _, score in whoosh.hits[:10]], abs=5e-7
        ), query


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_types_a_name_gets_its_record_first(
    opened: Page, indexes: dict[str, Index], lang: str
) -> None:
    entries = indexes[lang].entries
    names = sorted(
        {name for entry in entries for name in (entry.title, *entry.names) if len(name) <= 200}
    )
    for name, (exact, hits) in zip(names, answers(opened, lang, names), strict=True):
        first = entries[hits[0][0]]
        assert exact
        assert fold(name) in [fold(one) for one in (first.title, *first.names)], name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_questions_as_people_type_them_are_answered(
    opened: Page, indexes: dict[str, Index], lang: str
) -> None:
    entries = indexes[lang].entries
    expected = questions(lang)
    results = answers(opened, lang, [question for question, _ in expected])
    first = [entries[hits[0][0]].path if hits else "" for _, hits in results]
    wrong = [(*one, got) for one, got in zip(expected, first, strict=True) if got != one[1]]
    assert len(wrong) <= 0.05 * len(expected), wrong


def test_hostile_queries_do_no_harm(
    chrome: Browser, real_site: str, indexes: dict[str, Index]
) -> None:
    with page(chrome) as (opened, complaints):
        for query in HOSTILE:
            opened.goto(f"{real_site}/zh/search/")
            opened.locator("#_q").evaluate(
                "(e, q) => { e.removeAttribute('maxlength'); e.value = q; }", query
            )
            opened.locator("#_q").dispatch_event("input")
            expect(opened.get_by_role("status")).not_to_be_empty()
            assert opened.locator("main img, main script").count() == 0
        opened.goto(f"{real_site}/zh/search/?q=%ED%A0%80&kind=%22%3E%3Cb%3E&topic=__proto__")
        expect(opened.get_by_role("status")).to_have_text(re.compile("没有找到"))
        (alone,) = answers(opened, "zh", ["\ud800养老"])
        assert numbers(alone) == numbers(
            (True, list(ranked_by_whoosh(indexes["zh"]).find("养老").hits))
        )
        assert complaints == []
