"""`openplan new`: a site, and the next record of each kind."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from builder.commands.options import (
    OrderedGroup,
    address,
    checked_address,
    lang_option,
    language_codes,
    languages,
    licence,
)
from builder.console import Console, locale_language
from builder.problems import BuildError

EXIT_PROBLEMS = 1
_TAGGED = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]{2,8})*)=(.*)", re.DOTALL)


@click.group("new", cls=OrderedGroup)
def new_group() -> None:
    """Make a site’s folder, or the next record of a site."""


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
    """Make a small complete site in FOLDER, which is new or empty (else the current folder)."""
    from builder.new.site import BASE_URL, NewSite, new_site

    console = Console(lang)
    codes = said.pop("languages") or _asked_languages(console)
    for key in ("title", "publisher"):
        said[key] = texts(said[key], codes, f"--{key}") or _asked_texts(console, key, codes)
    said["base_url"] = said["base_url"] or console.ask("ask_base_url", BASE_URL, checked_address)
    given = {key: value for key, value in said.items() if value}
    try:
        made = new_site(folder, NewSite(codes, **given))
    except BuildError as error:
        console.fail(error, "not_made")
        sys.exit(EXIT_PROBLEMS)
    where = "" if folder.resolve() == Path.cwd() else f" --root {shlex.quote(str(folder))}"
    console.line("new_site", folder=folder, files=len(made.files), where=where)
    for name, source in made.to_translate.items():
        console.line("new_words", file=folder / name, source=source)


def _asked_languages(console: Console) -> tuple[str, ...]:
    from builder.model.locales import is_language

    spoken = locale_language()
    default = spoken if is_language(spoken) else "en"
    return console.ask("ask_languages", default, language_codes)


def _asked_texts(console: Console, key: str, codes: tuple[str, ...]) -> dict[str, str]:
    """A text in each language, as typed; none where nobody can be asked."""
    return {
        code: text for code in codes if (text := console.ask(f"ask_{key}", "", str, language=code))
    }


def texts(given: tuple[str, ...], codes: tuple[str, ...], option: str) -> Mapping[str, str]:
    """A text in each language of a site: `fr=…` in one, another text in all that are not given."""
    from builder.model.locales import is_language

    found: dict[str, str] = {}
    rest: list[str] = []
    for value in given:
        tagged = _TAGGED.fullmatch(value)
        if not tagged or not is_language(tagged[1]):
            rest.append(value)
        elif tagged[1] not in codes:
            known = ", ".join(codes)
            raise click.BadParameter(
                f"{tagged[1]} is no language of the site; it has: {known}", param_hint=option
            )
        else:
            found[tagged[1]] = tagged[2]
    missing = [code for code in codes if code not in found]
    if given and len(rest) != bool(missing):
        expected = " ".join(f"{option} {code}=…" for code in missing or codes)
        raise click.UsageError(f"expected a text in each language: {expected}")
    return {code: found.get(code) or rest[0] for code in codes} if given else {}
