"""Which charts an indicator has, and what they say: the same values as its sentence and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.make.chart import Chart, Look, Mark, Row, Side
from builder.make.charts import WIDTHS, svg
from builder.make.scale import scale
from builder.make.studio import EmptyChart
from builder.model.fields import Quantity
from builder.model.records import Indicator, Observation, Target
from builder.model.statements import heaviest
from builder.model.verdicts import Verdict
from builder.pages.edition import Edition
from builder.pages.views.sentences import sentence
from builder.pages.views.shared import contradictions, headline_target, latest, main_series, series_name, verdict_row
from builder.problems import BuildError, Place, Problem

_YEARS = 3
"""From so many reported years on, values are a line through time."""
_SIGNS: tuple[Look, ...] = ("reported", "other", "third", "plain")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its name, which is that of its files, the unit of its numbers, its sources, and its data’s file."""

    name: str
    chart: Chart
    unit: str
    source: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart on a page: its drawings, legend, values and files; `script` is the address of what draws it live."""

    id: str
    kind: str
    title: str
    caption: str
    description: str
    unit: str
    drawings: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    svg: str
    json: str
    csv: str
    script: str


@contextmanager
def placed(drawn: Drawn) -> Iterator[None]:
    """A drawing that lacks a mark becomes a problem at the place of its data."""
    try:
        yield
    except EmptyChart:
        raise BuildError([Problem(Place(drawn.origin), "empty-chart", {"name": drawn.name})]) from None


def chart_view(e: Edition, drawn: Drawn) -> ChartView:
    """The chart, drawn. Raises `BuildError` with the place of its data if the drawing lacks a mark."""
    chart = drawn.chart
    with placed(drawn):
        drawings = tuple(svg(chart, size, f"_c-{drawn.name}-{size}", e.site.memo) for size in WIDTHS)
    series = dict.fromkeys((mark.look, mark.series) for mark in chart.marks if mark.series)
    told = chart.kind in ("scoreboard", "change", "bodies", "coverage")
    files = {ending: e.href(f"/charts/{e.code}/{drawn.name}.{ending}") for ending in ("svg", "json", "csv")}
    return ChartView(
        id=f"_c-{drawn.name}",
        kind=chart.kind,
        title=chart.title,
        caption=e.t(f"chart.captions.{chart.kind}"),
        description=chart.description,
        unit=drawn.unit,
        drawings=drawings,
        legend=tuple(series) if told else (),
        values=tuple((mark.name, mark.text) for mark in chart.marks if mark.value),
        script=e.href(f"/{e.site.vega_path}"),
        **files,
    )


def sources(e: Edition, indicator: Indicator) -> str:
    """The names of the documents that say something about the indicator."""
    found = {s.source.document for s in (*indicator.observations, *indicator.targets)}
    return e.separator.join(e.document(id).text for id in e.documents if id in found)


def of_indicator(e: Edition, indicator: Indicator) -> tuple[Drawn, ...]:
    """The indicator’s charts: where it is to go, what came of targets, where documents differ. None for nothing."""
    return _of_indicator(e, indicator.id)


@lru_cache(20_000)
def _of_indicator(e: Edition, id: str) -> tuple[Drawn, ...]:
    return tuple(_charts(e, e.catalog.indicators[id]))


def _charts(e: Edition, indicator: Indicator) -> Iterator[Drawn]:
    named = sources(e, indicator), e.catalog.origins["indicators", indicator.id].file
    if promise := _promise(e, indicator):
        yield Drawn(indicator.id, *promise, *named)
    judged = [v for v in e.site.verdicts[indicator.id] if v.kind in ("met", "missed") and v.target.value and v.report]
    for number, verdict in enumerate(judged, 1):
        unit = _unit(e, verdict.target, indicator)
        yield Drawn(f"{indicator.id}-outcome-{number}", _outcome(e, verdict), unit, *named)
    for number, found in enumerate(_contradictions(e, indicator), 1):
        yield Drawn(f"{indicator.id}-contradiction-{number}", *found, *named)


def _unit(e: Edition, statement: Observation | Target, indicator: Indicator) -> str:
    return e.counted_in(indicator.unit_of(statement))


def _said(e: Edition, value: Quantity, unit: str) -> str:
    return e.t(f"comparator.{value.comparator or 'none'}") + e.bare(value.number, unit)


def _chart(
    e: Edition, kind: str, title: str, description: str, rows: tuple[Row, ...], unit: str, zero: bool = False
) -> Chart:
    measure = scale([mark.value for row in rows for mark in row.marks], zero=zero)
    ticks = tuple(e.bare(tick, unit) for tick in measure.ticks)
    return Chart(kind, title, description, rows, measure, ticks)


def _title(e: Edition, indicator: Indicator, series: str | None) -> str:
    name = e.text(indicator.name)
    return e.t("sentence.series", name=name, series=series_name(e, indicator, series)) if series else name


def _promise(e: Edition, indicator: Indicator) -> tuple[Chart, str] | None:
    """From the last report to the target; with enough years, all of them."""
    report, target = latest(e, indicator), headline_target(e, indicator)
    title = _title(e, indicator, main_series(indicator))
    if report is None or report.value is None:
        return None
    unit = indicator.unit_of(report)
    goal = target if target and target.value and indicator.unit_of(target) == unit else None
    known = _by_year(e, indicator, unit)
    if len(known) >= _YEARS:
        return _line(e, indicator, title, known, goal), e.counted_in(unit)
    if goal is None or goal.value is None or goal.cumulative != report.cumulative:
        return None
    marks = (_reported(e, report, "reported", unit, "above"), _aimed(e, goal, unit, "below"))
    return _chart(e, "promise", title, sentence(e, indicator), (Row("", marks),), unit), e.counted_in(unit)


def _by_year(e: Edition, indicator: Indicator, unit: str) -> list[Observation]:
    """The values of single years of the main series, the one that counts for each year, earliest first."""
    main = main_series(indicator)
    found = [
        o
        for o in indicator.observations
        if o.value and o.series == main and o.period.is_year and not o.cumulative and indicator.unit_of(o) == unit
    ]
    counted = (
        heaviest([o for o in found if _year(o) == year], e.catalog.documents) for year in sorted(map(_year, found))
    )
    return list({_year(o): o for o in counted if o}.values())


def _year(observation: Observation) -> int:
    return observation.measured or observation.period.end


def _line(e: Edition, indicator: Indicator, title: str, known: list[Observation], goal: Target | None) -> Chart:
    """Values year by year; a target with its line, and with the straight way to it where a verdict measures by that."""
    unit = indicator.unit_of(known[0])
    rows = {_year(o): [_reported(e, o, "reported", unit, "above")] for o in known}
    path = None
    if goal and not goal.cumulative:
        rows.setdefault(goal.period.end, []).append(_aimed(e, goal, unit, "below"))
        start = next((v.baseline for v in e.site.verdicts[indicator.id] if v.target is goal and v.expected), None)
        if start and start.value and _year(start) in rows:
            path = _year(start), start.value.number
    lines = tuple(Row(str(year), tuple(marks)) for year, marks in sorted(rows.items()))
    return replace(_chart(e, "timeline", title, sentence(e, indicator), lines, unit), path=path)


def _reported(e: Edition, report: Observation, look: Look, unit: str, side: Side) -> Mark:
    assert report.value is not None
    name = e.t("chart.reported", period=e.when(report))
    text = _said(e, report.value, unit)
    return Mark(report.value.number, name, text, look, e.t("statement.observation"), report.value.comparator, side)


def _aimed(e: Edition, target: Target, unit: str, side: Side) -> Mark:
    assert target.value is not None
    name = e.t("chart.target", period=e.period(target.period))
    text = _said(e, target.value, unit)
    return Mark(target.value.number, name, text, "target", e.t("statement.target"), target.value.comparator, side)


def _outcome(e: Edition, verdict: Verdict) -> Chart:
    """What was reported beside what had been announced."""
    assert verdict.report is not None
    indicator, unit = verdict.indicator, verdict.indicator.unit_of(verdict.target)
    look: Look = "met" if verdict.kind == "met" else "missed"
    marks = (_reported(e, verdict.report, look, unit, "above"), _aimed(e, verdict.target, unit, "below"))
    title = e.t(
        "chart.outcome", name=_title(e, indicator, verdict.target.series), period=e.period(verdict.target.period)
    )
    told = e.t("chart.told", verdict=e.t(f"verdict.{verdict.kind}"), reason=verdict_row(e, verdict).reason)
    return _chart(e, "outcome", title, told, (Row("", marks),), unit)


def _contradictions(e: Edition, indicator: Indicator) -> Iterator[tuple[Chart, str]]:
    """Values that documents contradict each other about, each marked with its documents."""
    for found in contradictions(e, indicator):
        first = found.statements[0][0]
        unit = indicator.unit_of(first)
        sides = [group for group in found.statements if indicator.unit_of(group[0]) == unit]
        if len({group[0].value.number for group in sides if group[0].value}) < 2:
            continue
        rows = []
        for n, group in enumerate(sides):
            value = group[0].value
            assert value is not None
            documents = tuple(dict.fromkeys(e.document(s.source.document).text for s in group))
            names = e.separator.join(documents)
            look = _SIGNS[min(n, len(_SIGNS) - 1)]
            mark = Mark(value.number, names, _said(e, value, unit), look, names, value.comparator, "beside")
            rows.append(Row(names, (mark,)))
        title = e.t(
            "chart.contradiction", name=_title(e, indicator, first.series), what=found.kind, period=found.period
        )
        told = e.t("chart.sides", sides=e.t("chart.between").join(f"{r.heading} {r.marks[0].text}" for r in rows))
        yield _chart(e, "contradiction", title, told, tuple(rows), unit), e.counted_in(unit)
