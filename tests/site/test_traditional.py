"""The edition in Traditional Chinese: converted before anything is rendered, whole, and named as
converted.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.chinese import traditional
from tests.conftest import PROJECT, TINY

SIMPLIFIED = re.compile(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', re.DOTALL)


@pytest.fixture(scope="module", params=["tiny", "real"])
def site(
    request: pytest.FixtureRequest,
    sites: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The small site, and the real one with the switch on, which is a site of its own."""
    if request.param == "tiny":
        return sites("tiny", TINY)
    root = tmp_path_factory.mktemp("switched")
    for name in ("data", "content"):
        shutil.copytree(PROJECT / name, root / name)
    (root / "site.toml").write_text(
        "traditional = true\n" + (PROJECT / "site.toml").read_text("utf-8"), "utf-8"
    )
    return sites("real-traditional", root)


def pages(site: Path, code: str) -> dict[str, str]:
    return {
        str(file.relative_to(site / code)): file.read_text("utf-8")
        for file in sorted((site / code).rglob("*.html"))
    }


def simplified_only(character: str) -> bool:
    """Whether it is written in Simplified Chinese alone: OpenCC changes it, and Big5 has no code
    for it.
    """
    if traditional(character) == character:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def test_every_page_exists_in_traditional_characters_too(site: Path) -> None:
    written, converted = pages(site, "zh"), pages(site, "zh-hant")
    assert written.keys() == converted.keys()
    for path, text in converted.items():
        assert '<html lang="zh-Hant">' in text, path
        assert "本頁由簡體中文自動轉換" in text, path
        left = {c for c in SIMPLIFIED.sub("", text) if simplified_only(c)}
        assert not left, f"{path}: {''.join(sorted(left))}"


def test_links_stay_in_the_edition(site: Path) -> None:
    for path, text in pages(site, "zh-hant").items():
        body = text.partition("</header>")[2]
        assert not re.search(r'href="(/[\w-]+)?/zh/', body), path


def test_the_other_editions_name_it(site: Path) -> None:
    for code in ("zh", "en"):
        home = (site / code / "index.html").read_text("utf-8")
        assert '<link rel="alternate" hreflang="zh-Hant"' in home
        assert re.search(
            r'<a href="[^"]*/zh-hant/" hreflang="zh-Hant" lang="zh-Hant" rel="alternate">繁體</a>',
            home,
        )


def test_without_the_switch_there_is_no_trace_of_it(built_real: Path) -> None:
    assert not (built_real / "zh-hant").exists()
    assert "hant" not in (built_real / "zh" / "index.html").read_text("utf-8").lower()
    assert "hant" not in (built_real / "_redirects").read_text("utf-8")
