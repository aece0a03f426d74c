"""Pages that look across everything: home, results, disagreements, data, prose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import isqrt

from builder.make.prose import headings, html
from builder.make.tables import TABLES, column_descriptions
from builder.model.content import Page
from builder.model.fields import Source
from builder.model.records import Goal
from builder.model.verdicts import VERDICTS, Verdict
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.site import Site
from builder.pages.views.charts import ChartView
from builder.pages.views.documents import DocumentRow, document_row
from builder.pages.views.goals import GoalNode, TopicRow, goal_node, topic_rows
from builder.pages.views.shared import (
    OPEN,
    Contradiction,
    IndicatorRow,
    VerdictRow,
    contradictions,
    headline_target,
    indicator_row,
    verdict_row,
)
from builder.pages.views.surveys import survey_views
from builder.pages.views.tasks import DepartmentRow, department_rows

_FIGURES, _DEPARTMENTS, _CHANGES = 4, 12, 3
"""How many indicators of a goal, how many departments and how many changes the home page tells of."""

Counts = tuple[tuple[str, str, int], ...]
"""Verdict code, its word and how often it occurs."""


@dataclass(frozen=True, slots=True)
class KeyGoal:
    """A main goal with the indicators that put a number to it for its year."""

    node: GoalNode
    figures: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page; `changes` are the headings of the page of changes, newest first."""

    lead: str
    goals: tuple[KeyGoal, ...]
    results: tuple[tuple[Link, Counts], ...]
    contradictions: int
    counts: tuple[tuple[Link, int], ...]
    topics: tuple[TopicRow, ...]
    departments: tuple[DepartmentRow, ...]
    documents: tuple[DocumentRow, ...]
    changes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentResults:
    """Verdicts on the targets of one document whose period is over, as counts and row by row."""

    document: Link
    counts: Counts
    by_topic: tuple[tuple[Link, tuple[int, ...]], ...]
    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True)
class ResultsView:
    """What came of the targets whose period is over: all on one scale, then document by document."""

    charts: tuple[ChartView, ...]
    documents: tuple[DocumentResults, ...]


