"""The list of tasks, one task, the list of departments and one department."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from builder.model.catalog import Assignment, Kind
from builder.model.records import ROLES, Department, Task
from builder.pages.edition import Edition, Link
from builder.pages.views.charts import ChartView
from builder.pages.views.shared import Facet, IndicatorRow, TaskRow, facet, file_link, indicator_row, task_row
from builder.pages.views.surveys import survey_views

_PARTNERS = 12
_FACETS: tuple[tuple[str, Kind], ...] = (
    ("topic", "topics"),
    ("document", "documents"),
    ("department", "departments"),
    ("portfolio", "portfolios"),
)


@dataclass(frozen=True, slots=True)
class TasksView:
    """The tasks of each document, and what they can be filtered by."""

    documents: tuple[tuple[Link, tuple[TaskRow, ...]], ...]
    count: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A figure that a task commits to."""

    subject: str
    value: str
    period: str
    indicator: Link | None
    note: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Departments of one role: each with its name as printed."""

    role: str
    departments: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task’s page."""

    title: str
    summary: str
    place: Link
    document: Link
    period: str
    portfolio: str
    office: str
    roles: tuple[RoleGroup, ...]
    commitments: tuple[CommitmentRow, ...]
    topics: tuple[Link, ...]
    goals: tuple[Link, ...]
    indicators: tuple[IndicatorRow, ...]
    note: str
    file: Link


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in a list, with its number of tasks in each role."""

    link: Link
    kind: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """All departments, those with most tasks first."""

    charts: tuple[ChartView, ...]
    roles: tuple[str, ...]
    rows: tuple[DepartmentRow, ...]


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department’s page; `partners` are those it shares most tasks with."""

    name: str
    kind: str
    parent: Link | None
    parts: tuple[Link, ...]
    names: tuple[str, ...]
    note: str
    tasks: tuple[tuple[str, tuple[TaskRow, ...]], ...]
    indicators: tuple[IndicatorRow, ...]
    partners: tuple[tuple[Link, int], ...]
    file: Link


def tasks_view(e: Edition) -> TasksView:
    """All tasks."""
    groups = {id: [task_row(e, t) for t in e.catalog.tasks.values() if t.document == id] for id in e.documents}
    rows = [row for group in groups.values() for row in group]
    facets = tuple(facet(e, name, (row.ids[name] for row in rows), e.names(kind)) for name, kind in _FACETS)
    return TasksView(tuple((e.document(id), tuple(group)) for id, group in groups.items() if group), len(rows), facets)


def task_view(e: Edition, task: Task) -> TaskView:
    """The task’s page."""
    portfolio = e.catalog.portfolios[task.portfolio] if task.portfolio else None
    parts = e.catalog.assignments[task.id]
    named = dict.fromkeys([*task.indicators, *(c.indicator for c in task.commitments if c.indicator)])
    return TaskView(
        title=e.text(task.title),
        summary=e.text(task.summary),
        place=e.place_of(task.document, task.place),
        document=e.document(task.document),
        period=e.period(task.period),
        portfolio=e.text(portfolio.name) if portfolio else "",
        office=e.text(portfolio.office) if portfolio else "",
        roles=tuple(RoleGroup(e.t(f"role.{role}"), _in_role(e, parts, role)) for role in ROLES if _has(parts, role)),
        commitments=tuple(
            CommitmentRow(
                subject=e.text(c.subject),
                value=e.value(c.value, c.unit) if c.value else e.text(c.text),
                period=e.period(c.period),
                indicator=e.link("indicators", c.indicator) if c.indicator else None,
                note=e.text(c.note),
            )
            for c in task.commitments
        ),
        topics=e.links("topics", task.topics),
        goals=e.links("goals", task.goals),
        indicators=tuple(indicator_row(e, e.catalog.indicators[id]) for id in named),
        note=e.text(task.note),
        file=file_link(e, "tasks", task.id),
    )


def _has(parts: tuple[Assignment, ...], role: str) -> bool:
    return any(part.role == role for part in parts)


def _in_role(e: Edition, parts: tuple[Assignment, ...], role: str) -> tuple[tuple[Link, str], ...]:
    return tuple((e.link("departments", a.department), a.printed) for a in parts if a.role == role)


def departments_view(e: Edition) -> DepartmentsView:
    """All departments."""
    charts = survey_views(e, "bodies", "partners")
    return DepartmentsView(charts, tuple(e.t(f"role.{role}") for role in ROLES), department_rows(e))


def department_rows(e: Edition) -> tuple[DepartmentRow, ...]:
    """All departments, those with most tasks first."""
    rows = [
        DepartmentRow(e.link("departments", d.id), e.t(f"department.{d.kind}"), tuple(counts))
        for d in e.catalog.departments.values()
        for counts in [[sum(a.role == role for a in e.catalog.assignments_of.get(d.id, ())) for role in ROLES]]
    ]
    return tuple(sorted(rows, key=lambda row: -sum(row.counts)))


def department_view(e: Edition, department: Department) -> DepartmentView:
    """The department’s page."""
    assignments = e.catalog.assignments_of.get(department.id, ())
    partners = Counter(
        other.department
        for assignment in assignments
        for other in {o.department: o for o in e.catalog.assignments[assignment.task.id]}.values()
        if other.department != department.id
    )
    tasks = tuple(
        (e.t(f"role.{role}"), tuple(task_row(e, a.task) for a in assignments if a.role == role)) for role in ROLES
    )
    return DepartmentView(
        name=e.text(department.name),
        kind=e.t(f"department.{department.kind}"),
        parent=e.link("departments", department.parent) if department.parent else None,
        parts=e.links("departments", [d.id for d in e.catalog.parts_of_department.get(department.id, ())]),
        names=department.names,
        note=e.text(department.note),
        tasks=tuple((role, rows) for role, rows in tasks if rows),
        indicators=tuple(indicator_row(e, i) for i in e.catalog.indicators_of_department.get(department.id, ())),
        partners=tuple(
            (e.link("departments", id), count)
            for id, count in sorted(partners.items(), key=lambda item: (-item[1], item[0]))[:_PARTNERS]
        ),
        file=file_link(e, "departments", department.id),
    )
