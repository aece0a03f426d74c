"""The small types that records are made of; each says in a problem code what is wrong with an
input.

Every scalar arrives as the string that the editor wrote.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError

from builder.model.characters import refused_character

MAX_LINE = 500
MAX_TEXT = 5_000
MAX_PROSE = 100_000
"""Characters of a line, of a text and of a page: far more than can be read where they stand."""

Comparator = Literal["", ">=", "<=", ">", "<", "~"]

_QUANTITY = re.compile(r"(>=|<=|>|<|~)? ?(-?[0-9]{1,18}(?:\.[0-9]{1,18})?)")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,19})?")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]* ?%?")
YEAR = re.compile(r"[1-9][0-9]{3}")
"""A year: calendars know no year 0, and no plan is older than a thousand."""
_FACTOR = re.compile(r"[1-9][0-9]{0,17}")
_DATE = re.compile(rf"{YEAR.pattern}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_BOOLEAN = re.compile(r"true|false")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GOAL = re.compile(rf"{_ID.pattern}/{_ID.pattern}")
LOCATOR = re.compile(rf"{_ID.pattern}/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_RECORD_PATH = re.compile(
    rf"(?:indicators|tasks|departments|topics|documents)/{_ID.pattern}|goals/{_GOAL.pattern}"
)
_SYLLABLES = re.compile(r"[a-z]+(?: [a-z]+)*")
_NULL = re.compile(r"~|null", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\W*(to ?do|tbd|tba|fix ?me|xxx+|lorem ipsum"
    r"|待补充?|待翻?译|待填写?|待写|占位符?)\W*|[?？.…]+",
    re.IGNORECASE,
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class Record(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed (`7.10` keeps its zero) with the comparator that the document puts before
    it.
    """

    comparator: Comparator
    number: Decimal

    @property
    def is_bound(self) -> bool:
        """Whether it only says on which side of the number the value lies."""
        return self.comparator not in ("", "~")

    def __str__(self) -> str:
        return f"{self.comparator}{self.number:f}"


def is_id(text: str) -> bool:
    """Whether `text` is lower-case ASCII words and digits joined by single hyphens."""
    return _ID.fullmatch(text) is not None


def bounded(text: str, limit: int) -> str:
    """The text, if it is no longer than so many characters."""
    if len(text) > limit:
        raise PydanticCustomError("too-long", "", {"limit": f"{limit:,}"})
    return text


def _text(value: Any, limit: int = MAX_TEXT) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": "text"})
    text = bounded(value.strip(" \n"), limit)
    if not text:
        raise PydanticCustomError("empty-text", "")
    if text[0] in _FORMULA and not _NUMBER.fullmatch(text):
        raise PydanticCustomError("formula-cell", "", {"start": text[0]})
    if _NULL.fullmatch(text):
        raise PydanticCustomError("null-text", "", {"value": text})
    if _PLACEHOLDER.fullmatch(text):
        raise PydanticCustomError("placeholder-text", "", {"value": text[:60]})
    if character := refused_character(text):
        raise PydanticCustomError("bad-character", "", {"character": character})
    return text


def _line(value: Any) -> str:
    text = _text(value, MAX_LINE)
    if "\n" in text:
        raise PydanticCustomError("bad-character", "", {"character": "U+000A"})
    return text


def matched(value: Any, pattern: re.Pattern[str], expected: str) -> re.Match[str]:
    """How an input matches a pattern that `expected` shows by examples."""
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not (match := pattern.fullmatch(bounded(value, MAX_LINE))):
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return match


def _quantity(value: Any) -> Quantity | None:
    if value is None:
        return None
    match = matched(value, _QUANTITY, "2.13, >= 2, ~ 7.5")
    comparator: Any = match[1] or ""
    return Quantity(comparator, Decimal(match[2]))


def _amount(value: Any) -> Quantity:
    quantity = _quantity(value)
    if quantity is None:
        raise PydanticKnownError("missing")
    return quantity


def _boolean(value: Any) -> bool:
    return matched(value, _BOOLEAN, "true, false")[0] == "true"


def _date(value: Any) -> str:
    expected = "2021, 2021-06, 2021-06-30"
    text = matched(value, _DATE, expected)[0]
    if len(text) == 10 and int(text[8:]) > monthrange(int(text[:4]), int(text[5:7]))[1]:
        raise PydanticCustomError("bad-value", "", {"value": text, "expected": expected})
    return text


def _name(value: Any) -> str:
    text = _line(value)
    if "|" in text:
        raise PydanticCustomError("bad-character", "", {"character": "U+007C"})
    return text


