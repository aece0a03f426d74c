"""What a theme with a parent has in vain: mostly a misspelt name, so that it replaces nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from builder.problems import Problem
from builder.site.look import COLOURS
from builder.site.theme_files import ThemeFiles

_READ = ("theme.toml", "palette.toml", "static/theme.css")
"""Files that every theme with a parent may have."""
_NOTES = ("", ".md", ".txt")
"""How the names of files end that are for people."""


def idle_overrides(layers: Sequence[ThemeFiles], named: str) -> Iterator[Problem]:
    """A warning for each file, string and colour that replaces none of a parent’s and that the
    texts of the whole theme (templates, style sheets, scripts), `named`, never name.

    `layers` are the theme and its parents, the nearest first.
    """
    for number, layer in enumerate(layers[:-1], 1):
        parents = layers[number:]
        yield from _idle_files(layer, parents, named)
        colours = [f"{paper}.{name}" for paper in ("light", "dark") for name in COLOURS]
        colours = [colour for colour in colours if not colour.endswith(".accent")]
        for key in sorted(layer.colours.keys() - {*colours}):
            yield _idle(layer, layer.folder / "palette.toml", key, colours, key=key)
    for problems in idle_strings(layers, named).values():
        yield from problems


def idle_strings(layers: Sequence[ThemeFiles], named: str) -> dict[str, list[Problem]]:
    """By key the strings that replace none of a parent’s and that no template names."""
    idle: dict[str, list[Problem]] = {}
    for number, layer in enumerate(layers[:-1], 1):
        parents = layers[number:]
        known = sorted({key for p in parents for texts in p.strings.values() for key in texts})
        for code, texts in layer.strings.items():
            file = layer.folder / f"strings/{code}.toml"
            for key in sorted(texts.keys() - {*known}):
                if f'"{key}"' not in named and f"'{key}'" not in named:
                    idle.setdefault(key, []).append(_idle(layer, file, key, known, key=key))
    return idle


def _idle_files(layer: ThemeFiles, parents: Sequence[ThemeFiles], named: str) -> Iterator[Problem]:
    known = sorted({name for parent in parents for name, _ in parent.files("")} | {*_READ})
    for name, file in layer.files(""):
        part, _, rest = name.partition("/")
        used = (
            (part == "templates" and any(f"{sign}{rest}{sign}" in named for sign in "\"'"))
            or (part == "templates" and f"{layer.name}/{rest}" in named)
            or (part == "static" and file.name in named)
            or (not rest and file.suffix in _NOTES)
        )
        if name not in known and not used:
            yield _idle(layer, file, name, known)


def _idle(
    layer: ThemeFiles, file: Path, name: str, known: Sequence[str], *, key: str = ""
) -> Problem:
    place = layer.key_place(file, key) if key else layer.place(file)
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return Problem(place, "idle-override", {"name": name[:60], "close": "".join(close)})
