"""The list of indicators and one indicator's page."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.records import Indicator, Statement
from builder.model.verdicts import VERDICTS
from builder.pages.edition import Edition, Link
from builder.pages.views.shared import (
    Contradiction,
    Facet,
    IndicatorRow,
    StatementRow,
    TaskRow,
    VerdictRow,
    contradictions,
    facet,
    file_link,
    headline_target,
    indicator_row,
    latest,
    main_series,
    series_name,
    statement_row,
    task_row,
    verdict_row,
)


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The indicators of one topic."""

    topic: Link
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """All indicators by topic, and what the list can be filtered by."""

    groups: tuple[TopicGroup, ...]
    count: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One document's announcement on the figure's way from plan to plan."""

    document: Link
    place: Link
    period: str
    value: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator’s page."""

    name: str
    sentence: str
    definition: str
    unit: str
    direction: str
    nature: str
    topic: Link
    names: tuple[str, ...]
    statements: tuple[StatementRow, ...]
    verdicts: tuple[VerdictRow, ...]
    contradictions: tuple[Contradiction, ...]
    lineage: tuple[Step, ...]
    goals: tuple[Link, ...]
    departments: tuple[Link, ...]
    tasks: tuple[TaskRow, ...]
    notes: tuple[str, ...]
    csv: str
    json: str
    address: str
    file: Link


def indicators_view(e: Edition) -> IndicatorsView:
    """All indicators."""
    groups = tuple(
        TopicGroup(e.link("topics", topic), tuple(indicator_row(e, i) for i in e.catalog.indicators_of_topic[topic]))
        for topic in e.catalog.topics
        if topic in e.catalog.indicators_of_topic
    )
    rows = [row for group in groups for row in group.rows]
    facets = (
        facet(e, "topic", ([i.topic] for i in e.catalog.indicators.values()), e.names("topics")),
        facet(e, "document", (row.documents for row in rows), e.names("documents")),
        facet(e, "department", (row.departments for row in rows), e.names("departments")),
        facet(e, "verdict", ([kind for kind, _ in row.verdicts] for row in rows), e.words("verdict", VERDICTS)),
    )
    return IndicatorsView(groups, len(e.catalog.indicators), facets)


def indicator_view(e: Edition, indicator: Indicator) -> IndicatorView:
    """The indicator’s page."""
    lines = e.catalog.origins["indicators", indicator.id].entry_lines
    rows = [
        statement_row(e, indicator, statement, line)
        for key in ("observations", "targets")
        for statement, line in zip(getattr(indicator, key), lines.get(key, ()), strict=True)
    ]
    return IndicatorView(
        name=e.text(indicator.name),
        sentence=sentence(e, indicator),
        definition=e.text(indicator.definition),
        unit=e.unit(indicator.unit),
        direction=e.t(f"direction.{indicator.direction}"),
        nature=e.t(f"nature.{indicator.nature}") if indicator.nature else "",
        topic=e.link("topics", indicator.topic),
        names=indicator.names,
        statements=tuple(rows),
        verdicts=tuple(verdict_row(e, v) for v in e.site.verdicts[indicator.id]),
        contradictions=contradictions(e, indicator),
        lineage=_lineage(e, indicator),
        goals=e.links("goals", indicator.goals),
        departments=e.links("departments", indicator.departments),
        tasks=tuple(task_row(e, t) for t in e.catalog.tasks_of_indicator.get(indicator.id, ())),
        notes=tuple(e.text(note) for note in indicator.notes),
        csv=e.href(f"/data/indicators/{indicator.id}.csv"),
        json=e.href(f"/api/v1/indicators/{indicator.id}.json"),
        address=f"{e.site.base_url}/{e.code}/indicators/{indicator.id}/",
        file=file_link(e, "indicators", indicator.id),
    )


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
        value = e.t(f"bound.{statement.value.comparator or 'none'}", value=amount)
    return e.t(f"sentence.{key}_{form}", name=told, period=e.period(statement.period), value=value)


def _lineage(e: Edition, indicator: Indicator) -> tuple[Step, ...]:
    """The targets of the indicator from plan to plan, where more than one document states one."""
    order = list(e.documents)
    targets = [t for t in indicator.targets if t.series is None]
    if len({t.source.document for t in targets}) < 2:
        return ()
    targets.sort(key=lambda t: (t.period.end, order.index(t.source.document)))
    return tuple(
        Step(e.document(t.source.document), e.place(t.source), e.period(t.period), e.said(indicator, t))
        for t in targets
    )
