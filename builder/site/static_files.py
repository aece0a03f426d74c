"""A theme’s assets as they are read: its style sheet, its icon, and which script imports which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from builder.site.theme_files import ThemeFiles

ADDED_SHEET = "theme.css"
"""What a theme with a parent adds to the style sheet that it inherits."""

IMPORT = re.compile(rb'^[ \t]*(?:/?\*|//).*$|"(\.{1,2}/[\w./-]+\.js)"', re.MULTILINE)
"""A line of comment, which may name a module for its types and loads none, or the address of a
script.
"""

Files = Mapping[str, tuple[ThemeFiles, Path]]
"""Name of a file → the theme that it comes from, and where it lies."""


def imported(name: str, match: re.Match[bytes]) -> str:
    """The asset that a match of `IMPORT` in the script `name` stands for; empty for a line of
    comment.
    """
    if not match[1]:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1].decode()))


def style_sheet(layers: Sequence[ThemeFiles]) -> bytes:
    """The nearest `site.css`, and after it what its theme and those nearer than that one add."""
    sheet = b""
    for layer in reversed(layers):
        own, added = layer.folder / "static/site.css", layer.folder / "static" / ADDED_SHEET
        if own.is_file() and not own.is_symlink():
            sheet = layer.asset(own)
        if layer is not layers[-1] and added.is_file() and not added.is_symlink():
            sheet += layer.asset(added)
    return sheet


def naming_texts(assets: Mapping[str, bytes]) -> Iterator[str]:
    """The assets that may name others."""
    for name, content in assets.items():
        if name.endswith((".css", ".js")):
            yield content.decode("utf-8", "replace")


def check_icon(layer: ThemeFiles, file: Path) -> None:
    """The icon becomes pictures of sizes that browsers are promised, so its own must be known."""
    icon = layer.needed(file)
    if icon is None:
        return
    try:
        root = ElementTree.fromstring(icon)  # noqa: S314 (its author may publish anything)
    except ElementTree.ParseError as error:
        line, column = error.position
        layer.problem(
            layer.place(file, line, column + 1),
            "broken-drawing",
            detail=str(error).partition(":")[0],
        )
        return
    size = (*root.get("viewBox", "").split(), root.get("width", "16"), root.get("height", "16"))
    if root.tag != "{http://www.w3.org/2000/svg}svg" or size != ("0", "0", "16", "16", "16", "16"):
        layer.problem(layer.place(file), "icon-size")


def check_imports(static: Files, scripts: Mapping[str, bytes]) -> None:
    """No script may lead back to itself: the name that each is published by holds the names of
    those it imports.
    """
    finished: set[str] = set()

    def follow(name: str, path: tuple[str, ...]) -> None:
        for match in IMPORT.finditer(scripts[name]):
            other = imported(name, match)
            if other in path:
                circle = " → ".join((*path[path.index(other) :], other))
                before = scripts[name][: match.start()].decode("utf-8", "replace")
                layer, file = static[name]
                place = layer.at(file, before, len(before))
                layer.problem(place, "import-circle", circle=circle)
            elif other in scripts and other not in finished:
                follow(other, (*path, other))
        finished.add(name)

    for name in scripts:
        if name not in finished:
            follow(name, (name,))
