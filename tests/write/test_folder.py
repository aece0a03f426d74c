"""A folder gets all of its new files, or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.problems import BuildError
from builder.write.folder import write_added, write_folder
from tests.conftest import snapshot

FILES = {"site.toml": "a\n", "data/units.yaml": "b\n", "data/documents/plan.yaml": "c\n"}


def codes(error: pytest.ExceptionInfo[BuildError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize("there", [False, True])
def test_all_files_are_there_and_nothing_else(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "new/site"
    if there:
        folder.mkdir(parents=True)
    write_folder(folder, FILES)
    assert {name: (folder / name).read_text("utf-8") for name in snapshot(folder)} == FILES
    assert [entry.name for entry in folder.parent.iterdir()] == ["site"]


def test_a_folder_with_a_file_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(BuildError) as error:
        write_folder(tmp_path, FILES)
    assert codes(error) == ["folder-not-empty"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", "utf-8")
    with pytest.raises(BuildError) as error:
        write_folder(tmp_path / "site", FILES)
    assert codes(error) == ["write-failed"]
    assert (tmp_path / "site").read_text("utf-8") == "mine"


def test_what_fails_half_way_leaves_the_folder_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "site.toml":
            raise OSError(28, os.strerror(28))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(BuildError) as error:
        write_folder(tmp_path, FILES)
    assert codes(error) == ["write-failed"]
    assert list(tmp_path.iterdir()) == []


def test_files_are_added_beside_others(tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    write_added(tmp_path, FILES)
    assert snapshot(tmp_path).keys() == {"kept", *FILES}


def test_what_cannot_be_added_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    with pytest.raises(BuildError) as error:
        write_added(tmp_path, {"data/units.yaml": ""})
    assert codes(error) == ["write-failed"]
