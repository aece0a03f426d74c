"""The list of indicators, one indicator’s page, and the same in a frame of another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from builder.charts.charts import PARTS, Charts, ChartView
from builder.model.foremost import foremost, foremost_disagreements, foremost_verdicts
from builder.model.records import Indicator
from builder.model.statements import is_split_only
from builder.model.verdicts import VERDICTS
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import (
    DisagreementRow,
    Facet,
    IndicatorRow,
    StatementRow,
    TaskRow,
    VerdictRow,
    disagreement_rows,
    facet,
    file_link,
    indicator_row,
    statement_row,
    task_row,
    verdict_row,
)
from builder.site import urls
from builder.site.sentences import credit, sentence, source_names
from builder.site.site import Edition, Link

Frame = tuple[str, int, int]
FRAMES: tuple[Frame, ...] = (("small", 300, 220), ("medium", 480, 320), ("large", 720, 480))
"""Frames that other sites are offered, width × height in pixels: `site.css` shows as much as each
has room for. An indicator without a chart has the first alone.
"""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The indicators of one topic."""

    topic: Link
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """All indicators by topic, and what the list can be filtered by."""

    title: str
    description: str
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

    title: str
    description: str
    sentence: str
    definition: str
    unit: str
    direction: str
    nature: str
    topic: Link
    names: tuple[str, ...]
    chart: ChartView | None
    parts: tuple[ChartView, ...]
    outcomes: tuple[ChartView, ...]
    disagreement_charts: tuple[ChartView, ...]
    statements: tuple[StatementRow, ...]
    total: int
    split: str
    verdicts: tuple[VerdictRow, ...]
    all_verdicts: int
    all_verdicts_csv: str
    disagreements: tuple[DisagreementRow, ...]
    all_disagreements: int
    all_disagreements_csv: str
    lineage: tuple[Step, ...]
    goals: tuple[Link, ...]
    departments: tuple[Link, ...]
    tasks: tuple[TaskRow, ...]
    notes: tuple[str, ...]
    csv: str
    json: str
    address: str
    embed: str
    frames: tuple[Frame, ...]
    file: Link


