"""Colours that can be read, on light and on dark paper, and pictures in the site's own colour."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.site.look import BARS, COLOURS, LINES, MARKS, STROKES, look_sheet
from tests.conftest import PROJECT, TINY

SITES = {"real": PROJECT, "tiny": TINY}


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, sites: Callable[..., Path]) -> Path:
    return sites(request.param, SITES[request.param])


def style(site: Path) -> str:
    return (site / "static/site.css").read_text("utf-8")


def palettes(site: Path) -> dict[str, dict[str, str]]:
    """The colours by name, on light and on dark paper."""
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", part)) for part in _roots(style(site))
    )
    return {"light": light, "dark": light | dark}


def _roots(css: str) -> tuple[str, str]:
    first, second = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    return first, second


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_can_be_read_on_paper_and_on_marked_ground(site: Path, scheme: str) -> None:
    colours = palettes(site)[scheme]
    for ink in ("ink", "soft", "accent", "bad", "warn", "open"):
        for ground in ("paper", "mark"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, f"{ink} on {ground}"


def test_the_accent_and_the_host_are_the_sites_own(site: Path) -> None:
    config = (
        SITES["tiny" if "data.example.org" in style(site) else "real"] / "site.toml"
    ).read_text("utf-8")
    for scheme in ("light", "dark"):
        accent = re.search(rf'^{scheme} = "(#\w+)"', config, re.MULTILINE)
        assert accent
        assert palettes(site)[scheme]["accent"] == accent[1]
    assert "{" not in re.sub(r"\{\s", "", (site / "static/icon.svg").read_text("utf-8"))
    assert not re.search(r"\{(accent|origin)", style(site))


@pytest.mark.parametrize(
    ("name", "size"),
    [("card.png", (1200, 630)), ("icon-180.png", (180, 180)), ("icon-512.png", (512, 512))],
)
def test_the_pictures_for_other_programs_have_their_sizes(
    site: Path, name: str, size: tuple[int, int]
) -> None:
    content = (site / name).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == size


def test_every_page_names_its_card_by_a_full_address(site: Path) -> None:
    for page in (page for page in site.rglob("*/index.html") if "embed" not in page.parts):
        text = page.read_text("utf-8")
        card = re.search(r'<meta property="og:image" content="(https://[^"]+)"', text)
        assert card, page
        assert card[1].endswith("/card.png"), page
        assert '<meta property="og:title"' in text, page


def before(css: str, classes: str) -> str:
    """What the style sheet says of the mark before a word of a legend."""
    (rule,) = re.findall(
        rf"^\.legend {re.escape(classes)}::before \{{ (.*) \}}$", css, re.MULTILINE
    )
    return str(rule)


CSS = look_sheet(dict.fromkeys(COLOURS, "#000000"), dict.fromkeys(COLOURS, "#ffffff")).decode()


def test_every_look_of_a_mark_has_its_sign_and_as_part_of_a_bar_its_height_in_a_legend() -> None:
    bars = f":is({', '.join(f'.{kind}' for kind in BARS)})"
    for name, look in MARKS.items():
        assert f'"{look.sign}" / ""' in before(CSS, f".look-{name}")
        part = before(CSS, f"{bars}.look-{name}")
        assert part == f"border-block-start: {look.height}px solid var(--{look.colour})"
    heights = [look.height for look in MARKS.values()]
    assert len(set(heights)) == len(heights)


def test_a_legend_shows_the_lines_of_a_course_as_they_are_drawn() -> None:
    rules = {name: before(CSS, f".look-{name}") for name in STROKES}
    for n, line in enumerate(LINES, 1):
        style = "solid" if line.dash == (1, 0) else "dashed"
        assert rules[f"line-{n}"].endswith(f"1.75px {style} var(--{line.colour})")
    assert rules["headline"].endswith("2.5px solid var(--ink)")
    assert rules["rest"].endswith("1px solid var(--soft)")
    assert rules["way"].endswith("1px dashed var(--accent)")
    assert rules["bound"].endswith("1px solid var(--accent)")
    assert "border-inline-start: 1px dotted" in rules["break"]
    assert "○" in before(CSS, ".look-hollow")
    assert len(set(rules.values())) == len(rules)


def test_nothing_before_a_word_of_a_legend_is_read_out_or_needs_a_ground_to_be_printed() -> None:
    rules = re.findall(r"^\.legend .*$", CSS, re.MULTILINE)
    assert rules
    assert not [rule for rule in rules if "background" in rule]
    assert not [rule for rule in rules if "content" in rule and '/ ""' not in rule]
