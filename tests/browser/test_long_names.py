"""A word longer than a phone is wide, in every name of a site: it breaks, and no page scrolls
sideways.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import KINDS, TINY, overhang, page, served
from tests.conftest import TINY as TINY_ROOT

WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
PHONES = (320, 390)


@pytest.fixture(scope="module")
def long_names(
    sites: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the small site with the word at the start of every English text and title."""
    root = tmp_path_factory.mktemp("long") / "site"
    shutil.copytree(TINY_ROOT, root)
    for file in (*(root / "data").rglob("*.yaml"), root / "site.toml"):
        if file.name != "units.yaml":
            text = file.read_text("utf-8")
            file.write_text(re.sub(r'\ben(: | = )("?)(?=\w)', rf"en\1\2{WORD} ", text), "utf-8")
    with served(sites("long-names", root, base_url="https://openplan.example")) as address:
        yield address


def test_a_long_word_never_scrolls_a_page_sideways(chrome: Browser, long_names: str) -> None:
    paths = [f"en/{path.format(**TINY)}" for path in KINDS.values()]
    paths.append("en/tasks/key-tasks-001/")
    wide = {}
    with page(chrome, PHONES[0]) as (opened, _):
        for path in (*paths, f"en/search/?q={WORD}", "embed/en/indicators/sewage-overflows/", ""):
            opened.goto(f"{long_names}/{path}")
            if "?q=" in path:
                expect(opened.locator(".hits li").first).to_be_visible()
            wide[path] = [overhang(opened, width) for width in PHONES]
        assert {path: pixels for path, pixels in wide.items() if any(pixels)} == {}
        assert_suggestions_fit(opened, f"{long_names}/en/")


def assert_suggestions_fit(opened: Page, address: str) -> None:
    opened.goto(address)
    opened.get_by_role("combobox").fill("water")
    expect(opened.get_by_role("option").first).to_be_visible()
    assert [overhang(opened, width) for width in PHONES] == [0, 0]