@dataclass(frozen=True, slots=True)
class EmbedView:
    """An indicator in a frame of another site."""

    title: str
    description: str
    sentence: str
    chart: ChartView | None
    credit: str
    address: str


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, a page an indicator, and for each what other sites show in a frame."""
    yield from section_page(edition, "indicators", partial(indicators_view, edition))
    yield from record_pages(
        edition, "indicators", "indicator", partial(indicator_view, charts=charts)
    )
    for id, indicator in edition.catalog.indicators.items():
        path = "/embed" + urls.record(edition.code, "indicators", id)
        view = partial(embed_view, edition, indicator, charts)
        yield Page(
            edition, path, "embed", view, origin=edition.catalog.origins["indicators", id].file
        )


def indicators_view(edition: Edition) -> IndicatorsView:
    """All indicators."""
    groups = tuple(
        TopicGroup(
            edition.link("topics", topic),
            tuple(indicator_row(edition, i) for i in edition.catalog.indicators_of_topic[topic]),
        )
        for topic in edition.catalog.topics
        if topic in edition.catalog.indicators_of_topic
    )
    rows = [row for group in groups for row in group.rows]
    facets = (
        facet(
            edition,
            "topic",
            ([i.topic] for i in edition.catalog.indicators.values()),
            edition.names("topics"),
        ),
        facet(edition, "document", (row.documents for row in rows), edition.names("documents")),
        facet(
            edition, "department", (row.departments for row in rows), edition.names("departments")
        ),
        facet(
            edition,
            "verdict",
            ([kind for kind, _ in row.verdicts] for row in rows),
            edition.words("verdict", VERDICTS),
        ),
    )
    return IndicatorsView(
        title=edition.t("nav.indicators"),
        description=edition.t("about.indicators"),
        groups=groups,
        count=len(edition.catalog.indicators),
        facets=facets,
    )


def indicator_view(edition: Edition, indicator: Indicator, charts: Charts) -> IndicatorView:
    """The indicator’s page."""
    origin, shown = edition.catalog.origins["indicators", indicator.id], foremost(indicator)
    rows = [
        statement_row(edition, indicator, getattr(indicator, key)[n], origin.entry(key, n))
        for key, n in shown
    ]
    views = charts.of_indicator(edition, indicator)
    verdicts = edition.site.verdicts[indicator.id]
    groups = edition.site.disagreement_groups.get(indicator.id, ())
    path = urls.record(edition.code, "indicators", indicator.id)
    return IndicatorView(
        title=edition.text(indicator.name),
        description=_description(edition, indicator),
        sentence=sentence(edition, indicator),
        definition=edition.text(indicator.definition),
        unit=edition.unit_label(indicator.unit),
        direction=edition.t(f"direction.{indicator.direction}") if indicator.direction else "",
        nature=edition.t(f"nature.{indicator.nature}") if indicator.nature else "",
        topic=edition.link("topics", indicator.topic),
        names=indicator.names,
        chart=next((c for c in views if c.kind in ("promise", "course")), None),
        parts=tuple(c for c in views if c.kind in PARTS),
        outcomes=tuple(c for c in views if c.kind == "outcome"),
        disagreement_charts=tuple(c for c in views if c.kind == "disagreement"),
        statements=tuple(rows),
        total=len(indicator.observations) + len(indicator.targets),
        split=_split(edition, indicator),
        verdicts=tuple(verdict_row(edition, v) for v in foremost_verdicts(verdicts)),
        all_verdicts=len(verdicts),
        all_verdicts_csv=edition.href("/data/verdicts.csv"),
        disagreements=disagreement_rows(edition, foremost_disagreements(groups)),
        all_disagreements=len(groups),
        all_disagreements_csv=edition.href("/data/disagreements.csv"),
        lineage=_lineage(edition, indicator),
        goals=edition.links("goals", indicator.goals),
        departments=edition.links("departments", indicator.departments),
        tasks=tuple(
            task_row(edition, t) for t in edition.catalog.tasks_of_indicator.get(indicator.id, ())
        ),
        notes=tuple(edition.text(note) for note in indicator.notes),
        csv=edition.href(f"/data/indicators/{indicator.id}.csv"),
        json=edition.href(f"/api/v1/indicators/{indicator.id}.json"),
        address=edition.site.base_url + path,
        embed=f"{edition.site.base_url}/embed{path}",
        frames=FRAMES if charts.main_chart(edition, indicator) else FRAMES[:1],
        file=file_link(edition, "indicators", indicator.id),
    )


def _split(edition: Edition, indicator: Indicator) -> str:
    """That documents state parts only, and by what they are split; empty where they state a
    whole.
    """
    if not is_split_only(indicator):
        return ""
    names = edition.separator.join(edition.dimension_names(indicator))
    return edition.t("indicator.split", dimensions=names)


def embed_view(edition: Edition, indicator: Indicator, charts: Charts) -> EmbedView:
    """The indicator’s first chart with its sentence and sources."""
    return EmbedView(
        title=edition.text(indicator.name),
        description=_description(edition, indicator),
        sentence=sentence(edition, indicator),
        chart=charts.main_chart(edition, indicator),
        credit=credit(edition, source_names(edition, indicator)),
        address=edition.site.base_url + urls.record(edition.code, "indicators", indicator.id),
    )


def _description(edition: Edition, indicator: Indicator) -> str:
    """What search engines show: the sentence, else the definition, else what the page is about."""
    name = edition.text(indicator.name)
    text = sentence(edition, indicator) or edition.text(indicator.definition)
    return text or edition.t("about.indicator", name=name)


def _lineage(edition: Edition, indicator: Indicator) -> tuple[Step, ...]:
    """The targets of the indicator from plan to plan, where more than one document states one."""
    order = list(edition.catalog.ranked_documents)
    targets = [t for t in indicator.targets if t.series_id is None]
    steps = [(t, source) for t in targets for source in t.sources]
    if len({source.document for _, source in steps}) < 2:
        return ()
    steps.sort(
        key=lambda step: (
            step[0].period.last if step[0].period else date.max,
            order.index(step[1].document),
        )
    )
    return tuple(
        Step(
            edition.document(source.document),
            edition.place(source),
            edition.period(t.period),
            edition.statement_text(indicator, t),
        )
        for t, source in steps
    )
