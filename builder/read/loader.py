"""The input tree → `Catalog`, with every mistake of shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from builder.model import content, vocabularies
from builder.model import records as written
from builder.model.catalog import Catalog, Origin
from builder.model.chinese import TRADITIONAL
from builder.model.documents import Document
from builder.model.tasks import Task
from builder.model.values import Record, is_id
from builder.problems import Place, Problem, require
from builder.read.files import Tree
from builder.read.nesting import too_deep
from builder.read.rows import read_rows
from builder.read.toml import parse_toml, toml_leaves, toml_place
from builder.read.validation import STRAY_KEY, problems
from builder.read.yaml import MAX_DEPTH, Parsed, parse_yaml

M = TypeVar("M", bound=BaseModel)

RECORDS: Mapping[str, tuple[int, type[BaseModel]]] = {
    "documents": (1, Document),
    "goals": (2, written.Goal),
    "indicators": (2, written.Indicator),
    "tasks": (2, Task),
    "departments": (1, written.Department),
}
"""Folder below `data/` → how many parts of the path below it give the id, and the record of each
file.
"""
VOCABULARIES: Mapping[str, type[BaseModel]] = {
    "portfolios": vocabularies.Portfolio,
    "topics": vocabularies.Topic,
    "units": vocabularies.Unit,
    "document-kinds": vocabularies.DocumentKind,
    "department-kinds": vocabularies.DepartmentKind,
}
"""File `data/<name>.yaml` → the record of each of its entries."""


class _Redirects(Record):
    """`data/redirects.yaml`."""

    redirects: tuple[written.Redirect, ...]


class _Glossary(Record):
    """`content/glossary.yaml`."""

    terms: tuple[content.GlossaryTerm, ...]


class _Readings(Record):
    """`content/pinyin.yaml`."""

    readings: tuple[content.Reading, ...]


LISTS: Mapping[str, tuple[str, str, type[BaseModel]]] = {
    "data/redirects.yaml": ("redirects", "redirects", _Redirects),
    "content/glossary.yaml": ("glossary", "terms", _Glossary),
    "content/pinyin.yaml": ("readings", "readings", _Readings),
}
"""File that is one list → its name in the catalog, its key in the file, and the record of the
whole.
"""

_ANY_DAY = "07-01"
_FRONT_MATTER = re.compile(r"---\n(.*?\n|)---(?:\n|$)", re.DOTALL)


def read_catalog(tree: Tree, languages: tuple[str, ...], year_start: str | None = None) -> Catalog:
    """All records and pages in these languages; raises `BuildError` with every problem of shape, of
    the tree's too.

    `year_start` is the day on which the site's school or fiscal years begin.
    """
    loader = _Loader(tree, languages, year_start)
    loader.read_all()
    require([*tree.problems, *loader.problems])
    return loader.catalog()


def is_strings(name: str, languages: tuple[str, ...]) -> bool:
    """Whether a file holds the words of the interface in a language of the site."""
    folder, _, file = name.partition("/")
    code, _, ending = file.rpartition(".")
    known = code in languages or code == TRADITIONAL or not languages
    return (folder, ending) == ("strings", "toml") and known


def catalog_problems(tree: Tree, languages: tuple[str, ...] = ()) -> list[Problem]:
    """The problems of shape of all files but `site.toml`; texts may be in any language where none
    is known, and years may start on any day.
    """
    loader = _Loader(tree, languages, _ANY_DAY)
    loader.read_all()
    return loader.problems


@dataclass
class _Loader:
    tree: Tree
    languages: tuple[str, ...]
    year_start: str | None
    problems: list[Problem] = field(default_factory=list)
    records: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    """Files of observations, each of which belongs to an indicator."""

    @property
    def context(self) -> dict[str, Any]:
        """What the values of records are read for."""
        return {"languages": self.languages, "year_start": self.year_start}

    def catalog(self) -> Catalog:
        return Catalog(self.languages, **self.records, **self.lists, origins=self.origins)

    def read_all(self) -> None:
        for name in self.tree.files:
            self.read(name)
        for name in self.tables:
            self.table(name)

    def read(self, name: str) -> None:
        top, *rest = name.split("/")
        if top == "content" and len(rest) == 1 and rest[0].endswith(".md"):
            self.page(name, rest[0])
        elif (
            top == "data"
            and len(rest) == 1
            and rest[0] in (f"{folder}.yaml" for folder in VOCABULARIES)
        ):
            self.vocabulary(name, rest[0].removesuffix(".yaml"))
        elif name in LISTS:
            self.listing(name, *LISTS[name])
        elif name.startswith("data/indicators/") and name.endswith(".csv"):
            self.tables.append(name)
        elif top == "data" and rest[0] in RECORDS and len(rest) == RECORDS[rest[0]][0] + 1:
            self.record(name, rest[0], rest[1:])
        elif is_strings(name, self.languages):
            self.strings(name)
        elif name != "site.toml":
            self.problems.append(Problem(Place(name), "unexpected-file"))

    def record(self, name: str, folder: str, path: list[str]) -> None:
        stem = path[-1].removesuffix(".yaml")
        parts = [*path[:-1], stem]
        if stem == path[-1]:
            self.problems.append(Problem(Place(name), "unexpected-file"))
            return
        if [part for part in parts if not self.valid_id(name, part)]:
            return
        from_path = {
            "goals": {"id": "/".join(parts), "document": parts[0]},
            "tasks": {"id": "-".join(parts), "document": parts[0]},
            "indicators": {"id": stem, "topic": parts[0]},
        }.get(folder, {"id": stem})
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is None:
            return
        model = RECORDS[folder][1]
        record = self.validated(parsed, model, parsed.value, (), from_path)
        if record is not None:
            self.keep(folder, from_path["id"], record, parsed, ())

    def table(self, name: str) -> None:
        """Add the observations of a CSV to the indicator beside it."""
        id = name.rpartition("/")[2].removesuffix(".csv")
        beside, origin = name.removesuffix(".csv") + ".yaml", self.origins.get(("indicators", id))
        if beside not in self.tree.files:
            self.problems.append(Problem(Place(name), "lonely-table", {"file": beside}))
        if origin is None or origin.file != beside:
            return
        indicator = self.records["indicators"][id]
        rows = read_rows(name, self.tree.files[name], indicator, self.context)
        self.problems += rows.problems
        written = len(indicator.observations)

        def place(path: tuple[str | int, ...]) -> Place:
            if path[:1] == ("observations",) and len(path) > 1 and int(path[1]) >= written:
                return rows.place(int(path[1]) - written, str(path[-1]))
            return origin.place(path)

        both = (*indicator.observations, *rows.observations)
        self.records["indicators"][id] = indicator.model_copy(update={"observations": both})
        self.origins["indicators", id] = replace(origin, place=place, rows=(name, rows.lines))

    def vocabulary(self, name: str, folder: str) -> None:
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is None:
            return
        for id, value in parsed.value.items():
            if not is_id(id):
                self.problems.append(Problem(parsed.place((id,), key=True), "bad-id", {"name": id}))
                continue
            record = self.validated(parsed, VOCABULARIES[folder], value, (id,), {"id": id})
            if record is not None:
                self.keep(folder.replace("-", "_"), id, record, parsed, (id,))

    def listing(self, name: str, kind: str, key: str, model: type[BaseModel]) -> None:
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is not None:
            listing = self.validated(parsed, model, parsed.value, (), {})
            if listing is not None:
                self.lists[kind] = getattr(listing, key)
                self.origins[kind, ""] = Origin(
                    name, partial(_place, parsed, ()), parsed.entry_lines
                )

    def page(self, name: str, file: str) -> None:
        id, _, lang = file.removesuffix(".md").rpartition(".")
        if lang not in (self.languages or (lang,)):
            self.problems.append(Problem(Place(name), "unexpected-file"))
            return
        if not self.valid_id(name, id):
            return
        text = self.tree.files[name]
        matter = _FRONT_MATTER.match(text)
        if not matter:
            self.problems.append(Problem(Place(name, 1, 1), "no-front-matter"))
            return
        parsed = self.parsed(name, matter[1], 2)
        if parsed is None:
            return
        from_path = {"id": id, "lang": lang, "body": text[matter.end() :]}
        if deep := too_deep(from_path["body"]):
            place = Place(name, text.count("\n", 0, matter.end()) + deep[0], deep[1])
            self.problems.append(Problem(place, "too-deep", {"limit": str(MAX_DEPTH)}))
        record = self.validated(parsed, content.ProsePage, parsed.value, (), from_path)
        if record is not None:
            self.keep("pages", f"{id}.{lang}", record, parsed, ())

    def strings(self, name: str) -> None:
        """The site’s own words of the interface in a language."""
        text, code = self.tree.files[name], name.partition("/")[2].removesuffix(".toml")
        table, mistakes = parse_toml(name, text)
        words = {}
        for path, value in toml_leaves(table):
            words[".".join(path)] = str(value)
            if not isinstance(value, str):
                place = toml_place(name, text, path)
                mistakes.append(Problem(place, "wrong-type", {"expected": "text"}))
        self.problems += mistakes
        self.lists.setdefault("strings", {})[code] = words
        self.origins["strings", code] = Origin(name, partial(toml_place, name, text), {})

    def valid_id(self, name: str, part: str) -> bool:
        if not is_id(part):
            self.problems.append(Problem(Place(name), "bad-id", {"name": part}))
        return is_id(part)

    def parsed(self, name: str, text: str, first_line: int = 1) -> Parsed | None:
        """The file's mapping, or `None` after noting why there is none."""
        parsed = parse_yaml(name, text, first_line)
        if not parsed.problems and not isinstance(parsed.value, dict):
            code = "empty-file" if parsed.value is None else "wrong-type"
            stray = STRAY_KEY.search(parsed.value) if isinstance(parsed.value, str) else None
            values = {"expected": "key: value"}
            if stray:
                code, values = "full-width-colon", {"key": stray[1]}
            parsed.problems.append(Problem(parsed.place(()), code, values))
        self.problems += parsed.problems
        return None if parsed.problems else parsed

    def validated(
        self,
        parsed: Parsed,
        model: type[M],
        value: Any,
        at: tuple[str | int, ...],
        from_path: dict[str, str],
    ) -> M | None:
        if isinstance(value, dict):
            for key in from_path.keys() & value.keys():
                self.problems.append(
                    Problem(parsed.place((*at, key), key=True), "given-by-path", {"key": key})
                )
            value = value | from_path
        try:
            return model.model_validate(value, context=self.context)
        except ValidationError as error:
            self.problems += problems(
                error,
                model,
                lambda path, key=False: parsed.place((*at, *path), key=key),
                self.languages,
            )
            return None

    def keep(
        self, folder: str, id: str, record: BaseModel, parsed: Parsed, at: tuple[str | int, ...]
    ) -> None:
        records = self.records.setdefault(folder, {})
        if id in records:
            other = self.origins[folder, id].file
            self.problems.append(
                Problem(Place(parsed.file), "same-id", {"name": id, "other": other})
            )
            return
        records[id] = record
        parsed.value = None
        self.origins[folder, id] = Origin(
            parsed.file, partial(_place, parsed, at), parsed.entry_lines
        )


def _place(parsed: Parsed, at: tuple[str | int, ...], path: tuple[str | int, ...]) -> Place:
    return parsed.place((*at, *path))
