"""What earlier builds drew, in a folder of the machine: losing it only means more work.

It lies outside the checkout, so that nobody can put a drawing there by a pull request.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

_MOST = 100_000
"""Entries kept; with more, the cache starts anew."""
_LARGEST = 50_000_000
"""Bytes of an entry that are read; one that is larger does not match its checksum."""
_ENTRY = re.compile(r"[0-9a-f]{64}(\.[0-9]+)?")
"""Names of entries, and of those that are being written (number of the process)."""


class Cache(Protocol):
    """Results of earlier builds by their keys."""

    def get(self, key: str) -> str | None:
        """The entry, or `None` where there is none."""

    def put(self, key: str, content: str) -> None:
        """Keep an entry."""


class MemoryCache:
    """A cache that lasts as long as the process."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The entry, or `None` where there is none."""
        return self.entries.get(key)

    def put(self, key: str, content: str) -> None:
        """Keep an entry."""
        self.entries[key] = content


class DiskCache:
    """A cache of one file an entry, safe to use from several processes.

    An entry begins with a checksum of key and content: one that is cut short, changed or not its
    key’s counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> str | None:
        """The entry, or `None` where there is none that is whole."""
        try:
            entry = _content(self.folder / self._name(key))
            content = entry[sha256().digest_size :]
            return content.decode() if entry == _checksum(key, content) + content else None
        except (OSError, ValueError):
            return None

    def put(self, key: str, content: str) -> None:
        """Keep an entry; where that is impossible it is made again next time."""
        target = self.folder / self._name(key)
        new = target.with_name(f"{target.name}.{os.getpid()}")
        raw = content.encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                new.write_bytes(_checksum(key, raw) + raw)
                os.replace(new, target)
            except OSError:
                new.unlink()

    def trim(self) -> None:
        """Forget everything when there is too much of it, and always what writers left that were
        killed.

        One that is still writing then fails, and makes its entry again next time.
        """
        with suppress(OSError):
            entries = [
                match for name in os.listdir(self.folder) if (match := _ENTRY.fullmatch(name))
            ]
            for match in entries:
                if len(entries) > _MOST or match[1]:
                    with suppress(OSError):
                        os.unlink(self.folder / match[0])

    def _name(self, key: str) -> str:
        return sha256(key.encode()).hexdigest()


def _checksum(key: str, content: bytes) -> bytes:
    return sha256(sha256(key.encode()).digest() + content).digest()


def _content(path: Path) -> bytes:
    """The bytes of a file, not through a link; a pipe gives none and does not wait."""
    flags = (
        os.O_RDONLY
        | getattr(os, "O_BINARY", 0)
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
    )
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        return file.read(_LARGEST)


def user_cache() -> DiskCache:
    """The cache of this user, trimmed."""
    cache = DiskCache(_user_folder() / "drawings")
    cache.trim()
    return cache


def preview_folder(root: Path) -> Path:
    """Where the site in `root` is built to be looked at: one folder a site, never one that
    somebody publishes.
    """
    root = root.resolve()
    return _user_folder() / "previews" / f"{sha256(bytes(root)).hexdigest()[:16]}-{root.name}"


def _user_folder() -> Path:
    """What openplan keeps for this user: below `XDG_CACHE_HOME`, else below `~/.cache`."""
    folder = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(folder, "openplan")
