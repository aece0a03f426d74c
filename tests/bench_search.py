"""`make bench-search`: what search costs and finds, beside Pagefind on the same pages (skipped
where it is missing).

For the real site and for an invented city of about 5,000 records, in each language: seconds to make
the index, MiB of the process that makes it, KB (1,000 bytes after brotli) of it whole, of a first
query and of later ones with eight hits shown, milliseconds from a keystroke to results in Chromium
at a quarter of this machine’s speed; and how many right pages.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from builder.charts.charts import Charts
from builder.charts.figures import EditionFigures
from builder.charts.rendering import Drawings
from builder.model.chinese import traditional
from builder.pages.artifacts import artifacts as page_artifacts
from builder.pages.template import Templates
from builder.search.artifacts import artifacts as search_artifacts
from builder.search.artifacts import edition_index as index_of
from builder.search.index import Index
from builder.search.shards import shards
from builder.site.site import Site
from tests.browser import ENGINE, browser, page, responses, served
from tests.conftest import PROJECT
from tests.search_oracle import having, questions, site, substrings, with_word, words
from tests.synthetic import write_city

CITY = 4100
"""Indicators of the invented city: with its tasks, goals and bodies about 5,000 records."""
RUNS = 3
RECORDS = ("indicators", "tasks", "goals", "departments", "topics", "documents")
TYPED = {
    "zh": ("养老床位", "公共服务", "完成数量", "空气质量"),
    "en": ("hospital beds", "public services", "number completed"),
}

OPENPLAN = """async ([code, query]) => {
  window.ask ??= (await ENGINE).search;
  const started = performance.now();
  const { index, exact, hits } = await window.ask(`/${code}/search/`, query);
  const shown = await Promise.all(hits.slice(0, 8).map(({ number }) => index.entry(number)));
  const spent = performance.now() - started;
  return [spent, shown.map(one => one.href), exact ? hits.map(({ number }) => number) : []];
}""".replace("ENGINE", ENGINE)
KEYSTROKE = """async ([code, text]) => {
  const form = document.querySelector("form.search"), input = form.elements.q;
  const started = performance.now();
  await new Promise(resolve => {
    const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
    observer.observe(form.querySelector("output"), {childList: true});
    input.value = text;
    input.dispatchEvent(new InputEvent("input"));
  });
  return [performance.now() - started];
}"""
PAGEFIND = """async ([code, query]) => {
  window.pagefind ??= await import("/pagefind/pagefind.js");
  const started = performance.now();
  const { results } = await window.pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 8).map(one => one.data()));
  return [performance.now() - started, shown.map(one => one.url), []];
}"""
PAGEFIND_ALL = """async ([code, queries]) => {
  const answers = [];
  for (const query of queries) {
    const { results } = await window.pagefind.search(query);
    answers.push((await Promise.all(results.map(one => one.data()))).map(one => one.url));
  }
  return answers;
}"""


@dataclass
class Cost:
    """What one search costs and finds in one language."""

    seconds: float
    peak: float
    whole: float
    files: int
    first: float
    later: list[float]
    keystrokes: list[float]
    recall: float
    precision: float
    traditional: float
    right: float | None


COLUMNS = (
    ("site", 5),
    ("lang", 4),
    ("search", 8),
    ("build s", 7),
    ("MiB", 5),
    ("whole KB", 8),
    ("files", 5),
    ("first KB", 8),
    ("later KB, most", 14),
    ("key ms", 6),
    ("recall", 6),
    ("precision", 9),
    ("Traditional", 11),
    ("first right", 11),
)


def main() -> None:
    row(*(name for name, _ in COLUMNS))
    with tempfile.TemporaryDirectory(prefix="openplan-search-") as scratch, browser() as chrome:
        write_city(Path(scratch, "city"), CITY)
        for name, root in (("real", PROJECT), ("city", Path(scratch, "city"))):
            for lang in ("zh", "en"):
                corpus = write_pages(root, Path(scratch, f"{name}-{lang}"), lang)
                show(name, lang, "openplan", measured_openplan(chrome, corpus, lang))
                if find_spec("pagefind"):
                    show(name, lang, "pagefind", measured_pagefind(chrome, corpus, lang))


def row(*cells: str) -> None:
    print(
        "  ".join(f"{cell:>{width}}" for cell, (_, width) in zip(cells, COLUMNS, strict=True)),
        flush=True,
    )


def show(name: str, lang: str, search: str, c: Cost) -> None:
    later, right = (
        f"{median(c.later):.1f}, {max(c.later):.1f}",
        "" if c.right is None else f"{c.right:.0%}",
    )
    row(
        name,
        lang,
        search,
        f"{c.seconds:.2f}",
        f"{c.peak:.0f}",
        f"{c.whole:.0f}",
        str(c.files),
        f"{c.first:.1f}",
        later,
        f"{median(c.keystrokes):.1f}",
        f"{c.recall:.3f}",
        f"{c.precision:.3f}",
        f"{c.traditional:.3f}" if lang == "zh" else "",
        right,
    )


@dataclass
class Corpus:
    """The pages of a site in a folder, its records, and what is asked of them."""

    site: Site
    folder: Path
    index: Index
    strings: list[str]
    questions: list[tuple[str, str]]


def write_pages(root: Path, folder: Path, lang: str) -> Corpus:
    """Write the pages of records, the search page, scripts and index of one language."""
    loaded = site(root)
    blank = EditionFigures(
        {}, (), dict.fromkeys(loaded.catalog.indicators, ())
    )  # search does not read charts
    charts = Charts(dict.fromkeys(loaded.codes, blank), Drawings({}))
    templates = Templates(loaded)
    folders = tuple(f"{lang}/{kind}/" for kind in (*RECORDS, "search"))
    for artifact in (*page_artifacts(templates, charts), *search_artifacts(loaded)):
        if artifact.path.startswith((*folders, f"assets/search/{lang}-")):
            write(folder / artifact.path, artifact.make())
    for path, content in loaded.asset_files.items():
        write(folder / path, content)
    index = index_of(loaded.edition(lang))
    strings = (substrings if lang == "zh" else words)(index.entries, 500 if lang == "zh" else 150)
    return Corpus(loaded, folder, index, strings, questions(lang) if root == PROJECT else [])


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds and the greatest MiB of a process that works once, apart from its start; the least of
    several runs.
    """

    def run(answer: Any) -> None:
        started = time.perf_counter()
        work()
        answer.send(
            (
                time.perf_counter() - started,
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            )
        )

    costs = []
    for _ in range(RUNS):
        reading, writing = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=run, args=(writing,))
        process.start()
        costs.append(reading.recv())
        process.join()
    return median(seconds for seconds, _ in costs), max(peak for _, peak in costs)


