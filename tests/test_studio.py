"""Where drawings are made: workers that end with whoever asked them."""

from __future__ import annotations

import sys
import time
from subprocess import PIPE, Popen
from typing import Any

import pytest

from builder.make import studio
from builder.make.charts import png
from builder.make.studio import Remembered, make_all, result
from tests.conftest import PROJECT

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="9" height="9"/></svg>'
ASKING = """
from subprocess import Popen
import builder.make.studio as studio
from builder.make.charts import png

def started(*given, **options):
    worker = Popen(*given, **options)
    print("started", flush=True)
    return worker

studio.Popen = started
studio.make_all((png('%s', 2 + n / 1000) for n in range(1000)), studio.Remembered(), 2)
"""


def test_every_task_is_answered_by_whichever_worker() -> None:
    tasks, memo = [png(SQUARE.format(size)) for size in range(1, 8)], Remembered()
    make_all(tasks, memo, 3)
    assert all((memo.get(task.key) or "").startswith("iVBORw0KGgo") for task in tasks)


def test_what_a_killed_worker_leaves_undone_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], **options: Any) -> Popen[bytes]:
        ending = "import builder.make.studio as studio, os; studio._made = lambda task: os._exit(9); studio.work()"
        return Popen([*command[:2], command[2].partition("from")[0] + ending], **options)

    task, memo = png(SQUARE.format(9)), Remembered()
    with monkeypatch.context() as patch:
        patch.setattr(studio, "Popen", killed)
        make_all([task], memo, 1)
    assert memo.get(task.key) is None
    assert result(task, memo).startswith("iVBORw0KGgo")


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be killed in this way")
def test_workers_end_when_whoever_asked_is_killed() -> None:
    """Workers inherit the stream of errors: it ends when the last of them does. Their work would take minutes."""
    asking = Popen([sys.executable, "-c", ASKING % SQUARE.format(2000)], cwd=PROJECT, stdout=PIPE, stderr=PIPE)
    assert asking.stdout is not None
    for _ in range(2):
        assert asking.stdout.readline() == b"started\n"
    time.sleep(2)  # so that they are at work; were they not yet, they would end all the same
    asking.kill()
    _, said = asking.communicate(timeout=60)
    assert said == b""
