"""What is wrong, where, and what to do about it.

A user's mistake is a `Problem`; an exception of any other type than `BuildError` is a bug of ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning stops it with `--strict` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in an input: file relative to the site's root, line and column from 1 (0: the file
    as a whole).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: its place, its code in `messages.toml` and the values that its sentences
    need.
    """

    place: Place
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """What `messages.toml` says of the code."""
        return Severity(_messages()[self.code].get("severity", "error"))

    def message(self, lang: str) -> str:
        """What is wrong, a sentence in `lang` (zh or en); it goes on with what `messages.toml` has
        for values that not every problem of its code has, such as `close`: what may be meant.
        """
        words = _messages()[self.code]
        tails = (words.get(f"{name}_{lang}", "") for name, value in self.values.items() if value)
        return "".join((words[lang], *tails)).format_map(self.values)

    def hint(self, lang: str) -> str:
        """What to do about it, a sentence in `lang` (zh or en), of several the one that the value
        `remedy` names.
        """
        hint = "_".join(filter(None, ("hint", self.values.get("remedy"), lang)))
        return str(_messages()[self.code][hint]).format_map(self.values)


class BuildError(Exception):
    """The input cannot be published; carries every problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = ordered(problems)
        super().__init__(f"{len(self.problems)} problems")


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place and code, each once."""
    unique = {(p.place, p.code, tuple(sorted(p.values.items()))): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def require(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Pass the warnings on; raise `BuildError` with all problems if any is an error."""
    all_problems = ordered(problems)
    if any(p.severity is Severity.ERROR for p in all_problems):
        raise BuildError(all_problems)
    return all_problems


def codes() -> tuple[str, ...]:
    """Every problem code there is."""
    return tuple(_messages())


@cache
def _messages() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("builder").joinpath("messages.toml").read_text("utf-8"))
