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

from markupsafe import escape

from builder.charts.layouts import SETS, Layout
from builder.charts.specification import RenderError as RenderError  # pages know it from here
from builder.charts.specification import rendered
from builder.write.cache import Cache

_VERSION = 3
"""Goes up when the same job has another result."""
_TEXT = re.compile("\ue000(\\d+)\ue001")
_NAMES = "d|fill|font-size|opacity|stroke|stroke-dasharray|stroke-width|text-anchor|transform|x2|y2"
_ATTRIBUTE = rf' (?:{_NAMES})="[-+.,()\w ]*+"'
_MARK = rf"<(?:line|path)(?:{_ATTRIBUTE})++/>|<text(?:{_ATTRIBUTE})++>\ue000[0-9]+\ue001</text>"
_FORMATS = {
    "marks": re.compile(rf'(?:<g fill="none">(?:{_MARK})++</g>)*+', re.ASCII),
    "png": re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]*+=*"),
}
"""What a cache may give for a kind: nothing but marks gets onto a page.

For the others its own checks must do.
"""


@dataclass(frozen=True)
class RenderJob:
    """Something to render: a chart’s marks from a sheet, a picture, the specification, or the
    script for browsers.

    `text` is JSON: a sheet (see `marks_job`), `[svg, scale]`, whether the scale is vertical, or
    `null`.
    """

    kind: Literal["marks", "png", "specification", "script"]
    text: str

    @cached_property
    def key(self) -> str:
        """What the result is cached by: everything it depends on."""
        return sha256(f"{_VERSION} {libraries()} {self.kind} {self.text}".encode()).hexdigest()


SCRIPT = RenderJob("script", "null")
"""The JavaScript module that draws specifications in a browser; its default export is `vegaEmbed`.
"""


def marks_job(layout: Layout) -> RenderJob:
    """What draws a layout’s marks.

    Texts leave their numbers, and colours are names: both are put in afterwards, so that languages
    share drawings and no font of the machine has a say.
    """
    data = {
        name: [_without_words(n, row) for n, row in enumerate(getattr(layout, name))]
        for name in SETS
    }
    sheet = {
        "across": layout.across,
        "down": layout.down,
        "vertical": layout.vertical,
        "signals": signals(layout),
        "data": data,
    }
    return RenderJob("marks", json.dumps(sheet))


def with_words(layout: Layout, marks: str) -> str:
    """The marks with the layout’s texts in the place of their numbers."""
    texts = [str(row["text"]) for row in layout.texts]
    return _TEXT.sub(lambda match: str(escape(texts[int(match[1])])), marks)


def specification_job(layout: Layout) -> RenderJob:
    """What gives the Vega-Lite specification that the layout’s data goes into."""
    return RenderJob("specification", json.dumps(layout.vertical))


def signals(layout: Layout) -> dict[str, object]:
    """The specification’s parameters: the ends of the scale in numbers and in pixels, and the
    hidden series.
    """
    return {
        "low": float(layout.scale.low),
        "high": float(layout.scale.high),
        "start": layout.start,
        "end": layout.end,
        "hidden": [],
    }


def _without_words(number: int, row: Mapping[str, object]) -> dict[str, object]:
    if "text" in row:
        return {**row, "text": f"\ue000{number}\ue001"}
    return {key: value for key, value in row.items() if key not in ("label", "series")}


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
        shares = [missing[n::processes] for n in range(min(processes, len(missing)))]
        answers = _ask_workers(shares)
        if not any(answers):
            raise ChildProcessError("the processes that draw were killed")
        for share, answer in zip(shares, answers, strict=True):
            results |= {job.key: result for job, result in zip(share, answer, strict=False)}
    return [results[job.key] for job in jobs]


def _ask_workers(shares: Sequence[Sequence[RenderJob]]) -> list[list[Result]]:
    """What each worker answers to its share: fewer results than jobs, if it was killed."""
    code = "from builder.charts.rendering import worker_main; worker_main()"
    command = [sys.executable, "-c", f"import sys; sys.path = {sys.path!r}; {code}"]
    workers = [Popen(command, stdin=PIPE, stdout=PIPE) for _ in shares]  # noqa: S603 (ourselves)
    questions = [b"".join(_line((job.kind, job.text)) for job in share) for share in shares]
    with ThreadPoolExecutor(len(workers)) as pool:
        answers = list(
            pool.map(lambda worker, question: worker.communicate(question)[0], workers, questions)
        )
    return [[Result(*json.loads(line)) for line in answer.split(b"\n")[:-1]] for answer in answers]


def worker_main() -> None:
    """What a worker does: reads jobs, a line each, and answers each with its result.

    It ends when it is asked no more, and when nobody reads its answers: whoever asked has been
    killed.
    """
    with suppress(BrokenPipeError), open(0, "rb") as jobs, open(1, "wb") as results:
        for line in jobs:
            results.write(_line(_result(RenderJob(*json.loads(line)))))
            results.flush()


def _result(job: RenderJob) -> Result:
    try:
        return Result(rendered(job.kind, json.loads(job.text)))
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
