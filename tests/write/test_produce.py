"""Artefacts become staged files, on one process or on several, and whatever breaks is told."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from builder.problems import BuildError, Place, Problem
from builder.write.artifact import Artifact
from builder.write.produce import produce
from builder.write.publish import SiteFolder


def made(folder: Path, artifacts: list[Artifact], jobs: int) -> dict[str, bytes]:
    """What lies on the stage, by path."""
    with SiteFolder(folder / "dist").open() as stage:
        produced = produce(tuple(artifacts), stage, "", jobs)
        assert isinstance(stage, SiteFolder)
        return {path: (stage.staged / path).read_bytes() for path in produced.entries}


def mistaken(line: int) -> bytes:
    raise BuildError([Problem(Place("page.html", line), "template-error", {"reason": "no"})])


def broken() -> bytes:
    raise ZeroDivisionError("this generator is wrong")


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_files_do_not_depend_on_the_number_of_processes(tmp_path: Path, jobs: int) -> None:
    artifacts = [Artifact(f"{n}.txt", f"file {n}".encode) for n in range(7)]
    assert made(tmp_path, artifacts, jobs) == {f"{n}.txt": f"file {n}".encode() for n in range(7)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_mistake_in_one_file_does_not_hide_that_in_another(tmp_path: Path, jobs: int) -> None:
    artifacts = [Artifact(f"{n}.html", partial(mistaken, n)) for n in (1, 2)]
    with pytest.raises(BuildError) as caught:
        made(tmp_path, artifacts, jobs)
    assert [problem.place.line for problem in caught.value.problems] == [1, 2]


def test_two_files_of_one_path_are_refused_where_their_case_differs_too(tmp_path: Path) -> None:
    artifacts = [Artifact("a.txt", b"1".strip), Artifact("A.txt", b"2".strip, "data/a.yaml")]
    with pytest.raises(BuildError) as caught:
        made(tmp_path, artifacts, 1)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("path-collision", "data/a.yaml")


def test_what_breaks_in_another_process_comes_back_with_its_traceback(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="ZeroDivisionError: this generator is wrong"):
        made(tmp_path, [Artifact("a.txt", b"".strip), Artifact("b.txt", broken)], 2)


def test_a_process_that_is_killed_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="killed"):
        made(tmp_path, [Artifact("a.txt", b"".strip), Artifact("b.txt", killed)], 2)
