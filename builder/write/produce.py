"""Artefacts → staged files, on as many processes as asked."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from builder.problems import BuildError, Place, Problem
from builder.write.artifact import Artifact
from builder.write.links import Links
from builder.write.manifest import Entry
from builder.write.publish import Stage


@dataclass
class Produced:
    """What came of artefacts: the staged entries by path, and the links between pages."""

    entries: dict[str, Entry] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: Produced) -> None:
        """Take over what another process made."""
        self.entries |= other.entries
        self.links.add(other.links)
        self.problems += other.problems


def produce(artifacts: tuple[Artifact, ...], stage: Stage, prefix: str, jobs: int) -> Produced:
    """Make and stage every artefact; the bytes do not depend on `jobs`.

    Raises `BuildError` with all problems.
    """
    clashes = [
        Problem(Place(artifact.origin or artifact.path), "path-collision", {"path": artifact.path})
        for artifact in _twice(artifacts)
    ]
    if clashes:
        raise BuildError(clashes)
    files = frozenset(artifact.path for artifact in artifacts)
    whole = Produced()
    if jobs == 1:
        whole.add(_share(artifacts, files, stage, prefix))
    else:
        for share in _forked(
            [partial(_share, artifacts[n::jobs], files, stage, prefix) for n in range(jobs)], stage
        ):
            whole.add(share)
    if whole.problems:
        raise BuildError(whole.problems)
    return whole


def _twice(artifacts: tuple[Artifact, ...]) -> list[Artifact]:
    names: set[str] = set()
    repeated = []
    for artifact in artifacts:
        name = artifact.path.casefold()
        if name in names:
            repeated.append(artifact)
        names.add(name)
    return repeated


def _share(
    artifacts: tuple[Artifact, ...],
    files: frozenset[str],
    stage: Stage,
    prefix: str,
    parent: int = 0,
) -> Produced:
    produced = Produced()
    for artifact in artifacts:
        if parent and os.getppid() != parent:
            os._exit(1)
        try:
            content = artifact.make()
            produced.entries[artifact.path] = stage.put(artifact.path, content)
        except BuildError as error:
            produced.problems += error.problems
            continue
        if artifact.path.endswith(".html"):
            produced.links.read(artifact.path, content.decode(), prefix, files)
    return produced


def _forked(shares: list[Callable[..., Produced]], stage: Stage) -> list[Produced]:
    """Run each share in a process forked from this one, which has loaded everything already."""
    parent, pipes, children = os.getpid(), [], []
    for share in shares:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            stage.forked()
            with open(writing, "wb") as pipe:
                pickle.dump(_answer(partial(share, parent=parent)), pipe, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
        children.append(child)
    results = []
    for reading, child in zip(pipes, children, strict=True):
        with open(reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        result = pickle.loads(answer) if answer else "a worker process was killed"
        if isinstance(result, str):
            raise ChildProcessError(result)
        results.append(result)
    return results


def _answer(share: Callable[[], Produced]) -> Produced | str:
    """The share, or the traceback of what broke in the forked process."""
    try:
        return share()
    except BaseException:
        return traceback.format_exc()
