"""The two scripts of Chinese, by OpenCC’s characters and phrases."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc


def simplified(text: str) -> str:
    """The text in Simplified characters."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


@lru_cache(20_000)
def traditional(text: str) -> str:
    """The text in Traditional characters, in the forms that Taiwan’s standard gives; its words stay what they are."""
    return text if text.isascii() else str(_converter("s2tw").convert(text))


@cache
def _converter(name: str) -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC(name)
