"""A theme's folder → templates, strings and assets. What a reader sees is here; no Python."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import builder
from builder import LANGUAGES, TRADITIONAL
from builder.problems import Place, Problem, require


@dataclass(frozen=True)
class Theme:
    """Templates by name, strings by edition and key, assets by name."""

    name: str
    templates: Mapping[str, str]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes]


def theme_folder(root: Path, name: str) -> Path:
    """The site's own theme of that name, else the one that comes with the generator."""
    places = theme_roots(root)
    return next((place / name for place in places if (place / name).is_dir()), places[0] / name)


def theme_roots(root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: in the site, in the installed package, in the project's checkout."""
    package = Path(builder.__file__).parent
    return (root / "themes", package / "themes", package.parent / "themes")


def themes_digest(root: Path) -> bytes:
    """A fingerprint of every theme that the site could use."""
    whole = sha256()
    for folder in dict.fromkeys(place.resolve() for place in theme_roots(root)):
        for file in _files(folder) if folder.is_dir() else ():
            content = file.read_bytes()
            name = os.fsencode(file.relative_to(folder))
            whole.update(b"%b\0%d\0%b" % (name, len(content), content))
    return whole.digest()


def read_theme(folder: Path) -> Theme:
    """Read a theme; raises `BuildError` if it is missing, or if a string lacks in one of the languages."""
    if not folder.is_dir():
        require([Problem(Place("site.toml"), "no-theme", {"name": folder.name})])
    strings, problems = _strings(folder)
    require(problems)
    templates = {}
    for file in _files(folder / "templates"):
        name = file.relative_to(folder / "templates").as_posix()
        try:
            templates[name] = file.read_text("utf-8")
        except (OSError, ValueError) as error:
            place = Place(f"themes/{folder.name}/templates/{name}")
            problems.append(Problem(place, "theme-unreadable", {"detail": _detail(error)}))
    require(problems)
    static = {f.relative_to(folder / "static").as_posix(): f.read_bytes() for f in _files(folder / "static")}
    return Theme(folder.name, templates, strings, static)


def _strings(folder: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """By edition and key; an edition that is converted may have strings of its own that replace what comes out."""
    strings: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    places = {code: Place(f"themes/{folder.name}/strings/{code}.toml") for code in (*LANGUAGES, TRADITIONAL)}
    for code, place in places.items():
        file = folder / "strings" / f"{code}.toml"
        if code == TRADITIONAL and not file.exists():
            continue
        try:
            strings[code] = _flat(tomllib.loads(file.read_text("utf-8")))
        except (OSError, ValueError) as error:
            problems.append(Problem(place, "theme-unreadable", {"detail": _detail(error)}))
    for lang in LANGUAGES if not problems else ():
        missing = set().union(*strings.values()) - strings[lang].keys()
        problems += [Problem(places[lang], "missing-string", {"key": key, "lang": lang}) for key in missing]
    return strings, problems


def _files(folder: Path) -> list[Path]:
    found = (f for f in folder.rglob("*") if f.is_file() and not any(p.startswith(".") for p in f.parts[-3:]))
    return sorted(found, key=lambda f: f.relative_to(folder).parts)


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            flat[prefix + key] = value
        else:
            raise ValueError(f"{prefix}{key} is not a text")
    return flat


def _detail(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
