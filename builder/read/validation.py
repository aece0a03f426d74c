"""What pydantic finds wrong with a record, in the terms of our problem codes."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Protocol, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from builder.model.values import INLINE, Worded
from builder.problems import Place, Problem

STRAY_KEY = re.compile(r"(?<![\w-])([A-Za-z][\w-]*+)：", re.ASCII)
"""A key followed by a full-width colon. It is looked for where words begin only: a file may be one
word.
"""

_KEY = re.compile(r"[\w-]+", re.ASCII)
_OUR_CODES = frozenset(
    {
        "wrong-type",
        "bad-value",
        "empty-text",
        "null-text",
        "placeholder-text",
        "too-long",
        "formula-cell",
        "bad-character",
        "repeated-number",
        "no-year-start",
        "unknown-language",
        "repeated-language",
        "nothing-to-convert",
    }
)
_MAPPINGS = frozenset({"model_type", "dict_type", "dataclass_type"})
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


class Locate(Protocol):
    """Where the value at a path inside the input stands, or its key."""

    def __call__(self, path: tuple[str | int, ...], *, key: bool = False) -> Place: ...


def problems(
    error: ValidationError, model: type[BaseModel], locate: Locate, languages: tuple[str, ...]
) -> Iterator[Problem]:
    """pydantic's errors as ours, each at the place of what is wrong; texts are in `languages`."""
    for item in error.errors(include_url=False):
        kind, value = item["type"], item["input"]
        path = tuple(part for part in item["loc"] if part != INLINE)
        context = {key: str(text) for key, text in item.get("ctx", {}).items()}
        if kind == "missing":
            yield Problem(locate(path[:-1]), "missing-field", {"key": str(path[-1])})
        elif kind in _UNKNOWN:
            keys = [key for key in _keys(model, path[:-1], languages) if key != path[-1]]
            code, values = _unknown_key(str(path[-1]), value, keys)
            yield Problem(locate(path, key=True), code, values)
        elif value is None and path:
            code = "missing-field" if isinstance(path[-1], str) else "empty-text"
            yield Problem(locate(path, key=True), code, {"key": str(path[-1])})
        elif kind == "literal_error":
            expected = context["expected"].replace("'", "").replace(" or ", ", ")
            code = "bad-value" if isinstance(value, str) else "wrong-type"
            yield Problem(locate(path), code, {"value": str(value)[:60], "expected": expected})
        elif kind in _OUR_CODES:
            at = tuple(part for part in path if part != "[key]")
            yield Problem(locate(at, key="[key]" in path), kind, context)
        elif kind in _MAPPINGS and isinstance(value, str) and (stray := STRAY_KEY.match(value)):
            yield Problem(locate(path), "full-width-colon", {"key": stray[1]})
        else:
            expected = "- item" if kind == "tuple_type" else "key: value"
            yield Problem(locate(path), "wrong-type", {"expected": expected})


def _unknown_key(key: str, value: Any, keys: list[str]) -> tuple[str, dict[str, str]]:
    if value is None and not _KEY.fullmatch(key):
        return "unquoted-comma", {"key": key[:60]}
    close = get_close_matches(key, keys, n=1, cutoff=0.5)
    return "unknown-key", {
        "key": key[:60],
        "close": close[0] if close else "",
        "known": ", ".join(keys),
    }


def _keys(
    model: type[BaseModel], path: tuple[str | int, ...], languages: tuple[str, ...]
) -> list[str]:
    """The keys that an editor may write at `path` inside `model`."""
    at: Any = model
    for part in path:
        at = _plain(
            fields_of(at)[str(part)].annotation
            if _is_record(at) and part in fields_of(at)
            else _inner(at)
        )
    if get_origin(at) is Mapping:
        return list(languages)
    if get_origin(at) is not None:
        at = _plain(_inner(at))
    if not _is_record(at):
        return []
    own = [
        key
        for key, field in fields_of(at).items()
        if key not in getattr(at, "from_path", ()) and field.alias != INLINE
    ]
    return [*languages, *own] if issubclass(at, Worded) else own


def _plain(at: Any) -> Any:
    """An annotation without its validators, and without the `None` that an optional one admits."""
    while get_origin(at) in (Union, types.UnionType, Annotated):
        at = next(arm for arm in get_args(at) if arm is not type(None))
    return at


def _is_record(at: Any) -> bool:
    return isinstance(at, type) and hasattr(at, "__pydantic_fields__")


def fields_of(record: type) -> Mapping[str, FieldInfo]:
    """The fields of a record, model or dataclass, by the keys that are written."""
    fields: Mapping[str, FieldInfo] = record.__pydantic_fields__  # type: ignore[attr-defined]
    return {str(field.validation_alias or name): field for name, field in fields.items()}


def _inner(at: Any) -> Any:
    arms = [arm for arm in get_args(at) if arm is not Ellipsis]
    return arms[-1] if arms else at
