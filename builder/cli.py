"""The door: the command line. The only module that prints."""

from __future__ import annotations

import json
import locale
import os
import re
import sys
import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import click

from builder.build import Options, Report, build, find
from builder.problems import BuildError, Problem, Severity
from builder.write.publish import Folder, Nowhere

EXIT_PROBLEMS = 1
EXIT_USAGE = 2

_root = click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    help="The site’s folder, the one that holds site.toml.",
)
_lang = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; else the locale decides.")
_strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")


def _jobs(context: click.Context, parameter: click.Parameter, value: int | None) -> int:
    return value or _cores()


def _cores() -> int:
    return (os.cpu_count() or 1) if hasattr(os, "fork") else 1


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The date as of which the site is built: the flag, else SOURCE_DATE_EPOCH, else none (the data decides)."""
    if value is not None:
        if not re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", value) or not _is_day(value):
            raise click.BadParameter("expected a date such as 2021-08-20")
        return value
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    if not re.fullmatch(r"\d{1,11}", epoch):
        raise click.BadParameter("SOURCE_DATE_EPOCH must be whole seconds since 1970")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d")


def _address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The site's address without a slash at its end, held to the same as the one in site.toml."""
    if value is None:
        return None
    from builder.read.config import is_address

    if not is_address(value):
        raise click.BadParameter("expected an address such as https://example.org or https://example.org/path")
    return value.rstrip("/")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Publish a public plan as an open-data site: curated YAML in, a bilingual static site out."""


@main.command("build")
@_root
@_lang
@_strict
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True,
              help="The folder to publish into.")  # fmt: skip
@click.option("--base-url", metavar="URL", callback=_address,
              help="The site’s address, instead of the one in site.toml.")  # fmt: skip
@click.option("--as-of", metavar="DATE", callback=_date, help="The date as of which verdicts are given.")
@click.option("--jobs", type=click.IntRange(1, 64), callback=_jobs, help="Processes to use; else one a core.")
@click.option("--explain", is_flag=True, help="Say where the time went.")
def build_command(
    root: Path, lang: str | None, strict: bool, output: Path, base_url: str | None, as_of: str | None, jobs: int,
    explain: bool,
) -> None:  # fmt: skip
    """Build the site and swap it in, whole or not at all."""
    say = _Voice(lang)
    options = Options(base_url, as_of, strict, jobs)
    report = _run(say, root, Folder(output), options)
    say.problems(report.warnings)
    if explain:
        say.explain(report)
    say.summary(report, output)


@main.command("check")
@_root
@_lang
@_strict
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
              help="How to print problems.")  # fmt: skip
def check_command(root: Path, lang: str | None, strict: bool, style: str) -> None:
    """Build the site into nothing: find every problem, write no file."""
    say = _Voice(lang, style)
    report = _run(say, root, Nowhere(), Options(strict=strict, jobs=_cores()))
    say.problems(report.warnings)
    say.checked(report)


@main.command("search")
@_root
@click.option("--lang", type=click.Choice(["zh", "en"]),
              help="Language to search in; else Chinese for a Chinese query and the locale’s for others.")  # fmt: skip
@click.argument("query")
def search_command(root: Path, lang: str | None, query: str) -> None:
    """Find records as the site’s search does; prints kind, title, place and score, a record a line."""
    say = _Voice(lang or ("zh" if re.search("[㐀-鿿]", query) else None))
    try:
        exact, hits = find(root, query, say.lang)
    except BuildError as error:
        say.stop(error)
    say.line("found_none" if not hits else "found" if exact else "found_nearest", number=len(hits))
    for hit in hits:
        click.echo("\t".join(_safe(text) for text in (hit.kind, hit.title, hit.place, f"{hit.score:.4f}")))


@main.command("serve")
@_root
@_lang
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True,
              help="The folder to publish into.")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
def serve_command(root: Path, lang: str | None, output: Path, port: int) -> None:
    """Build the site and show it on this machine, until Ctrl-C."""
    from builder.read.load import read_config
    from builder.read.tree import read_tree
    from builder.serve import server

    say = _Voice(lang)
    _run(say, root, Folder(output), Options(jobs=_cores()))
    prefix = urlsplit(read_config(read_tree(root)).base_url).path
    try:
        with server(output, port, prefix) as running:
            say.line("serving", address=f"http://127.0.0.1:{port}{prefix}/")
            running.serve_forever()
    except KeyboardInterrupt:
        say.line("stopped")
    except OSError as error:
        say.line("no_port", port=port, detail=error.strerror)
        sys.exit(EXIT_USAGE)


def _run(say: _Voice, root: Path, output: Folder | Nowhere, options: Options) -> Report:
    try:
        with say.progress() as progress:
            return build(root, output, options, progress)
    except BuildError as error:
        say.stop(error)


class _Voice:
    """Everything that is said on a terminal, in the language asked for."""

    def __init__(self, lang: str | None, style: str = "text") -> None:
        self.lang = lang or _locale_language()
        self.style = style

    def line(self, key: str, **values: object) -> None:
        click.echo(str(_sentences()[key][self.lang]).format_map(values))

    def progress(self) -> Any:
        """Shows the stage that is running, on a terminal only."""
        from contextlib import contextmanager

        @contextmanager
        def shown() -> Any:
            if self.style != "text" or not sys.stderr.isatty():
                yield lambda stage: None
                return
            from rich.console import Console

            console = Console(stderr=True)

            def show(stage: str) -> None:
                text = str(_sentences()[f"stage_{stage}"][self.lang]) if stage else ""
                console.control(_line_start())
                console.print(text, end="", style="dim", highlight=False, soft_wrap=True)

            yield show
            console.control(_line_start())

        return shown()

    def problems(self, problems: Iterable[Problem]) -> None:
        problems = tuple(problems)
        if self.style == "json":
            entries = [
                {
                    "file": p.place.file, "line": p.place.line, "column": p.place.column, "severity": p.severity.value,
                    "code": p.code, "message": p.message(self.lang), "hint": p.hint(self.lang),
                }
                for p in problems
            ]  # fmt: skip
            click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
            return
        for problem in problems:
            click.echo(self._github(problem) if self.style == "github" else self._text(problem))

    def _text(self, p: Problem) -> str:
        severity = _sentences()[p.severity.value][self.lang]
        return _safe(f"{p.place}: {severity} [{p.code}] {p.message(self.lang)}\n    {p.hint(self.lang)}")

    def _github(self, p: Problem) -> str:
        def escaped(text: str, also: str = "") -> str:
            for character in "%\r\n" + also:
                text = text.replace(character, f"%{ord(character):02X}")
            return text

        place = f"file={escaped(p.place.file, ':,')}"
        if p.place.line:
            place += f",line={p.place.line},col={p.place.column}"
        message = escaped(_safe(f"{p.message(self.lang)} – {p.hint(self.lang)}"))
        return f"::{p.severity.value} {place},title={p.code}::{message}"

    def failed(self, problems: tuple[Problem, ...]) -> None:
        if self.style == "text":
            errors = sum(p.severity is Severity.ERROR for p in problems)
            self.line("failed", errors=errors, warnings=len(problems) - errors)

    def stop(self, error: BuildError) -> NoReturn:
        self.problems(error.problems)
        self.failed(error.problems)
        sys.exit(EXIT_PROBLEMS)

    def checked(self, report: Report) -> None:
        if self.style == "text":
            self.line("checked", pages=report.pages, warnings=len(report.warnings), **report.records)

    def summary(self, report: Report, output: Path) -> None:
        seconds = f"{sum(report.seconds.values()):.2f}"
        if report.unchanged:
            self.line("unchanged", output=output, seconds=seconds)
            return
        stages = ", ".join(f"{self._stage(name)} {spent:.2f}" for name, spent in report.seconds.items())
        self.line(
            "built", output=output, pages=report.pages, files=report.files, written=report.written, seconds=seconds,
            stages=stages, **report.records,
        )  # fmt: skip

    def explain(self, report: Report) -> None:
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for key in ("column_stage", "column_seconds", "column_share"):
            table.add_column(str(_sentences()[key][self.lang]), justify="left" if key == "column_stage" else "right")
        total = sum(report.seconds.values())
        for name, spent in report.seconds.items():
            table.add_row(self._stage(name), f"{spent:.3f}", f"{spent / total:.0%}")
        Console().print(table)
        if report.pages:
            self.line("explain", each=f"{total * 1000 / report.pages:.2f}", pages=report.pages)

    def _stage(self, name: str) -> str:
        return str(_sentences()[f"stage_{name}"][self.lang])


def _safe(text: str) -> str:
    """Without control characters that a file's name or content could send to the terminal."""
    return "".join(c if c == "\n" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _line_start() -> Any:
    from rich.control import Control
    from rich.segment import ControlType

    return Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))


def _locale_language() -> str:
    """Chinese where the environment's locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("builder").joinpath("sentences.toml").read_text("utf-8"))
