"""The list of departments and one department’s page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts, ChartView
from builder.model.records import Department
from builder.model.tasks import ROLES
from builder.pages.page import Page, record_pages, section_page
from builder.pages.rows import IndicatorRow, TaskRow, file_link, indicator_row, task_row
from builder.site.site import Edition, Link

_PARTNERS = 12


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in a list, with its number of tasks in each role."""

    link: Link
    kind: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """All departments, those with most tasks first."""

    title: str
    description: str
    charts: tuple[ChartView, ...]
    roles: tuple[str, ...]
    rows: tuple[DepartmentRow, ...]


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department’s page; `partners` are those it shares most tasks with."""

    title: str
    description: str
    kind: str
    parent: Link | None
    parts: tuple[Link, ...]
    names: tuple[str, ...]
    note: str
    tasks: tuple[tuple[str, tuple[TaskRow, ...]], ...]
    indicators: tuple[IndicatorRow, ...]
    partners: tuple[tuple[Link, int], ...]
    file: Link


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """The list, and a page a department."""
    yield from section_page(edition, "departments", partial(departments_view, edition, charts))
    yield from record_pages(edition, "departments", "department", department_view)


def departments_view(edition: Edition, charts: Charts) -> DepartmentsView:
    """All departments."""
    return DepartmentsView(
        title=edition.t("nav.departments"),
        description=edition.t("about.departments"),
        charts=charts.surveys(edition, "bodies", "partners"),
        roles=tuple(edition.t(f"role.{role}") for role in ROLES if edition.catalog.tasks),
        rows=department_rows(edition),
    )


def department_rows(edition: Edition) -> tuple[DepartmentRow, ...]:
    """All departments, those with most tasks first."""
    rows = [
        DepartmentRow(edition.link("departments", d.id), edition.kind(d), tuple(counts))
        for d in edition.catalog.departments.values()
        for counts in [
            [
                sum(a.role == role for a in edition.catalog.assignments_of.get(d.id, ()))
                for role in ROLES
            ]
        ]
    ]
    return tuple(sorted(rows, key=lambda row: -sum(row.counts)))


def department_view(edition: Edition, department: Department) -> DepartmentView:
    """The department’s page."""
    assignments = edition.catalog.assignments_of.get(department.id, ())
    partners = Counter(
        other.department
        for assignment in assignments
        for other in {
            o.department: o for o in edition.catalog.assignments[assignment.task.id]
        }.values()
        if other.department != department.id
    )
    tasks = tuple(
        (
            edition.t(f"role.{role}"),
            tuple(task_row(edition, a.task) for a in assignments if a.role == role),
        )
        for role in ROLES
    )
    name, note = edition.text(department.name), edition.text(department.note)
    return DepartmentView(
        title=name,
        description=note or edition.t("about.department", name=name),
        kind=edition.kind(department),
        parent=edition.link("departments", department.parent) if department.parent else None,
        parts=edition.links(
            "departments",
            [d.id for d in edition.catalog.parts_of_department.get(department.id, ())],
        ),
        names=department.names,
        note=note,
        tasks=tuple((role, rows) for role, rows in tasks if rows),
        indicators=tuple(
            indicator_row(edition, i)
            for i in edition.catalog.indicators_of_department.get(department.id, ())
        ),
        partners=tuple(
            (edition.link("departments", id), count)
            for id, count in sorted(partners.items(), key=lambda item: (-item[1], item[0]))[
                :_PARTNERS
            ]
        ),
        file=file_link(edition, "departments", department.id),
    )
