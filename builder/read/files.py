"""The site's folder → the bytes of its input files, each bounded, readable and safe to name on any
system.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from builder.problems import Place, Problem

INPUTS = ("site.toml", "content", "data", "strings", "static")
MAX_BYTES = 1_000_000
MAX_TABLE_BYTES = 100_000_000
"""Of a CSV: it holds hundreds of thousands of values where other files hold a record."""
MAX_DEPTH = 10

_RECORD = re.compile(r"data/[^/]+/")
"""A file in a folder below `data/`: whatever lies in `data/` itself is no record but a vocabulary.
"""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')


@dataclass
class Tree:
    """Input files by their path relative to the root, in sorted order, and what was refused.

    `files` are texts; `pictures` are what lies in `static/`.
    """

    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def digest(self) -> bytes:
        """A fingerprint of names and contents."""
        whole = sha256()
        files = {name: text.encode() for name, text in self.files.items()} | self.pictures
        for name, text in files.items():
            for content in (name.encode(), text):
                whole.update(len(content).to_bytes(8, "big"))
                whole.update(content)
        return whole.digest()


def read_tree(root: Path) -> Tree:
    """Read the files and folders of `INPUTS`; hidden files are passed over."""
    tree = Tree()
    _refuse_capitals(tree, root)
    for name in INPUTS:
        path = root / name
        if path.is_symlink():
            tree.problems.append(Problem(Place(name), "symlink"))
        elif name == "site.toml" and path.exists():
            _read_file(tree, str(path), name)
        elif path.is_dir():
            _read_folder(tree, str(path), name)
        elif path.exists():
            tree.problems.append(Problem(Place(name), "unexpected-file"))
        elif name == "site.toml" and not tree.problems:
            tree.problems.append(Problem(Place(name), "no-site"))
    if not tree.problems and not any(_RECORD.match(name) for name in tree.files):
        tree.problems.append(Problem(Place("data"), "no-records"))
    return tree


def _refuse_capitals(tree: Tree, root: Path) -> None:
    """Some systems take `Data` for `data`, others would pass it over: the site must be the same on
    all of them.
    """
    try:
        names = sorted(os.listdir(root))
    except OSError as error:
        tree.problems.append(
            Problem(Place("."), "unreadable", {"detail": error.strerror or str(error)})
        )
        return
    for name in names:
        if name not in INPUTS and name.casefold() in INPUTS:
            tree.problems.append(Problem(Place(name), "wrong-case", {"name": name.casefold()}))


def _read_folder(tree: Tree, folder: str, name: str) -> None:
    seen: dict[str, str] = {}
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        tree.problems.append(
            Problem(Place(name), "unreadable", {"detail": error.strerror or str(error)})
        )
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{name}/{_printable(entry.name)}"
        folded = unicodedata.normalize("NFC", entry.name).casefold()
        if folded in seen:
            tree.problems.append(Problem(Place(path), "name-clash", {"other": seen[folded]}))
        seen[folded] = path
        if _RESERVED.fullmatch(entry.name) or _FORBIDDEN.search(entry.name):
            tree.problems.append(
                Problem(Place(path), "reserved-name", {"name": _printable(entry.name)})
            )
        if entry.is_symlink():
            tree.problems.append(Problem(Place(path), "symlink"))
        elif entry.is_dir():
            if name.count("/") == MAX_DEPTH:
                tree.problems.append(Problem(Place(path), "unexpected-file"))
                continue
            _read_folder(tree, entry.path, path)
        else:
            _read_file(tree, entry.path, path)


def _read_file(tree: Tree, path: str, name: str) -> None:
    limit = MAX_TABLE_BYTES if name.endswith(".csv") else MAX_BYTES
    try:
        raw = _content(path, limit)
    except OSError as error:
        tree.problems.append(
            Problem(Place(name), "unreadable", {"detail": error.strerror or str(error)})
        )
        return
    if len(raw) > limit:
        tree.problems.append(Problem(Place(name), "too-large", {"limit": f"{limit:,}"}))
        return
    if name.startswith("static/"):
        tree.pictures[name] = raw
        return
    try:
        tree.files[name] = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode().removeprefix("\ufeff")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        tree.problems.append(Problem(place, "not-utf-8", {"byte": f"0x{raw[error.start]:02X}"}))


def _content(path: str, limit: int) -> bytes:
    """The file's bytes, cut off after `limit` and one more."""
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return os.read(handle, min(status.st_size, limit) + 1)
    finally:
        os.close(handle)


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
