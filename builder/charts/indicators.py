"""Which charts an indicator has, and what they say: the same values as its sentence and its
tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.charts.chart import Chart, Look, Mark, Row
from builder.charts.courses import course, sparse_course
from builder.charts.figures import Figure
from builder.charts.marks import indicator_chart, reported_mark, target_mark, value_text
from builder.charts.parts import change_by_part, course_by_part, latest_by_part
from builder.charts.series import Family, family
from builder.model.foremost import foremost_disagreements, foremost_results
from builder.model.records import Indicator
from builder.model.statements import (
    DisagreementGroup,
    headline_target,
    latest_observation,
    main_series,
)
from builder.model.verdicts import REACHED, Verdict
from builder.site.reasons import reason_text
from builder.site.sentences import credit, sentence, source_names
from builder.site.site import Edition

_SIGNS: tuple[Look, ...] = ("reported", "other", "third", "plain")
PARTS = {"panels": "panels", "change_by_part": "parts", "latest_by_part": "latest"}
"""What is added to the indicator’s id in the names of charts of its parts."""


def indicator_figures(edition: Edition, indicator: Indicator) -> Iterator[Figure]:
    """The indicator’s charts: where it is to go, what came of targets, where documents differ.

    None for nothing.
    """
    documents = edition.catalog.documents
    details = (
        credit(edition, source_names(edition, indicator)),
        edition.catalog.origins["indicators", indicator.id].file,
    )
    promise = _promise(edition, indicator)
    values = family(indicator, documents)
    over_time = course(edition, indicator, values, promise is not None)
    parts = _parts(edition, indicator, values, over_time is not None)
    main = over_time or promise or (None if parts else sparse_course(edition, indicator))
    if main:
        many = values is not None and len(values.values) > 1
        yield Figure(indicator.id, *main, *details, indicator if over_time and many else None)
    if parts and values:
        name = f"{indicator.id}-{PARTS[parts.kind]}"
        yield Figure(name, parts, edition.unit_label(values.kin[0]), *details)
    verdicts = edition.site.verdicts[indicator.id]
    assessed = [v for v in verdicts if v.kind in REACHED and not v.is_open]
    for number, verdict in enumerate(foremost_results(assessed), 1):
        unit = edition.unit_label(indicator.unit_of(verdict.target))
        yield Figure(f"{indicator.id}-outcome-{number}", _outcome(edition, verdict), unit, *details)
    for number, disagreement in enumerate(_disagreements(edition, indicator), 1):
        yield Figure(f"{indicator.id}-contradiction-{number}", *disagreement, *details)


def _parts(
    edition: Edition, indicator: Indicator, values: Family | None, has_course: bool
) -> Chart | None:
    """The parts beside one another: over time, if they are too many for the course and no more than
    can be looked through, else how they changed; where there is no course, the latest.
    """
    if values is None:
        return None
    if not has_course:
        return latest_by_part(edition, indicator, values)
    panels = course_by_part(edition, indicator, values)
    return panels or change_by_part(edition, indicator, values)


def _promise(edition: Edition, indicator: Indicator) -> tuple[Chart, str] | None:
    """From the last report to the target."""
    documents = edition.catalog.documents
    report, target = latest_observation(indicator, documents), headline_target(indicator, documents)
    title = edition.indicator_name(indicator, main_series(indicator))
    if report is None or report.value is None:
        return None
    unit = indicator.unit_of(report)
    goal = target if target and target.value and indicator.unit_of(target) == unit else None
    if goal is None or goal.value is None or goal.cumulative != report.cumulative:
        return None
    marks = (
        reported_mark(edition, report, "reported", indicator, "above", goal),
        target_mark(edition, goal, indicator, "below", report),
    )
    return indicator_chart(
        edition, "promise", title, sentence(edition, indicator), (Row("", marks),), unit
    ), edition.unit_label(unit)


def _outcome(edition: Edition, verdict: Verdict) -> Chart:
    """What was reported beside what had been announced."""
    assert verdict.report is not None
    indicator, unit = verdict.indicator, verdict.indicator.unit_of(verdict.target)
    look: Look = "met" if REACHED[verdict.kind] else "missed"
    marks = (
        reported_mark(edition, verdict.report, look, indicator, "above", verdict.target),
        target_mark(edition, verdict.target, indicator, "below", verdict.report),
    )
    title = edition.t(
        "chart.outcome",
        name=edition.indicator_name(indicator, verdict.target.series_id),
        period=edition.period(verdict.target.period),
    )
    word = edition.t(f"verdict.{verdict.kind}")
    description = edition.t("chart.verdict", verdict=word, reason=reason_text(edition, verdict))
    return indicator_chart(edition, "outcome", title, description, (Row("", marks),), unit)


def _disagreements(edition: Edition, indicator: Indicator) -> Iterator[tuple[Chart, str]]:
    """Values that documents disagree about, each marked with its documents."""
    groups = edition.site.disagreement_groups.get(indicator.id, ())
    for group in foremost_disagreements(groups):
        unit = indicator.unit_of(group.sides[0][0])
        rows = tuple(_side_rows(edition, group, unit))
        if len({row.marks[0].value for row in rows}) < 2:
            continue
        title = edition.t(
            "chart.disagreement",
            name=edition.indicator_name(indicator, group.subject.series),
            what=edition.t(f"statement.{group.subject.kind}"),
            period=edition.period(group.subject.period),
        )
        sides = edition.t("chart.between").join(f"{r.heading} {r.marks[0].text}" for r in rows)
        description = edition.t("chart.sides", sides=sides)
        chart = indicator_chart(edition, "disagreement", title, description, rows, unit)
        yield chart, edition.unit_label(unit)


def _side_rows(edition: Edition, group: DisagreementGroup, unit: str) -> Iterator[Row]:
    """A row a side that is stated in `unit`, headed by its documents."""
    sides = [side for side in group.sides if group.indicator.unit_of(side[0]) == unit]
    for n, side in enumerate(sides):
        value = side[0].value
        assert value is not None
        documents = dict.fromkeys(edition.document(id).text for s in side for id in s.documents)
        names = edition.separator.join(documents)
        look = _SIGNS[min(n, len(_SIGNS) - 1)]
        text = value_text(edition, group.indicator, side[0], [other[0] for other in sides])
        yield Row(
            names, (Mark(value.number, names, text, look, names, value.comparator, "beside"),)
        )
