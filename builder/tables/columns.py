"""What a table is made of: columns, each with its name, its type and what it holds of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from builder.model.periods import Period
from builder.model.values import Quantity
from builder.site.site import Edition, Site
from builder.write.formats import Cell

T = TypeVar("T")
Type = Literal["string", "number", "integer", "boolean"]
"""A type of Frictionless Table Schema."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: `get` takes the site and a record to the cell. `lang` is the language of its
    texts.
    """

    name: str
    type: Type
    get: Callable[[Site, T], Cell]
    lang: str = ""

    @property
    def header(self) -> str:
        """What stands above the column."""
        return f"{self.name}_{self.lang.replace('-', '_')}" if self.lang else self.name

    def description(self, edition: Edition) -> str:
        """What the column holds, in the edition’s language."""
        language = edition.language_name(self.lang) if self.lang else ""
        return edition.t(f"column.{self.name}", language=language)

    def columns(self, languages: tuple[str, ...]) -> tuple[Column[T], ...]:
        """Itself, in whatever languages."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Texts(Generic[T]):
    """A column for each language: `get` takes the edition and a record to the cell."""

    name: str
    get: Callable[[Edition, T], Cell]
    type: Type = "string"

    def columns(self, languages: tuple[str, ...]) -> tuple[Column[T], ...]:
        """The columns, in the order of the languages."""
        return tuple(map(self._column, languages))

    def _column(self, lang: str) -> Column[T]:
        return Column(
            self.name, self.type, lambda site, record: self.get(site.edition(lang), record), lang
        )


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """An export: its name, the records that are its rows, sorted, and its columns."""

    name: str
    records: Callable[[Site], Iterable[T]]
    parts: tuple[Column[T] | Texts[T], ...]

    @property
    def description(self) -> str:
        """The key of the theme’s string that says what the table holds."""
        return f"table.{self.name}"

    def columns(self, site: Site) -> tuple[Column[T], ...]:
        """The columns in the languages of the site."""
        return tuple(column for part in self.parts for column in part.columns(site.languages))

    def header(self, site: Site) -> tuple[str, ...]:
        """What stands above the columns."""
        return tuple(column.header for column in self.columns(site))

    def rows(self, site: Site) -> Iterable[tuple[Cell, ...]]:
        """The cells, row by row."""
        cells = [column.get for column in self.columns(site)]
        for record in self.records(site):
            yield tuple([cell(site, record) for cell in cells])

    def count(self, site: Site) -> int:
        """How many rows there are."""
        return sum(1 for _ in self.records(site))


def string(name: str, get: Callable[[T], str | None]) -> Column[T]:
    """A column of texts or ids."""
    return Column(name, "string", lambda site, record: get(record))


def period(get: Callable[[T], Period | None]) -> Column[T]:
    """The column of the periods of rows, as written; empty where none is given."""

    def cell(site: Site, record: T) -> str | None:
        value = get(record)
        return value.text if value else None

    return Column("period", "string", cell)


def listing(name: str, get: Callable[[T], Iterable[str]]) -> Column[T]:
    """A column of lists, which are joined with `|`."""
    return Column(name, "string", lambda site, record: "|".join(get(record)))


def integer(name: str, get: Callable[[T], int | None]) -> Column[T]:
    """A column of whole numbers."""
    return Column(name, "integer", lambda site, record: get(record))


def boolean(name: str, get: Callable[[T], bool]) -> Column[T]:
    """A column of truth values."""
    return Column(name, "boolean", lambda site, record: get(record))


def texts(name: str, get: Callable[[T], Mapping[str, str] | None]) -> Texts[T]:
    """A column for each language of a text, as it is written."""

    def written(edition: Edition, record: T) -> str | None:
        text = get(record)
        return text[edition.lang] if text else None

    return Texts(name, written)


def comparator(name: str, get: Callable[[T], Quantity | None]) -> Column[T]:
    """A column of the comparators of numbers (`>=` …); empty for a plain number."""

    def cell(site: Site, record: T) -> str | None:
        value = get(record)
        return value.comparator if value else None

    return Column(name, "string", cell)


def number(name: str, get: Callable[[T], Quantity | Decimal | None]) -> Column[T]:
    """A column of numbers as printed."""

    def cell(site: Site, record: T) -> Decimal | None:
        value = get(record)
        return value.number if isinstance(value, Quantity) else value

    return Column(name, "number", cell)
