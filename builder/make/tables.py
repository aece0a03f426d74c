"""The catalog as tables: the CSV contract of the data model, and the same rows as JSON.

Lists inside a cell are joined with `|`; rows are sorted. Cells need no escaping
against spreadsheet formulas because the records refuse such texts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from builder.make.formats import Row
from builder.make.wording import gap, reason
from builder.model.catalog import Catalog
from builder.model.fields import Bilingual, BilingualLine, Period, Quantity, Source
from builder.model.records import Indicator, Observation, Statement
from builder.model.statements import Disagreement
from builder.model.verdicts import Verdict

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """What tables are made from: written facts and those derived from them."""

    catalog: Catalog
    verdicts: Mapping[str, tuple[Verdict, ...]]
    disagreements: Mapping[str, tuple[Disagreement, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """One export: its name, its columns and what yields its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Facts], Iterable[Row]]
    count: Callable[[Facts], int]
    """How many rows there are, without making them."""


def column_descriptions() -> Mapping[str, Mapping[str, str]]:
    """Column name → language → what the column holds."""
    return _columns()


def indicator_rows(facts: Facts, indicator: Indicator) -> Iterator[Row]:
    """Every statement of one indicator, in the columns of `INDICATOR_COLUMNS`."""
    for kind, items in (("observation", indicator.observations), ("target", indicator.targets)):
        for statement in sorted(items, key=_statement_order):
            yield (kind, *_statement(indicator, statement))


def _by_id(records: Mapping[str, T]) -> Iterator[T]:
    return (records[id] for id in sorted(records))


def _in_groups(groups: Mapping[str, tuple[T, ...]], order: Callable[[T], tuple[Any, ...]]) -> Iterator[T]:
    return (item for group in _by_id(groups) for item in sorted(group, key=order))


def _statement_order(s: Statement) -> tuple[Any, ...]:
    return (*_period_order(s.series, s.period, s.cumulative), *_source_order(s.source))


def _period_order(series: str | None, period: Period, cumulative: bool) -> tuple[Any, ...]:
    return (series or "", period.start, period.end, cumulative)


def _source_order(source: Source) -> tuple[Any, ...]:
    return (source.document, _natural(source.locator))


@cache
def _natural(locator: str) -> tuple[str | int, ...]:
    """A place with its numbers as numbers: `table-2/9` comes before `table-2/10`."""
    return tuple(int(part) if i % 2 else part for i, part in enumerate(re.split(r"([0-9]+)", locator)))


def _joined(items: Iterable[str]) -> str:
    return "|".join(items)


def _parts(value: Quantity | None) -> tuple[str | None, Decimal | None]:
    return (value.comparator, value.number) if value else (None, None)


def _pair(text: Bilingual | BilingualLine | None) -> tuple[str | None, str | None]:
    return (text.zh, text.en) if text else (None, None)


def _documents(facts: Facts) -> Iterator[Row]:
    for d in _by_id(facts.catalog.documents):
        linked = sum(locator in facts.catalog.uses.get(d.id, {}) for locator in d.locators)
        yield (
            d.id, d.title.zh, d.title.en, d.kind, d.issuer.zh, d.issuer.en, d.published, d.status, str(d.period),
            len(d.locators), linked, *_pair(d.short or d.title),
        )  # fmt: skip


def _goals(facts: Facts) -> Iterator[Row]:
    for g in _by_id(facts.catalog.goals):
        yield (
            g.id, g.document, g.place, g.parent, g.horizon, g.title.zh, g.title.en, g.summary.zh, g.summary.en,
            _joined(g.supports), _joined(g.topics),
        )  # fmt: skip


def _indicators(facts: Facts) -> Iterator[Row]:
    for i in _by_id(facts.catalog.indicators):
        unit = facts.catalog.units[i.unit]
        yield (
            i.id, i.name.zh, i.name.en, i.unit, unit.label.zh, unit.label.en, i.direction, i.nature, i.topic,
            _joined(i.goals), _joined(i.departments), _joined(i.names),
        )  # fmt: skip


def _statement(indicator: Indicator, s: Statement) -> Row:
    return (
        indicator.id, s.series, str(s.period), *_parts(s.value), indicator.unit_of(s), s.cumulative, s.measured,
        *_pair(s.text), s.source.document, s.source.locator, s.preferred,
        *_pair(s.note), s.declares if isinstance(s, Observation) else None,
    )  # fmt: skip


def _observations(facts: Facts) -> Iterator[Row]:
    for i in _by_id(facts.catalog.indicators):
        yield from (_statement(i, s) for s in sorted(i.observations, key=_statement_order))


def _targets(facts: Facts) -> Iterator[Row]:
    for i in _by_id(facts.catalog.indicators):
        yield from (_statement(i, s) for s in sorted(i.targets, key=_statement_order))


def _verdicts(facts: Facts) -> Iterator[Row]:
    for v in _in_groups(facts.verdicts, lambda v: _statement_order(v.target)):
        target, report = v.target, v.report
        yield (
            v.indicator.id, target.series, str(target.period), *_parts(target.value),
            report.value.number if report and report.value else None, v.kind,
            reason(v, "zh"), reason(v, "en"), target.source.document, target.source.locator,
            *((report.source.document, report.source.locator) if report else (None, None)),
            report.value.comparator if report and report.value else None,
            v.indicator.unit_of(target), gap(v), v.change,
        )  # fmt: skip


