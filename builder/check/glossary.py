"""Whether texts keep to the glossary, and words to their characters: what `content/` says about
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from builder.model.catalog import Catalog, Kind, PathInFile
from builder.model.chinese import SIMPLIFIED
from builder.model.content import GlossaryTerm
from builder.model.values import INLINE
from builder.problems import Problem

_KINDS: tuple[Kind, ...] = (
    "documents",
    "goals",
    "indicators",
    "tasks",
    "departments",
    "portfolios",
    "topics",
)


def terms(catalog: Catalog) -> Iterator[Problem]:
    """Every term is listed once; a text beside a Chinese one that uses it says it as the glossary
    does, or in one of the ways that it admits.
    """
    translations: dict[str, GlossaryTerm] = {}
    for i, term in enumerate(catalog.glossary):
        language = SIMPLIFIED if SIMPLIFIED in term.words else next(iter(term.words))
        word = term.words[language]
        if word in translations:
            place = catalog.place("glossary", "", ("terms", i, language))
            yield Problem(place, "duplicate-term", {"term": word})
        translations.setdefault(word, term)
    if not translations or SIMPLIFIED not in catalog.languages:
        return
    longest_first = re.compile("|".join(map(re.escape, sorted(translations, key=len)[::-1])))
    for kind in _KINDS:
        records: Mapping[str, BaseModel] = getattr(catalog, kind)
        for id, record in records.items():
            for path, text in _texts(record, (), frozenset(catalog.languages)):
                for word in dict.fromkeys(longest_first.findall(text[SIMPLIFIED])):
                    for language, expected in _lacking(translations[word], text):
                        place = catalog.place(kind, id, (*path, language))
                        values = {"term": word, "language": language, "words": expected}
                        yield Problem(place, "glossary", values)


def _lacking(term: GlossaryTerm, text: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The languages in which a text has no wording of a term that it uses, each with the first
    wording.
    """
    for language, expected in term.words.items():
        wordings = (expected, *term.also)
        if language != SIMPLIFIED and not any(
            wording.casefold() in text[language].casefold() for wording in wordings
        ):
            yield language, expected


def readings(catalog: Catalog) -> Iterator[Problem]:
    """Every word is read once, with a syllable for each of its characters."""
    seen = set()
    for i, reading in enumerate(catalog.readings):
        if reading.zh in seen:
            yield Problem(
                catalog.place("readings", "", ("readings", i, "zh")),
                "duplicate-term",
                {"term": reading.zh},
            )
        seen.add(reading.zh)
        syllables = len(reading.pinyin.split())
        if syllables != len(reading.zh):
            values = {
                "word": reading.zh,
                "characters": str(len(reading.zh)),
                "syllables": str(syllables),
            }
            yield Problem(
                catalog.place("readings", "", ("readings", i, "pinyin")), "reading-length", values
            )


def _texts(
    value: Any, path: PathInFile, languages: frozenset[str]
) -> Iterator[tuple[PathInFile, Mapping[str, str]]]:
    """Every text in all languages inside a record, with its path."""
    if isinstance(value, dict):
        if value.keys() == languages:
            yield path, value
            return
        for key, item in value.items():
            yield from _texts(item, (*path, key), languages)
    elif hasattr(value, "__pydantic_fields__"):
        for name, field in type(value).__pydantic_fields__.items():
            at = path if field.alias == INLINE else (*path, name)
            yield from _texts(getattr(value, name), at, languages)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _texts(item, (*path, i), languages)
