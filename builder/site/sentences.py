"""The one plain sentence about an indicator, and the names of its sources."""

from __future__ import annotations

from typing import Literal

from builder.model.records import Indicator, Statement
from builder.model.statements import headline_target, latest_observation, main_series, reference
from builder.site.site import Edition


def sentence(edition: Edition, indicator: Indicator) -> str:
    """What was last reported and what is asked for, in one plain sentence."""
    name = edition.indicator_name(indicator, main_series(indicator))
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    first = _clause(edition, indicator, "reported", report, name) if report else name
    second = _clause(edition, indicator, "target", target, first) if target else ""
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


def _clause(
    edition: Edition, indicator: Indicator, key: str, statement: Statement, context: str
) -> str:
    """One half of the sentence; a unit that `context`, the words before it, has named is left
    out.
    """
    form = (
        "verbal" if statement.value is None else "cumulative" if statement.cumulative else "plain"
    )
    value = edition.text(statement.text)
    if statement.value:
        amount = edition.amount(
            statement.value.number, indicator.unit_of(statement), context, indicator.decimals
        )
        value = edition.t(f"{key}_value.{statement.value.comparator or 'none'}", value=amount)
    preposition: Literal["in", "for", "over"] = "for" if key == "target" else "in"
    if key == "reported" and form == "cumulative":
        preposition = "over"
    period = edition.period_phrase(preposition, reference(statement))
    return edition.t(f"sentence.{key}_{form}", name=context, period=period, value=value)
