"""The rows of a data file → dimensions, series, units and the rows of our own CSV."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from pydantic import TypeAdapter, ValidationError

from builder.importing.periods import read_years
from builder.importing.report import Report
from builder.importing.repository import Table
from builder.importing.texts import Ids, slug
from builder.importing.units import Units
from builder.importing.wording import Localized, Wording, fields
from builder.model.values import OptionalQuantity, Quantity

RESERVED = frozenset(
    {
        "period",
        "value",
        "series",
        "comparator",
        "unit",
        "status",
        "missing",
        "lower",
        "upper",
        "source",
        "measured",
        "cumulative",
        "note",
    }
)
"""Columns of our CSV, which no dimension can be called."""
_NUMBER = re.compile(
    r"(>=|<=|≥|≤|>|<|~)?\s*([-+−]?)((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?)"
)
_QUANTITY: TypeAdapter[Quantity | None] = TypeAdapter(OptionalQuantity)
_COMPARATORS = {"≥": ">=", "≤": "<="}


@dataclass
class Dimension:
    """A column that parts the values: its id, its position, its name and those of its values."""

    id: str
    column: int
    name: Localized
    values: dict[str, Localized] = field(default_factory=dict)


@dataclass
class Observations:
    """What an indicator's data file becomes."""

    unit: str
    dimensions: list[Dimension] = field(default_factory=list)
    series: dict[str, tuple[Localized, str]] = field(default_factory=dict)
    """Id → name and the id of its unit."""
    rows: list[dict[str, str]] = field(default_factory=list)
    two_years: str = ""
    """A cell that names two years side by side, where there is one."""
    values: tuple[tuple[str, ...], ...] = ()
    """The cells as they were, to find files that say the same."""

    @property
    def header(self) -> list[str]:
        """The columns of our CSV that hold something."""
        used = {key for row in self.rows for key, cell in row.items() if cell}
        known = ["period", *(d.id for d in self.dimensions)]
        known += ["series", "comparator", "value", "unit", "status", "missing"]
        notes = sorted(key for key in used if key.startswith("note_"))
        return [key for key in known if key in used or key in ("period", "value")] + notes


class _Columns:
    """Where each column stands, by what it is."""

    def __init__(self, header: tuple[str, ...]) -> None:
        roles = {
            name.casefold(): role for role, names in fields()["columns"].items() for name in names
        }
        self.header = header
        self.at: dict[str, int] = {}
        self.groups: list[int] = []
        for n, name in enumerate(header):
            role = roles.get(name.casefold())
            if role is not None and role not in self.at:
                self.at[role] = n
            elif name:
                self.groups.append(n)
        if "series" in self.at:
            self.groups.append(self.at["series"])
            self.groups.sort()

    def heading(self, role: str) -> str:
        """What the file itself calls the column; empty where it has none."""
        n = self.at.get(role)
        return self.header[n] if n is not None else ""

    def cell(self, row: tuple[str, ...], role: str) -> str:
        n = self.at.get(role)
        return row[n] if n is not None and n < len(row) else ""


