"""A theme is read whole, or everything that is wrong with its files is reported."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.catalog import Catalog
from builder.problems import BuildError
from builder.site.look import COLOURS, DERIVED
from builder.site.theme import read_theme, themes_digest
from tests.conftest import PROJECT

BILINGUAL = Catalog(("zh", "en"))
DEFAULT = PROJECT / "themes/default"

THEMES_OWN = [name for name in COLOURS if name != "accent" and name not in DERIVED]
"""The colours that a theme must bring."""


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A copy of the default theme, free to be changed."""
    return Path(shutil.copytree(PROJECT / "themes/default", tmp_path / "themes/mine"))


def problems(theme: Path) -> list[str]:
    with pytest.raises(BuildError) as error:
        read_theme(theme, BILINGUAL)
    return [f"{problem.place} {problem.code}" for problem in error.value.problems]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    "name",
    ["static/passwd.txt", "templates/passwd.html", "strings/zh-hant.toml", "static/fonts", "notes"],
)
def test_no_link_is_followed(theme: Path, name: str) -> None:
    (theme / name).unlink(missing_ok=True)
    (theme / name).symlink_to("/etc" if name in ("static/fonts", "notes") else "/etc/passwd")
    assert problems(theme) == [f"themes/mine/{name} symlink"]


@pytest.mark.parametrize("name", ["static/site.css", "strings/en.toml", "templates", "strings"])
def test_a_link_to_what_a_theme_needs_is_refused_too(theme: Path, name: str) -> None:
    (theme / name).rename(theme.parent / "elsewhere")
    (theme / name).symlink_to(theme.parent / "elsewhere")
    assert f"themes/mine/{name} symlink" in problems(theme)


def test_a_theme_is_no_link_and_lies_in_none(theme: Path, tmp_path: Path) -> None:
    (theme.parent / "linked").symlink_to(theme)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/themes").symlink_to(theme.parent)
    assert problems(theme.parent / "linked") == ["themes/linked symlink"]
    assert problems(tmp_path / "site/themes/mine") == ["themes symlink"]


def test_hidden_links_are_passed_over(theme: Path) -> None:
    (theme / "static/.git").symlink_to("/etc")
    assert (
        read_theme(theme, BILINGUAL).assets.keys() == read_theme(DEFAULT, BILINGUAL).assets.keys()
    )


def test_a_file_that_moves_to_another_folder_changes_the_fingerprint(theme: Path) -> None:
    (theme / "static/zz").mkdir()
    (theme / "static/zz/sign.svg").write_text("<svg/>")
    before = themes_digest(theme.parents[1])
    (theme / "static/zz").rename(theme / "static/zzz")
    assert themes_digest(theme.parents[1]) != before


def test_a_link_changes_the_fingerprint(theme: Path) -> None:
    before = themes_digest(theme.parents[1])
    (theme / "static/passwd.txt").symlink_to("/etc/passwd")
    assert themes_digest(theme.parents[1]) != before


@pytest.mark.parametrize(
    "name",
    [
        "static/site.css",
        "static/site.js",
        "static/icon.svg",
        "templates/home.html",
        "templates/card.svg",
        "strings/zh.toml",
        "strings/en.toml",
    ],
)
def test_a_text_that_is_no_utf_8_has_its_place(theme: Path, name: str) -> None:
    (theme / name).write_bytes("/*\n墨".encode() + b"\xff" + (theme / name).read_bytes())
    assert f"themes/mine/{name}:2:2 not-utf-8" in problems(theme)


def test_a_mark_of_utf_8_and_lines_of_any_system_are_no_mistake(theme: Path) -> None:
    strings = theme / "strings/en.toml"
    strings.write_bytes(b"\xef\xbb\xbf" + strings.read_bytes().replace(b"\n", b"\r\n"))
    assert read_theme(theme, BILINGUAL).strings == read_theme(DEFAULT, BILINGUAL).strings


def test_assets_that_are_no_texts_are_any_bytes(theme: Path) -> None:
    (theme / "static/fonts").mkdir()
    (theme / "static/fonts/song.woff2").write_bytes(b"\xff\x00\r\n")
    assert read_theme(theme, BILINGUAL).assets["fonts/song.woff2"] == b"\xff\x00\r\n"


def test_strings_that_are_nested_too_deeply_are_reported(theme: Path) -> None:
    (theme / "strings/zh.toml").write_text(f"a = {'[' * 5_000}", "utf-8")
    assert problems(theme) == ["themes/mine/strings/zh.toml theme-unreadable"]


def test_all_mistakes_are_reported_at_once(theme: Path) -> None:
    (theme / "static/passwd.txt").symlink_to("/etc/passwd")
    (theme / "templates/home.html").write_bytes(b"\xff")
    (theme / "static/chart.js").write_bytes(b"\xff")
    assert problems(theme) == [
        "themes/mine/static/chart.js:1:1 not-utf-8",
        "themes/mine/static/passwd.txt symlink",
        "themes/mine/templates/home.html:1:1 not-utf-8",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{year.__class__}",
        "{year[0]}",
        "{year!r}",
        "{year:>99}",
        "{year:{width}}",
        "{}",
        "{ year }",
        "{year",
        "}",
    ],
)
def test_a_placeholder_is_a_plain_name(theme: Path, text: str) -> None:
    (theme / "strings/zh-hant.toml").write_text(f'[period]\nyear = "{text}"\n', "utf-8")
    assert problems(theme) == ["themes/mine/strings/zh-hant.toml bad-placeholder"]


@pytest.mark.parametrize("text", ["{year}", "{year}{from_year}", "{{year.__class__}}", "", "2021"])
def test_braces_that_are_text_are_written_twice(theme: Path, text: str) -> None:
    (theme / "strings/zh-hant.toml").write_text(f'[period]\nyear = "{text}"\n', "utf-8")
    assert read_theme(theme, BILINGUAL).strings["zh-hant"] == {"period.year": text}


