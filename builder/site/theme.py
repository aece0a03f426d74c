"""A theme's folder → templates, strings and assets. What a reader sees is here; no Python."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import builder
from builder.problems import Place, Problem, Severity, require
from builder.site.overrides import idle_overrides, idle_strings
from builder.site.palettes import read_palettes
from builder.site.static_files import (
    ADDED_SHEET,
    check_icon,
    check_imports,
    naming_texts,
    style_sheet,
)
from builder.site.theme_files import ThemeFiles, entries
from builder.site.words import check_words, read_words

if TYPE_CHECKING:
    from builder.model.catalog import Catalog

_MANIFEST = "theme.toml"


@dataclass(frozen=True)
class Theme:
    """Templates by name, strings by edition and key, assets by name, colours on light and on dark
    paper; each from the theme itself, or else from the nearest of its parents.

    `files` and `string_files` (by edition and key) say which file that is, for problems found
    later; `colour_places` where a colour (`light.ink`) stands. `warnings` tell what a theme with a
    parent has that replaces nothing.
    """

    name: str
    templates: Mapping[str, str]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes]
    light: dict[str, str]
    dark: dict[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    string_files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colour_places: Mapping[str, Place] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    def file(self, path: str) -> str:
        """The file that `templates/home.html`, or another path in the theme, was read from."""
        return self.files.get(path, f"themes/{self.name}/{path}")

    def string_file(self, code: str, key: str) -> str:
        """The file that a string was read from, or in which it is missing."""
        return self.string_files.get(code, {}).get(key, self.file(f"strings/{code}.toml"))


def theme_folder(root: Path, name: str) -> Path:
    """The site's own theme of that name, else the one that comes with the generator."""
    places = theme_roots(root)
    return next((place / name for place in places if (place / name).is_dir()), places[0] / name)


def theme_roots(root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: in the site, in the installed package, in the project's
    checkout.
    """
    package = Path(builder.__file__).parent
    return (root / "themes", package / "themes", package.parent / "themes")


def themes_digest(root: Path) -> bytes:
    """A fingerprint of every theme that the site could use."""
    whole = sha256()
    for folder in dict.fromkeys(place.resolve() for place in theme_roots(root)):
        for file in entries(folder):
            name, content = os.fsencode(file.relative_to(folder)), _fingerprinted(file)
            whole.update(b"%b\0%d\0%b" % (name, len(content), content))
    return whole.digest()


def read_theme(folder: Path, catalog: Catalog) -> Theme:
    """Read a theme and its parents, with the site's own words; raises `BuildError` with every
    mistake in their files, or if one of them is missing.
    """
    if not folder.is_dir():
        require([Problem(Place("site.toml"), "no-theme", {"name": folder.name})])
    problems: list[Problem] = []
    layers = _layers(folder, problems)
    require(problems)
    for layer in layers:
        layer.refuse_entries()
    strings, string_files = read_words(layers, catalog)
    strings_read = not problems
    template_files, static = _merged(layers, "templates"), _merged(layers, "static")
    templates = {name: layer.text(file) for name, (layer, file) in template_files.items()}
    template_files |= _replaced(layers, templates)
    assets = {name: layer.asset(file) for name, (layer, file) in static.items()}
    light, dark, colour_places = read_palettes(layers)
    root = layers[-1]
    if "site.css" in static:
        assets["site.css"] = style_sheet(layers)
    else:
        root.needed(root.folder / "static/site.css")
    check_icon(*static.get("icon.svg", (root, root.folder / "static/icon.svg")))
    check_imports(static, {name: assets[name] for name in assets if name.endswith(".js")})
    named = "\n".join([*templates.values(), *naming_texts(assets)])
    if strings_read:
        problems += check_words(layers, catalog, strings, idle_strings(layers, named))
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += idle_overrides(layers, named)
    files = {
        f"templates/{n}": layer.place(file).file for n, (layer, file) in template_files.items()
    }
    files |= {f"static/{n}": layer.place(file).file for n, (layer, file) in static.items()}
    return Theme(
        name=folder.name,
        templates=templates,
        strings=strings,
        assets=assets,
        light=light,
        dark=dark,
        files=files,
        string_files=string_files,
        colour_places=colour_places,
        warnings=require(problems),
    )


def _layers(folder: Path, problems: list[Problem]) -> list[ThemeFiles]:
    """The theme, its parent, that one’s parent, and so on."""
    layers = [ThemeFiles(folder, problems)]
    while parent := _parent(layers[-1]):
        name, place = parent
        names = [layer.name for layer in layers]
        known = _theme_names(folder.parents[1])
        if name in names:
            circle = " → ".join((*names[names.index(name) :], name))
            problems.append(Problem(place, "parent-circle", {"circle": circle}))
            break
        if name not in known:
            close = get_close_matches(name, known, n=1, cutoff=0.5)
            values = {"name": name[:60], "known": ", ".join(known), "close": "".join(close)}
            problems.append(Problem(place, "no-parent", values))
            break
        layers.append(ThemeFiles(theme_folder(folder.parents[1], name), problems))
    return layers


def _parent(layer: ThemeFiles) -> tuple[str, Place] | None:
    """The parent that a theme names, and where it does."""
    file = layer.folder / _MANIFEST
    if file.is_symlink() or not file.exists():
        return None
    keys = layer.toml(file, layer.text(file)) or {}
    for key in keys.keys() - {"parent"}:
        close = "".join(get_close_matches(key, ["parent"], n=1, cutoff=0.5))
        place = layer.key_place(file, key)
        layer.problem(place, "unknown-key", key=key[:60], close=close, known="parent")
    return (keys["parent"], layer.key_place(file, "parent")) if "parent" in keys else None


def _theme_names(root: Path) -> list[str]:
    """What the themes that the site could use are called."""
    folders = (folder for place in theme_roots(root) for folder in place.glob("*/"))
    return sorted({folder.name for folder in folders if not folder.name.startswith(".")})


def _merged(layers: Sequence[ThemeFiles], part: str) -> dict[str, tuple[ThemeFiles, Path]]:
    """The files of a part of the theme by name, each from the nearest theme that has it."""
    nearest: dict[str, tuple[ThemeFiles, Path]] = {}
    for layer in layers:
        for name, file in layer.files(part):
            if part != "static" or name != ADDED_SHEET or layer is layers[-1]:
                nearest.setdefault(name, (layer, file))
    return {name: nearest[name] for name in sorted(nearest, key=lambda name: name.split("/"))}


def _replaced(
    layers: Sequence[ThemeFiles], templates: dict[str, str]
) -> dict[str, tuple[ThemeFiles, Path]]:
    """The templates of parents that are asked for by the parent’s name, `default/base.html`, so
    that what replaces one may extend it. They are added to `templates`.
    """
    asked = {}
    for layer in layers[1:]:
        for name, file in layer.files("templates"):
            full = f"{layer.name}/{name}"
            if full not in templates and any(full in text for text in [*templates.values()]):
                templates[full] = layer.text(file)
                asked[full] = (layer, file)
    return asked


def _fingerprinted(file: Path) -> bytes:
    """What a file adds to a fingerprint; what cannot be read has no content, and `read_theme`
    reports it.
    """
    try:
        return b"symbolic link" if file.is_symlink() else file.read_bytes()
    except OSError:
        return b""
