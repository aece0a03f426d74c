"""Compares the data files of an Open SDG repository with the exports of the site made of it.

Cell by cell:

    python -m tests.compare_open_sdg REPOSITORY SITE

`SITE` is the folder that was imported and built into its own `dist`. Nothing of the importer is
used here: it reads both sides itself. The exit code says whether every value was found.
"""

from __future__ import annotations

import csv
import fnmatch
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

Key = tuple[str, str, frozenset[str], str]
"""Indicator, period, groups (`column=cell`), comparator and value."""

NO_GROUP = {
    "year",
    "value",
    "units",
    "geocode",
    "observation status",
    "obs_status",
    "unit multiplier",
    "unit_mult",
    "unit measure",
    "unit_measure",
    "comment_obs",
    "obs_comment",
    "comment_ts",
}


@dataclass
class Comparison:
    """What was counted."""

    values: int = 0
    blank: int = 0
    words: list[str] = field(default_factory=list)
    """Cells that are no number, with their place."""
    found: int = 0
    same_text: int = 0
    repeated: int = 0
    lost: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The counts, then every difference."""
        yield f"values in the data files: {self.values}"
        yield f"found in the exports: {self.found} ({self.same_text} with the same characters)"
        yield f"repeated rows, exported once: {self.repeated}"
        yield f"cells without a value: {self.blank}; that are no numbers: {len(self.words)}"
        yield from (f"  no number: {word}" for word in self.words)
        yield f"values that are not in the exports: {len(self.lost)}"
        yield from (f"  not exported: {lost}" for lost in self.lost)
        yield f"values that are only in the exports: {len(self.added)}"
        yield from (f"  only exported: {added}" for added in self.added)


def periods(cell: str) -> list[str]:
    """How a cell of years may be exported: as it is, or as the years that it names."""
    cell = re.sub(r"\.0$", "", cell.strip())
    match = re.fullmatch(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})", cell)
    if match is None:
        return [cell]
    first, last = int(match[1]), match[2]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    end += 100 if end < first else 0
    return [cell, f"{first}-{end}", f"{first}/{end % 100:02}"]


def number(cell: str) -> tuple[str, Decimal] | None:
    """Comparator and number of a cell."""
    match = re.fullmatch(r"(>=|<=|[≥≤<>~])?\s*(\S+)", cell.strip())
    try:
        return (match[1] or "", Decimal(match[2])) if match else None
    except InvalidOperation:
        return None


def written(value: tuple[str, Decimal]) -> str:
    comparator = {"≥": ">=", "≤": "<="}.get(value[0], value[0])
    return f"{comparator}{value[1].normalize():f}"


def texts(repository: Path) -> dict[str, str]:
    """What cells are called in the first language of the repository."""
    config = repository / "config_data.yml"
    named = yaml.safe_load(config.read_text("utf-8")) if config.exists() else {}
    (language, *_) = named.get("languages") or ["en"]
    found: dict[str, str] = {}
    for file in sorted((repository / "translations" / str(language)).glob("*.yml")):
        texts = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        prefix = "" if file.stem == "data" else f"{file.stem}."
        found |= {f"{prefix}{key}": text for key, text in texts.items()}
    return found


def pattern(repository: Path) -> str:
    """What the repository takes for its data files."""
    config = repository / "config_data.yml"
    inputs = yaml.safe_load(config.read_text("utf-8")).get("inputs") if config.exists() else None
    data = [item for item in inputs or () if item.get("class") == "InputCsvData"]
    return str(data[0]["path_pattern"]) if data else "data/*-*.csv"


def source_rows(repository: Path) -> Iterator[tuple[str, str, list[Key], str]]:
    """Each row of the data files: its place, its value, the keys it may have, and its cell."""
    names = texts(repository)
    for file in sorted(repository.rglob("*.csv")):
        if not fnmatch.fnmatch(file.relative_to(repository).as_posix(), pattern(repository)):
            continue
        id = file.stem.removeprefix("indicator_").lower()
        with open(file, encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines)
            header = next(reader)
            rows = [(reader.line_num, cells(header, row)) for row in reader if any(row)]
        parts = {row.get("Units", "") for _, row in rows if number(row.get("Value", ""))}
        for line, row in rows:
            groups = {
                f"{named_in(names, k, k)}={named_in(names, k, v)}"
                for k, v in row.items()
                if v and k and k.casefold() not in NO_GROUP
            }
            if len(parts) > 1 and row["Units"]:
                groups.add(str(names.get(row["Units"], row["Units"])))
            value = number(row.get("Value", ""))
            keys: list[Key] = [
                (id, period, frozenset(groups), written(value) if value else "")
                for period in periods(row.get("Year", ""))
            ]
            yield f"{file.name}:{line}", row.get("Value", ""), keys, row.get("Year", "")


def named_in(names: dict[str, str], column: str, text: str) -> str:
    """What a text of a column is called: by the list of the column's own, else by that of all."""
    return names.get(f"{column}.{text}") or names.get(text) or text


