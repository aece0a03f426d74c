"""One file of the site: where it goes and what makes its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A path relative to the site's root and a pure function that makes the content; `origin` names
    its input file.
    """

    path: str
    make: Callable[[], bytes]
    origin: str = ""


def file_of(path: str) -> str:
    """The file, relative to the site's root, that answers a path: a page’s path ends in `/`."""
    return path[1:] + "index.html" if path.endswith("/") else path[1:]
