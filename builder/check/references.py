"""Whether everything that a record names exists: records, places, printed names, addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from builder.model.catalog import Catalog, Kind, PathInFile
from builder.model.kinds import DEPARTMENT_KINDS, DOCUMENT_KINDS
from builder.model.records import Indicator
from builder.model.sources import Source
from builder.model.tasks import Task
from builder.problems import Problem

_TASK_LISTS: tuple[Kind, ...] = ("topics", "goals", "indicators")
_INDICATOR_LISTS: tuple[Kind, ...] = ("goals", "departments")
_KNOWN_KINDS: Mapping[Kind, Collection[str]] = {
    "document_kinds": DOCUMENT_KINDS,
    "department_kinds": DEPARTMENT_KINDS,
}


def references(catalog: Catalog) -> Iterator[Problem]:
    """Every id that a record names belongs to a record."""
    for kind, id, path, target, name in _references(catalog):
        yield from _unknown(catalog, kind, id, path, target, name)


def _references(catalog: Catalog) -> Iterator[tuple[Kind, str, PathInFile, Kind, str]]:
    """Kind and id of the record, the path in it, the kind and id that it names."""
    for goal in catalog.goals.values():
        yield "goals", goal.id, (), "documents", goal.document
        if goal.parent:
            yield "goals", goal.id, ("parent",), "goals", goal.parent
        for i, name in enumerate(goal.supports):
            yield "goals", goal.id, ("supports", i), "goals", name
        for i, name in enumerate(goal.topics):
            yield "goals", goal.id, ("topics", i), "topics", name
    for unit in catalog.units.values():
        if unit.difference:
            yield "units", unit.id, ("difference",), "units", unit.difference
    for document in catalog.documents.values():
        yield "documents", document.id, ("kind",), "document_kinds", document.kind
    for department in catalog.departments.values():
        yield "departments", department.id, ("kind",), "department_kinds", department.kind
        if department.parent:
            yield "departments", department.id, ("parent",), "departments", department.parent
    for task in catalog.tasks.values():
        yield from (("tasks", task.id, *reference) for reference in _of_task(task))
    for indicator in catalog.indicators.values():
        yield from (
            ("indicators", indicator.id, *reference) for reference in _of_indicator(indicator)
        )


def _of_task(task: Task) -> Iterator[tuple[PathInFile, Kind, str]]:
    yield (), "documents", task.document
    if task.portfolio:
        yield ("portfolio",), "portfolios", task.portfolio
    for key in _TASK_LISTS:
        for i, name in enumerate(getattr(task, key)):
            yield (key, i), key, name
    if task.parent:
        yield ("parent",), "tasks", task.parent
    for name, money in (("budget", task.budget), ("spent", task.spent)):
        if money:
            yield (name, "unit"), "units", money.unit
    for path, source in _cited(task):
        yield path, "documents", source.document
    for i, commitment in enumerate(task.commitments):
        yield ("commitments", i, "unit"), "units", commitment.unit
        if commitment.indicator:
            yield ("commitments", i, "indicator"), "indicators", commitment.indicator


def _cited(task: Task) -> Iterator[tuple[PathInFile, Source]]:
    """Where it was reported what came of a task."""
    for i, update in enumerate(task.updates):
        if update.source:
            yield ("updates", i, "source"), update.source
    for i, commitment in enumerate(task.commitments):
        if commitment.answer:
            yield ("commitments", i, "answer", "source"), commitment.answer.source


def _of_indicator(indicator: Indicator) -> Iterator[tuple[PathInFile, Kind, str]]:
    yield (), "topics", indicator.topic
    yield ("unit",), "units", indicator.unit
    for key in _INDICATOR_LISTS:
        for i, name in enumerate(getattr(indicator, key)):
            yield (key, i), key, name
    for name, series in indicator.series.items():
        if series.unit:
            yield ("series", name, "unit"), "units", series.unit
    for listing in ("observations", "targets"):
        for i, statement in enumerate(getattr(indicator, listing)):
            for n, source in enumerate(statement.sources):
                yield (listing, i, "source", n), "documents", source.document
            if statement.unit:
                yield (listing, i, "unit"), "units", statement.unit


def _unknown(
    catalog: Catalog, kind: Kind, id: str, path: PathInFile, target: Kind, name: str
) -> Iterator[Problem]:
    records: Mapping[str, object] = getattr(catalog, target)
    known = _KNOWN_KINDS.get(target, ())
    if name not in records and name not in known:
        own = f"{id.rpartition('-')[0]}-{name}"
        close = [own] if own in records else get_close_matches(name, [*records, *known], n=1)
        folder = f"data/{target.replace('_', '-')}"
        values = {"name": name, "folder": folder, "close": close[0] if close else ""}
        yield Problem(catalog.place(kind, id, path), "unknown-reference", values)


def places(catalog: Catalog) -> Iterator[Problem]:
    """Every place that a record names exists in its document, and a document numbers no place
    twice.
    """

    def missing(
        kind: Kind, id: str, path: PathInFile, document: str, locator: str
    ) -> Iterator[Problem]:
        if document in catalog.documents and not catalog.documents[document].has(locator):
            yield Problem(
                catalog.place(kind, id, path),
                "unknown-place",
                {"place": locator, "document": document},
            )

    for goal in catalog.goals.values():
        yield from missing("goals", goal.id, ("place",), goal.document, goal.place)
    for task in catalog.tasks.values():
        yield from missing("tasks", task.id, ("place",), task.document, task.place or "")
        for path, source in _cited(task):
            yield from missing("tasks", task.id, path, source.document, source.locator)
    for indicator in catalog.indicators.values():
        for key in ("observations", "targets"):
            for i, statement in enumerate(getattr(indicator, key)):
                for n, source in enumerate(statement.sources):
                    path = (key, i, "source", n)
                    yield from missing(
                        "indicators", indicator.id, path, source.document, source.locator
                    )
    for document in catalog.documents.values():
        for i, unused in enumerate(document.unused):
            yield from missing(
                "documents", document.id, ("unused", i, "place"), document.id, unused.place
            )
        repeated = Counter(group.id for group in document.places)
        for place in [id for id, n in repeated.items() if n > 1] or document.shared_anchors[:1]:
            yield Problem(
                catalog.place("documents", document.id, ("places",)),
                "duplicate-place",
                {"place": place},
            )


def printed_names(catalog: Catalog) -> Iterator[Problem]:
    """A printed name belongs to exactly one department."""
    owner: dict[str, str] = {}
    for department in catalog.departments.values():
        for i, name in enumerate(department.names):
            if name in owner:
                values = {"name": name, "other": owner[name]}
                yield Problem(
                    catalog.place("departments", department.id, ("names", i)), "shared-name", values
                )
            owner[name] = department.id
    for task in catalog.tasks.values():
        for role in ("lead", "responsible", "supporting"):
            for i, name in enumerate(getattr(task.departments, role)):
                if name not in owner:
                    close = get_close_matches(name, owner, n=1)
                    values = {"name": name, "close": close[0] if close else ""}
                    yield Problem(
                        catalog.place("tasks", task.id, ("departments", role, i)),
                        "unknown-name",
                        values,
                    )


def redirects(catalog: Catalog) -> Iterator[Problem]:
    """An old address belongs to no record any more, and only once; the new one does."""
    seen: set[str] = set()
    for i, redirect in enumerate(catalog.redirects):
        for key, address, must_exist in (("old", redirect.old, False), ("new", redirect.new, True)):
            kind, _, id = address.partition("/")
            if (id in getattr(catalog, kind)) is not must_exist or (
                key == "old" and address in seen
            ):
                code = "redirect-to-nothing" if must_exist else "redirect-from-record"
                yield Problem(
                    catalog.place("redirects", "", ("redirects", i, key)),
                    code,
                    {"address": address},
                )
        seen.add(redirect.old)
