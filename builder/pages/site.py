"""Everything a build publishes: configuration, written facts, the facts derived from them, and the theme."""

from __future__ import annotations

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
from builder.pages.theme import IMPORT, Theme, palette
from builder.read.config import SiteConfig


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

        `{accent.light}` and `{accent.dark}` for its colour, `{origin}` for the host that links on paper name. Scripts
        that import each other (`"./name.js"`) do so by published names.
        """
        accent = self.config.accent
        own = {b"{accent.light}": accent.light, b"{accent.dark}": accent.dark, b"{origin}": self.origin}
        found = dict(self.theme.assets)
        for name in (name for name in found if name.endswith((".css", ".svg"))):
            for mark, text in own.items():
                found[name] = found[name].replace(mark, text.encode())
        scripts = {name: content for name, content in found.items() if name.endswith(".js")}
        return found | {name: _imports(name, scripts) for name in scripts}

    def asset_path(self, name: str) -> str:
        """The published path of an asset: its content's hash is part of it, so that it can be cached for ever."""
        return f"assets/{_published(name, self.assets[name])}"

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


def _published(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:10]}{dot}{ending}"


def _imports(name: str, scripts: Mapping[str, bytes]) -> bytes:
    """A script with the published names of those that it imports."""

    def moved(found: re.Match[bytes]) -> bytes:
        other = found[1].decode()
        return f'"./{_published(other, _imports(other, scripts))}"'.encode() if other in scripts else found[0]

    return IMPORT.sub(moved, scripts[name])


def newest_date(catalog: Catalog) -> str:
    """The newest date in the data; a document that gives a month or a year counts with that one's last day."""
    return max((_last_day(d.published) for d in catalog.documents.values() if d.published), default="1970-01-01")


def _last_day(published: str) -> str:
    year, month, day = (*published.split("-"), "", "")[:3]
    month = month or "12"
    return published if day else f"{year}-{month}-{monthrange(int(year), int(month))[1]:02}"
