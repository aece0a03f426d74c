"""Pages in frames of other sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from builder.pages.indicators import FRAMES
from tests.browser import LANGUAGES, SCHEMES, WIDTHS, overhang, page, served, violations
from tests.weigh import weigh


@contextmanager
def framing(
    address: str, folder: Path, sizes: Iterable[tuple[int, int]] = ((600, 420),)
) -> Iterator[str]:
    """The address of another site, whose page shows an address in frames of these sizes."""
    frames = "".join(
        f'<iframe src="{address}" width="{width}" height="{height}"></iframe>'
        for width, height in sizes
    )
    page = f'<!doctype html><link rel="icon" href="data:,">{frames}'
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


SHOWN = {
    "small": ("h1", ".lead", ".source a", ".source b"),
    "medium": ("h1", ".lead", ".source a", ".source b", ".chart"),
    "large": ("h1", ".lead", ".source a", ".chart", "figcaption", ".credit"),
}
"""What a frame of each size has room for."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["health-literacy", "senior-secondary-enrolment"])
def test_a_frame_shows_as_much_as_it_has_room_for_and_never_scrolls(
    chrome: Browser, real_site: str, lang: str, name: str, tmp_path: Path
) -> None:
    address = f"{real_site}/embed/{lang}/indicators/{name}/"
    sizes = [(width, height) for _, width, height in FRAMES]
    with framing(address, tmp_path, sizes) as other, page(chrome) as (opened, complaints):
        opened.goto(other)
        for n, (size, width, height) in enumerate(FRAMES):
            frame = opened.frame_locator("iframe").nth(n)
            for part in {part for parts in SHOWN.values() for part in parts}:
                seen = frame.locator(f"{part}:visible")
                expect(seen).to_have_count(1 if part in SHOWN[size] else 0)
            ends = frame.locator("html").evaluate(
                """root => [root.scrollWidth, root.scrollHeight,
                ...["scrollWidth", "scrollHeight"].map(end => root.querySelector("main")[end]
                - root.querySelector("main")[end.replace("scroll", "client")])]"""
            )
            assert ends == [width, height, 0, 0], size
        assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_offers_a_frame_of_each_size(chrome: Browser, real_site: str, lang: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/{lang}/indicators/health-literacy/")
        codes = opened.locator(".frames code").all_inner_texts()
        labels = opened.locator(".frames dt").all_inner_texts()
    assert len(set(labels)) == len(codes) == len(FRAMES)
    for code, (_, width, height) in zip(codes, FRAMES, strict=True):
        assert f'/embed/{lang}/indicators/health-literacy/"' in code
        assert f'width="{width}" height="{height}"' in code


def test_other_pages_cannot_be_framed(chrome: Browser, real_site: str, tmp_path: Path) -> None:
    with framing(f"{real_site}/en/about/", tmp_path) as other, page(chrome) as (opened, complaints):
        opened.goto(other)
        opened.wait_for_timeout(500)
        assert any("frame-ancestors" in line for line in complaints)
