"""What must hold of the statements of an indicator, and of what they are split by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from builder.model.catalog import Catalog, PathInFile
from builder.model.records import Aside, Indicator, Statement
from builder.model.statements import (
    MOST_SIDES,
    disagreements,
    explanations,
    muddled,
    subject,
)
from builder.problems import Problem

_TAKEN = frozenset(
    {"kind", "comparator", "indicator_id", "series_id", "unit_id", "document_id", "locator"}
    | {*Statement.__pydantic_fields__, "declares", "source"}  # type: ignore[attr-defined]
)
"""Names of columns that stand beside those of the dimensions."""


def dimensions(catalog: Catalog) -> Iterator[Problem]:
    """A dimension has a name that no other column of a table has."""
    for indicator in catalog.indicators.values():
        for id in indicator.dimensions:
            if id in _TAKEN:
                place = catalog.place("indicators", indicator.id, ("dimensions", id))
                yield Problem(place, "taken-name", {"name": id})


def statements(catalog: Catalog) -> Iterator[Problem]:
    """Statements say something, once a place, about a part that their indicator has."""
    for indicator in catalog.indicators.values():
        for key in ("observations", "targets"):
            seen = set()
            for i, statement in enumerate(getattr(indicator, key)):
                yield from _unknown_parts(catalog, indicator, statement, (key, i))
                if statement.value is statement.text is statement.missing is None:
                    place = catalog.place("indicators", indicator.id, (key, i))
                    yield Problem(place, "empty-statement")
                elif statement.value is not None and statement.missing is not None:
                    place = catalog.place("indicators", indicator.id, (key, i, "missing"))
                    yield Problem(place, "not-missing", {"value": str(statement.value)})
                yield from _interval(catalog, indicator, statement, (key, i))
                for source in statement.sources:
                    content = subject(statement), source, statement.value
                    if content in seen:
                        place = catalog.place("indicators", indicator.id, (key, i))
                        yield Problem(place, "duplicate-statement", {"place": str(source)})
                    seen.add(content)


def muddles(catalog: Catalog) -> Iterator[Problem]:
    """Documents give a few values for one thing, not dozens: those are about different things."""
    for indicator in catalog.indicators.values():
        many = {id(statement) for statement in muddled(indicator)}
        for key in ("observations", "targets") if many else ():
            for i, statement in enumerate(getattr(indicator, key)):
                if id(statement) in many:
                    place = catalog.place("indicators", indicator.id, (key, i))
                    values = {"number": str(MOST_SIDES), "period": str(statement.period or "–")}
                    values["series"] = statement.series_id or ""
                    yield Problem(place, "many-values", values)


def asides(catalog: Catalog) -> Iterator[Problem]:
    """An aside is about a part that its indicator has, and explains a disagreement."""
    for indicator in catalog.indicators.values():
        if not indicator.asides:
            continue
        disagreeing = {d.subject.explained for d in disagreements(indicator)}
        useful = {id(a) for about, a in explanations(indicator).items() if about in disagreeing}
        for i, aside in enumerate(indicator.asides):
            unknown = [*_unknown_parts(catalog, indicator, aside, ("asides", i))]
            yield from unknown
            if id(aside) not in useful and not unknown:
                place = catalog.place("indicators", indicator.id, ("asides", i))
                yield Problem(place, "idle-aside")


def _unknown_parts(
    catalog: Catalog, indicator: Indicator, about: Statement | Aside, path: PathInFile
) -> Iterator[Problem]:
    """Series, dimensions and values of dimensions that an entry names and its indicator lacks."""
    if about.series is not None and about.series not in indicator.series:
        place = catalog.place("indicators", indicator.id, (*path, "series"))
        yield Problem(place, "unknown-series", _close(about.series, indicator.series))
    for name, value in about.dimensions.items():
        known = indicator.dimensions.get(name)
        if known and value in known.values:
            continue
        place = catalog.place("indicators", indicator.id, (*path, "dimensions", name))
        if known:
            values = _close(value, known.values) | {"dimension": name}
            yield Problem(place, "unknown-dimension-value", values)
        else:
            yield Problem(place, "unknown-dimension", _close(name, indicator.dimensions))


def _close(name: str, known: Mapping[str, object]) -> dict[str, str]:
    return {"name": name, "close": "".join(get_close_matches(name, known, n=1))}


def _interval(
    catalog: Catalog, indicator: Indicator, statement: Statement, path: PathInFile
) -> Iterator[Problem]:
    """A confidence interval holds its value."""
    low, high, value = statement.lower, statement.upper, statement.value
    if (low is None and high is None) or value is None:
        return
    ends = [number for number in (low, value.number, high) if number is not None]
    if ends != sorted(ends):
        place = catalog.place("indicators", indicator.id, (*path, "lower" if low else "upper"))
        values = {"value": str(value), "lower": str(low or "–"), "upper": str(high or "–")}
        yield Problem(place, "outside-interval", values)


def preferences(catalog: Catalog) -> Iterator[Problem]:
    """A curator prefers one statement among those about the same thing, and says why."""
    for indicator in catalog.indicators.values():
        for key in ("observations", "targets"):
            seen = set()
            for i, statement in enumerate(getattr(indicator, key)):
                if not statement.preferred:
                    continue
                if statement.note is None:
                    yield Problem(
                        catalog.place("indicators", indicator.id, (key, i, "preferred")),
                        "preferred-without-note",
                    )
                if subject(statement) in seen:
                    yield Problem(
                        catalog.place("indicators", indicator.id, (key, i, "preferred")),
                        "preferred-twice",
                    )
                seen.add(subject(statement))
