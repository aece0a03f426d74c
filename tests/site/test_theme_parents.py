"""A theme with a parent holds what differs, and hears of what it holds in vain."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.build import Options, Report, build
from builder.model.catalog import Catalog
from builder.pages.template_check import check_templates
from builder.problems import BuildError, ordered
from builder.site.theme import Theme, read_theme
from builder.write.publish import DryRun
from tests.conftest import CACHE, HERE, PROJECT

BILINGUAL = Catalog(("zh", "en"))

DEFAULT = read_theme(PROJECT / "themes/default", BILINGUAL)
QUAY = HERE / "sites" / "quay"
"""A site with a logo, and a theme of one template, one string and one rule."""
PARENT = 'parent = "default"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the themes `child` (of `default`) and `grandchild` (of `child`)."""
    put(tmp_path / "themes/child/theme.toml", PARENT)
    put(tmp_path / "themes/grandchild/theme.toml", 'parent = "child"\n')
    return tmp_path


def put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def read(root: Path, name: str = "child") -> Theme:
    return read_theme(root / "themes" / name, BILINGUAL)


def problems(root: Path, name: str = "child") -> list[str]:
    with pytest.raises(BuildError) as error:
        read(root, name)
    return [f"{problem.place} {problem.code}" for problem in error.value.problems]


def warnings(root: Path, name: str = "child") -> list[tuple[str, str, str]]:
    """Place, code and what may be meant."""
    theme = read(root, name)
    found = ordered([*theme.warnings, *check_templates(theme)])
    return [(str(p.place), p.code, p.values.get("close", "")) for p in found]


def test_a_theme_that_holds_nothing_is_its_parent(root: Path) -> None:
    for name in ("child", "grandchild"):
        theme = read(root, name)
        assert theme.templates == DEFAULT.templates
        assert theme.strings == DEFAULT.strings
        assert theme.assets == DEFAULT.assets
        assert (theme.light, theme.dark) == (DEFAULT.light, DEFAULT.dark)
        assert not warnings(root, name)


def test_the_nearest_theme_that_has_a_thing_gives_it(root: Path) -> None:
    child, grandchild = root / "themes/child", root / "themes/grandchild"
    footer = DEFAULT.templates["parts/footer.html"]
    put(child / "templates/parts/footer.html", footer + "{# child #}")
    put(child / "templates/home.html", "child")
    put(grandchild / "templates/home.html", "grandchild")
    put(child / "strings/en.toml", '[nav]\nhome = "Quay"\ngoals = "Aims"\n')
    put(grandchild / "strings/en.toml", 'nav.home = "Pier"\n')
    put(child / "palette.toml", '[light]\nink = "#000000"\nmark = "#eeeeee"\n')
    put(grandchild / "palette.toml", '[light]\nink = "#111111"\n[dark]\nink = "#ffffff"\n')
    theme = read(root, "grandchild")
    assert theme.templates["home.html"] == "grandchild"
    assert theme.templates["parts/footer.html"].endswith("{# child #}")
    assert theme.templates["goal.html"] == DEFAULT.templates["goal.html"]
    assert (theme.strings["en"]["nav.home"], theme.strings["en"]["nav.goals"]) == ("Pier", "Aims")
    assert theme.strings["zh"] == DEFAULT.strings["zh"]
    assert theme.light == DEFAULT.light | {"ink": "#111111", "mark": "#eeeeee"}
    assert theme.dark == DEFAULT.dark | {"ink": "#ffffff"}
    assert theme.file("templates/home.html") == "themes/grandchild/templates/home.html"
    assert theme.file("templates/goal.html") == "themes/default/templates/goal.html"
    assert theme.string_file("en", "nav.goals") == "themes/child/strings/en.toml"


