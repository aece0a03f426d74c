"""`openplan new`: a site, and the next record of each kind."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from builder.commands.options import (
    EXIT_PROBLEMS,
    OrderedGroup,
    address,
    checked_address,
    lang_option,
    language_codes,
    languages,
    licence,
    texts,
)
from builder.commands.records import COMMANDS
from builder.console import Console, locale_language
from builder.problems import BuildError


@click.group("new", cls=OrderedGroup)
def new_group() -> None:
    """Make a site, or the next record of one."""


def _accent(
    context: click.Context, parameter: click.Parameter, value: tuple[str, str] | None
) -> tuple[str, str] | None:
    if value and not all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in value):
        raise click.BadParameter("expected two colours such as #1f5a8c #8fc1e8")
    return value


@new_group.command("site")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option(
    "--language",
    "languages",
    multiple=True,
    callback=languages,
    metavar="CODE",
    help="A language of the site, the default first: repeat it, or put commas between several.",
)
@click.option(
    "--title",
    multiple=True,
    metavar="[CODE=]TEXT",
    help="The site’s name; fr=… gives it in one language.",
)
@click.option(
    "--publisher",
    multiple=True,
    metavar="[CODE=]TEXT",
    help="Who publishes the data; by language too.",
)
@click.option("--base-url", metavar="URL", callback=address, help="The site’s address.")
@click.option(
    "--licence",
    nargs=2,
    callback=licence,
    metavar="NAME URL",
    help="The data’s licence; else CC BY 4.0.",
)
@click.option(
    "--accent",
    nargs=2,
    callback=_accent,
    metavar="LIGHT DARK",
    help="The accent colour on light and on dark paper; else a blue.",
)
@lang_option
def site_command(folder: Path, lang: str | None, **said: Any) -> None:
    """Make a small complete site. FOLDER is new or empty; else it is the current one."""
    from builder.model.locales import conventions
    from builder.new.site import BASE_URL, NewSite, new_site

    console = Console(lang)
    codes = said.pop("languages") or _site_languages(console)
    for key in ("title", "publisher"):
        said[key] = texts(said[key], codes, f"--{key}")
        if console.asks and not said[key]:
            said[key] = _asked_texts(console, key, codes)
    if console.asks and not said["base_url"]:
        said["base_url"] = console.ask("ask_base_url", BASE_URL, checked_address)
    given = {key: value for key, value in said.items() if value}
    try:
        made = new_site(folder, NewSite(codes, **given))
    except BuildError as error:
        console.fail(error, "not_made")
        sys.exit(EXIT_PROBLEMS)
    where = "" if folder.resolve() == Path.cwd() else f" --root {shlex.quote(str(folder))}"
    console.line("new_site", folder=folder, files=len(made.files), where=where)
    for name, source in made.to_translate.items():
        spoken = conventions(console.lang).language_name(source)
        console.line("new_words", file=folder / name, source=spoken)


def _site_languages(console: Console) -> tuple[str, ...]:
    """The languages as typed; where nobody can be asked, that of the locale."""
    from builder.model.locales import is_language

    spoken = locale_language()
    default = spoken if is_language(spoken) else "en"
    return console.ask("ask_languages", default, language_codes) if console.asks else (default,)


def _asked_texts(console: Console, key: str, codes: tuple[str, ...]) -> dict[str, str]:
    """A text in each language, as typed; none where nothing was."""
    typed = {code: console.ask(f"ask_{key}", "", str, language=code) for code in codes}
    return {code: text for code, text in typed.items() if text}


for command in COMMANDS:
    new_group.add_command(command)
