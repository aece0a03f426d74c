"""The CSV beside an indicator's file → observations, a row each: what statistical offices have.

Equal cells are read once and shared, because a file may have hundreds of thousands of rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from builder.model.periods import PeriodField
from builder.model.records import Indicator, Missing, Observation, Status
from builder.model.sources import SourceCell
from builder.model.values import (
    WHOLE,
    Boolean,
    Combination,
    Id,
    Line,
    OptionalNumber,
    OptionalQuantity,
    Year,
)
from builder.problems import Place, Problem
from builder.read.validation import problems

_CELLS: Mapping[str, TypeAdapter[Any]] = {
    "period": TypeAdapter(PeriodField),
    "value": TypeAdapter(OptionalQuantity),
    "series": TypeAdapter(Id),
    "unit": TypeAdapter(Id),
    "cumulative": TypeAdapter(Boolean),
    "measured": TypeAdapter(Year),
    "expected": TypeAdapter(Boolean),
    "status": TypeAdapter(Status),
    "missing": TypeAdapter(Missing),
    "lower": TypeAdapter(OptionalNumber),
    "upper": TypeAdapter(OptionalNumber),
    "source": TypeAdapter(SourceCell),
}
"""Column → what reads its cells; besides them there are `comparator`, notes and dimensions."""
_NOTE: TypeAdapter[str] = TypeAdapter(Line)
_REQUIRED = ("period", "value")
_MOST = 50
"""Problems of one file after which no more of it is read: a column that was misread makes one in
every row.
"""

_SETTERS: Mapping[str, Callable[[Observation, Any], None]] = {
    slot.name: getattr(Observation, slot.name).__set__ for slot in fields(Observation)
}
"""Field of an observation → what sets it: its cells have been validated one by one."""
_DEFAULTS: Mapping[str, Any] = {
    name: None if info.is_required() else info.get_default(call_default_factory=True)
    for name, info in Observation.__pydantic_fields__.items()  # type: ignore[attr-defined]
}


@dataclass
class Rows:
    """The observations of a file, the line of each, and what is wrong with the file."""

    file: str
    text: str
    observations: list[Observation] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: Mapping[str, int] = field(default_factory=dict)
    """Name of a column → its number, from 1."""

    def place(self, number: int, key: str = "") -> Place:
        """Where the row of an observation stands, or its cell in the column `key`."""
        line, column = self.lines[number], self.columns.get(key, 1)
        return Place(self.file, line, _position(self._physical[line - 1 : line], column))

    @cached_property
    def _physical(self) -> list[str]:
        return io.StringIO(self.text, newline="").readlines()


def _position(line: Sequence[str], column: int) -> int:
    """The character, from 1, at which a cell starts; 1 where the cell stands in a further line, or
    there is no line at all.
    """
    quoted, commas = False, 0
    for position, character in enumerate("".join(line)):
        if commas == column - 1:
            return position + 1
        quoted ^= character == '"'
        commas += character == "," and not quoted
    return 1


def read_rows(file: str, text: str, indicator: Indicator, context: Mapping[str, Any]) -> Rows:
    """The rows of an indicator's CSV (RFC 4180, any line end). `context` says for which languages
    they are read, and when years start.
    """
    reader = _Reader(Rows(file, text), indicator, context)
    if indicator.dimensions.keys() & {*_CELLS, "comparator"}:
        return reader.rows  # which of the two a column is, nobody knows: the check refuses it
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        reader.read_header(next(lines, []))
        if not reader.rows.problems:
            before = lines.line_num
            for cells in lines:
                reader.read_row(cells, before + 1)
                before = lines.line_num
                if len(reader.rows.problems) >= _MOST:
                    break
    except csv.Error as error:
        place = Place(file, min(before + 1, lines.line_num), 1)
        reader.rows.problems.append(Problem(place, "bad-csv", {"detail": str(error)}))
    del reader.rows.problems[_MOST:]
    return reader.rows


class _Reader:
    def __init__(self, rows: Rows, indicator: Indicator, context: Mapping[str, Any]) -> None:
        self.rows = rows
        self.indicator = indicator
        self.context = dict(context)
        self.header: tuple[str, ...] = ()
        self.cells: dict[tuple[str, str], Any] = {}
        languages: tuple[str, ...] = self.context["languages"]
        self.note_columns = {code: f"note_{code.replace('-', '_')}" for code in languages}
        self.combinations: dict[tuple[tuple[str, str], ...], Combination] = {(): WHOLE}

    def read_header(self, names: Sequence[str]) -> None:
        """Take the names of the columns; note those that are unknown, twice there or missing."""
        self.rows.lines = [1]
        if len(names) == 1 and (other := next((c for c in ";\t|" if c in names[0]), "")):
            self.problem("", "other-separator", {"separator": "TAB" if other == "\t" else other})
            return
        self.rows.columns = {name: number for number, name in enumerate(names, 1)}
        if len(self.note_columns) == 1 and "note" in names:
            self.note_columns = dict.fromkeys(self.note_columns, "note")
        notes = self.note_columns.values()
        known = [*_CELLS, "comparator", *notes, *self.indicator.dimensions]
        for number, name in enumerate(names):
            if name not in known:
                close = get_close_matches(name, known, n=1)
                values = {"name": name[:60], "close": "".join(close), "known": ", ".join(known)}
                self.problem(name, "unknown-column", values)
            elif name in names[:number]:
                self.problem(name, "repeated-column", {"name": name})
        for name in (name for name in _REQUIRED if name not in names):
            self.problem("", "missing-column", {"name": name})
        self.header = tuple(names)
        self.rows.lines.pop()

    def read_row(self, cells: Sequence[str], line: int) -> None:
        """Take a row; blank ones are passed over."""
        if not any(cells):
            return
        self.rows.lines.append(line)
        if len(cells) != len(self.header):
            values = {"cells": str(len(cells)), "columns": str(len(self.header))}
            self.problem("", "ragged-row", values)
            self.rows.lines.pop()
            return
        before, row = len(self.rows.problems), dict(zip(self.header, cells, strict=True))
        values = self.values(row)
        if len(self.rows.problems) > before:
            self.rows.lines.pop()
            return
        observation = object.__new__(Observation)
        for name, put in _SETTERS.items():
            put(observation, values[name] if name in values else _DEFAULTS[name])
        self.rows.observations.append(observation)

    def values(self, row: dict[str, str]) -> dict[str, Any]:
        """The fields of an observation that a row gives."""
        if comparator := row.get("comparator"):
            row["value"] = f"{comparator} {row['value']}"
        if not row["period"]:
            self.problem("period", "missing-field", {"key": "period"})
        values = {name: self.cell(name, row[name]) for name in _CELLS if row.get(name)}
        values["sources"] = values.pop("source", None) or self.indicator.sources
        if not values["sources"]:
            self.problem("source", "missing-field", {"key": "source"})
        if not row["value"] and not row.get("missing"):
            self.problem("value", "empty-statement", {})
        if self.indicator.dimensions:
            values["dimensions"] = self.combination(row)
        if notes := self.notes(row):
            values["note"] = notes
        return values

    def cell(self, name: str, text: str) -> Any:
        """What a cell holds; a mistake is noted each time."""
        key = name, text
        if key not in self.cells:
            read = self.validated(_CELLS[name], name, text)
            if read is None:
                return None
            self.cells[key] = read
        return self.cells[key]

    def validated(self, cell: TypeAdapter[Any], column: str, text: str) -> Any:
        """What the text of a cell means; `None` after noting why it means nothing."""
        try:
            return cell.validate_python(text, context=self.context)
        except ValidationError as error:
            place = self.rows.place(-1, column)
            self.rows.problems += problems(error, Indicator, lambda path, key=False: place, ())
            return None

    def combination(self, row: Mapping[str, str]) -> Combination:
        """The value of each dimension that a row names."""
        dimensions = self.indicator.dimensions
        parts = tuple((name, row[name]) for name in sorted(dimensions) if row.get(name))
        if parts not in self.combinations:
            for name, value in parts:
                if value not in dimensions[name].values:
                    close = get_close_matches(value, dimensions[name].values, n=1)
                    values = {"name": value[:60], "dimension": name, "close": "".join(close)}
                    self.problem(name, "unknown-dimension-value", values)
                    return WHOLE
            self.combinations[parts] = Combination(dict(parts))
        return self.combinations[parts]

    def notes(self, row: Mapping[str, str]) -> Mapping[str, str] | None:
        """A row's note, in every language or in none."""
        columns = self.note_columns
        written = {code: row.get(column, "") for code, column in columns.items()}
        if not any(written.values()):
            return None
        for code, text in written.items():
            if not text:
                self.problem(columns[code], "missing-field", {"key": columns[code]})
            else:
                self.validated(_NOTE, columns[code], text)
        return written

    def problem(self, column: str, code: str, values: Mapping[str, str]) -> None:
        self.rows.problems.append(Problem(self.rows.place(-1, column), code, values))
