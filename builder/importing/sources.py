"""The sources that metadata names → documents. Dates and organisations are never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from builder.importing.report import Report
from builder.importing.repository import Entry, Repository
from builder.importing.texts import Ids, one_line
from builder.importing.wording import Localized, Wording, complete, fields
from builder.model.sources import Link

REPOSITORY = "data-repository"
"""The id of the document that is the repository itself."""
AGENDA = "agenda-2030"
"""The id of the document that sets the seventeen goals."""
_LINK: TypeAdapter[str] = TypeAdapter(Link)
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2([1-9]\d{3})")
_ISO = re.compile(r"[1-9]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Source:
    """One source of an indicator: what it is called everywhere, and what its date says here."""

    organisation: Localized
    title: Localized
    address: dict[str, str]
    """Language → address; empty where there is none."""
    released: str
    """When it appeared; empty where that is not clear."""
    written: Localized
    """When it appeared, as written."""
    remark: Localized


class Dates:
    """Reads dates of metadata; whether 03/04/2015 is in March or April is taken from other dates of
    the repository, or not at all.
    """

    def __init__(self, repository: Repository) -> None:
        first = second = False
        for entry in repository.entries.values():
            for text in entry.fields.values():
                if isinstance(text, str) and (match := _SLASHED.fullmatch(text)):
                    first = first or (12 < int(match[1]) <= 31 and int(match[3]) <= 12)
                    second = second or (12 < int(match[3]) <= 31 and int(match[1]) <= 12)
        self.day_first = None if first == second else first

    def read(self, text: str) -> str:
        """A date as records write it; empty where it is not clear."""
        if _ISO.fullmatch(text):
            return text if len(text) < 10 or _day(*map(int, text.split("-"))) else ""
        match = _SLASHED.fullmatch(text)
        if match is None:
            return ""
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        if one == other or other > 12 or one > 12:
            day, month = (other, one) if other > 12 else (one, other)
        elif self.day_first is None:
            return ""
        else:
            day, month = (one, other) if self.day_first else (other, one)
        return _day(year, month, day)


def _is_link(text: str) -> bool:
    try:
        _LINK.validate_python(text)
    except ValidationError:
        return False
    return True


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


class Sources:
    """Documents by organisation, title and address, each once."""

    def __init__(self, repository: Repository, wording: Wording, report: Report) -> None:
        self.wording = wording
        self.report = report
        self.dates = Dates(repository)
        self.ids = Ids("source", frozenset({REPOSITORY, AGENDA}))
        self.documents: dict[str, dict[str, Any]] = {}
        self.released: dict[str, set[str]] = {}

    def of(self, entry: Entry) -> list[Source]:
        """The sources that an indicator's metadata names, in their order."""
        return list(self._named(entry))

    def _named(self, entry: Entry) -> Iterator[Source]:
        keys = fields()["source"]
        for number in sorted(_numbers(entry, keys)):
            if entry.fields.get(f"{keys['active']}_{number}", "true").casefold() == "false":
                continue
            organisation = self.wording.line(entry, f"{keys['organisation']}_{number}") or {}
            title = self.wording.line(entry, f"{keys['title']}_{number}") or {}
            address = self._address(entry, f"{keys['address']}_{number}")
            if not organisation and not title and not address:
                continue
            written = self.wording.line(entry, f"{keys['released']}_{number}") or {}
            released = self._date(entry, next(iter(written.values()), ""))
            remark = self.wording.field(entry, f"{keys['remark']}_{number}", mark=True)
            yield Source(organisation, title, address, released, written, remark)

    def _address(self, entry: Entry, key: str) -> dict[str, str]:
        found = {lang: text.strip() for lang, text in self.wording.field(entry, key).items()}
        if not all(map(_is_link, found.values())):
            self.report.tell("address", entry.file, f"{key}: {next(iter(found.values()))}")
            return {}
        return found

    def _date(self, entry: Entry, text: str) -> str:
        released = self.dates.read(text)
        if text and not released:
            self.report.tell("date", entry.file, text)
        return released

    def document(self, entry: Entry, source: Source) -> str:
        """The id of the document that a source is; empty where no organisation is named."""
        if not source.organisation:
            self.report.tell("source", entry.file, next(iter(source.title.values()), ""))
            return ""
        title = source.title or source.organisation
        default = self.wording.languages[0]
        name = (source.organisation[default], title[default], source.address.get(default, ""))
        text = " ".join(dict.fromkeys((source.organisation[default], title[default])))
        id = self.ids.of(name, text)
        document = self.documents.setdefault(
            id, {"title": title, "kind": "dataset", "issuer": source.organisation}
        )
        if source.address:
            same = len(set(source.address.values())) == 1
            document["url"] = source.address[default] if same else source.address
        if source.written and not source.released:
            label = self.wording.label("released")
            for note in self.wording.notes(source.written, label):
                document["date_note"] = note
        self.released.setdefault(id, set()).add(source.released)
        return id

    def finished(self) -> dict[str, dict[str, Any]]:
        """The documents; one has a date where everybody who names it gives the same."""
        for id, dates in self.released.items():
            if len(dates) == 1 and (only := next(iter(dates))):
                self.documents[id]["published"] = only
        return self.documents

    def note(self, source: Source) -> Localized:
        """A source as one line of a note."""
        lines: dict[str, str | None] = {}
        for lang in self.wording.languages:
            parts = (source.organisation.get(lang), source.title.get(lang))
            named = list(dict.fromkeys(filter(None, parts)))
            text = (
                self.wording.say("source", organisation=named[0], title=named[1])[lang]
                if len(named) == 2
                else "".join(named)
            )
            address = source.address.get(lang, "")
            said = " ".join(filter(None, (text, f"({address})" if address else "")))
            lines[lang] = one_line(", ".join(filter(None, (said, source.written.get(lang)))))
        return complete(lines) or {}


def _numbers(entry: Entry, keys: dict[str, str]) -> set[int]:
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, keys.values()))})_(\d{{1,2}})")
    written = set(entry.fields).union(*entry.translated.values())
    return {int(match[1]) for key in written if (match := pattern.fullmatch(key))}
