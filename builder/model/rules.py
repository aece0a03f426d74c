"""What must hold between records. Each rule yields findings; `check` turns them into problems with places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from builder import LANGUAGES
from builder.model.catalog import Catalog, Kind, PathInFile
from builder.model.finding import Finding, Rule
from builder.model.numbering import compact
from builder.model.plausibility import plausibility
from builder.model.statements import disagreements, explanation, subject
from builder.model.terms import readings, terms
from builder.problems import Problem

COVERED = ("table", "box", "task", "project", "part", "article", "vision", "goal")
"""The kinds of places that must each be used by a record or listed as unused."""

_TASK_LISTS: tuple[Kind, ...] = ("topics", "goals", "indicators")
_INDICATOR_LISTS: tuple[Kind, ...] = ("goals", "departments")


def check(catalog: Catalog) -> tuple[Problem, ...]:
    """Every finding of every rule, with its place."""
    return tuple(
        Problem(catalog.origins[finding.kind, finding.id].place(finding.path), finding.code, finding.values)
        for rule in RULES
        for finding in rule(catalog)
    )


def _unknown(catalog: Catalog, kind: Kind, id: str, path: PathInFile, target: Kind, name: str) -> Iterator[Finding]:
    known: Mapping[str, object] = getattr(catalog, target)
    if name not in known:
        close = get_close_matches(name, known, n=1)
        values = {"name": name, "folder": f"data/{target}", "close": close[0] if close else ""}
        yield Finding(kind, id, path, "unknown-reference", values)


def references(catalog: Catalog) -> Iterator[Finding]:
    """Every id that a record names belongs to a record."""
    for kind, id, path, target, name in _references(catalog):
        yield from _unknown(catalog, kind, id, path, target, name)


def _references(catalog: Catalog) -> Iterator[tuple[Kind, str, PathInFile, Kind, str]]:
    for goal in catalog.goals.values():
        yield "goals", goal.id, (), "documents", goal.document
        if goal.parent:
            yield "goals", goal.id, ("parent",), "goals", goal.parent
        yield from (("goals", goal.id, ("supports", i), "goals", name) for i, name in enumerate(goal.supports))
        yield from (("goals", goal.id, ("topics", i), "topics", name) for i, name in enumerate(goal.topics))
    for task in catalog.tasks.values():
        yield "tasks", task.id, (), "documents", task.document
        if task.portfolio:
            yield "tasks", task.id, ("portfolio",), "portfolios", task.portfolio
        for key in _TASK_LISTS:
            for i, name in enumerate(getattr(task, key)):
                yield "tasks", task.id, (key, i), key, name
        for i, commitment in enumerate(task.commitments):
            yield "tasks", task.id, ("commitments", i, "unit"), "units", commitment.unit
            if commitment.indicator:
                yield "tasks", task.id, ("commitments", i, "indicator"), "indicators", commitment.indicator
    for unit in catalog.units.values():
        if unit.difference:
            yield "units", unit.id, ("difference",), "units", unit.difference
    for department in catalog.departments.values():
        if department.parent:
            yield "departments", department.id, ("parent",), "departments", department.parent
    for indicator in catalog.indicators.values():
        yield "indicators", indicator.id, (), "topics", indicator.topic
        yield "indicators", indicator.id, ("unit",), "units", indicator.unit
        for key in _INDICATOR_LISTS:
            for i, name in enumerate(getattr(indicator, key)):
                yield "indicators", indicator.id, (key, i), key, name
        for name, series in indicator.series.items():
            if series.unit:
                yield "indicators", indicator.id, ("series", name, "unit"), "units", series.unit
        for listing in ("observations", "targets"):
            for i, statement in enumerate(getattr(indicator, listing)):
                yield "indicators", indicator.id, (listing, i, "source"), "documents", statement.source.document
                if statement.unit:
                    yield "indicators", indicator.id, (listing, i, "unit"), "units", statement.unit


def places(catalog: Catalog) -> Iterator[Finding]:
    """Every place that a record names exists in its document, and a document numbers no place twice."""
    known = {id: frozenset(document.locators) for id, document in catalog.documents.items()}

    def missing(kind: Kind, id: str, path: PathInFile, document: str, locator: str) -> Iterator[Finding]:
        if document in known and locator not in known[document]:
            yield Finding(kind, id, path, "unknown-place", {"place": locator, "document": document})

    for goal in catalog.goals.values():
        yield from missing("goals", goal.id, ("place",), goal.document, goal.place)
    for task in catalog.tasks.values():
        yield from missing("tasks", task.id, ("place",), task.document, task.place)
    for indicator in catalog.indicators.values():
        for key in ("observations", "targets"):
            for i, statement in enumerate(getattr(indicator, key)):
                source = statement.source
                yield from missing("indicators", indicator.id, (key, i, "source"), source.document, source.locator)
    for document in catalog.documents.values():
        for i, unused in enumerate(document.unused):
            yield from missing("documents", document.id, ("unused", i, "place"), document.id, unused.place)
        for id, count in Counter(group.id for group in document.places).items():
            if count > 1:
                yield Finding("documents", document.id, ("places",), "duplicate-place", {"place": id})


def statements(catalog: Catalog) -> Iterator[Finding]:
    """Statements say something, once a place, about a series that exists; asides explain what is there."""
    for indicator in catalog.indicators.values():
        contradicted = {d.subject for d in disagreements(indicator)} if indicator.asides else set()
        for key in ("observations", "targets"):
            seen = set()
            for i, statement in enumerate(getattr(indicator, key)):
                about = subject(statement)
                if statement.series is not None and statement.series not in indicator.series:
                    values = {"name": statement.series}
                    yield Finding("indicators", indicator.id, (key, i, "series"), "unknown-series", values)
                if statement.value is None and statement.text is None:
                    yield Finding("indicators", indicator.id, (key, i), "empty-statement")
                if (about, statement.source, statement.value) in seen:
                    values = {"place": str(statement.source)}
                    yield Finding("indicators", indicator.id, (key, i), "duplicate-statement", values)
                seen.add((about, statement.source, statement.value))
        for i, aside in enumerate(indicator.asides):
            if not any(explanation(indicator, about) is aside.text for about in contradicted):
                yield Finding("indicators", indicator.id, ("asides", i), "idle-aside")


def preferences(catalog: Catalog) -> Iterator[Finding]:
    """A curator prefers one statement among those about the same thing, and says why."""
    for indicator in catalog.indicators.values():
        for key in ("observations", "targets"):
            seen = set()
            for i, statement in enumerate(getattr(indicator, key)):
                if not statement.preferred:
                    continue
                if statement.note is None:
                    yield Finding("indicators", indicator.id, (key, i, "preferred"), "preferred-without-note")
                if subject(statement) in seen:
                    yield Finding("indicators", indicator.id, (key, i, "preferred"), "preferred-twice")
                seen.add(subject(statement))


def commitments(catalog: Catalog) -> Iterator[Finding]:
    """A commitment has a value or a text."""
    for task in catalog.tasks.values():
        for i, commitment in enumerate(task.commitments):
            if commitment.value is None and commitment.text is None:
                yield Finding("tasks", task.id, ("commitments", i), "empty-statement")


def printed_names(catalog: Catalog) -> Iterator[Finding]:
    """A printed name belongs to exactly one department."""
    owner: dict[str, str] = {}
    for department in catalog.departments.values():
        for i, name in enumerate(department.names):
            if name in owner:
                values = {"name": name, "other": owner[name]}
                yield Finding("departments", department.id, ("names", i), "shared-name", values)
            owner[name] = department.id
    for task in catalog.tasks.values():
        for role in ("lead", "responsible", "supporting"):
            for i, name in enumerate(getattr(task.departments, role)):
                if name not in owner:
                    close = get_close_matches(name, owner, n=1)
                    values = {"name": name, "close": close[0] if close else ""}
                    yield Finding("tasks", task.id, ("departments", role, i), "unknown-name", values)


def cycles(catalog: Catalog) -> Iterator[Finding]:
    """No goal and no department is its own ancestor."""
    kinds: tuple[tuple[Kind, Mapping[str, str | None]], ...] = (
        ("goals", {id: goal.parent for id, goal in catalog.goals.items()}),
        ("departments", {id: department.parent for id, department in catalog.departments.items()}),
    )
    for kind, parents in kinds:
        done: set[str] = set()
        for id in parents:
            path: dict[str, None] = {}
            at: str | None = id
            while at is not None and at in parents and at not in done and at not in path:
                path[at] = None
                at = parents[at]
            if at in path:
                yield Finding(kind, at, ("parent",), "cycle", {"name": at})
            done.update(path)


def parents(catalog: Catalog) -> Iterator[Finding]:
    """A goal's parent is in the same document; what it supports is in another."""
    for goal in catalog.goals.values():
        parent = catalog.goals.get(goal.parent or "")
        if parent and parent.document != goal.document:
            yield Finding("goals", goal.id, ("parent",), "foreign-parent", {"name": parent.id})
        for i, name in enumerate(goal.supports):
            if name in catalog.goals and catalog.goals[name].document == goal.document:
                yield Finding("goals", goal.id, ("supports", i), "own-support", {"name": name})


