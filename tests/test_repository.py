"""This project's own data: what an editor's pull request meets."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from builder.model.catalog import Catalog
from builder.write.manifest import read_manifest
from tests.conftest import HERE


def rows(built_real: Path, table: str) -> list[dict[str, str]]:
    with open(built_real / "data" / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def places(group: str, last: int) -> set[str]:
    return {f"{group}/{n}" for n in range(1, last + 1)}


def doubled(group: str, last: int) -> set[str]:
    """The places of a table of the health plan, whose numbers 4 and 5 have two rows each."""
    twice = {f"{group}/{n}" for n in ("4.1", "4.2", "5.1", "5.2")}
    return places(group, last) - {f"{group}/4", f"{group}/5"} | twice


def test_the_data_has_no_error_and_no_warning(built_real: Path) -> None:
    manifest = read_manifest(built_real)
    assert manifest
    assert not manifest.warnings, "see `make check`"


@pytest.mark.parametrize(
    ("document", "tables", "expected", "count"),
    [
        ("social-plan", "observations targets", places("table-1", 31) | places("table-2", 37), 68),
        ("health-plan", "observations targets", doubled("table-1", 51), 53),
        ("health-plan", "observations targets", doubled("table-2", 50), 52),
        ("key-tasks-2021", "tasks", places("task", 151), 151),
        ("health-plan", "tasks", places("project", 20), 20),
        (
            "social-plan",
            "tasks",
            {
                place
                for box, count in enumerate((10, 7, 6, 5, 5, 3), 1)
                for place in places(f"box-{box}", count)
            },
            36,
        ),
        ("proposal", "goals", places("article", 43), 43),
        ("proposal", "goals", places("part", 11), 11),
        ("outline", "goals", places("vision", 5) | places("goal", 6) | places("task", 13), 24),
        ("outline", "tasks", places("answer", 6), 6),
    ],
)
def test_every_numbered_place_is_curated(
    built_real: Path, document: str, tables: str, expected: set[str], count: int
) -> None:
    assert len(expected) == count
    used = {
        row["locator"]
        for table in tables.split()
        for row in rows(built_real, table)
        if row["document_id"] == document
    }
    assert expected <= used


def test_figures_of_the_prose_are_stated(built_real: Path) -> None:
    """At least 150 statements and commitments stand in running text, beside the tables."""
    prose = ("section/", "answer/")
    stated = [
        row
        for table in ("observations", "targets")
        for row in rows(built_real, table)
        if row["locator"].startswith(prose)
    ]
    answering = {
        row["task_id"] for row in rows(built_real, "tasks") if row["locator"].startswith(prose)
    }
    committed = [row for row in rows(built_real, "commitments") if row["task_id"] in answering]
    assert len(stated) + len(committed) >= 150


def test_no_document_has_a_place_without_use_or_reason(real: Catalog) -> None:
    for document in real.documents.values():
        listed = real.uses[document.id].keys() | {entry.place for entry in document.unused}
        assert [
            place
            for group in document.places
            if group.covered
            for place in group.locators
            if place not in listed
        ] == []


def test_every_row_of_table_1_is_judged_and_three_were_missed(built_real: Path) -> None:
    judged = [
        row
        for row in rows(built_real, "verdicts")
        if row["target_document_id"] == "social-plan"
        and row["target_locator"].startswith("table-1/")
    ]
    assert {row["target_locator"] for row in judged} == {f"table-1/{n}" for n in range(1, 32)}
    assert {row["target_locator"] for row in judged if row["verdict"] == "missed"} == {
        "table-1/7",
        "table-1/16",
        "table-1/24",
    }
    assert not {row["verdict"] for row in judged} & {"no_report_yet", "on_schedule", "behind"}


def test_no_task_and_no_indicator_is_an_island(real: Catalog) -> None:
    assert [task.id for task in real.tasks.values() if not task.goals or not task.topics] == []
    assert [i.id for i in real.indicators.values() if not i.goals] == []


def printed() -> dict[str, tuple[str, list[str]]]:
    """Task → a digest of its printed units, and the numbers of its text."""
    lines = [
        line.split()
        for line in (HERE / "key_tasks_2021.txt").read_text("utf-8").splitlines()
        if line[0] != "#"
    ]
    return {f"key-tasks-2021-{number}": (units, figures) for number, units, *figures in lines}


def test_every_printed_unit_stands_in_order_under_its_printed_name(built_real: Path) -> None:
    names: dict[str, list[str]] = {}
    for row in rows(built_real, "task_departments"):
        if row["task_id"].startswith("key-tasks-2021-"):
            names.setdefault(row["task_id"], []).append(row["name_as_printed"])
    assert len(names) == 151
    digests = {
        task: sha256("\n".join(units).encode()).hexdigest()[:12] for task, units in names.items()
    }
    assert digests == {task: units for task, (units, _) in printed().items()}, (
        "compare with the document"
    )


def test_every_number_of_a_task_is_in_its_commitments_or_its_summary(real: Catalog) -> None:
    lost = []
    for id, (_, figures) in printed().items():
        task = real.tasks[id]
        numbers = " ".join(str(c.value.number) for c in task.commitments if c.value)
        text = f"{task.summary['zh']} {numbers}"
        lost += [(id, figure) for figure in figures if figure not in text]
    assert lost == []
