"""Charts that look across everything: results, promises, bodies, figures and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from builder.charts.chart import Chart, Look, Mark, Row
from builder.charts.counts import COUNTS, survey_chart
from builder.charts.figures import Figure
from builder.charts.scale import Scale
from builder.model.foremost import foremost_results
from builder.model.records import Indicator
from builder.model.statements import headline_target, latest_observation, main_series
from builder.model.verdicts import REACHED, Verdict, rounded
from builder.site.sentences import credit
from builder.site.site import Edition

_PARTNERS, _NAMED_DOCUMENTS = 8, 8
_FAR = Decimal(50)
"""Percent beyond which a mark stands at the edge of the scale."""


def surveys(edition: Edition) -> Iterator[Figure]:
    """Charts about the whole; those without values are left out."""
    line = credit(edition, _sources(edition))
    for kind, make in _CHARTS.items():
        if chart := make(edition):
            yield Figure(kind, chart, edition.t(f"chart.units.{kind}"), line)


def _sources(edition: Edition) -> str:
    """The names of all documents; of very many their number."""
    names = edition.names("documents").values()
    if len(names) > _NAMED_DOCUMENTS:
        return edition.t("chart.documents", number=edition.count(len(names)))
    return edition.separator.join(names)


def _percent_scale(rows: list[Row]) -> Scale:
    """From zero, or from as far below it as above; no further than `_FAR`."""
    values = [m.value for row in rows for m in row.marks]
    far = next(
        limit for limit in (Decimal(10), Decimal(20), _FAR) if limit >= max(map(abs, values))
    )
    low = -far if min(values) < 0 else Decimal(0)
    return Scale(low, far, tuple(low + far / 2 * n for n in range(5 if low else 3)))


def _by_topic(edition: Edition, marks: Mapping[str, list[Mark]]) -> list[Row]:
    return [
        Row(edition.link("topics", id).text, tuple(marks[id]))
        for id in edition.catalog.topics
        if id in marks
    ]


def _share(
    edition: Edition, part: Decimal, whole: Decimal, name: str, look: Look, series: str
) -> Mark:
    """A difference as a share of a value in percent; what is too far stands at the edge and says
    so.
    """
    percent = rounded(part / abs(whole) * 100)
    value = max(-_FAR, min(_FAR, percent))
    return Mark(
        value,
        name,
        edition.share(percent),
        look,
        series,
        "" if value == percent else ">",
        exact=None if value == percent else percent,
    )


def _scoreboard(edition: Edition) -> Chart | None:
    marks: dict[str, list[Mark]] = {}
    for verdict in _judged(edition):
        assert verdict.gap is not None
        assert verdict.target.value is not None
        indicator, target = verdict.indicator, verdict.target.value
        falling = target.comparator in ("<", "<=") or (
            not target.is_bound and indicator.direction_of(verdict.target.series_id) == "lower"
        )
        look: Look = "met" if REACHED[verdict.kind] else "missed"
        better = -verdict.gap if falling else verdict.gap
        word = edition.t(f"verdict.{verdict.kind}")
        name = edition.indicator_name(indicator, verdict.target.series_id)
        mark = _share(edition, better, target.number, name, look, word)
        marks.setdefault(indicator.topic, []).append(mark)
    if not marks:
        return None
    rows = _by_topic(edition, marks)
    closed = [v for group in edition.site.verdicts.values() for v in group if not v.is_open]
    met = Counter(REACHED[v.kind] for v in closed if _on_scale(v))
    counts = {"met": met[True], "missed": met[False], "others": len(closed) - met.total()}
    return survey_chart(edition, "scoreboard", rows, _percent_scale(rows), True, **counts)


def _judged(edition: Edition) -> Iterator[Verdict]:
    """Verdicts whose two numbers can be put on the common scale: of each indicator the foremost."""
    for group in edition.site.verdicts.values():
        yield from foremost_results([v for v in group if not v.is_open and _on_scale(v)])


def _on_scale(verdict: Verdict) -> bool:
    """Whether the difference is a share of the announced number."""
    target = verdict.target.value
    comparable = verdict.kind in REACHED and verdict.gap is not None
    return bool(comparable and target and target.number)


def _change(edition: Edition) -> Chart | None:
    marks: dict[str, list[Mark]] = {}
    for indicator in edition.catalog.indicators.values():
        if mark := _promised(edition, indicator):
            marks.setdefault(indicator.topic, []).append(mark)
    if not marks:
        return None
    rows = _by_topic(edition, marks)
    return survey_chart(
        edition,
        "change",
        rows,
        _percent_scale(rows),
        True,
        number=sum(len(row.marks) for row in rows),
    )


def _promised(edition: Edition, indicator: Indicator) -> Mark | None:
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    if not (report and target and report.value and target.value and report.value.number):
        return None
    if (
        indicator.unit_of(report) != indicator.unit_of(target)
        or report.cumulative != target.cumulative
    ):
        return None
    if target.period is None or target.period.last <= report.period.last:
        return None
    change = target.value.number - report.value.number
    look: Look = "target" if target.value.is_bound else "other"
    series = edition.t("chart.bound" if target.value.is_bound else "chart.aim")
    name = edition.indicator_name(indicator, main_series(indicator))
    return _share(edition, change, report.value.number, name, look, series)


def _partners(edition: Edition) -> Chart | None:
    tasks = {
        id: {a.task.id for a in assignments}
        for id, assignments in edition.catalog.assignments_of.items()
    }
    shared = {
        id: sum(len(mine & other) for key, other in tasks.items() if key != id)
        for id, mine in tasks.items()
    }
    largest = [id for id in sorted(shared, key=lambda id: (-shared[id], id)) if shared[id]][
        :_PARTNERS
    ]
    if len(largest) < 2:
        return None
    names = {id: edition.link("departments", id).text for id in largest}
    rows = []
    for n, id in enumerate(largest, 1):
        marks = []
        for other in largest:
            number = 0 if other == id else len(tasks[id] & tasks[other])
            pair = edition.t("chart.pair", one=names[id], other=names[other])
            marks.append(Mark(Decimal(number), pair, str(number), "target", names[id]))
        rows.append(Row(f"{n} {names[id]}", tuple(marks)))
    span = Scale(Decimal(0), Decimal(len(largest)), ())
    numbers = tuple(str(n) for n in range(1, len(largest) + 1))
    chart = survey_chart(edition, "partners", rows, span, number=len(largest))
    return Chart(chart.kind, chart.title, chart.description, chart.rows, span, (), numbers)


_CHARTS: Mapping[str, Callable[[Edition], Chart | None]] = {
    "scoreboard": _scoreboard,
    "change": _change,
    "partners": _partners,
    **COUNTS,
}
