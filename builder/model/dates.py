"""Days: which texts are one, and the newest that the data knows of."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.model.catalog import Catalog


def is_day(text: str) -> bool:
    """Whether `text` is a day that exists, written `2021-08-20`; calendars know no year 0."""
    try:
        return bool(re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:
        return False


def first_day(text: str) -> date:
    """The first day of a year, a month or a day: of `2021-06` it is `2021-06-01`."""
    return date.fromisoformat(f"{text}-01-01"[:10])


def last_day(text: str) -> str:
    """The last day of a year, a month or a day: of `2021-06` it is `2021-06-30`."""
    year, month, day = (*text.split("-"), "", "")[:3]
    month = month or "12"
    return text if day else f"{year}-{month}-{monthrange(int(year), int(month))[1]:02}"


def newest_date(catalog: Catalog) -> str | None:
    """The newest day in the data; `None` where nothing is dated.

    Values count only where no document has a date, with the last day of their period: that may lie
    ahead, in a report on half a year or a plan that counts what is in it.
    """
    dates = (date for d in catalog.documents.values() for date in (d.published, d.retrieved))
    days = [last_day(date) for date in dates if date]
    return max(days or _ends_of_values(catalog), default=None)


def _ends_of_values(catalog: Catalog) -> Iterator[str]:
    for indicator in catalog.indicators.values():
        for observation in indicator.observations:
            measured = observation.measured
            yield last_day(str(measured)) if measured else str(observation.period.last)
