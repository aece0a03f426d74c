"""Everything a build publishes: configuration, written facts, the facts derived from them, and the theme."""

from __future__ import annotations

import posixpath
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from builder import LANGUAGES, TRADITIONAL
from builder.make.studio import Memo, Remembered, libraries
from builder.make.tables import Facts
from builder.model.catalog import Catalog
from builder.model.statements import Disagreement, disagreements
from builder.model.verdicts import Verdict, verdicts
from builder.pages.theme import IMPORT, Theme, imported, palette
from builder.read.config import SiteConfig

_COLOUR = re.compile(rb'"(\{accent\.\w+\})"')
_COMMENT = re.compile(rb"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
"""A script’s comment on lines of its own: mostly types, which would be a third of what readers fetch."""


@dataclass(frozen=True)
class Site:
    """The site as of a date (`YYYY-MM-DD`), at `base_url` (no slash at its end)."""

    config: SiteConfig
    catalog: Catalog
    theme: Theme
    as_of: str
    base_url: str
    memo: Memo = field(default_factory=Remembered)

    @property
    def codes(self) -> tuple[str, ...]:
        """The editions, as their addresses begin: the languages of the data, then what is derived from them."""
        return (*LANGUAGES, TRADITIONAL) if self.config.traditional else LANGUAGES

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Indicator id → the verdict on each of its targets."""
        year = int(self.as_of[:4])
        return {i.id: verdicts(i, self.catalog.documents, year) for i in self.catalog.indicators.values()}

    @cached_property
    def disagreements(self) -> Mapping[str, tuple[Disagreement, ...]]:
        """Indicator id → the pairs of its statements that contradict each other; only indicators that have some."""
        found = {i.id: disagreements(i) for i in self.catalog.indicators.values()}
        return {id: pairs for id, pairs in found.items() if pairs}

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """The theme’s assets by name. Style sheets and drawings hold marks for what is the site’s own:

        `{accent.light}` and `{accent.dark}` for its colour (in style sheets as a string, which parses), `{origin}` for
        the host that links on paper name. Scripts that import each other (`"./name.js"`) do so by published addresses,
        and their comments stay at home, but for licences.
        """
        accent = self.config.accent
        own = {b"{accent.light}": accent.light, b"{accent.dark}": accent.dark, b"{origin}": self.origin}
        found = {n: _COLOUR.sub(rb"\1", c) if n.endswith(".css") else c for n, c in self.theme.assets.items()}
        for name in (name for name in found if name.endswith((".css", ".svg"))):
            for mark, text in own.items():
                found[name] = found[name].replace(mark, text.encode())
        scripts = {name: _COMMENT.sub(_licence, content) for name, content in found.items() if name.endswith(".js")}
        return found | {name: _imports(name, scripts) for name in scripts}

    @cached_property
    def asset_files(self) -> Mapping[str, bytes]:
        """The published files of the theme’s assets by path.

        What pages name has a stable address below `static/` and revalidates, so that a change of one asset changes no
        page. A script there is a door: it loads the script itself, which has its content’s hash in its name and is
        cached for ever. Scripts in folders are parts that only other scripts load; they have no door.
        """
        files = {}
        for name, content in self.assets.items():
            if not name.endswith(".js"):
                files[self.asset_path(name)] = content
                continue
            hashed = _hashed(name, content)
            files[hashed] = content
            if _has_door(name):
                files[self.asset_path(name)] = f'export * from "../{hashed}";\n'.encode()
        return files

    def asset_path(self, name: str) -> str:
        """The published path by which pages name an asset."""
        return f"static/{name}"

    @cached_property
    def palette(self) -> Mapping[str, str]:
        """The style sheet’s colours on light paper, by name (`#rrggbb`)."""
        return palette(self.assets["site.css"].decode())

    @property
    def vega_path(self) -> str:
        """The published path of the script that draws charts live; the versions that make it are part of it."""
        return f"assets/vega.{sha256(libraries().encode()).hexdigest()[:10]}.js"

    @property
    def facts(self) -> Facts:
        """What the tables are made from."""
        return Facts(self.catalog, self.verdicts, self.disagreements)

    @cached_property
    def origin(self) -> str:
        """The host with its protocol: what stands before an address of this site."""
        return self.base_url.removesuffix(self.prefix)

    @cached_property
    def prefix(self) -> str:
        """The path below which the site lives on its host: empty, or `/folder`."""
        return "/" + rest if (rest := self.base_url.partition("://")[2].partition("/")[2]) else ""


def _hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{sha256(content).hexdigest()[:10]}{dot}{ending}"


def _licence(comment: re.Match[bytes]) -> bytes:
    return comment[0] if b"@license" in comment[0] else b""


def _has_door(name: str) -> bool:
    return "/" not in name


def _imports(name: str, scripts: Mapping[str, bytes]) -> bytes:
    """A script with the published addresses of those that it imports: of their doors, or of parts by their hash."""
    folder = posixpath.dirname(name)

    def moved(found: re.Match[bytes]) -> bytes:
        other = imported(name, found)
        if other not in scripts:
            return found[0]
        path = f"static/{other}" if _has_door(other) else _hashed(other, _imports(other, scripts))
        address = posixpath.relpath(path, posixpath.join("assets", folder))
        return f'"{address if address.startswith(".") else "./" + address}"'.encode()

    return IMPORT.sub(moved, scripts[name])


def newest_date(catalog: Catalog) -> str:
    """The newest date in the data; a document that gives a month or a year counts with that one's last day."""
    return max((_last_day(d.published) for d in catalog.documents.values() if d.published), default="1970-01-01")


def _last_day(published: str) -> str:
    year, month, day = (*published.split("-"), "", "")[:3]
    month = month or "12"
    return published if day else f"{year}-{month}-{monthrange(int(year), int(month))[1]:02}"
