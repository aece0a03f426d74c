"""Rows → bytes that spreadsheets and programs read.

CSV is UTF-8 with BOM, CRLF, RFC 4180. JSON is a list of objects.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal

Cell = str | int | bool | Decimal | None
Row = tuple[Cell, ...]

_encoded = json.JSONEncoder(ensure_ascii=False, default=lambda number: f"{number:f}").encode


def csv_bytes(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    """RFC 4180 with BOM; a missing value is an empty cell, a truth value `true` or `false`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(
        [cell if type(cell) is str or cell is None else _cell(cell) for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


def json_bytes(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    """A list of objects, one a line; numbers stay strings as printed, so that no reader rounds
    them.
    """
    lines = ",\n".join(_encoded(dict(zip(columns, row, strict=True))) for row in rows)
    return f"[\n{lines}\n]\n".encode()


def compact_json(value: object) -> bytes:
    """JSON for programs of this site: as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def indented_json(value: object) -> bytes:
    """JSON for programs and people."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _cell(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
