"""The hallway: a build is a function of the site's folder, the theme, the options and the date `as_of`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import builder
from builder.pages.theme import themes_digest
from builder.problems import BuildError, Problem, require
from builder.read.tree import Tree, read_tree
from builder.write.manifest import Manifest
from builder.write.memo import user_memo
from builder.write.publish import Output

if TYPE_CHECKING:
    from builder.pages.site import Site


@dataclass(frozen=True)
class Options:
    """What a build depends on besides its files. `as_of` is a date; without it the newest date in the data counts."""

    base_url: str | None = None
    as_of: str | None = None
    strict: bool = False
    jobs: int = 1


@dataclass
class Report:
    """What a build did: seconds a stage, how many files there are and how many changed, and the warnings it left."""

    seconds: dict[str, float] = field(default_factory=dict)
    files: int = 0
    pages: int = 0
    written: int = 0
    records: dict[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    unchanged: bool = False


Progress = Callable[[str], None]


def build(root: Path, output: Output, options: Options, progress: Progress = lambda stage: None) -> Report:
    """Publish the site in `root`; raises `BuildError` with every problem found, and then changes nothing."""
    clock = _Clock(progress)
    clock.start("read")
    tree = read_tree(root)
    inputs = fingerprint(tree, root, options)
    if not tree.problems and output.holds(inputs):
        return clock.stop(Report(unchanged=True))
    with output.open() as stage:
        from builder.make.studio import make_all
        from builder.pages.files import tasks
        from builder.pages.index import indexed
        from builder.pages.inventory import artifacts
        from builder.pages.links import check_links
        from builder.pages.render import Renderer, produce

        site, warnings = _site(tree, root, options, clock)
        renderer = Renderer(site)
        clock.start("draw")
        make_all(tasks(renderer), site.memo, options.jobs)
        clock.start("index")
        index = indexed(renderer)
        clock.start("make")
        files = (*artifacts(renderer), *index)
        done = produce(files, stage, site.prefix, options.jobs)
        clock.start("links")
        require(check_links(done.links, {file.path: file.origin for file in files}))
        clock.start("publish")
        written = output.publish(Manifest(inputs, len(warnings), done.entries))
    return clock.stop(
        Report(
            files=len(done.entries),
            pages=sum(path.endswith(".html") for path in done.entries),
            written=written,
            records={
                name: len(getattr(site.catalog, name)) for name in ("goals", "indicators", "tasks", "departments")
            },
            warnings=warnings,
        )
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that search finds: what it is and is called in one language, where it is written, and its score."""

    kind: str
    title: str
    place: str
    score: float


def find(root: Path, query: str, lang: str) -> tuple[bool, tuple[Hit, ...]]:
    """What search on the site in `root` finds in a language, best first, and whether that has all that was asked.

    Raises `BuildError` with every problem of the data.
    """
    from builder.pages.edition import Edition
    from builder.pages.index import index, place
    from builder.pages.views.search import kind_name

    site, _ = _site(read_tree(root), root, Options(), _Clock(lambda stage: None))
    e = Edition(site, lang)
    made = index(e)
    exact, found = made.find(query)
    entries = ((made.entries[number], score) for number, score in found)
    return exact, tuple(Hit(kind_name(e, one.kind), one.title, place(e, one), score) for one, score in entries)


def _site(tree: Tree, root: Path, options: Options, clock: _Clock) -> tuple[Site, tuple[Problem, ...]]:
    """What is to be published, checked, and the warnings about it."""
    from builder.make.prose import check_prose
    from builder.model.rules import check
    from builder.pages.site import Site, newest_date
    from builder.pages.theme import read_theme, theme_folder
    from builder.read.load import read_catalog, read_config
    from builder.read.script import traditional

    clock.start("load")
    with _many_objects():
        config = read_config(tree)
        catalog = read_catalog(tree)
    clock.start("check")
    warnings = require([*check(catalog), *traditional(tree), *check_prose(catalog, tree.files)])
    if options.strict and warnings:
        raise BuildError(warnings)
    clock.start("theme")
    theme = read_theme(theme_folder(root, config.theme))
    as_of, base_url = options.as_of or newest_date(catalog), options.base_url or config.base_url
    return Site(config, catalog, theme, as_of, base_url, user_memo()), warnings


def fingerprint(tree: Tree, root: Path, options: Options) -> str:
    """Everything that the site's bytes depend on, as one SHA-256 in hex: input, theme, options, and the generator."""
    whole = sha256(tree.digest())
    whole.update(themes_digest(root))
    whole.update(repr((options.base_url, options.as_of, options.strict, sys.version)).encode())
    package = Path(builder.__file__).parent
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.toml")]):
        whole.update(sha256(file.read_bytes()).digest())
    for name in (
        "altair", "babel", "jinja2", "markdown", "nh3", "opencc", "pydantic", "pypinyin", "pyyaml", "vl-convert-python",
        "whoosh-reloaded",
    ):  # fmt: skip
        whole.update(metadata.version(name).encode())
    return whole.hexdigest()


@contextmanager
def _many_objects() -> Iterator[None]:
    """Keep the garbage collector from searching objects that stay: it would cost a fifth of the time of loading."""
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
