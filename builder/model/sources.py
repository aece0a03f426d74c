"""Where something is read: places in documents, and addresses elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError, PydanticKnownError

from builder.model.values import LOCATOR, bounded, is_id, localized, matched

_LINK = re.compile(r"https?://[\w-]+(?:\.[\w-]+)*(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?")
_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MAX_LINK = 2_000


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document, written `document-id locator`; the document as a whole, written
    `document-id`, where the locator is empty.
    """

    document: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.locator}".rstrip()


def _source(value: Any) -> Source:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": "document-id table-1/2"})
    document, space, locator = value.partition(" ")
    if not is_id(document) or (space and not LOCATOR.fullmatch(locator)):
        raise PydanticCustomError(
            "bad-value", "", {"value": value[:60], "expected": "document-id table-1/2"}
        )
    return Source(document, locator)


def _sources(value: Any) -> Any:
    """One place is a list of one."""
    if isinstance(value, (list, tuple)):
        if not value:
            raise PydanticKnownError("missing")
        return value
    return (_source(value),)


def _day(value: Any) -> str:
    expected = "2021-06-30"
    text = matched(value, _DAY, expected)[0]
    try:
        date.fromisoformat(text)
    except ValueError:
        values = {"value": text, "expected": expected}
        raise PydanticCustomError("bad-value", "", values) from None
    return text


def _link(value: Any) -> str:
    expected = "https://example.org/page"
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "", {"expected": expected})
    if not _LINK.fullmatch(bounded(value, _MAX_LINK)) or not value.isprintable():
        raise PydanticCustomError("bad-value", "", {"value": value[:60], "expected": expected})
    return value


def _links(value: Any, info: ValidationInfo) -> str | Mapping[str, str]:
    return localized(value, info, _link) if isinstance(value, dict) else _link(value)


SourceField = Annotated[
    Source, BeforeValidator(lambda v: v if isinstance(v, Source) else _source(v))
]
Sources = Annotated[tuple[SourceField, ...], BeforeValidator(_sources)]
"""Places that state the same: one, or a list of them."""
SourceCell = Annotated[Sources, BeforeValidator(lambda value: value.split("|"))]
"""The same in a cell, joined with `|`."""
Day = Annotated[str, BeforeValidator(_day)]
"""A day, written `2021-06-30`."""
Link = Annotated[str, BeforeValidator(_link)]
"""The address of a page elsewhere: http or https, with neither a user nor a password in it."""
Links = Annotated[str | Mapping[str, str], PlainValidator(_links)]
"""An address, or one in each language of the site."""
