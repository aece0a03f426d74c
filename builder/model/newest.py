"""The newest day that the data knows of."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.catalog import Catalog
from builder.model.dates import last_day


def newest_date(catalog: Catalog) -> str | None:
    """The newest day in the data; `None` where nothing is dated.

    Values count only where no document has a date, with the last day of their period: that may lie
    ahead, in a report on half a year or a plan that counts what is in it.
    """
    dates = (date for d in catalog.documents.values() for date in (d.published, d.retrieved))
    days = [last_day(date) for date in dates if date]
    days += (last_day(update.date) for task in catalog.tasks.values() for update in task.updates)
    return max(days or _ends_of_values(catalog), default=None)


def _ends_of_values(catalog: Catalog) -> Iterator[str]:
    for indicator in catalog.indicators.values():
        for observation in indicator.observations:
            measured = observation.measured
            yield last_day(str(measured)) if measured else str(observation.period.last)
