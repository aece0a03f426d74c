"""Everything a build publishes: configuration, written facts, the facts derived from them, and the
theme.

A site has an edition for each language and script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from builder.model.catalog import Catalog, Kind
from builder.model.chinese import TRADITIONAL
from builder.model.config import Logo, SiteConfig
from builder.model.documents import Document
from builder.model.records import Department, Statement
from builder.model.sources import Source
from builder.model.statements import (
    Disagreement,
    DisagreementGroup,
    disagreements,
    grouped_disagreements,
)
from builder.model.verdicts import Verdict, verdicts
from builder.site import urls
from builder.site.assets import asset_files, own_assets
from builder.site.colours import full_palette
from builder.site.language import Language
from builder.site.look import Palette
from builder.site.theme import Theme

_KINDS = ("goals", "indicators", "tasks", "departments", "topics", "documents")
_CACHED_LINKS = 2000
"""How many links an edition keeps at hand; a large site has tens of thousands."""


@dataclass(frozen=True)
class Site:
    """The site as of a date (`YYYY-MM-DD`), at `base_url` (no slash at its end)."""

    config: SiteConfig
    catalog: Catalog
    theme: Theme
    as_of: str
    base_url: str
    logo: Logo | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that everything is written in, the default first."""
        return self.config.languages

    @property
    def codes(self) -> tuple[str, ...]:
        """The editions, as their addresses begin: the languages of the data, then what is derived
        from them.
        """
        derived = (TRADITIONAL,) if self.config.traditional else ()
        return (*self.languages, *derived)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The site in each of its languages and scripts."""
        return tuple(Edition(self, code) for code in self.codes)

    def edition(self, code: str) -> Edition:
        """The edition whose addresses begin with `code`."""
        return self._editions[code]

    @cached_property
    def _editions(self) -> Mapping[str, Edition]:
        return {edition.code: edition for edition in self.editions}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections that there is anything for, in the order of the menu; their pages have these
        names.
        """
        indicators, tasks = self.catalog.indicators.values(), self.catalog.tasks.values()
        filled = {
            **{kind: bool(getattr(self.catalog, kind)) for kind in _KINDS},
            "results": self.has_targets or any(t.update(self.as_of) for t in tasks),
            "disagreements": bool(indicators),
            "data": True,
        }
        return tuple(section for section, has_content in filled.items() if has_content)

    @cached_property
    def has_targets(self) -> bool:
        """Whether documents announce any; otherwise only tasks can have results."""
        return any(indicator.targets for indicator in self.catalog.indicators.values())

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Indicator id → the verdict on each of its targets."""
        day = date.fromisoformat(self.as_of)
        return {
            i.id: verdicts(i, self.catalog.documents, day) for i in self.catalog.indicators.values()
        }

    @cached_property
    def disagreements(self) -> Mapping[str, tuple[Disagreement, ...]]:
        """Indicator id → the pairs of its statements that disagree; only indicators that have
        some.
        """
        by_indicator = {i.id: disagreements(i) for i in self.catalog.indicators.values()}
        return {id: pairs for id, pairs in by_indicator.items() if pairs}

    @cached_property
    def disagreement_groups(self) -> Mapping[str, tuple[DisagreementGroup, ...]]:
        """Indicator id → its disagreements, all values about one subject together."""
        documents = self.catalog.ranked_documents
        return {
            id: grouped_disagreements(pairs, documents) for id, pairs in self.disagreements.items()
        }

    @cached_property
    def palette(self) -> Palette:
        """The colours on light paper."""
        return full_palette(self.theme.light, self.config.accent.light, "light")

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """The theme’s assets by name, with what is the site’s own in them."""
        dark = full_palette(self.theme.dark, self.config.accent.dark, "dark")
        own = own_assets(self.theme.assets, self.palette, dark, self.origin)
        return {**own, self.logo.name: self.logo.content} if self.logo else own

    @cached_property
    def asset_files(self) -> Mapping[str, bytes]:
        """The published files of the assets by path."""
        return asset_files(self.assets)

    @cached_property
    def origin(self) -> str:
        """The host with its protocol: what stands before an address of this site."""
        return self.base_url.removesuffix(self.prefix)

    @cached_property
    def prefix(self) -> str:
        """The path below which the site lives on its host: empty, or `/folder`."""
        return "/" + rest if (rest := self.base_url.partition("://")[2].partition("/")[2]) else ""


class Link(NamedTuple):
    """A link's address and its text."""

    href: str
    text: str


