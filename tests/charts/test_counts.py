"""Bars that count across everything: what is due and reported on, and how far tasks are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builder.charts.chart import Chart
from builder.charts.surveys import surveys
from builder.model.catalog import Catalog
from builder.model.tasks import Update
from builder.site.site import Edition
from tests.factories import edition_of, indicator, observation, target, tiny_catalog


def survey(edition: Edition, kind: str) -> Chart | None:
    """The chart of a kind across everything, if the edition has one."""
    return next((figure.chart for figure in surveys(edition) if figure.name == kind), None)


def counted(edition: Edition, kind: str) -> dict[str, tuple[dict[str, str], str]]:
    """Row → the numbers of its parts by their words, and its note."""
    chart = survey(edition, kind)
    rows = chart.rows if chart else ()
    return {row.heading: ({m.series: m.text for m in row.marks}, row.note) for row in rows}


def catalog_with(*statements: Any) -> Catalog:
    one = indicator(*statements, id="parks", unit="percent", topic="water")
    return replace(tiny_catalog(), indicators={"parks": one})


PLAN, REVIEW = "plan table-1/1", "mid-term-review table-1/7"


@pytest.mark.parametrize(
    ("statements", "word"),
    [
        ([], "due, nothing reported"),
        ([observation("2022", "3", source=REVIEW)], "due, nothing reported"),
        ([observation("2023", "3", source=REVIEW)], "reported on"),
        ([observation("2023", "12", source=REVIEW)], "reported on"),
        ([observation("2023", None, source=REVIEW, declares="met")], "reported on"),
        ([observation("2023", None, source=REVIEW, declares="discontinued")], "reported on"),
        ([observation("2023", None, source=REVIEW, missing="suppressed")], "due, nothing reported"),
    ],
)
def test_a_target_whose_period_is_over_is_reported_on_or_nothing_is(
    statements: list[Any], word: str
) -> None:
    catalog = catalog_with(target("2023", ">= 10", source=PLAN), *statements)
    ((parts, note),) = counted(edition_of(catalog, "en"), "timeliness").values()
    assert parts == {word: "1"}
    assert note == ("1/1" if word == "reported on" else "0/1")


def test_a_target_counts_once_in_each_document_that_states_it_unless_it_has_no_period() -> None:
    catalog = catalog_with(
        target("2090", ">= 10", source=[PLAN, REVIEW]),
        target("2023", ">= 10", source=PLAN),
        target(None, ">= 20", source=PLAN),
    )
    edition = edition_of(catalog, "en")
    names = [edition.document(id).text for id in ("plan", "mid-term-review")]
    bars = counted(edition, "timeliness")
    assert bars == {
        names[0]: ({"due, nothing reported": "1", "not yet due": "1"}, "0/1"),
        names[1]: ({"not yet due": "1"}, ""),
    }
    order = [edition.document(id).text for id in edition.catalog.ranked_documents]
    assert list(bars) == [name for name in order if name in bars]


def test_a_site_without_targets_has_no_chart_of_what_is_due() -> None:
    catalog = catalog_with(observation("2023", "3", source=REVIEW))
    assert survey(edition_of(catalog, "en"), "timeliness") is None


def tasks_with(*updates: tuple[Update, ...]) -> Catalog:
    """The small site, whose first tasks have updates."""
    tiny = tiny_catalog()
    tasks = {id: task.model_copy(update={"updates": ()}) for id, task in tiny.tasks.items()}
    for id, made in zip(tasks, updates, strict=False):
        tasks[id] = tasks[id].model_copy(update={"updates": made})
    return replace(tiny, tasks=tasks)


def test_tasks_are_counted_by_the_newest_update_that_the_day_knows() -> None:
    updates = (
        Update(date="2023-01", status="in-progress"),
        Update(date="2024-02", status="done"),
        Update(date="2099-01", status="dropped"),
    )
    edition = edition_of(tasks_with(updates), "en")
    bars = counted(edition, "progress")
    assert sum(int(parts.get("Done", 0)) for parts, _ in bars.values()) == 1
    others = sum(int(parts.get("no status", 0)) for parts, _ in bars.values())
    assert others == len(edition.catalog.tasks) - 1
    assert all(note == str(sum(map(int, parts.values()))) for parts, note in bars.values())


def test_a_site_that_reports_on_no_task_has_no_chart_of_progress() -> None:
    assert survey(edition_of(tasks_with(), "en"), "progress") is None
    future = tasks_with((Update(date="2099-01", status="done"),))
    assert survey(edition_of(future, "en"), "progress") is None


def test_charts_across_everything_name_their_documents_or_of_many_how_many_there_are() -> None:
    tiny = tiny_catalog()
    (plan, *_) = tiny.documents.values()
    many = {f"d{n}": plan.model_copy(update={"id": f"d{n}"}) for n in range(9)}
    named, counted_only = (
        {figure.credit for figure in surveys(edition_of(catalog, "en"))}
        for catalog in (tiny, replace(tiny, documents={**tiny.documents, **many}))
    )
    names = edition_of(tiny, "en").names("documents").values()
    assert all(name in next(iter(named)) for name in names)
    assert f"{len(tiny.documents) + 9} documents" in next(iter(counted_only))
    assert len(named) == len(counted_only) == 1
