"""Days: which texts are one, and the first and last of a month or year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date


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
