"""The input tree → `SiteConfig` and `Catalog`, with every mistake of shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from builder import LANGUAGES
from builder.model import content, records
from builder.model.catalog import Catalog, Origin
from builder.model.fields import Record, is_id
from builder.problems import BuildError, Place, Problem, require
from builder.read.config import SiteConfig
from builder.read.issues import STRAY_KEY, issues
from builder.read.nesting import too_deep
from builder.read.source import MAX_DEPTH, Parsed, parse_toml, parse_yaml
from builder.read.tree import Tree

M = TypeVar("M", bound=BaseModel)

RECORDS: Mapping[str, tuple[int, type[BaseModel]]] = {
    "documents": (1, records.Document),
    "goals": (2, records.Goal),
    "indicators": (2, records.Indicator),
    "tasks": (2, records.Task),
    "departments": (1, records.Department),
}
"""Folder below `data/` → how many parts of the path below it give the id, and the record of each file."""
VOCABULARIES: Mapping[str, type[BaseModel]] = {
    "portfolios": records.Portfolio,
    "topics": records.Topic,
    "units": records.Unit,
}
"""File `data/<name>.yaml` → the record of each of its entries."""


class _Redirects(Record):
    """`data/redirects.yaml`."""

    redirects: tuple[records.Redirect, ...]


class _Glossary(Record):
    """`content/glossary.yaml`."""

    terms: tuple[content.Term, ...]


class _Readings(Record):
    """`content/pinyin.yaml`."""

    readings: tuple[content.Reading, ...]


LISTS: Mapping[str, tuple[str, str, type[BaseModel]]] = {
    "data/redirects.yaml": ("redirects", "redirects", _Redirects),
    "content/glossary.yaml": ("glossary", "terms", _Glossary),
    "content/pinyin.yaml": ("readings", "readings", _Readings),
}
"""File that is one list → its name in the catalog, its key in the file, and the record of the whole."""

_FRONT_MATTER = re.compile(r"---\n(.*?\n|)---(?:\n|$)", re.DOTALL)
_TOML_TABLE = re.compile(r"\[+\s*([\w.-]+)\s*\]+")


def read_config(tree: Tree) -> SiteConfig:
    """The site's configuration; raises `BuildError` with its problems and those of all other files."""
    if "site.toml" not in tree.files:
        raise BuildError([*tree.problems, *_loaded(tree).problems])
    parsed = parse_toml("site.toml", tree.files["site.toml"])
    problems = parsed.problems
    if not problems:
        try:
            return SiteConfig.model_validate(parsed.value)
        except ValidationError as error:
            problems += [
                Problem(_toml_place(parsed, issue.path), issue.code, issue.values)
                for issue in issues(error, SiteConfig)
            ]
    raise BuildError([*tree.problems, *problems, *_loaded(tree).problems])


def read_catalog(tree: Tree) -> Catalog:
    """All records and pages; raises `BuildError` with every problem of shape, of the tree's too."""
    loader = _loaded(tree)
    require([*tree.problems, *loader.problems])
    return loader.catalog()


def _loaded(tree: Tree) -> _Loader:
    loader = _Loader(tree)
    for name in tree.files:
        loader.read(name)
    return loader


@dataclass
class _Loader:
    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    def catalog(self) -> Catalog:
        return Catalog(**self.found, **self.lists, origins=self.origins)

    def read(self, name: str) -> None:
        top, *rest = name.split("/")
        if top == "content" and len(rest) == 1 and rest[0].endswith(".md"):
            self.page(name, rest[0])
        elif top == "data" and len(rest) == 1 and rest[0] in (f"{folder}.yaml" for folder in VOCABULARIES):
            self.vocabulary(name, rest[0].removesuffix(".yaml"))
        elif name in LISTS:
            self.listing(name, *LISTS[name])
        elif top == "data" and rest[0] in RECORDS and len(rest) == RECORDS[rest[0]][0] + 1:
            self.record(name, rest[0], rest[1:])
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
        given = {
            "goals": {"id": "/".join(parts), "document": parts[0]},
            "tasks": {"id": "-".join(parts), "document": parts[0]},
            "indicators": {"id": stem, "topic": parts[0]},
        }.get(folder, {"id": stem})
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is None:
            return
        model = RECORDS[folder][1]
        record = self.validated(parsed, model, parsed.value, (), given)
        if record is not None:
            self.keep(folder, given["id"], record, parsed, ())

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
                self.keep(folder, id, record, parsed, (id,))

    def listing(self, name: str, kind: str, key: str, model: type[BaseModel]) -> None:
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is not None:
            listing = self.validated(parsed, model, parsed.value, (), {})
            if listing is not None:
                self.lists[kind] = getattr(listing, key)
                self.origins[kind, ""] = Origin(name, partial(_place, parsed, ()), parsed.entry_lines)

    def page(self, name: str, file: str) -> None:
        id, _, lang = file.removesuffix(".md").rpartition(".")
        if lang not in LANGUAGES:
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
        given = {"id": id, "lang": lang, "body": text[matter.end() :]}
        if deep := too_deep(given["body"]):
            place = Place(name, text.count("\n", 0, matter.end()) + deep[0], deep[1])
            self.problems.append(Problem(place, "too-deep", {"limit": str(MAX_DEPTH)}))
        record = self.validated(parsed, content.Page, parsed.value, (), given)
        if record is not None:
            self.keep("pages", f"{id}.{lang}", record, parsed, ())

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
        self, parsed: Parsed, model: type[M], value: Any, at: tuple[str | int, ...], given: dict[str, str]
    ) -> M | None:
        if isinstance(value, dict):
            for key in given.keys() & value.keys():
                self.problems.append(Problem(parsed.place((*at, key), key=True), "given-by-path", {"key": key}))
            value = value | given
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for issue in issues(error, model):
                place = parsed.place((*at, *issue.path), key=issue.at_key)
                self.problems.append(Problem(place, issue.code, issue.values))
            return None

    def keep(self, folder: str, id: str, record: BaseModel, parsed: Parsed, at: tuple[str | int, ...]) -> None:
        known = self.found.setdefault(folder, {})
        if id in known:
            other = self.origins[folder, id].file
            self.problems.append(Problem(Place(parsed.file), "same-id", {"name": id, "other": other}))
            return
        known[id] = record
        parsed.value = None
        self.origins[folder, id] = Origin(parsed.file, partial(_place, parsed, at), parsed.entry_lines)


def _place(parsed: Parsed, at: tuple[str | int, ...], path: tuple[str | int, ...]) -> Place:
    return parsed.place((*at, *path))


def _toml_place(parsed: Parsed, path: tuple[str | int, ...]) -> Place:
    """The line of the key at `path`: TOML's reader tells none, so look for the table and the key."""
    table: tuple[str, ...] = ()
    best = (0, Place(parsed.file, 1, 1))
    for number, line in enumerate(parsed.text.splitlines(), 1):
        if header := _TOML_TABLE.match(line.strip()):
            table = tuple(header[1].split("."))
            written: tuple[str, ...] = table
        else:
            written = (*table, *(part.strip(" \t\"'") for part in line.partition("=")[0].split(".")))
        depth = next((i for i, (a, b) in enumerate(zip(path, written, strict=False)) if a != b), len(written))
        if depth == len(written) <= len(path) and depth > best[0]:
            best = (depth, Place(parsed.file, number, len(line) - len(line.lstrip()) + 1))
    return best[1]
