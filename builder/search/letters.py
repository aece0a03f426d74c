"""Where a name stands in an alphabetical list."""

from __future__ import annotations

from builder.search.languages import articles
from builder.search.pinyin import Readings
from builder.search.tokens import fold

NO_LETTER = "0–9"
"""The heading of names that begin with a digit or a sign."""


def sorting_name(name: str, lang: str, readings: Readings | None) -> str:
    """A name as it is sorted: folded and without its article, or in pinyin."""
    if readings:
        return readings.transliterate(name)[0]
    folded = fold(name)
    first = next((article for article in articles(lang) if folded.startswith(article)), "")
    return folded.removeprefix(first)


def letter(sorted_as: str) -> str:
    """The letter under which a name that is sorted so stands, of whatever script."""
    first = sorted_as[:1]
    return first.upper() if first.isalpha() else NO_LETTER
