"""Languages as the Unicode CLDR knows them, by way of Babel."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import babel

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def is_language(code: str) -> bool:
    """Whether the CLDR knows the language `code`, written as in addresses (`fr`, `pt-br`)."""
    return _CODE.fullmatch(code) is not None and is_locale(code)


def is_tag(text: str) -> bool:
    """Whether `text` has the form of a language’s tag (RFC 5646), as HTML wants it: `pt-BR`."""
    return _TAG.fullmatch(text) is not None


def is_locale(tag: str) -> bool:
    """Whether the CLDR knows the language, script and country of `tag` (`zh-Hans-CN`)."""
    from babel import UnknownLocaleError

    try:
        _parsed(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True


class Conventions(NamedTuple):
    """How a language is written.

    `direction` is `ltr` or `rtl`; `group` and `point` stand in numbers, `grouping` says how many
    digits the last group before the decimals has, and the others. `plus` and `minus` are signs, and
    `percent` the percent sign with what stands between it and a number; in a script that runs from
    right to left they bring the marks that keep them on their side of the number.
    """

    locale: babel.Locale
    direction: str
    group: str
    point: str
    grouping: tuple[int, int]
    plus: str
    minus: str
    percent: str

    @property
    def tag(self) -> str:
        """The language's tag as HTML wants it: `pt-BR`."""
        return str(self.locale).replace("_", "-")

    def long_date(self, day: date) -> str:
        """A date in full: `20 August 2021`."""
        from babel.dates import format_date

        return str(format_date(day, "long", self.locale))

    def month(self, day: date) -> str:
        """The month of a date, with its year: `August 2021`."""
        return self._part(day, "yMMMM")

    def year(self, day: date) -> str:
        """The year of a date."""
        return self._part(day, "y")

    def _part(self, day: date, skeleton: str) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton(skeleton, day, locale=self.locale))

    def language_name(self, code: str) -> str:
        """What a language is called in this one; its code where the CLDR has no name."""
        return str(_parsed(code).get_display_name(self.locale) or code)


def conventions(tag: str) -> Conventions:
    """The conventions of a language, which may name its script and country (`zh-Hans-CN`)."""
    locale = _parsed(tag)
    symbols, pattern = locale.number_symbols["latn"], locale.decimal_formats[None]
    # A number in brackets after it would join what the marks of its sign run from left to right.
    after = "\u200f" if locale.text_direction == "rtl" else ""
    space = locale.percent_formats[None].pattern.rpartition("0")[2].strip("%")
    return Conventions(
        locale,
        locale.text_direction,
        symbols["group"],
        symbols["decimal"],
        pattern.grouping,
        symbols["plusSign"],
        symbols["minusSign"].replace("-", "−"),
        space + symbols["percentSign"] + after,
    )


def _parsed(tag: str) -> babel.Locale:
    from babel import Locale

    return Locale.parse(tag, sep="-")
