"""The goals of each document as trees, and one goal’s page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.model.records import Goal
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import (
    IndicatorRow,
    TaskRow,
    file_link,
    indicator_row,
    task_row,
)
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal in a tree, with how much hangs on it."""

    link: Link
    summary: str
    place: Link
    horizon: int
    indicators: int
    tasks: int
    children: tuple[GoalNode, ...]


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The goals of each document: how many there are, and as trees."""

    title: str
    description: str
    documents: tuple[tuple[Link, int, tuple[GoalNode, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal’s page; goals of other documents come with theirs."""

    title: str
    description: str
    place: Link
    document: Link
    horizon: int
    parent: Link | None
    children: tuple[Link, ...]
    supports: tuple[tuple[Link, Link], ...]
    supporters: tuple[tuple[Link, Link], ...]
    topics: tuple[Link, ...]
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    file: Link


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, and a page a goal."""
    yield from section_page(edition, "goals", partial(goals_view, edition))
    yield from record_pages(edition, "goals", "goal", goal_view)


def goals_view(edition: Edition) -> GoalsView:
    """All goals, document by document."""
    groups = goals_by_document(edition, edition.catalog.goals.values())
    trees = {
        id: tuple(goal_node(edition, g) for g in group if g.parent is None) for id, group in groups
    }
    counts = Counter(g.document for g in edition.catalog.goals.values())
    return GoalsView(
        title=edition.t("nav.goals"),
        description=edition.t("about.goals"),
        documents=tuple((edition.document(id), counts[id], tree) for id, tree in trees.items()),
    )


def goal_node(edition: Edition, goal: Goal) -> GoalNode:
    """The goal in a tree, with those below it."""
    children = in_document_order(edition, edition.catalog.children.get(goal.id, ()))
    return GoalNode(
        link=edition.link("goals", goal.id),
        summary=edition.text(goal.summary),
        place=edition.place_of(goal.document, goal.place),
        horizon=goal.horizon,
        indicators=len(edition.catalog.indicators_of_goal.get(goal.id, ())),
        tasks=len(edition.catalog.tasks_of_goal.get(goal.id, ())),
        children=tuple(goal_node(edition, child) for child in children),
    )


def goal_view(edition: Edition, goal: Goal) -> GoalView:
    """The goal’s page."""
    children = in_document_order(edition, edition.catalog.children.get(goal.id, ()))
    return GoalView(
        title=edition.text(goal.title),
        description=edition.text(goal.summary),
        place=edition.place_of(goal.document, goal.place),
        document=edition.document(goal.document),
        horizon=goal.horizon,
        parent=edition.link("goals", goal.parent) if goal.parent else None,
        children=edition.links("goals", [child.id for child in children]),
        supports=_elsewhere(edition, [edition.catalog.goals[id] for id in goal.supports]),
        supporters=_elsewhere(edition, edition.catalog.supporters.get(goal.id, ())),
        topics=edition.links("topics", goal.topics),
        indicators=tuple(
            indicator_row(edition, i) for i in edition.catalog.indicators_of_goal.get(goal.id, ())
        ),
        tasks=tuple(task_row(edition, t) for t in edition.catalog.tasks_of_goal.get(goal.id, ())),
        file=file_link(edition, "goals", goal.id),
    )


def _elsewhere(edition: Edition, goals: Iterable[Goal]) -> tuple[tuple[Link, Link], ...]:
    ordered = in_document_order(edition, goals)
    return tuple((edition.link("goals", g.id), edition.document(g.document)) for g in ordered)


def goals_by_document(
    edition: Edition, goals: Collection[Goal]
) -> Iterator[tuple[str, list[Goal]]]:
    """Document id → its goals in the order of its places; only documents that have some."""
    for id in edition.catalog.ranked_documents:
        if group := [g for g in goals if g.document == id]:
            yield id, in_document_order(edition, group)


def in_document_order(edition: Edition, goals: Iterable[Goal]) -> list[Goal]:
    """Goals in the order of their documents, and within each of its places."""
    documents = edition.catalog.ranked_documents
    rank = {id: position for position, id in enumerate(documents)}
    return sorted(goals, key=lambda g: (rank[g.document], documents[g.document].position(g.place)))
