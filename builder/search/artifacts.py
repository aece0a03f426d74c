"""The files that search in the browser reads: for each edition a start at a fixed address, and
shards that it names.

The shards’ folder holds their hash: they can be cached for ever, and a start never names those of
another build.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from builder.search.entries import KINDS, entries, kind_name, readings
from builder.search.index import Entry, Index
from builder.search.shards import generation, shards
from builder.site.site import Edition, Site
from builder.write.artifact import Artifact
from builder.write.formats import compact_json

_STRINGS = ("one", "many", "all", "more", "none", "nearest")
_OF_LANGUAGE = ("elsewhere", "here")
"""Sentences that name the edition’s language."""


def artifacts(site: Site) -> Iterator[Artifact]:
    """The index of each edition as files; it is made here, once, for all of them."""
    for edition in site.editions:
        yield from _files(edition)


def edition_index(edition: Edition) -> Index:
    """The index of an edition."""
    return Index(entries(edition), edition.lang, readings(edition))


def entry_place(edition: Edition, entry: Entry) -> str:
    """Where a record is written: its file and line; nothing for pages that are no record."""
    keys = ((entry.kind, entry.id), (entry.kind, f"{entry.id}.{edition.lang}"), (entry.id, ""))
    origins = edition.catalog.origins
    origin = next((origins[key] for key in keys if key in origins), None)
    return str(origin.place(())) if origin else ""


def _files(edition: Edition) -> Iterator[Artifact]:
    index = edition_index(edition)
    start, files = shards(index)
    folder = f"assets/search/{edition.code}-{generation(files)}/"
    topics = edition.names("topics")
    order = {id: number for number, id in enumerate(topics)}
    start |= {
        "at": edition.href(f"/{folder}"),
        "base": edition.href(f"/{edition.code}/"),
        "lang": edition.t("lang.tag"),
        "dir": "rtl" if edition.rtl else "ltr",
        "kinds": [
            [kind, kind_name(edition, kind), sum(entry.kind == kind for entry in index.entries)]
            for kind in KINDS
        ],
        "topics": list(topics.items()),
        "about": [[order[id] for id in entry.topics] for entry in index.entries],
        "strings": _strings(edition),
    }
    yield Artifact(f"{edition.code}/search/index.json", partial(bytes, compact_json(start)))
    for name, content in files.items():
        yield Artifact(folder + name, partial(bytes, content))


def _strings(edition: Edition) -> dict[str, str]:
    strings = {name: edition.t(f"search.{name}") for name in _STRINGS}
    language = edition.t("lang.name")
    return strings | {name: edition.t(f"search.{name}", language=language) for name in _OF_LANGUAGE}
