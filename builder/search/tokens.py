"""A text → the terms by which search finds it. The theme’s `search/tokens.js` finds the
same; `tests/tokens.json` holds both to it.

Text is normalised (NFKC, lower case, Simplified characters). A run of Chinese characters gives its
overlapping pairs and its last character; a word or number is one term, without the commas between
its thousands and the zeros after its last decimal. A unit that is one character (㎡) is a word of
its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from builder.model.chinese import folding

HAN = "〇々㐀-䶿一-鿿\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a class of a regular expression."""

_SQUARED = re.compile(r"(?=[\u3371-\u33df])")
_POSSESSIVE = re.compile(r"'s(?![a-z0-9])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_RUN = re.compile(rf"([{HAN}]+)|((?:(?![{HAN}_])\w|(?<=[0-9])\.(?=[0-9]))+)")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")


class Run(NamedTuple):
    """A run of Chinese characters (`han`), or a word or number."""

    text: str
    han: bool


def fold(text: str) -> str:
    """The text as search compares it."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", _SQUARED.sub(" ", text)).lower().translate(_folding())


def runs(text: str) -> tuple[Run, ...]:
    """The runs, words and numbers of a text, folded."""
    return tuple(Run(run, True) if run else Run(_number(word), False) for run, word in _found(text))


def pairs(run: str) -> Iterator[str]:
    """The overlapping pairs of characters of a run; of a single character, itself."""
    return (run[i : i + 2] for i in range(max(len(run) - 1, 1)))


def terms(texts: Iterable[str]) -> Iterator[str]:
    """Every term of some texts, as often as it occurs."""
    for run, word in _found("\n".join(texts)):
        if word:
            yield _number(word)
            continue
        for i in range(len(run) - 1):
            yield run[i : i + 2]
        yield run[-1]


def key(text: str) -> str:
    """A name as one term: its runs, joined by spaces."""
    return " ".join(run.text for run in runs(text))


def _found(text: str) -> list[tuple[str, str]]:
    """Each run of Chinese characters, or else each word, as a pair of which the other is empty."""
    return _RUN.findall(_THOUSANDS.sub("", _POSSESSIVE.sub("", fold(text).replace("’", "'"))))


def _number(word: str) -> str:
    return word.rstrip("0").rstrip(".") if "." in word and _DECIMAL.fullmatch(word) else word


@cache
def _folding() -> dict[int, str]:
    return {ord(character): plain for character, plain in folding().items()}
