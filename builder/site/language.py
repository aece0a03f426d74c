"""How an edition’s reader expects words, numbers, periods and dates to be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, cached_property
from typing import Literal

from builder.model.chinese import SIMPLIFIED, traditional
from builder.model.locales import conventions
from builder.model.periods import Period
from builder.model.records import Indicator, Statement
from builder.model.statements import reference
from builder.model.values import Quantity
from builder.model.vocabularies import Unit
from builder.problems import BuildError, Place, Problem
from builder.site.theme import Theme

_EXACT = Context(40)
"""Room for every digit that a number of the data may have."""
_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)


class Language:
    """A language and script: its strings, and its way of writing numbers with their units.

    `code` begins the addresses of its edition; `lang` says which of the written texts are taken.
    They differ where texts are `converted`: from Simplified Chinese into Traditional.
    All results are plain text; templates escape it.
    """

    def __init__(
        self, code: str, theme: Theme, units: Mapping[str, Unit], converted: bool = False
    ) -> None:
        self.code = code
        self.lang = SIMPLIFIED if converted else code
        self.converted = converted
        self.theme = theme
        self.units = units
        self.strings = theme.strings[self.lang]
        if converted:
            own = dict(theme.strings.get(code, {}))
            self.strings = {key: traditional(text) for key, text in self.strings.items()} | own
        self.conventions = conventions(self.strings.get("lang.locale", self.lang))
        self.symbols = str.maketrans(
            {
                ",": self.conventions.group,
                ".": self.conventions.point,
                "-": self.conventions.minus,
            }
        )
        self.date = cache(self._date)
        self.period = cache(self._period)

    def t(self, key: str, **values: object) -> str:
        """The theme's string for `key`; raises `BuildError` if there is none, or if its
        placeholders are others.
        """
        try:
            return self.strings[key].format_map(values) if values else self.strings[key]
        except (LookupError, ValueError, AttributeError):
            raise self._string_problem(key, tuple(values)) from None

    def _string_problem(self, key: str, names: tuple[str, ...]) -> BuildError:
        file = Place(self.theme.string_file(self.lang, key))
        if key not in self.strings:
            return BuildError([Problem(file, "missing-string", {"key": key, "lang": self.lang})])
        placeholders = ", ".join(f"{{{name}}}" for name in names)
        return BuildError([Problem(file, "bad-string", {"key": key, "names": placeholders})])

    def text(self, text: Mapping[str, str] | None) -> str:
        """The text in this language and script; empty where there is none."""
        return self.script(text[self.lang]) if text else ""

    def script(self, text: str) -> str:
        """A text of this language in the edition’s script."""
        return traditional(text) if self.converted else text

    def words(self, group: str, keys: Iterable[str]) -> dict[str, str]:
        """The theme’s strings `group.key` by key."""
        return {key: self.t(f"{group}.{key}") for key in keys}

    def value(
        self, quantity: Quantity, unit_id: str, context: str = "", decimals: int | None = None
    ) -> str:
        """A number with its comparator and unit, in the scale of this language: `≥1.25 million
        people`.
        """
        sign = self.t(f"comparator.{quantity.comparator or 'none'}")
        return sign + self.amount(quantity.number, unit_id, context, decimals)

    def amount(
        self, number: Decimal, unit_id: str, context: str = "", decimals: int | None = None
    ) -> str:
        """A number with its unit, in the scale of this language; without the unit where `context`
        has named it. It has at most `decimals`, else those that its unit says, else those printed.
        """
        text, label = self._scaled(number, unit_id, decimals)
        if label.startswith("%"):
            return self._with_sign(text, label)
        if label.startswith(":"):
            return text + label
        if not label or (self.has_spaces and _names(context, label)):
            return text
        return self.t("amount", number=text, unit=label)

    def number_without_unit(
        self, number: Decimal, unit_id: str, decimals: int | None = None
    ) -> str:
        """A number in the scale of this language without its unit, unless that is a sign (`%`,
        `‰`); `decimals` as in `amount`.
        """
        text, label = self._scaled(number, unit_id, decimals)
        return self._with_sign(text, label) if label in ("%", "‰") else text

    def unit_label(self, unit_id: str) -> str:
        """The unit that goes with `number_without_unit`."""
        unit = self.units[unit_id]
        scale = unit.scale.get(self.lang)
        return scale.label if scale else self.text(unit.label)

    def factor(self, unit_id: str) -> Decimal:
        """What numbers of a unit are multiplied with where this language counts otherwise."""
        scale = self.units[unit_id].scale.get(self.lang)
        return scale.factor if scale else Decimal(1)

    def change(self, number: Decimal, unit_id: str) -> str:
        """A computed difference, always with its sign; of percentages it is in percentage
        points.
        """
        unit = self.units[unit_id].difference or unit_id
        sign = self.conventions.minus if number < 0 else self.conventions.plus
        decimals = _apart({number, Decimal(0)}, self.units[unit].decimals)
        return sign + self.amount(abs(number), unit, decimals=decimals)

    def share(self, number: Decimal) -> str:
        """A difference in percent of a whole, with its sign."""
        sign = self.conventions.plus if number > 0 else ""
        return sign + self.number(number) + self.conventions.percent

    def _with_sign(self, text: str, label: str) -> str:
        """A number with a unit that begins with a percent or per mille sign."""
        return text + self.conventions.percent.replace("%", label, 1)

    def number(self, number: Decimal) -> str:
        """A number with this language's grouping, its decimals as printed."""
        return grouped(number, self.conventions.grouping).translate(self.symbols)

    def count(self, number: int) -> str:
        """A number of things, with this language's grouping."""
        return self.number(Decimal(number))

    def language_name(self, code: str) -> str:
        """What a language is called in this one."""
        own = self.strings.get(f"languages.{code}")
        return own or self.script(self.conventions.language_name(code))

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.conventions.direction == "rtl"

    @cached_property
    def has_spaces(self) -> bool:
        """Whether spaces set words apart, so that a word is found in a text by its letters."""
        return " " in self.t("amount", number="1", unit="m")

    def _scaled(self, number: Decimal, unit_id: str, decimals: int | None) -> tuple[str, str]:
        """A number and the label of its unit, in the scale in which this language counts."""
        unit = self.units[unit_id]
        number = _shown(number, unit.decimals if decimals is None else decimals)
        scale = unit.scale.get(self.lang)
        if scale is None:
            return self.number(number), self.text(unit.label)
        scaled = number * scale.factor
        for size, word in _SCALES:
            if abs(scaled) >= size:
                text = self.t(f"scale.{word}", number=self.number(_plain(scaled / size)))
                return text, scale.label
        return self.number(_plain(scaled)), scale.label

    def decimals(self, indicator: Indicator, unit_id: str, *numbers: Decimal) -> int | None:
        """How many decimals are shown of numbers that stand side by side: those of the indicator,
        else of the unit, and more where different numbers would look the same. `None` for all.
        """
        decimals = indicator.decimals
        if decimals is None:
            decimals = self.units[unit_id].decimals
        return _apart({*numbers}, decimals)

    def statement_text(
        self,
        indicator: Indicator,
        statement: Statement,
        context: str = "",
        beside: Iterable[Statement | None] = (),
    ) -> str:
        """What a statement says: its value, else its text; `context` as in `amount`. It looks other
        than what differs from it among those that it stands `beside`.
        """
        if statement.value is None:
            missing = statement.missing and self.t(f"missing.{statement.missing}")
            return self.text(statement.text) or missing or ""
        unit = indicator.unit_of(statement)
        others = (other.value.number for other in beside if other and other.value)
        decimals = self.decimals(indicator, unit, statement.value.number, *others)
        return self.value(statement.value, unit, context, decimals)

    def reference_period(self, statement: Statement) -> str:
        """When a statement’s number is from: the year in which it was measured, else its period."""
        return self.period(reference(statement))

    def period_phrase(
        self, preposition: Literal["in", "for", "over"], period: Period | None
    ) -> str:
        """A period with the words that it needs inside a sentence: `in 2025`, `on 30 June 2025`."""
        form = period.form if period else "none"
        return self.t(f"{preposition}_period.{form}", period=self.period(period))

    def _period(self, period: Period | None) -> str:
        """A period as this language writes it."""
        if period is None:
            return self.t("period.none")
        if period.form in ("month", "day"):
            return self.date(period.text)
        if period.form in ("half", "quarter"):
            return self.t(f"period.{period.form}_{period.number}", year=period.start)
        if period.form == "split_year":
            return self.t("period.split_year", text=period.text)
        if period.form == "span":
            return self.t("period.span", start=period.start, end=period.end)
        return self.t("period.year", year=period.start)

    def _date(self, iso: str) -> str:
        """A date that may lack its day or its month (`2021-06`), as this language writes it."""
        day = date(*(*(int(part) for part in iso.split("-")), 1, 1)[:3])
        if len(iso) == 10:
            return self.conventions.long_date(day)
        return self.conventions.month(day) if len(iso) == 7 else self.conventions.year(day)

    def dimension_names(self, indicator: Indicator) -> tuple[str, ...]:
        """What the indicator is split by."""
        return tuple(
            self.text(dimension.name) or id.replace("-", " ")
            for id, dimension in indicator.dimensions.items()
        )

    def series_name(self, indicator: Indicator, series_id: str | None) -> str:
        """What a series is called, by its own name and by those of its values in each dimension;
        empty for the indicator itself.
        """
        return self.separator.join(self._part_names(indicator, series_id)) if series_id else ""

    def _part_names(self, indicator: Indicator, series_id: str) -> Iterator[str]:
        for part in series_id.split("|"):
            dimension, is_value, value = part.partition("=")
            if is_value:
                yield self.text(indicator.dimensions[dimension].values[value])
            else:
                yield self.text(indicator.series[part].words)

    def indicator_name(self, indicator: Indicator, series: str | None) -> str:
        """The indicator’s name, with that of the series where it is about one."""
        name = self.text(indicator.name)
        if not series:
            return name
        return self.t("sentence.series", name=name, series=self.series_name(indicator, series))

    @cached_property
    def separator(self) -> str:
        """What stands between items of a list inside a sentence."""
        return self.t("list.separator")


