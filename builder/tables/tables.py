"""The catalog as tables: the CSV contract of the data model, and the same rows as JSON.

Rows are sorted. Cells need no escaping against spreadsheet formulas because the records refuse such
texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from builder.model.documents import Document
from builder.model.records import Department, Goal, Indicator
from builder.model.statements import Disagreement
from builder.model.verdicts import Verdict
from builder.model.vocabularies import Portfolio, Scale, Topic, Unit
from builder.site.reasons import printed_reason
from builder.site.site import Edition, Site
from builder.tables.columns import (
    Column,
    Table,
    Texts,
    comparator,
    integer,
    listing,
    number,
    period,
    string,
    texts,
)
from builder.tables.statements import (
    OBSERVATIONS,
    SERIES,
    TARGETS,
    period_order,
    source_order,
    statement_order,
)
from builder.tables.tasks import COMMITMENTS, TASK_DEPARTMENTS, TASK_UPDATES, TASKS

T = TypeVar("T")


def _by_id(records: Mapping[str, T]) -> Iterator[T]:
    return (records[id] for id in sorted(records))


def _grouped(
    groups: Mapping[str, tuple[T, ...]], order: Callable[[T], tuple[Any, ...]]
) -> Iterator[T]:
    return (item for group in _by_id(groups) for item in sorted(group, key=order))


def _disagreement_order(d: Disagreement) -> tuple[Any, ...]:
    subject = d.subject
    period = period_order(None, subject.period, subject.cumulative)
    sources = (*source_order(d.first.source), *source_order(d.second.source))
    return (subject.series or "", subject.kind, *period, *sources)


def _places_linked(site: Site, document: Document) -> int:
    uses = site.catalog.uses.get(document.id, {})
    return sum(locator in uses for locator in document.locators)


def _scale(edition: Edition, unit: Unit) -> Scale | None:
    return unit.scale.get(edition.lang)


def _scale_label(edition: Edition, unit: Unit) -> str | None:
    return scale.label if (scale := _scale(edition, unit)) else None


def _scale_factor(edition: Edition, unit: Unit) -> Decimal | None:
    return scale.factor if (scale := _scale(edition, unit)) else None


_DOCUMENTS: Table[Document] = Table(
    "documents",
    lambda site: _by_id(site.catalog.documents),
    (
        string("document_id", lambda d: d.id),
        texts("title", lambda d: d.title),
        string("kind", lambda d: d.kind),
        texts("issuer", lambda d: d.issuer),
        string("published", lambda d: d.published),
        string("status", lambda d: d.status),
        period(lambda d: d.period),
        integer("places", lambda d: len(d.locators)),
        Column("places_linked", "integer", _places_linked),
        texts("short_title", lambda d: d.short or d.title),
        Texts("url", lambda edition, d: d.address(edition.lang)),
        string("archived", lambda d: d.archived),
        string("retrieved", lambda d: d.retrieved),
        Column("rank", "integer", lambda site, d: site.catalog.rank(d)),
        Texts("kind_name", lambda edition, d: edition.kind(d)),
    ),
)
_GOALS: Table[Goal] = Table(
    "goals",
    lambda site: _by_id(site.catalog.goals),
    (
        string("goal_id", lambda g: g.id),
        string("document_id", lambda g: g.document),
        string("locator", lambda g: g.place),
        string("parent_id", lambda g: g.parent),
        integer("horizon", lambda g: g.horizon),
        texts("title", lambda g: g.title),
        texts("summary", lambda g: g.summary),
        listing("supports", lambda g: g.supports),
        listing("topic_ids", lambda g: g.topics),
    ),
)
_INDICATORS: Table[Indicator] = Table(
    "indicators",
    lambda site: _by_id(site.catalog.indicators),
    (
        string("indicator_id", lambda i: i.id),
        texts("name", lambda i: i.name),
        string("unit_id", lambda i: i.unit),
        Texts("unit", lambda edition, i: edition.text(edition.catalog.units[i.unit].label)),
        string("direction", lambda i: i.direction),
        string("nature", lambda i: i.nature),
        string("topic_id", lambda i: i.topic),
        listing("goal_ids", lambda i: i.goals),
        listing("department_ids", lambda i: i.departments),
        listing("names_as_printed", lambda i: i.names),
    ),
)
_VERDICTS: Table[Verdict] = Table(
    "verdicts",
    lambda site: _grouped(site.verdicts, lambda v: statement_order(v.target, v.target.source)),
    (
        string("indicator_id", lambda v: v.indicator.id),
        string("series_id", lambda v: v.target.series_id),
        period(lambda v: v.target.period),
        comparator("target_comparator", lambda v: v.target.value),
        number("target_value", lambda v: v.target.value),
        number("reported_value", lambda v: v.report.value if v.report else None),
        string("verdict", lambda v: v.kind),
        Texts("reason", printed_reason),
        string("target_document_id", lambda v: v.target.source.document),
        string("target_locator", lambda v: v.target.source.locator),
        string("report_document_id", lambda v: v.report.source.document if v.report else None),
        string("report_locator", lambda v: v.report.source.locator if v.report else None),
        comparator("reported_comparator", lambda v: v.report.value if v.report else None),
        string("unit_id", lambda v: v.indicator.unit_of(v.target)),
        number("gap", lambda v: v.rounded_gap),
        number("change", lambda v: v.change),
    ),
)
_DISAGREEMENTS: Table[Disagreement] = Table(
    "disagreements",
    lambda site: _grouped(site.disagreements, _disagreement_order),
    (
        string("indicator_id", lambda d: d.indicator.id),
        string("series_id", lambda d: d.subject.series),
        string("kind", lambda d: d.subject.kind),
        period(lambda d: d.subject.period),
        string("value_a", lambda d: str(d.first.value)),
        string("document_a", lambda d: d.first.source.document),
        string("locator_a", lambda d: d.first.source.locator),
        string("value_b", lambda d: str(d.second.value)),
        string("document_b", lambda d: d.second.source.document),
        string("locator_b", lambda d: d.second.source.locator),
        texts("explanation", lambda d: d.explanation),
        string("unit_a", lambda d: d.indicator.unit_of(d.first)),
        string("unit_b", lambda d: d.indicator.unit_of(d.second)),
    ),
)
_DEPARTMENTS: Table[Department] = Table(
    "departments",
    lambda site: _by_id(site.catalog.departments),
    (
        string("department_id", lambda d: d.id),
        texts("name", lambda d: d.name),
        string("kind", lambda d: d.kind),
        string("parent_id", lambda d: d.parent),
        listing("names_as_printed", lambda d: d.names),
        Texts("kind_name", lambda edition, d: edition.kind(d)),
    ),
)
_PORTFOLIOS: Table[Portfolio] = Table(
    "portfolios",
    lambda site: _by_id(site.catalog.portfolios),
    (
        string("portfolio_id", lambda p: p.id),
        texts("name", lambda p: p.name),
        texts("office", lambda p: p.office),
    ),
)
_TOPICS: Table[Topic] = Table(
    "topics",
    lambda site: _by_id(site.catalog.topics),
    (
        string("topic_id", lambda t: t.id),
        texts("name", lambda t: t.name),
        texts("summary", lambda t: t.summary),
    ),
)
_UNITS: Table[Unit] = Table(
    "units",
    lambda site: _by_id(site.catalog.units),
    (
        string("unit_id", lambda u: u.id),
        texts("label", lambda u: u.label),
        Texts("scale_factor", _scale_factor, "number"),
        Texts("scale_label", _scale_label),
    ),
)

TABLES: tuple[Table[Any], ...] = (
    _DOCUMENTS,
    _GOALS,
    _INDICATORS,
    OBSERVATIONS,
    TARGETS,
    SERIES,
    _VERDICTS,
    _DISAGREEMENTS,
    TASKS,
    TASK_DEPARTMENTS,
    COMMITMENTS,
    TASK_UPDATES,
    _DEPARTMENTS,
    _PORTFOLIOS,
    _TOPICS,
    _UNITS,
)
"""Every table of the site, in the order in which the data page lists them."""
