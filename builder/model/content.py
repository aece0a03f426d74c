"""What an editor puts into `content/`: prose pages, the glossary, and how words are read."""

from __future__ import annotations

from typing import ClassVar

from builder.model.values import Bilingual, Line, Prose, Record, Syllables


class ProsePage(Record):
    """A prose page in one language, in Markdown."""

    from_path: ClassVar = ("id", "lang", "body")
    id: str
    lang: str
    body: Prose
    title: Line
    description: Line


class GlossaryTerm(Record):
    """A Chinese term, its English in these texts, other admitted wordings, and what a foreigner
    would ask.
    """

    zh: Line
    en: Line
    also: tuple[Line, ...] = ()
    note: Bilingual | None = None


class Reading(Record):
    """A Chinese word whose characters are read otherwise than a dictionary says: one syllable for
    each, no tones.
    """

    zh: Line
    pinyin: Syllables
