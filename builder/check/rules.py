"""What must hold between records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from builder.check.glossary import readings, terms
from builder.check.plausibility import plausibility
from builder.check.references import places, printed_names, redirects, references
from builder.check.statements import asides, dimensions, muddles, preferences, statements
from builder.model.catalog import Catalog, Kind
from builder.model.numbering import compact
from builder.model.sources import Source
from builder.model.tasks import Update
from builder.problems import Problem

Rule = Callable[[Catalog], Iterable[Problem]]


def check(catalog: Catalog) -> tuple[Problem, ...]:
    """Every problem that a rule finds."""
    return tuple(problem for rule in RULES for problem in rule(catalog))


def commitments(catalog: Catalog) -> Iterator[Problem]:
    """A commitment has a value or a text."""
    for task in catalog.tasks.values():
        for i, commitment in enumerate(task.commitments):
            if commitment.value is None and commitment.text is None:
                yield Problem(
                    catalog.place("tasks", task.id, ("commitments", i)), "empty-statement"
                )


def updates(catalog: Catalog) -> Iterator[Problem]:
    """No update of a task is written twice, and one source does not give it several statuses on
    the day that counts. Several sources may: that is told, and the one that stands later counts.
    """
    for task in catalog.tasks.values():
        newest = task.newest_first[0].date if task.updates else ""
        said: dict[tuple[str, Source | None, tuple[str, ...]], Update] = {}
        for i, update in enumerate(task.updates):
            shown = tuple(evidence.url for evidence in update.evidence)
            before = said.setdefault((update.date, update.source, shown), update)
            if before is update:
                continue
            place = catalog.place("tasks", task.id, ("updates", i))
            if (before.status, before.text) == (update.status, update.text):
                yield Problem(place, "duplicate-update", {"date": update.date})
            elif update.date == newest and before.status != update.status:
                values = {"date": update.date, "first": before.status, "second": update.status}
                yield Problem(place, "unclear-status", values)


def cycles(catalog: Catalog) -> Iterator[Problem]:
    """No goal, task or department is its own ancestor."""
    kinds: tuple[tuple[Kind, Mapping[str, str | None]], ...] = (
        ("goals", {id: goal.parent for id, goal in catalog.goals.items()}),
        ("tasks", {id: task.parent for id, task in catalog.tasks.items()}),
        ("departments", {id: department.parent for id, department in catalog.departments.items()}),
    )
    for kind, parents in kinds:
        visited: set[str] = set()
        for id in parents:
            path: dict[str, None] = {}
            at: str | None = id
            while at is not None and at in parents and at not in visited and at not in path:
                path[at] = None
                at = parents[at]
            if at in path:
                yield Problem(catalog.place(kind, at, ("parent",)), "cycle", {"name": at})
            visited.update(path)


def parents(catalog: Catalog) -> Iterator[Problem]:
    """The parent of a goal or task is in the same document; what a goal supports is in another."""
    for goal in catalog.goals.values():
        parent = catalog.goals.get(goal.parent or "")
        if parent and parent.document != goal.document:
            yield Problem(
                catalog.place("goals", goal.id, ("parent",)), "foreign-parent", {"name": parent.id}
            )
        for i, name in enumerate(goal.supports):
            if name in catalog.goals and catalog.goals[name].document == goal.document:
                yield Problem(
                    catalog.place("goals", goal.id, ("supports", i)), "own-support", {"name": name}
                )
    for task in catalog.tasks.values():
        above = catalog.tasks.get(task.parent or "")
        if above and above.document != task.document:
            yield Problem(
                catalog.place("tasks", task.id, ("parent",)), "foreign-parent", {"name": above.id}
            )


def coverage(catalog: Catalog) -> Iterator[Problem]:
    """Every numbered place is used by a record or listed as unused, not both."""
    for document in catalog.documents.values():
        used = catalog.uses.get(document.id, {})
        unused = {entry.place for entry in document.unused}
        for i, entry in enumerate(document.unused):
            if entry.place in used:
                values = {"place": entry.place, "record": used[entry.place][0].id}
                yield Problem(
                    catalog.place("documents", document.id, ("unused", i, "place")),
                    "unused-but-used",
                    values,
                )
        for i, group in enumerate(document.places):
            left = [
                n
                for n in group.numbers
                if f"{group.id}/{n}" not in used and f"{group.id}/{n}" not in unused
            ]
            if group.covered and left:
                values = {"group": group.id, "count": str(len(left)), "numbers": compact(left)}
                yield Problem(
                    catalog.place("documents", document.id, ("places", i, "numbers")),
                    "coverage",
                    values,
                )


def islands(catalog: Catalog) -> Iterator[Problem]:
    """A reader can get from every record to what it serves and what serves it, where the site has
    records of that kind at all.
    """
    for indicator in catalog.indicators.values() if catalog.goals else ():
        if not indicator.goals:
            yield Problem(catalog.place("indicators", indicator.id), "island", {"key": "goals"})
    for task in catalog.tasks.values():
        for key in ("topics", "goals"):
            if getattr(catalog, key) and not getattr(task, key):
                yield Problem(catalog.place("tasks", task.id), "island", {"key": key})
    served = (
        catalog.children,
        catalog.supporters,
        catalog.indicators_of_goal,
        catalog.tasks_of_goal,
    )
    for goal in catalog.goals.values():
        if not (goal.parent or goal.supports or any(goal.id in serving for serving in served)):
            yield Problem(catalog.place("goals", goal.id), "island", {"key": "parent/supports"})


def unused(catalog: Catalog) -> Iterator[Problem]:
    """Every department does something, has parts or says in its note why not, and every topic is
    about something.
    """
    named = (
        catalog.assignments_of,
        catalog.indicators_of_department,
        catalog.parts_of_department,
    )
    for id, department in catalog.departments.items():
        if not department.note and not any(id in records for records in named):
            yield Problem(catalog.place("departments", id), "unused-department")
    filled = {id for goal in catalog.goals.values() for id in goal.topics}
    filled |= {*catalog.indicators_of_topic, *catalog.tasks_of_topic}
    for topic in catalog.topics:
        if topic not in filled:
            yield Problem(catalog.place("topics", topic), "empty-topic", {"name": topic})


def languages(catalog: Catalog) -> Iterator[Problem]:
    """A prose page exists in every language."""
    written: dict[str, set[str]] = defaultdict(set)
    for page in catalog.pages.values():
        written[page.id].add(page.lang)
    for page in catalog.pages.values():
        for lang in catalog.languages:
            if lang not in written[page.id]:
                values = {"file": f"content/{page.id}.{lang}.md"}
                yield Problem(
                    catalog.place("pages", f"{page.id}.{page.lang}"), "missing-language", values
                )


RULES: tuple[Rule, ...] = (
    references,
    places,
    dimensions,
    statements,
    asides,
    muddles,
    preferences,
    commitments,
    updates,
    printed_names,
    cycles,
    parents,
    coverage,
    islands,
    unused,
    plausibility,
    terms,
    readings,
    languages,
    redirects,
)