class Edition(Language):
    """The site in one language and script: its texts, and links to its pages."""

    def __init__(self, site: Site, code: str) -> None:
        converted = code == TRADITIONAL and site.config.traditional
        super().__init__(code, site.theme, site.catalog.units, converted)
        self.site = site
        self.catalog = site.catalog
        self.link = lru_cache(_CACHED_LINKS)(self._link)
        self.place = lru_cache(_CACHED_LINKS)(self._place)
        self.page_link = cache(self._page_link)

    def href(self, path: str) -> str:
        """The address of a path of this site."""
        return self.site.prefix + path

    def localised_path(self, path: str) -> str:
        """Where a path that prose of this language names is in this edition of the site."""
        path = path.removeprefix(self.site.prefix)
        written = f"/{self.lang}/"
        return self.href(
            f"/{self.code}/{path.removeprefix(written)}" if path.startswith(written) else path
        )

    def _page_link(self, *parts: str, key: str) -> Link:
        """A link to a page of this language, with the theme's string `key` as text."""
        return Link(self.href(urls.page(self.code, *parts)), self.t(key))

    def links(self, kind: Kind, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to records of one kind, in the order of `ids`."""
        return tuple(self.link(kind, id) for id in ids)

    def _link(self, kind: Kind, id: str) -> Link:
        label = getattr(self.catalog, kind)[id].label
        return Link(self.href(urls.record(self.code, kind, id)), self.text(label))

    def document(self, id: str) -> Link:
        """A link to a document’s page."""
        return self.link("documents", id)

    def _place(self, source: Source) -> Link:
        """A link to a place on its document's page: `table 1, row 12`; without text to the document
        as a whole.
        """
        page = self.href(urls.record(self.code, "documents", source.document))
        if not source.locator:
            return Link(page, "")
        text = self.locator(source.document, source.locator)
        return Link(f"{page}#{urls.anchor(source.locator)}", text)

    def place_of(self, document: str, locator: str) -> Link:
        """A link to a place named by its document and locator."""
        return self.place(Source(document, locator))

    def locator(self, document: str, locator: str) -> str:
        """How a place is called."""
        group_id, _, number = locator.partition("/")
        group = self.catalog.documents[document].groups.get(group_id)
        if group and group.headings:
            return self.t("place.heading", title=self.text(group.headings[number]))
        kind = group.kind if group else group_id
        return self.t(f"place.{kind}", group=group_id.rpartition("-")[2], number=number)

    def sources(self, statement: Statement) -> tuple[tuple[Link, Link], ...]:
        """Every place that states it: its document and the place there."""
        return tuple((self.document(s.document), self.place(s)) for s in statement.sources)

    def kind(self, record: Document | Department) -> str:
        """What a document or department is: the name of its kind."""
        documents = isinstance(record, Document)
        own = self.catalog.document_kinds if documents else self.catalog.department_kinds
        if record.kind in own:
            return self.text(own[record.kind].name)
        return self.t(f"{'document' if documents else 'department'}.kinds.{record.kind}")

    @property
    def others(self) -> tuple[str, ...]:
        """The other languages that the data is written in."""
        return tuple(lang for lang in self.site.languages if lang != self.lang)

    @property
    def is_translated(self) -> bool:
        """Whether documents print names in another language than this edition’s."""
        return self.lang != self.site.languages[0]

    @property
    def printed(self) -> Edition:
        """The edition whose language documents print names in: the site’s first."""
        return self.site.editions[0]

    @property
    def printed_tag(self) -> str:
        """The tag of the language of names as printed; empty where it is this edition’s own."""
        return "" if self.printed.code == self.code else self.printed.t("lang.tag")

    def names(self, kind: Kind) -> dict[str, str]:
        """The label of each record of a kind by its id; documents by rank, others in the order of
        their files.
        """
        records = (
            self.catalog.ranked_documents if kind == "documents" else getattr(self.catalog, kind)
        )
        return {id: self.text(record.label) for id, record in records.items()}
