"""The input tree → `SiteConfig` and `Catalog`, with every mistake of shape."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from builder import LANGUAGES
from builder.model import records
from builder.model.catalog import Catalog, Origin
from builder.model.fields import Record, is_id
from builder.problems import BuildError, Place, Problem, require
from builder.read.config import SiteConfig
from builder.read.source import Parsed, parse_toml, parse_yaml
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

_FRONT_MATTER = re.compile(r"---\n(.*?\n|)---(?:\n|$)", re.DOTALL)
_STRAY_KEY = re.compile(r"([A-Za-z][\w-]*)：")
_KEY = re.compile(r"[\w-]+", re.ASCII)
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
                for issue in _issues(error, SiteConfig)
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
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    redirects: tuple[records.Redirect, ...] = ()
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    def catalog(self) -> Catalog:
        return Catalog(**self.found, redirects=self.redirects, origins=self.origins)

    def read(self, name: str) -> None:
        top, *rest = name.split("/")
        if top == "content" and len(rest) == 1 and rest[0].endswith(".md"):
            self.page(name, rest[0])
        elif top == "data" and len(rest) == 1 and rest[0] in (f"{folder}.yaml" for folder in VOCABULARIES):
            self.vocabulary(name, rest[0].removesuffix(".yaml"))
        elif name == "data/redirects.yaml":
            self.redirect_list(name)
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

    def redirect_list(self, name: str) -> None:
        parsed = self.parsed(name, self.tree.files[name])
        if parsed is not None:
            listing = self.validated(parsed, _Redirects, parsed.value, (), {})
            if listing is not None:
                self.redirects = listing.redirects
                self.origins["redirects", ""] = Origin(name, partial(_place, parsed, ()), parsed.entry_lines)

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
        record = self.validated(parsed, records.Page, parsed.value, (), given)
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
            stray = _STRAY_KEY.search(parsed.value) if isinstance(parsed.value, str) else None
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
            for issue in _issues(error, model):
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


class _Redirects(Record):
    """`data/redirects.yaml`."""

    redirects: tuple[records.Redirect, ...]


@dataclass(frozen=True)
class _Issue:
    path: tuple[str | int, ...]
    code: str
    values: dict[str, str]
    at_key: bool = False


def _issues(error: ValidationError, model: type[BaseModel]) -> Iterator[_Issue]:
    """pydantic's errors in the terms of our problem codes."""
    for item in error.errors(include_url=False):
        path, kind, value = tuple(item["loc"]), item["type"], item["input"]
        context = {key: str(text) for key, text in item.get("ctx", {}).items()}
        if kind == "missing":
            yield _Issue(path[:-1], "missing-field", {"key": str(path[-1])})
        elif kind == "extra_forbidden":
            yield _unknown_key(str(path[-1]), path, value, _keys(model, path[:-1]))
        elif value is None and path:
            named = isinstance(path[-1], str)
            yield _Issue(path, "missing-field" if named else "empty-text", {"key": str(path[-1])}, at_key=True)
        elif kind == "literal_error":
            expected = context["expected"].replace("'", "").replace(" or ", ", ")
            code = "bad-value" if isinstance(value, str) else "wrong-type"
            yield _Issue(path, code, {"value": str(value)[:60], "expected": expected})
        elif kind in _OUR_CODES:
            yield _Issue(tuple(p for p in path if p != "[key]"), kind, context, at_key="[key]" in path)
        elif kind in _MAPPINGS and isinstance(value, str) and (stray := _STRAY_KEY.match(value)):
            yield _Issue(path, "full-width-colon", {"key": stray[1]})
        else:
            expected = "- item" if kind == "tuple_type" else "key: value"
            yield _Issue(path, "wrong-type", {"expected": expected})


def _unknown_key(key: str, path: tuple[str | int, ...], value: Any, known: list[str]) -> _Issue:
    if value is None and not _KEY.fullmatch(key):
        return _Issue(path, "unquoted-comma", {"key": key[:60]}, at_key=True)
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    values = {"key": key[:60], "close": close[0] if close else "", "known": ", ".join(known)}
    return _Issue(path, "unknown-key", values, at_key=True)


_OUR_CODES = frozenset({"wrong-type", "bad-value", "empty-text", "formula-cell", "bad-character", "repeated-number"})
_MAPPINGS = frozenset({"model_type", "dict_type"})


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that an editor may write at `path` inside `model`."""
    at: Any = model
    for part in path:
        at = at.model_fields[part].annotation if _is_record(at) and part in at.model_fields else _inner(at)
        while get_origin(at) in (Union, types.UnionType):
            at = next(arm for arm in get_args(at) if arm is not type(None))
    if get_origin(at) is not None:
        at = _inner(at)
    return [key for key in at.model_fields if key not in getattr(at, "from_path", ())] if _is_record(at) else []


def _is_record(at: Any) -> bool:
    return isinstance(at, type) and issubclass(at, BaseModel)


def _inner(at: Any) -> Any:
    arms = [arm for arm in get_args(at) if arm is not Ellipsis]
    return arms[-1] if arms else at


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
