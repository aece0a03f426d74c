"""All written facts of a site, and how they refer to one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from builder.model.content import GlossaryTerm, ProsePage, Reading
from builder.model.documents import Document
from builder.model.kinds import DOCUMENT_KINDS
from builder.model.records import Department, Goal, Indicator, Redirect
from builder.model.sources import Source
from builder.model.tasks import Role, Task
from builder.model.vocabularies import DepartmentKind, DocumentKind, Portfolio, Topic, Unit
from builder.problems import Place

Kind = Literal[
    "documents",
    "goals",
    "indicators",
    "tasks",
    "departments",
    "portfolios",
    "topics",
    "units",
    "document_kinds",
    "department_kinds",
    "pages",
    "redirects",
    "glossary",
    "readings",
    "strings",
]
PathInFile = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its file, the place of any part of it, the line of each entry of
    its lists.
    """

    file: str
    place: Callable[[PathInFile], Place]
    entry_lines: Mapping[str, tuple[int, ...]]
    rows: tuple[str, Sequence[int]] = ("", ())
    """The CSV that further observations stand in, and the line of each."""

    def entry(self, key: str, number: int) -> Place:
        """The line of an entry of a list, which for observations goes on in the CSV."""
        lines = self.entry_lines.get(key, ())
        if number < len(lines):
            return Place(self.file, lines[number], 1)
        return Place(self.rows[0], self.rows[1][number - len(lines)], 1)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A department's part in a task: its role, position in the printed list (from 1) and name as
    printed.
    """

    task: Task
    department: str
    role: Role
    position: int
    printed: str


@dataclass(frozen=True, slots=True)
class Use:
    """A record that was curated from a place."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Catalog:
    """Records by id, in the order of their files; references are ids and resolve here, both
    ways.
    """

    languages: tuple[str, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    portfolios: Mapping[str, Portfolio] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    document_kinds: Mapping[str, DocumentKind] = field(default_factory=dict)
    department_kinds: Mapping[str, DepartmentKind] = field(default_factory=dict)
    pages: Mapping[str, ProsePage] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    readings: tuple[Reading, ...] = ()
    strings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The site's own words of the interface: language → key → text."""
    origins: Mapping[tuple[str, str], Origin] = field(default_factory=dict)

    def place(self, kind: Kind, id: str, path: PathInFile = ()) -> Place:
        """Where a part of a record was written; a record made in memory is named by its path."""
        origin = self.origins.get((kind, id))
        return origin.place(path) if origin else Place("/".join((kind, id, *map(str, path))))

    @cached_property
    def ranked_documents(self) -> Mapping[str, Document]:
        """All documents, from the plan as a whole to the tasks of a year, within a kind the earlier
        first.
        """
        ranked = sorted(
            self.documents.values(),
            key=lambda d: (self.rank(d), d.published or ""),
        )
        return {d.id: d for d in ranked}

    def rank(self, document: Document) -> int:
        """How early documents of its kind come: the lower the earlier."""
        own = self.document_kinds.get(document.kind)
        return own.rank if own else DOCUMENT_KINDS[document.kind]

    @cached_property
    def department_of(self) -> Mapping[str, str]:
        """Name as printed → department id."""
        return {
            name: id for id, department in self.departments.items() for name in department.names
        }

    @cached_property
    def assignments(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Task id → who does it, in printed order; names that no department carries are left
        out.
        """
        return {
            task.id: tuple(
                Assignment(task, self.department_of[name], role, position, name)
                for position, (role, name) in enumerate(task.departments.printed(), 1)
                if name in self.department_of
            )
            for task in self.tasks.values()
        }

    @cached_property
    def assignments_of(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Department id → its parts in tasks."""
        return _grouped((a.department, a) for parts in self.assignments.values() for a in parts)

    @cached_property
    def children(self) -> Mapping[str, tuple[Goal, ...]]:
        """Goal id → the goals that name it as parent."""
        return _grouped((goal.parent, goal) for goal in self.goals.values() if goal.parent)

    @cached_property
    def supporters(self) -> Mapping[str, tuple[Goal, ...]]:
        """Goal id → goals of other documents that support it."""
        return _grouped(
            (supported, goal) for goal in self.goals.values() for supported in goal.supports
        )

    @cached_property
    def indicators_of_goal(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Goal id → its indicators."""
        return _grouped(
            (goal, indicator) for indicator in self.indicators.values() for goal in indicator.goals
        )

    @cached_property
    def tasks_of_goal(self) -> Mapping[str, tuple[Task, ...]]:
        """Goal id → its tasks."""
        return _grouped((goal, task) for task in self.tasks.values() for goal in task.goals)

    @cached_property
    def indicators_of_topic(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Topic id → its indicators."""
        return _grouped((indicator.topic, indicator) for indicator in self.indicators.values())

    @cached_property
    def parts_of_task(self) -> Mapping[str, tuple[Task, ...]]:
        """Task id → tasks that name it as parent."""
        return _grouped((task.parent, task) for task in self.tasks.values())

    @cached_property
    def tasks_of_topic(self) -> Mapping[str, tuple[Task, ...]]:
        """Topic id → its tasks."""
        return _grouped((topic, task) for task in self.tasks.values() for topic in task.topics)

    @cached_property
    def goals_of_topic(self) -> Mapping[str, tuple[Goal, ...]]:
        """Topic id → its goals."""
        return _grouped((topic, goal) for goal in self.goals.values() for topic in goal.topics)

    @cached_property
    def tasks_of_indicator(self) -> Mapping[str, tuple[Task, ...]]:
        """Indicator id → tasks that name it, directly or by a commitment."""
        return _grouped(
            (indicator, task)
            for task in self.tasks.values()
            for indicator in dict.fromkeys(
                [*task.indicators, *(c.indicator for c in task.commitments if c.indicator)]
            )
        )

    @cached_property
    def indicators_of_department(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Department id → the indicators it answers for."""
        return _grouped(
            (unit, indicator)
            for indicator in self.indicators.values()
            for unit in indicator.departments
        )

    @cached_property
    def parts_of_department(self) -> Mapping[str, tuple[Department, ...]]:
        """Department id → departments that name it as parent."""
        return _grouped((unit.parent, unit) for unit in self.departments.values() if unit.parent)

    @cached_property
    def uses(self) -> Mapping[str, Mapping[str, tuple[Use, ...]]]:
        """Document id → locator → the records curated from that place; the locator is empty where
        the document is cited as a whole.
        """
        by_place: dict[str, dict[str, dict[Use, None]]] = defaultdict(lambda: defaultdict(dict))
        for goal in self.goals.values():
            by_place[goal.document][goal.place][Use("goals", goal.id)] = None
        for task in self.tasks.values():
            cited = [c.answer.source for c in task.commitments if c.answer]
            cited += (update.source for update in task.updates if update.source)
            for source in (Source(task.document, task.place or ""), *cited):
                by_place[source.document][source.locator][Use("tasks", task.id)] = None
        for indicator in self.indicators.values():
            for statement in (*indicator.observations, *indicator.targets):
                for source in statement.sources:
                    by_place[source.document][source.locator][Use("indicators", indicator.id)] = (
                        None
                    )
        return {
            document: {locator: tuple(uses) for locator, uses in places.items()}
            for document, places in by_place.items()
        }


def _grouped(pairs: Iterable[tuple[str | None, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        if key is not None:
            groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
