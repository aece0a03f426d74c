"""The files that search in the browser reads: for each edition a start at a fixed address, and shards that it names.

The shards’ folder holds their hash: they can be cached for ever, and a start never names those of another build.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from builder.make.formats import compact_json
from builder.make.search import Entry, Index
from builder.make.shards import generation, shards
from builder.pages.edition import Edition
from builder.pages.render import Renderer
from builder.pages.views.search import KINDS, entries, kind_name, readings
from builder.write.artifact import Artifact

_STRINGS = ("one", "many", "all", "more", "none", "elsewhere", "nearest", "here")


def index(e: Edition) -> Index:
    """The index of an edition."""
    return Index(entries(e), readings(e))


def place(e: Edition, entry: Entry) -> str:
    """Where a record is written: its file and line; nothing for pages that are no record."""
    keys = ((entry.kind, entry.id), (entry.kind, f"{entry.id}.{e.lang}"), (entry.id, ""))
    origin = next((e.catalog.origins[key] for key in keys if key in e.catalog.origins), None)
    return str(origin.place(())) if origin else ""


def indexed(renderer: Renderer) -> tuple[Artifact, ...]:
    """The index of each edition as files."""
    return tuple(artifact for e in renderer.editions for artifact in _files(e))


def _files(e: Edition) -> Iterator[Artifact]:
    made = index(e)
    start, files = shards(made)
    folder = f"assets/search/{e.code}-{generation(files)}/"
    topics = e.names("topics")
    order = {id: number for number, id in enumerate(topics)}
    start |= {
        "at": e.href(f"/{folder}"),
        "base": e.href(f"/{e.code}/"),
        "lang": e.t("lang.tag"),
        "kinds": [[kind, kind_name(e, kind), sum(n.kind == kind for n in made.entries)] for kind in KINDS],
        "topics": list(topics.items()),
        "about": [[order[id] for id in entry.topics] for entry in made.entries],
        "strings": {name: e.t(f"search.{name}") for name in _STRINGS},
    }
    yield Artifact(f"{e.code}/search/index.json", partial(bytes, compact_json(start)))
    for name, content in files.items():
        yield Artifact(folder + name, partial(bytes, content))
