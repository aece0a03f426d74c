"""Every kind of page in Chromium: without barriers, quiet, at any width, and light.

Barriers are searched on the small site, once a kind, language and scheme: on light paper on a wide
screen, on dark paper on a narrow one. Widths matter for scrolling sideways alone. On the real site,
with its long titles and tables, pages keep to widths and weights.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import KINDS, LANGUAGES, REAL, TINY, WIDTHS, Scheme, overhang, page, violations
from tests.weigh import weigh

OWN_WORDS = ("home", "prose")
"""Pages whose paragraphs and headings somebody wrote for one site."""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
@pytest.mark.parametrize("lang", [*LANGUAGES, "zh-hant"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_and_quiet(
    chrome: Browser, tiny_site: str, kind: str, lang: str, scheme: Scheme, width: int
) -> None:
    with page(chrome, width, scheme) as (opened, complaints):
        opened.goto(f"{tiny_site}/{lang}/{KINDS[kind].format(**TINY)}")
        assert violations(opened) == []
        assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)
        assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_of_the_real_site_is_light_and_quiet_at_every_width(
    chrome: Browser, real_site: str, kind: str, lang: str
) -> None:
    with page(chrome, 390) as (opened, complaints):
        weight = weigh(opened, f"{real_site}/{lang}/{KINDS[kind].format(**REAL)}")
        if kind != "found":  # which fetches the index besides
            # the style guide has the scripts of every kind of page
            assert weight.requests <= (9 if kind == "style" else 8)
            assert weight.scripts <= 12
            assert weight.whole <= 60
            assert weight.shift <= 0.02
        assert kind not in OWN_WORDS or violations(opened) == []
        assert [overhang(opened, width) for width in WIDTHS] == [0] * len(WIDTHS)
        assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_pages_read_with_forced_colours_without_motion_and_at_twice_the_size(
    chrome: Browser, tiny_site: str, kind: str, lang: str
) -> None:
    with page(chrome, 1280) as (opened, complaints):
        opened.emulate_media(forced_colors="active", reduced_motion="reduce")
        opened.goto(f"{tiny_site}/{lang}/{KINDS[kind].format(**TINY)}")
        opened.evaluate("document.documentElement.style.fontSize = '200%'")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
        assert opened.evaluate("document.getAnimations().length") == 0
        signs = opened.locator(".v:visible")
        for sign in signs.all()[:3]:
            assert (
                sign.evaluate("e => getComputedStyle(e, '::before').content").strip('" /') != "none"
            )
        assert complaints == []
