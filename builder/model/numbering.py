"""The numbers of a document's places: `1-3 4.1-4.2 5.a` → `1 2 3 4.1 4.2 5.a`."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_COMPONENT = "(?:[0-9]{1,5}[A-Za-z]{0,3}|[A-Za-z]{1,5}[0-9]{0,5})"
_STEM = rf"(?:[A-Za-z]{{1,5}}-)?(?:{_COMPONENT}\.)*"
_SINGLE = re.compile(_STEM + _COMPONENT)
_RANGE = re.compile(
    rf"({_STEM})(?:([0-9]{{1,5}})-\1([0-9]{{1,5}})|([a-z])-\1([a-z])|([A-Z])-\1([A-Z]))"
)
_LAST = re.compile(r"(|.*[.-])([0-9]+|[A-Za-z])")
_EXPECTED = "1-3 4.1-4.2 5 A-C B-1"
_COUNT = r"(?:[A-Za-z]{0,2}[1-9][0-9]{0,4}[A-Za-z]{0,3}|[ivxlcIVXLC]{1,9})"
_COUNTED = re.compile(rf"(?:[A-Za-z]{{1,2}}[.-])?{_COUNT}(?:[.-]{_COUNT})*")
_LIMIT = 10_000


def _numbers(value: Any) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": _EXPECTED})
    numbers: dict[str, None] = {}
    for part in value.split():
        run = _run(part)
        if not numbers.keys().isdisjoint(run):
            raise PydanticCustomError("repeated-number", "", {"value": part})
        if not run or len(numbers) + len(run) > _LIMIT:
            raise PydanticCustomError("bad-value", "", {"value": part, "expected": _EXPECTED})
        numbers.update(dict.fromkeys(run))
    return tuple(numbers)


def _run(part: str) -> list[str]:
    """The numbers of a part, which is one or a range; none where it is neither."""
    if match := _RANGE.fullmatch(part):
        stem, first, last = match[1], match[2], match[3]
        if first:
            end = min(int(last), int(first) + _LIMIT)
            return [f"{stem}{number}" for number in range(int(first), end + 1)]
        first, last = (match[4], match[5]) if match[4] else (match[6], match[7])
        return [f"{stem}{chr(code)}" for code in range(ord(first), ord(last) + 1)]
    return [part] if _SINGLE.fullmatch(part) else []


def is_count(number: str) -> bool:
    """Whether pages or paragraphs are counted so: `12`, `12a`, `iv`, `A-3`, `12-14`; none is 0."""
    return _COUNTED.fullmatch(number) is not None


def compact(numbers: list[str]) -> str:
    """The shortest way to write consecutive numbers: the reverse of the field `numbers`."""
    parts: list[str] = []
    run: list[str] = []
    for number in numbers:
        if run and _follows(run[-1], number):
            run.append(number)
            continue
        parts += _written(run)
        run = [number]
    return " ".join(parts + _written(run))


@cache
def natural(locator: str) -> tuple[str | int, ...]:
    """A place with its numbers as numbers: `table-2/9` comes before `table-2/10`."""
    parts = re.split(r"([0-9]+)", locator)
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts))


def _follows(before: str, after: str) -> bool:
    one, other = _LAST.fullmatch(before), _LAST.fullmatch(after)
    if one is None or other is None or one[1] != other[1]:
        return False
    if one[2].isdigit() or other[2].isdigit():
        return one[2].isdigit() and other[2].isdigit() and int(other[2]) == int(one[2]) + 1
    return ord(other[2]) == ord(one[2]) + 1


def _written(run: list[str]) -> list[str]:
    return [f"{run[0]}-{run[-1]}"] if len(run) > 1 else run


Numbers = Annotated[tuple[str, ...], BeforeValidator(_numbers)]
"""Places' numbers, in the document's order."""
