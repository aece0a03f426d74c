"""`openplan import`: a site’s folder out of what another program publishes from."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from builder.commands.options import (
    EXIT_PROBLEMS,
    OrderedGroup,
    address,
    lang_option,
    languages,
    licence,
)
from builder.console import Console
from builder.model.dates import is_day
from builder.problems import BuildError


@click.group("import", cls=OrderedGroup)
def import_group() -> None:
    """Make a site of another program’s data."""


def _day_of_year(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if value is not None and not (
        re.fullmatch(r"[0-9]{2}-[0-9]{2}", value) and is_day(f"2001-{value}")
    ):
        raise click.BadParameter("expected month and day, such as 04-01")
    return value


@import_group.command("open-sdg")
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The new folder of the site.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    callback=languages,
    help="A language of the site, the first one first; else the repository’s.",
)
@click.option("--title", help="The site’s name; else the repository’s folder names it.")
@click.option("--publisher", help="Who publishes the data.")
@click.option("--base-url", metavar="URL", callback=address, help="The site’s address.")
@click.option(
    "--licence",
    nargs=2,
    callback=licence,
    metavar="NAME URL",
    help="The data’s licence; else the repository’s own file tells it.",
)
@click.option(
    "--year-start",
    metavar="MM-DD",
    callback=_day_of_year,
    help="When a year such as 2015/16 begins; else it is written as both years.",
)
@lang_option
def import_open_sdg_command(folder: Path, output: Path, lang: str | None, **said: Any) -> None:
    """Turn an Open SDG data repository into a site. A report says what was carried over."""
    from builder.importing.open_sdg import REPORT, Import, import_open_sdg

    console = Console(lang)
    try:
        report = import_open_sdg(folder, output, Import(**said), console.lang)
    except BuildError as error:
        console.fail(error)
        sys.exit(EXIT_PROBLEMS)
    counts = {key: report.counts[key] for key in ("indicators", "values", "documents")}
    console.line("imported", output=output, file=output / REPORT, left=report.left(), **counts)
