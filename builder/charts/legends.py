"""What the lines and signs of a course stand for."""

from __future__ import annotations

from collections.abc import Iterator

from builder.charts.chart import HEADLINE, REST, Chart
from builder.site.site import Edition


def course_legend(edition: Edition, chart: Chart) -> tuple[tuple[str, str], ...]:
    """Looks and words: of lines where there are several, and of what is not plain in them."""
    lines = tuple(_lines(edition, chart))
    signs = tuple(_signs(edition, chart))
    return (*lines, *signs) if len(lines) > 1 or signs else ()


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
