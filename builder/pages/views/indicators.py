"""The list of indicators and one indicator's page."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.records import Indicator
from builder.model.verdicts import VERDICTS
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.views.charts import ChartView, chart_view, of_indicator, sources
from builder.pages.views.sentences import sentence
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
    indicator_row,
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
    promise: ChartView | None
    outcomes: tuple[ChartView, ...]
    differences: tuple[ChartView, ...]
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
    embed: str
    file: Link


@dataclass(frozen=True, slots=True)
class EmbedView:
    """An indicator in a frame of another site."""

    sentence: str
    chart: ChartView | None
    documents: str
    address: str


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
    charts = [chart_view(e, drawn) for drawn in of_indicator(e, indicator)]
    path = urls.record(e.code, "indicators", indicator.id)
    return IndicatorView(
        name=e.text(indicator.name),
        sentence=sentence(e, indicator),
        definition=e.text(indicator.definition),
        unit=e.counted_in(indicator.unit),
        direction=e.t(f"direction.{indicator.direction}"),
        nature=e.t(f"nature.{indicator.nature}") if indicator.nature else "",
        topic=e.link("topics", indicator.topic),
        names=indicator.names,
        promise=next((c for c in charts if c.kind in ("promise", "timeline")), None),
        outcomes=tuple(c for c in charts if c.kind == "outcome"),
        differences=tuple(c for c in charts if c.kind == "contradiction"),
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
        address=e.site.base_url + path,
        embed=f"{e.site.base_url}/embed{path}",
        file=file_link(e, "indicators", indicator.id),
    )


def embed_view(e: Edition, indicator: Indicator) -> EmbedView:
    """The indicator’s first chart with its sentence and sources."""
    drawn = next((d for d in of_indicator(e, indicator) if d.name == indicator.id), None)
    address = e.site.base_url + urls.record(e.code, "indicators", indicator.id)
    return EmbedView(sentence(e, indicator), chart_view(e, drawn) if drawn else None, sources(e, indicator), address)


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
