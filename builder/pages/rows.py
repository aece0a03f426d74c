"""Rows of the tables and lists that several pages share: statements, verdicts, disagreements,
records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.statements import (
    DisagreementGroup,
    headline_target,
    latest_observation,
    main_series,
    reference,
)
from builder.model.tasks import Task
from builder.model.verdicts import Verdict
from builder.problems import Place
from builder.site.reasons import reason_text
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement: what, about when, every place that states it (its document and the place
    there), and where to correct it.
    """

    kind: str
    value: str
    period: str
    series: str
    sources: tuple[tuple[Link, Link], ...]
    remarks: tuple[str, ...]
    edit: Link


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
    target_places: tuple[Link, ...]
    report_places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of several values that disagree, with every place that states it: its document and the
    place there.
    """

    value: str
    sources: tuple[tuple[Link, Link], ...]


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """The different values that documents give for one thing, side by side."""

    indicator: Link
    kind: str
    period: str
    series: str
    sides: tuple[Side, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A property by which a list can be filtered: each value’s id, its name and how many rows have
    it.
    """

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list: the latest reported value and the next target of its main series.

    `remark` tells in a line for when the target is and what was last reported.
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
    remark: str
    verdicts: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list; `ids` are its documents, topics, departments, portfolio and status as
    filters know them; `status` is empty where nothing was said of its progress.
    """

    id: str
    ids: Mapping[str, tuple[str, ...]]
    link: Link
    place: Link
    document: Link
    topics: tuple[Link, ...]
    portfolio: str
    departments: tuple[Link, ...]
    figures: int
    status: str = ""
    late: bool = False


def statement_row(
    edition: Edition, indicator: Indicator, statement: Statement, written: Place
) -> StatementRow:
    """A statement with its remarks; `written` is where its file holds it."""
    observed = isinstance(statement, Observation)
    remarks = []
    if statement.cumulative:
        remarks.append(edition.t("statement.cumulative"))
    if statement.measured and statement.period and statement.measured != statement.period.end:
        remarks.append(edition.t("statement.measured", year=statement.measured))
    if statement.preferred:
        remarks.append(edition.t("statement.preferred"))
    if all(edition.catalog.documents[id].status == "draft" for id in statement.documents):
        remarks.append(edition.t("statement.draft"))
    if statement.status:
        remarks.append(edition.t(f"statement.{statement.status}"))
    if statement.lower is not None or statement.upper is not None:
        remarks.append(_interval(edition, indicator, statement))
    if statement.expected:
        remarks.append(edition.t("statement.expected"))
    if statement.note:
        remarks.append(edition.text(statement.note))
    return StatementRow(
        kind=edition.t("statement.observation" if observed else "statement.target"),
        value=edition.statement_text(indicator, statement),
        period=edition.period(statement.period),
        series=edition.series_name(indicator, statement.series_id),
        sources=edition.sources(statement),
        remarks=tuple(remarks),
        edit=_edit_link(edition, written),
    )


def _interval(edition: Edition, indicator: Indicator, statement: Statement) -> str:
    """The ends of a confidence interval, of which one may not be given."""
    ends, unit = (statement.lower, statement.upper), indicator.unit_of(statement)
    lower, upper = (
        edition.t("none")
        if end is None
        else edition.number_without_unit(end, unit, indicator.decimals)
        for end in ends
    )
    return edition.t("statement.interval", lower=lower, upper=upper)


def elsewhere(address: str | None) -> Link | None:
    """A link to a page of another site, by the name of its host."""
    return Link(address, urlsplit(address).netloc) if address else None


def file_link(edition: Edition, kind: str, id: str) -> Link:
    """Where a record is kept; the address is empty where the site names no repository."""
    name = edition.catalog.origins[kind, id].file
    return Link(_address(edition, name), name)


def _edit_link(edition: Edition, written: Place) -> Link:
    """The line of a file that an entry stands in."""
    address = _address(edition, written.file)
    text = edition.t("correct.line", line=written.line)
    return Link(f"{address}#L{written.line}" if address else "", text)


def _address(edition: Edition, file: str) -> str:
    repository = edition.site.config.repository
    return f"{repository}/{file}" if repository else ""


def verdict_row(edition: Edition, verdict: Verdict) -> VerdictRow:
    """A verdict in words, with the numbers that it compares."""
    target, report = verdict.target, verdict.report
    unit = verdict.indicator.unit_of(target)
    return VerdictRow(
        indicator=edition.link("indicators", verdict.indicator.id),
        kind=verdict.kind,
        word=edition.t(f"verdict.{verdict.kind}"),
        series=edition.series_name(verdict.indicator, target.series_id),
        period=edition.period(target.period),
        target=edition.statement_text(verdict.indicator, target, beside=[report]),
        reported=edition.statement_text(verdict.indicator, report, beside=[target])
        if report
        else "",
        reason=reason_text(edition, verdict),
        change=_change(edition, verdict, unit),
        target_places=_places(edition, target),
        report_places=_places(edition, report) if report else (),
    )


def _places(edition: Edition, statement: Statement) -> tuple[Link, ...]:
    """The places that state it; the document’s name stands for one that is cited as a whole."""
    places = ((edition.document(s.document), edition.place(s)) for s in statement.sources)
    return tuple(place if place.text else document for document, place in places)


def _change(edition: Edition, verdict: Verdict, unit: str) -> str:
    start, change = verdict.baseline, verdict.change
    if start is None or start.value is None or change is None:
        return ""
    values = {
        "from": edition.value(start.value, unit, decimals=verdict.indicator.decimals),
        "period": edition.period_phrase("in", start.period),
    }
    if change == 0:
        return edition.t("verdict.no_change", **values)
    return edition.t("verdict.change", change=edition.change(change, unit), **values)


def disagreement_rows(
    edition: Edition, groups: Iterable[DisagreementGroup]
) -> tuple[DisagreementRow, ...]:
    """What documents say differently."""
    return tuple(_disagreement_row(edition, group) for group in groups)


def _disagreement_row(edition: Edition, group: DisagreementGroup) -> DisagreementRow:
    indicator, subject = group.indicator, group.subject
    firsts = [side[0] for side in group.sides]
    return DisagreementRow(
        indicator=edition.link("indicators", indicator.id),
        kind=edition.t(f"statement.{subject.kind}"),
        period=edition.period(subject.period),
        series=edition.series_name(indicator, subject.series),
        sides=tuple(
            Side(
                edition.statement_text(indicator, side[0], beside=firsts),
                tuple(source for statement in side for source in edition.sources(statement)),
            )
            for side in group.sides
        ),
        explanation=edition.text(group.explanation),
    )


def indicator_row(edition: Edition, indicator: Indicator) -> IndicatorRow:
    """The indicator in a list."""
    reported = latest_observation(indicator, edition.catalog.documents)
    target = headline_target(indicator, edition.catalog.documents)
    name = edition.text(indicator.name)
    kinds = dict.fromkeys(v.kind for v in edition.site.verdicts[indicator.id])
    tasks = edition.catalog.tasks_of_indicator.get(indicator.id, ())
    busy = [a.department for task in tasks for a in edition.catalog.assignments[task.id]]
    sources = dict.fromkeys(
        id for s in (*indicator.observations, *indicator.targets) for id in s.documents
    )
    value = edition.statement_text(indicator, reported, name, [target]) if reported else ""
    return IndicatorRow(
        id=indicator.id,
        link=edition.link("indicators", indicator.id),
        series=edition.series_name(indicator, main_series(indicator)),
        topic=edition.link("topics", indicator.topic),
        reported=value,
        reported_period=edition.reference_period(reported) if reported else "",
        target=edition.statement_text(indicator, target, name, [reported]) if target else "",
        target_period=edition.period(target.period) if target else "",
        remark=_remark(edition, reported, value, target),
        verdicts=tuple((kind, edition.t(f"verdict.{kind}")) for kind in kinds),
        documents=tuple(sources),
        departments=tuple(dict.fromkeys([*indicator.departments, *busy])),
    )


def _remark(
    edition: Edition, reported: Observation | None, value: str, target: Target | None
) -> str:
    parts = []
    if target:
        period = edition.period_phrase("for", target.period)
        parts.append(edition.t("figure.target", period=period))
    if reported:
        period = edition.period_phrase("in", reference(reported))
        parts.append(edition.t("figure.reported", period=period, value=value))
    return edition.t("figure.join").join(parts)


def facet(
    edition: Edition, name: str, ids_of_rows: Iterable[Iterable[str]], labels: Mapping[str, str]
) -> Facet:
    """A filter by the ids that rows have, in the order of `labels`; ids that no row has are left
    out.
    """
    counts = Counter(id for ids in ids_of_rows for id in ids)
    options = tuple((id, label, counts[id]) for id, label in labels.items() if counts[id])
    return Facet(name, edition.t(f"filter.{name}"), options)


def task_row(edition: Edition, task: Task) -> TaskRow:
    """The task in a list."""
    portfolio = edition.catalog.portfolios[task.portfolio] if task.portfolio else None
    departments = tuple(dict.fromkeys(a.department for a in edition.catalog.assignments[task.id]))
    update = task.update(edition.site.as_of)
    return TaskRow(
        id=task.id,
        ids={
            "document": (task.document,),
            "topic": task.topics,
            "department": departments,
            "portfolio": (task.portfolio,) if task.portfolio else (),
            "status": task_statuses(edition, task),
        },
        link=edition.link("tasks", task.id),
        place=edition.place_of(task.document, task.place or ""),
        document=edition.document(task.document),
        topics=edition.links("topics", task.topics),
        portfolio=edition.text(portfolio.name) if portfolio else "",
        departments=edition.links("departments", departments),
        figures=len(task.commitments),
        status=edition.t(f"status.{update.status}") if update else "",
        late=task.late(edition.site.as_of),
    )


def task_statuses(edition: Edition, task: Task) -> tuple[str, ...]:
    """By what the task is found: its status where there is one, and whether it is late."""
    as_of = edition.site.as_of
    update, late = task.update(as_of), task.late(as_of)
    return (*((update.status,) if update else ()), *(("late",) if late else ()))
