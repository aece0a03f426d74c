"""Whether texts keep to the glossary, and words to their characters: what `content/` says about
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from builder.model.catalog import Catalog, Kind, PathInFile
from builder.model.values import Bilingual, BilingualLine
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
    """Every term is listed once, and is translated as the glossary says or in one of the ways that
    it admits.
    """
    translations: dict[str, tuple[str, ...]] = {}
    for i, term in enumerate(catalog.glossary):
        if term.zh in translations:
            yield Problem(
                catalog.place("glossary", "", ("terms", i, "zh")),
                "duplicate-term",
                {"term": term.zh},
            )
        translations.setdefault(
            term.zh, tuple(english.casefold() for english in (term.en, *term.also))
        )
    if not translations:
        return
    longest_first = re.compile(
        "|".join(re.escape(zh) for zh in sorted(translations, key=len, reverse=True))
    )
    for kind in _KINDS:
        records: Mapping[str, BaseModel] = getattr(catalog, kind)
        for id, record in records.items():
            for path, text in _texts(record, ()):
                english = text.en.casefold()
                for zh in dict.fromkeys(longest_first.findall(text.zh)):
                    if not any(words in english for words in translations[zh]):
                        yield Problem(
                            catalog.place(kind, id, (*path, "en")),
                            "glossary",
                            {"term": zh, "english": translations[zh][0]},
                        )


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


def _texts(value: Any, path: PathInFile) -> Iterator[tuple[PathInFile, Bilingual | BilingualLine]]:
    """Every text in both languages inside a record, with its path."""
    if isinstance(value, Bilingual | BilingualLine):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _texts(item, (*path, i))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
