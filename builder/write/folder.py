"""A folder of new files: all of them, or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from builder.problems import BuildError, Place, Problem

_STAGE = ".openplan-new"
_PASSED_OVER = {".git"}
"""What may lie in an empty folder: the repository that was made for it."""


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files below a new or empty folder; it holds all of them afterwards or is as it was.

    Raises `BuildError` where something lies there already, or cannot be written.
    """
    folder = folder.resolve()
    place, values = Place(folder.name), {"folder": folder.name}
    there = folder.is_dir()
    stage = folder / _STAGE if there else folder.with_name(f".{folder.name}{_STAGE}")
    moved: list[Path] = []
    try:
        if there and {entry.name for entry in folder.iterdir()} - _PASSED_OVER:
            raise BuildError([Problem(place, "folder-not-empty", values)])
        for name, text in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        if there:  # it may be the current folder of a shell, or another disk
            moved.extend(entry.rename(folder / entry.name) for entry in sorted(stage.iterdir()))
        else:
            stage.rename(folder)
    except OSError as error:
        for path in moved:
            path.rename(stage / path.name)
        values["detail"] = error.strerror or str(error)
        raise BuildError([Problem(place, "write-failed", values)]) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def write_added(root: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder: each is there as a whole afterwards, or as it was.

    Raises `BuildError` where one cannot be written.
    """
    for name, text in files.items():
        path = root / name
        stage = path.with_name(f".{path.name}{_STAGE}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stage.write_text(text, "utf-8", newline="\n")
            stage.replace(path)
        except OSError as error:
            with suppress(OSError):
                stage.unlink()
            values = {"folder": path.parent.name, "detail": error.strerror or str(error)}
            raise BuildError([Problem(Place(name), "write-failed", values)]) from error
