"""`palette.toml` of a theme and its parents → the colours of both schemes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from builder.problems import Place
from builder.site.look import COLOURS, DERIVED
from builder.site.theme_files import ThemeFiles

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def read_palettes(
    layers: Sequence[ThemeFiles],
) -> tuple[dict[str, str], dict[str, str], dict[str, Place]]:
    """The colours on light and on dark paper: every one that drawings ask for and that does not
    follow from the accent, in a form that SVG knows too; and where each stands.
    """
    palettes: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    places: dict[str, Place] = {}
    root = layers[-1]
    for layer in layers:
        file = layer.folder / "palette.toml"
        needed = layer is root or file.exists()
        text = layer.needed(file) if needed and not file.is_symlink() else None
        colours = layer.toml(file, text) if text is not None else None
        if colours is None and layer is root:
            return {}, {}, {}
        layer.colours = colours or {}
        for key in layer.colours.keys() - places.keys():
            places[key] = layer.key_place(file, key)
    for (paper, palette), name in product(palettes.items(), COLOURS):
        holder = next((layer for layer in layers if f"{paper}.{name}" in layer.colours), None)
        if name == "accent" or (holder is None and name in DERIVED):
            continue
        colour = holder.colours[f"{paper}.{name}"] if holder else ""
        if not _COLOUR.fullmatch(colour):
            place = (holder or root).place((holder or root).folder / "palette.toml")
            root.problem(place, "missing-colour", name=name, paper=paper)
        palette[name] = colour
    return palettes["light"], palettes["dark"], places
