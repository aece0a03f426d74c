"""Pages in frames of other sites."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import LANGUAGES, SCHEMES, WIDTHS, overhang, page, served, violations
from tests.weigh import weigh


@contextmanager
def framing(address: str, folder: Path) -> Iterator[str]:
    """The address of another site, whose page shows an address in a frame."""
    frame = f'<iframe src="{address}" width="600" height="420"></iframe>'
    page = f'<!doctype html><link rel="icon" href="data:,">{frame}'
    (folder / "index.html").write_text(page, "utf-8")
    with served(folder) as other:
        yield f"{other}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_embedded_page_is_light_accessible_and_can_be_framed(
    chrome: Browser, real_site: str, lang: str, tmp_path: Path
) -> None:
    address = f"{real_site}/embed/{lang}/indicators/health-literacy/"
    for scheme in SCHEMES:
        with page(chrome, 390, scheme) as (opened, complaints):
            assert weigh(opened, address).whole <= 25
            assert violations(opened) == []
            assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)
            assert complaints == []
    with framing(address, tmp_path) as other, page(chrome) as (opened, complaints):
        opened.goto(other)
        frame = opened.frame_locator("iframe")
        expect(frame.locator("svg.chart:visible")).to_have_count(1)
        expect(frame.locator("h1")).to_be_visible()
        assert complaints == []


def test_other_pages_cannot_be_framed(chrome: Browser, real_site: str, tmp_path: Path) -> None:
    with framing(f"{real_site}/en/about/", tmp_path) as other, page(chrome) as (opened, complaints):
        opened.goto(other)
        opened.wait_for_timeout(500)
        assert any("frame-ancestors" in line for line in complaints)
