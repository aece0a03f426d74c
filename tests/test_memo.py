"""The memo of drawings: losing it, or finding it broken, only means more work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.build import Options, build
from builder.write.memo import FolderMemo, user_memo
from builder.write.publish import Folder
from tests.conftest import PROJECT, snapshot


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


def entry(folder: Path) -> Path:
    """The only file of the folder."""
    (file,) = folder.iterdir()
    return file


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "cut short": lambda content: content[:-1],
    "cut to its checksum": lambda content: content[: -len("text")],
    "only its text": lambda content: b"text",
    "no UTF-8": lambda content: content + b"\xff",
    "added to": lambda content: content + b"<script>alert(1)</script>",
    "changed": lambda content: content.replace(b"text", b"test"),
    "another checksum": lambda content: bytes([content[0] ^ 1]) + content[1:],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_entry_counts_as_none_and_is_replaced(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    FolderMemo(tmp_path).put("key", "text")
    entry(tmp_path).write_bytes(spoil(entry(tmp_path).read_bytes()))
    assert FolderMemo(tmp_path).get("key") is None
    FolderMemo(tmp_path).put("key", "text")
    assert FolderMemo(tmp_path).get("key") == "text"


@given(st.binary(max_size=80), st.text(max_size=8))
def test_whatever_stands_in_its_file_an_entry_is_what_was_put_or_none(content: bytes, key: str) -> None:
    with TemporaryDirectory() as folder:
        FolderMemo(Path(folder)).put(key, "text")
        entry(Path(folder)).write_bytes(content)
        assert FolderMemo(Path(folder)).get(key) is None


def test_an_entry_copied_to_the_place_of_another_counts_as_none(tmp_path: Path) -> None:
    FolderMemo(tmp_path / "a").put("a", "text")
    FolderMemo(tmp_path / "b").put("b", "other text")
    shutil.copy(entry(tmp_path / "a"), entry(tmp_path / "b"))
    assert FolderMemo(tmp_path / "b").get("b") is None


def test_an_empty_result_is_an_entry_like_any_other(tmp_path: Path) -> None:
    FolderMemo(tmp_path).put("key", "")
    assert FolderMemo(tmp_path).get("key") == ""


def test_a_link_in_place_of_an_entry_is_not_followed_and_is_replaced(tmp_path: Path) -> None:
    FolderMemo(tmp_path / "memo").put("key", "text")
    file = entry(tmp_path / "memo")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert FolderMemo(tmp_path / "memo").get("key") is None
    FolderMemo(tmp_path / "memo").put("key", "text")
    assert not file.is_symlink()
    assert FolderMemo(tmp_path / "memo").get("key") == "text"


@pytest.mark.parametrize("other", [os.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_what_is_no_file_counts_as_none(tmp_path: Path, other: Callable[[Path], None]) -> None:
    FolderMemo(tmp_path).put("key", "text")
    file = entry(tmp_path)
    file.unlink()
    other(file)
    assert FolderMemo(tmp_path).get("key") is None
    memo = FolderMemo(tmp_path)
    memo.put("key", "text")
    assert memo.get("key") == "text"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_what_a_killed_writer_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from builder.write.memo import FolderMemo; "
        "os.replace = lambda *names: os._exit(9); FolderMemo(Path(sys.argv[1])).put('a', 'text')"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=PROJECT, check=False).returncode == 9
    left = entry(tmp_path)
    FolderMemo(tmp_path).put("b", "text")
    (tmp_path / "notes.txt").write_text("not ours", "utf-8")
    memo = FolderMemo(tmp_path)
    memo.trim()
    assert not left.exists()
    assert (tmp_path / "notes.txt").exists()
    assert memo.get("b") == "text"


def test_a_folder_among_the_entries_does_not_keep_the_others_from_being_trimmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.write.memo._MOST", 2)
    memo = FolderMemo(tmp_path)
    for key in "abc":
        memo.put(key, key)
    first = min(tmp_path.iterdir())
    first.unlink()
    first.mkdir()
    memo.trim()
    assert list(tmp_path.iterdir()) == [first]


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
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    sites = []
    for n in range(3):
        build(tiny, Folder(tmp_path / f"dist-{n}"), Options(jobs=1 + n))
        sites.append(snapshot(tmp_path / f"dist-{n}"))
        if n == 1:
            for number, file in enumerate(sorted((tmp_path / "cache" / "openplan" / "drawings").iterdir())):
                content = file.read_bytes()
                file.write_bytes((b"", b"\xff\xfe", content[:40], content + b"<script/>")[number % 4])
    assert sites[0] == sites[1] == sites[2]


def test_with_a_full_memo_no_process_is_started_and_nothing_that_draws_is_loaded(tiny: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import builder.make.studio as studio; "
        "from builder.build import Options, build; from builder.write.publish import Nowhere; "
        "studio.Popen = studio.Popen if sys.argv[2] == 'cold' else None; "
        "build(Path(sys.argv[1]), Nowhere(), Options()); print({'altair', 'vl_convert'} & set(sys.modules))"
    )
    given = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    for state in ("cold", "warm"):
        command = [sys.executable, "-c", code, str(tiny), state]
        loaded = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True, check=True).stdout
        assert loaded.strip() == "set()", state