def _shown(number: Decimal, decimals: int | None) -> Decimal:
    """A number with so many decimals at most, rounded half up; what rounds to zero has no sign."""
    exponent = number.as_tuple().exponent
    if decimals is None or not isinstance(exponent, int) or -exponent <= decimals:
        return number
    shown = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return shown or abs(shown)


def _apart(numbers: set[Decimal], decimals: int | None) -> int | None:
    """So many decimals, and as many more as it takes that no two numbers look the same."""
    if decimals is not None:
        while len({_shown(number, decimals) for number in numbers}) < len(numbers):
            decimals += 1
    return decimals


def grouped(number: Decimal, grouping: tuple[int, int]) -> str:
    """A number with a comma between its groups of digits, its decimals as printed.

    `grouping` is how many digits the last group before the decimals has, and the others.
    """
    if grouping == (3, 3):
        return f"{number:,f}"
    digits, point, decimals = f"{abs(number):f}".partition(".")
    last, others = grouping
    groups, head = [digits[-last:]], digits[:-last]
    while head:
        groups.append(head[-others:])
        head = head[:-others]
    return ("-" if number < 0 else "") + ",".join(reversed(groups)) + point + decimals


def _names(context: str, label: str) -> bool:
    """Whether a text has a unit in it, as words of its own."""
    pattern = rf"(?<!\w){re.escape(label)}(?!\w)"
    return re.search(pattern, context, re.IGNORECASE) is not None


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    normal = number.normalize()
    exponent = normal.as_tuple().exponent
    return normal.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else normal
