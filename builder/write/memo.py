"""What earlier builds drew, in a folder of the machine: losing it only means more work.

It lies outside the checkout, so that nobody can put a drawing there by a pull request.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_MOST = 100_000
"""Entries kept; with more, the memo starts anew."""


class FolderMemo:
    """A memo of one file an entry, safe to use from several processes; what a process has seen it keeps at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The entry, or `None` where there is none that can be read."""
        if key not in self.known:
            try:
                self.known[key] = (self.folder / self._name(key)).read_text("utf-8")
            except (OSError, ValueError):
                return None
        return self.known[key]

    def put(self, key: str, content: str) -> None:
        """Keep an entry; where that is impossible it is made again next time."""
        self.known[key] = content
        target = self.folder / self._name(key)
        new = target.with_name(f"{target.name}.{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            new.write_text(content, "utf-8")
            os.replace(new, target)

    def trim(self) -> None:
        """Forget everything when there is too much of it."""
        with suppress(OSError):
            files = os.listdir(self.folder)
            for name in files if len(files) > _MOST else ():
                os.unlink(self.folder / name)

    def _name(self, key: str) -> str:
        return sha256(key.encode()).hexdigest()


def user_memo() -> FolderMemo:
    """The memo of this user, trimmed: below `XDG_CACHE_HOME`, else below `~/.cache`."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    memo = FolderMemo(Path(cache, "openplan", "drawings"))
    memo.trim()
    return memo
