"""The page that shows every component in every state, with invented contents."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.verdicts import VERDICTS
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.theme import COLOURS
from builder.pages.views.charts import ChartView, chart_view
from builder.pages.views.gallery import gallery
from builder.pages.views.shared import (
    Contradiction,
    Facet,
    IndicatorRow,
    Side,
    StatementRow,
    TaskRow,
    VerdictRow,
)


@dataclass(frozen=True, slots=True)
class StyleView:
    """Examples for the components; a component with states has one example a state."""

    colours: tuple[tuple[str, str], ...]
    link: Link
    counts: tuple[tuple[str, str, int], ...]
    statements: tuple[StatementRow, ...]
    verdicts: tuple[VerdictRow, ...]
    contradictions: tuple[Contradiction, ...]
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    departments: tuple[tuple[Link, str], ...]
    facets: tuple[Facet, ...]
    charts: tuple[ChartView, ...]


def style_view(e: Edition) -> StyleView:
    """Every example in the edition’s language."""
    here = Link(e.href(urls.page(e.code, "about", "style")), e.t("style.indicator"))
    verdicts = tuple(_verdict(e, here, kind) for kind in VERDICTS)
    return StyleView(
        colours=tuple((name, e.t(f"style.colours.{name}")) for name in COLOURS),
        link=here,
        counts=tuple((kind, e.t(f"verdict.{kind}"), 3 * n + 1) for n, kind in enumerate(VERDICTS)),
        statements=_statements(e, here),
        verdicts=verdicts,
        contradictions=_contradictions(e, here),
        indicators=_indicators(e, here),
        tasks=_tasks(e, here),
        departments=((_named(here, e.t("style.department")), "甲局"), (_named(here, "乙局"), "乙局")),
        charts=tuple(chart_view(e, drawn) for drawn in gallery(e)),
        facets=(Facet("topic", e.t("filter.topic"), (("a", e.t("style.topic"), 1), ("b", e.t("style.unit"), 1))),),
    )


def _named(here: Link, text: str) -> Link:
    return Link(here.href, text)


def _sources(e: Edition, here: Link) -> tuple[Link, Link]:
    return _named(here, e.t("style.document")), _named(here, e.t("place.table", group=1, number=2))


def _year(e: Edition, year: int) -> str:
    return e.t("period.year", year=year)


def _statements(e: Edition, here: Link) -> tuple[StatementRow, ...]:
    document, place = _sources(e, here)
    marks = ("cumulative", "preferred", "draft", "expected")
    remarks = (*(e.t(f"statement.{mark}") for mark in marks), e.t("statement.measured", year=2019), e.t("style.note"))
    said = e.t("style.words")

    def row(kind: str, value: str, series: str, remarks: tuple[str, ...]) -> StatementRow:
        return StatementRow(e.t(f"statement.{kind}"), value, _year(e, 2020), series, place, document, remarks, 7)

    series = e.t("style.series")
    return (
        row("observation", "12.50%", "", ()),
        row("observation", "≥12%", series, remarks),
        row("target", "15%", "", ()),
        row("target", said, "", ()),
    )


def _verdict(e: Edition, here: Link, kind: str) -> VerdictRow:
    place = _sources(e, here)[1]
    known = kind not in ("no_report_yet", "not_assessable")
    return VerdictRow(
        indicator=here,
        kind=kind,
        word=e.t(f"verdict.{kind}"),
        series=e.t("style.series") if kind == "missed" else "",
        period=_year(e, 2020),
        target="15%",
        reported="12.50%" if known else "",
        reason=e.t("style.note"),
        change="" if known else e.t("verdict.no_change", **{"from": "12.50%", "period": _year(e, 2020)}),
        target_place=place,
        report_place=place if known else None,
    )


def _contradictions(e: Edition, here: Link) -> tuple[Contradiction, ...]:
    source = _sources(e, here)
    kind, year, series, note = e.t("statement.target"), _year(e, 2025), e.t("style.series"), e.t("style.note")
    two = (Side("15%", (source,)), Side("15‰", (source, source)))
    return (
        Contradiction(here, kind, year, "", two, ""),
        Contradiction(here, kind, year, series, (*two, Side("≥15%", (source,))), note),
    )


def _indicators(e: Edition, here: Link) -> tuple[IndicatorRow, ...]:
    words = tuple((kind, e.t(f"verdict.{kind}")) for kind in VERDICTS[:2])
    now, then = _year(e, 2020), _year(e, 2025)
    return (
        IndicatorRow("a", here, "", here, "12.50%", now, "≥15%", then, words, (), ()),
        IndicatorRow("b", here, e.t("style.series"), here, "", "", e.t("style.words"), then, (), (), ()),
    )


def _tasks(e: Edition, here: Link) -> tuple[TaskRow, ...]:
    document, place = _sources(e, here)
    link, body, official = (_named(here, e.t(f"style.{key}")) for key in ("task", "department", "official"))
    bodies = (body, _named(here, e.t("style.other_department")))
    return (
        TaskRow("a", {}, link, place, document, (here,), official.text, bodies, 3),
        TaskRow("b", {}, link, place, document, (here,), "", (body,), 0),
    )