class _Reader:
    def __init__(self, table: Table, wording: Wording, units: Units, report: Report) -> None:
        self.table = table
        self.wording = wording
        self.units = units
        self.report = report
        self.columns = _Columns(table.header)
        self.trouble: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.ids: dict[int, Ids] = {}
        self.line = 0

    def read(self, unit: Localized | None) -> Observations:
        columns, rows = self.columns, [row for _, row in self.table.rows]
        found = Observations(self.units.id(unit))
        if "year" not in columns.at or "value" not in columns.at:
            self.report.tell("table", self.table.file, ", ".join(self.table.header), len(rows))
            return found
        self.groups(found, rows)
        self.unit_of_rows(found, rows, unit)
        years = read_years(
            (columns.cell(row, "year") for row in rows), year_start=self.units.year_start
        )
        used = Counter(columns.cell(row, "year") for row in rows)
        found.two_years = years.two_years[0] if years.two_years else ""
        if found.two_years and not self.units.year_start:
            count = sum(used[cell] for cell in years.two_years)
            self.report.tell("two-years", self.table.file, found.two_years, count)
        self.statements(found, years.periods)
        found.values = tuple(sorted(rows))
        for (kind, cell), lines in self.trouble.items():
            self.report.tell(kind, f"{self.table.file}:{lines[0]}", cell, len(lines))
        return found

    def groups(self, found: Observations, rows: list[tuple[str, ...]]) -> None:
        """The columns that part the values become dimensions; codes of areas only where nothing
        else tells their rows apart.
        """
        ids = Ids("group", RESERVED)
        columns = list(self.columns.groups)
        if "code" in self.columns.at:
            codes: dict[tuple[str, ...], set[str]] = defaultdict(set)
            for row in rows:
                codes[tuple(_cell(row, n) for n in columns)].add(self.columns.cell(row, "code"))
            if any(len(of_group) > 1 for of_group in codes.values()):
                columns.append(self.columns.at["code"])
            elif count := len(set().union(*codes.values()) - {""}):
                self.report.tell("code", self.table.file, "", count)
        for n, name in enumerate(self.table.header):
            if not name and any(_cell(row, n) for row in rows):
                self.report.tell("column", self.table.file, str(n + 1))
        for n in columns:
            name = self.table.header[n]
            label = self.wording.name(name, name)
            if label is None or not any(_cell(row, n) for row in rows):
                self.report.tell("column", self.table.file, name)
                continue
            text = f"{name} column" if slug(name) in RESERVED else name
            dimension = Dimension(ids.of(n, text), n, label)
            values = self.ids[n] = Ids("value")
            for text in dict.fromkeys(_cell(row, n) for row in rows):
                if text and (localized := self.wording.name(text, name)):
                    dimension.values[values.of(text, text)] = localized
            found.dimensions.append(dimension)

    def unit_of_rows(
        self, found: Observations, rows: list[tuple[str, ...]], unit: Localized | None
    ) -> None:
        """One unit for all rows is the indicator's; several are named series, each with its
        unit.
        """
        ids = Ids("unit")
        self.series_of: dict[str, str] = {}
        self.unit_of: dict[tuple[str, str, str], str] = {}
        of_series: dict[str, Counter[str]] = defaultdict(Counter)
        for row in filter(self.says, rows):
            key = self.unit_cells(row)
            if key not in self.unit_of:
                column = self.columns.heading("measure" if key[1] else "units")
                self.unit_of[key] = self.units.written(*key, column) or self.units.id(unit)
            of_series[key[0]][self.unit_of[key]] += 1
        usual = {text: units.most_common(1)[0][0] for text, units in of_series.items()}
        if len(usual) == 1:
            found.unit = next(iter(usual.values()))
            self.usual = usual
            return
        for text, id in usual.items():
            if text and (name := self.wording.name(text, self.columns.heading("units"))):
                self.series_of[text] = ids.of(text, text)
                found.series[self.series_of[text]] = (name, id)
        self.usual = usual
        found.unit = usual.get("", found.unit)

    def says(self, row: tuple[str, ...]) -> bool:
        """Whether a row has a number or says why it has none: what else it says goes nowhere."""
        written, known = self.columns.cell(row, "value"), fields()["missing"]
        code = "" if written else self.columns.cell(row, "status")
        return bool(_NUMBER.fullmatch(written)) or written in known or code in known

    def unit_cells(self, row: tuple[str, ...]) -> tuple[str, str, str]:
        cell = self.columns.cell
        return cell(row, "units"), cell(row, "measure"), cell(row, "multiplier")

    def statements(self, found: Observations, periods: Mapping[str, str | None]) -> None:
        """Each row that says something becomes a row of ours, in the same order."""
        seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for line, row in self.table.rows:
            self.line = line
            self.report.counts["rows"] += 1
            statement = self.statement(found, row, periods)
            if statement is None:
                continue
            parts = ("period", "series", *(d.id for d in found.dimensions))
            key = tuple(statement.get(part, "") for part in parts)
            said = statement.get("comparator", "") + statement.get("value", "")
            if said in seen[key]:
                self.trouble["duplicate", " ".join(filter(None, (*key, said)))].append(self.line)
                continue
            if seen[key]:
                self.trouble["contradiction", " ".join(filter(None, key))].append(self.line)
            seen[key].add(said)
            self.report.counts["values" if said else "missing"] += 1
            found.rows.append(statement)

    def statement(
        self, found: Observations, row: tuple[str, ...], periods: Mapping[str, str | None]
    ) -> dict[str, str] | None:
        columns = self.columns
        written, year = columns.cell(row, "value"), columns.cell(row, "year")
        status, missing = self.status(columns.cell(row, "status"), bool(written))
        missing = missing or fields()["missing"].get(written, "")
        if not written and not missing:
            self.report.counts["blank"] += 1
            return None
        number = _number(written)
        if number is None and not missing:
            self.trouble["number", written].append(self.line)
            return None
        if periods[year] is None:
            self.trouble["year", year].append(self.line)
            return None
        statement = {"period": periods[year] or ""}
        for dimension in found.dimensions:
            if text := _cell(row, dimension.column):
                id = self.ids[dimension.column].by_name.get(text)
                if id is None:
                    self.trouble["name", text].append(self.line)
                    return None
                statement[dimension.id] = id
        key = self.unit_cells(row)
        statement["series"] = self.series_of.get(key[0], "")
        statement["unit"] = "" if self.unit_of[key] == self.usual[key[0]] else self.unit_of[key]
        statement["comparator"], statement["value"] = number or ("", "")
        statement["status"], statement["missing"] = status, "" if number else missing
        return statement | dict(self.note(columns.cell(row, "comment")))

    def status(self, code: str, has_value: bool) -> tuple[str, str]:
        """The status and the reason of a missing value that a code of the row stands for."""
        known: dict[str, str] = fields()["status"]
        if not code or code in known:
            return known.get(code, ""), ""
        reason = fields()["missing"].get(code, "")
        if reason and not has_value:
            return "", str(reason)
        self.trouble["status", code].append(self.line)
        return "", ""

    def note(self, comment: str) -> Iterator[tuple[str, str]]:
        for lang, text in (self.wording.name(comment) or {}).items() if comment else ():
            yield f"note_{lang.replace('-', '_')}", text


def read_observations(
    table: Table, unit: Localized | None, wording: Wording, units: Units, report: Report
) -> Observations:
    """Read a data file; `unit` is what its metadata says it is measured in."""
    return _Reader(table, wording, units, report).read(unit)


def _cell(row: tuple[str, ...], n: int) -> str:
    return row[n] if n < len(row) else ""


def _number(cell: str) -> tuple[str, str] | None:
    """Comparator and number as printed, without exponent and with a digit before the point."""
    match = _NUMBER.fullmatch(cell)
    if match is None:
        return None
    comparator = _COMPARATORS.get(match[1], match[1] or "")
    digits = match[3]
    try:
        plain = re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits)
        number = digits if plain else f"{Decimal(digits):f}"
    except InvalidOperation:
        return None
    number = ("-" if match[2] in ("-", "−") else "") + number
    try:
        _QUANTITY.validate_python(comparator + number)
    except ValidationError:  # more digits than a value can have
        return None
    return comparator, number
