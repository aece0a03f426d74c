"""Rules that warn of values that are likely mistyped, though a document may say so.

A statement marked `expected` has been looked at: it is not warned of, and must be odd.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from builder.model.catalog import Catalog
from builder.model.records import Indicator, Statement, Target
from builder.model.statements import baseline
from builder.model.values import Quantity
from builder.problems import Problem

_SCALE_FACTORS = (10, 10_000)
"""Between % and ‰, and between 万 and 亿."""
_BAND = Decimal("1.25")
"""How far from exactly such a factor two values may lie and still look mistyped."""
_WIDE_BAND = Decimal("1.3")
"""The same, wider than any rounding: values to look at."""

Numbered = tuple[Statement, Quantity]


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
        s.source.document in catalog.documents
        and (s.series is None or s.series in indicator.series)
        for s in (*indicator.observations, *indicator.targets)
    )


def _oddities(
    catalog: Catalog, indicator: Indicator
) -> Iterator[tuple[Statement, str, dict[str, str]]]:
    numbered = [
        (s, s.value) for s in (*indicator.observations, *indicator.targets) if s.value is not None
    ]
    for statement, value in numbered:
        unit = catalog.units.get(indicator.unit_of(statement))
        if unit and unit.label.en == "%" and value.number > 100:
            yield statement, "over-hundred", {"value": str(value)}
    for (first, one), (second, other), factor in _factor_pairs(numbered):
        values = {"value": str(other), "other": str(one), "factor": f"{factor:,}"}
        yield first if first.expected else second, "scale-slip", values
    for target in indicator.targets:
        start = baseline(target, indicator, catalog.documents)
        if (
            start
            and start.value
            and target.value
            and _wrong_side(indicator, target, start.value.number)
        ):
            yield target, "wrong-side", {"value": str(target.value), "other": str(start.value)}


def _factor_pairs(numbered: list[Numbered]) -> Iterator[tuple[Numbered, Numbered, int]]:
    """Every pair of comparable values that looks mistyped, in their order; they are looked up by
    size.
    """
    groups: dict[tuple[str | None, str | None, bool], list[tuple[Decimal, int]]] = defaultdict(list)
    for position, (statement, value) in enumerate(numbered):
        groups[_comparable(statement)].append((abs(value.number), position))
    for group in groups.values():
        group.sort()
    for position, (statement, value) in enumerate(numbered):
        group, size = groups[_comparable(statement)], abs(value.number)
        near: list[int] = []
        for times in (factor**sign for factor in map(Decimal, _SCALE_FACTORS) for sign in (-1, 1)):
            first = bisect_left(group, (size * times / _WIDE_BAND,))
            near += (
                n
                for _, n in group[first : bisect_left(group, (size * times * _WIDE_BAND,))]
                if n > position
            )
        for other in sorted(near):
            if factor := _factor(value.number, numbered[other][1].number):
                yield numbered[position], numbered[other], factor


def _comparable(statement: Statement) -> tuple[str | None, str | None, bool]:
    return statement.series, statement.unit, statement.cumulative


def _factor(a: Decimal, b: Decimal) -> int:
    if not a or not b:
        return 0
    ratio = abs(a / b) if abs(a) > abs(b) else abs(b / a)
    return next(
        (factor for factor in _SCALE_FACTORS if factor / _BAND <= ratio <= factor * _BAND), 0
    )


def _wrong_side(indicator: Indicator, target: Target, start: Decimal) -> bool:
    assert target.value is not None
    direction = indicator.direction_of(target.series)
    return (direction == "higher" and target.value.number < start) or (
        direction == "lower" and target.value.number > start
    )
