"""This project's own data: what an editor's pull request meets."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from builder.build import Options, Report, build
from builder.model.catalog import Catalog
from builder.model.rules import COVERED
from builder.write.publish import Folder
from tests.conftest import PROJECT

SOURCES = PROJECT.parent / "shared" / "sources"
COLLECTIVES = ("各区、县(市)政府(管委会)", "各区、县(市)政府", "各区政府(管委会)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("real") / "dist"
    _build(output)
    return output


def _build(output: Path) -> Report:
    return build(PROJECT, Folder(output), Options())


def rows(site: Path, table: str) -> list[dict[str, str]]:
    with open(site / "data" / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def places(group: str, last: int) -> set[str]:
    return {f"{group}/{n}" for n in range(1, last + 1)}


def doubled(group: str, last: int) -> set[str]:
    """The places of a table of the health plan, whose numbers 4 and 5 have two rows each."""
    twice = {f"{group}/{n}" for n in ("4.1", "4.2", "5.1", "5.2")}
    return places(group, last) - {f"{group}/4", f"{group}/5"} | twice


def test_the_data_has_no_error_and_no_warning(tmp_path: Path) -> None:
    assert _build(tmp_path / "dist").warnings == ()


@pytest.mark.parametrize(
    ("document", "tables", "expected", "count"),
    [
        ("social-plan", "observations targets", places("table-1", 31) | places("table-2", 37), 68),
        ("health-plan", "observations targets", doubled("table-1", 51), 53),
        ("health-plan", "observations targets", doubled("table-2", 50), 52),
        ("key-tasks-2021", "tasks", places("task", 151), 151),
        ("health-plan", "tasks", places("project", 20), 20),
        ("social-plan", "tasks", {p for n, m in enumerate((10, 7, 6, 5, 5, 3), 1) for p in places(f"box-{n}", m)}, 36),
        ("proposal", "goals", places("article", 43), 43),
        ("proposal", "goals", places("part", 11), 11),
        ("outline", "goals", places("vision", 5) | places("goal", 6) | places("task", 13), 24),
        ("outline", "tasks", places("answer", 6), 6),
    ],
)
def test_every_numbered_place_is_curated(
    site: Path, document: str, tables: str, expected: set[str], count: int
) -> None:
    assert len(expected) == count
    used = {r["locator"] for table in tables.split() for r in rows(site, table) if r["document_id"] == document}
    assert expected <= used


def test_figures_of_the_prose_are_stated(site: Path) -> None:
    """At least 150 statements and commitments stand in running text, beside the tables."""
    prose = ("section/", "answer/")
    stated = [r for table in ("observations", "targets") for r in rows(site, table) if r["locator"].startswith(prose)]
    answering = {r["task_id"] for r in rows(site, "tasks") if r["locator"].startswith(prose)}
    committed = [r for r in rows(site, "commitments") if r["task_id"] in answering]
    assert len(stated) + len(committed) >= 150


def test_no_document_has_a_place_without_use_or_reason(real: Catalog) -> None:
    for document in real.documents.values():
        known = real.uses[document.id].keys() | {entry.place for entry in document.unused}
        assert [p for g in document.places if g.kind in COVERED for p in g.locators if p not in known] == []


def test_every_row_of_table_1_is_judged_and_three_were_missed(site: Path) -> None:
    judged = [
        row
        for row in rows(site, "verdicts")
        if row["target_document_id"] == "social-plan" and row["target_locator"].startswith("table-1/")
    ]
    assert {row["target_locator"] for row in judged} == {f"table-1/{n}" for n in range(1, 32)}
    assert {row["target_locator"] for row in judged if row["verdict"] == "missed"} == {
        "table-1/7",
        "table-1/16",
        "table-1/24",
    }
    assert not {row["verdict"] for row in judged} & {"no_report_yet", "on_schedule", "behind"}


def test_no_task_and_no_indicator_is_an_island(real: Catalog) -> None:
    assert [t.id for t in real.tasks.values() if not t.goals or not t.topics] == []
    assert [i.id for i in real.indicators.values() if not i.goals] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source texts are not here: ../shared/sources")
def test_every_printed_unit_stands_in_order_under_its_printed_name(site: Path) -> None:
    found: dict[str, list[str]] = {}
    for row in rows(site, "task_departments"):
        if row["task_id"].startswith("key-tasks-2021-"):
            found.setdefault(row["task_id"], []).append(row["name_as_printed"])
    printed = {f"key-tasks-2021-{number:03}": names for number, names in printed_units().items()}
    assert len(printed) == 151
    assert found == printed


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source texts are not here: ../shared/sources")
def test_every_number_of_a_task_is_in_its_commitments_or_its_summary(real: Catalog) -> None:
    lost = []
    for number, text in task_texts().items():
        task = real.tasks[f"key-tasks-2021-{number:03}"]
        said = f"{task.summary.zh} {' '.join(str(c.value.number) for c in task.commitments if c.value)}"
        lost += [(task.id, figure) for figure in re.findall(r"\d+(?:\.\d+)?", text) if figure not in said]
    assert lost == []


def printed_units() -> dict[int, list[str]]:
    """Task number → the pieces of its cell of units."""
    return {number: pieces(units) for number, (_, units) in cells().items()}


def task_texts() -> dict[int, str]:
    return {number: text for number, (text, _) in cells().items()}


def cells() -> dict[int, tuple[str, str]]:
    """Task number → its text and its units, from the lines of the source's table."""
    text = next(SOURCES.glob("001_*.txt")).read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip("| ")]
    lines = [line for line in lines if not re.match(r"\([一二三四五六七八]\)", line)]
    starts = [n for n, line in enumerate(lines) if line.isdigit()]
    found = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        *body, units = lines[start + 1 : end]
        found[int(lines[start])] = ("".join(body), units)
    return found


def pieces(units: str) -> list[str]:
    units = units.removesuffix("配合落实")
    for number, collective in enumerate(COLLECTIVES):
        units = units.replace(collective, f"<{number}>")
    parts = re.split(r"[、,](?![^(]*\))", units)
    return [re.sub(r"<(\d)>", lambda m: COLLECTIVES[int(m[1])], part) for part in parts]
