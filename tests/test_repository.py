"""This project's own data: what an editor's pull request meets."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from builder.build import Options, Report, build
from builder.model.catalog import Catalog
from builder.problems import Severity
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


def test_the_data_has_no_error_and_warns_of_coverage_only(tmp_path: Path) -> None:
    report = _build(tmp_path / "dist")
    assert {(p.code, p.severity) for p in report.warnings} <= {("coverage", Severity.WARNING)}


def test_all_151_tasks_are_there(site: Path) -> None:
    tasks = [row for row in rows(site, "tasks") if row["document_id"] == "key-tasks-2021"]
    assert [row["locator"] for row in tasks] == [f"task/{n}" for n in range(1, 152)]


def test_every_row_of_both_tables_of_the_social_plan_is_stated(site: Path) -> None:
    stated = {
        r["locator"] for t in ("observations", "targets") for r in rows(site, t) if r["document_id"] == "social-plan"
    }
    assert {f"table-1/{n}" for n in range(1, 32)} <= stated
    assert {f"table-2/{n}" for n in range(1, 38)} <= stated


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


def test_the_outline_is_there_place_by_place(site: Path) -> None:
    places = {row["locator"] for row in rows(site, "goals") if row["document_id"] == "outline"}
    counts = {"vision": 5, "goal": 6, "task": 13}
    assert places == {f"{kind}/{n}" for kind, count in counts.items() for n in range(1, count + 1)}


def test_no_task_and_no_indicator_is_an_island(real: Catalog) -> None:
    assert [t.id for t in real.tasks.values() if not t.goals or not t.topics or not t.departments.printed()] == []
    assert [i.id for i in real.indicators.values() if not i.goals] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source texts are not here: ../shared/sources")
def test_every_printed_unit_stands_in_order_under_its_printed_name(site: Path) -> None:
    found: dict[str, list[str]] = {}
    for row in rows(site, "task_departments"):
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
