"""The words of what is made new: example texts in each language of a site, and comments for who
edits it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_FALLBACK = "en"
_WORDS = resources.files("builder.new").joinpath("words")


def spoken(lang: str) -> str:
    """The language whose words stand for `lang`: itself, what it is written in before its region,
    or else English.
    """
    known = (code for code in (lang, lang.partition("-")[0]) if _words(code) is not None)
    return next(known, _FALLBACK)


def example_texts(languages: tuple[str, ...]) -> dict[str, Mapping[str, str]]:
    """Every example text by its key, in each of the languages."""
    words = {lang: _words(spoken(lang)) or {} for lang in languages}
    keys = words[languages[0]].keys() - {"comments"}
    return {key: {lang: str(words[lang][key]) for lang in languages} for key in keys}


def comments(lang: str) -> Mapping[str, str]:
    """The comments for an editor who reads `lang`."""
    return dict((_words(spoken(lang)) or {})["comments"])


def untranslated(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that there are no example texts in."""
    return tuple(lang for lang in languages if spoken(lang) != lang)


@cache
def _words(lang: str) -> dict[str, Any] | None:
    file = _WORDS.joinpath(f"{lang}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else None