def test_a_style_sheet_is_added_to_or_replaced(root: Path) -> None:
    child, grandchild = root / "themes/child", root / "themes/grandchild"
    put(grandchild / "static/theme.css", "i { color: red }\n")
    put(child / "static/theme.css", "b { color: red }\n")
    added = DEFAULT.assets["site.css"] + b"b { color: red }\ni { color: red }\n"
    assert read(root, "grandchild").assets == {**DEFAULT.assets, "site.css": added}
    put(child / "static/site.css", "p { color: red }\n")
    assert read(root, "grandchild").assets["site.css"] == (
        b"p { color: red }\nb { color: red }\ni { color: red }\n"
    )
    put(grandchild / "static/site.css", "a { color: red }\n")
    assert read(root, "grandchild").assets["site.css"] == b"a { color: red }\ni { color: red }\n"


def test_a_template_extends_the_one_that_it_replaces(root: Path) -> None:
    child, grandchild = root / "themes/child/templates", root / "themes/grandchild/templates"
    put(grandchild / "404.html", '{% extends "child/404.html" %}')
    put(child / "404.html", '{% extends "default/404.html" %}')
    theme = read(root, "grandchild")
    assert theme.templates.keys() - DEFAULT.templates.keys() == {
        "child/404.html",
        "default/404.html",
    }
    assert theme.templates["default/404.html"] == DEFAULT.templates["404.html"]
    assert theme.file("templates/default/404.html") == "themes/default/templates/404.html"
    assert not warnings(root, "grandchild")


@pytest.mark.parametrize("parent", ["", "..", "../themes/child", "/etc", "Default", "nothing", "."])
def test_a_parent_is_a_theme_that_there_is(root: Path, parent: str) -> None:
    put(root / "themes/child/theme.toml", f'# 上级\nparent = "{parent}"\n')
    assert problems(root, "grandchild") == ["themes/child/theme.toml:2:1 no-parent"]


@pytest.mark.parametrize("parent", ["child", "grandchild"])
def test_parents_do_not_run_in_a_circle(root: Path, parent: str) -> None:
    put(root / "themes/child/theme.toml", f'parent = "{parent}"\n')
    assert problems(root, "grandchild") == ["themes/child/theme.toml:1:1 parent-circle"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("parent = 1", "themes/child/theme.toml theme-unreadable"),
        ("parent", "themes/child/theme.toml theme-unreadable"),
        ("[parent]\nname = 'default'", "themes/child/theme.toml:2:1 unknown-key"),
        ("colour = 'red'", "themes/child/theme.toml:1:1 unknown-key"),
    ],
)
def test_a_theme_says_nothing_of_itself_but_its_parent(root: Path, text: str, problem: str) -> None:
    put(root / "themes/child/theme.toml", text)
    assert problem in problems(root)


def test_a_mistake_has_the_file_of_the_theme_that_makes_it(root: Path) -> None:
    child, grandchild = root / "themes/child", root / "themes/grandchild"
    put(child / "strings/en.toml", 'nav.home = "{0}"\n')
    put(child / "palette.toml", '[dark]\nink = "white"\n')
    put(child / "static/icon.svg", "<svg")
    put(child / "static/site.js", 'import "./site.js";\n')
    (child / "static/passwd.txt").symlink_to("/etc/passwd")
    put(grandchild / "templates/home.html", "").write_bytes(b"\xff")
    assert problems(root, "grandchild") == [
        "themes/child/palette.toml missing-colour",
        "themes/child/static/icon.svg:1:1 broken-drawing",
        "themes/child/static/passwd.txt symlink",
        "themes/child/static/site.js:1:8 import-circle",
        "themes/child/strings/en.toml bad-placeholder",
        "themes/grandchild/templates/home.html:1:1 not-utf-8",
    ]


def test_a_string_of_ones_own_is_needed_in_every_language(root: Path) -> None:
    put(root / "themes/child/strings/en.toml", '[quay]\nopen = "Open"\n')
    put(root / "themes/child/templates/home.html", '{{ t("quay.open") }}')
    assert problems(root, "grandchild") == ["themes/child/strings/zh.toml missing-string"]
    put(root / "themes/child/strings/zh.toml", '[quay]\nopen = "开放"\n')
    assert read(root, "grandchild").strings["zh"]["quay.open"] == "开放"


