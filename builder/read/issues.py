"""What pydantic finds wrong with a record, in the terms of our problem codes."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

STRAY_KEY = re.compile(r"(?<![\w-])([A-Za-z][\w-]*+)：", re.ASCII)
"""A key followed by a full-width colon. It is looked for where words begin only: a file may be one word."""

_KEY = re.compile(r"[\w-]+", re.ASCII)
_OUR_CODES = frozenset({
    "wrong-type", "bad-value", "empty-text", "null-text", "placeholder-text", "too-long", "formula-cell",
    "bad-character", "repeated-number",
})  # fmt: skip
_MAPPINGS = frozenset({"model_type", "dict_type"})


@dataclass(frozen=True)
class Issue:
    """A mistake at a path inside a record; `at_key` where its key is wrong, not its value."""

    path: tuple[str | int, ...]
    code: str
    values: dict[str, str]
    at_key: bool = False


def issues(error: ValidationError, model: type[BaseModel]) -> Iterator[Issue]:
    """pydantic's errors in the terms of our problem codes."""
    for item in error.errors(include_url=False):
        path, kind, value = tuple(item["loc"]), item["type"], item["input"]
        context = {key: str(text) for key, text in item.get("ctx", {}).items()}
        if kind == "missing":
            yield Issue(path[:-1], "missing-field", {"key": str(path[-1])})
        elif kind == "extra_forbidden":
            yield _unknown_key(str(path[-1]), path, value, _keys(model, path[:-1]))
        elif value is None and path:
            named = isinstance(path[-1], str)
            yield Issue(path, "missing-field" if named else "empty-text", {"key": str(path[-1])}, at_key=True)
        elif kind == "literal_error":
            expected = context["expected"].replace("'", "").replace(" or ", ", ")
            code = "bad-value" if isinstance(value, str) else "wrong-type"
            yield Issue(path, code, {"value": str(value)[:60], "expected": expected})
        elif kind in _OUR_CODES:
            yield Issue(tuple(p for p in path if p != "[key]"), kind, context, at_key="[key]" in path)
        elif kind in _MAPPINGS and isinstance(value, str) and (stray := STRAY_KEY.match(value)):
            yield Issue(path, "full-width-colon", {"key": stray[1]})
        else:
            expected = "- item" if kind == "tuple_type" else "key: value"
            yield Issue(path, "wrong-type", {"expected": expected})


def _unknown_key(key: str, path: tuple[str | int, ...], value: Any, known: list[str]) -> Issue:
    if value is None and not _KEY.fullmatch(key):
        return Issue(path, "unquoted-comma", {"key": key[:60]}, at_key=True)
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    values = {"key": key[:60], "close": close[0] if close else "", "known": ", ".join(known)}
    return Issue(path, "unknown-key", values, at_key=True)


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that an editor may write at `path` inside `model`."""
    at: Any = model
    for part in path:
        at = at.model_fields[part].annotation if _is_record(at) and part in at.model_fields else _inner(at)
        while get_origin(at) in (Union, types.UnionType):
            at = next(arm for arm in get_args(at) if arm is not type(None))
    if get_origin(at) is not None:
        at = _inner(at)
    return [key for key in at.model_fields if key not in getattr(at, "from_path", ())] if _is_record(at) else []


def _is_record(at: Any) -> bool:
    return isinstance(at, type) and issubclass(at, BaseModel)


def _inner(at: Any) -> Any:
    arms = [arm for arm in get_args(at) if arm is not Ellipsis]
    return arms[-1] if arms else at
