"""The list of tasks and one task’s page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from builder.charts.charts import Charts
from builder.model.answers import answer_verdict
from builder.model.catalog import Assignment, Kind
from builder.model.tasks import PROGRESS, ROLES, Commitment, Money, Task, Update
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import (
    Facet,
    IndicatorRow,
    TaskRow,
    elsewhere,
    facet,
    file_link,
    indicator_row,
    task_row,
    task_statuses,
)
from builder.site.reasons import reason_text
from builder.site.site import Edition, Link

_FACETS: tuple[tuple[str, Kind], ...] = (
    ("topic", "topics"),
    ("document", "documents"),
    ("department", "departments"),
    ("portfolio", "portfolios"),
)


@dataclass(frozen=True, slots=True)
class TasksView:
    """The tasks of each document, and what they can be filtered by."""

    title: str
    description: str
    documents: tuple[tuple[Link, tuple[TaskRow, ...]], ...]
    count: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was reported of a figure: `kind` is the code of the verdict, `word` the same for
    readers.
    """

    value: str
    period: str
    document: Link
    place: Link
    kind: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What was said of a task’s progress, with its source (a document and the place there) where
    there is one, and pages elsewhere that show it.
    """

    date: str
    status: str
    text: str
    source: tuple[Link, Link] | None
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A figure that a task commits to."""

    subject: str
    value: str
    period: str
    indicator: Link | None
    note: str
    answer: AnswerRow | None


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Departments of one role: each with its name as printed."""

    role: str
    departments: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task’s page; of `updates`, the newest first, `update` is the one that counts."""

    title: str
    description: str
    place: Link
    document: Link
    period: str
    deadline: str
    late: bool
    update: UpdateRow | None
    updates: tuple[UpdateRow, ...]
    parent: Link | None
    children: tuple[Link, ...]
    url: Link | None
    budget: str
    spent: str
    portfolio: str
    office: str
    roles: tuple[RoleGroup, ...]
    commitments: tuple[CommitmentRow, ...]
    topics: tuple[Link, ...]
    goals: tuple[Link, ...]
    indicators: tuple[IndicatorRow, ...]
    note: str
    file: Link


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, and a page a task."""
    yield from section_page(edition, "tasks", partial(tasks_view, edition))
    yield from record_pages(edition, "tasks", "task", task_view)


def tasks_view(edition: Edition) -> TasksView:
    """All tasks."""
    groups = {
        id: [task_row(edition, t) for t in edition.catalog.tasks.values() if t.document == id]
        for id in edition.catalog.ranked_documents
    }
    rows = [row for group in groups.values() for row in group]
    facets = tuple(
        facet(edition, name, (row.ids[name] for row in rows), edition.names(kind))
        for name, kind in _FACETS
    )
    facets += status_facet(edition, edition.catalog.tasks.values())
    return TasksView(
        title=edition.t("nav.tasks"),
        description=edition.t("about.tasks"),
        documents=tuple(
            (edition.document(id), tuple(group)) for id, group in groups.items() if group
        ),
        count=len(rows),
        facets=facets,
    )


def status_facet(edition: Edition, tasks: Iterable[Task]) -> tuple[Facet, ...]:
    """The filter by what came of tasks, lateness too, where anything is known of that."""
    statuses = [task_statuses(edition, task) for task in tasks]
    words = edition.words("status", (*PROGRESS, "late"))
    return (facet(edition, "status", statuses, words),) if any(statuses) else ()


def task_view(edition: Edition, task: Task) -> TaskView:
    """The task’s page."""
    portfolio = edition.catalog.portfolios[task.portfolio] if task.portfolio else None
    parts = edition.catalog.assignments[task.id]
    update = task.update(edition.site.as_of)
    named = dict.fromkeys(
        [*task.indicators, *(c.indicator for c in task.commitments if c.indicator)]
    )
    return TaskView(
        title=edition.text(task.title),
        description=edition.text(task.summary),
        place=edition.place_of(task.document, task.place or ""),
        document=edition.document(task.document),
        period=edition.period(task.period) if task.period else "",
        deadline=edition.date(task.deadline) if task.deadline else "",
        late=task.late(edition.site.as_of),
        update=_update_row(edition, update) if update else None,
        updates=tuple(_update_row(edition, each) for each in task.newest_first),
        parent=edition.link("tasks", task.parent) if task.parent else None,
        children=edition.links(
            "tasks", [t.id for t in edition.catalog.parts_of_task.get(task.id, ())]
        ),
        url=elsewhere(task.address(edition.lang)),
        budget=_money(edition, task.budget),
        spent=_money(edition, task.spent),
        portfolio=edition.text(portfolio.name) if portfolio else "",
        office=edition.text(portfolio.office) if portfolio else "",
        roles=tuple(
            RoleGroup(edition.t(f"role.{role}"), _in_role(edition, parts, role))
            for role in ROLES
            if _has(parts, role)
        ),
        commitments=tuple(_commitment_row(edition, task, c) for c in task.commitments),
        topics=edition.links("topics", task.topics),
        goals=edition.links("goals", task.goals),
        indicators=tuple(indicator_row(edition, edition.catalog.indicators[id]) for id in named),
        note=edition.text(task.note),
        file=file_link(edition, "tasks", task.id),
    )


def _commitment_row(edition: Edition, task: Task, c: Commitment) -> CommitmentRow:
    return CommitmentRow(
        subject=edition.text(c.subject),
        value=edition.value(c.value, c.unit) if c.value else edition.text(c.text),
        period=edition.period(c.period) if c.period else "",
        indicator=edition.link("indicators", c.indicator) if c.indicator else None,
        note=edition.text(c.note),
        answer=_answer_row(edition, task, c),
    )


def _answer_row(edition: Edition, task: Task, c: Commitment) -> AnswerRow | None:
    verdict = answer_verdict(edition.catalog, task, c, date.fromisoformat(edition.site.as_of))
    if c.answer is None or verdict is None:
        return None
    return AnswerRow(
        value=edition.value(c.answer.value, c.unit),
        period=edition.period(c.answer.period),
        document=edition.document(c.answer.source.document),
        place=edition.place(c.answer.source),
        kind=verdict.kind,
        word=edition.t(f"verdict.{verdict.kind}"),
        reason=reason_text(edition, verdict),
    )


def _update_row(edition: Edition, update: Update) -> UpdateRow:
    source = update.source
    return UpdateRow(
        date=edition.date(update.date),
        status=edition.t(f"status.{update.status}"),
        text=edition.text(update.text),
        source=(edition.document(source.document), edition.place(source)) if source else None,
        evidence=tuple(Link(e.url, edition.text(e.title)) for e in update.evidence),
    )


def _money(edition: Edition, money: Money | None) -> str:
    return edition.value(money.value, money.unit) if money else ""


def _has(parts: tuple[Assignment, ...], role: str) -> bool:
    return any(part.role == role for part in parts)


def _in_role(
    edition: Edition, parts: tuple[Assignment, ...], role: str
) -> tuple[tuple[Link, str], ...]:
    return tuple(
        (edition.link("departments", a.department), a.printed) for a in parts if a.role == role
    )
