"""What came of tasks: the newest update counts, and lateness is arithmetic."""

from __future__ import annotations

import pytest

from builder.model.answers import answer_verdict
from builder.model.catalog import Catalog
from builder.model.newest import newest_date
from tests.factories import TEXT, TINY_DAY, documents, indicator, task


def update(date: str, status: str, **fields: object) -> dict[str, object]:
    return {"date": date, "status": status} | fields


def test_the_newest_update_counts_wherever_it_is_written() -> None:
    updates = [update("2024-06", "done"), update("2024-06-29", "in-progress")]
    for written in (updates, updates[::-1]):
        newest = task("plan-001", updates=written).update("2024-06-30")
        assert newest
        assert newest.status == "done"


def test_of_two_updates_of_a_day_the_later_written_counts() -> None:
    newest = task("plan-001", updates=[update("2024-06", "done"), update("2024-06", "dropped")])
    assert [u.status for u in newest.newest_first] == ["dropped", "done"]


def test_what_was_said_later_does_not_count_on_a_day() -> None:
    updates = [update("2024-05", "in-progress"), update("2024-07-01", "done")]
    one = task("plan-001", deadline="2024-05-31", updates=updates)
    told = [(u.status if (u := one.update(day)) else None) for day in ("2024-04-30", "2024-06-30")]
    assert told == [None, "in-progress"]
    assert [one.late(day) for day in ("2024-05-31", "2024-06-30", "2024-07-01")] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"deadline": "2024-06-29"}, True),
        ({"deadline": "2024-06-30"}, False),
        ({"deadline": "2024-06-29", "updates": [update("2024-06-30", "done")]}, False),
        ({"deadline": "2024-06-29", "updates": [update("2024-06-30", "dropped")]}, False),
        ({"deadline": "2024-06-29", "updates": [update("2024-06-30", "partly-done")]}, True),
        ({"period": "2023", "updates": [update("2023-01", "in-progress")]}, True),
        ({"period": "2024", "updates": [update("2023-01", "in-progress")]}, False),
        ({"period": "2023"}, False),
        ({"period": None, "updates": [update("2023-01", "in-progress")]}, False),
    ],
)
def test_a_task_is_late_once_its_last_day_is_over(fields: dict[str, object], late: bool) -> None:
    assert task("plan-001", **fields).late("2024-06-30") is late


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"value": "12", "period": "2024"}, "met"),
        ({"value": "9", "period": "2024"}, "missed"),
        ({"value": "9", "period": "2022"}, "no_report_yet"),
    ],
)
def test_an_answer_is_judged_like_the_report_on_a_target(answer: dict[str, str], kind: str) -> None:
    figure = {"subject": TEXT, "value": "10", "unit": "hectares", "period": "2024"}
    answered = figure | {"indicator": "parks", "answer": answer | {"source": "plan"}}
    one = task("plan-001", commitments=[answered, figure])
    catalog = Catalog(documents=documents(), indicators={"parks": indicator()})
    verdicts = [answer_verdict(catalog, one, c, TINY_DAY) for c in one.commitments]
    assert [verdict and verdict.kind for verdict in verdicts] == [kind, None]


@pytest.mark.parametrize(
    ("fields", "answer", "kind"),
    [
        ({"deadline": "2030-12-31"}, {"value": "9", "period": "2023"}, "no_report_yet"),
        ({"deadline": "2023-06-30"}, {"value": "9", "period": "2023"}, "missed"),
        ({"deadline": "2022-06-30"}, {"value": "12", "period": "2023"}, "no_report_yet"),
        ({"period": "2021-2023"}, {"value": "12", "period": "2023"}, "met"),
        ({"period": None}, {"value": "12", "period": "2023"}, "met"),
        ({"period": None}, {"value": "9", "period": "2023"}, "not_assessable"),
    ],
)
def test_a_figure_without_a_period_is_due_with_its_task(
    fields: dict[str, object], answer: dict[str, str], kind: str
) -> None:
    figure = {"subject": TEXT, "value": ">= 10", "unit": "hectares"}
    one = task(
        "plan-001",
        **({"period": None} | fields),
        commitments=[figure | {"answer": answer | {"source": "plan"}}],
    )
    verdict = answer_verdict(Catalog(documents=documents()), one, one.commitments[0], TINY_DAY)
    assert verdict
    assert verdict.kind == kind


def test_updates_are_among_the_newest_dates() -> None:
    tasks = {"plan-001": task("plan-001", updates=[update("2022-02", "done")])}
    assert newest_date(Catalog(documents=documents(), tasks=tasks)) == "2022-02-28"