def measured_openplan(chrome: Browser, corpus: Corpus, lang: str) -> Cost:
    seconds, peak = measured(lambda: shards(index_of(corpus.site.edition(lang))))
    files = [
        *(corpus.folder / "assets/search").rglob("*.json"),
        corpus.folder / lang / "search/index.json",
    ]
    with served(corpus.folder) as address:
        start = f"{address}/{lang}/indicators/"
        first, later, right = fetched(chrome, start, OPENPLAN, lang, corpus)
        keystrokes = typed(chrome, start, KEYSTROKE, lang)
        with page(chrome) as (opened, _):
            opened.goto(start)
            hits = {
                string: set(opened.evaluate(OPENPLAN, [lang, string])[2])
                for string in searched_for(corpus, lang)
            }
    return Cost(
        seconds,
        peak,
        whole(files),
        len(files),
        first,
        later,
        keystrokes,
        *judged(corpus, hits),
        right,
    )


def measured_pagefind(chrome: Browser, corpus: Corpus, lang: str) -> Cost:
    folder = corpus.folder.with_name(f"{corpus.folder.name}-pagefind")
    shutil.copytree(corpus.folder / lang, folder / lang)
    glob = f"{lang}/{{{','.join(RECORDS)}}}/*/**/*.html"
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(folder),
        "--glob",
        glob,
        "--root-selector",
        "main",
        "--silent",
    ]
    costs = []
    for _ in range(RUNS):
        shutil.rmtree(folder / "pagefind", ignore_errors=True)
        started = time.perf_counter()
        subprocess.run(command, check=True)
        costs.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    files = [file for file in (folder / "pagefind").rglob("*") if file.is_file()]
    numbers = {f"/{lang}/{entry.path}": number for number, entry in enumerate(corpus.index.entries)}
    with served(folder) as address:
        start = f"{address}/{lang}/search/"
        first, later, right = fetched(chrome, start, PAGEFIND, lang, corpus)
        keystrokes = typed(chrome, start, PAGEFIND, lang)
        with page(chrome) as (opened, _):
            opened.goto(start)
            opened.evaluate(PAGEFIND, [lang, "a"])
            strings = searched_for(corpus, lang)
            urls = opened.evaluate(PAGEFIND_ALL, [lang, strings])
    hits = {
        string: {numbers[url] for url in one if url in numbers}
        for string, one in zip(strings, urls, strict=True)
    }
    return Cost(
        median(costs),
        peak,
        whole(files),
        len(files),
        first,
        later,
        keystrokes,
        *judged(corpus, hits),
        right,
    )


