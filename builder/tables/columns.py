"""What a table is made of: columns, each with its name, its type and what it holds of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from builder import LANGUAGES
from builder.model.periods import Period
from builder.model.values import Bilingual, BilingualLine, Quantity
from builder.site.site import Site
from builder.write.formats import Cell

T = TypeVar("T")
Type = Literal["string", "number", "integer", "boolean"]
"""A type of Frictionless Table Schema."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: `get` takes the site and a record to the cell."""

    name: str
    type: Type
    get: Callable[[Site, T], Cell]

    @property
    def description(self) -> str:
        """The key of the theme’s string that says what the column holds."""
        return f"column.{self.name}"


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """An export: its name, the records that are its rows, sorted, and its columns."""

    name: str
    records: Callable[[Site], Iterable[T]]
    columns: tuple[Column[T], ...]

    @property
    def description(self) -> str:
        """The key of the theme’s string that says what the table holds."""
        return f"table.{self.name}"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def rows(self, site: Site) -> Iterable[tuple[Cell, ...]]:
        """The cells, row by row."""
        for record in self.records(site):
            yield tuple(column.get(site, record) for column in self.columns)

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


def texts(name: str, get: Callable[[T], Bilingual | BilingualLine | None]) -> tuple[Column[T], ...]:
    """A column for each language of a text."""

    def in_language(lang: str) -> Column[T]:
        def text(site: Site, record: T) -> str | None:
            pair = get(record)
            return getattr(pair, lang) if pair else None

        return Column(f"{name}_{lang}", "string", text)

    return tuple(map(in_language, LANGUAGES))


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
