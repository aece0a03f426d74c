"""What earlier builds drew, in a folder of the machine: losing it only means more work.

It lies outside the checkout, so that nobody can put a drawing there by a pull request.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_MOST = 100_000
"""Entries kept; with more, the memo starts anew."""
_LARGEST = 50_000_000
"""Bytes of an entry that are read; one that is larger does not match its checksum."""
_OURS = re.compile(r"[0-9a-f]{64}(\.[0-9]+)?")
"""Names of entries, and of those that are being written (number of the process)."""


class FolderMemo:
    """A memo of one file an entry, safe to use from several processes; what a process has seen it keeps at hand.

    An entry begins with a checksum of key and content: one that is cut short, changed or not its key’s counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The entry, or `None` where there is none that is whole."""
        if key not in self.known:
            try:
                entry = _content(self.folder / self._name(key))
                content = entry[sha256().digest_size :]
                if entry != _checksum(key, content) + content:
                    return None
                self.known[key] = content.decode()
            except (OSError, ValueError):
                return None
        return self.known[key]

    def put(self, key: str, content: str) -> None:
        """Keep an entry; where that is impossible it is made again next time."""
        self.known[key] = content
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
        """Forget everything when there is too much of it, and always what writers left that were killed.

        One that is still writing then fails, and makes its entry again next time.
        """
        with suppress(OSError):
            ours = [found for name in os.listdir(self.folder) if (found := _OURS.fullmatch(name))]
            for found in ours:
                if len(ours) > _MOST or found[1]:
                    with suppress(OSError):
                        os.unlink(self.folder / found[0])

    def _name(self, key: str) -> str:
        return sha256(key.encode()).hexdigest()


def _checksum(key: str, content: bytes) -> bytes:
    return sha256(sha256(key.encode()).digest() + content).digest()


def _content(path: Path) -> bytes:
    """The bytes of a file, not through a link; a pipe gives none and does not wait."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        return file.read(_LARGEST)


def user_memo() -> FolderMemo:
    """The memo of this user, trimmed: below `XDG_CACHE_HOME`, else below `~/.cache`."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    memo = FolderMemo(Path(cache, "openplan", "drawings"))
    memo.trim()
    return memo
