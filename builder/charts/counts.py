"""Charts that count: a bar of tasks, figures, parts or targets a row, split by what is said of
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from builder.charts.chart import Chart, Look, Mark, Row
from builder.charts.scale import Scale, scale
from builder.model.tasks import PROGRESS, ROLES
from builder.model.verdicts import Verdict
from builder.site.site import Edition

_BODIES = 20
_ROLES: Mapping[str, Look] = {"lead": "target", "responsible": "plain", "supporting": "other"}
_USES: Mapping[str, Look] = {"used": "target", "unused": "missed"}
_STATES: Mapping[str, Look] = {"answered": "target", "silent": "third", "not_due": "other"}
"""What can be said of a target whose period is known, as of a day."""
_PROGRESS: Mapping[str, Look] = {
    "done": "target",
    "partly-done": "met",
    "in-progress": "reported",
    "not-started": "plain",
    "postponed": "third",
    "dropped": "missed",
    "": "other",
}
"""What can be said of a task, from the end of its way to its beginning; nothing, at last."""


def survey_chart(
    edition: Edition,
    kind: str,
    rows: Iterable[Row],
    measure: Scale,
    percent: bool = False,
    **values: object,
) -> Chart:
    """A chart across everything, with the title and the text of its kind; `values` are what the
    text names.
    """
    ticks = tuple(
        edition.share(tick) if percent else edition.number(tick) for tick in measure.ticks
    )
    return Chart(
        kind,
        edition.t(f"chart.titles.{kind}"),
        edition.t(f"chart.texts.{kind}", **values),
        tuple(rows),
        measure,
        ticks,
    )


def _counted(edition: Edition, kind: str, rows: list[Row], **values: object) -> Chart | None:
    """Bars from zero; none for rows without parts."""
    rows = [row for row in rows if row.marks]
    if not rows:
        return None
    most = max(sum((mark.value for mark in row.marks), Decimal(0)) for row in rows)
    measure = scale([Decimal(0), most], 4)
    whole = tuple(tick for tick in measure.ticks if tick == tick.to_integral_value())
    return survey_chart(edition, kind, rows, replace(measure, ticks=whole), False, **values)


def _bar(
    edition: Edition,
    name: str,
    counts: Mapping[str, int],
    words: Mapping[str, str],
    looks: Mapping[str, Look],
    note: str,
) -> Row:
    """The parts of a bar in the order of their looks; without those that nothing is in."""
    marks = tuple(
        Mark(
            Decimal(counts[key]),
            edition.t("chart.part", row=name, part=words[key]),
            str(counts[key]),
            look,
            words[key],
        )
        for key, look in looks.items()
        if counts.get(key)
    )
    return Row(name, marks, note)


def _bodies(edition: Edition) -> Chart | None:
    counts = {
        id: Counter(str(a.role) for a in assignments)
        for id, assignments in edition.catalog.assignments_of.items()
        if assignments
    }
    largest = sorted(counts, key=lambda id: (-counts[id].total(), id))[:_BODIES]
    words = edition.words("role", ROLES)
    rows = [
        _bar(
            edition,
            edition.link("departments", id).text,
            counts[id],
            words,
            _ROLES,
            str(counts[id].total()),
        )
        for id in largest
    ]
    return _counted(edition, "bodies", rows, number=len(largest), all=len(counts))


def _subjects(edition: Edition) -> Chart | None:
    counts: Counter[str] = Counter()
    for task in edition.catalog.tasks.values():
        for topic in task.topics[:1]:
            counts[topic] += len(task.commitments)
    rows = [
        Row(
            name := edition.link("topics", id).text,
            (Mark(Decimal(number), name, str(number), "target", ""),),
            str(number),
        )
        for id, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if number
    ]
    return _counted(edition, "subjects", rows, number=counts.total())


def _coverage(edition: Edition) -> Chart | None:
    rows, words = [], {key: edition.t(f"chart.{key}") for key in _USES}
    for document in edition.catalog.ranked_documents.values():
        uses, places = edition.catalog.uses.get(document.id, {}), document.covered_locators
        used = sum(locator in uses for locator in places)
        counts = {"used": used, "unused": len(places) - used}
        name = edition.document(document.id).text
        rows.append(_bar(edition, name, counts, words, _USES, f"{used}/{len(places)}"))
    return _counted(edition, "coverage", rows)


def _timeliness(edition: Edition) -> Chart | None:
    counts: dict[str, Counter[str]] = {id: Counter() for id in edition.catalog.ranked_documents}
    for verdict in (v for group in edition.site.verdicts.values() for v in group):
        if verdict.target.period is not None:
            for id in verdict.target.documents:
                counts[id][_state(verdict)] += 1
    words = {key: edition.t(f"chart.{key}") for key in _STATES}
    rows = []
    for id, states in counts.items():
        due = states["answered"] + states["silent"]
        note = f"{states['answered']}/{due}" if due else ""
        rows.append(_bar(edition, edition.document(id).text, states, words, _STATES, note))
    date = edition.date(edition.site.as_of)
    return _counted(edition, "timeliness", rows, date=date)


def _state(verdict: Verdict) -> str:
    """What there is on a target with a period, by the time its verdict was given."""
    if not verdict.ended:
        return "not_due"
    silent = verdict.is_open or verdict.reason in ("no_value", "other_scope")
    return "silent" if silent else "answered"


def _progress(edition: Edition) -> Chart | None:
    counts: dict[str, Counter[str]] = {id: Counter() for id in edition.catalog.ranked_documents}
    for task in edition.catalog.tasks.values():
        update = task.update(edition.site.as_of)
        counts[task.document][update.status if update else ""] += 1
    if not any(set(statuses) - {""} for statuses in counts.values()):
        return None
    words = edition.words("status", PROGRESS) | {"": edition.t("chart.no_status")}
    rows = [
        _bar(edition, edition.document(id).text, statuses, words, _PROGRESS, str(statuses.total()))
        for id, statuses in counts.items()
    ]
    return _counted(edition, "progress", rows, date=edition.date(edition.site.as_of))


COUNTS: Mapping[str, Callable[[Edition], Chart | None]] = {
    "bodies": _bodies,
    "subjects": _subjects,
    "coverage": _coverage,
    "timeliness": _timeliness,
    "progress": _progress,
}
"""What makes each of these charts; none for a site that has nothing to count."""
