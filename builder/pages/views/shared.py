"""Views that several pages share: statements, verdicts, contradictions, and rows of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.make.wording import reason
from builder.model.records import Indicator, Observation, Statement, Target, Task
from builder.model.statements import Disagreement, Subject, heaviest
from builder.model.verdicts import Verdict
from builder.pages.edition import Edition, Link

S = TypeVar("S", bound=Statement)

OPEN = ("no_report_yet", "on_schedule", "behind")
"""Verdicts on targets whose period is not over, or that nobody reported on."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement: what, about when, where it stands, and where to correct it."""

    kind: str
    value: str
    period: str
    series: str
    place: Link
    document: Link
    remarks: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict with its arithmetic: `kind` is the code, `word` the same for readers."""

    indicator: Link
    kind: str
    word: str
    series: str
    period: str
    target: str
    reported: str
    reason: str
    change: str
    target_place: Link
    report_place: Link | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of several contradicting values, with every place that states it: its document and the place there."""

    value: str
    sources: tuple[tuple[Link, Link], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The different values that documents give for one thing, side by side; `statements` are those of each side."""

    indicator: Link
    kind: str
    period: str
    series: str
    sides: tuple[Side, ...]
    explanation: str
    statements: tuple[tuple[Statement, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A property by which a list can be filtered: each value’s id, its name and how many rows have it."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list: the latest reported value and the next target of its main series.

    `departments` are those that answer for it or have a task about it.
    """

    id: str
    link: Link
    series: str
    topic: Link
    reported: str
    reported_period: str
    target: str
    target_period: str
    verdicts: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list; `ids` are its documents, topics, departments and portfolio as filters know them."""

    id: str
    ids: Mapping[str, tuple[str, ...]]
    link: Link
    place: Link
    document: Link
    topics: tuple[Link, ...]
    portfolio: str
    departments: tuple[Link, ...]
    figures: int


def statement_row(e: Edition, indicator: Indicator, statement: Statement, line: int) -> StatementRow:
    """A statement with its remarks; `line` is where its file holds it."""
    observed = isinstance(statement, Observation)
    remarks = []
    if statement.cumulative:
        remarks.append(e.t("statement.cumulative"))
    if statement.measured and statement.measured != statement.period.end:
        remarks.append(e.t("statement.measured", year=statement.measured))
    if statement.preferred:
        remarks.append(e.t("statement.preferred"))
    if e.catalog.documents[statement.source.document].status == "draft":
        remarks.append(e.t("statement.draft"))
    if statement.expected:
        remarks.append(e.t("statement.expected"))
    if statement.note:
        remarks.append(e.text(statement.note))
    return StatementRow(
        kind=e.t("statement.observation" if observed else "statement.target"),
        value=e.said(indicator, statement),
        period=e.period(statement.period),
        series=series_name(e, indicator, statement.series),
        place=e.place(statement.source),
        document=e.document(statement.source.document),
        remarks=tuple(remarks),
        line=line,
    )


def file_link(e: Edition, kind: str, id: str) -> Link:
    """Where a record is kept; the address is empty where the site names no repository."""
    name = e.catalog.origins[kind, id].file
    repository = e.site.config.repository
    return Link(f"{repository}/{name}" if repository else "", name)


def series_name(e: Edition, indicator: Indicator, series: str | None) -> str:
    """The series’ name; empty for the indicator itself."""
    return e.text(indicator.series[series]) if series else ""


def verdict_row(e: Edition, verdict: Verdict) -> VerdictRow:
    """A verdict in words, with the numbers that it compares."""
    target, report = verdict.target, verdict.report
    unit = verdict.indicator.unit_of(target)
    return VerdictRow(
        indicator=e.link("indicators", verdict.indicator.id),
        kind=verdict.kind,
        word=e.t(f"verdict.{verdict.kind}"),
        series=series_name(e, verdict.indicator, target.series),
        period=e.period(target.period),
        target=e.said(verdict.indicator, target),
        reported=e.said(verdict.indicator, report) if report else "",
        reason=e.script(reason(verdict, e.lang, lambda q: e.value(q, unit), lambda n: e.change(n, unit))),
        change=_change(e, verdict, unit),
        target_place=e.place(target.source),
        report_place=e.place(report.source) if report else None,
    )


def _change(e: Edition, verdict: Verdict, unit: str) -> str:
    start, change = verdict.baseline, verdict.change
    if start is None or start.value is None or change is None:
        return ""
    values = {"from": e.value(start.value, unit), "period": e.period(start.period)}
    if change == 0:
        return e.t("verdict.no_change", **values)
    return e.t("verdict.change", change=e.change(change, unit), **values)


def contradictions(e: Edition, indicator: Indicator) -> tuple[Contradiction, ...]:
    """What documents say differently about the indicator: its disagreeing pairs, those about one thing together."""
    found: dict[Subject, list[Disagreement]] = {}
    for d in e.site.disagreements.get(indicator.id, ()):
        found.setdefault(d.subject, []).append(d)
    return tuple(_contradiction(e, indicator, about, pairs) for about, pairs in found.items())


def _contradiction(e: Edition, indicator: Indicator, about: Subject, pairs: list[Disagreement]) -> Contradiction:
    order = list(e.documents)
    statements = {id(s): s for d in pairs for s in (d.first, d.second)}.values()
    sides: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: order.index(s.source.document)):
        sides.setdefault(e.said(indicator, statement), []).append(statement)
    return Contradiction(
        indicator=e.link("indicators", indicator.id),
        kind=e.t(f"statement.{about.kind}"),
        period=e.period(about.period),
        series=series_name(e, indicator, about.series),
        sides=tuple(
            Side(value, tuple((e.document(s.source.document), e.place(s.source)) for s in group))
            for value, group in sides.items()
        ),
        explanation=e.text(pairs[0].explanation),
        statements=tuple(tuple(group) for group in sides.values()),
    )


def main_series(indicator: Indicator) -> str | None:
    """The indicator itself (`None`), or its first series where documents state it in parts only."""
    if any(s.series is None for s in (*indicator.observations, *indicator.targets)):
        return None
    return next(iter(indicator.series), None)


def latest(e: Edition, indicator: Indicator) -> Observation | None:
    """The latest reported number; of several for one year the one that counts."""
    return _last(e, indicator, (o for o in indicator.observations if o.value))


def headline_target(e: Edition, indicator: Indicator) -> Target | None:
    """The farthest target with a number, else the farthest in words; of several for one year the one that counts."""
    numbered = _last(e, indicator, (t for t in indicator.targets if t.value))
    return numbered or _last(e, indicator, indicator.targets)


def _last(e: Edition, indicator: Indicator, statements: Iterable[S]) -> S | None:
    main = main_series(indicator)
    known = [s for s in statements if s.series == main]
    end = max((s.period.end for s in known), default=None)
    return heaviest((s for s in known if s.period.end == end), e.catalog.documents)


def indicator_row(e: Edition, indicator: Indicator) -> IndicatorRow:
    """The indicator in a list."""
    reported = latest(e, indicator)
    target = headline_target(e, indicator)
    name = e.text(indicator.name)
    kinds = dict.fromkeys(v.kind for v in e.site.verdicts[indicator.id])
    tasks = e.catalog.tasks_of_indicator.get(indicator.id, ())
    busy = [a.department for task in tasks for a in e.catalog.assignments[task.id]]
    sources = dict.fromkeys(s.source.document for s in (*indicator.observations, *indicator.targets))
    return IndicatorRow(
        id=indicator.id,
        link=e.link("indicators", indicator.id),
        series=series_name(e, indicator, main_series(indicator)),
        topic=e.link("topics", indicator.topic),
        reported=e.said(indicator, reported, name) if reported else "",
        reported_period=e.when(reported) if reported else "",
        target=e.said(indicator, target, name) if target else "",
        target_period=e.period(target.period) if target else "",
        verdicts=tuple((kind, e.t(f"verdict.{kind}")) for kind in kinds),
        documents=tuple(sources),
        departments=tuple(dict.fromkeys([*indicator.departments, *busy])),
    )


def facet(e: Edition, name: str, found: Iterable[Iterable[str]], labels: Mapping[str, str]) -> Facet:
    """A filter by the ids that rows have, in the order of `labels`; ids that no row has are left out."""
    counts = Counter(id for ids in found for id in ids)
    options = tuple((id, label, counts[id]) for id, label in labels.items() if counts[id])
    return Facet(name, e.t(f"filter.{name}"), options)


def task_row(e: Edition, task: Task) -> TaskRow:
    """The task in a list."""
    portfolio = e.catalog.portfolios[task.portfolio] if task.portfolio else None
    departments = tuple(dict.fromkeys(a.department for a in e.catalog.assignments[task.id]))
    return TaskRow(
        id=task.id,
        ids={
            "document": (task.document,),
            "topic": task.topics,
            "department": departments,
            "portfolio": (task.portfolio,) if task.portfolio else (),
        },
        link=e.link("tasks", task.id),
        place=e.place_of(task.document, task.place),
        document=e.document(task.document),
        topics=e.links("topics", task.topics),
        portfolio=e.text(portfolio.name) if portfolio else "",
        departments=e.links("departments", departments),
        figures=len(task.commitments),
    )
