"""The importer's own words: the same in every language that it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.importing import report

ROOM = Path(report.__file__).parent
WORDS = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in ROOM.glob("words/*.toml")}
FIELDS = tomllib.loads((ROOM / "fields.toml").read_text("utf-8"))


def keys(words: dict[str, Any], path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every key with the placeholders of its sentence."""
    for key, value in words.items():
        if isinstance(value, dict):
            yield from keys(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", frozenset(re.findall(r"\{\w+\}", value))


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_every_language_has_the_same_words_with_the_same_places(lang: str) -> None:
    assert dict(keys(WORDS[lang])) == dict(keys(WORDS["en"]))


def test_there_are_words_in_the_languages_of_the_united_nations() -> None:
    assert set(WORDS) >= {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_there_are_seventeen_goals_and_a_label_for_every_note(lang: str) -> None:
    assert [int(number) for number in WORDS[lang]["goals"]] == list(range(1, 18))
    shown_alone = {"page_content", "data_notice_text", "data_footnote"}
    assert set(FIELDS["notes"]) - shown_alone <= set(WORDS[lang]["labels"])


def test_every_remark_that_is_made_has_its_sentences() -> None:
    code = "".join(file.read_text("utf-8") for file in ROOM.glob("*.py"))
    made = set(re.findall(r'\.tell\(\s*"([\w-]+)"', code))
    made |= set(re.findall(r'\.trouble\["([\w-]+)"', code))
    sentences = tomllib.loads((ROOM / "report.toml").read_text("utf-8"))["kinds"]
    assert made == set(sentences)
    assert all({"zh", "en", "title_zh", "title_en"} <= set(words) for words in sentences.values())
