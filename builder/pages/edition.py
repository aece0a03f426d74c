"""The site in one language: words, numbers, periods and links as its reader expects them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_skeleton

from builder import LANGUAGES, TRADITIONAL
from builder.model.catalog import Kind
from builder.model.fields import Bilingual, BilingualLine, Period, Quantity, Source
from builder.model.records import Document, Indicator, Statement, Unit
from builder.model.script import traditional
from builder.pages import urls
from builder.pages.site import Site
from builder.problems import BuildError, Place, Problem

_REMEMBERED = 2000
"""How many links a language keeps at hand; a large site has tens of thousands."""
_KINDS = ("briefing", "proposal", "sector-plan", "work-plan")
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


class Link(NamedTuple):
    """A link's address and its text."""

    href: str
    text: str


class Edition:
    """The site in one language and script. Everything that it returns is plain text or a `Link`; templates escape it.

    `code` begins the addresses; `lang` says which of the written texts are taken.
    """

    def __init__(self, site: Site, code: str) -> None:
        self.site = site
        self.catalog = site.catalog
        self.code = code
        self.lang = "zh" if code == TRADITIONAL else code
        self.strings = site.theme.strings[self.lang]
        if code == TRADITIONAL:
            converted = {key: traditional(text) for key, text in self.strings.items()}
            self.strings = converted | dict(site.theme.strings.get(code, {}))
        self.locale = Locale.parse({"zh": "zh_Hans_CN", "en": "en_GB"}[self.lang])
        symbols = self.locale.number_symbols["latn"]
        self.symbols = str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": "−"})
        self.link = lru_cache(_REMEMBERED)(self._link)
        self.place = lru_cache(_REMEMBERED)(self._place)
        self.to = cache(self._to)
        self.date = cache(self._date)
        self.period = cache(self._period)
        self.order = cache(self._order)

    def t(self, key: str, **values: object) -> str:
        """The theme's string for `key`; raises `BuildError` if there is none, or if its placeholders are others."""
        try:
            return self.strings[key].format_map(values) if values else self.strings[key]
        except (LookupError, ValueError, AttributeError):
            raise self._string_problem(key, tuple(values)) from None

    def _string_problem(self, key: str, names: tuple[str, ...]) -> BuildError:
        file = Place(f"themes/{self.site.theme.name}/strings/{self.lang}.toml")
        if key not in self.strings:
            return BuildError([Problem(file, "missing-string", {"key": key, "lang": self.lang})])
        known = ", ".join(f"{{{name}}}" for name in names)
        return BuildError([Problem(file, "bad-string", {"key": key, "names": known})])

    def text(self, pair: Bilingual | BilingualLine | None) -> str:
        """The text in this language and script; empty where there is none."""
        return self.script(getattr(pair, self.lang)) if pair else ""

    def script(self, text: str) -> str:
        """A text of this language in the edition’s script."""
        return traditional(text) if self.code == TRADITIONAL else text

    def href(self, path: str) -> str:
        """The address of a path of this site."""
        return self.site.prefix + path

    def moved(self, path: str) -> str:
        """Where a path that prose of this language names is in this edition of the site."""
        path = path.removeprefix(self.site.prefix)
        written = f"/{self.lang}/"
        return self.href(f"/{self.code}/{path.removeprefix(written)}" if path.startswith(written) else path)

    def _to(self, *parts: str, key: str) -> Link:
        """A link to a page of this language, with the theme's string `key` as text."""
        return Link(self.href(urls.page(self.code, *parts)), self.t(key))

    def links(self, kind: Kind, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to records of one kind, in the order of `ids`."""
        return tuple(self.link(kind, id) for id in ids)

    def _link(self, kind: Kind, id: str) -> Link:
        record = getattr(self.catalog, kind)[id]
        title = record.name if hasattr(record, "name") else getattr(record, "short", None) or record.title
        return Link(self.href(urls.record(self.code, kind, id)), self.text(title))

    def _place(self, source: Source) -> Link:
        """A link to a place on its document's page: `table 1, row 12`."""
        page = urls.record(self.code, "documents", source.document)
        return Link(f"{self.href(page)}#{urls.anchor(source.locator)}", self.locator(source.document, source.locator))

    def place_of(self, document: str, locator: str) -> Link:
        """A link to a place named by its document and locator."""
        return self.place(Source(document, locator))

    def locator(self, document: str, locator: str) -> str:
        """How a place is called."""
        group_id, _, number = locator.partition("/")
        kind = next(group.kind for group in self.catalog.documents[document].places if group.id == group_id)
        return self.t(f"place.{kind}", group=group_id.rpartition("-")[2], number=number)

    def _order(self, document: str) -> dict[str, int]:
        """Locator → its position in the document."""
        return {locator: n for n, locator in enumerate(self.catalog.documents[document].locators)}

    @property
    def other(self) -> str:
        """The other language that the data is written in."""
        return next(lang for lang in LANGUAGES if lang != self.lang)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """All documents, from the plan as a whole to the tasks of a year, within a kind the earlier first."""
        known = self.catalog.documents
        order = sorted(known.values(), key=lambda d: (_KINDS.index(d.kind), d.published or ""))
        return {d.id: d for d in order}

    def names(self, kind: Kind) -> dict[str, str]:
        """The name of each record of a kind by its id; documents in their order, others in that of their files."""
        if kind == "documents":
            return {id: self.text(document.short or document.title) for id, document in self.documents.items()}
        return {id: self.text(record.name) for id, record in getattr(self.catalog, kind).items()}

    def words(self, group: str, keys: Iterable[str]) -> dict[str, str]:
        """The theme’s strings `group.key` by key."""
        return {key: self.t(f"{group}.{key}") for key in keys}

    def document(self, id: str) -> Link:
        """A link to a document’s page."""
        return self.link("documents", id)

    def value(self, quantity: Quantity, unit_id: str, told: str = "") -> str:
        """A number with its comparator and unit, in the scale of this language: `≥1.25 million people`."""
        sign = self.t(f"comparator.{quantity.comparator or 'none'}")
        return sign + self.amount(quantity.number, unit_id, told)

    def amount(self, number: Decimal, unit_id: str, told: str = "") -> str:
        """A number with its unit, in the scale of this language; English leaves out a unit that `told` has named."""
        unit = self.catalog.units[unit_id]
        if self.lang == "zh":
            return self.number(number) + self.text(unit.label)
        text, label = self._in_english_scale(number, unit) if unit.english else (self.number(number), unit.label.en)
        if label.startswith(("%", ":")):
            return text + label
        return text if label.casefold() in told.casefold() else f"{text} {label}"

    def bare(self, number: Decimal, unit_id: str) -> str:
        """A number in the scale of this language without its unit, unless that is a sign (`%`, `‰`)."""
        unit = self.catalog.units[unit_id]
        text, label = self.number(number), self.text(unit.label)
        if self.lang == "en" and unit.english:
            text, label = self._in_english_scale(number, unit)
        return text + label if label in ("%", "‰") else text

    def counted_in(self, unit_id: str) -> str:
        """The unit that goes with `bare`."""
        unit = self.catalog.units[unit_id]
        return unit.english.label if self.lang == "en" and unit.english else self.text(unit.label)

    def change(self, number: Decimal, unit_id: str) -> str:
        """A computed difference, always with its sign; of percentages it is in percentage points."""
        unit = self.catalog.units[unit_id].difference or unit_id
        return ("−" if number < 0 else "+") + self.amount(abs(number), unit)

    def number(self, number: Decimal) -> str:
        """A number with this language's grouping, its decimals as printed."""
        return f"{number:,f}".translate(self.symbols)

    def _in_english_scale(self, number: Decimal, unit: Unit) -> tuple[str, str]:
        assert unit.english is not None
        scaled = number * unit.english.factor
        for size, word in _SCALES:
            if abs(scaled) >= size:
                return self.t(f"scale.{word}", number=self.number(_plain(scaled / size))), unit.english.label
        return self.number(_plain(scaled)), unit.english.label

    def said(self, indicator: Indicator, statement: Statement, told: str = "") -> str:
        """What a statement says: its value, else its text; `told` as in `amount`."""
        if statement.value is None:
            return self.text(statement.text)
        return self.value(statement.value, indicator.unit_of(statement), told)

    def when(self, statement: Statement) -> str:
        """When a statement’s number is from: the year in which it was measured, else its period."""
        return self.t("period.year", year=statement.measured) if statement.measured else self.period(statement.period)

    def _period(self, period: Period) -> str:
        """A period as this language writes it."""
        if period.start == period.end:
            return self.t("period.year", year=period.start)
        return self.t("period.span", start=period.start, end=period.end)

    def _date(self, iso: str) -> str:
        """A date that may lack its day or its month (`2021-06`), as this language writes it."""
        year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
        if len(iso) == 10:
            return str(format_date(date(year, month, day), "long", self.locale))
        return str(format_skeleton("yMMMM" if len(iso) == 7 else "y", date(year, month, day), locale=self.locale))

    @cached_property
    def separator(self) -> str:
        """What stands between items of a list inside a sentence."""
        return self.t("list.separator")


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    normal = number.normalize()
    exponent = normal.as_tuple().exponent
    return normal.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else normal
