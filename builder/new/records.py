"""The next record of a site: its file, with every language of the site and a comment a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.model.catalog import Catalog
from builder.model.documents import Document
from builder.new.kinds import department_kinds, document_kinds, listed_kinds
from builder.new.templates import Value, fill, template, yaml_value
from builder.new.trial import check_added
from builder.new.wording import comments, example_texts
from builder.problems import BuildError, Place, Problem
from builder.read.config import read_config
from builder.read.files import Tree, read_tree
from builder.read.loader import read_catalog
from builder.write.folder import write_added

_TOPICS = "data/topics.yaml"
_NUMBER_WIDTH = 3
_MOST_PLACES = 20
_PLACES = {
    "goal": ("goal", "vision"),
    "task": ("task", "action", "measure", "project", "recommendation"),
}
"""Kind of record → the kinds of places that it is taken from by itself."""
_CSV_HEADER = "period,value,source\n"


@dataclass(frozen=True)
class Folder:
    """A site’s folder as it is before a record is added."""

    root: Path
    tree: Tree
    languages: tuple[str, ...]
    catalog: Catalog


def read_folder(root: Path) -> Folder:
    """Read a site’s folder; raises `BuildError` with what is wrong with the shape of its files."""
    tree = read_tree(root)
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    return Folder(root, tree, config.languages, catalog)


def id_from(names: Mapping[str, str]) -> str:
    """An id made of the English name, or else of the first that has Latin letters; empty where none
    has.
    """
    for name in (names.get("en", ""), *names.values()):
        plain = re.sub(r"['’](?=s\b)", "", name.casefold()).replace("’", "-")
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        if words := re.findall(r"[a-z0-9]+", plain):
            return "-".join(words)[:60].rstrip("-")
    return ""


def choices(folder: Folder, kind: str, key: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    """What there is to choose from for a field of a record; none where anything can be said."""
    catalog = folder.catalog
    document = catalog.documents.get(said.get("document") or "")
    return {
        "document": tuple(catalog.documents),
        "topic": tuple(catalog.topics),
        "unit": tuple(catalog.units),
        "kind": document_kinds(catalog) if kind == "document" else department_kinds(catalog),
        "place": _free_places(folder, document)[:_MOST_PLACES] if document else (),
    }.get(key, ())


def likely(folder: Folder, kind: str, key: str, said: Mapping[str, Any]) -> str:
    """What follows from the site and from what was said of a record for one more field of it;
    empty where nothing does.
    """
    document = folder.catalog.documents.get(said.get("document") or "")
    if key == "id":
        return id_from(said.get("name") or {})
    if key == "place":
        free = _free_places(folder, document, _PLACES[kind]) if document else ()
        return next(iter(free), "")
    if key == "horizon":
        return str(document.period.end) if document and document.period else ""
    known = choices(folder, kind, key, said)
    return known[0] if len(known) == 1 else ""


def _free_places(
    folder: Folder, document: Document, kinds: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The places of a document, in its groups of those kinds, that nothing is taken from."""
    taken = {*folder.catalog.uses.get(document.id, {}), *(one.place for one in document.unused)}
    groups = (
        group for group in document.places if group.covered and (group.kind in kinds or not kinds)
    )
    return tuple(place for group in groups for place in group.locators if place not in taken)


def new_record(folder: Folder, kind: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    """Add the files of a record and return their names; raises `BuildError`, and changes nothing,
    where something is there already or would not be valid.
    """
    values = _values(folder, kind, said)
    name, files = f"data/{_path(folder, kind, values)}.yaml", {}
    if kind == "topic":
        files[_TOPICS] = _with_topic(folder, values)
    else:
        _refuse(folder, name)
        said_in = comments(folder.languages[0])
        files[name] = fill(name, template(f"records/{kind}.yaml"), values, said_in)
    if values.get("csv"):
        table = name.removesuffix(".yaml") + ".csv"
        _refuse(folder, table)
        files[table] = _CSV_HEADER
    check_added(folder.tree, folder.catalog, files)
    write_added(folder.root, files)
    return tuple(files)


def _values(folder: Folder, kind: str, said: Mapping[str, Any]) -> dict[str, Value]:
    """What was said, and what examples in comments need."""
    catalog = folder.catalog
    values = {
        **example_texts(folder.languages),
        **listed_kinds(catalog),
        "source": next(iter(catalog.documents), "document"),
        **{key: value for key, value in said.items() if value is not None},
    }
    if kind != "document":
        values.setdefault("summary", values["name"])
    values.setdefault("unit", next(iter(catalog.units), "unit"))
    if not values.get("printed"):
        values["printed"] = (next(iter(said["name"].values())),)
    if values.get("csv"):
        values["file"] = f"{values['id']}.csv"
    return values


def _path(folder: Folder, kind: str, values: Mapping[str, Value]) -> str:
    if kind == "task":
        return f"tasks/{values['document']}/{_next_number(folder, str(values['document']))}"
    parent = {"goal": "document", "indicator": "topic"}.get(kind)
    return "/".join((f"{kind}s", *([str(values[parent])] if parent else []), str(values["id"])))


def _next_number(folder: Folder, document: str) -> str:
    """The number after the last one of a document’s tasks, written as wide as that."""
    stem = f"data/tasks/{document}/"
    names = (n.removeprefix(stem) for n in folder.tree.files if n.startswith(stem))
    numbers = [n for name in names if (n := name.removesuffix(".yaml")).isdecimal()]
    last = max(numbers, key=int, default="0" * _NUMBER_WIDTH)
    return str(int(last) + 1).zfill(len(last))


def _refuse(folder: Folder, name: str) -> None:
    if (folder.root / name).exists():
        raise BuildError([Problem(Place(name), "record-exists")])


def _with_topic(folder: Folder, values: Mapping[str, Value]) -> str:
    """The file of topics with one more at its end, in the form of the others."""
    id = str(values["id"])
    if id in folder.catalog.topics:
        raise BuildError([Problem(folder.catalog.place("topics", id), "record-exists")])
    head = fill(_TOPICS, "#: topics\n", {}, comments(folder.languages[0]))
    text = folder.tree.files.get(_TOPICS, head).rstrip("\n") + "\n"
    if re.search(r"^[\w-]+: *\{", text, re.MULTILINE):
        fields = (f"{key}: {yaml_value(values[key])}" for key in ("name", "summary"))
        return f"{text}{id}: {{{', '.join(fields)}}}\n"
    entry = fill(_TOPICS, template("records/topic.yaml"), values, {})
    indent = re.search(r"^( +)\S", text, re.MULTILINE)
    return text + (re.sub("(?m)^  ", indent[1], entry) if indent else entry)
