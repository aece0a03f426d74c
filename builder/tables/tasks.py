"""Tables of tasks: what they ask, of whom, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder.model.answers import answer_verdict
from builder.model.catalog import Assignment
from builder.model.tasks import Commitment, Task, Update
from builder.site.site import Edition, Site
from builder.tables.columns import (
    Column,
    Table,
    Texts,
    comparator,
    integer,
    listing,
    number,
    period,
    string,
    texts,
)

TaskCommitment = tuple[Task, Commitment]
TaskUpdate = tuple[Task, Update]


def _tasks(site: Site) -> Iterator[Task]:
    return (site.catalog.tasks[id] for id in sorted(site.catalog.tasks))


def _commitments(site: Site) -> Iterator[TaskCommitment]:
    return ((task, c) for task in _tasks(site) for c in task.commitments)


def _assignments(site: Site) -> Iterator[Assignment]:
    return (part for task in _tasks(site) for part in site.catalog.assignments[task.id])


def _updates(site: Site) -> Iterator[TaskUpdate]:
    return ((task, update) for task in _tasks(site) for update in task.newest_first)


def _update(site: Site, task: Task) -> Update | None:
    return task.update(site.as_of)


def _answer_verdict(site: Site, row: TaskCommitment) -> str | None:
    verdict = answer_verdict(site.catalog, *row, date.fromisoformat(site.as_of))
    return verdict.kind if verdict else None


def _titles(edition: Edition, row: TaskUpdate) -> str:
    """One a line: titles of pages have a `|` in them."""
    return "\n".join(edition.text(evidence.title) for evidence in row[1].evidence)


TASKS: Table[Task] = Table(
    "tasks",
    _tasks,
    (
        string("task_id", lambda t: t.id),
        string("document_id", lambda t: t.document),
        string("locator", lambda t: t.place),
        texts("title", lambda t: t.title),
        texts("summary", lambda t: t.summary),
        period(lambda t: t.period),
        string("portfolio_id", lambda t: t.portfolio),
        listing("topic_ids", lambda t: t.topics),
        listing("goal_ids", lambda t: t.goals),
        listing("indicator_ids", lambda t: t.indicators),
        texts("note", lambda t: t.note),
        string("deadline", lambda t: t.deadline),
        string("parent_id", lambda t: t.parent),
        Texts("url", lambda edition, t: t.address(edition.lang)),
        Column("status", "string", lambda site, t: u.status if (u := _update(site, t)) else None),
        Column(
            "status_date", "string", lambda site, t: u.date if (u := _update(site, t)) else None
        ),
        Column("late", "boolean", lambda site, t: t.late(site.as_of)),
        number("budget", lambda t: t.budget.value if t.budget else None),
        string("budget_unit_id", lambda t: t.budget.unit if t.budget else None),
        number("spent", lambda t: t.spent.value if t.spent else None),
        string("spent_unit_id", lambda t: t.spent.unit if t.spent else None),
    ),
)
TASK_DEPARTMENTS: Table[Assignment] = Table(
    "task_departments",
    _assignments,
    (
        string("task_id", lambda a: a.task.id),
        string("department_id", lambda a: a.department),
        string("role", lambda a: a.role),
        integer("position", lambda a: a.position),
        string("name_as_printed", lambda a: a.printed),
    ),
)
COMMITMENTS: Table[TaskCommitment] = Table(
    "commitments",
    _commitments,
    (
        string("task_id", lambda row: row[0].id),
        texts("subject", lambda row: row[1].subject),
        comparator("comparator", lambda row: row[1].value),
        number("value", lambda row: row[1].value),
        string("unit_id", lambda row: row[1].unit),
        period(lambda row: row[1].period),
        string("indicator_id", lambda row: row[1].indicator),
        texts("text", lambda row: row[1].text),
        texts("note", lambda row: row[1].note),
        comparator("answer_comparator", lambda row: row[1].answer.value if row[1].answer else None),
        number("answer_value", lambda row: row[1].answer.value if row[1].answer else None),
        string("answer_period", lambda row: str(row[1].answer.period) if row[1].answer else None),
        string(
            "answer_document_id",
            lambda row: row[1].answer.source.document if row[1].answer else None,
        ),
        string(
            "answer_locator", lambda row: row[1].answer.source.locator if row[1].answer else None
        ),
        Column("answer_verdict", "string", _answer_verdict),
    ),
)
TASK_UPDATES: Table[TaskUpdate] = Table(
    "task_updates",
    _updates,
    (
        string("task_id", lambda row: row[0].id),
        string("date", lambda row: row[1].date),
        string("status", lambda row: row[1].status),
        texts("text", lambda row: row[1].text),
        string("document_id", lambda row: row[1].source.document if row[1].source else None),
        string("locator", lambda row: row[1].source.locator if row[1].source else None),
        listing("evidence", lambda row: (evidence.url for evidence in row[1].evidence)),
        Texts("evidence_titles", _titles),
    ),
)
