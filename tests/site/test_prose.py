"""Markdown becomes HTML that can do no harm, with headings that can be linked to."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.catalog import Catalog, Origin
from builder.model.content import ProsePage
from builder.problems import Place
from builder.site.prose import check_prose, html, slug
from tests.factories import tiny_catalog

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
BARE = [
    "p",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "code",
    "blockquote",
    "hr",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "dl",
    "dt",
    "dd",
]
ALLOWED = {
    "a": {"href", "title"},
    "pre": {"tabindex"},
    "th": {"scope"},
    **{tag: {"id"} for tag in HEADINGS},
    **{tag: set[str]() for tag in BARE},
}


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser would read it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("declaration", {}))

    def handle_pi(self, data: str) -> None:
        self.seen.append(("instruction", {}))


def scheme(address: str) -> str:
    """The scheme that a browser sees: it passes over control characters, tabs and line breaks."""
    match = re.match(
        r"([a-z][a-z0-9+.-]*):", re.sub(r"[\t\n\r]|^[\x00-\x20]+", "", address.lower())
    )
    return match[1] if match else ""


def harmless(page: str) -> bool:
    return "<script" not in page.lower() and all(
        tag in ALLOWED
        and attributes.keys() <= ALLOWED[tag]
        and scheme(attributes.get("href") or "") in ("", "http", "https", "mailto")
        for tag, attributes in Tags(page).seen
    )


# ---- what an author can write


@pytest.mark.parametrize(
    ("markdown", "page"),
    [
        ("一段**重要**的*话*。", "<p>一段<strong>重要</strong>的<em>话</em>。</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("1. 一\n2. 二", "<ol>\n<li>一</li>\n<li>二</li>\n</ol>"),
        ("> 引文", "<blockquote>\n<p>引文</p>\n</blockquote>"),
        ("    a < b", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
        ("上\n\n---\n\n下", "<p>上</p>\n<hr>\n<p>下</p>"),
        ("目标\n:   宣布的数值", "<dl>\n<dt>目标</dt>\n<dd>宣布的数值</dd>\n</dl>"),
    ],
)
def test_the_usual_forms_of_markdown(markdown: str, page: str) -> None:
    assert html(markdown) == page


def test_tables_tell_their_column_headings() -> None:
    page = html("| 结论 | 含义 |\n|---|---:|\n| 完成 | 达到 |")
    assert '<th scope="col">结论</th>\n<th scope="col">含义</th>' in page
    assert "<td>完成</td>\n<td>达到</td>" in page


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c",
        "http://example.org",
        "mailto:a@example.org",
        "../indicators/",
        "/zh/",
        "#出处",
    ],
)
def test_links_keep_their_address(address: str) -> None:
    assert html(f"[文字]({address})") == f'<p><a href="{address}">文字</a></p>'


# ---- headings


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("数据从哪里来", "数据从哪里来"),
        ("关于PM2.5：2020—2025年", "关于pm2-5-2020-2025年"),
        ("How to cite", "how-to-cite"),
        ("“十四五”", "十四五"),
        ("！", "section"),
    ],
)
def test_a_headings_id_keeps_letters_and_digits_of_any_script(heading: str, id: str) -> None:
    assert slug(heading) == id
    assert html(f"# {heading}") == f'<h2 id="{id}">{heading}</h2>'


def test_headings_start_at_the_second_level_and_end_at_the_sixth() -> None:
    page = html("\n\n".join(f"{'#' * level} 第{level}级" for level in range(1, 7)))
    assert re.findall(r"<(h\d) id", page) == ["h2", "h3", "h4", "h5", "h6", "h6"]


def test_equal_headings_get_different_ids() -> None:
    assert re.findall(r'id="([^"]*)"', html("# 指标\n\n# 指标\n\n## 指标")) == [
        "指标",
        "指标_1",
        "指标_2",
    ]


def test_one_text_does_not_know_the_headings_of_another() -> None:
    assert html("# 指标") == html("# 指标")


# ---- what an author cannot write


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "text <img src=x onerror=alert(1)> text",
        "<p onclick='alert(1)'>text</p>",
        "<div style='position:fixed'>text</div>",
        "<style>body {display: none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<!-- <script>alert(1)</script> -->",
        "<?php echo 1 ?>",
        "<![CDATA[<script>]]>",
        "# Heading <script>alert(1)</script>",
        "| <script>a</script> |\n|---|\n| <b onmouseover=a()>b</b> |",
        "`<script>` and\n\n    <script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "![text](x){onerror=alert(1)}",
        '![a" onerror="alert(1)](x)',
        '[a](https://example.org" onclick="alert(1))',
        "[a](https://example.org 'title\" onclick=\"alert(1)')",
        "\u0002wzxhzdk:0\u0003<script>alert(1)</script>",
    ],
)
def test_raw_html_comes_out_as_text_or_not_at_all(hostile: str) -> None:
    assert harmless(html(hostile))


def test_tags_are_shown_as_written() -> None:
    assert html("<b>粗</b>") == "<p>&lt;b&gt;粗&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#09;script:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
    ],
)
def test_a_link_to_anything_but_a_page_or_a_mailbox_loses_its_address(address: str) -> None:
    for written in (f"[文字]({address})", f"[文字][1]\n\n[1]: {address}", f"<{address}>"):
        assert harmless(html(written))
        assert "href" not in html(written)


def test_pictures_and_styles_are_left_out() -> None:
    assert html("![照片](https://example.org/a.png)") == "<p></p>"
    assert "style" not in html("| a |\n|--:|\n| b |")


def problems(markdown: str) -> list[str]:
    page = ProsePage(id="about", lang="en", body=markdown, title="About", description="About")
    origin = Origin("content/about.en.md", lambda path: Place("content/about.en.md"), {})
    catalog = Catalog(pages={"about.en": page}, origins={("pages", "about.en"): origin})
    files = {"content/about.en.md": f"---\ntitle: About\n---\n{markdown}"}
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}"
        for problem in check_prose(catalog, files)
        if problem.message("zh")
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("![照片](https://example.org/a.png)", ["4:1 image-in-page"]),
        ("一\n\n见![照片](a.png)。", ["6:2 image-in-page"]),
        ("[![a](b.png)](c)", ["4:2 image-in-page"]),
        ("![a][r]\n\n[r]: x.png", ["4:1 image-in-page"]),
        ("![r]\n\n[r]: x.png", ["4:1 image-in-page"]),
        ("![a][nowhere]", ["4:1 image-in-page"]),
        ("# A ![a](b)\n\n| a |\n|---|\n| ![b](c) |", ["4:5 image-in-page", "8:3 image-in-page"]),
        ("`![a](b)`\n\n    ![a](b)\n\n- x\n- ![a](b)", ["9:3 image-in-page"]),
        ("<b>粗</b>", ["4:1 html-in-page"]),
        ("a <br> b\nc <br/>", ["4:3 html-in-page", "5:3 html-in-page"]),
        ("<div>\n`<p>`\n</div>", ["4:1 html-in-page", "6:1 html-in-page"]),
        ("<!-- later -->", ["4:1 html-in-page"]),
        ("# A <small>b</small>", ["4:5 html-in-page"]),
        ("> - <a\n> href='x'>b</a>", ["4:5 html-in-page", "5:13 html-in-page"]),
        ('a="<b>"', ["4:4 html-in-page"]),
        ("<img src='a.png'>", ["4:1 html-in-page"]),
        ("\ue0001\ue001<b>", ["4:4 html-in-page"]),
    ],
)
def test_images_and_html_are_reported_at_their_place(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "`<b>` and ``<p>`</p>``",
        "    <div>\n    ![a](b)",
        "`![a](b)`",
        "- a\n\n        <b>",
        "&lt;b&gt; &nbsp;",
        "<https://example.org>",
        "<a@example.org>",
        "[a](<https://example.org>)",
        "[a][1]\n\n[1]: <https://example.org>",
        "a < b, c > d",
        "1 <2> 3",
        "<水>",
        "Look! [a](b)",
        "\\![a](b)",
        "| a |\n|---|\n| `<b>` |",
        "",
    ],
)
def test_code_entities_and_links_are_no_html(markdown: str) -> None:
    assert problems(markdown) == []


PIECES = st.sampled_from(
    [
        "<script>",
        "</script>",
        "<img src=x onerror=a()>",
        "<a href='javascript:a()'>",
        " onclick=a()",
        " style=x",
        "[a](",
        "javascript:a()",
        ")",
        "](",
        "![",
        "[1]: ",
        "`",
        "```",
        "\n",
        "\n\n",
        "    ",
        "# ",
        "- ",
        "> ",
        "|",
        "|-|",
        '"',
        "'",
        "<",
        ">",
        "&lt;",
        "&#60;",
        "<!--",
        "-->",
        "\\",
        "*",
        "_",
        "\u0002",
        "\u0003",
        "wzxhzdk:0",
        "[TOC]",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join))
def test_whatever_is_written_the_page_is_harmless(text: str) -> None:
    assert harmless(html(text))


@given(st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join))
def test_no_tag_is_shown_as_text_without_a_word(text: str) -> None:
    shown = re.sub(r"<code>.*?</code>", "", html(text), flags=re.DOTALL)
    assert "&lt;script&gt;" not in shown or "&" in text or problems(text)


def test_the_prose_of_the_tiny_site_has_a_heading_a_table_a_list_and_a_link() -> None:
    for lang in ("zh", "en"):
        page = html(tiny_catalog().pages[f"about.{lang}"].body)
        assert harmless(page)
        assert {"h2", "h3", "table", "ol", "a", "code"} <= {tag for tag, _ in Tags(page).seen}
