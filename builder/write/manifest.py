"""The list of what a build wrote. It lies inside the site, so that the two are always swapped together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = ".openplan"

_HEAD = "openplan site 1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file's content: its SHA-256 in hex and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a site was built from, how many warnings it left, and the content of each of its files."""

    inputs: str = ""
    warnings: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def dump(self) -> bytes:
        """The manifest as the bytes of its file."""
        lines = [_HEAD, f"inputs {self.inputs}", f"warnings {self.warnings}"]
        lines += [f"{entry.digest} {entry.size} {path}" for path, entry in sorted(self.entries.items())]
        return ("\n".join(lines) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a site, or `None` where the folder holds none that can be read: that only means more work."""
    try:
        head, inputs, warnings, *lines = (folder / NAME).read_text("utf-8").splitlines()
        if head != _HEAD:
            return None
        entries = {}
        for line in lines:
            digest, size, path = line.split(" ", 2)
            entries[path] = Entry(digest, int(size))
        return Manifest(inputs.removeprefix("inputs "), int(warnings.removeprefix("warnings ")), entries)
    except (OSError, ValueError):
        return None
