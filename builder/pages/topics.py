"""The list of topics and one topic’s page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts, ChartView
from builder.model.vocabularies import Topic
from builder.pages.goals import goals_by_document
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import IndicatorRow, TaskRow, indicator_row, task_row
from builder.site.site import Edition, Link


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

    title: str
    description: str
    rows: tuple[TopicRow, ...]
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic’s page; its goals document by document."""

    title: str
    description: str
    goals: tuple[tuple[Link, tuple[Link, ...]], ...]
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, and a page a topic."""
    yield from section_page(edition, "topics", partial(topics_view, edition, charts))
    yield from record_pages(edition, "topics", "topic", topic_view)


def topics_view(edition: Edition, charts: Charts) -> TopicsView:
    """All topics."""
    return TopicsView(
        title=edition.t("nav.topics"),
        description=edition.t("about.topics"),
        rows=topic_rows(edition),
        charts=charts.surveys(edition, "change", "subjects"),
    )


def topic_view(edition: Edition, topic: Topic) -> TopicView:
    """The topic’s page."""
    goals = edition.catalog.goals_of_topic.get(topic.id, ())
    return TopicView(
        title=edition.text(topic.name),
        description=edition.text(topic.summary),
        goals=tuple(
            (edition.document(id), edition.links("goals", [g.id for g in group]))
            for id, group in goals_by_document(edition, goals)
        ),
        indicators=tuple(
            indicator_row(edition, i) for i in edition.catalog.indicators_of_topic.get(topic.id, ())
        ),
        tasks=tuple(task_row(edition, t) for t in edition.catalog.tasks_of_topic.get(topic.id, ())),
    )


def topic_rows(edition: Edition) -> tuple[TopicRow, ...]:
    """All topics, in the order of their file."""
    return tuple(
        TopicRow(
            edition.link("topics", topic.id),
            edition.text(topic.summary),
            len(edition.catalog.goals_of_topic.get(topic.id, ())),
            len(edition.catalog.indicators_of_topic.get(topic.id, ())),
            len(edition.catalog.tasks_of_topic.get(topic.id, ())),
        )
        for topic in edition.catalog.topics.values()
    )
