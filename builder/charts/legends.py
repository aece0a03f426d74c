"""What the marks, lines and signs of a chart stand for."""

from __future__ import annotations

from collections.abc import Iterator

from builder.charts.chart import HEADLINE, REST, Chart
from builder.site.look import MARKS
from builder.site.site import Edition

Legend = tuple[tuple[str, str], ...]
"""Looks, and the words for them."""
_WITH_LEGEND = (
    *("scoreboard", "change", "bodies", "coverage", "timeliness", "progress"),
    "change_by_part",
)


def chart_legend(edition: Edition, chart: Chart) -> Legend:
    """Looks of marks or lines, and what they stand for; nothing where it is said beside them."""
    if chart.form == "course":
        return _course_legend(edition, chart)
    if chart.form == "panels":
        return _panel_legend(edition, chart)
    if chart.kind not in _WITH_LEGEND:
        return ()
    looks = [*dict.fromkeys((mark.look, mark.series) for mark in chart.marks if mark.series)]
    if chart.form == "bars":
        looks.sort(key=lambda part: -MARKS[part[0]].height)
    return tuple(looks)


def _course_legend(edition: Edition, chart: Chart) -> Legend:
    """Looks and words: of lines where there are several, and of what is not plain in them."""
    lines = tuple(_lines(edition, chart))
    signs = tuple(_signs(edition, chart))
    return (*lines, *signs) if len(lines) > 1 or signs else ()


def _panel_legend(edition: Edition, chart: Chart) -> Legend:
    """The line of a panel and that of the whole, if there is one, and open marks."""
    wholes = [row for row in chart.rows if row.line == HEADLINE]
    legend = [
        ("headline", edition.t("chart.legend.panel")),
        *(("rest", row.heading or edition.t("chart.whole")) for row in wholes),
    ]
    if any(row.line == REST and row.marks[-1].hollow for row in chart.rows):
        legend.append(("hollow", edition.t("chart.legend.hollow")))
    return tuple(legend) if len(legend) > 1 else ()


def _lines(edition: Edition, chart: Chart) -> Iterator[tuple[str, str]]:
    rows = [row for row in chart.rows if row.line]
    for row in rows:
        if row.line == HEADLINE:
            alone = "statement.observation" if len(rows) == 1 else "chart.whole"
            yield "headline", row.heading or edition.t(alone)
        elif row.line != REST:
            yield f"line-{row.line}", row.heading
    if rest := sum(row.line == REST for row in rows):
        yield "rest", edition.t("chart.legend.rest", number=edition.count(rest))


def _signs(edition: Edition, chart: Chart) -> Iterator[tuple[str, str]]:
    marks = chart.marks
    present = {
        "break": any(mark.broken for mark in marks),
        "way": any(mark.start for mark in marks),
        "bound": any(mark.since for mark in marks),
        "hollow": any(mark.hollow for mark in marks),
    }
    if any(row.line == "" for row in chart.rows):
        yield "target", edition.t("statement.target")
    for look, is_there in present.items():
        if is_there:
            yield look, edition.t(f"chart.legend.{look}")
