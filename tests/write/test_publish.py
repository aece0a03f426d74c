"""Bytes reach the disk whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from builder.build import Options, Report, build
from builder.problems import BuildError
from builder.write.manifest import Manifest, read_manifest
from builder.write.publish import DryRun, SiteFolder
from tests.conftest import CACHE, HERE, snapshot

Publish = Callable[..., Report]


def put(folder: Path, files: dict[str, bytes], inputs: str = "a") -> int:
    """Publish `files` into `folder`; returns how many changed."""
    output = SiteFolder(folder)
    with output.open() as stage:
        return output.publish(
            Manifest(
                inputs, (), {path: stage.put(path, content) for path, content in files.items()}
            )
        )


def files(folder: Path) -> dict[str, bytes]:
    content = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    del content[".openplan"]
    return content


def test_a_new_folder_holds_what_was_put(tmp_path: Path) -> None:
    assert put(tmp_path / "dist", {"index.html": b"a", "zh/index.html": b""}) == 2
    assert files(tmp_path / "dist") == {"index.html": b"a", "zh/index.html": b""}


def test_files_no_longer_produced_disappear(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1", "b/c": b"2"})
    assert put(tmp_path / "dist", {"a": b"1"}) == 1
    assert files(tmp_path / "dist") == {"a": b"1"}
    assert not (tmp_path / "dist" / "b").exists()


def test_unchanged_files_keep_their_modification_time(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1", "b": b"2"})
    os.utime(tmp_path / "dist" / "a", ns=(1, 1))
    assert put(tmp_path / "dist", {"a": b"1", "b": b"3"}, "b") == 1
    assert (tmp_path / "dist" / "a").stat().st_mtime_ns == 1


def test_a_file_that_somebody_edited_is_put_right(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"})
    (tmp_path / "dist" / "a").write_bytes(b"x")
    later = time.time_ns() + 10**9
    os.utime(tmp_path / "dist" / "a", ns=(later, later))
    assert not SiteFolder(tmp_path / "dist").current("a")
    assert put(tmp_path / "dist", {"a": b"1"}) == 1
    assert files(tmp_path / "dist") == {"a": b"1"}


def test_a_site_is_held_only_for_the_inputs_it_was_built_from(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"}, "inputs")
    assert SiteFolder(tmp_path / "dist").current("inputs")
    assert not SiteFolder(tmp_path / "dist").current("others")
    (tmp_path / "dist" / "a").unlink()
    assert not SiteFolder(tmp_path / "dist").current("inputs")


def test_a_broken_manifest_only_means_more_work(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"})
    for text in (
        "",
        "something else",
        "openplan site 1\ninputs x\nwarnings many\n",
        "openplan site 1\ninputs x\nwarnings [[]]\n",
        "openplan site 1\ninputs x\n",
    ):
        (tmp_path / "dist" / ".openplan").write_text(text)
        assert read_manifest(tmp_path / "dist") is None
    with pytest.raises(BuildError):
        put(tmp_path / "dist", {"a": b"1"})


def test_a_site_of_the_first_version_is_known_for_one(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"})
    manifest = tmp_path / "dist" / ".openplan"
    manifest.write_text(manifest.read_text("utf-8").replace("warnings []", "warnings 3"), "utf-8")
    known = read_manifest(tmp_path / "dist")
    assert known
    assert (known.warnings, list(known.entries)) == ((), ["a"])


def former(folder: Path) -> set[str]:
    manifest = read_manifest(folder)
    assert manifest
    return set(manifest.former)


def test_assets_of_an_edition_stay_for_one_more(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    put(
        dist,
        {
            "zh/index.html": b"1",
            "old.html": b"1",
            "assets/a.1.js": b"1",
            "assets/search/zh-1/t0.json": b"1",
        },
        "1",
    )
    os.utime(dist / "assets/a.1.js", ns=(1, 1))
    assert (
        put(
            dist,
            {"zh/index.html": b"2", "assets/a.2.js": b"2", "assets/search/zh-2/t0.json": b"2"},
            "2",
        )
        == 4
    )
    assert files(dist).keys() == {
        "zh/index.html",
        "assets/a.1.js",
        "assets/a.2.js",
        "assets/search/zh-1/t0.json",
        "assets/search/zh-2/t0.json",
    }
    assert former(dist) == {"assets/a.1.js", "assets/search/zh-1/t0.json"}
    assert (dist / "assets/a.1.js").stat().st_mtime_ns == 1
    assert (
        put(
            dist,
            {"zh/index.html": b"3", "assets/a.3.js": b"3", "assets/search/zh-2/t0.json": b"2"},
            "3",
        )
        == 4
    )
    assert files(dist).keys() == {
        "zh/index.html",
        "assets/a.2.js",
        "assets/a.3.js",
        "assets/search/zh-2/t0.json",
    }
    assert former(dist) == {"assets/a.2.js"}


def test_former_assets_stay_while_the_edition_is_the_same(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"assets/a.1.js": b"1"}, "1")
    put(tmp_path / "dist", {"assets/a.2.js": b"2"}, "2")
    assert SiteFolder(tmp_path / "dist").current("2")
    assert put(tmp_path / "dist", {"assets/a.2.js": b"2"}, "another input, the same files") == 0
    assert files(tmp_path / "dist") == {"assets/a.1.js": b"1", "assets/a.2.js": b"2"}
    assert former(tmp_path / "dist") == {"assets/a.1.js"}


def test_a_former_asset_that_comes_back_is_of_the_edition_again(tmp_path: Path) -> None:
    for content in (b"1", b"2"):
        put(tmp_path / "dist", {f"assets/a.{content.decode()}.js": content})
    assert put(tmp_path / "dist", {"assets/a.1.js": b"1"}) == 0
    assert files(tmp_path / "dist") == {"assets/a.1.js": b"1", "assets/a.2.js": b"2"}
    assert former(tmp_path / "dist") == {"assets/a.2.js"}


def test_an_asset_that_somebody_edited_or_removed_is_not_kept(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"assets/a.1.js": b"1", "assets/b.1.js": b"1"})
    (tmp_path / "dist/assets/a.1.js").write_bytes(b"foreign")
    (tmp_path / "dist/assets/b.1.js").unlink()
    (tmp_path / "dist/assets/c.1.js").write_bytes(b"foreign")
    put(tmp_path / "dist", {"assets/a.2.js": b"2"})
    assert files(tmp_path / "dist") == {"assets/a.2.js": b"2"}
    assert former(tmp_path / "dist") == set()


def test_former_assets_are_copied_where_links_are_not_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(old: str, new: str) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    put(tmp_path / "dist", {"assets/a.1.js": b"1"})
    put(tmp_path / "dist", {"assets/a.2.js": b"2"})
    assert put(tmp_path / "dist", {"assets/a.2.js": b"2"}) == 0
    assert files(tmp_path / "dist") == {"assets/a.1.js": b"1", "assets/a.2.js": b"2"}


@pytest.mark.parametrize("content", ["file", "folder"])
def test_a_folder_of_another_program_is_refused(tmp_path: Path, content: str) -> None:
    if content == "file":
        (tmp_path / "dist").write_text("mine")
    else:
        (tmp_path / "dist").mkdir()
        (tmp_path / "dist" / "mine.txt").write_text("mine")
    with pytest.raises(BuildError) as error:
        put(tmp_path / "dist", {"a": b"1"})
    assert [problem.code for problem in error.value.problems] == ["foreign-output"]


def test_an_empty_folder_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    put(tmp_path / "dist", {"a": b"1"})
    assert files(tmp_path / "dist") == {"a": b"1"}


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "dist").open(), pytest.raises(BuildError) as error:
        put(tmp_path / "dist", {"a": b"1"})
    assert [problem.code for problem in error.value.problems] == ["output-locked"]


def test_what_is_staged_but_not_published_leaves_no_trace(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"})
    before = snapshot(tmp_path)
    with SiteFolder(tmp_path / "dist").open() as stage:
        stage.put("b", b"2")
    assert snapshot(tmp_path) == before


def test_where_names_cannot_be_exchanged_the_swap_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "other")
    put(tmp_path / "dist", {"a": b"1"})
    put(tmp_path / "dist", {"a": b"2"})
    assert files(tmp_path / "dist") == {"a": b"2"}


def test_a_swap_that_fails_half_way_is_rolled_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "other")
    put(tmp_path / "dist", {"a": b"1"})
    rename = os.rename

    def failing(old: Path, new: Path) -> None:
        if "stage-" in str(old):
            raise OSError(28, "No space left on device", str(new))
        rename(old, new)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(BuildError) as error:
        put(tmp_path / "dist", {"a": b"2"})
    assert [problem.code for problem in error.value.problems] == ["write-failed"]
    assert files(tmp_path / "dist") == {"a": b"1"}


def test_a_swap_that_was_killed_half_way_is_undone_by_the_next_build(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"})
    os.rename(tmp_path / "dist", tmp_path / ".dist.openplan" / "previous")
    with SiteFolder(tmp_path / "dist").open():
        assert files(tmp_path / "dist") == {"a": b"1"}


def test_a_stage_that_was_left_behind_goes_though_nothing_changed(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"}, "inputs")
    left = tmp_path / ".dist.openplan" / "stage-1" / "a"
    left.parent.mkdir()
    left.write_bytes(b"0")
    with SiteFolder(tmp_path / "dist").open():
        left.parent.mkdir()
        assert SiteFolder(tmp_path / "dist").current("inputs")
        assert left.parent.exists()  # another build is at work there
    assert SiteFolder(tmp_path / "dist").current("inputs")
    assert [file.name for file in (tmp_path / ".dist.openplan").iterdir()] == ["lock"]
    assert files(tmp_path / "dist") == {"a": b"1"}


def test_a_site_without_its_lock_is_held_all_the_same(tmp_path: Path) -> None:
    put(tmp_path / "dist", {"a": b"1"}, "inputs")
    (tmp_path / ".dist.openplan" / "lock").unlink()
    (tmp_path / ".dist.openplan").rmdir()
    before = snapshot(tmp_path)
    assert SiteFolder(tmp_path / "dist").current("inputs")
    assert snapshot(tmp_path) == before


def test_files_are_copied_where_links_are_not_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(old: str, new: str) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    put(tmp_path / "dist", {"a": b"1", "b": b"2"})
    put(tmp_path / "dist", {"a": b"1", "b": b"3"})
    assert files(tmp_path / "dist") == {"a": b"1", "b": b"3"}


def test_a_stage_that_a_later_build_removed_is_not_created_again(tmp_path: Path) -> None:
    output = SiteFolder(tmp_path / "dist")
    with output.open() as stage:
        output.staged.rmdir()
        with pytest.raises(BuildError):
            stage.put("zh/index.html", b"1")
    assert not output.staged.exists()


def test_an_error_of_the_system_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError) as error:
        put(tmp_path / "file" / "dist", {"a": b"1"})
    assert [problem.code for problem in error.value.problems] == ["write-failed"]


def test_killing_a_build_at_any_moment_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, publish: Publish
) -> None:
    output, roots, complete_sites, seconds = (
        tmp_path / "dist",
        [tmp_path / "old", tmp_path / "new"],
        [],
        0.0,
    )
    for root, topic in zip(
        roots, ("", "fire: {name: {zh: 火, en: Fire}, summary: {zh: 火, en: Fire}}\n"), strict=True
    ):
        shutil.copytree(HERE / "invalid" / "base", root)
        with open(root / "data/topics.yaml", "a", encoding="utf-8") as topics:
            topics.write(topic)
        build(root, DryRun(), Options(), CACHE)  # fills the cache of drawings
    build(
        roots[1], SiteFolder(output), Options(), CACHE
    )  # so that both have former assets, each the other’s
    for root in roots:
        start = time.perf_counter()
        publish(root)
        seconds = max(seconds, time.perf_counter() - start)
        complete_sites.append(snapshot(output))
    random, killed, swapped = Random(1), 0, 0
    for attempt in range(200):
        root = roots[attempt % 2]
        late = random.random() if attempt % 4 < 2 else 0.8 + random.random() * 0.4
        caught = _killed(root, output, 1 + attempt % 3 % 2, late * seconds)
        seconds *= 1.1 if caught else 0.9  # the machine may be busier or idler than it was
        killed += caught
        site = snapshot(output)
        assert site in complete_sites
        swapped += site == complete_sites[attempt % 2]
        if killed > 10 and swapped > 5:
            break
    else:
        pytest.fail(f"of 200 builds {killed} were killed, and {swapped} were through")
    for root, whole in zip(roots, complete_sites, strict=True):
        publish(root)
        assert snapshot(output) == whole
    assert [file.name for file in (tmp_path / ".dist.openplan").iterdir()] == ["lock"]


def _killed(root: Path, output: Path, jobs: int, seconds: float) -> bool:
    """Whether a build in a process of its own was still running when the kill came."""
    child = os.fork()
    if child == 0:
        try:
            build(root, SiteFolder(output), Options(jobs=jobs), CACHE)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