def _disagreements(facts: Facts) -> Iterator[Row]:
    for d in _in_groups(facts.disagreements, _disagreement_order):
        yield (
            d.indicator.id, d.subject.series, d.subject.kind, str(d.subject.period),
            str(d.first.value), d.first.source.document, d.first.source.locator,
            str(d.second.value), d.second.source.document, d.second.source.locator, *_pair(d.explanation),
            d.indicator.unit_of(d.first), d.indicator.unit_of(d.second),
        )  # fmt: skip


def _disagreement_order(d: Disagreement) -> tuple[Any, ...]:
    about = (d.subject.series or "", d.subject.kind, *_period_order(None, d.subject.period, d.subject.cumulative))
    return (*about, *_source_order(d.first.source), *_source_order(d.second.source))


def _tasks(facts: Facts) -> Iterator[Row]:
    for t in _by_id(facts.catalog.tasks):
        yield (
            t.id, t.document, t.place, t.title.zh, t.title.en, t.summary.zh, t.summary.en, str(t.period), t.portfolio,
            _joined(t.topics), _joined(t.goals), _joined(t.indicators), *_pair(t.note),
        )  # fmt: skip


def _task_departments(facts: Facts) -> Iterator[Row]:
    for parts in _by_id(facts.catalog.assignments):
        yield from ((a.task.id, a.department, a.role, a.position, a.printed) for a in parts)


def _commitments(facts: Facts) -> Iterator[Row]:
    for task in _by_id(facts.catalog.tasks):
        for c in task.commitments:
            yield (
                task.id, c.subject.zh, c.subject.en, *_parts(c.value), c.unit, str(c.period), c.indicator,
                *_pair(c.text), *_pair(c.note),
            )  # fmt: skip


def _departments(facts: Facts) -> Iterator[Row]:
    for d in _by_id(facts.catalog.departments):
        yield (d.id, d.name.zh, d.name.en, d.kind, d.parent, _joined(d.names))


def _portfolios(facts: Facts) -> Iterator[Row]:
    for p in _by_id(facts.catalog.portfolios):
        yield (p.id, p.name.zh, p.name.en, p.office.zh, p.office.en)


def _topics(facts: Facts) -> Iterator[Row]:
    for t in _by_id(facts.catalog.topics):
        yield (t.id, t.name.zh, t.name.en, t.summary.zh, t.summary.en)


def _units(facts: Facts) -> Iterator[Row]:
    for u in _by_id(facts.catalog.units):
        scale = u.english
        yield (u.id, u.label.zh, u.label.en, scale.factor if scale else None, scale.label if scale else None)


_STATEMENT = (
    "indicator_id series_id period comparator value unit_id cumulative measured text_zh text_en document_id locator "
    "preferred note_zh note_en declares"
)

INDICATOR_COLUMNS = ("kind", *_STATEMENT.split())
"""The columns of one indicator's own download: `kind` is `observation` or `target`."""

TABLES = tuple(
    Table(name, tuple(columns.split()), rows, count)
    for name, columns, rows, count in (
        ("documents",
         "document_id title_zh title_en kind issuer_zh issuer_en published status period places places_linked "
         "short_title_zh short_title_en",
         _documents,
         lambda f: len(f.catalog.documents)),
        ("goals",
         "goal_id document_id locator parent_id horizon title_zh title_en summary_zh summary_en supports topic_ids",
         _goals,
         lambda f: len(f.catalog.goals)),
        ("indicators",
         "indicator_id name_zh name_en unit_id unit_zh unit_en direction nature topic_id goal_ids department_ids "
         "names_as_printed", _indicators,
         lambda f: len(f.catalog.indicators)),
        ("observations", _STATEMENT, _observations,
         lambda f: sum(len(i.observations) for i in f.catalog.indicators.values())),
        ("targets", _STATEMENT, _targets,
         lambda f: sum(len(i.targets) for i in f.catalog.indicators.values())),
        ("verdicts",
         "indicator_id series_id period target_comparator target_value reported_value verdict reason_zh reason_en "
         "target_document_id target_locator report_document_id report_locator reported_comparator unit_id gap change",
         _verdicts,
         lambda f: sum(map(len, f.verdicts.values()))),
        ("disagreements",
         "indicator_id series_id kind period value_a document_a locator_a value_b document_b locator_b "
         "explanation_zh explanation_en unit_a unit_b", _disagreements,
         lambda f: sum(map(len, f.disagreements.values()))),
        ("tasks",
         "task_id document_id locator title_zh title_en summary_zh summary_en period portfolio_id topic_ids goal_ids "
         "indicator_ids note_zh note_en", _tasks,
         lambda f: len(f.catalog.tasks)),
        ("task_departments", "task_id department_id role position name_as_printed", _task_departments,
         lambda f: sum(map(len, f.catalog.assignments.values()))),
        ("commitments",
         "task_id subject_zh subject_en comparator value unit_id period indicator_id text_zh text_en note_zh note_en",
         _commitments,
         lambda f: sum(len(t.commitments) for t in f.catalog.tasks.values())),
        ("departments", "department_id name_zh name_en kind parent_id names_as_printed", _departments,
         lambda f: len(f.catalog.departments)),
        ("portfolios", "portfolio_id name_zh name_en office_zh office_en", _portfolios,
         lambda f: len(f.catalog.portfolios)),
        ("topics", "topic_id name_zh name_en summary_zh summary_en", _topics,
         lambda f: len(f.catalog.topics)),
        ("units", "unit_id label_zh label_en english_factor english_label", _units,
         lambda f: len(f.catalog.units)),
    )
)  # fmt: skip
"""Every table of the site, in the order in which the data page lists them."""


@cache
def _columns() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("builder.make").joinpath("columns.toml").read_text("utf-8"))