@pytest.mark.parametrize(
    ("name", "text", "line", "close"),
    [
        ("templates/hom.html", "", "", "templates/home.html"),
        ("template/home.html", "", "", "templates/home.html"),
        ("templates/footer.html", "", "", "templates/parts/footer.html"),
        ("static/icn.svg", "<svg/>", "", "static/icon.svg"),
        ("static/themes.css", "", "", "static/theme.css"),
        ("strings/ne.toml", "", "", "strings/en.toml"),
        ("pallete.toml", "", "", "palette.toml"),
        ("palette.toml", '[light]\nred = "#ff0000"\n', ":2:1", "light.ink"),
        ("palette.toml", '[light]\naccent = "#000000"\n', ":2:1", ""),
        ("strings/zh.toml", '[nav]\n\nhme = "首页"\n', ":3:1", "nav.home"),
        ("strings/zh-hant.toml", '[nav]\nhme = "首頁"\n', ":2:1", "nav.home"),
    ],
)
def test_what_replaces_nothing_is_a_warning(
    root: Path, name: str, text: str, line: str, close: str
) -> None:
    put(root / "themes/child" / name, text)
    for theme in ("child", "grandchild"):
        ((place, code, meant),) = warnings(root, theme)
        assert (place, code) == (f"themes/child/{name}{line}", "idle-override")
        assert meant == close or name == "palette.toml"


@pytest.mark.parametrize(
    ("name", "text", "user"),
    [
        ("templates/parts/quay.html", "", '{% from "parts/quay.html" import quay %}'),
        ("static/quay.svg", "<svg/>", "{{ asset('quay.svg') }}"),
        ("strings/zh-hant.toml", 'nav.home = "首頁"\n', ""),
        ("README.md", "", ""),
        ("LICENCE", "", ""),
        (".editorconfig", "", ""),
    ],
)
def test_what_is_used_is_no_warning(root: Path, name: str, text: str, user: str) -> None:
    put(root / "themes/child" / name, text)
    put(root / "themes/child/templates/home.html", user)
    assert not warnings(root)


def test_what_a_nearer_theme_names_is_no_warning(root: Path) -> None:
    put(root / "themes/child/templates/quay.html", "")
    assert [code for _, code, _ in warnings(root, "grandchild")] == ["idle-override"]
    put(root / "themes/grandchild/templates/home.html", '{% extends "child/quay.html" %}')
    assert not warnings(root, "grandchild")


def test_a_theme_that_stands_alone_may_hold_what_it_likes(tmp_path: Path) -> None:
    alone = Path(shutil.copytree(PROJECT / "themes/default", tmp_path / "themes/alone"))
    put(alone / "static/theme.css", "b { color: red }\n")
    put(alone / "templates/quay.html", "")
    assert not warnings(tmp_path, "alone")
    assert read(tmp_path, "alone").assets["site.css"] == DEFAULT.assets["site.css"]


EXTENDS = '{% extends "outside.html" %}\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (EXTENDS + "lost", 2),
        (EXTENDS + "\n{{ site_title }}", 3),
        (EXTENDS + "{% block main %}\n{% endblock %}\n\n  lost {# not this #}", 5),
        (EXTENDS + '\n{% include "404.html" %}', 3),
        (EXTENDS + "{% if editions %}\n<p>lost</p>\n{% endif %}", 3),
        (EXTENDS + "{% for e in editions %}{% if e %}\n{{ e.code }}{% endif %}{% endfor %}", 3),
        ("\n{% macro sign() %}sign{% endmacro %}\n" + EXTENDS + "{{ sign() }}", 4),
    ],
)
def test_what_stands_outside_the_blocks_of_a_template_that_extends_is_a_warning(
    root: Path, text: str, line: int
) -> None:
    put(root / "themes/child/templates/404.html", text)
    place = f"themes/child/templates/404.html:{line}:1"
    assert warnings(root) == [(place, "lost-words", "")]


