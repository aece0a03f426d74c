"""Where drawings are made: workers that end with whoever asked them, and a cache that is not
believed blindly.
"""

from __future__ import annotations

import json
import re
import sys
import time
from subprocess import PIPE, Popen
from typing import Any

import pytest

from builder.charts import rendering, workers
from builder.charts.rendering import RenderError, RenderJob, png_job, render
from builder.write.cache import MemoryCache
from tests.conftest import PROJECT

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}">'
    '<rect width="9" height="9"/></svg>'
)
ASKING = """
from subprocess import Popen
from builder.charts import rendering, workers
from builder.write.cache import MemoryCache

def started(*command, **options):
    worker = Popen(*command, **options)
    print("started", flush=True)
    return worker

workers.Popen = started
jobs = (rendering.png_job('%s', 2 + n / 1000) for n in range(1000))
rendering.render(jobs, MemoryCache(), 2)
"""
PAIR: dict[str, Any] = {
    "form": "dots",
    "layers": {"spans": 1, "marks": 2},
    "frame": {"x": [10, 110], "y": [0, 40], "x_domain": [0, 100], "y_domain": [0]},
    "rows": [
        {"row": 0, "value": 20, "look": "reported"},
        {"row": 0, "value": 70, "look": "target", "open": True},
    ],
}
"""The sheet of a drawing of two values, joined."""


def pair_job(value: float = 20, **changes: object) -> RenderJob:
    """A drawing of two values, the first of them this one."""
    first, second = PAIR["rows"]
    sheet = PAIR | {"rows": [{**first, "value": value}, second]} | changes
    return RenderJob("marks", json.dumps(sheet), "dots spans marks")


def test_every_job_is_answered_by_whichever_worker_and_kept() -> None:
    jobs, cache = [png_job(SQUARE.format(size)) for size in range(1, 8)], MemoryCache()
    drawings = render(jobs, cache, 3)
    assert all(drawings.png(job).startswith(b"\x89PNG") for job in jobs)
    assert all(cache.get(job.key) == drawings.of(job) for job in jobs)


def killed(times: int) -> Any:
    """What starts workers, the first of which are killed before they answer."""
    started = 0

    def start(command: list[str], **options: Any) -> Popen[bytes]:
        nonlocal started
        started += 1
        if started <= times:
            command = [*command[:2], "import os; os._exit(9)"]
        return Popen(command, **options)

    return start


def test_what_a_killed_worker_leaves_undone_is_done_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = [png_job(SQUARE.format(size)) for size in (8, 9)]
    monkeypatch.setattr(workers, "Popen", killed(1))
    drawings = render(jobs, MemoryCache(), 2)
    assert all(drawings.png(job).startswith(b"\x89PNG") for job in jobs)


def test_workers_that_are_killed_time_and_again_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "Popen", killed(99))
    with pytest.raises(ChildProcessError, match="killed"):
        render([png_job(SQUARE.format(9))], MemoryCache(), 1)


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be killed in this way")
def test_workers_end_when_the_process_that_started_them_is_killed() -> None:
    """Workers inherit the stream of errors: it ends when the last of them does.

    Their work would take minutes.
    """
    asking = Popen(
        [sys.executable, "-c", ASKING % SQUARE.format(2000)], cwd=PROJECT, stdout=PIPE, stderr=PIPE
    )
    assert asking.stdout is not None
    for _ in range(2):
        assert asking.stdout.readline() == b"started\n"
    time.sleep(2)  # so that they are at work; were they not yet, they would end all the same
    asking.kill()
    _, errors = asking.communicate(timeout=60)
    assert errors == b""


def test_charts_that_are_drawn_together_are_those_that_are_drawn_alone() -> None:
    jobs = [pair_job(value) for value in (1, 20, 55.5, 99)]
    together = render(jobs, MemoryCache(), 1)
    for job in jobs:
        assert together.of(job) == render([job], MemoryCache(), 1).of(job)
    assert len({together.of(job) for job in jobs}) == len(jobs)


def test_every_value_stands_where_the_frame_says() -> None:
    drawing = render([pair_job(20)], MemoryCache(), 1).of(pair_job(20))
    assert re.findall(r'transform="translate\(([\d.]+),([\d.]+)\)"', drawing) == [
        ("30", "20"),  # the line that joins them begins at the first
        ("30", "20"),
        ("80", "20"),
    ]


def test_a_drawing_that_lacks_marks_says_so_and_those_beside_it_are_drawn() -> None:
    lacking = pair_job(30, layers={"spans": 1, "marks": 3})
    drawings = render([pair_job(), lacking, pair_job(40)], MemoryCache(), 1)
    assert drawings.of(pair_job()).startswith("<g")
    assert drawings.of(pair_job(40)).startswith("<g")
    with pytest.raises(RenderError, match="marks are missing"):
        drawings.of(lacking)


def test_a_chart_that_cannot_be_drawn_at_all_spoils_no_other() -> None:
    rows = [{"row": 0, "value": None, "look": "reported"}]
    impossible = pair_job(30, rows=rows)
    drawings = render([pair_job(), impossible], MemoryCache(), 1)
    assert drawings.of(pair_job()).startswith("<g")
    with pytest.raises(RenderError):
        drawings.of(impossible)


def test_a_picture_of_no_drawing_says_why() -> None:
    job = png_job("no drawing")
    drawings = render([job], MemoryCache(), 1)
    with pytest.raises(RenderError):
        drawings.png(job)


FOREIGN = {
    "a script": '<g fill="none"><script>alert(1)</script></g>',
    "a handler": '<g fill="none"><path onclick="alert(1)"/></g>',
    "an address": '<g fill="none"><path fill="url(https://example.org/)"/></g>',
    "a link": '<g fill="none"><a href="javascript:alert(1)"><path d="M0,0"/></a></g>',
    "words": '<g fill="none"><text x2="1">words</text></g>',
    "a style": '<g fill="none"><path style="color:red" d="M0,0"/></g>',
    "no entry of the cache": "<p>",
}


def test_what_other_versions_drew_is_not_taken_from_a_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as before_an_upgrade:
        before_an_upgrade.setattr(rendering, "libraries", lambda: "6.0.0 1.0.0")
        theirs = pair_job().key
    assert pair_job().key != theirs


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_what_we_never_draw_is_not_taken_from_a_cache_and_is_replaced(foreign: str) -> None:
    job = pair_job()
    drawing = render([job], MemoryCache(), 1).of(job)
    cache = MemoryCache()
    cache.put(job.key, drawing.replace("</g>", f"</g>{foreign}", 1))
    assert render([job], cache, 1).of(job) == drawing
    assert cache.get(job.key) == drawing


def test_a_picture_of_points_is_not_taken_from_a_cache_unless_it_is_png() -> None:
    job, cache = png_job(SQUARE.format(2)), MemoryCache()
    cache.put(job.key, "PHN2Zz4=")
    assert render([job], cache, 1).png(job).startswith(b"\x89PNG")
