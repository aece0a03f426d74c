"""The two scripts of Chinese, by OpenCC’s characters and phrases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

SIMPLIFIED, TRADITIONAL = "zh", "zh-hant"
"""The codes of Chinese in its two scripts; the edition in Traditional characters may be converted
from the Simplified one, not written.
"""

_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
"""Unicode’s blocks of Chinese characters in the basic plane, as ranges."""

_IN_WORDS = dict(zip("瞭覆藉揹薰枱彷甦", "了复借背熏台仿苏", strict=True))
"""Characters that Traditional texts have for another in some words (瞭解, 反覆), and that are
Simplified too.
"""


def is_chinese(lang: str) -> bool:
    """Whether a language, by its code, is Chinese in either script."""
    return lang.partition("-")[0] == SIMPLIFIED


def simplified(text: str) -> str:
    """The text in Simplified characters."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


@lru_cache(20_000)
def traditional(text: str) -> str:
    """The text in Traditional characters, in the forms that Taiwan’s standard gives; its words stay
    what they are.
    """
    return text if text.isascii() else str(_converter("s2tw").convert(text))


def taiwanese(text: str) -> str:
    """The text in Traditional characters and in the words of Taiwan."""
    return str(_converter("s2twp").convert(text))


@cache
def folding() -> Mapping[str, str]:
    """Character → the Simplified one that search takes it for, character by character; only those
    that change.

    What the standards of Taiwan and Hong Kong write for a Simplified character, always or in words,
    is taken for it too (著 for 着, 瞭 for 了).
    """
    characters = "".join(chr(code) for block in _IDEOGRAPHS for code in range(*block))
    folded = {c: s for c, s in zip(characters, _each("t2s", characters), strict=True) if c != s}
    for standard in ("s2t", "s2tw", "s2hk"):
        for plain, written in zip(characters, _each(standard, characters), strict=True):
            if plain != written and plain not in folded:
                folded.setdefault(written, plain)
    folded |= _IN_WORDS
    return {c: folded.get(s, s) for c, s in folded.items()}


def _each(name: str, characters: str) -> list[str]:
    return str(_converter(name).convert("\n".join(characters))).split("\n")


@cache
def _converter(name: str) -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC(name)
