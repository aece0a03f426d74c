"""The languages of an import: the repository's texts in each of them, and the importer's own
words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from builder.importing.report import Report
from builder.importing.repository import Entry, Repository
from builder.importing.texts import one_line, paragraphs

_KEY = re.compile(r"[a-z][a-z_]*\.\w+(?:-\w+)+|[a-z]+(?:_[a-z]+)+\.[\w-]+|[a-z]+\.\w+_\w+")
_FALLBACK = "en"

Localized = dict[str, str]


@cache
def fields() -> dict[str, Any]:
    """What `fields.toml` says of an Open SDG repository."""
    folder = resources.files("builder.importing")
    return tomllib.loads(folder.joinpath("fields.toml").read_text("utf-8"))


@cache
def _own(lang: str) -> dict[str, Any] | None:
    file = resources.files("builder.importing").joinpath("words", f"{lang}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else None


class Wording:
    """Texts in all languages of the site."""

    def __init__(self, repository: Repository, report: Report) -> None:
        self.repository = repository
        self.report = report
        self.languages = repository.languages
        self.untranslated: dict[str, set[str]] = {lang: set() for lang in self.languages}
        for lang in self.languages:
            if _words(lang) is None:
                report.tell("translation", f"words/{lang}.toml", "openplan")

    def say(self, key: str, **values: object) -> Localized:
        """A sentence of the importer's own."""
        return {lang: _own_words(lang)[key].format_map(values) for lang in self.languages}

    def goal(self, number: int) -> Localized:
        """The short title of one of the seventeen goals: the repository's, else the official
        one.
        """
        return {
            lang: self._given(lang, f"global_goals.{number}-short", f"global_goals.{number}.short")
            or _own_words(lang)["goals"][str(number)]
            for lang in self.languages
        }

    def goal_summary(self, number: int) -> Localized:
        """The whole title of a goal where the repository has it, else a sentence that names it."""
        own = self.say("goal_summary", number=number)
        keys = (f"global_goals.{number}-title", f"global_goals.{number}.title")
        return {lang: self._given(lang, *keys) or own[lang] for lang in self.languages}

    def label(self, key: str) -> Localized:
        """What a field of metadata is called; empty where nobody says so in that language."""
        return {lang: self._label(lang, key) for lang in self.languages}

    def _label(self, lang: str, key: str) -> str:
        own = (_words(lang) or {}).get("labels", {}).get(key)
        return str(own or self._given(lang, f"metadata_fields.{key}") or "")

    def _given(self, lang: str, *keys: str) -> str:
        texts = self.repository.translations.get(lang, {})
        return next((line for key in keys if key in texts and (line := one_line(texts[key]))), "")

    def translated(self, text: str, lang: str) -> str:
        """A text of the repository in a language: looked up as a key, else as it is."""
        texts = self.repository.translations.get(lang, {})
        found = texts.get(text) or texts.get(f"data.{text}")
        if found is None and lang != self.languages[0] and any(map(str.isalpha, text)):
            self.untranslated[lang].add(text)
        return found if found is not None else text

    def name(self, text: str) -> Localized | None:
        """A short text in every language, each a line; `None` where a language can hold none."""
        lines = {lang: one_line(self.translated(text, lang)) for lang in self.languages}
        return complete(lines)

    def field(self, entry: Entry, key: str) -> Localized:
        """A field of metadata in every language: from the folder of the language, by its key, or as
        it is. Empty where it says nothing.
        """
        texts = {}
        for lang in self.languages:
            written = entry.translated.get(lang, {}).get(key) or entry.fields.get(key)
            if not isinstance(written, str) or not written.strip():
                return {}
            own = isinstance(entry.translated.get(lang, {}).get(key), str)
            text = written if own else self.translated(written.strip(), lang)
            if _KEY.fullmatch(text):
                text = self._resolved(text, lang)
                if not text:
                    self.report.tell("key", entry.file, f"{key}: {written}")
                    return {}
            texts[lang] = text
        return texts

    def _resolved(self, key: str, lang: str) -> str:
        """The text of a key in the language, else in another one of the site."""
        for candidate in (lang, *self.languages):
            if found := self.repository.translations.get(candidate, {}).get(key):
                return found
        return ""

    def line(self, entry: Entry, key: str) -> Localized | None:
        """A field of metadata as one line in every language."""
        return complete({lang: one_line(text) for lang, text in self.field(entry, key).items()})

    def notes(self, texts: Mapping[str, str], label: Mapping[str, str]) -> list[Localized]:
        """A text in every language as one or more notes, the first with its label."""
        parted = {}
        for lang, text in texts.items():
            labelled = (
                _own_words(lang)["note"].format(label=label[lang], text=text)
                if label.get(lang)
                else text
            )
            parted[lang] = list(paragraphs(labelled))
        if not parted or not all(parted.values()):
            return []
        length = min(map(len, parted.values()))
        if len({len(parts) for parts in parted.values()}) > 1:
            parted = {lang: parts[:length] for lang, parts in parted.items()}
        return [{lang: parts[n] for lang, parts in parted.items()} for n in range(length)]

    def tell_untranslated(self) -> None:
        """Add what stands untranslated to the report."""
        for lang, texts in self.untranslated.items():
            for text in sorted(texts):
                self.report.tell("translation", f"translations/{lang}", text[:80])


def complete(lines: Mapping[str, str | None]) -> Localized | None:
    """The lines, if there is one in every language."""
    held = {lang: line for lang, line in lines.items() if line}
    return held if held and len(held) == len(lines) else None


def _words(lang: str) -> dict[str, Any] | None:
    """The importer's own words in a language, or in what that is written before its region."""
    return _own(lang) or _own(lang.partition("-")[0])


def _own_words(lang: str) -> dict[str, Any]:
    words = _words(lang) or _own(_FALLBACK)
    assert words is not None
    return words


def first_field(
    wording: Wording, entry: Entry, keys: Iterable[str]
) -> tuple[str, Localized] | None:
    """The first of several fields that gives a line in every language."""
    return next(((key, line) for key in keys if (line := wording.line(entry, key))), None)
