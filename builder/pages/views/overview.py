"""Pages that look across everything: home, results, disagreements, data, prose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from builder.make.prose import html
from builder.make.tables import TABLES, column_descriptions
from builder.model.fields import Source
from builder.model.records import Goal, Indicator, Page
from builder.model.verdicts import VERDICTS, Verdict
from builder.pages.edition import Edition, Link
from builder.pages.views.documents import DocumentRow, document_row
from builder.pages.views.goals import GoalNode, TopicRow, goals_view, topic_rows
from builder.pages.views.indicators import sentence
from builder.pages.views.shared import OPEN, Contradiction, VerdictRow, contradictions, verdict_row

_FIGURES = 4
"""How many indicators of a goal the home page tells of."""

Counts = tuple[tuple[str, str, int], ...]
"""Verdict code, its word and how often it occurs."""


@dataclass(frozen=True, slots=True)
class KeyGoal:
    """A main goal with sentences about its indicators."""

    node: GoalNode
    sentences: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    lead: str
    goals: tuple[KeyGoal, ...]
    results: tuple[tuple[Link, Counts], ...]
    contradictions: int
    topics: tuple[TopicRow, ...]
    documents: tuple[DocumentRow, ...]
    counts: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentResults:
    """Verdicts on the targets of one document whose period is over, as counts and row by row."""

    document: Link
    counts: Counts
    by_topic: tuple[tuple[Link, tuple[int, ...]], ...]
    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True)
class ResultsView:
    """What came of the targets whose period is over, document by document."""

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
    chosen = _main_goals(e)
    main = [node for _, roots in goals_view(e).documents for node in _walk(roots) if node.link in chosen]
    main.sort(key=lambda node: e.order(chosen[node.link].document)[chosen[node.link].place])
    lists = (
        ("goals", len(e.catalog.goals)),
        ("indicators", len(e.catalog.indicators)),
        ("tasks", len(e.catalog.tasks)),
    )
    counts = [(e.to(kind, key=f"nav.{kind}"), count) for kind, count in lists]
    counts.append((e.to("departments", key="nav.departments"), len(e.catalog.departments)))
    return HomeView(
        lead=html(page.body) if page else "",
        goals=tuple(KeyGoal(node, _sentences(e, chosen[node.link])) for node in main),
        results=tuple((e.document(id), _tally(e, mine)) for id, mine in _judged(e).items()),
        contradictions=len(_contradictions(e)),
        topics=topic_rows(e),
        documents=tuple(document_row(e, d) for d in e.documents.values()),
        counts=tuple(counts),
    )


def _main_goals(e: Edition) -> dict[Link, Goal]:
    """The goals that a document numbers as goals (not as visions, tasks or articles)."""
    kinds = {(d.id, group.id): group.kind for d in e.catalog.documents.values() for group in d.places}
    return {
        e.link("goals", g.id): g
        for g in e.catalog.goals.values()
        if kinds[g.document, g.place.partition("/")[0]] == "goal"
    }


def _walk(nodes: tuple[GoalNode, ...]) -> list[GoalNode]:
    return [found for node in nodes for found in (node, *_walk(node.children))]


def _sentences(e: Edition, goal: Goal) -> tuple[tuple[Link, str], ...]:
    place = Source(goal.document, goal.place)
    found = sorted(e.catalog.indicators_of_goal.get(goal.id, ()), key=lambda i: _mention(i, place))
    return tuple((e.link("indicators", i.id), sentence(e, i)) for i in found[:_FIGURES])


def _mention(indicator: Indicator, place: Source) -> tuple[bool, bool]:
    """Indicators that the goal's own passage gives a number for come first, then those that it mentions."""
    there = [s for s in indicator.targets if s.source == place]
    return not any(s.value for s in there), not there


def results_view(e: Edition) -> ResultsView:
    """What came of the targets."""
    return ResultsView(tuple(_results(e, id, mine) for id, mine in _judged(e).items()))


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
                tuple(Column(name, described[name][e.lang]) for name in table.columns),
            )
            for table in TABLES
        ),
        package=e.href("/data/datapackage.json"),
        licence=Link(licence.address, e.text(licence.name)),
        address=f"{e.site.base_url}/{e.lang}/",
    )


def glossary_view(e: Edition) -> tuple[TermRow, ...]:
    """The glossary, in this language's order: by alphabet in English, by pinyin in Chinese."""
    rows = []
    for term in e.catalog.glossary:
        pair = (term.zh, term.en) if e.lang == "zh" else (term.en, term.zh)
        rows.append(TermRow(*pair, e.text(term.note)))
    return tuple(sorted(rows, key=lambda row: row.term.casefold().encode("gb18030")))


def prose_view(page: Page) -> ProseView:
    """A page of prose."""
    return ProseView(page.title, html(page.body))