@pytest.mark.parametrize(
    "text",
    [
        EXTENDS + "{# a comment #}\n\n{% set word = 'x' %}{% set words %}y{% endset %}",
        EXTENDS
        + "{% macro sign() %}sign{% endmacro %}\n{% block main %}{{ sign() }}{% endblock %}",
        EXTENDS + "{% block main %}{% block new %}{% endblock %}{% endblock %}",
        EXTENDS + '{% from "parts/look.html" import look %}',
        "words {{ site_title }}",
    ],
)
def test_what_is_shown_is_no_warning(root: Path, text: str) -> None:
    put(root / "themes/child/templates/404.html", text)
    assert not warnings(root)


def test_what_stands_outside_the_macros_of_a_part_is_a_warning(root: Path) -> None:
    part = put(
        root / "themes/child/templates/parts/downloads.html",
        "{% macro downloads(csv, json) %}\n{% endmacro %}\nlost\n",
    )
    assert warnings(root) == [("themes/child/templates/parts/downloads.html:3:1", "lost-words", "")]
    put(root / "themes/child/templates/404.html", '{% include "parts/downloads.html" %}')
    assert part.exists()
    assert not warnings(root)


def test_a_block_that_the_extended_template_lacks_is_a_warning(root: Path) -> None:
    put(
        root / "themes/child/templates/404.html",
        '{% extends "default/404.html" %}\n\n{% block mian %}{% endblock %}',
    )
    place = "themes/child/templates/404.html:3:1"
    assert warnings(root) == [(place, "unknown-block", "main")]


def test_a_site_is_built_with_a_theme_of_one_template(
    tmp_path: Path, publish: Callable[..., Report]
) -> None:
    assert publish(QUAY, strict=True).warnings == ()
    home = (tmp_path / "dist/en/index.html").read_text("utf-8")
    assert '<p class="welcome">Come down to the water.</p>' in home
    assert '<form class="search"' in home
    assert "welcome" not in (tmp_path / "dist/en/goals/index.html").read_text("utf-8")
    assert ".welcome {" in (tmp_path / "dist/static/site.css").read_text("utf-8")


def test_a_logo_stands_beside_the_name_on_every_page(
    tmp_path: Path, publish: Callable[..., Report]
) -> None:
    publish(QUAY, base_url="https://town.example/plan")
    dist = tmp_path / "dist"
    image = '<img src="/plan/static/logo.svg" width="42" height="28" alt="">'
    for code, name in (("zh", "码头镇"), ("en", "Quay")):
        for page in (dist / code).rglob("index.html"):
            if "http-equiv" in (text := page.read_text("utf-8")):
                continue  # it only leads on
            assert f'<a href="/plan/{code}/">{image}{name}</a>' in text, page
    assert (dist / "static/logo.svg").read_bytes() == (QUAY / "static/quay.svg").read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("templates/home.html", "\n{{ view.nothing }}", "themes/quay/templates/home.html:2:1"),
        ("strings/en.toml", 'footer.publisher = "{publishr}"\n', "themes/quay/strings/en.toml"),
    ],
)
def test_a_mistake_found_on_a_page_has_the_file_that_makes_it(
    tiny: Path, name: str, text: str, place: str
) -> None:
    site = tiny / "site.toml"
    site.write_text(site.read_text("utf-8").replace('"default"', '"quay"'), "utf-8")
    put(tiny / "themes/quay/theme.toml", PARENT)
    put(tiny / "themes/quay" / name, text)
    with pytest.raises(BuildError) as error:
        build(tiny, DryRun(), Options(), CACHE)
    assert {str(problem.place) for problem in error.value.problems} == {place}