def cells(header: list[str], row: list[str]) -> dict[str, str]:
    """The cells of a row by their column, the first of each name; spaces tell nothing apart."""
    found: dict[str, str] = {}
    for name, cell in zip(header, row, strict=False):
        text = " ".join(cell.split())
        found.setdefault(
            " ".join(name.split()), "" if text in ("NA", "NaN", "nan", "#N/A") else text
        )
    return found


def records(site: Path) -> dict[str, Any]:
    """The indicators of the site by id."""
    return {
        file.stem: yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        for file in (site / "data/indicators").rglob("*.yaml")
    }


def exported_rows(site: Path) -> Iterator[tuple[Key, str]]:
    """Each observation of the exports: its key, with the names of its groups, and its cell."""
    config = (site / "site.toml").read_text("utf-8")
    match = re.search(r'languages = \["([^"]+)"', config)
    language = match[1] if match else "en"
    for id, record in records(site).items():
        with open(
            site / f"dist/data/indicators/{id}.csv", encoding="utf-8-sig", newline=""
        ) as lines:
            for row in csv.DictReader(lines):
                if row["kind"] != "observation" or not row["value"]:
                    continue
                groups = frozenset(
                    named(record, part, language) for part in row["series_id"].split("|") if part
                )
                value = number(row["comparator"] + row["value"])
                assert value is not None, row
                yield (id, row["period"], groups, written(value)), row["value"]


def named(record: Any, part: str, language: str) -> str:
    """A part of a series' id by the names of the record: `sex=female` → `Sex=Female`."""
    dimension, equals, value = part.partition("=")
    if not equals:
        return str(record["series"][part][language])
    of = record["dimensions"][dimension]
    return f"{of['name'][language]}={of['values'][value][language]}"


def compare(repository: Path, site: Path) -> Comparison:
    """Every value of the data files against the exports, and back."""
    result = Comparison()
    left: Counter[Key] = Counter()
    cells: dict[Key, str] = {}
    for key, cell in exported_rows(site):
        left[key] += 1
        cells[key] = cell
    used: set[Key] = set()
    for place, cell, keys, year in source_rows(repository):
        if not cell:
            result.blank += 1
        elif number(cell) is None:
            result.words.append(f"{place}: {cell}")
        else:
            result.values += 1
            match = next((k for k in keys if left[k]), None)
            if match is not None:
                left[match] -= 1
                used.add(match)
                result.found += 1
                result.same_text += cells[match] == cell
            elif used.intersection(keys):
                result.repeated += 1
            else:
                result.lost.append(f"{place}: {year} {cell}")
    result.added = sorted(str(key) for key in (+left).elements())
    return result


def main() -> int:
    """Print the comparison; 1 where a value was lost or added."""
    result = compare(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(result.lines()))
    return 1 if result.lost or result.added else 0


if __name__ == "__main__":
    sys.exit(main())
