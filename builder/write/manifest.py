"""The list of what a build wrote.

It lies inside the site, so that the two are always swapped together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.problems import Place, Problem

NAME = ".openplan"

_HEAD = "openplan site 1"
_FORMER = "former"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file's content: its SHA-256 in hex and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a site was built from, the warnings that it left, and the content of each of its files.

    `former` files are those of the edition before that stay published for pages of it in somebody’s
    cache.
    """

    inputs: str = ""
    warnings: tuple[Problem, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    former: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, Entry]:
        """Everything that is published."""
        return {**self.former, **self.entries}

    def dump(self) -> bytes:
        """The manifest as the bytes of its file."""
        lines = [_HEAD, f"inputs {self.inputs}", f"warnings {_written(self.warnings)}"]
        lines += [*_lines(self.entries), *([_FORMER, *_lines(self.former)] if self.former else [])]
        return ("\n".join(lines) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a site, or `None` where the folder holds none that can be read: that only
    means more work.
    """
    try:
        head, inputs, warnings, *lines = (folder / NAME).read_text("utf-8").splitlines()
        if head != _HEAD:
            return None
        end = lines.index(_FORMER) if _FORMER in lines else len(lines)
        entries, former = _entries(lines[:end]), _entries(lines[end + 1 :])
        left = _problems(warnings.removeprefix("warnings "))
        return Manifest(inputs.removeprefix("inputs "), left, entries, former)
    except (OSError, ValueError, TypeError):
        return None


def _written(problems: Iterable[Problem]) -> str:
    """Problems on one line."""
    return json.dumps(
        [[p.place.file, p.place.line, p.place.column, p.code, dict(p.values)] for p in problems]
    )


def _problems(line: str) -> tuple[Problem, ...]:
    """Problems from one line; version 0.1.0 wrote how many there were."""
    left = json.loads(line)
    return tuple(
        Problem(Place(file, row, column), code, values)
        for file, row, column, code, values in ([] if isinstance(left, int) else left)
    )


def _lines(entries: Mapping[str, Entry]) -> list[str]:
    return [f"{entry.digest} {entry.size} {path}" for path, entry in sorted(entries.items())]


def _entries(lines: list[str]) -> dict[str, Entry]:
    parts = (line.split(" ", 2) for line in lines)
    return {path: Entry(digest, int(size)) for digest, size, path in parts}
