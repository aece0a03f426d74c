"""The hallway: a build is a function of the site's folder, the theme, the options and the date
`as_of`.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import builder
from builder.problems import BuildError, Place, Problem, require
from builder.read.files import Tree, read_tree
from builder.site.theme import themes_digest
from builder.write.artifact import Artifact
from builder.write.cache import Cache
from builder.write.manifest import Manifest
from builder.write.publish import Output

if TYPE_CHECKING:
    from builder.charts.charts import Charts
    from builder.pages.template import Templates
    from builder.site.site import Site


@dataclass(frozen=True)
class Options:
    """What a build depends on besides its files. `as_of` is a date; without it that of `site.toml`
    counts, then the newest in the data. A build whose files nobody sees need not `draw` charts.
    """

    base_url: str | None = None
    as_of: str | None = None
    strict: bool = False
    jobs: int = 1
    draw: bool = True


@dataclass
class Report:
    """What a build did: seconds a stage, how many files there are and how many changed, and the
    warnings it left.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    files: int = 0
    pages: int = 0
    written: int = 0
    records: dict[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    unchanged: bool = False


Progress = Callable[[str], None]


def build(
    root: Path,
    output: Output,
    options: Options,
    cache: Cache,
    progress: Progress = lambda stage: None,
) -> Report:
    """Publish the site in `root`; raises `BuildError` with every problem found, and then changes
    nothing.

    `cache` holds drawings of earlier builds; without one they are made again, with the same bytes.
    """
    clock = _Clock(progress)
    clock.start("read")
    tree = read_tree(root)
    inputs = fingerprint(tree, root, options)
    if not tree.problems and (current := output.current(inputs)):
        return clock.stop(Report(unchanged=True, warnings=current.warnings))
    with output.open() as stage:
        from builder.write.links import check_links
        from builder.write.produce import produce

        site, warnings = _site(tree, root, options, clock)
        files = _files(site, cache, options, clock)
        clock.start("make")
        produced = produce(files, stage, site.prefix, options.jobs)
        clock.start("links")
        require(check_links(produced.links, {file.path: file.origin for file in files}))
        clock.start("publish")
        written = output.publish(Manifest(inputs, warnings, produced.entries))
    return clock.stop(
        Report(
            files=len(produced.entries),
            pages=sum(path.endswith(".html") for path in produced.entries),
            written=written,
            records={
                name: len(getattr(site.catalog, name))
                for name in ("goals", "indicators", "tasks", "departments")
            },
            warnings=warnings,
        )
    )


def _files(site: Site, cache: Cache, options: Options, clock: _Clock) -> tuple[Artifact, ...]:
    """Every file of the site, with what its charts and pictures were rendered to."""
    from builder.charts.charts import Charts, chart_jobs, list_figures
    from builder.charts.rendering import Undrawn, render
    from builder.pages.pictures import picture_jobs
    from builder.pages.template import Templates

    templates = Templates(site)
    clock.start("draw")
    figures = list_figures(site)
    pictures = picture_jobs(templates).values()
    all_jobs = chain(chart_jobs(figures), pictures) if options.draw else pictures
    with _many_objects():
        drawings = render(all_jobs, cache, options.jobs)
    charts = Charts(figures, drawings if options.draw else Undrawn(drawings.results))
    clock.start("index")
    return tuple(_artifacts(templates, charts))


def _artifacts(templates: Templates, charts: Charts) -> Iterator[Artifact]:
    """Every file of the site, room by room."""
    from builder.charts.artifacts import artifacts as chart_artifacts
    from builder.pages.artifacts import artifacts as page_artifacts
    from builder.search.artifacts import artifacts as search_artifacts
    from builder.tables.artifacts import artifacts as table_artifacts

    site = templates.site
    yield from page_artifacts(templates, charts)
    yield from chart_artifacts(site, charts)
    yield from table_artifacts(site)
    yield from search_artifacts(site)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that search finds: what it is and is called in one language, where it is written,
    and its score.
    """

    kind: str
    title: str
    place: str
    score: float


class NoSuchEditionError(Exception):
    """The site has no edition in a language that was asked for, but those with these codes."""

    def __init__(self, lang: str, codes: tuple[str, ...]) -> None:
        super().__init__(lang)
        self.lang = lang
        self.codes = codes


def find(
    root: Path, query: str, lang: str | None, likely: Iterable[str]
) -> tuple[bool, tuple[Hit, ...]]:
    """What search on the site in `root` finds in a language, best first, and whether that has all
    that was asked; if none is asked for, in the first of the `likely` that the site has, or else in
    its first.

    Raises `BuildError` with every problem of the data, and `NoSuchEditionError`.
    """
    from builder.search.artifacts import edition_index, entry_place
    from builder.search.entries import kind_name
    from builder.search.whoosh import WhooshIndex

    site, _ = _site(read_tree(root), root, Options(), _Clock(lambda stage: None))
    edition = site.edition(_edition_code(site.codes, lang, likely))
    index = edition_index(edition)
    exact, hits = WhooshIndex(index).find(query)
    entries = ((index.entries[number], score) for number, score in hits)
    return exact, tuple(
        Hit(kind_name(edition, entry.kind), entry.title, entry_place(edition, entry), score)
        for entry, score in entries
    )


def _edition_code(codes: tuple[str, ...], lang: str | None, likely: Iterable[str]) -> str:
    if lang is None:
        likely_codes = (code for base in likely for code in codes if code.split("-")[0] == base)
        return next(likely_codes, codes[0])
    if lang not in codes:
        raise NoSuchEditionError(lang, codes)
    return lang


def path_on_host(root: Path) -> str:
    """The path below which the site in `root` lives on its host: empty, or `/folder`."""
    from builder.read.config import read_config

    return urlsplit(read_config(read_tree(root)).base_url).path


def _site(
    tree: Tree, root: Path, options: Options, clock: _Clock
) -> tuple[Site, tuple[Problem, ...]]:
    """What is to be published, checked, and the warnings about it."""
    from builder.check.rules import check
    from builder.check.script import traditional
    from builder.model.newest import newest_date
    from builder.pages.template_check import check_templates
    from builder.read.config import config_place, read_config
    from builder.read.loader import read_catalog
    from builder.read.logo import read_logo
    from builder.site.colours import check_contrast
    from builder.site.prose import check_prose
    from builder.site.site import Site
    from builder.site.theme import read_theme, theme_folder

    clock.start("load")
    with _many_objects():
        config = read_config(tree)
        catalog = read_catalog(tree, config.languages, config.year_start)
    clock.start("check")
    as_of = options.as_of or config.as_of or newest_date(catalog)
    logo, problems = read_logo(tree, config)
    problems += [] if as_of else [Problem(Place("site.toml"), "no-date")]
    problems += [*check(catalog), *traditional(tree.files, config.languages)]
    problems += check_prose(catalog, tree.files)
    require(problems)
    clock.start("theme")
    theme = read_theme(theme_folder(root, config.theme), catalog)
    problems += [*theme.warnings, *check_templates(theme)]
    warnings = require([*problems, *check_contrast(config, theme, config_place(tree))])
    if options.strict and warnings:
        raise BuildError(warnings)
    assert as_of, "a site without a date is a problem"
    base_url = options.base_url or config.base_url
    return Site(config, catalog, theme, as_of, base_url, logo), warnings


def fingerprint(tree: Tree, root: Path, options: Options) -> str:
    """Everything that the site's bytes depend on, as one SHA-256 in hex: input, theme, options, and
    the generator.
    """
    whole = sha256(tree.digest())
    whole.update(themes_digest(root))
    whole.update(repr((options.base_url, options.as_of, options.strict, sys.version)).encode())
    package = Path(builder.__file__).parent
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.toml")]):
        whole.update(sha256(file.read_bytes()).digest())
    for name in (
        "altair",
        "babel",
        "jinja2",
        "markdown",
        "nh3",
        "opencc",
        "pydantic",
        "pypinyin",
        "pyyaml",
        "vl-convert-python",
        "selectolax",
        "snowballstemmer",
        "whoosh-reloaded",
    ):
        whole.update(metadata.version(name).encode())
    return whole.hexdigest()


@contextmanager
def _many_objects() -> Iterator[None]:
    """Keep the garbage collector from searching objects that stay: it would cost a fifth of the
    time of loading, and of listing charts.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Clock:
    """Times the stages as they pass, and tells the progress."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.stage = ""
        self.since = 0.0

    def start(self, stage: str) -> None:
        now = perf_counter()
        if self.stage:
            self.seconds[self.stage] = now - self.since
        self.stage, self.since = stage, now
        self.progress(stage)

    def stop(self, report: Report) -> Report:
        self.start("")
        report.seconds = self.seconds
        return report