def whole(files: list[Path]) -> float:
    return sum(weight(file.read_bytes()) for file in files)


def weight(content: bytes) -> float:
    return min(len(brotli.compress(content, quality=5)), len(content)) / 1000


def searched_for(corpus: Corpus, lang: str) -> list[str]:
    return corpus.strings + (
        [traditional(string) for string in corpus.strings] if lang == "zh" else []
    )


def judged(corpus: Corpus, hits: dict[str, set[int]]) -> tuple[float, float, float]:
    """Recall, precision, and the recall of the same in Traditional characters.

    Right are in Chinese the records that contain a string; in English those with a word, and with
    others of its stem not wrong.
    """
    entries = corpus.index.entries
    records = {n for n, entry in enumerate(entries) if entry.kind in RECORDS}
    right_count = traditional_count = wrong_count = relevant_count = 0
    for string in corpus.strings:
        right = records & (
            having(entries, string) if corpus.index.readings else with_word(entries, string)
        )
        retrieved = records & hits[string]
        relevant_count += len(right)
        right_count += len(right & retrieved)
        wrong_count += len(retrieved - right - with_word(entries, *corpus.index.same_stem(string)))
        traditional_count += len(right & hits.get(traditional(string), set()))
    return (
        right_count / relevant_count,
        1 - wrong_count / (wrong_count + right_count or 1),
        traditional_count / relevant_count,
    )


def fetched(
    chrome: Browser, start: str, ask: str, lang: str, corpus: Corpus
) -> tuple[float, list[float], float | None]:
    """KB of a first query and of each later one, and how many questions have the right page
    first.
    """
    queries = [question for question, _ in corpus.questions] or corpus.strings[:40]
    first: list[float] = []
    later: list[float] = []
    right = 0
    for n in range(0, len(queries), 8):
        with page(chrome) as (opened, _):
            opened.goto(start)
            opened.wait_for_load_state("networkidle")
            answers = responses(opened)
            for m, query in enumerate(queries[n : n + 8], n):
                answers.clear()
                _, hrefs, _ = opened.evaluate(ask, [lang, query])
                opened.wait_for_load_state("networkidle")
                own = [answer for answer in answers if "/site." not in answer.url]
                (later if m > n else first).append(sum(weight(answer.body()) for answer in own))
                right += bool(
                    corpus.questions and hrefs and hrefs[0] == f"/{lang}/{corpus.questions[m][1]}"
                )
    return median(first), later, right / len(corpus.questions) if corpus.questions else None


def typed(chrome: Browser, start: str, ask: str, lang: str) -> list[float]:
    """Milliseconds for each keystroke, at a quarter of the speed."""
    with page(chrome) as (opened, _):
        opened.goto(start)
        if ask == KEYSTROKE:
            opened.locator("#_search").focus()
            opened.locator("form.search output").wait_for(state="attached")
        opened.evaluate(ask, [lang, "a"])
        opened.context.new_cdp_session(opened).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        return [opened.evaluate(ask, [lang, query])[0] for query in _keystrokes(lang)]


def _keystrokes(lang: str) -> Iterator[str]:
    return (text[:n] for text in TYPED[lang] for n in range(1, len(text) + 1))


if __name__ == "__main__":
    main()
