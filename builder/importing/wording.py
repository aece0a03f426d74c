"""The languages of an import: the repository's texts in each of them, and the importer's own
words.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from textwrap import shorten
from typing import Any

from builder.importing.report import Report
from builder.importing.repository import Entry, Repository
from builder.importing.texts import one_line, paragraphs

_KEY = re.compile(r"[a-z][a-z_]*\.\w+(?:-\w+)+|[a-z]+(?:_[a-z]+)+\.[\w-]+|[a-z]+\.\w+_\w+")
_GROUPS = {"custom", "data", "general", "meta"}
"""The groups of translations that Open SDG has anyway; every other file is one too."""
_OPENING = re.compile(r"\s*(?:<(?:p|div|br)\b[^>]*>\s*)+", re.IGNORECASE)
_PATH = re.compile(r"\w+(?:\.[\w-]+){2,}")
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
        self.untranslated_fields: set[tuple[str, str, str]] = set()
        """Language, field and indicator."""
        self.groups = {
            key.partition(".")[0] for texts in repository.translations.values() for key in texts
        } | _GROUPS
        for lang in self.languages:
            if _words(lang) is None:
                report.tell("words", lang)

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

    def translated(self, text: str, lang: str, column: str = "") -> str:
        """A text of the data or of metadata in a language; `column` is the one that it stands in.

        What has no translation is told and stands as the publisher has it in another language.
        """
        found, spoken = self._found(text, lang, column)
        if spoken != lang and _has_words(text):
            self.untranslated[lang].add(text)
        return found

    def _found(self, text: str, lang: str, column: str = "") -> tuple[str, str]:
        """A text, and the language it is in.

        It is looked up as a key, as a code of its column and as a text of the data; a key or a code
        that this language lacks is said in another one before it is shown.
        """
        codes = (text, f"{column}.{text}")
        if found := self._first(lang, (*codes, f"data.{text}")):
            return found, lang
        source = self.repository.source
        for other in dict.fromkeys((source, *self.languages)):
            if found := self._first(other, codes):
                return found, other
        group, _, name = text.partition(".")
        plain = group in self.groups and not self._is_key(text)
        return (name.strip() if plain else "") or text, source

    def _is_key(self, text: str) -> bool:
        """Whether a text is nothing but a key, which says nothing to a reader."""
        known = text.partition(".")[0] in self.groups
        return bool(_KEY.fullmatch(text) or (known and _PATH.fullmatch(text)))

    def _first(self, lang: str, keys: Iterable[str]) -> str:
        texts = self.repository.translations.get(lang, {})
        return next((texts[key] for key in keys if texts.get(key)), "")

    def name(self, text: str, column: str = "") -> Localized | None:
        """A short text in every language, each a line; `None` where a language can hold none."""
        lines = {lang: one_line(self.translated(text, lang, column)) for lang in self.languages}
        return complete(lines)

    def field(self, entry: Entry, key: str, mark: bool = False) -> Localized:
        """A field of metadata in every language: from the folder of the language, by its key, or in
        the words of another language, which `mark` says so. Empty where it says nothing.
        """
        texts = {}
        for lang in self.languages:
            text, spoken = self._of_field(entry, key, lang)
            text = _OPENING.sub("", text, count=1) if text.lstrip().startswith("<") else text
            if self._is_key(text):
                self.report.tell("key", entry.file, f"{key}: {text}")
            if not text or self._is_key(text):
                return {}
            if spoken != lang and _has_words(text):
                self.untranslated_fields.add((lang, key, entry.id))
                text = _own_words(lang)["untranslated"].format(text=text) if mark else text
            texts[lang] = text
        return texts

    def _of_field(self, entry: Entry, key: str, lang: str) -> tuple[str, str]:
        """What a field says, and in which language: this one, the repository's own, or another."""
        own = _text(entry.translated.get(lang, {}).get(key))
        if own:
            found, spoken = self._found(own, lang)
            return (found, spoken) if found != own else (own, lang)
        if written := _text(entry.fields.get(key)):
            return self._found(written, lang)
        for other in self.languages:
            if text := _text(entry.translated.get(other, {}).get(key)):
                return self._found(text, lang)[0], other
        return "", lang

    def line(self, entry: Entry, key: str) -> Localized | None:
        """A field of metadata as one line in every language."""
        return complete({lang: one_line(text) for lang, text in self.field(entry, key).items()})

    def notes(self, texts: Mapping[str, str], label: Mapping[str, str]) -> list[Localized]:
        """A text in every language as one or more notes, the first with its label."""
        parted = {}
        for lang, text in texts.items():
            labelled = (
                _own_words(lang)["note"].format(label=label[lang], text=text)
                if label.get(lang) and not text.casefold().startswith(label[lang].casefold())
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
                self.report.tell("translation", f"translations/{lang}", shorten(text, 300))
        fields = Counter((lang, key) for lang, key, _ in self.untranslated_fields)
        for (lang, key), count in sorted(fields.items()):
            self.report.tell("translation", f"meta/{lang}", key, count)


def _has_words(text: str) -> bool:
    """Whether a text is in a language at all: neither a number nor an address."""
    return any(map(str.isalpha, text)) and not text.startswith(("https://", "http://"))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


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
