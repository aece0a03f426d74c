"""The one plain sentence about an indicator, and the names of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from builder.model.records import Indicator, Statement
from builder.model.statements import headline_target, latest_observation, main_series, reference
from builder.site.site import Edition


def sentence(edition: Edition, indicator: Indicator) -> str:
    """What was last reported and what is asked for, in one plain sentence."""
    name = edition.indicator_name(indicator, main_series(indicator))
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    compared = [s.value.number for s in (report, target) if s and s.value]
    first = _clause(edition, indicator, "reported", report, name, compared) if report else name
    second = _clause(edition, indicator, "target", target, first, compared) if target else ""
    if not report and not target:
        return ""
    form = "reported" if not target else "both" if report else "target"
    return edition.t(f"sentence.{form}", first=first, second=second)


def source_names(edition: Edition, indicator: Indicator) -> str:
    """The names of the documents that say something about the indicator, by rank."""
    statements = (*indicator.observations, *indicator.targets)
    ids = {id for s in statements for id in s.documents}
    ranked = edition.catalog.ranked_documents
    return edition.separator.join(edition.document(id).text for id in ranked if id in ids)


def credit(edition: Edition, documents: str) -> str:
    """The line below a chart that others show: its documents, the site, the date, the licence."""
    config = edition.site.config
    return edition.t(
        "chart.source",
        documents=documents,
        site=edition.text(config.title),
        date=edition.date(edition.site.as_of),
        licence=edition.text(config.licence.name),
    )


def _clause(
    edition: Edition,
    indicator: Indicator,
    key: str,
    statement: Statement,
    context: str,
    compared: Iterable[Decimal],
) -> str:
    """One half of the sentence; a unit that `context`, the words before it, has named is left
    out. `compared` are the numbers of both halves.
    """
    form = (
        "verbal" if statement.value is None else "cumulative" if statement.cumulative else "plain"
    )
    value = edition.text(statement.text)
    if statement.value:
        unit = indicator.unit_of(statement)
        decimals = edition.decimals(indicator, unit, *compared)
        amount = edition.amount(statement.value.number, unit, context, decimals)
        value = edition.t(f"{key}_value.{statement.value.comparator or 'none'}", value=amount)
    preposition: Literal["in", "for", "over"] = "for" if key == "target" else "in"
    if key == "reported" and form == "cumulative":
        preposition = "over"
    period = edition.period_phrase(preposition, reference(statement))
    return edition.t(f"sentence.{key}_{form}", name=context, period=period, value=value)
