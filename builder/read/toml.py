"""TOML → plain values, with a place for every mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from builder.problems import Place, Problem
from builder.read.yaml import MAX_DEPTH

_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_KEY = re.compile(rf"^[ \t\[]*(?:{_KEY}[ \t]*\.[ \t]*){{{MAX_DEPTH}}}", re.MULTILINE)
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TABLE = re.compile(r"\[+\s*([\w.-]+)\s*\]+")


def parse_toml(file: str, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The file’s plain values, and the problem that there are none."""
    if deep := _DEEP_KEY.search(
        text
    ):  # the time that tomllib takes grows with the square of a key's parts
        place = Place(file, text.count("\n", 0, deep.start()) + 1, 1)
        return {}, [Problem(place, "too-deep", {"limit": str(MAX_DEPTH)})]
    try:
        return tomllib.loads(text), []
    except RecursionError:
        return {}, [Problem(Place(file), "too-deep", {"limit": str(MAX_DEPTH)})]
    except ValueError as error:  # a TOMLDecodeError, or a number of thousands of digits
        message = str(error)
        place, detail = Place(file), message
        if position := _POSITION.search(message):
            line = int(position[1] or text.count("\n") + 1)
            place, detail = Place(file, line, int(position[2] or 1)), message[: position.start()]
        return {}, [Problem(place, "toml-syntax", {"detail": detail})]


def toml_leaves(
    table: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value that is no table, with the keys that lead to it."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from toml_leaves(value, (*path, key))
        else:
            yield (*path, key), value


def toml_place(file: str, text: str, path: tuple[str | int, ...]) -> Place:
    """The line of the key at `path`: TOML's reader tells none, so look for the table and the
    key.
    """
    keys = _keys(text)
    found = next((keys[path[:n]] for n in range(len(path), 0, -1) if path[:n] in keys), (1, 1))
    return Place(file, *found)


@lru_cache(8)
def _keys(text: str) -> Mapping[tuple[str | int, ...], tuple[int, int]]:
    """Line and column at which each table and key stands first."""
    table: tuple[str, ...] = ()
    keys: dict[tuple[str | int, ...], tuple[int, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line.strip()):
            written = table = tuple(header[1].split("."))
        else:
            parts = line.partition("=")[0].split(".")
            written = (*table, *(part.strip(" \t\"'") for part in parts))
        keys.setdefault(written, (number, len(line) - len(line.lstrip()) + 1))
    return keys
