"""The memo of drawings: losing it, or finding it broken, only means more work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.write.memo import FolderMemo, user_memo
from builder.write.publish import Folder
from tests.conftest import HERE, PROJECT, snapshot


def test_what_is_put_is_got_by_another_process(tmp_path: Path) -> None:
    FolderMemo(tmp_path / "memo").put("key", "<svg/> 文")
    assert FolderMemo(tmp_path / "memo").get("key") == "<svg/> 文"
    assert FolderMemo(tmp_path / "memo").get("other") is None


def test_a_folder_that_cannot_be_written_or_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    memo = FolderMemo(tmp_path / "file")
    memo.put("key", "text")
    memo.trim()
    assert memo.get("key") == "text"
    assert FolderMemo(tmp_path / "file").get("key") is None


def test_a_broken_entry_counts_as_none(tmp_path: Path) -> None:
    FolderMemo(tmp_path).put("key", "text")
    for file in tmp_path.iterdir():
        file.write_bytes(b"\xff")
    assert FolderMemo(tmp_path).get("key") is None


def test_a_memo_that_has_grown_too_large_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.write.memo._MOST", 2)
    memo = FolderMemo(tmp_path)
    for key in ("a", "b"):
        memo.put(key, key)
    memo.trim()
    assert memo.get("a") == "a"
    memo.put("c", "c")
    memo.trim()
    assert list(tmp_path.iterdir()) == []


def test_it_lies_with_the_user_and_not_in_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_memo().folder == tmp_path / "openplan" / "drawings"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_memo().folder == tmp_path / ".cache" / "openplan" / "drawings"


def test_the_site_is_the_same_with_an_empty_a_full_and_a_spoilt_memo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = []
    for n in range(3):
        build(HERE / "sites" / "tiny", Folder(tmp_path / f"dist-{n}"), Options(jobs=1 + n))
        made.append(snapshot(tmp_path / f"dist-{n}"))
        if n == 1:
            for file in (tmp_path / "cache" / "openplan" / "drawings").iterdir():
                file.write_bytes(b"\xff\xfe")
    assert made[0] == made[1] == made[2]


def test_with_a_full_memo_no_process_is_started_and_nothing_that_draws_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import builder.make.studio as studio; "
        "from builder.build import Options, build; from builder.write.publish import Nowhere; "
        "studio.Popen = studio.Popen if sys.argv[2] == 'cold' else None; "
        "build(Path(sys.argv[1]), Nowhere(), Options()); print({'altair', 'vl_convert'} & set(sys.modules))"
    )
    given = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    for state in ("cold", "warm"):
        command = [sys.executable, "-c", code, str(HERE / "sites" / "tiny"), state]
        told = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True, check=True).stdout
        assert told.strip() == "set()", state