def localized(value: Any, info: ValidationInfo, read: Callable[[Any], str]) -> Mapping[str, str]:
    """A text in exactly the languages of the site; in any, where the context names none."""
    if not isinstance(value, dict):
        raise PydanticKnownError("dict_type")
    languages = context_languages(info)
    texts, errors = {}, []
    for key, text in value.items():
        if languages and key not in languages:
            errors.append(InitErrorDetails(type="extra_forbidden", loc=(key,), input=text))
            continue
        try:
            texts[key] = read(text)
        except PydanticCustomError as error:
            errors.append(InitErrorDetails(type=error, loc=(key,), input=text))
    errors += (
        InitErrorDetails(type="missing", loc=(language,), input=value)
        for language in languages
        if language not in value
    )
    if errors:
        raise ValidationError.from_exception_data("Localized", errors)
    return {language: texts[language] for language in languages} if languages else texts


def context_languages(info: ValidationInfo) -> tuple[str, ...]:
    """The languages of the site that a value is read for; none where any will do."""
    return tuple((info.context or {}).get("languages", ()))


def _published(value: str, info: ValidationInfo) -> str:
    languages = context_languages(info)
    if languages and value not in languages:
        values = {"value": value[:60], "expected": ", ".join(languages)}
        raise PydanticCustomError("bad-value", "", values)
    return value


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    return Decimal(matched(value, _PLAIN_NUMBER, "2.13, -0.5")[0])


def _pattern(pattern: re.Pattern[str], expected: str) -> BeforeValidator:
    return BeforeValidator(lambda value: matched(value, pattern, expected)[0])


Text = Annotated[str, BeforeValidator(_text)]
"""A text of one or more lines, safe as a cell of a spreadsheet."""
Line = Annotated[str, BeforeValidator(_line)]
"""A text of one line, safe as a cell of a spreadsheet."""
Name = Annotated[str, BeforeValidator(_name)]
"""A line that can stand in a list inside a cell: it has no `|`."""
Prose = Annotated[str, AfterValidator(lambda text: bounded(text, MAX_PROSE))]
"""The Markdown of a page."""
OptionalNumber = Annotated[Decimal | None, BeforeValidator(_number)]
Decimals = Annotated[
    int, BeforeValidator(lambda value: int(matched(value, re.compile("[0-9]"), "0, 1, 2")[0]))
]
"""How many decimals of a number are shown."""
OptionalQuantity = Annotated[Quantity | None, BeforeValidator(_quantity)]
Amount = Annotated[Quantity, BeforeValidator(_amount)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Id = Annotated[str, _pattern(_ID, "words-with-hyphens")]


class Combination(dict[str, str]):
    """A value for each of some dimensions, in the order of their ids. Nobody changes it.

    `id` names it within its indicator: `sex=female|ward=north`.
    """

    __slots__ = ("id",)

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(sorted(values.items()))
        self.id = "|".join(f"{key}={value}" for key, value in self.items())


WHOLE = Combination({})
"""The combination of no dimensions: the whole."""
_VALUES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[Id, Id])
CombinationField = Annotated[
    Combination, PlainValidator(lambda value: Combination(_VALUES.validate_python(value)))
]
GoalId = Annotated[str, _pattern(_GOAL, "document/goal")]
Locator = Annotated[str, _pattern(LOCATOR, "table-1/2")]
Syllables = Annotated[str, _pattern(_SYLLABLES, "fa gai wei")]
"""Pinyin without tones, in lower case, a space between syllables; ü is written v."""
Date = Annotated[str, BeforeValidator(_date)]
Whole = Annotated[int, BeforeValidator(lambda value: int(matched(value, _WHOLE, "10")[0]))]
Language = Annotated[str, AfterValidator(_published)]
"""The code of a language of the site."""
RecordPath = Annotated[str, _pattern(_RECORD_PATH, "indicators/some-id")]
"""A record's address below its language: `indicators/some-id`, `goals/document/some-id`."""
Year = Annotated[int, BeforeValidator(lambda value: int(matched(value, YEAR, "2025")[0]))]
Number = Annotated[
    Decimal, BeforeValidator(lambda value: Decimal(matched(value, _FACTOR, "10000")[0]))
]


Localized = Annotated[Mapping[str, str], PlainValidator(partial(localized, read=_text))]
"""The same text in each language of the site: language → text."""
LocalizedLine = Annotated[Mapping[str, str], PlainValidator(partial(localized, read=_line))]
"""The same line in each language of the site: language → line."""

INLINE = "[words]"
"""The name of a field whose languages stand among the other keys of its record; no file has it."""


class Worded(Record):
    """A record that gives its words in each language beside its other keys."""

    words: LocalizedLine = Field(alias=INLINE)

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        own = {key: item for key, item in value.items() if key in cls.model_fields}
        return own | {INLINE: {key: value[key] for key in value if key not in own}}
