"""The files of one theme’s folder, read with a place for every mistake in them."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.problems import Place, Problem

_TEXTS = (".css", ".js", ".svg")
"""How the names of assets that are texts end."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\ud800-\udfff]')
"""Characters that a file’s name cannot have on every system, or that are no text at all."""

_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")


@dataclass
class ThemeFiles:
    """A theme’s own files, without what it takes from its parents; what is wrong with them is
    noted in `problems`, which all themes of a chain share.

    `strings` (by edition and key) and `colours` (`light.ink`) are filled in as they are read.
    """

    folder: Path
    problems: list[Problem]
    strings: dict[str, dict[str, str]] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the theme is called."""
        return self.folder.name

    def place(self, file: Path, line: int = 0, column: int = 0) -> Place:
        """A position in one of the files."""
        name = f"themes/{self.name}/{file.relative_to(self.folder).as_posix()}".removesuffix("/.")
        return Place(name.encode("utf-8", "backslashreplace").decode(), line, column)

    def at(self, file: Path, text: str, position: int) -> Place:
        """The place of the character at `position` of a file’s text."""
        before = text[:position]
        return self.place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def key_place(self, file: Path, key: str) -> Place:
        """The line of a dotted key of a TOML file that could be read; else the file as a whole."""
        table = ""
        for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
            if header := _TABLE.match(line):
                table = f"{header[1]}."
            elif (match := _KEY.match(line)) and table + match[1] == key:
                return self.place(file, number, match.start(1) + 1)
        return self.place(file)

    def problem(self, place: Place, code: str, **values: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(place, code, values))

    def refuse_entries(self) -> None:
        """Note links, which could lead anywhere, and names that some systems do not know."""
        for file in (self.folder, *entries(self.folder)):
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
        for file in entries(self.folder / part):
            if not file.is_symlink():
                yield file.relative_to(self.folder / part).as_posix(), file

    def asset(self, file: Path) -> bytes:
        """The bytes of an asset; those of a text are UTF-8."""
        content = self._content(file)
        if file.suffix in _TEXTS:
            self._decoded(file, content)
        return content

    def text(self, file: Path) -> str:
        """A file’s text; empty where there is none."""
        return self._decoded(file, self._content(file))

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

    def toml(self, file: Path, text: str) -> dict[str, str] | None:
        """The texts of a TOML file by their dotted keys; `None` after noting why there are none."""
        try:
            return _flat(tomllib.loads(text))
        except (ValueError, RecursionError) as error:
            self.problem(self.place(file), "theme-unreadable", detail=str(error))
            return None

    def _content(self, file: Path) -> bytes:
        try:
            if file.exists() and not file.is_file():  # to read a pipe would wait for ever
                raise OSError(errno.EINVAL, "not a regular file")
            return file.read_bytes()
        except OSError as error:
            self.problem(self.place(file), "theme-unreadable", detail=error.strerror or str(error))
            return b""

    def _decoded(self, file: Path, raw: bytes) -> str:
        try:
            return raw.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode().removeprefix("\ufeff")
            self.problem(
                self.at(file, before, len(before)), "not-utf-8", byte=f"0x{raw[error.start]:02X}"
            )
            return ""


def entries(folder: Path) -> list[Path]:
    """The files and symbolic links below a folder, in the order of their names; hidden ones are
    passed over.
    """
    files = (f for f in folder.rglob("*") if f.is_symlink() or f.is_file())
    shown = (
        f for f in files if not any(part.startswith(".") for part in f.relative_to(folder).parts)
    )
    return sorted(shown, key=lambda f: f.relative_to(folder).parts)


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
