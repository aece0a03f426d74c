"""Sites in other languages, one of them written from right to left: read without barriers, at any
width, with drawings whose texts stand where they belong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import KINDS, WIDTHS, overhang, page, served, violations
from tests.conftest import HERE

EXAMPLES = {
    "riviere": {
        "goal": "plan/decent-homes",
        "indicator": "social-housing",
        "task": "plan-002",
        "department": "town-planning",
        "topic": "housing",
        "document": "plan",
        "query": "logement",
    },
    "waha": {
        "goal": "plan/lasting-water",
        "indicator": "water-losses",
        "task": "plan-001",
        "department": "water-board",
        "topic": "water",
        "document": "plan",
        "query": "المياه",
    },
}
LANGUAGES = {"riviere": "fr", "waha": "ar"}
SHOWN = [kind for kind in KINDS if kind not in ("glossary", "disagreements", "missing")]

OUTSIDE = """() => [...document.querySelectorAll(".chart text")].filter(text => {
  const box = text.getBoundingClientRect(), whole = text.ownerSVGElement.getBoundingClientRect();
  return box.width && (box.left < whole.left - 4 || box.right > whole.right + 4);
}).map(text => text.textContent)"""
"""Texts of drawings that leave their drawing."""


@pytest.fixture(scope="session", params=EXAMPLES)
def site(request: pytest.FixtureRequest, sites: Callable[..., Path]) -> Iterator[tuple[str, str]]:
    """A site’s name and the address at which it is served."""
    with served(sites(request.param, HERE / "sites" / request.param)) as address:
        yield request.param, address


@pytest.mark.parametrize("kind", SHOWN)
def test_every_kind_of_page_is_accessible_and_quiet(
    chrome: Browser, site: tuple[str, str], kind: str
) -> None:
    name, address = site
    with page(chrome, 390, "dark") as (opened, complaints):
        opened.goto(f"{address}/{LANGUAGES[name]}/{KINDS[kind].format(**EXAMPLES[name])}")
        assert violations(opened) == []
        assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)
        assert complaints == []


@pytest.mark.parametrize("kind", ["indicator", "results", "departments"])
def test_texts_of_drawings_stay_in_them(chrome: Browser, site: tuple[str, str], kind: str) -> None:
    name, address = site
    with page(chrome, 1440) as (opened, _):
        opened.goto(f"{address}/{LANGUAGES[name]}/{KINDS[kind].format(**EXAMPLES[name])}")
        assert opened.locator(".chart:visible").count() > 0
        assert opened.evaluate(OUTSIDE) == []
