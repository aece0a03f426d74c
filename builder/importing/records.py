"""A repository → the records of a site: indicators, their sources, units, topics and goals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.importing.observations import Observations, read_observations
from builder.importing.report import Report
from builder.importing.repository import Entry, Repository
from builder.importing.sources import AGENDA, REPOSITORY, Source, Sources
from builder.importing.units import Units
from builder.importing.wording import Localized, Wording, fields, first_field

GOALS = range(1, 18)
_OTHER = "other"
_PRECISION = "precision"
_OF_ALL = "indicator_name"
"""The field for what the indicator of all countries is called."""
_ADOPTED = "2015-09-25"
_AGENDA_URL = "https://sdgs.un.org/2030agenda"

_SUSPICIOUS = 2
"""So many other files with the same rows are no chance: they are the sample data of a template."""

Record = dict[str, Any]


@dataclass
class Records:
    """What is written: records by their path below `data/`, and the rows beside the indicators."""

    files: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Observations] = field(default_factory=dict)


class _Maker:
    def __init__(
        self, repository: Repository, wording: Wording, *, year_start: bool, report: Report
    ) -> None:
        self.repository = repository
        self.wording = wording
        self.report = report
        self.units = Units(wording, year_start=year_start)
        self.sources = Sources(repository, wording, report)
        self.records = Records()
        self.goals: set[int] = set()
        self.others = False
        self.unused: Counter[str] = Counter()

    def make(self, title: Localized, publisher: Localized) -> Records:
        read = {entry.id: self.observations(entry) for entry in self.repository.entries.values()}
        same = _same(
            {
                id: observations.values
                for id, observations in read.items()
                if observations is not None
            }
        )
        told: set[object] = set()
        for entry in self.repository.entries.values():
            if (observations := read[entry.id]) is not None:
                if same[entry.id] >= _SUSPICIOUS and observations.values not in told:
                    told.add(observations.values)
                    self.report.tell("same", entry.file, count=same[entry.id] + 1)
                self.indicator(entry, observations, same[entry.id])
        self.vocabularies(title, publisher)
        for key, count in sorted(self.unused.items()):
            self.report.tell("field", key, count=count)
        return self.records

    def observations(self, entry: Entry) -> Observations | None:
        """The rows of an indicator; `None` where there is no value, so that it is left out."""
        if entry.table is None:
            self.report.tell("empty", entry.file)
            return None
        unit = first_field(self.wording, entry, fields()["unit"])
        found = read_observations(
            entry.table, unit and unit[1], self.wording, self.units, self.report
        )
        if not found.rows:
            self.report.tell("empty", entry.table.file)
            return None
        return found

    def indicator(self, entry: Entry, rows: Observations, same: int) -> None:
        goal = entry.id.partition("-")[0]
        number = int(goal) if goal.isdigit() and len(goal) < 3 and int(goal) in GOALS else 0
        topic = f"goal-{number}" if number else _OTHER
        record: Record = {"name": self.name(entry)}
        named = first_field(self.wording, entry, fields()["name"])
        notes = list(self.notes(entry, named[0] if named else ""))
        if definition := self.definition(entry):
            record["definition"] = definition[1]
        record |= {"unit": rows.unit} | _decimals(entry)
        if number:
            self.goals.add(number)
            record["goals"] = [f"{AGENDA}/goal-{number}"]
        else:
            self.others = True
        record |= _groups(rows)
        sources = self.sources.of(entry)
        document = self.sources.document(entry, sources[0]) if len(sources) == 1 else ""
        record["source"] = document or REPOSITORY
        if notes := [*self.warnings(entry, rows, same), *notes, *self.cited(sources, document)]:
            record["notes"] = notes
        self.records.files[f"indicators/{topic}/{_id(entry.id)}"] = record
        self.records.tables[f"indicators/{topic}/{_id(entry.id)}"] = rows
        self.report.counts["indicators"] += 1
        self.report.counts["dimensions"] += len(rows.dimensions)
        self.unused.update(self.left(entry))

    def name(self, entry: Entry) -> Localized:
        """The indicator's number and what the publisher calls it."""
        number = entry.id.replace("-", ".")
        named = first_field(self.wording, entry, fields()["name"])
        if named is None:
            return self.wording.say("indicator", number=number)
        return {lang: _numbered(number, line) for lang, line in named[1].items()}

    def definition(self, entry: Entry) -> tuple[str, Localized] | None:
        for key in fields()["definition"]:
            if notes := self.wording.notes(self.wording.field(entry, key, mark=True), {}):
                return key, notes[0]
        return None

    def notes(self, entry: Entry, name: str) -> Iterator[Localized]:
        """What the metadata says besides name, definition and unit, in the publisher's words."""
        wording, known = self.wording, fields()
        definition = self.definition(entry)
        names = known["name"]
        if name in names[: names.index(_OF_ALL)]:
            of_all = wording.field(entry, _OF_ALL, mark=True)
            if of_all != wording.field(entry, name, mark=True):
                yield from wording.notes(of_all, wording.label("global"))
        if target := first_field(wording, entry, known["target"]):
            text = wording.field(entry, target[0], mark=True)
            yield from wording.notes(text, wording.label("target"))
        for key in (*known["definition"], *known["notes"]):
            said = wording.notes(wording.field(entry, key, mark=True), wording.label(key))
            if definition and key == definition[0]:
                said = wording.notes(wording.field(entry, key, mark=True), {})[1:]
            yield from said

    def warnings(self, entry: Entry, rows: Observations, same: int) -> Iterator[Localized]:
        """What a reader must know before the values."""
        if not entry.fields:
            self.report.tell("placeholder", entry.file)
            yield self.wording.say("no_metadata")
        elif entry.fields.get("reporting_status") == "notstarted":
            self.report.tell("not-started", entry.file)
            yield self.wording.say("not_started")
        if same >= _SUSPICIOUS:
            yield self.wording.say("same_values", count=same)
        if rows.two_years and not self.units.year_start:
            yield self.wording.say("two_years", example=rows.two_years)

    def cited(self, sources: list[Source], document: str) -> Iterator[Localized]:
        """Sources that are no document of the indicator, and what is said about them."""
        for source in sources:
            if not document:
                line = self.sources.note(source)
                yield from self.wording.notes(line, self.wording.label("sources"))
            yield from self.wording.notes(source.remark, self.wording.label("remark"))

    def left(self, entry: Entry) -> Iterator[str]:
        """The fields of an indicator that have no place of ours."""
        known = fields()
        lists = ("name", "definition", "unit", "target", "implied", "notes")
        places = {key for name in lists for key in known[name]}
        parts = tuple(f"{part}_" for part in known["source"].values())
        for key, value in entry.fields.items():
            of_source = key.startswith(parts) and key.rpartition("_")[2].isdigit()
            carried = key in places or of_source or (key == _PRECISION and _decimals(entry))
            if value and not carried:
                yield key

    def vocabularies(self, title: Localized, publisher: Localized) -> None:
        """Topics, goals, units and documents that the indicators speak of."""
        files, say = self.records.files, self.wording.say
        topics: Record = {}
        for number in sorted(self.goals):
            named = self.wording.goal(number)
            summary = self.wording.goal_summary(number)
            numbered = {
                lang: say("goal", number=number, title=named[lang])[lang]
                for lang in self.wording.languages
            }
            topics[f"goal-{number}"] = {"name": named, "summary": summary}
            files[f"goals/{AGENDA}/goal-{number}"] = {
                "title": numbered,
                "summary": summary,
                "place": f"goal/{number}",
                "horizon": "2030",
            }
        if self.others:
            topics[_OTHER] = {"name": say("other"), "summary": say("other_summary")}
        files["topics"] = topics
        files["units"] = {
            id: {"label": label} if label else {} for id, label in sorted(self.units.labels.items())
        }
        files |= {f"documents/{id}": d for id, d in self.sources.finished().items()}
        files[f"documents/{REPOSITORY}"] = {
            "title": title,
            "kind": "dataset",
            "issuer": publisher,
        }
        if self.goals:
            files[f"documents/{AGENDA}"] = self.agenda()
        self.report.counts["documents"] = sum(path.startswith("documents/") for path in files)
        self.report.counts["units"] = len(self.units.labels)

    def agenda(self) -> Record:
        """The resolution that sets the goals; those without an indicator are listed as unused."""
        say = self.wording.say
        unused = [
            {"place": f"goal/{number}", "reason": say("unused")}
            for number in GOALS
            if number not in self.goals
        ]
        group = {"id": "goal", "kind": "goal", "title": say("agenda_short"), "numbers": "1-17"}
        return {
            "title": say("agenda"),
            "short": say("agenda_short"),
            "kind": "plan",
            "issuer": say("agenda_issuer"),
            "published": _ADOPTED,
            "url": _AGENDA_URL,
            "places": [group],
        } | ({"unused": unused} if unused else {})