@dataclass(frozen=True, slots=True)
class DisagreementsView:
    """Everything that documents contradict each other about."""

    contradictions: tuple[Contradiction, ...]
    indicators: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what it holds."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table to download."""

    name: str
    description: str
    csv: str
    json: str
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """The page of downloads."""

    tables: tuple[TableView, ...]
    package: str
    licence: Link
    address: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the glossary: in this language, in the other, and what it means."""

    term: str
    other: str
    note: str


@dataclass(frozen=True, slots=True)
class ProseView:
    """A page of prose."""

    title: str
    html: str


def home_view(e: Edition) -> HomeView:
    """The front page."""
    page = e.catalog.pages.get(f"home.{e.lang}")
    main = _main_goals(e)
    counts = {kind: len(getattr(e.catalog, kind)) for kind in ("goals", "indicators", "tasks", "departments")}
    return HomeView(
        lead=html(e.script(page.body), e.moved) if page else "",
        goals=tuple(KeyGoal(goal_node(e, goal), _figures(e, goal)) for goal in main),
        results=tuple((e.document(id), _tally(e, mine)) for id, mine in _judged(e).items()),
        contradictions=len(_contradictions(e)),
        counts=tuple((e.to(kind, key=f"nav.{kind}"), count) for kind, count in counts.items()),
        topics=topic_rows(e),
        departments=department_rows(e)[:_DEPARTMENTS],
        documents=tuple(document_row(e, d) for d in e.documents.values()),
        changes=_changes(e),
    )


def _changes(e: Edition) -> tuple[Link, ...]:
    page = e.catalog.pages.get(f"changes.{e.lang}")
    path = e.href(urls.page(e.code, "changes"))
    found = headings(e.script(page.body)) if page else ()
    return tuple(Link(f"{path}#{id}", text) for id, text in found[:_CHANGES])


def _main_goals(e: Edition) -> list[Goal]:
    """The goals that a document numbers as goals (not as visions, tasks or articles), in its order."""
    kinds = {(d.id, group.id): group.kind for d in e.catalog.documents.values() for group in d.places}
    found = [g for g in e.catalog.goals.values() if kinds[g.document, g.place.partition("/")[0]] == "goal"]
    order = list(e.documents)
    return sorted(found, key=lambda g: (order.index(g.document), e.order(g.document)[g.place]))


def _figures(e: Edition, goal: Goal) -> tuple[IndicatorRow, ...]:
    """Indicators with a number for the goal’s year; first those that its own passage names, the often stated first."""
    place = Source(goal.document, goal.place)
    aimed = [
        indicator
        for indicator in e.catalog.indicators_of_goal.get(goal.id, ())
        if (target := headline_target(e, indicator)) and target.value and target.period.end == goal.horizon
    ]
    aimed.sort(key=lambda i: (all(t.source != place for t in i.targets), -len(i.targets) - len(i.observations)))
    return tuple(indicator_row(e, indicator) for indicator in aimed[:_FIGURES])


@dataclass(frozen=True, slots=True)
class CardView:
    """The signs of the verdicts on targets whose period is over, kind by kind; without any, those on open targets."""

    marks: tuple[str, ...]
    columns: int
    rows: int


def card_view(site: Site) -> CardView:
    """The picture that stands for the site."""
    kinds = [v.kind for group in site.verdicts.values() for v in group]
    marks = sorted([kind for kind in kinds if kind not in OPEN] or kinds, key=VERDICTS.index)
    columns = max(1, isqrt(len(marks) * 3))
    return CardView(tuple(marks), columns, max(1, -(-len(marks) // columns)))


def results_view(e: Edition) -> ResultsView:
    """What came of the targets."""
    return ResultsView(survey_views(e, "scoreboard"), tuple(_results(e, id, mine) for id, mine in _judged(e).items()))


def _judged(e: Edition) -> dict[str, list[Verdict]]:
    """Document id → the verdicts on its targets whose period is over, in the order of its places."""
    found: dict[str, list[Verdict]] = {}
    for verdict in (v for group in e.site.verdicts.values() for v in group if v.kind not in OPEN):
        found.setdefault(verdict.target.source.document, []).append(verdict)
    for id, mine in found.items():
        order = e.order(id)
        mine.sort(key=lambda v: (order[v.target.source.locator], v.target.series or ""))
    return {id: found[id] for id in e.documents if id in found}


def _tally(e: Edition, verdicts: list[Verdict]) -> Counts:
    totals = Counter(v.kind for v in verdicts)
    return tuple((kind, e.t(f"verdict.{kind}"), totals[kind]) for kind in VERDICTS if totals[kind])


def _results(e: Edition, document: str, mine: list[Verdict]) -> DocumentResults:
    counts = _tally(e, mine)
    topics: dict[str, Counter[str]] = {id: Counter() for id in e.catalog.topics}
    for verdict in mine:
        topics[verdict.indicator.topic][verdict.kind] += 1
    return DocumentResults(
        document=e.document(document),
        counts=counts,
        by_topic=tuple(
            (e.link("topics", id), tuple(count[kind] for kind, _, _ in counts)) for id, count in topics.items() if count
        ),
        rows=tuple(verdict_row(e, v) for v in mine),
    )


def disagreements_view(e: Edition) -> DisagreementsView:
    """Where documents contradict each other."""
    return DisagreementsView(_contradictions(e), len(e.site.disagreements))


def _contradictions(e: Edition) -> tuple[Contradiction, ...]:
    return tuple(found for id in e.site.disagreements for found in contradictions(e, e.catalog.indicators[id]))


def data_view(e: Edition) -> DataView:
    """The page of downloads."""
    described = column_descriptions()
    licence = e.site.config.licence
    return DataView(
        tables=tuple(
            TableView(
                table.name,
                e.t(f"table.{table.name}"),
                e.href(f"/data/{table.name}.csv"),
                e.href(f"/api/v1/{table.name}.json"),
                table.count(e.site.facts),
                tuple(Column(name, e.script(described[name][e.lang])) for name in table.columns),
            )
            for table in TABLES
        ),
        package=e.href("/data/datapackage.json"),
        licence=Link(licence.address, e.text(licence.name)),
        address=f"{e.site.base_url}/{e.code}/",
    )


def glossary_view(e: Edition) -> tuple[TermRow, ...]:
    """The glossary, in this language's order: by alphabet in English, by pinyin in Chinese."""
    rows = []
    for term in e.catalog.glossary:
        pair = (e.script(term.zh), term.en) if e.lang == "zh" else (term.en, term.zh)
        rows.append(TermRow(*pair, e.text(term.note)))
    return tuple(sorted(rows, key=lambda row: row.term.casefold().encode("gb18030")))


def prose_view(e: Edition, page: Page) -> ProseView:
    """A page of prose."""
    return ProseView(e.script(page.title), html(e.script(page.body), e.moved))
