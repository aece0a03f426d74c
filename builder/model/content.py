"""What an editor puts into `content/`: prose pages, the glossary, and how words are read."""

from __future__ import annotations

from typing import ClassVar

from builder.model.values import Line, Localized, Prose, Record, Syllables, Worded


class ProsePage(Record):
    """A prose page in one language, in Markdown."""

    from_path: ClassVar = ("id", "lang", "body")
    id: str
    lang: str
    body: Prose
    title: Line
    description: Line


class GlossaryTerm(Worded):
    """A term in each language of these texts, other admitted wordings of it, and what a foreigner
    would ask.
    """

    also: tuple[Line, ...] = ()
    note: Localized | None = None


class Reading(Record):
    """A Chinese word whose characters are read otherwise than a dictionary says: one syllable for
    each, no tones.
    """

    zh: Line
    pinyin: Syllables
