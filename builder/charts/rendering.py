"""What is to be rendered, and its results: from the cache, or from processes that render.

A job is a text, and so is its result. The process that asks never loads the libraries that draw, so
that it can fork safely, and starts no process at all while every result is in the cache.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import metadata
from subprocess import PIPE, Popen
from typing import Any, Literal, NamedTuple

from builder.charts import batches
from builder.charts.batches import RenderError as RenderError  # pages know it from here
from builder.charts.frames import Frame
from builder.write.cache import Cache

_VERSION = 6
"""Goes up when the same job has another result."""
_BATCH = 200
"""Charts that are drawn in one view: more make it no faster, and a larger view slower to split."""
_NAMES = "d|fill|fill-opacity|opacity|stroke|stroke-dasharray|stroke-width|transform|x2|y2"
_ATTRIBUTE = rf' (?:{_NAMES})="[-+.,()\w ]*+"'
_FORMATS = {
    "marks": re.compile(
        rf'(?:<g fill="none">(?:<(?:line|path)(?:{_ATTRIBUTE})++/>)*+</g>)*+', re.ASCII
    ),
    "png": re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]*+=*"),
}
"""What a cache may give for a kind: nothing but marks gets onto a page.

For the others its own checks must do.
"""


@dataclass(frozen=True)
class RenderJob:
    """Something to render: a chart’s marks from a sheet, a picture, a specification, or the script
    for browsers.

    `text` is JSON: a sheet (see `marks_job`), `[svg, scale]`, `[form, layers]`, or `null`. Jobs of
    one `batch` can be done together.
    """

    kind: Literal["marks", "png", "specification", "script"]
    text: str
    batch: str = ""

    @cached_property
    def key(self) -> str:
        """What the result is cached by: everything it depends on."""
        return sha256(f"{_VERSION} {libraries()} {self.kind} {self.text}".encode()).hexdigest()


SCRIPT = RenderJob("script", "null")
"""The JavaScript module that draws specifications in a browser; its default export is `vegaEmbed`.
"""


def marks_job(frame: Frame) -> RenderJob:
    """What draws a frame’s marks: a sheet without words, so that languages share drawings and no
    font of the machine has a say.
    """
    scales = {"x": frame.x, "y": frame.y, "x_domain": frame.x_domain, "y_domain": frame.y_domain}
    sheet = {
        "form": frame.chart.form,
        "layers": frame.layers,
        "frame": scales | frame.scales,
        "rows": frame.rows,
    }
    batch = f"{frame.chart.form} {' '.join(frame.layers)}"
    return RenderJob("marks", json.dumps(sheet, default=str), batch)


def specification_job(frame: Frame) -> RenderJob:
    """What gives the Vega-Lite that the chart’s rows and the values of its frame go into."""
    layers = [*frame.layers, *(["words"] if frame.beside else [])]
    return RenderJob("specification", json.dumps([frame.chart.form, layers]))


def png_job(svg: str, scale: float = 1) -> RenderJob:
    """A drawing as PNG, `scale` pixels a unit. It must hold no text: fonts differ from machine to
    machine.
    """
    return RenderJob("png", json.dumps([svg, scale]))


class Result(NamedTuple):
    """What came of a job: its text, or why there is none."""

    text: str | None
    error: str = ""


class Drawings:
    """The results of render jobs, by their keys."""

    def __init__(self, results: Mapping[str, Result]) -> None:
        self.results = results

    def of(self, job: RenderJob) -> str:
        """The result’s text.

        Raises `RenderError` if there is none, `LookupError` if nobody listed the job.
        """
        if job.key not in self.results:
            raise LookupError(f"this was not listed for rendering: {job.kind} {job.text[:200]}")
        result = self.results[job.key]
        if result.text is None:
            raise RenderError(result.error)
        return result.text

    def png(self, job: RenderJob) -> bytes:
        """The picture that came of a `png_job`. Raises as `of` does."""
        return base64.b64decode(self.of(job))


def render(jobs: Iterable[RenderJob], cache: Cache, processes: int) -> Drawings:
    """The results of all jobs; those that the cache lacks are made in as many new processes as
    asked.
    """
    listed = {job.key: job for job in jobs}
    cached = {key: _cached(job, cache) for key, job in listed.items()}
    results = {key: Result(text) for key, text in cached.items() if text is not None}
    missing = [job for key, job in listed.items() if key not in results]
    for job, result in zip(missing, render_missing(missing, processes), strict=True):
        results[job.key] = result
        if result.text is not None:
            cache.put(job.key, result.text)
    return Drawings(results)


def render_missing(jobs: Sequence[RenderJob], processes: int) -> list[Result]:
    """The result of each job, from worker processes; raises `ChildProcessError` if they are killed
    time and again.
    """
    results: dict[str, Result] = {}
    while missing := [job for job in jobs if job.key not in results]:
        batches = _batches(missing)
        shares = [batches[n::processes] for n in range(min(processes, len(batches)))]
        answers = _ask_workers(shares)
        if not any(answers):
            raise ChildProcessError("the processes that draw were killed")
        for share, answer in zip(shares, answers, strict=True):
            for batch, batch_results in zip(share, answer, strict=False):
                results |= dict(zip((job.key for job in batch), batch_results, strict=True))
    return [results[job.key] for job in jobs]


def _batches(jobs: Sequence[RenderJob]) -> list[list[RenderJob]]:
    """Jobs that can be done together: charts with the same layers, some at a time."""
    groups: dict[str, list[RenderJob]] = {}
    for job in jobs:
        groups.setdefault(job.batch or job.key, []).append(job)
    return [
        group[start : start + _BATCH]
        for group in groups.values()
        for start in range(0, len(group), _BATCH)
    ]


def _ask_workers(shares: Sequence[Sequence[Sequence[RenderJob]]]) -> list[list[list[Result]]]:
    """What each worker answers to its share: fewer batches than asked, if it was killed."""
    code = "from builder.charts.rendering import worker_main; worker_main()"
    command = [sys.executable, "-c", f"import sys; sys.path = {sys.path!r}; {code}"]
    workers = [Popen(command, stdin=PIPE, stdout=PIPE) for _ in shares]  # noqa: S603 (ourselves)
    questions = [
        b"".join(_line([(job.kind, job.text) for job in batch]) for batch in share)
        for share in shares
    ]
    with ThreadPoolExecutor(len(workers)) as pool:
        answers = list(
            pool.map(lambda worker, question: worker.communicate(question)[0], workers, questions)
        )
    return [
        [[Result(*one) for one in json.loads(line)] for line in answer.split(b"\n")[:-1]]
        for answer in answers
    ]


def worker_main() -> None:
    """What a worker does: reads batches of jobs, a line each, and answers each with its results.

    It ends when it is asked no more, and when nobody reads its answers: whoever asked has been
    killed.
    """
    with suppress(BrokenPipeError), open(0, "rb") as questions, open(1, "wb") as results:
        for line in questions:
            results.write(_line(_results([RenderJob(*job) for job in json.loads(line)])))
            results.flush()


def _results(batch: Sequence[RenderJob]) -> list[Result]:
    """What comes of the jobs of a batch."""
    if batch[0].kind == "marks":
        drawn = batches.draw([json.loads(job.text) for job in batch])
        return [
            Result(None, str(one)) if isinstance(one, RenderError) else Result(one) for one in drawn
        ]
    return [_result(job) for job in batch]


def _result(job: RenderJob) -> Result:
    content = json.loads(job.text)
    try:
        if job.kind == "png":
            return Result(batches.png_text(content))
        if job.kind == "specification":
            return Result(batches.template_text(content))
        return Result(batches.script_text())
    except RenderError as error:
        return Result(None, str(error))


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _cached(job: RenderJob, cache: Cache) -> str | None:
    """What the cache has for a job, if that is something that we make."""
    text, form = cache.get(job.key), _FORMATS.get(job.kind)
    return text if text is None or form is None or form.fullmatch(text) else None


@cache
def libraries() -> str:
    """The versions that results depend on."""
    return f"{metadata.version('altair')} {metadata.version('vl-convert-python')}"


def vega_path() -> str:
    """The published path of the script that draws charts live; the versions that make it are part
    of it.
    """
    return f"assets/vega.{sha256(libraries().encode()).hexdigest()[:10]}.js"