def coverage(catalog: Catalog) -> Iterator[Finding]:
    """Every numbered place is used by a record or listed as unused, not both."""
    for document in catalog.documents.values():
        used = catalog.uses.get(document.id, {})
        unused = {entry.place for entry in document.unused}
        for i, entry in enumerate(document.unused):
            if entry.place in used:
                values = {"place": entry.place, "record": used[entry.place][0].id}
                yield Finding("documents", document.id, ("unused", i, "place"), "unused-but-used", values)
        for i, group in enumerate(document.places):
            left = [n for n in group.numbers if f"{group.id}/{n}" not in used and f"{group.id}/{n}" not in unused]
            if group.kind in COVERED and left:
                values = {"group": group.id, "count": str(len(left)), "numbers": compact(left)}
                yield Finding("documents", document.id, ("places", i, "numbers"), "coverage", values)


def islands(catalog: Catalog) -> Iterator[Finding]:
    """A reader can get from every record to what it serves and what serves it."""
    for indicator in catalog.indicators.values():
        if not indicator.goals:
            yield Finding("indicators", indicator.id, (), "island", {"key": "goals"})
    for task in catalog.tasks.values():
        for key in ("topics", "goals"):
            if not getattr(task, key):
                yield Finding("tasks", task.id, (), "island", {"key": key})
    served = (catalog.children, catalog.supporters, catalog.indicators_of_goal, catalog.tasks_of_goal)
    for goal in catalog.goals.values():
        if not (goal.parent or goal.supports or any(goal.id in serving for serving in served)):
            yield Finding("goals", goal.id, (), "island", {"key": "parent/supports"})


