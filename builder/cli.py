"""The door: the command line."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from builder import __version__
from builder.build import NoSuchEditionError, Options, Report, build, find, path_on_host
from builder.commands.importing import import_group
from builder.commands.new import new_group
from builder.commands.options import EXIT_PROBLEMS, OrderedGroup, address, lang_option, root_option
from builder.console import Console, locale_language, printable
from builder.model.dates import is_day
from builder.problems import BuildError
from builder.write.cache import preview_folder, user_cache
from builder.write.publish import DryRun, SiteFolder

EXIT_USAGE = 2

_strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")


def _jobs(context: click.Context, parameter: click.Parameter, value: int | None) -> int:
    return value or _cores()


def _cores() -> int:
    return (os.cpu_count() or 1) if hasattr(os, "fork") else 1


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The date as of which the site is built: the flag, else SOURCE_DATE_EPOCH, else none (the site
    decides).
    """
    if value is not None:
        if not is_day(value):
            raise click.BadParameter("expected a date such as 2021-08-20")
        return value
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    if not re.fullmatch(r"\d{1,11}", epoch):
        raise click.BadParameter("SOURCE_DATE_EPOCH must be whole seconds since 1970")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d")


_as_of = click.option(
    "--as-of", metavar="DATE", callback=_date, help="The date as of which verdicts are given."
)


@click.group(cls=OrderedGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="openplan %(version)s")
def main() -> None:
    """Publish public plans as an open-data site, in any languages: YAML in, a static site out."""


main.add_command(new_group)


@main.command("build")
@root_option
@lang_option
@_strict
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to publish into; else dist in the site’s folder.",
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=address,
    help="The site’s address, instead of the one in site.toml.",
)
@_as_of
@click.option(
    "--jobs", type=click.IntRange(1, 64), callback=_jobs, help="Processes to use; else one a core."
)
@click.option("--explain", is_flag=True, help="Say where the time went.")
def build_command(
    root: Path,
    lang: str | None,
    strict: bool,
    output: Path | None,
    base_url: str | None,
    as_of: str | None,
    jobs: int,
    explain: bool,
) -> None:
    """Build the site, whole or not at all."""
    console = Console(lang)
    output = output or root / "dist"
    options = Options(base_url, as_of, strict, jobs)
    report = _run(console, root, SiteFolder(output), options)
    console.problems(report.warnings)
    if explain:
        console.explain(report)
    console.summary(report, output)


@main.command("check")
@root_option
@lang_option
@_strict
@_as_of
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print problems.",
)
def check_command(
    root: Path, lang: str | None, strict: bool, as_of: str | None, style: str
) -> None:
    """Find every problem, and write no file. The site is built into nothing."""
    console = Console(lang, style)
    report = _run(console, root, DryRun(), Options(None, as_of, strict, _cores(), draw=False))
    console.problems(report.warnings)
    console.checked(report)


@main.command("serve")
@root_option
@lang_option
@_as_of
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine.",
)
def serve_command(root: Path, lang: str | None, as_of: str | None, port: int) -> None:
    """Show the site on this machine, until Ctrl-C. It is built into a folder of its own."""
    from builder.serve import server

    console = Console(lang)
    output = preview_folder(root)
    _run(console, root, SiteFolder(output), Options(as_of=as_of, jobs=_cores()))
    prefix = path_on_host(root)
    try:
        with server(output, port, prefix) as running:
            address = f"http://127.0.0.1:{port}{prefix}/"
            console.line("serving", address=address, output=printable(str(output)))
            running.serve_forever()
    except KeyboardInterrupt:
        console.line("stopped")
    except OSError as error:
        console.line("no_port", port=port, detail=error.strerror)
        sys.exit(EXIT_USAGE)


@main.command("search")
@root_option
@click.option(
    "--lang",
    metavar="CODE",
    help="Language of the site to search in; else Chinese for a Chinese query, the locale’s for"
    " others, or the site’s first.",
)
@click.argument("query")
def search_command(root: Path, lang: str | None, query: str) -> None:
    """Find records as the site’s search does. Prints kind, title, place and score, a record a
    line.
    """
    likely = ["zh"] if re.search("[㐀-鿿]", query) else []
    spoken = [code[:2] for code in (lang, *likely) if code and code[:2] in ("zh", "en")]
    console = Console(spoken[0] if spoken else None)
    try:
        exact, hits = find(root, query, lang, (*likely, locale_language()))
    except NoSuchEditionError as error:
        console.line("no_edition", lang=printable(error.lang), codes=", ".join(error.codes))
        sys.exit(EXIT_USAGE)
    except BuildError as error:
        console.fail(error)
        sys.exit(EXIT_PROBLEMS)
    console.line("hits_none" if not hits else "hits" if exact else "hits_nearest", number=len(hits))
    for hit in hits:
        click.echo(
            "\t".join(
                printable(text) for text in (hit.kind, hit.title, hit.place, f"{hit.score:.4f}")
            )
        )


main.add_command(import_group)


def _run(console: Console, root: Path, output: SiteFolder | DryRun, options: Options) -> Report:
    """What a build did; ends the program with its problems, if there are any that stop it."""
    try:
        with console.progress() as progress:
            return build(root, output, options, user_cache(), progress)
    except BuildError as error:
        console.fail(error)
        sys.exit(EXIT_PROBLEMS)
