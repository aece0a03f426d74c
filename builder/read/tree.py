"""The site's folder → the bytes of its input files, each bounded, readable and safe to name on any system."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from builder.problems import Place, Problem

MAX_BYTES = 1_000_000

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')


@dataclass
class Tree:
    """Input files by their path relative to the root, in sorted order, and what was refused."""

    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def digest(self) -> bytes:
        """A fingerprint of names and contents."""
        whole = sha256()
        for name, text in self.files.items():
            for part in (name, text):
                content = part.encode()
                whole.update(len(content).to_bytes(8, "big"))
                whole.update(content)
        return whole.digest()


def read_tree(root: Path) -> Tree:
    """Read `site.toml` and everything below `data/` and `content/`; hidden files are passed over."""
    tree = Tree()
    if (root / "site.toml").is_file():
        _read_file(tree, root / "site.toml", "site.toml")
    else:
        tree.problems.append(Problem(Place("site.toml"), "no-site"))
    for folder in ("content", "data"):
        if (root / folder).is_symlink():
            tree.problems.append(Problem(Place(folder), "symlink"))
        elif (root / folder).is_dir():
            _read_folder(tree, root / folder, folder)
    return tree


def _read_folder(tree: Tree, folder: Path, name: str) -> None:
    seen: dict[str, str] = {}
    for entry in sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name)):
        if entry.name.startswith("."):
            continue
        path = f"{name}/{_printable(entry.name)}"
        folded = unicodedata.normalize("NFC", entry.name).casefold()
        if folded in seen:
            tree.problems.append(Problem(Place(path), "name-clash", {"other": seen[folded]}))
        seen[folded] = path
        if _RESERVED.fullmatch(entry.name) or _FORBIDDEN.search(entry.name):
            tree.problems.append(Problem(Place(path), "reserved-name", {"name": _printable(entry.name)}))
        if entry.is_symlink():
            tree.problems.append(Problem(Place(path), "symlink"))
        elif entry.is_dir():
            _read_folder(tree, Path(entry.path), path)
        else:
            _read_file(tree, Path(entry.path), path)


def _read_file(tree: Tree, path: Path, name: str) -> None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        tree.problems.append(Problem(Place(name), "unreadable", {"detail": error.strerror or str(error)}))
        return
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            tree.problems.append(Problem(Place(name), "unreadable", {"detail": "not a regular file"}))
            return
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        tree.problems.append(Problem(Place(name), "too-large", {"limit": f"{MAX_BYTES:,}"}))
        return
    try:
        tree.files[name] = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        byte = f"0x{raw[error.start]:02X}"
        tree.problems.append(Problem(Place(name, before.count(b"\n") + 1, column), "not-utf-8", {"byte": byte}))


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
