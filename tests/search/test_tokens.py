"""Texts become terms, the same in Python and, in `tests/browser/test_search.py`, in the browser."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.chinese import folding, taiwanese, traditional
from builder.search.tokens import fold, key, pairs, runs, terms
from tests.conftest import HERE

VECTORS: list[tuple[str, list[str]]] = [
    (text, expected) for text, expected in json.loads((HERE / "tokens.json").read_text())
]
CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12
)


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_a_text_has_these_terms(text: str, expected: list[str]) -> None:
    assert list(terms([text])) == expected


@given(st.text())
def test_folding_twice_is_folding_once_for_what_search_compares(text: str) -> None:
    joined = " ".join(run.text for run in runs(text))
    assert [run.text for run in runs(joined)] == [run.text for run in runs(text)]


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
    assert key(traditional(fold(text))) == key(text)


def test_characters_fold_to_ones_that_stay() -> None:
    assert not set(folding()) & set(folding().values())


def test_names_are_one_term_whatever_stands_between_their_parts() -> None:
    assert key("健康杭州“十四五”规划") == key("健康杭州 十四五 规划") == "健康杭州 十四五 规划"


def test_the_words_of_taiwan_are_known() -> None:
    assert taiwanese("软件") == "軟體"