def languages(catalog: Catalog) -> Iterator[Finding]:
    """A prose page exists in both languages."""
    written: dict[str, set[str]] = defaultdict(set)
    for page in catalog.pages.values():
        written[page.id].add(page.lang)
    for page in catalog.pages.values():
        for lang in LANGUAGES:
            if lang not in written[page.id]:
                values = {"file": f"content/{page.id}.{lang}.md"}
                yield Finding("pages", f"{page.id}.{page.lang}", (), "missing-language", values)


def redirects(catalog: Catalog) -> Iterator[Finding]:
    """An old address belongs to no record any more, and only once; the new one does."""
    seen: set[str] = set()
    for i, redirect in enumerate(catalog.redirects):
        for key, address, wanted in (("old", redirect.old, False), ("new", redirect.new, True)):
            kind, _, id = address.partition("/")
            if (id in getattr(catalog, kind)) is not wanted or (key == "old" and address in seen):
                code = "redirect-to-nothing" if wanted else "redirect-from-record"
                yield Finding("redirects", "", ("redirects", i, key), code, {"address": address})
        seen.add(redirect.old)


RULES: tuple[Rule, ...] = (
    references,
    places,
    statements,
    preferences,
    commitments,
    printed_names,
    cycles,
    parents,
    coverage,
    islands,
    plausibility,
    terms,
    readings,
    languages,
    redirects,
)
