"""Bytes → a site on disk: staged beside it, then swapped in one step, under a lock.

A build that fails or is killed leaves the previous site whole. Files whose bytes did not change are
hard links into the previous site: they cost no writing and keep their modification time. Assets
that an edition no longer has stay for one more: a page of yesterday that somebody’s browser or host
has kept finds its scripts.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from builder.problems import BuildError, Place, Problem
from builder.write.manifest import NAME, Entry, Manifest, read_manifest

_ASSETS = "assets/"
"""The folder whose files have a hash in their path, so that those of two editions can lie side by
side.
"""


class Stage(Protocol):
    """Where the files of a site are put while it is built; safe to use from forked processes."""

    def put(self, path: str, content: bytes) -> Entry: ...

    def forked(self) -> None:
        """To be called first in a forked process, which must not hold the lock when its parent is
        gone.
        """


class Output(Protocol):
    """The destination of a build."""

    def current(self, inputs: str) -> Manifest | None:
        """The manifest of the site there, if that is whole and was built from `inputs`."""

    def open(self) -> AbstractContextManager[Stage]:
        """Prepare for a build; what it stages is dropped at the end unless published."""

    def publish(self, manifest: Manifest) -> int:
        """Make the staged files the site; returns how many files changed."""


class DryRun:
    """A destination that keeps nothing: what `check` builds into."""

    def current(self, inputs: str) -> Manifest | None:
        return None

    @contextmanager
    def open(self) -> Iterator[Stage]:
        yield self

    def put(self, path: str, content: bytes) -> Entry:
        return Entry("", len(content))

    def forked(self) -> None:
        pass

    def publish(self, manifest: Manifest) -> int:
        return 0


class SiteFolder:
    """A folder that becomes the site. Beside it `.<name>.openplan/` holds the lock and the
    stage.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.room = self.path.parent / f".{self.path.name}.openplan"
        self.staged = self.room / f"stage-{os.getpid()}"
        self.aside = self.room / "previous"
        self.created = {str(self.staged)}

    @cached_property
    def previous(self) -> Manifest | None:
        """The manifest of the site that is there."""
        return read_manifest(self.path)

    def current(self, inputs: str) -> Manifest | None:
        manifest = self.previous
        if manifest is None or manifest.inputs != inputs:
            return None
        if not all(self._untouched(path, entry) for path, entry in manifest.entries.items()):
            return None
        self._tidy()
        return manifest

    def _tidy(self) -> None:
        """Remove what a build left that was killed just behind the swap, unless another one is at
        work.
        """
        with suppress(OSError), open(self.room / "lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._recover()

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Take the lock and prepare an empty stage.

        Raises `BuildError` if another build holds the lock, or if the folder is not one that a
        build made.
        """
        with ExitStack() as stack:
            with self._reported():
                self.room.mkdir(parents=True, exist_ok=True)
                self.lock = stack.enter_context(open(self.room / "lock", "w")).fileno()
                try:
                    fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise self._problem("output-locked") from None
                for name in ("previous", "_written_at"):
                    self.__dict__.pop(name, None)
                self._recover()
                self._refuse_foreign()
                self.staged.mkdir()
            try:
                yield self
            finally:
                shutil.rmtree(self.staged, ignore_errors=True)

    def forked(self) -> None:
        os.close(self.lock)

    def put(self, path: str, content: bytes) -> Entry:
        """Stage one file, as a link to the previous site's where that has the same bytes."""
        entry = Entry(sha256(content).hexdigest(), len(content))
        target = f"{self.staged}/{path}"
        with self._reported():
            self._write(path, target, content, entry)
        return entry

    def _write(self, path: str, target: str, content: bytes, entry: Entry) -> None:
        self._make(os.path.dirname(target))
        before = self.previous.entries.get(path) if self.previous else None
        if before == entry and self._untouched(path, entry):
            try:
                os.link(f"{self.path}/{path}", target)
                return
            except OSError:
                pass
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
        finally:
            os.close(handle)

    def _make(self, folder: str) -> None:
        """Make a folder of the stage; the stage itself is never created again once a later build
        has removed it.
        """
        if folder in self.created:
            return
        self._make(os.path.dirname(folder))
        with suppress(FileExistsError):
            os.mkdir(folder)
        self.created.add(folder)

    def publish(self, manifest: Manifest) -> int:
        with self._reported():
            manifest = replace(manifest, former=dict(self._former(manifest.entries)))
        before, after = self.previous.files if self.previous else {}, manifest.files
        kept = sum(
            before.get(path) == entry and self._untouched(path, entry)
            for path, entry in after.items()
        )
        changed = len(after) - kept + len(before.keys() - after.keys())
        if changed or self.previous != manifest:
            with self._reported():
                (self.staged / NAME).write_bytes(manifest.dump())
                self._swap()
        return changed

    def _former(self, entries: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
        """Stage the former assets that stay: those of the edition before, also where it is
        published anew.
        """
        if self.previous is None:
            return
        same = self.previous.entries == entries
        former = self.previous.former if same else self.previous.entries
        for path, entry in former.items():
            if path.startswith(_ASSETS) and path not in entries and self._untouched(path, entry):
                self._keep(path, f"{self.staged}/{path}")
                yield path, entry

    def _keep(self, path: str, target: str) -> None:
        """Stage a file of the previous site as it is."""
        self._make(os.path.dirname(target))
        try:
            os.link(f"{self.path}/{path}", target)
        except OSError:
            shutil.copy2(f"{self.path}/{path}", target)

    @cached_property
    def _written_at(self) -> int:
        return os.stat(self.path / NAME).st_mtime_ns

    def _untouched(self, path: str, entry: Entry) -> bool:
        """Whether a file of the previous site still has its size and was not modified after the
        manifest.
        """
        try:
            status = os.lstat(f"{self.path}/{path}")
        except OSError:
            return False
        return status.st_size == entry.size and status.st_mtime_ns <= self._written_at

    def _recover(self) -> None:
        """Undo what a killed build left: an interrupted swap first, then abandoned stages."""
        if self.aside.exists() and not self.path.exists():
            os.rename(self.aside, self.path)
        for leftover in self.room.iterdir():
            if leftover.name != "lock":
                shutil.rmtree(leftover, ignore_errors=True)

    def _refuse_foreign(self) -> None:
        if not self.path.exists() or self.previous is not None:
            return
        if not self.path.is_dir() or any(self.path.iterdir()):
            raise self._problem("foreign-output")

    def _swap(self) -> None:
        if not self.path.exists():
            os.rename(self.staged, self.path)
        elif not _exchange(self.staged, self.path):
            os.rename(self.path, self.aside)
            try:
                os.rename(self.staged, self.path)
            except OSError:
                os.rename(self.aside, self.path)
                raise
            shutil.rmtree(self.aside, ignore_errors=True)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Errors of the system become problems."""
        try:
            yield
        except OSError as error:
            raise self._problem("write-failed", detail=error.strerror or str(error)) from error

    def _problem(self, code: str, **values: str) -> BuildError:
        return BuildError(
            [Problem(Place(self.path.name), code, {"folder": str(self.path.name), **values})]
        )


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; `False` where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    here, exchange = -100, 2
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(code, os.strerror(code), str(other))
