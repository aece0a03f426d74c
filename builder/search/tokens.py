"""A text → the terms by which search finds it, in any language. The theme’s `search/tokens.js`
finds the same; `tests/tokens.json` holds both to it.

Text is normalised (NFKC, lower case, letters without accents, digits of every script as 0 to 9, and
what a `Folding` says besides). A run of a script that puts no spaces between its words gives its
overlapping pairs and its last character; a word or number is one term, without the commas between
its thousands and the zeros after its last decimal. What is elided before a vowel (l’eau, qu’il) and
the article that Arabic joins to a word are no part of it. A unit that is one character (㎡) is a
word of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from builder.model import chinese

HAN = "〇々㐀-䶿一-鿿\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a class of a regular expression."""
UNSPACED = (
    HAN
    + "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    + "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"  # Thai, Lao
    + "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd"  # Burmese, Khmer
)
"""Characters of scripts that put no spaces between words, in the same way."""

Folding = Mapping[int, str]
"""Code point → what search takes its character for."""
_DIGIT_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐"
_LETTERS = "ßæœøđðþłħŧı" + "ςё" + "ةىیکٱ" + "’ʼʻ٬٫"
_LIKE = "ss ae oe o d d th l h t i" + " σ е" + " ه ي ي ك ا" + " ' ' ' , ."
PLAIN: Folding = {
    **{ord(letter): plain for letter, plain in zip(_LETTERS, _LIKE.split(), strict=True)},
    **{ord(zero) + n: str(n) for zero in _DIGIT_ZEROS for n in range(10)},
}
"""Letters of any language that are no letter with an accent, and yet another’s variant."""

_SQUARED = re.compile(r"(?=[\u3371-\u33df])")
_SPACED_THOUSANDS = re.compile(r"([0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
# Cyrillic letters keep what stands above them: й is not и. The second: signs of vowels in Hebrew
# and Arabic, and characters that only say how others are drawn.
_ACCENTS = re.compile("(^|[^\u0300-\u036f\u0400-\u052f])[\u0300-\u036f]+")
_SIGNS = re.compile(
    "[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_POSSESSIVE = re.compile(r"'s(?![a-z0-9])")
_ELIDED = re.compile(
    r"(^|[\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull)'(?=[^\W\d_])"
)
_ARABIC_ARTICLE = re.compile(r"(^|[\W_])(?:[وبكف]?ال|لل)(?=[ء-ي]{2})")
_THOUSANDS = re.compile(r"(?<=[0-9])[,'](?=[0-9]{3}(?![0-9]))")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")


class Run(NamedTuple):
    """A run of characters of an `unspaced` script, or a word or number."""

    text: str
    unspaced: bool


@cache
def chinese_folding() -> Folding:
    """The folding of Chinese: its characters as Simplified ones."""
    return {**PLAIN, **{ord(c): plain for c, plain in chinese.folding().items()}}


def fold(text: str, folding: Folding = PLAIN) -> str:
    """The text as search compares it."""
    if text.isascii():
        return text.lower()
    return _without_accents(_lowered(text)).translate(folding)


def runs(text: str, folding: Folding = PLAIN) -> tuple[Run, ...]:
    """The runs, words and numbers of a text, folded."""
    return tuple(
        Run(run, True) if run else Run(_number(word), False)
        for run, word in _tokenised(fold(text, folding))
    )


def pairs(run: str) -> Iterator[str]:
    """The overlapping pairs of characters of a run; of a single character, itself."""
    return (run[i : i + 2] for i in range(max(len(run) - 1, 1)))


def terms(texts: Iterable[str], folding: Folding = PLAIN) -> Iterator[str]:
    """Every term of some texts, as often as it occurs."""
    for run, word in _tokenised(fold("\n".join(texts), folding)):
        if word:
            yield _number(word)
            continue
        for i in range(len(run) - 1):
            yield run[i : i + 2]
        yield run[-1]


def key(text: str, folding: Folding = PLAIN) -> str:
    """A name as one term: its runs, joined by spaces."""
    return " ".join(run.text for run in runs(text, folding))


def accented(texts: Iterable[str]) -> Iterator[str]:
    """Every word of some texts that folding changes, in lower case but else as it is written."""
    text = "\n".join(texts)
    if not text.isascii():
        lowered = _lowered(text).replace("’", "'")
        words = dict.fromkeys(word for _, word in _tokenised(lowered))
        yield from (word for word in words if fold(word) != word)


def is_spelt(term: str) -> bool:
    """Whether a term is a word of letters alone, of a script that has words."""
    return bool(_spelt().fullmatch(term)) and not any(c.isnumeric() for c in term)


def _lowered(text: str) -> str:
    text = _SPACED_THOUSANDS.sub(r"\1,", _SQUARED.sub(" ", text))
    return unicodedata.normalize("NFKC", text).lower()


def _without_accents(text: str) -> str:
    bare = _SIGNS.sub("", _ACCENTS.sub(r"\1", unicodedata.normalize("NFD", text)))
    return unicodedata.normalize("NFC", bare)


def _tokenised(text: str) -> list[tuple[str, str]]:
    """Each run of an unspaced script, or else each word, as a pair of which the other is empty."""
    words = _ELIDED.sub(r"\1", _POSSESSIVE.sub("", text)) if "'" in text else text
    words = _ARABIC_ARTICLE.sub(r"\1", words) if "ل" in words else words
    return _run().findall(_THOUSANDS.sub("", words))


def _number(word: str) -> str:
    return word.rstrip("0").rstrip(".") if "." in word and _DECIMAL.fullmatch(word) else word


@cache
def _run() -> re.Pattern[str]:
    letters = rf"[a-z]+[{_marks()}]*|(?![{UNSPACED}_0-9])\w[{_marks()}]*"  # ASCII first: it is fast
    return re.compile(rf"([{UNSPACED}]+)|((?:[0-9]+|(?<=[0-9])\.(?=[0-9])|{letters})+)")


@cache
def _spelt() -> re.Pattern[str]:
    return re.compile(rf"(?:(?![{UNSPACED}])[^\W\d_][{_marks()}]*)+")


@cache
def _marks() -> str:
    """Marks that belong to the letter before them, such as vowels in Hindi: `\\p{M}` in a class."""
    planes = range(0x300, 0x20000)
    return "".join(chr(code) for code in planes if unicodedata.category(chr(code))[0] == "M")
