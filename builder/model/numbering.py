"""The numbers of a document's places: `1-3 4.1-4.2 5` → `1 2 3 4.1 4.2 5`."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_RANGE = re.compile(r"((?:[0-9]+\.)*)([0-9]{1,5})(?:-((?:[0-9]+\.)*)([0-9]{1,5}))?")
_EXPECTED = "1-3 4.1-4.2 5"
_LIMIT = 10_000


def _numbers(value: Any) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": _EXPECTED})
    numbers: dict[str, None] = {}
    for part in value.split():
        match = _RANGE.fullmatch(part)
        if not match or (match[4] and match[1] != match[3]):
            raise PydanticCustomError("bad-value", "", {"value": part, "expected": _EXPECTED})
        first, last = int(match[2]), int(match[4] or match[2])
        run = [f"{match[1]}{number}" for number in range(first, min(last, first + _LIMIT) + 1)]
        if not numbers.keys().isdisjoint(run):
            raise PydanticCustomError("repeated-number", "", {"value": part})
        if not run or len(numbers) + len(run) > _LIMIT:
            raise PydanticCustomError("bad-value", "", {"value": part, "expected": _EXPECTED})
        numbers.update(dict.fromkeys(run))
    return tuple(numbers)


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


def _follows(before: str, after: str) -> bool:
    (stem, _, last), (next_stem, _, next_last) = before.rpartition("."), after.rpartition(".")
    return stem == next_stem and int(next_last) == int(last) + 1


def _written(run: list[str]) -> list[str]:
    return [f"{run[0]}-{run[-1]}"] if len(run) > 1 else run


Numbers = Annotated[tuple[str, ...], BeforeValidator(_numbers)]
"""Places' numbers, in the document's order."""
