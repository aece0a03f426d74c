"""Contrast as WCAG measures it, grounds that follow from the accent, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.catalog import Catalog
from builder.model.config import Accent, SiteConfig
from builder.problems import Place
from builder.site.colours import check_contrast, contrast, full_palette, mixed
from builder.site.theme import read_theme
from tests.conftest import PROJECT
from tests.factories import tiny_config

BILINGUAL = Catalog(("zh", "en"))
DEFAULT = read_theme(PROJECT / "themes/default", BILINGUAL)


def config(light: str = "#14654f", dark: str = "#7cc8ae") -> SiteConfig:
    accent = Accent.model_validate({"light": light, "dark": dark})
    return tiny_config().model_copy(update={"accent": accent})


def low(light: str = "#14654f", dark: str = "#7cc8ae") -> list[tuple[str, str, str]]:
    """Place, ground and measured contrast of every colour that cannot be read."""
    found = check_contrast(config(light, dark), DEFAULT, lambda key: Place(f"site.toml {key}"))
    return [(str(p.place), p.values["ground"], p.values["measured"]) for p in found]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.00),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#949494", 3.03),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#00FF00", "#000000", 15.30),
        ("#123456", "#123456", 1.00),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert round(contrast(one, other), 2) == ratio


def test_colours_mix_as_in_css() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#14654f", "#fbfaf6", 0.07) == "#ebf0ea"
    assert mixed("#123456", "#ffffff", 1) == "#123456"
    assert mixed("#123456", "#FBFAF6", 0) == "#fbfaf6"


def test_the_ground_of_panels_follows_from_the_accent() -> None:
    blue = full_palette(DEFAULT.light, "#1f4f8a", "light")
    assert blue == DEFAULT.light | {"accent": "#1f4f8a", "mark": "#eceeee"}
    assert full_palette(DEFAULT.dark, "#8fb8ea", "dark")["mark"] == "#22282c"


def test_a_palette_may_have_a_ground_of_its_own() -> None:
    palette = DEFAULT.light | {"mark": "#eeeeee"}
    assert full_palette(palette, "#1f4f8a", "light")["mark"] == "#eeeeee"


def test_the_default_theme_can_be_read() -> None:
    assert not low()
    assert not low("#000000", "#ffffff")


def test_an_accent_is_measured_on_paper_and_on_marked_ground() -> None:
    assert low(light="#ffee00") == [("site.toml accent.light", "mark", "1.13")]
    assert low(dark="#333333") == [("site.toml accent.dark", "mark", "1.39")]
    assert contrast("#707070", "#fbfaf6") > 4.5, "on paper alone it would do"
    assert low(light="#707070") == [("site.toml accent.light", "mark", "4.34")]


def test_schemes_that_changed_places_are_told_by_both() -> None:
    places = [place for place, _, _ in low("#7cc8ae", "#14654f")]
    assert places == ["site.toml accent.light", "site.toml accent.dark"]


@pytest.mark.parametrize("name", ["ink", "soft", "bad", "warn", "open"])
@pytest.mark.parametrize(("paper", "colour"), [("light", "#bbbbbb"), ("dark", "#444444")])
def test_every_colour_of_words_is_measured_where_it_stands(
    tmp_path: Path, name: str, paper: str, colour: str
) -> None:
    child = tmp_path / "themes/child"
    child.mkdir(parents=True)
    (child / "theme.toml").write_text('parent = "default"\n')
    (child / "palette.toml").write_text(f'# 颜色\n[{paper}]\n  {name} = "{colour}"\n', "utf-8")
    (problem,) = check_contrast(config(), read_theme(child, BILINGUAL), Place)
    assert str(problem.place) == "themes/child/palette.toml:3:3"
    assert (problem.code, problem.values["scheme"]) == ("low-contrast", paper)


def test_lines_and_grounds_are_no_words() -> None:
    assert contrast(DEFAULT.light["line"], DEFAULT.light["paper"]) < 2
