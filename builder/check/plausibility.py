"""Rules that warn of values that are likely mistyped, though a document may say so.

A statement marked `expected` has been looked at: it is not warned of, and must be odd.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.check.scale import Numbered, Slip, slips
from builder.check.script import counts_in_myriads
from builder.model.catalog import Catalog
from builder.model.records import Direction, Indicator, Observation, Statement
from builder.model.statements import baseline
from builder.model.values import Quantity
from builder.model.vocabularies import Unit
from builder.problems import Problem

_FULL = 100
_SHARES = ("%", "‰")
Oddity = tuple[Statement, str, dict[str, str]]
"""A statement, the code of what is odd about it, and the values of that message."""


def plausibility(catalog: Catalog) -> Iterator[Problem]:
    """Values that look mistyped and are not marked as expected, and marks on values that do
    not.
    """
    for indicator in catalog.indicators.values():
        if not _resolved(catalog, indicator):
            continue
        places = {
            id(s): (key, i)
            for key in ("observations", "targets")
            for i, s in enumerate(getattr(indicator, key))
        }
        odd = set()
        for statement, code, values in _oddities(catalog, indicator):
            odd.add(id(statement))
            if not statement.expected:
                yield Problem(
                    catalog.place("indicators", indicator.id, (*places[id(statement)], "value")),
                    code,
                    values,
                )
        for statement in (*indicator.observations, *indicator.targets):
            if statement.expected and id(statement) not in odd:
                yield Problem(
                    catalog.place("indicators", indicator.id, (*places[id(statement)], "expected")),
                    "idle-expected",
                )


def _resolved(catalog: Catalog, indicator: Indicator) -> bool:
    """Whether all that the statements refer to exists; if not, other rules report it."""
    return all(
        catalog.documents.keys() >= {*s.documents}
        and (s.series is None or s.series in indicator.series)
        and s.dimensions.keys() <= indicator.dimensions.keys()
        for s in (*indicator.observations, *indicator.targets)
    )


def _oddities(catalog: Catalog, indicator: Indicator) -> Iterator[Oddity]:
    numbered = [
        Numbered(s, s.value, abs(s.value.number))
        for s in (*indicator.observations, *indicator.targets)
        if s.value is not None
    ]
    slipped = set()
    for slip in slips(numbered):
        statement = slip.suspect.statement
        slipped.add(id(statement))
        yield (
            statement,
            "scale-slip",
            _of_slip(slip, catalog.units.get(indicator.unit_of(statement))),
        )
    for statement, code, values in _over_hundred(catalog, indicator, numbered):
        if id(statement) not in slipped:
            yield statement, code, values
    if not any(t.value for t in indicator.targets):
        return
    parts: dict[str | None, list[Observation]] = defaultdict(list)
    for observation in indicator.observations:
        parts[observation.series_id].append(observation)
    for target in indicator.targets:
        if target.value is None or target.value.is_bound:  # a floor or a ceiling may lie there
            continue
        part = indicator.model_copy(update={"observations": tuple(parts[target.series_id])})
        start = baseline(target, part, catalog.documents)
        direction = indicator.direction_of(target.series_id)
        if start and start.value and _falls_short(target.value, start.value, direction):
            yield target, "wrong-side", {"value": str(target.value), "other": str(start.value)}


def _of_slip(slip: Slip, unit: Unit | None) -> dict[str, str]:
    first, *rest = slip.beside
    values = {
        "value": str(slip.suspect.value),
        "period": _written(slip.suspect),
        "factor": f"{slip.factor:,}",
        "other": str(first.value),
        "other_period": _written(first),
    }
    for other in rest:
        values |= {"after": str(other.value), "after_period": _written(other)}
    if first.statement.period == slip.suspect.statement.period:
        values["source"] = str(first.statement.source)
    labels = (unit.label or {}) if unit else {}
    if labels:
        usual = next(iter(labels.values()))
        values |= {"unit": usual, **{f"label_{c}": labels.get(c, usual) for c in ("zh", "en")}}
    if any(label in _SHARES for label in labels.values()):
        values["remedy"] = "share"
    elif any(counts_in_myriads(label) for label in labels.values()):
        values["remedy"] = "myriad"
    return values


def _written(one: Numbered) -> str:
    """The period of a statement, which a target may lack."""
    return str(one.statement.period or "–")


def _over_hundred(
    catalog: Catalog, indicator: Indicator, numbered: Sequence[Numbered]
) -> Iterator[Oddity]:
    """Percentages above 100 in a series that otherwise stays far below: growth, ratios and coverage
    may well be above, and then are so by a little, or often.
    """
    series: dict[tuple[str | None, str], list[Numbered]] = defaultdict(list)
    for one in numbered:
        series[one.statement.series_id, indicator.unit_of(one.statement)].append(one)
    for (_, id), stated in series.items():
        unit = catalog.units.get(id)
        highest = max(stated, key=lambda one: one.value.number).value.number
        others = [one for one in stated if one.value.number < highest]
        if unit and "%" in (unit.label or {}).values() and highest > _FULL and len(others) > 1:
            usual = max(others, key=lambda one: one.value.number)
            if usual.value.number <= _FULL and highest > 2 * usual.value.number:
                values = {"other": str(usual.value), "other_period": _written(usual)}
                for one in stated:
                    if one.value.number == highest:
                        said = {"value": str(one.value), "period": _written(one)}
                        yield one.statement, "over-hundred", said | values


def _falls_short(target: Quantity, start: Quantity, direction: Direction) -> bool:
    """Whether a target asks for less than there was."""
    return (direction == "higher" and target.number < start.number) or (
        direction == "lower" and target.number > start.number
    )
