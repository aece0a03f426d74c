"""Tables of statements, of all indicators and of one, and of the series that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from builder.model.numbering import natural
from builder.model.periods import Period
from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.sources import Source
from builder.site.site import Site
from builder.tables.columns import (
    Column,
    Table,
    Texts,
    boolean,
    comparator,
    integer,
    number,
    period,
    string,
    texts,
)

IndicatorStatement = tuple[Indicator, Statement, Source]
"""A statement at one of the places that state it."""
StatementColumn = Column[IndicatorStatement] | Texts[IndicatorStatement]
IndicatorSeries = tuple[Indicator, str]


def statement_order(s: Statement, source: Source) -> tuple[Any, ...]:
    """The order of statements of an indicator: by series, period and place."""
    return (*period_order(s.series_id, s.period, s.cumulative), *source_order(source))


def period_order(series: str | None, period: Period | None, cumulative: bool) -> tuple[Any, ...]:
    """The order of what is about a series at a time: what has no period comes last."""
    days = (period.first, period.last) if period else (date.max, date.max)
    return (series or "", *days, cumulative)


def source_order(source: Source) -> tuple[Any, ...]:
    """The order of places: by document, numbers in them as numbers."""
    return (source.document, natural(source.locator))


def _of_all(*fields: str) -> Callable[[Site], Iterator[IndicatorStatement]]:
    def statements(site: Site) -> Iterator[IndicatorStatement]:
        for indicator in (site.catalog.indicators[id] for id in sorted(site.catalog.indicators)):
            yield from indicator_statements(indicator, *fields)

    return statements


def indicator_statements(indicator: Indicator, *fields: str) -> Iterator[IndicatorStatement]:
    """Every statement of one indicator with it, a row for each place that states it; of these
    fields or of all.
    """
    for name in fields or ("observations", "targets"):
        statements: Iterable[Statement] = getattr(indicator, name)
        rows = ((s, source) for s in statements for source in s.sources)
        ordered = sorted(rows, key=lambda row: statement_order(*row))
        yield from ((indicator, *row) for row in ordered)


_STATEMENT: tuple[StatementColumn, ...] = (
    string("indicator_id", lambda row: row[0].id),
    string("series_id", lambda row: row[1].series_id),
    period(lambda row: row[1].period),
    comparator("comparator", lambda row: row[1].value),
    number("value", lambda row: row[1].value),
    string("unit_id", lambda row: row[0].unit_of(row[1])),
    boolean("cumulative", lambda row: row[1].cumulative),
    integer("measured", lambda row: row[1].measured),
    texts("text", lambda row: row[1].text),
    string("document_id", lambda row: row[2].document),
    string("locator", lambda row: row[2].locator),
    boolean("preferred", lambda row: row[1].preferred),
    texts("note", lambda row: row[1].note),
    string("declares", lambda row: row[1].declares if isinstance(row[1], Observation) else None),
    string("status", lambda row: row[1].status),
    string("missing", lambda row: row[1].missing),
    number("lower", lambda row: row[1].lower),
    number("upper", lambda row: row[1].upper),
)
_KIND: Column[IndicatorStatement] = string(
    "kind", lambda row: "target" if isinstance(row[1], Target) else "observation"
)


def indicator_table(indicator: Indicator) -> Table[IndicatorStatement]:
    """The statements of one indicator, its own download: with a column for each dimension."""
    dimensions = [_dimension(id) for id in indicator.dimensions]
    return Table(
        indicator.id,
        lambda site: indicator_statements(indicator),
        (_KIND, *_STATEMENT, *dimensions),
    )


def _dimension(id: str) -> Column[IndicatorStatement]:
    return string(id, lambda row: row[1].dimensions.get(id))


def _series(site: Site) -> Iterator[IndicatorSeries]:
    for id in sorted(site.catalog.indicators):
        indicator = site.catalog.indicators[id]
        statements = (*indicator.observations, *indicator.targets)
        stated = {s.series_id for s in statements} | {*indicator.series}
        yield from ((indicator, series) for series in sorted(filter(None, stated)))


def _direction(row: IndicatorSeries) -> str | None:
    indicator, series = row[0], row[0].named_series(row[1])
    return (series and series.direction) or indicator.direction


OBSERVATIONS = Table("observations", _of_all("observations"), _STATEMENT)
TARGETS = Table("targets", _of_all("targets"), _STATEMENT)
SERIES: Table[IndicatorSeries] = Table(
    "series",
    _series,
    (
        string("indicator_id", lambda row: row[0].id),
        string("series_id", lambda row: row[1]),
        Texts("name", lambda edition, row: edition.series_name(*row)),
        string("unit_id", lambda row: row[0].unit_of_series(row[1])),
        string("direction", _direction),
    ),
)
