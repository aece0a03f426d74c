"""A theme's folder → templates, strings and assets. What a reader sees is here; no Python."""

from __future__ import annotations

import errno
import os
import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import builder
from builder import LANGUAGES, TRADITIONAL
from builder.problems import Place, Problem, require
from builder.site.look import COLOURS

_TEXTS = (".css", ".js", ".svg")
"""How the names of assets that are texts end."""

_BRACES = re.compile(r"\{\{|\}\}|\{[^\W\d]\w*\}|(?P<odd>\{[^{}]*\}?|\})")
"""Braces in a string: of the text, of a placeholder, or odd: what is no plain name may reach into
objects.
"""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

IMPORT = re.compile(rb'^[ \t]*(?:/?\*|//).*$|"(\.{1,2}/[\w./-]+\.js)"', re.MULTILINE)
"""A line of comment, which may name a module for its types and loads none, or the address of a
script.
"""

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\ud800-\udfff]')
"""Characters that a file’s name cannot have on every system, or that are no text at all."""


@dataclass(frozen=True)
class Theme:
    """Templates by name, strings by edition and key, assets by name, colours on light and on dark
    paper.
    """

    name: str
    templates: Mapping[str, str]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes]
    light: dict[str, str]
    dark: dict[str, str]


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


def imported(name: str, match: re.Match[bytes]) -> str:
    """The asset that a match of `IMPORT` in the script `name` stands for; empty for a line of
    comment.
    """
    if not match[1]:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1].decode()))


def themes_digest(root: Path) -> bytes:
    """A fingerprint of every theme that the site could use."""
    whole = sha256()
    for folder in dict.fromkeys(place.resolve() for place in theme_roots(root)):
        for file in _entries(folder):
            name, content = os.fsencode(file.relative_to(folder)), _fingerprinted(file)
            whole.update(b"%b\0%d\0%b" % (name, len(content), content))
    return whole.digest()


def read_theme(folder: Path) -> Theme:
    """Read a theme; raises `BuildError` with every mistake in its files, or if it is missing."""
    if not folder.is_dir():
        require([Problem(Place("site.toml"), "no-theme", {"name": folder.name})])
    reader = _Reader(folder)
    reader.refuse_entries()
    strings = _strings(reader)
    templates = {name: reader.text(file) for name, file in reader.files("templates")}
    static = {name: reader.asset(file) for name, file in reader.files("static")}
    light, dark = _palette(reader, folder / "palette.toml")
    reader.needed(folder / "static/site.css")
    _check_icon(reader, folder / "static/icon.svg")
    _check_imports(
        reader, folder / "static", {name: static[name] for name in static if name.endswith(".js")}
    )
    require(reader.problems)
    return Theme(folder.name, templates, strings, static, light, dark)


