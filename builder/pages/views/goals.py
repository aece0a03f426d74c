"""Goals as trees, one goal, topics and one topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from builder.model.records import Goal, Topic
from builder.pages.edition import Edition, Link
from builder.pages.views.charts import ChartView
from builder.pages.views.shared import IndicatorRow, TaskRow, file_link, indicator_row, task_row
from builder.pages.views.surveys import survey_views


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

    documents: tuple[tuple[Link, int, tuple[GoalNode, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal’s page; goals of other documents come with theirs."""

    title: str
    summary: str
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


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list, with how much belongs to it."""

    link: Link
    summary: str
    goals: int
    indicators: int
    tasks: int


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics, and charts across them."""

    rows: tuple[TopicRow, ...]
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic’s page; its goals document by document."""

    name: str
    summary: str
    goals: tuple[tuple[Link, tuple[Link, ...]], ...]
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]


def in_place_order(e: Edition, goals: list[Goal]) -> list[Goal]:
    """Goals of one document in the order of its places."""
    return sorted(goals, key=lambda g: e.order(g.document)[g.place])


def goals_view(e: Edition) -> GoalsView:
    """All goals, document by document."""
    groups = _by_document(e, e.catalog.goals.values())
    trees = {id: tuple(goal_node(e, g) for g in group if g.parent is None) for id, group in groups}
    counts = Counter(g.document for g in e.catalog.goals.values())
    return GoalsView(tuple((e.document(id), counts[id], tree) for id, tree in trees.items()))


def goal_node(e: Edition, goal: Goal) -> GoalNode:
    """The goal in a tree, with those below it."""
    children = in_place_order(e, list(e.catalog.children.get(goal.id, ())))
    return GoalNode(
        link=e.link("goals", goal.id),
        summary=e.text(goal.summary),
        place=e.place_of(goal.document, goal.place),
        horizon=goal.horizon,
        indicators=len(e.catalog.indicators_of_goal.get(goal.id, ())),
        tasks=len(e.catalog.tasks_of_goal.get(goal.id, ())),
        children=tuple(goal_node(e, child) for child in children),
    )


def goal_view(e: Edition, goal: Goal) -> GoalView:
    """The goal’s page."""
    children = in_place_order(e, list(e.catalog.children.get(goal.id, ())))
    return GoalView(
        title=e.text(goal.title),
        summary=e.text(goal.summary),
        place=e.place_of(goal.document, goal.place),
        document=e.document(goal.document),
        horizon=goal.horizon,
        parent=e.link("goals", goal.parent) if goal.parent else None,
        children=e.links("goals", [child.id for child in children]),
        supports=_elsewhere(e, [e.catalog.goals[id] for id in goal.supports]),
        supporters=_elsewhere(e, e.catalog.supporters.get(goal.id, ())),
        topics=e.links("topics", goal.topics),
        indicators=tuple(indicator_row(e, i) for i in e.catalog.indicators_of_goal.get(goal.id, ())),
        tasks=tuple(task_row(e, t) for t in e.catalog.tasks_of_goal.get(goal.id, ())),
        file=file_link(e, "goals", goal.id),
    )


def _elsewhere(e: Edition, goals: Iterable[Goal]) -> tuple[tuple[Link, Link], ...]:
    order = list(e.documents)
    found = sorted(goals, key=lambda g: (order.index(g.document), e.order(g.document)[g.place]))
    return tuple((e.link("goals", g.id), e.document(g.document)) for g in found)


def _by_document(e: Edition, goals: Collection[Goal]) -> Iterator[tuple[str, list[Goal]]]:
    for id in e.documents:
        if group := [g for g in goals if g.document == id]:
            yield id, in_place_order(e, group)


def topic_rows(e: Edition) -> tuple[TopicRow, ...]:
    """All topics, in the order of their file."""
    return tuple(
        TopicRow(
            e.link("topics", topic.id),
            e.text(topic.summary),
            len(e.catalog.goals_of_topic.get(topic.id, ())),
            len(e.catalog.indicators_of_topic.get(topic.id, ())),
            len(e.catalog.tasks_of_topic.get(topic.id, ())),
        )
        for topic in e.catalog.topics.values()
    )


def topics_view(e: Edition) -> TopicsView:
    """All topics."""
    return TopicsView(topic_rows(e), survey_views(e, "change", "subjects"))


def topic_view(e: Edition, topic: Topic) -> TopicView:
    """The topic’s page."""
    goals = e.catalog.goals_of_topic.get(topic.id, ())
    return TopicView(
        name=e.text(topic.name),
        summary=e.text(topic.summary),
        goals=tuple((e.document(id), e.links("goals", [g.id for g in group])) for id, group in _by_document(e, goals)),
        indicators=tuple(indicator_row(e, i) for i in e.catalog.indicators_of_topic.get(topic.id, ())),
        tasks=tuple(task_row(e, t) for t in e.catalog.tasks_of_topic.get(topic.id, ())),
    )
