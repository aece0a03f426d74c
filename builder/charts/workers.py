"""The processes that draw: asked batch by batch, while whoever asks goes on.

They are new processes, because what draws is slow to load and starts threads, and a process with
threads must not fork.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from subprocess import PIPE, Popen
from threading import local
from types import TracebackType
from typing import Any, Self

from builder.charts import batches
from builder.charts.batches import RenderError

Question = tuple[str, str]
"""The kind of a job, and its text."""
Answer = tuple[str | None, str]
"""What came of a job, or `None` and why there is nothing."""

_TRIES = 3
"""Processes that may be killed over one batch."""


class Workers:
    """So many processes that draw, each started when it is first needed; they end with the `with`
    block.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._started: list[Popen[bytes]] = []
        self._own = local()  # each thread speaks to a process of its own

    def ask(self, batch: Sequence[Question]) -> Future[list[Answer]]:
        """The answers to a batch of questions, to come.

        Raises `ChildProcessError` there if processes are killed over it time and again.
        """
        return self._threads.submit(self._answers, batch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "_threads" in self.__dict__:
            self._threads.shutdown(cancel_futures=True)
        for worker in self._started:
            with suppress(BrokenPipeError):
                worker.communicate()

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._processes)

    def _answers(self, batch: Sequence[Question]) -> list[Answer]:
        question = json.dumps(batch).encode() + b"\n"
        for _ in range(_TRIES):
            worker = self._worker()
            assert worker.stdin is not None
            assert worker.stdout is not None
            with suppress(BrokenPipeError):
                worker.stdin.write(question)
                worker.stdin.flush()
                answer = worker.stdout.readline()
                if answer.endswith(b"\n"):
                    return [(text, error) for text, error in json.loads(answer)]
            del self._own.worker
        raise ChildProcessError("the processes that draw were killed")

    def _worker(self) -> Popen[bytes]:
        """The process of this thread."""
        if not hasattr(self._own, "worker"):
            code = "from builder.charts.workers import worker_main; worker_main()"
            command = [sys.executable, "-c", f"import sys; sys.path = {sys.path!r}; {code}"]
            self._own.worker = Popen(command, stdin=PIPE, stdout=PIPE)  # noqa: S603 (ourselves)
            self._started.append(self._own.worker)
        worker: Popen[bytes] = self._own.worker
        return worker


def worker_main() -> None:
    """What a worker does: reads batches of questions, a line each, and answers each with a line.

    It ends when it is asked no more, and when nobody reads its answers: whoever asked has been
    killed.
    """
    with suppress(BrokenPipeError), open(0, "rb") as questions, open(1, "wb") as answers:
        for line in questions:
            answers.write(json.dumps(_drawn(json.loads(line))).encode() + b"\n")
            answers.flush()


def _drawn(batch: Sequence[Question]) -> list[Answer]:
    """What comes of the jobs of a batch."""
    if batch[0][0] == "marks":
        drawn = batches.draw([json.loads(text) for _, text in batch])
        return [(None, str(one)) if isinstance(one, RenderError) else (one, "") for one in drawn]
    return [_made(kind, json.loads(text)) for kind, text in batch]


def _made(kind: str, content: Any) -> Answer:
    try:
        if kind == "png":
            return batches.png_text(content), ""
        if kind == "specification":
            return batches.template_text(content), ""
        return batches.script_text(), ""
    except RenderError as error:
        return None, str(error)
