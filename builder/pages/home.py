"""The front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.model.records import Goal
from builder.model.sources import Source
from builder.model.statements import headline_target
from builder.pages.departments import DepartmentRow, department_rows
from builder.pages.documents import DocumentRow, document_rows
from builder.pages.goals import GoalNode, goal_node, in_document_order
from builder.pages.page import Page
from builder.pages.results import Counts, closed_verdicts, verdict_counts
from builder.pages.rows import IndicatorRow, indicator_row
from builder.pages.tasks import status_facet
from builder.pages.topics import TopicRow, topic_rows
from builder.site import urls
from builder.site.prose import headings, html
from builder.site.site import Edition, Link

_FIGURES, _DEPARTMENTS, _CHANGES = 4, 12, 3
"""How many indicators of a goal, how many departments and how many changes the home page tells of.
"""


@dataclass(frozen=True, slots=True)
class KeyGoal:
    """A main goal with the indicators that put a number to it for its year."""

    node: GoalNode
    figures: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page; `progress` leads to the tasks of each status, `changes` are the headings of
    the page of changes, newest first.
    """

    title: str
    description: str
    lead: str
    goals: tuple[KeyGoal, ...]
    results: tuple[tuple[Link, Counts], ...]
    disagreements: int
    counts: tuple[tuple[Link, int], ...]
    progress: tuple[tuple[Link, int], ...]
    topics: tuple[TopicRow, ...]
    departments: tuple[DepartmentRow, ...]
    documents: tuple[DocumentRow, ...]
    changes: tuple[Link, ...]


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The page at the root of the language."""
    yield Page(edition, urls.page(edition.code), "home", partial(home_view, edition))


def home_view(edition: Edition) -> HomeView:
    """The front page; its head bears the site’s own name and nothing else."""
    lead = edition.catalog.pages.get(f"home.{edition.lang}")
    sections = ("goals", "indicators", "tasks", "departments")
    return HomeView(
        title="",
        description=edition.text(edition.site.config.description),
        lead=html(edition.script(lead.body), edition.localised_path) if lead else "",
        goals=tuple(
            KeyGoal(goal_node(edition, goal), _figures(edition, goal))
            for goal in _main_goals(edition)
        ),
        results=tuple(
            (edition.document(id), verdict_counts(edition, verdicts))
            for id, verdicts in closed_verdicts(edition).items()
        ),
        disagreements=sum(map(len, edition.site.disagreement_groups.values())),
        counts=tuple(
            (edition.page_link(kind, key=f"nav.{kind}"), len(getattr(edition.catalog, kind)))
            for kind in sections
            if kind in edition.site.sections
        ),
        progress=_progress(edition),
        topics=topic_rows(edition),
        departments=department_rows(edition)[:_DEPARTMENTS],
        documents=document_rows(edition),
        changes=_changes(edition),
    )


def _progress(edition: Edition) -> tuple[tuple[Link, int], ...]:
    tasks = edition.href(urls.page(edition.code, "tasks"))
    return tuple(
        (Link(f"{tasks}?status={id}", label), count)
        for filtered in status_facet(edition, edition.catalog.tasks.values())
        for id, label, count in filtered.options
    )


def _changes(edition: Edition) -> tuple[Link, ...]:
    page = edition.catalog.pages.get(f"changes.{edition.lang}")
    path = edition.href(urls.page(edition.code, "changes"))
    changes = headings(edition.script(page.body)) if page else ()
    return tuple(Link(f"{path}#{id}", text) for id, text in changes[:_CHANGES])


def _main_goals(edition: Edition) -> list[Goal]:
    """The goals that a document numbers as goals (not as visions, tasks or articles), in its
    order.
    """
    numbered = {
        Source(document.id, locator)
        for document in edition.catalog.documents.values()
        for group in document.places
        for locator in group.locators
        if group.kind == "goal"
    }
    goals = edition.catalog.goals.values()
    return in_document_order(edition, (g for g in goals if Source(g.document, g.place) in numbered))


def _figures(edition: Edition, goal: Goal) -> tuple[IndicatorRow, ...]:
    """Indicators with a number for the goal’s year; first those that its own passage names, the
    often stated first.
    """
    place = Source(goal.document, goal.place)
    for_its_year = []
    for indicator in edition.catalog.indicators_of_goal.get(goal.id, ()):
        target = headline_target(indicator, edition.catalog.documents)
        if target and target.value and target.period and target.period.end == goal.horizon:
            for_its_year.append(indicator)
    for_its_year.sort(
        key=lambda i: (
            all(place not in t.sources for t in i.targets),
            -len(i.targets) - len(i.observations),
        )
    )
    return tuple(indicator_row(edition, indicator) for indicator in for_its_year[:_FIGURES])
