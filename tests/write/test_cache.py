"""The cache of drawings: losing it, or finding it broken, only means more work."""

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
from builder.write.cache import DiskCache, user_cache
from builder.write.publish import SiteFolder
from tests.conftest import PROJECT, snapshot


def test_what_is_put_is_got_by_another_process(tmp_path: Path) -> None:
    DiskCache(tmp_path / "cache").put("key", "<svg/> 文")
    assert DiskCache(tmp_path / "cache").get("key") == "<svg/> 文"
    assert DiskCache(tmp_path / "cache").get("other") is None


def test_a_folder_that_cannot_be_written_or_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    cache = DiskCache(tmp_path / "file")
    cache.put("key", "text")
    cache.trim()
    assert cache.get("key") is None


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
def test_a_spoilt_entry_counts_as_none_and_is_replaced(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    DiskCache(tmp_path).put("key", "text")
    entry(tmp_path).write_bytes(spoil(entry(tmp_path).read_bytes()))
    assert DiskCache(tmp_path).get("key") is None
    DiskCache(tmp_path).put("key", "text")
    assert DiskCache(tmp_path).get("key") == "text"


@given(st.binary(max_size=80), st.text(max_size=8))
def test_whatever_stands_in_its_file_an_entry_is_what_was_put_or_none(
    content: bytes, key: str
) -> None:
    with TemporaryDirectory() as folder:
        DiskCache(Path(folder)).put(key, "text")
        entry(Path(folder)).write_bytes(content)
        assert DiskCache(Path(folder)).get(key) is None


def test_an_entry_copied_to_the_place_of_another_counts_as_none(tmp_path: Path) -> None:
    DiskCache(tmp_path / "a").put("a", "text")
    DiskCache(tmp_path / "b").put("b", "other text")
    shutil.copy(entry(tmp_path / "a"), entry(tmp_path / "b"))
    assert DiskCache(tmp_path / "b").get("b") is None


def test_an_empty_result_is_an_entry_like_any_other(tmp_path: Path) -> None:
    DiskCache(tmp_path).put("key", "")
    assert DiskCache(tmp_path).get("key") == ""


def test_a_link_in_place_of_an_entry_is_not_followed_and_is_replaced(tmp_path: Path) -> None:
    DiskCache(tmp_path / "cache").put("key", "text")
    file = entry(tmp_path / "cache")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert DiskCache(tmp_path / "cache").get("key") is None
    DiskCache(tmp_path / "cache").put("key", "text")
    assert not file.is_symlink()
    assert DiskCache(tmp_path / "cache").get("key") == "text"


@pytest.mark.parametrize("other", [os.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_what_is_no_file_counts_as_none(tmp_path: Path, other: Callable[[Path], None]) -> None:
    DiskCache(tmp_path).put("key", "text")
    file = entry(tmp_path)
    file.unlink()
    other(file)
    cache = DiskCache(tmp_path)
    assert cache.get("key") is None
    cache.put("key", "text")
    assert cache.get("key") == (None if file.is_dir() else "text")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_what_a_killed_writer_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from builder.write.cache import DiskCache; "
        "os.replace = lambda *names: os._exit(9); DiskCache(Path(sys.argv[1])).put('a', 'text')"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], cwd=PROJECT, check=False
        ).returncode
        == 9
    )
    left = entry(tmp_path)
    DiskCache(tmp_path).put("b", "text")
    (tmp_path / "notes.txt").write_text("not ours", "utf-8")
    cache = DiskCache(tmp_path)
    cache.trim()
    assert not left.exists()
    assert (tmp_path / "notes.txt").exists()
    assert cache.get("b") == "text"


def test_a_folder_among_the_entries_does_not_keep_the_others_from_being_trimmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.write.cache._MOST", 2)
    cache = DiskCache(tmp_path)
    for key in "abc":
        cache.put(key, key)
    first = min(tmp_path.iterdir())
    first.unlink()
    first.mkdir()
    cache.trim()
    assert list(tmp_path.iterdir()) == [first]


def test_a_cache_that_has_grown_too_large_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.write.cache._MOST", 2)
    cache = DiskCache(tmp_path)
    for key in ("a", "b"):
        cache.put(key, key)
    cache.trim()
    assert cache.get("a") == "a"
    cache.put("c", "c")
    cache.trim()
    assert list(tmp_path.iterdir()) == []


def test_it_lies_with_the_user_and_not_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache().folder == tmp_path / "openplan" / "drawings"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_cache().folder == tmp_path / ".cache" / "openplan" / "drawings"


def test_the_site_is_the_same_with_an_empty_a_full_and_a_spoilt_cache(
    tiny: Path, tmp_path: Path
) -> None:
    cache = DiskCache(tmp_path / "cache")
    sites = []
    for n in range(3):
        build(tiny, SiteFolder(tmp_path / f"dist-{n}"), Options(jobs=1 + n), cache)
        sites.append(snapshot(tmp_path / f"dist-{n}"))
        if n == 1:
            for number, file in enumerate(sorted(cache.folder.iterdir())):
                content = file.read_bytes()
                file.write_bytes(
                    (b"", b"\xff\xfe", content[:40], content + b"<script/>")[number % 4]
                )
    assert sites[0] == sites[1] == sites[2]


def test_with_a_full_cache_no_process_is_started_and_nothing_that_draws_is_loaded(
    tiny: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from builder.charts import workers; "
        "from builder.build import Options, build; from builder.write.cache import DiskCache; "
        "from builder.write.publish import DryRun; "
        "workers.Popen = workers.Popen if sys.argv[2] == 'cold' else None; "
        "build(Path(sys.argv[1]), DryRun(), Options(), DiskCache(Path(sys.argv[3]))); "
        "print({'altair', 'vl_convert'} & set(sys.modules))"
    )
    for state in ("cold", "warm"):
        command = [sys.executable, "-c", code, str(tiny), state, str(tmp_path / "cache")]
        loaded = subprocess.run(
            command, cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout
        assert loaded.strip() == "set()", state
