"""Records → the texts of a site’s files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from builder.importing.observations import Observations

_PLAIN_KEY = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
_PLAIN_TEXT = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9./_-]*")


def dump_yaml(value: Mapping[str, Any]) -> str:
    """A record as YAML: texts in double quotes, mappings of texts on one line where they are
    short.
    """
    return "\n".join(_mapping(value, "")) + "\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        written = key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        if isinstance(inner, Mapping) and inner and not _short(inner):
            yield f"{indent}{written}:"
            yield from _mapping(inner, indent + "  ")
        elif isinstance(inner, list) and inner and not all(isinstance(x, str) for x in inner):
            yield f"{indent}{written}:"
            for item in inner:
                lines = list(_mapping(item, indent + "    "))
                yield f"{indent}  - {lines[0].lstrip()}"
                yield from lines[1:]
        else:
            yield f"{indent}{written}: {_flow(inner)}"


def _short(value: Mapping[str, Any]) -> bool:
    return all(isinstance(x, str) for x in value.values()) and len(_flow(value)) < 80


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    if _PLAIN_TEXT.fullmatch(value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def dump_toml(value: Mapping[str, Any]) -> str:
    """The configuration of a site as TOML: plain values first, then tables."""
    return "\n".join(_table(value, "")) + "\n"


def _table(value: Mapping[str, Any], path: str) -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, list):
            yield f"{key} = [{', '.join(json.dumps(x, ensure_ascii=False) for x in inner)}]"
        elif not isinstance(inner, Mapping):
            yield f"{key} = {json.dumps(inner, ensure_ascii=False)}"
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"\n[{path}{key}]"
            yield from _table(inner, f"{path}{key}.")


def dump_csv(rows: Observations) -> str:
    """The rows beside an indicator."""
    text = io.StringIO()
    header = rows.header
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(key, "") for key in header] for row in rows.rows)
    return text.getvalue()
