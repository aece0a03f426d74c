"""What was reported before a target’s end: the level it sets out from, and those on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from builder.model.dates import first_day
from builder.model.documents import Document
from builder.model.records import Indicator, Observation, Target
from builder.model.statements import latest_statement, preferred_statement


def from_start_to_report(
    indicator: Indicator,
    target: Target,
    result: Observation | None,
    documents: Mapping[str, Document],
) -> tuple[Observation | None, Observation | None]:
    """What was known when a bound was set, however long before, and what is known now."""
    if result:
        since = _set_out(target, documents)
        levels = _levels(indicator, target)
        return latest_statement(
            (o for o in levels if since and o.period.last < since), documents
        ), result
    start, later = way(indicator, target, documents)
    if not later:
        start, later = way(indicator, target, documents, ever=True)
    return start, latest_statement(later, documents)


def way(
    indicator: Indicator,
    target: Target,
    documents: Mapping[str, Document],
    *,
    ever: bool = False,
) -> tuple[Observation | None, list[Observation]]:
    """The level from which a target sets out, and those reported after it, before its end.

    It sets out from the latest level before the plan (of the year before it, or of `ever`), and
    where there is none from the earliest since. Nothing is on the way from one average of several
    years to another.
    """
    since = _set_out(target, documents)
    if since is None:
        return None, []
    levels = [o for o in _levels(indicator, target) if ever or o.period.end >= since.year - 1]
    start = latest_statement((o for o in levels if o.period.last < since), documents)
    if start is None and levels:
        first = min(o.period.last for o in levels)
        start = preferred_statement((o for o in levels if o.period.last == first), documents)
    if start is None or start.period.form == "span":
        return start, []
    form, end = start.period.form, start.period.last
    return start, [o for o in levels if o.period.form == form and o.period.last > end]


def _levels(indicator: Indicator, target: Target) -> list[Observation]:
    """The comparable numbers of the same form: years for a year, months for a month."""
    return [o for o in comparable(indicator, target) if _same_form(o, target)]


def _same_form(observation: Observation, target: Target) -> bool:
    """Whether both are of years, or both of months …; a target without a date has a level of any
    form.
    """
    if target.period is None:
        return observation.period.form != "span"
    return observation.period.form == target.period.form


def _set_out(target: Target, documents: Mapping[str, Document]) -> date | None:
    """The first day for which a target may hold: of its plan or, where it is earlier, of its own
    period.

    None where that is not known, as in a document that only looks back on the target.
    """
    document = documents[target.source.document]
    plan = document.period.first if document.period else None
    if plan is None and document.published:
        plan = first_day(document.published)
    if plan is None or target.period is None:
        return plan
    return min(plan, target.period.first) if plan <= target.period.last else None


def comparable(indicator: Indicator, target: Target) -> list[Observation]:
    """The numbers reported from before the target's end that are of the same thing as it."""
    about = target.series_id, target.cumulative, target.unit
    return [
        o
        for o in indicator.observations
        if o.value is not None
        and (o.series_id, o.cumulative, o.unit) == about
        and o.measured in (None, o.period.end)
        and (target.period is None or o.period.last < target.period.last)
    ]


def elapsed(begin: date, at: date, end: date) -> tuple[int, int]:
    """How much of the time to a day has passed, and how much there is: in years where all three are
    the same day of the year, else in days.
    """
    if (begin.month, begin.day) == (at.month, at.day) == (end.month, end.day):
        return at.year - begin.year, end.year - begin.year
    return (at - begin).days, (end - begin).days
