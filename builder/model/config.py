"""`site.toml` → `SiteConfig`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from builder.model.chinese import SIMPLIFIED, TRADITIONAL
from builder.model.dates import is_day
from builder.model.locales import is_language
from builder.model.periods import is_year_start
from builder.model.values import Id, Localized, LocalizedLine, Record, context_languages

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SEGMENT = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+"
_ADDRESS = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::([1-9][0-9]{{0,4}}))?(?:/{_SEGMENT})*/?"
)
_PICTURE = re.compile(rf"static/(?:{_SEGMENT}/)*{_SEGMENT}\.(?:svg|png)")
_HIGHEST_PORT = 65_535


def is_address(text: str) -> bool:
    """Whether `text` is an address below which pages can lie.

    Its path has neither empty parts, so that no link begins with `//` and means another host, nor
    dots for folders.
    """
    match = _ADDRESS.fullmatch(text)
    return match is not None and int(match[1] or 1) <= _HIGHEST_PORT


def _address(value: Any) -> str:
    expected = "https://example.org, https://example.org/path"
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not is_address(value):
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return value


def _colour(value: Any) -> str:
    expected = "#1b6e56"
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return value


def _day(value: Any) -> str:
    expected = "2025-06-30"
    if isinstance(value, datetime) or not isinstance(value, str | date):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not is_day(str(value)):
        raise PydanticCustomError("bad-value", "", {"value": str(value)[:60], "expected": expected})
    return str(value)


def _year_start(value: Any) -> str:
    expected = "09-01"
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not is_year_start(value):
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return value


def _picture(value: Any) -> str:
    expected = "static/logo.svg, static/logo.png"
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not _PICTURE.fullmatch(value):
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise PydanticCustomError("wrong-type", "", {"expected": "true, false"})
    return value


def _languages(value: Any) -> tuple[str, ...]:
    expected = 'languages = ["en"]'
    if not isinstance(value, (list, tuple)) or not value:
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    for position, code in enumerate(value):
        if not isinstance(code, str):
            raise PydanticCustomError("wrong-type", "", {"expected": expected})
        if not is_language(code):
            raise PydanticCustomError("unknown-language", "", {"code": code[:60]})
        if code in value[:position]:
            raise PydanticCustomError("repeated-language", "", {"code": code})
    return tuple(value)


def _convertible(value: bool, info: ValidationInfo) -> bool:
    """Only what is written in Simplified characters, and not in Traditional ones too, is
    converted.
    """
    languages = context_languages(info)
    if value and languages and (SIMPLIFIED not in languages or TRADITIONAL in languages):
        raise PydanticCustomError("nothing-to-convert", "")
    return value


Address = Annotated[str, BeforeValidator(_address)]
Base = Annotated[str, BeforeValidator(lambda value: _address(value).rstrip("/"))]
"""An address to which paths are appended: no slash at its end."""
Colour = Annotated[str, BeforeValidator(_colour)]
Day = Annotated[str, BeforeValidator(_day)]
"""A day, `YYYY-MM-DD`; TOML’s own dates are one too."""
Picture = Annotated[str, BeforeValidator(_picture)]
"""The path of a picture in the site’s folder."""
Switch = Annotated[bool, BeforeValidator(_switch)]
YearStart = Annotated[str, BeforeValidator(_year_start)]
"""The day (`MM-DD`) on which a school or fiscal year begins."""
Languages = Annotated[tuple[str, ...], BeforeValidator(_languages)]


class Accent(Record):
    """The site's one accent colour, on light and on dark paper (`#rrggbb`)."""

    light: Colour
    dark: Colour


class Licence(Record):
    """The licence of the published data."""

    name: LocalizedLine
    address: Address


@dataclass(frozen=True)
class Logo:
    """The site’s logo: what it is published as, its bytes, and its width and height, of which only
    the ratio counts.
    """

    name: str
    content: bytes
    width: float
    height: float


class SiteConfig(Record):
    """What `site.toml` says: the site's name, address and look. Everything else is data."""

    base_url: Base
    languages: Languages
    """The languages that everything is written in, the default first."""
    title: LocalizedLine
    description: Localized
    publisher: LocalizedLine
    theme: Id = "default"
    accent: Accent
    licence: Licence
    logo: Picture | None = None
    """A picture that stands beside the site’s name at the head of its pages."""
    traditional: Annotated[Switch, AfterValidator(_convertible)] = False
    """Whether the site is also published in Traditional Chinese, converted from the Simplified."""
    as_of: Day | None = None
    """The day up to which the editors vouch that the data is complete."""
    repository: Base | None = None
    """Where the data is kept: the address before a file's path, as in `…/blob/main`."""
    year_start: YearStart | None = None
    """The day (`MM-DD`) on which a year such as 2024/25 begins."""
