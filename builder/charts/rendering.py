"""What is to be rendered, and its results: from the cache, or from processes that render.

A job is a text, and so is its result. The process that asks never loads the libraries that draw, so
that it can fork safely, and starts no process at all while every result is in the cache.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import metadata
from typing import Literal, NamedTuple

from builder.charts.batches import RenderError as RenderError  # pages know it from here
from builder.charts.frames import Frame
from builder.charts.workers import Workers
from builder.write.cache import Cache

_VERSION = 6
"""Goes up when the same job has another result."""
_BATCH = 50
"""Charts that are drawn in one view: more make it no faster, and take more memory."""
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
    layers = [*frame.layers, *(["words"] if frame.chart.has_words else [])]
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


class Undrawn(Drawings):
    """Where nobody looks at charts: nothing of them, but the pictures that belong to the site."""

    def of(self, job: RenderJob) -> str:
        """The picture, or an empty drawing or specification."""
        if job.kind == "png":
            return super().of(job)
        return "{}" if job.kind == "specification" else ""


def render(jobs: Iterable[RenderJob], cache: Cache, processes: int) -> Drawings:
    """The results of all jobs; those that the cache lacks are made in as many new processes as
    asked, from the first job on while the others are still being listed.

    Raises `ChildProcessError` if these processes are killed time and again.
    """
    results: dict[str, Result] = {}
    asked: dict[str, RenderJob] = {}
    with Workers(processes) as workers:
        answers = [
            (batch, workers.ask([(job.kind, job.text) for job in batch]))
            for batch in _batches(_missing(jobs, cache, results, asked))
        ]
        for batch, answer in answers:
            for job, (text, error) in zip(batch, answer.result(), strict=True):
                results[job.key] = Result(text, error)
                if text is not None:
                    cache.put(job.key, text)
    return Drawings(results)


def _missing(
    jobs: Iterable[RenderJob],
    cache: Cache,
    results: dict[str, Result],
    asked: dict[str, RenderJob],
) -> Iterator[RenderJob]:
    """The jobs that the cache lacks, each once; what it has goes into the results."""
    for job in jobs:
        if job.key in results or job.key in asked:
            continue
        text = _cached(job, cache)
        if text is None:
            asked[job.key] = job
            yield job
        else:
            results[job.key] = Result(text)


def _batches(jobs: Iterable[RenderJob]) -> Iterator[list[RenderJob]]:
    """Jobs that can be done together: charts with the same layers, some at a time."""
    groups: dict[str, list[RenderJob]] = {}
    for job in jobs:
        group = groups.setdefault(job.batch or job.key, [])
        group.append(job)
        if len(group) == _BATCH:
            yield groups.pop(job.batch or job.key)
    yield from groups.values()


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
