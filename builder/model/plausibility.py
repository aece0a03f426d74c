"""Rules that warn of slips: what is likely mistyped, though a document may say so.

A statement marked `expected` has been looked at: it is not warned of, and must be odd.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from builder.model.catalog import Catalog
from builder.model.finding import Finding
from builder.model.records import Indicator, Statement, Target
from builder.model.statements import baseline

_SLIPS = (10, 10_000)
"""Between % and ‰, and between 万 and 亿."""
_BAND = Decimal("1.25")
"""How far from exactly such a factor two values may lie and still look like a slip."""


def plausibility(catalog: Catalog) -> Iterator[Finding]:
    """Values that look like slips and are not marked as expected, and marks on values that do not."""
    for indicator in catalog.indicators.values():
        if not _resolved(catalog, indicator):
            continue
        places = {id(s): (key, i) for key in ("observations", "targets") for i, s in enumerate(getattr(indicator, key))}
        odd = set()
        for statement, code, values in _oddities(catalog, indicator):
            odd.add(id(statement))
            if not statement.expected:
                yield Finding("indicators", indicator.id, (*places[id(statement)], "value"), code, values)
        for statement in (*indicator.observations, *indicator.targets):
            if statement.expected and id(statement) not in odd:
                yield Finding("indicators", indicator.id, (*places[id(statement)], "expected"), "idle-expected")


def _resolved(catalog: Catalog, indicator: Indicator) -> bool:
    """Whether all that the statements refer to exists; if not, other rules tell."""
    return all(
        s.source.document in catalog.documents and (s.series is None or s.series in indicator.series)
        for s in (*indicator.observations, *indicator.targets)
    )


def _oddities(catalog: Catalog, indicator: Indicator) -> Iterator[tuple[Statement, str, dict[str, str]]]:
    numbered = [(s, s.value) for s in (*indicator.observations, *indicator.targets) if s.value is not None]
    for statement, value in numbered:
        unit = catalog.units.get(indicator.unit_of(statement))
        if unit and unit.label.en == "%" and value.number > 100:
            yield statement, "over-hundred", {"value": str(value)}
    for (first, one), (second, other) in combinations(numbered, 2):
        same = (first.series, first.unit, first.cumulative) == (second.series, second.unit, second.cumulative)
        if same and (factor := _slip(one.number, other.number)):
            values = {"value": str(other), "other": str(one), "factor": f"{factor:,}"}
            yield first if first.expected else second, "scale-slip", values
    for target in indicator.targets:
        start = baseline(target, indicator, catalog.documents)
        if start and start.value and target.value and _wrong_side(indicator, target, start.value.number):
            yield target, "wrong-side", {"value": str(target.value), "other": str(start.value)}


def _slip(a: Decimal, b: Decimal) -> int:
    if not a or not b:
        return 0
    ratio = abs(a / b) if abs(a) > abs(b) else abs(b / a)
    return next((slip for slip in _SLIPS if slip / _BAND <= ratio <= slip * _BAND), 0)


def _wrong_side(indicator: Indicator, target: Target, start: Decimal) -> bool:
    assert target.value is not None
    direction = indicator.direction_of(target.series)
    return (direction == "higher" and target.value.number < start) or (
        direction == "lower" and target.value.number > start
    )
