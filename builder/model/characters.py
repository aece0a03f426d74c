"""Which characters a text may have."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that are no part of a text."""
_JOINERS = "\u200c\u200d"


def refused_character(text: str) -> str:
    """The first character of a text that no reader sees or that is not settled, as `U+0000`; empty
    where there is none. Joiners belong to the spelling of Persian, Hindi and others.
    """
    for before, character in pairwise("" if text.isprintable() else f"\n{text}"):
        joins = character in _JOINERS and unicodedata.category(before)[0] in "LM"
        if character != "\n" and unicodedata.category(character) in _REFUSED and not joins:
            return f"U+{ord(character):04X}"
    return ""
