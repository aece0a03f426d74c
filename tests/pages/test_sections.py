"""A site shows the sections that it has something for, and leads nowhere else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.build import Report
from tests.conftest import PROJECT

BASE = PROJECT / "tests/invalid/base"
MENU = [
    "goals",
    "indicators",
    "tasks",
    "departments",
    "topics",
    "documents",
    "results",
    "disagreements",
    "data",
]
TEXT = "{zh: 文字, en: text}"
TASK = f"place: section/2\ntitle: {TEXT}\nsummary: {TEXT}\nperiod: 2021-2025\n"
FILES = {
    "topics": ("data/topics.yaml", f"water: {{name: {TEXT}, summary: {TEXT}}}\n"),
    "goals": (
        "data/goals/plan/supply.yaml",
        f"place: section/1\ntitle: {TEXT}\nsummary: {TEXT}\nhorizon: 2025\n",
    ),
    "departments": (
        "data/departments/water-bureau.yaml",
        f"name: {TEXT}\nkind: bureau\nnames: [水务局]\nnote: {TEXT}\n",
    ),
    "tasks": ("data/tasks/plan/pipes.yaml", TASK),
    "indicators": (
        "data/indicators/water/leakage.yaml",
        f"name: {TEXT}\nunit: percent\ndirection: lower\n"
        "observations: [{period: 2020, value: 12, source: plan section/1}]\n",
    ),
    "results": (
        "data/indicators/water/leakage.yaml",
        "targets: [{period: 2025, value: 9, source: plan section/1}]\n",
    ),
}
"""What makes a section exist: a file, or what is put at the end of one."""


@pytest.fixture
def made(tmp_path: Path, publish: Callable[..., Report]) -> Callable[..., Path]:
    """Build a site with a document and records of these kinds, which warns of nothing."""

    def run(*kinds: str) -> Path:
        site = tmp_path / "site"
        for name in ("site.toml", "data/units.yaml", "data/documents/plan.yaml"):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(BASE / name, site / name)
        for kind in kinds:
            file, text = site / FILES[kind][0], FILES[kind][1]
            if kind != "topics" and "topics" in kinds and kind in ("goals", "tasks"):
                text += "topics: [water]\n"
            if "goals" in kinds and kind in ("tasks", "indicators"):
                text += "goals: [plan/supply]\n"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")
        publish(site, strict=True)
        return tmp_path / "dist"

    return run


def links(html: str, begin: str) -> list[str]:
    """The sections that a list after `begin` leads to."""
    part = html.partition(begin)[2].partition("</ul>")[0]
    return re.findall(r'href="/en/([a-z]+)/"', part)


@pytest.mark.parametrize(
    ("kinds", "absent"),
    [
        ("topics goals departments tasks indicators results", ""),
        ("topics departments tasks indicators results", "goals"),
        ("topics goals departments tasks indicators", "results"),
        ("topics goals departments tasks", "indicators results disagreements"),
        ("topics goals departments indicators results", "tasks"),
        ("topics goals tasks indicators results", "departments"),
        ("goals departments tasks", "topics indicators results disagreements"),
        ("tasks", "goals departments topics indicators results disagreements"),
        ("", "goals tasks departments topics indicators results disagreements"),
    ],
)
def test_what_is_empty_is_neither_shown_nor_named(
    made: Callable[..., Path], kinds: str, absent: str
) -> None:
    dist = made(*kinds.split())
    left = [section for section in MENU if section not in absent.split()]
    home = (dist / "en/index.html").read_text("utf-8")
    assert links(home, '<nav aria-label="Sections"') == left
    assert [name for name in MENU if (dist / "en" / name / "index.html").exists()] == left
    counted = [s for s in MENU[:4] if s in left]
    assert links(home, '<ul class="totals">') == counted
    for page in ("index.html", "404.html", "search/index.html", "documents/index.html"):
        text = (dist / "en" / page).read_text("utf-8")
        assert not [name for name in absent.split() if f'href="/en/{name}/' in text]
    sitemap = (dist / "sitemap.xml").read_text("utf-8")
    assert [name for name in MENU if f"/en/{name}/<" in sitemap] == left


def test_the_search_page_offers_the_kinds_that_there_are(made: Callable[..., Path]) -> None:
    dist = made("tasks")
    page = (dist / "en/search/index.html").read_text("utf-8")
    kinds = page.partition('id="_kind"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\w+)"', kinds) == ["tasks", "documents", "pages"]
    assert '<p hidden><label for="_topic">' in page
    names = json.loads((dist / "en/search/index.json").read_text("utf-8"))["kinds"]
    assert {kind: count for kind, _, count in names if count} == {
        "tasks": 1,
        "documents": 1,
        "pages": 1,
    }


def test_an_empty_table_is_not_offered(made: Callable[..., Path]) -> None:
    page = (made("tasks") / "en/data/index.html").read_text("utf-8")
    assert re.findall(r'href="/data/(\w+)\.csv"', page) == ["documents", "tasks", "units"]


def test_without_disagreements_their_page_says_so(made: Callable[..., Path]) -> None:
    dist = made("topics", "indicators")
    assert (
        "<section>"
        not in (dist / "en/disagreements/index.html")
        .read_text("utf-8")
        .partition("<main")[2]
        .partition("</main>")[0]
    )
