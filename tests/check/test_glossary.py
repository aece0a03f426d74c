"""Texts keep to the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from builder.check.glossary import terms
from builder.model.catalog import Catalog
from builder.model.content import GlossaryTerm
from tests.factories import indicator, observation, path_of

POPULATION = {"zh": "常住人口", "en": "permanent residents", "also": ("resident population",)}


def problems(zh: str, en: str, *glossary: Mapping[str, object]) -> list[tuple[str, object]]:
    one = indicator(observation("2020", "1", note={"zh": zh, "en": en}))
    catalog = Catalog(
        languages=("zh", "en"),
        indicators={one.id: one},
        glossary=tuple(GlossaryTerm.model_validate(term) for term in glossary or (POPULATION,)),
    )
    return [(problem.code, path_of(problem)) for problem in terms(catalog)]


@pytest.mark.parametrize(
    "english", ["Permanent residents only", "the resident populations of both"]
)
def test_any_wording_of_a_term_will_do_in_any_case_and_number(english: str) -> None:
    assert problems("按常住人口计", english) == []


def test_a_missing_term_is_reported_at_the_english_text() -> None:
    assert problems("按常住人口计", "by inhabitants") == [
        ("glossary", ("observations", 0, "note", "en"))
    ]


def test_a_text_without_the_term_is_free() -> None:
    assert problems("按人口计", "by inhabitants") == []


def test_a_longer_term_hides_a_shorter_one_inside_it() -> None:
    shorter = {"zh": "人口", "en": "people"}
    assert problems("按常住人口计", "by permanent residents", POPULATION, shorter) == []
    assert (
        problems("按常住人口计，不是户籍人口", "by permanent residents", POPULATION, shorter) != []
    )


def test_a_term_listed_twice_is_reported_once_for_each_further_entry() -> None:
    assert problems("无", "none", POPULATION, POPULATION, POPULATION) == [
        ("duplicate-term", ("terms", 1, "zh")),
        ("duplicate-term", ("terms", 2, "zh")),
    ]


def test_without_a_glossary_nothing_is_reported() -> None:
    one = indicator(observation("2020", "1"))
    assert list(terms(replace(Catalog(), indicators={one.id: one}))) == []
