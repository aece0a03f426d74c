"""What search knows of each language: its stemmer, stop words and articles; `languages.toml` has
them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import snowballstemmer

from builder.search.tokens import key


def stemmer(lang: str) -> Callable[[str], str] | None:
    """Word → its stem in a language (`fr`, `pt-BR`); nothing for a language that has no stemmer
    here.
    """
    algorithm = _table("stemmers").get(_base(lang))
    return snowballstemmer.stemmer(algorithm).stemWord if algorithm else None


def stop_words(lang: str) -> tuple[str, ...]:
    """The words, folded, that count in a query only where there are no others; sorted."""
    base, all_words = _base(lang), _table("stop_words")
    words = (*all_words.get(base, ()), *all_words.get(_table("latin_words").get(base, ""), ()))
    return tuple(sorted({key(word) for word in words}))


def articles(lang: str) -> tuple[str, ...]:
    """What names may begin with that does not count in an alphabetical list, with the space or
    apostrophe after it.
    """
    return tuple(_table("articles").get(_base(lang), ()))


def _base(lang: str) -> str:
    return re.split("[-_]", lang.lower())[0]


@cache
def _table(name: str) -> dict[str, Any]:
    text = resources.files("builder").joinpath("search/languages.toml").read_text("utf-8")
    return dict(tomllib.loads(text)[name])
