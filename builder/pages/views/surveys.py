"""Charts that look across everything: results, promises, bodies, figures and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from builder.make.chart import Chart, Look, Mark, Row
from builder.make.scale import Scale, scale
from builder.make.wording import rounded
from builder.model.records import ROLES, Indicator
from builder.model.rules import COVERED
from builder.model.verdicts import Verdict
from builder.pages.edition import Edition
from builder.pages.views.charts import ChartView, Drawn, chart_view
from builder.pages.views.shared import OPEN, headline_target, latest

_BODIES, _PARTNERS = 20, 8
_FAR = Decimal(50)
"""Percent beyond which a mark stands at the edge of the scale."""
_LOOKS: tuple[Look, ...] = ("target", "plain", "other")


def surveys(e: Edition, *kinds: str) -> Iterator[Drawn]:
    """Charts about the whole, all of them or those of these kinds; those without values are left out."""
    for kind in kinds or _MAKERS:
        if chart := _MAKERS[kind](e):
            yield Drawn(kind, chart, e.t(f"chart.units.{kind}"), e.separator.join(e.names("documents").values()))


def survey_views(e: Edition, *kinds: str) -> tuple[ChartView, ...]:
    """The same, drawn."""
    return tuple(chart_view(e, drawn) for drawn in surveys(e, *kinds))


def _whole(
    e: Edition, kind: str, rows: Iterable[Row], measure: Scale, percent: bool = False, **values: object
) -> Chart:
    ticks = tuple(_signed(e, tick) if percent else e.number(tick) for tick in measure.ticks)
    return Chart(kind, e.t(f"chart.titles.{kind}"), e.t(f"chart.texts.{kind}", **values), tuple(rows), measure, ticks)


def _signed(e: Edition, number: Decimal) -> str:
    return ("+" if number > 0 else "") + e.number(number) + "%"


def _percent_scale(rows: list[Row]) -> Scale:
    """From zero, or from as far below it as above; no further than `_FAR`."""
    values = [m.value for row in rows for m in row.marks]
    far = next(limit for limit in (Decimal(10), Decimal(20), _FAR) if limit >= max(map(abs, values)))
    low = -far if min(values) < 0 else Decimal(0)
    return Scale(low, far, tuple(low + far / 2 * n for n in range(5 if low else 3)))


def _by_topic(e: Edition, found: Mapping[str, list[Mark]]) -> list[Row]:
    return [Row(e.link("topics", id).text, tuple(found[id])) for id in e.catalog.topics if id in found]


def _share(e: Edition, part: Decimal, whole: Decimal, name: str, look: Look, series: str) -> Mark:
    """A difference as a share of a value in percent; what is too far stands at the edge and says so."""
    percent = rounded(part / abs(whole) * 100)
    value = max(-_FAR, min(_FAR, percent))
    return Mark(
        value,
        name,
        _signed(e, percent),
        look,
        series,
        "" if value == percent else ">",
        told=None if value == percent else percent,
    )


def _scoreboard(e: Edition) -> Chart | None:
    found: dict[str, list[Mark]] = {}
    for verdict in _judged(e):
        assert verdict.gap is not None
        assert verdict.target.value is not None
        indicator, target = verdict.indicator, verdict.target.value
        falling = target.comparator in ("<", "<=") or (not target.is_bound and indicator.direction == "lower")
        look: Look = "met" if verdict.kind == "met" else "missed"
        better = -verdict.gap if falling else verdict.gap
        word = e.t(f"verdict.{verdict.kind}")
        mark = _share(e, better, target.number, e.text(indicator.name), look, word)
        found.setdefault(indicator.topic, []).append(mark)
    if not found:
        return None
    rows = _by_topic(e, found)
    kinds = Counter(mark.look for row in rows for mark in row.marks)
    every = sum(v.kind not in OPEN for group in e.site.verdicts.values() for v in group)
    told = {"met": kinds["met"], "missed": kinds["missed"], "others": every - kinds.total()}
    return _whole(e, "scoreboard", rows, _percent_scale(rows), True, **told)


def _judged(e: Edition) -> list[Verdict]:
    """Verdicts whose two numbers can be put on the common scale."""
    kinds = ("met", "missed")
    every = [v for group in e.site.verdicts.values() for v in group if v.kind in kinds and v.gap is not None]
    return [v for v in every if v.target.value and v.target.value.number]


def _change(e: Edition) -> Chart | None:
    found: dict[str, list[Mark]] = {}
    for indicator in e.catalog.indicators.values():
        if mark := _promised(e, indicator):
            found.setdefault(indicator.topic, []).append(mark)
    if not found:
        return None
    rows = _by_topic(e, found)
    return _whole(e, "change", rows, _percent_scale(rows), True, number=sum(len(row.marks) for row in rows))


def _promised(e: Edition, indicator: Indicator) -> Mark | None:
    report, target = latest(e, indicator), headline_target(e, indicator)
    if not (report and target and report.value and target.value and report.value.number):
        return None
    if indicator.unit_of(report) != indicator.unit_of(target) or report.cumulative != target.cumulative:
        return None
    if target.period.end <= report.period.end:
        return None
    change = target.value.number - report.value.number
    look: Look = "target" if target.value.is_bound else "other"
    series = e.t("chart.bound" if target.value.is_bound else "chart.aim")
    return _share(e, change, report.value.number, e.text(indicator.name), look, series)


def _bodies(e: Edition) -> Chart | None:
    counts = {id: Counter(a.role for a in found) for id, found in e.catalog.assignments_of.items() if found}
    largest = sorted(counts, key=lambda id: (-counts[id].total(), id))[:_BODIES]
    if not largest:
        return None
    names = {id: e.link("departments", id).text for id in largest}
    rows = []
    for id in largest:
        marks = tuple(
            Mark(
                Decimal(counts[id][role]),
                e.t("chart.part", row=names[id], part=e.t(f"role.{role}")),
                str(counts[id][role]),
                look,
                e.t(f"role.{role}"),
            )
            for role, look in zip(ROLES, _LOOKS, strict=True)
            if counts[id][role]
        )
        rows.append(Row(names[id], marks, str(counts[id].total())))
    most = Decimal(max(counts[id].total() for id in largest))
    return _whole(e, "bodies", rows, scale([Decimal(0), most], 4), number=len(largest), all=len(counts))


def _partners(e: Edition) -> Chart | None:
    tasks = {id: {a.task.id for a in found} for id, found in e.catalog.assignments_of.items()}
    shared = {id: sum(len(mine & other) for key, other in tasks.items() if key != id) for id, mine in tasks.items()}
    largest = [id for id in sorted(shared, key=lambda id: (-shared[id], id)) if shared[id]][:_PARTNERS]
    if len(largest) < 2:
        return None
    names = {id: e.link("departments", id).text for id in largest}
    rows = []
    for n, id in enumerate(largest, 1):
        marks = []
        for other in largest:
            number = 0 if other == id else len(tasks[id] & tasks[other])
            pair = e.t("chart.pair", one=names[id], other=names[other])
            marks.append(Mark(Decimal(number), pair, str(number), "target", names[id]))
        rows.append(Row(f"{n} {names[id]}", tuple(marks)))
    span = Scale(Decimal(0), Decimal(len(largest)), ())
    numbers = tuple(str(n) for n in range(1, len(largest) + 1))
    chart = _whole(e, "partners", rows, span, number=len(largest))
    return Chart(chart.kind, chart.title, chart.description, chart.rows, span, (), numbers)


def _subjects(e: Edition) -> Chart | None:
    counts: Counter[str] = Counter()
    for task in e.catalog.tasks.values():
        for topic in task.topics[:1]:
            counts[topic] += len(task.commitments)
    rows = [
        Row(name := e.link("topics", id).text, (Mark(Decimal(number), name, str(number), "target", ""),), str(number))
        for id, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if number
    ]
    if not rows:
        return None
    most = max(row.marks[0].value for row in rows)
    return _whole(e, "subjects", rows, scale([Decimal(0), most], 4), number=sum(counts.values()))


def _coverage(e: Edition) -> Chart | None:
    rows = []
    for document in e.documents.values():
        uses, name = e.catalog.uses.get(document.id, {}), e.document(document.id).text
        places = [locator for group in document.places if group.kind in COVERED for locator in group.locators]
        counts = {"used": sum(locator in uses for locator in places)}
        counts["unused"] = len(places) - counts["used"]
        looks: dict[str, Look] = {"used": "target", "unused": "missed"}
        marks = tuple(
            Mark(
                Decimal(number),
                e.t("chart.part", row=name, part=e.t(f"chart.{key}")),
                str(number),
                looks[key],
                e.t(f"chart.{key}"),
            )
            for key, number in counts.items()
            if number
        )
        if marks:
            rows.append(Row(name, marks, f"{counts['used']}/{len(places)}"))
    if not rows:
        return None
    most = max(sum((m.value for m in row.marks), Decimal(0)) for row in rows)
    return _whole(e, "coverage", rows, scale([Decimal(0), most], 4))


_MAKERS: Mapping[str, Callable[[Edition], Chart | None]] = {
    "scoreboard": _scoreboard,
    "change": _change,
    "bodies": _bodies,
    "partners": _partners,
    "subjects": _subjects,
    "coverage": _coverage,
}