def test_a_theme_without_its_style_sheet_is_reported(theme: Path) -> None:
    (theme / "static/site.css").unlink()
    assert problems(theme) == ["themes/mine/static/site.css missing-asset"]


def test_a_theme_without_its_palette_is_reported(theme: Path) -> None:
    (theme / "palette.toml").unlink()
    assert problems(theme) == ["themes/mine/palette.toml missing-asset"]


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("name", THEMES_OWN)
def test_every_colour_of_charts_and_pictures_stands_in_the_palette(
    theme: Path, name: str, paper: str
) -> None:
    palette = theme / "palette.toml"
    before, start, after = palette.read_text("utf-8").partition(f"[{paper}]")
    palette.write_text(
        before + start + after.replace(f"\n{name} =", f"\nother-{name} =", 1), "utf-8"
    )
    assert problems(theme) == ["themes/mine/palette.toml missing-colour"]


@pytest.mark.parametrize("value", ["#fff", "white", "rgb(0 0 0)", "var(--paper)", "#1c1f1dff", ""])
def test_a_colour_of_another_form_is_reported(theme: Path, value: str) -> None:
    edit(theme / "palette.toml", 'ink = "#1c1f1d"', f'ink = "{value}"')
    assert problems(theme) == ["themes/mine/palette.toml missing-colour"]


def test_an_empty_palette_lacks_every_colour_but_the_accent_which_is_the_sites(theme: Path) -> None:
    (theme / "palette.toml").write_text("", "utf-8")
    assert problems(theme) == ["themes/mine/palette.toml missing-colour"] * 2 * len(THEMES_OWN)


def test_a_colour_may_be_written_in_capitals(theme: Path) -> None:
    edit(theme / "palette.toml", 'ink = "#1c1f1d"', 'ink = "#1C1F1D"')
    assert read_theme(theme, BILINGUAL).light["ink"] == "#1C1F1D"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'


def test_a_theme_without_its_icon_is_reported(theme: Path) -> None:
    (theme / "static/icon.svg").unlink()
    assert problems(theme) == ["themes/mine/static/icon.svg missing-asset"]


@pytest.mark.parametrize(
    ("icon", "place"),
    [("", "1:1"), ("PNG", "1:1"), (f"{SVG}\n<path></svg>", "2:9"), (f"{SVG}&nbsp;</svg>", "1:61")],
)
def test_an_icon_that_is_no_svg_has_its_place(theme: Path, icon: str, place: str) -> None:
    (theme / "static/icon.svg").write_text(icon, "utf-8")
    assert problems(theme) == [f"themes/mine/static/icon.svg:{place} broken-drawing"]


@pytest.mark.parametrize(
    "icon",
    [
        "<html/>",
        '<svg viewBox="0 0 16 16"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        f"{SVG}</svg>".replace("16 16", "32 32"),
        f"{SVG}</svg>".replace("viewBox", 'width="40000" height="40000" viewBox'),
    ],
)
def test_an_icon_has_16_by_16_units(theme: Path, icon: str) -> None:
    (theme / "static/icon.svg").write_text(icon, "utf-8")
    assert problems(theme) == ["themes/mine/static/icon.svg icon-size"]


@pytest.mark.parametrize(
    "icon", [f"{SVG}</svg>", f'\ufeff<?xml version="1.0"?>\n<!-- 图标 -->\n{SVG}</svg>\n']
)
def test_any_drawing_of_16_by_16_units_is_an_icon(theme: Path, icon: str) -> None:
    (theme / "static/icon.svg").write_text(icon, "utf-8")
    assert read_theme(theme, BILINGUAL)


@pytest.mark.parametrize(
    ("imports", "place"),
    [
        ({"a": "a"}, "a.js:2:8"),
        ({"a": "b", "b": "a"}, "b.js:2:8"),
        ({"a": "b", "b": "c", "c": "b"}, "c.js:2:8"),
    ],
)
def test_scripts_that_import_each_other_in_a_circle_are_reported(
    theme: Path, imports: dict[str, str], place: str
) -> None:
    for name, other in imports.items():
        (theme / f"static/{name}.js").write_text(f'// 脚本\nimport "./{other}.js";\n', "utf-8")
    assert problems(theme) == [f"themes/mine/static/{place} import-circle"]


def test_scripts_may_import_what_others_import_and_what_is_none_of_the_theme(theme: Path) -> None:
    for name, text in {"a": '"./b.js" "./c.js"', "b": '"./c.js" "./elsewhere.js"', "c": ""}.items():
        (theme / f"static/{name}.js").write_text(text, "utf-8")
    assert {"a.js", "b.js", "c.js"} <= read_theme(theme, BILINGUAL).assets.keys()


@pytest.mark.parametrize(
    "name", ["static/site.css", "static/icon.svg", "palette.toml", "strings/zh.toml"]
)
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_reported_once(
    theme: Path, name: str, make: Callable[[Path], None]
) -> None:
    (theme / name).unlink()
    make(theme / name)
    assert problems(theme) == [f"themes/mine/{name} theme-unreadable"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (b"static/\xff.css", "static/\\udcff.css"),
        (b"templates/a?.html", "templates/a?.html"),
        (b"static/a\nb", "static/a\nb"),
    ],
)
def test_a_name_that_is_none_on_every_system_is_refused(
    theme: Path, name: bytes, place: str
) -> None:
    try:
        (theme / os.fsdecode(name)).touch()
    except OSError:
        pytest.skip("this file system cannot hold the mistake")
    assert problems(theme) == [f"themes/mine/{place} reserved-name"]
