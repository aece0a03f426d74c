"""What search knows of languages."""

from __future__ import annotations

import tomllib

import pytest
import snowballstemmer

from builder.search.languages import articles, stemmer, stop_words
from tests.conftest import PROJECT

TABLES = tomllib.loads((PROJECT / "builder/search/languages.toml").read_text("utf-8"))


def test_every_stemmer_is_there() -> None:
    assert set(TABLES["stemmers"].values()) <= set(snowballstemmer.algorithms())


@pytest.mark.parametrize("table", TABLES)
def test_languages_stand_in_order_and_words_once(table: str) -> None:
    assert list(TABLES[table]) == sorted(TABLES[table])
    for words in TABLES["stop_words"].values():
        assert len(words) == len(set(words))


def test_a_language_is_known_with_or_without_its_region() -> None:
    for lang in ("pt", "pt-BR", "PT_pt"):
        word = stemmer(lang)
        assert word
        assert word("cidades") == "cidad"
    assert stemmer("mi") is None
    assert stop_words("mi") == articles("mi") == ()
    assert articles("fr-CA") == ("le ", "la ", "les ", "l'")


def test_stop_words_are_folded_and_chinese_pages_have_the_english_ones() -> None:
    assert "fur" in stop_words("de")
    assert stop_words("zh") == stop_words("en") != ()