@dataclass
class _Reader:
    """Reads the files of a theme’s folder, and keeps what is wrong with them."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def place(self, file: Path, line: int = 0, column: int = 0) -> Place:
        name = f"themes/{self.folder.name}/{file.relative_to(self.folder).as_posix()}".removesuffix(
            "/."
        )
        return Place(name.encode("utf-8", "backslashreplace").decode(), line, column)

    def at(self, file: Path, text: str, position: int) -> Place:
        before = text[:position]
        return self.place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def problem(self, place: Place, code: str, **values: str) -> None:
        self.problems.append(Problem(place, code, values))

    def refuse_entries(self) -> None:
        for file in (self.folder, *_entries(self.folder)):
            if file.is_symlink():
                self.problem(self.place(file), "symlink")
            elif _FORBIDDEN.search(file.name):
                self.problem(
                    self.place(file), "reserved-name", name=Path(self.place(file).file).name
                )
        if self.folder.parent.is_symlink():
            self.problem(Place("themes"), "symlink")

    def files(self, part: str) -> Iterator[tuple[str, Path]]:
        """The files of a part of the theme and their names below it."""
        for file in _entries(self.folder / part):
            if not file.is_symlink():
                yield file.relative_to(self.folder / part).as_posix(), file

    def content(self, file: Path) -> bytes:
        try:
            if file.exists() and not file.is_file():  # to read a pipe would wait for ever
                raise OSError(errno.EINVAL, "not a regular file")
            return file.read_bytes()
        except OSError as error:
            self.problem(self.place(file), "theme-unreadable", detail=error.strerror or str(error))
            return b""

    def asset(self, file: Path) -> bytes:
        content = self.content(file)
        if file.suffix in _TEXTS:
            self.decoded(file, content)
        return content

    def text(self, file: Path) -> str:
        return self.decoded(file, self.content(file))

    def decoded(self, file: Path, raw: bytes) -> str:
        try:
            return raw.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode().removeprefix("\ufeff")
            self.problem(
                self.at(file, before, len(before)), "not-utf-8", byte=f"0x{raw[error.start]:02X}"
            )
            return ""

    def needed(self, file: Path) -> str | None:
        """The text of an asset that every theme has; `None` where it is missing or was refused
        already.
        """
        if not os.path.lexists(file):
            self.problem(self.place(file), "missing-asset")
            return None
        text = "" if file.is_symlink() else self.text(file)
        refused = any(problem.place.file == self.place(file).file for problem in self.problems)
        return None if refused else text


def _strings(reader: _Reader) -> dict[str, dict[str, str]]:
    """By edition and key; an edition that is converted may have strings of its own that replace
    what comes out.
    """
    strings: dict[str, dict[str, str]] = {}
    files = {code: reader.folder / "strings" / f"{code}.toml" for code in (*LANGUAGES, TRADITIONAL)}
    for code, file in files.items():
        if file.is_symlink() or (code == TRADITIONAL and not file.exists()):
            continue
        texts = _toml(reader, file, reader.text(file))
        if texts is None:
            continue
        strings[code] = texts
        for key, text in texts.items():
            if odd := next((m["odd"] for m in _BRACES.finditer(text) if m["odd"]), None):
                reader.problem(reader.place(file), "bad-placeholder", key=key, placeholder=odd[:60])
    for lang in LANGUAGES if not reader.problems else ():
        for key in set().union(*strings.values()) - strings[lang].keys():
            reader.problem(reader.place(files[lang]), "missing-string", key=key, lang=lang)
    return strings


def _palette(reader: _Reader, file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The colours on light and on dark paper: every one that drawings ask for, in a form that SVG
    knows too.
    """
    text = reader.needed(file)
    tables = _toml(reader, file, text) if text is not None else None
    palettes: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for paper, palette in palettes.items() if tables is not None else ():
        for name in (name for name in COLOURS if name != "accent"):
            colour = tables.get(f"{paper}.{name}", "") if tables else ""
            if not _COLOUR.fullmatch(colour):
                reader.problem(reader.place(file), "missing-colour", name=name, paper=paper)
            palette[name] = colour
    return palettes["light"], palettes["dark"]


def _toml(reader: _Reader, file: Path, text: str) -> dict[str, str] | None:
    """The texts of a TOML file by their dotted keys; `None` after noting why there are none."""
    try:
        return _flat(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        reader.problem(reader.place(file), "theme-unreadable", detail=str(error))
        return None


def _check_icon(reader: _Reader, file: Path) -> None:
    """The icon becomes pictures of sizes that browsers are promised, so its own must be known."""
    icon = reader.needed(file)
    if icon is None:
        return
    try:
        root = ElementTree.fromstring(icon)  # noqa: S314 (its author may publish anything)
    except ElementTree.ParseError as error:
        line, column = error.position
        reader.problem(
            reader.place(file, line, column + 1),
            "broken-drawing",
            detail=str(error).partition(":")[0],
        )
        return
    size = (*root.get("viewBox", "").split(), root.get("width", "16"), root.get("height", "16"))
    if root.tag != "{http://www.w3.org/2000/svg}svg" or size != ("0", "0", "16", "16", "16", "16"):
        reader.problem(reader.place(file), "icon-size")


def _check_imports(reader: _Reader, folder: Path, scripts: Mapping[str, bytes]) -> None:
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
                place = reader.at(folder / name, before, len(before))
                reader.problem(place, "import-circle", circle=circle)
            elif other in scripts and other not in finished:
                follow(other, (*path, other))
        finished.add(name)

    for name in scripts:
        if name not in finished:
            follow(name, (name,))


def _entries(folder: Path) -> list[Path]:
    """The files and symbolic links below a folder, in the order of their names; hidden ones are
    passed over.
    """
    files = (f for f in folder.rglob("*") if f.is_symlink() or f.is_file())
    shown = (
        f for f in files if not any(part.startswith(".") for part in f.relative_to(folder).parts)
    )
    return sorted(shown, key=lambda f: f.relative_to(folder).parts)


def _fingerprinted(file: Path) -> bytes:
    """What a file adds to a fingerprint; what cannot be read has no content, and `read_theme`
    reports it.
    """
    try:
        return b"symbolic link" if file.is_symlink() else file.read_bytes()
    except OSError:
        return b""


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
