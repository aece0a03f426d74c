"""A logo is published as it is, so only what is safe and has a size is one."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from builder.model.config import Logo, SiteConfig
from builder.problems import Place, Problem
from builder.read.config import read_config
from builder.read.files import Tree, read_tree
from builder.read.logo import MAX_BYTES, read_logo
from tests.read.test_config import SITE
from tests.read.test_config import problems as mistakes

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def config(name: str) -> tuple[Tree, SiteConfig]:
    tree = Tree({"site.toml": f'logo = "{name}"\n{SITE}'})
    return tree, read_config(tree)


def read(name: str, content: bytes | str) -> tuple[Logo | None, list[Problem]]:
    tree, settings = config(name)
    tree.pictures[name] = content.encode() if isinstance(content, str) else content
    return read_logo(tree, settings)


def problems(name: str, content: bytes | str) -> list[str]:
    logo, found = read(name, content)
    assert logo is None
    return [f"{problem.place} {problem.code}" for problem in found]


def refused(content: str) -> list[str]:
    """What an SVG is refused for."""
    logo, found = read("static/logo.svg", content)
    assert logo is None
    assert {problem.code for problem in found} <= {"unsafe-logo"}
    return [problem.values["what"] for problem in found]


def test_a_site_needs_no_logo() -> None:
    tree = Tree({"site.toml": SITE})
    assert read_logo(tree, read_config(tree)) == (None, [])


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 120 40"', (120, 40)),
        ('viewBox="-5,-5 12.5 .5" width="100%" height="100%"', (12.5, 0.5)),
        ('width="30" height="20px"', (30, 20)),
    ],
)
def test_a_drawing_has_the_size_of_its_box(root: str, size: tuple[float, float]) -> None:
    text = f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {root}/>'
    assert read("static/brand/sign.svg", text) == (Logo("logo.svg", text.encode(), *size), [])


def test_a_picture_has_the_size_that_its_head_tells() -> None:
    content = PNG + struct.pack(">II", 64, 32) + b"..."
    assert read("static/sign.png", content) == (Logo("logo.png", content, 64, 32), [])


@pytest.mark.parametrize(
    "inner",
    [
        '<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0z"/>',
        """<path fill="url( '#a' )" d="M0 0z"/><use href="#a"/>""",
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<title>码头</title><metadata><x xmlns='https://example.org/x'/></metadata>",
    ],
)
def test_a_drawing_may_have_what_stays_in_it(inner: str) -> None:
    logo, found = read("static/logo.svg", f"{SVG}{inner}</svg>")
    assert (logo is not None, found) == (True, [])


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>1</script>", "<script>"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<style>b{}</style>", "<style>"),
        ("<animateTransform/>", "<animateTransform>"),
        ("<set/>", "<set>"),
        ('<path onclick="f()"/>', "onclick="),
        ('<path OnClick="f()"/>', "OnClick="),
        ('<path style="fill: red"/>', "style="),
        ('<image href="https://example.org/a.png"/>', 'href="https://example.org/a.png"'),
        ('<image href=" /a.png"/>', 'href=" /a.png"'),
        ('<a href="javascript:f()"/>', 'href="javascript:f()"'),
        ('<use xmlns:y="urn:y" y:href="b.svg#a"/>', 'href="b.svg#a"'),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', 'href="data:image/svg+xml;base64,AAAA"'),
        ('<path fill="url(https://example.org/#a)"/>', 'fill="url(https://example.org/#a)"'),
        ("<path fill=\"URL( 'b.svg#a')\"/>", "fill=\"URL( 'b.svg#a')\""),
        ('<?xml-stylesheet href="a.css"?>', "<?xml-stylesheet?>"),
    ],
)
def test_a_drawing_is_shapes_alone(inner: str, what: str) -> None:
    assert refused(f"{SVG}{inner}</svg>") == [what]


def test_nothing_behind_a_doctype_is_read() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    assert refused(f"{bomb}{SVG}&b;<script/></svg>") == ["<!DOCTYPE>"]


def test_what_is_refused_has_its_place() -> None:
    assert problems("static/logo.svg", f"{SVG}\n<g>\n <script/></g></svg>") == [
        "static/logo.svg:3:2 unsafe-logo"
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "static/logo.svg:1:1 broken-logo"),
        (f"{SVG}\n<g></svg>", "static/logo.svg:2:6 broken-logo"),
        (b"\x89PNG", "static/logo.svg:1:1 broken-logo"),
        ("<svg viewBox='0 0 1 1'/>", "static/logo.svg:1:1 broken-logo"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "static/logo.svg:1:1 broken-logo"),
        (SVG.replace("120", "0") + "</svg>", "static/logo.svg:1:1 logo-size"),
        (SVG.replace("120", "-1") + "</svg>", "static/logo.svg:1:1 logo-size"),
        (SVG.replace("120 ", "") + "</svg>", "static/logo.svg:1:1 logo-size"),
        (SVG.replace("120", "nan") + "</svg>", "static/logo.svg:1:1 logo-size"),
        (f"{SVG}{' ' * MAX_BYTES}</svg>", "static/logo.svg large-logo"),
    ],
)
def test_what_is_no_drawing_is_reported(content: bytes | str, problem: str) -> None:
    assert problems("static/logo.svg", content) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "static/logo.png broken-logo"),
        (PNG, "static/logo.png broken-logo"),
        (PNG.replace(b"IHDR", b"IDAT") + b"\0" * 8, "static/logo.png broken-logo"),
        (b"GIF89a" + b"\0" * 40, "static/logo.png broken-logo"),
        (PNG + struct.pack(">II", 0, 9), "static/logo.png logo-size"),
    ],
)
def test_what_is_no_picture_is_reported(content: bytes, problem: str) -> None:
    assert problems("static/logo.png", content) == [problem]


def test_a_logo_that_is_missing_is_told_with_what_is_close() -> None:
    tree, settings = config("static/logo.svg")
    tree.pictures["static/Logo.svg"] = b""
    _, (problem,) = read_logo(tree, settings)
    assert (str(problem.place), problem.code) == ("site.toml:1:1", "no-logo")
    assert problem.values["close"] == "static/Logo.svg"


def test_a_link_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(f'logo = "static/logo.svg"\n{SITE}', "utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static/logo.svg").symlink_to("/etc/passwd")
    tree = read_tree(tmp_path)
    assert Problem(Place("static/logo.svg"), "symlink") in tree.problems
    assert read_logo(tree, read_config(tree)) == (None, [])


@pytest.mark.parametrize(
    "name",
    [
        "logo.svg",
        "/static/logo.svg",
        "static/../logo.svg",
        "static//logo.svg",
        "static/logo.SVG",
        "static/logo.jpg",
        "static/logo.svg/",
        "data/logo.svg",
        "static/标志.svg",
        "https://a.example/a.svg",
    ],
)
def test_a_logo_lies_in_the_folder_static(name: str) -> None:
    assert mistakes("[title]", f'logo = "{name}"\n\n[title]') == ["site.toml:3:1 bad-value"]


def test_another_logo_is_another_site() -> None:
    digests = {
        Tree({}, [], {"static/a.png": b"1"}).digest(),
        Tree({}, [], {"static/a.png": b"2"}).digest(),
        Tree({}, [], {"static/b.png": b"1"}).digest(),
        Tree().digest(),
    }
    assert len(digests) == 4
