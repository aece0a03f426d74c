"""Every kind of page in Chromium: without barriers, quiet, at any width, and light.

Barriers are searched on the small site, once a kind, language and scheme: on light paper on a wide
screen, on dark paper on a narrow one. Widths matter for scrolling sideways alone. On the real site,
with its long titles and tables, pages keep to widths and weights.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import KINDS, LANGUAGES, REAL, TINY, WIDTHS, overhang, page, violations
from tests.weigh import weigh

OWN_WORDS = ("home", "prose")
"""Pages whose paragraphs and headings somebody wrote for one site."""


@pytest.mark.parametrize("lang", [*LANGUAGES, "zh-hant"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_and_quiet_in_every_look(
    chrome: Browser, tiny_site: str, kind: str, lang: str
) -> None:
    with page(chrome, 1440) as (opened, complaints):
        opened.goto(f"{tiny_site}/{lang}/{KINDS[kind].format(**TINY)}")
        assert violations(opened) == []
        if lang in LANGUAGES:  # Traditional characters change nothing of what follows
            assert_dark_paper_is_accessible(opened)
            assert_forced_colours_and_large_type_read(opened)
        assert complaints == []


def assert_dark_paper_is_accessible(opened: Page) -> None:
    opened.emulate_media(color_scheme="dark")
    opened.set_viewport_size({"width": 320, "height": 900})
    assert violations(opened) == []
    assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)


def assert_forced_colours_and_large_type_read(opened: Page) -> None:
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.emulate_media(forced_colors="active", reduced_motion="reduce")
    opened.evaluate("document.documentElement.style.fontSize = '200%'")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
    assert opened.evaluate("document.getAnimations().length") == 0
    for sign in opened.locator(".v:visible").all()[:3]:
        content = sign.evaluate("e => getComputedStyle(e, '::before').content")
        assert content.strip('" /') != "none"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_of_the_real_site_is_light_and_quiet_at_every_width(
    chrome: Browser, real_site: str, kind: str, lang: str
) -> None:
    with page(chrome, 390) as (opened, complaints):
        weight = weigh(opened, f"{real_site}/{lang}/{KINDS[kind].format(**REAL)}")
        if kind != "hits":  # which fetches the index besides
            # the style guide has the scripts of every kind of page
            assert weight.requests <= (9 if kind == "style" else 8)
            assert weight.scripts <= 12
            assert weight.whole <= 60
            assert weight.shift <= 0.02
        assert kind not in OWN_WORDS or violations(opened) == []
        assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)
        assert complaints == []
