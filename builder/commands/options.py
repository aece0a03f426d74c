"""Options that several commands take, and what their values must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

EXIT_PROBLEMS = 1
_TAGGED = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]{2,8})*)=(.*)", re.DOTALL)


class OrderedGroup(click.Group):
    """A group that lists its commands in the order in which a newcomer needs them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of the commands, in the order of their definition."""
        return list(self.commands)


root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    help="The site’s folder, the one that holds site.toml.",
)
lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of messages; else the locale decides."
)


def checked_address(text: str) -> str:
    """A site's address without a slash at its end, held to the same as the one in site.toml."""
    from builder.model.config import is_address

    if not is_address(text):
        raise click.BadParameter(
            "expected an address such as https://example.org or https://example.org/path"
        )
    return text.rstrip("/")


def language_codes(text: str) -> tuple[str, ...]:
    """The languages of a list with commas."""
    from builder.model.locales import is_language

    codes = tuple(code.strip() for code in text.split(","))
    for code in codes:
        if not is_language(code):
            raise click.BadParameter(f"{code} is no language; expected a code such as en or fr")
    return codes


def address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The address that an option gives."""
    return None if value is None else checked_address(value)


def languages(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The languages that an option gives, each once; it may be repeated."""
    return tuple(dict.fromkeys(code for text in value for code in language_codes(text)))


def licence(
    context: click.Context, parameter: click.Parameter, value: tuple[str, str] | None
) -> tuple[str, str] | None:
    """The name of a licence and its address."""
    return value and (value[0], checked_address(value[1]))


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