def make_records(
    repository: Repository,
    wording: Wording,
    report: Report,
    *,
    title: Localized,
    publisher: Localized,
    year_start: bool,
) -> Records:
    """The records of a site that says what the repository says."""
    maker = _Maker(repository, wording, year_start=year_start, report=report)
    return maker.make(title, publisher)


def _decimals(entry: Entry) -> Record:
    """How many decimals are shown, where the metadata says so for the whole indicator."""
    match entry.fields.get(_PRECISION):
        case [{"decimals": str(decimals), **rest}] if decimals.isdecimal() and not rest:
            return {"decimals": decimals}
    return {}


def _groups(rows: Observations) -> Record:
    """The series and dimensions of an indicator."""
    groups: Record = {}
    if rows.series:
        groups["series"] = {id: {**name, "unit": unit} for id, (name, unit) in rows.series.items()}
    if rows.dimensions:
        groups["dimensions"] = {d.id: {"name": d.name, "values": d.values} for d in rows.dimensions}
    return groups


def _same(values: Mapping[str, tuple[tuple[str, ...], ...]]) -> dict[str, int]:
    """Id → how many other files have the very same rows."""
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = defaultdict(list)
    for id, rows in values.items():
        alike[rows].append(id)
    return {id: len(ids) - 1 for ids in alike.values() for id in ids}


def _id(number: str) -> str:
    return "-".join(filter(None, number.lower().replace("_", "-").split("-")))


def _numbered(number: str, name: str) -> str:
    """A name with its number in front, once."""
    for part in _openings(number):
        if name.startswith(part):
            return name
    head, colon, rest = name.partition(":")
    if colon and number in head and len(head) < 30:
        name = rest.strip()
    return f"{number} {name}"


def _openings(number: str) -> Iterable[str]:
    return (f"{number} ", f"{number}. ", f"{number}: ")
