"""The one plain sentence about an indicator."""

from __future__ import annotations

from builder.model.records import Indicator, Statement
from builder.pages.edition import Edition
from builder.pages.views.shared import headline_target, latest, main_series, series_name


def sentence(e: Edition, indicator: Indicator) -> str:
    """What was last reported and what is asked for, in one plain sentence."""
    name, series = e.text(indicator.name), series_name(e, indicator, main_series(indicator))
    if series:
        name = e.t("sentence.series", name=name, series=series)
    report, target = latest(e, indicator), headline_target(e, indicator)
    told = _clause(e, indicator, "reported", report, name) if report else name
    aim = _clause(e, indicator, "target", target, told) if target else ""
    if not report and not target:
        return ""
    form = "reported" if not target else "both" if report else "target"
    return e.t(f"sentence.{form}", told=told, aim=aim)


def _clause(e: Edition, indicator: Indicator, key: str, statement: Statement, told: str) -> str:
    form = "verbal" if statement.value is None else "cumulative" if statement.cumulative else "plain"
    value = e.text(statement.text)
    if statement.value:
        amount = e.amount(statement.value.number, indicator.unit_of(statement), told)
        group = "told" if key == "reported" else "bound"
        value = e.t(f"{group}.{statement.value.comparator or 'none'}", value=amount)
    return e.t(f"sentence.{key}_{form}", name=told, period=e.when(statement), value=value)
