"""The page that shows every component in every state, with invented contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts, ChartView
from builder.model.verdicts import VERDICTS
from builder.pages.page import Page, home_link
from builder.pages.rows import (
    DisagreementRow,
    Facet,
    IndicatorRow,
    Side,
    StatementRow,
    TaskRow,
    VerdictRow,
)
from builder.site import urls
from builder.site.look import COLOURS
from builder.site.site import Edition, Link


@dataclass(frozen=True, slots=True)
class StyleView:
    """Examples for the components; a component with states has one example a state."""

    title: str
    description: str
    colours: tuple[tuple[str, str], ...]
    link: Link
    counts: tuple[tuple[str, str, int], ...]
    statements: tuple[StatementRow, ...]
    verdicts: tuple[VerdictRow, ...]
    disagreements: tuple[DisagreementRow, ...]
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    departments: tuple[tuple[Link, str], ...]
    facets: tuple[Facet, ...]
    charts: tuple[ChartView, ...]


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page, below the page “about”."""
    path, view = urls.page(edition.code, "about", "style"), partial(style_view, edition, charts)
    yield Page(edition, path, "style", view, (home_link(edition),))


def style_view(edition: Edition, charts: Charts) -> StyleView:
    """Every example in the edition’s language."""
    here = Link(
        edition.href(urls.page(edition.code, "about", "style")), edition.t("style.indicator")
    )
    verdicts = tuple(_verdict(edition, here, kind) for kind in VERDICTS)
    other = edition.printed.t("style.other_department")
    return StyleView(
        title=edition.t("style.title"),
        description=edition.t("about.style"),
        colours=tuple((name, edition.t(f"style.colours.{name}")) for name in COLOURS),
        link=here,
        counts=tuple(
            (kind, edition.t(f"verdict.{kind}"), 3 * n + 1) for n, kind in enumerate(VERDICTS)
        ),
        statements=_statements(edition, here),
        verdicts=verdicts,
        disagreements=_disagreements(edition, here),
        indicators=_indicators(edition, here),
        tasks=_tasks(edition, here),
        departments=(
            (_named(here, edition.t("style.department")), edition.printed.t("style.department")),
            (_named(here, other), other),
        ),
        charts=charts.gallery(edition),
        facets=(
            Facet(
                "topic",
                edition.t("filter.topic"),
                (("a", edition.t("style.topic"), 1), ("b", edition.t("style.unit"), 1)),
            ),
        ),
    )


def _named(here: Link, text: str) -> Link:
    return Link(here.href, text)


def _sources(edition: Edition, here: Link) -> tuple[Link, Link]:
    return _named(here, edition.t("style.document")), _named(
        here, edition.t("place.table", group=1, number=2)
    )


def _year(edition: Edition, year: int) -> str:
    return edition.t("period.year", year=year)


def _phrase(edition: Edition, preposition: str, year: int) -> str:
    return edition.t(f"{preposition}_period.year", period=_year(edition, year))


def _statements(edition: Edition, here: Link) -> tuple[StatementRow, ...]:
    document, place = _sources(edition, here)
    marks = ("cumulative", "preferred", "draft", "provisional", "break", "expected")
    remarks = (
        *(edition.t(f"statement.{mark}") for mark in marks),
        edition.t("statement.measured", year=2019),
        edition.t("style.note"),
    )
    words = edition.t("style.words")

    line = edition.t("correct.line", line=7)
    file = "https://example.org/indicators/sample.yaml#L7"

    def row(
        kind: str, value: str, series: str, remarks: tuple[str, ...], address: str = file
    ) -> StatementRow:
        return StatementRow(
            edition.t(f"statement.{kind}"),
            value,
            _year(edition, 2020),
            series,
            ((document, place),),
            remarks,
            Link(address, line),
        )

    series = edition.t("style.series")
    return (
        row("observation", "12.50%", "", ()),
        row("observation", "≥12%", series, remarks),
        row("target", "15%", "", ()),
        row("target", words, "", (), ""),
    )


def _verdict(edition: Edition, here: Link, kind: str) -> VerdictRow:
    place = _sources(edition, here)[1]
    reported = kind not in ("no_report_yet", "not_assessable")
    return VerdictRow(
        indicator=here,
        kind=kind,
        word=edition.t(f"verdict.{kind}"),
        series=edition.t("style.series") if kind == "missed" else "",
        period=_year(edition, 2020),
        target="15%",
        reported="12.50%" if reported else "",
        reason=edition.t("style.note"),
        change=""
        if reported
        else edition.t(
            "verdict.no_change", **{"from": "12.50%", "period": _phrase(edition, "in", 2020)}
        ),
        target_places=(place,),
        report_places=(place,) if reported else (),
    )


def _disagreements(edition: Edition, here: Link) -> tuple[DisagreementRow, ...]:
    source = _sources(edition, here)
    kind, year, series, note = (
        edition.t("statement.target"),
        _year(edition, 2025),
        edition.t("style.series"),
        edition.t("style.note"),
    )
    two = (Side("15%", (source,)), Side("15‰", (source, source)))
    return (
        DisagreementRow(here, kind, year, "", two, ""),
        DisagreementRow(here, kind, year, series, (*two, Side("≥15%", (source,))), note),
    )


def _indicators(edition: Edition, here: Link) -> tuple[IndicatorRow, ...]:
    words = tuple((kind, edition.t(f"verdict.{kind}")) for kind in VERDICTS[:2])
    aim = edition.t("figure.target", period=_phrase(edition, "for", 2025))
    level = edition.t("figure.reported", period=_phrase(edition, "in", 2020), value="12.50%")
    both = edition.t("figure.join").join((aim, level))
    now, then = _year(edition, 2020), _year(edition, 2025)
    return (
        IndicatorRow("a", here, "", here, "12.50%", now, "≥15%", then, both, words, (), ()),
        IndicatorRow(
            "b",
            here,
            edition.t("style.series"),
            here,
            "",
            "",
            edition.t("style.words"),
            then,
            aim,
            (),
            (),
            (),
        ),
    )


def _tasks(edition: Edition, here: Link) -> tuple[TaskRow, ...]:
    document, place = _sources(edition, here)
    link, body, official = (
        _named(here, edition.t(f"style.{key}")) for key in ("task", "department", "official")
    )
    bodies = (body, _named(here, edition.t("style.other_department")))
    return (
        TaskRow("a", {}, link, place, document, (here,), official.text, bodies, 3),
        TaskRow("b", {}, link, place, document, (here,), "", (body,), 0),
    )
