"""Markdown → HTML that is safe in a page: raw HTML is escaped, the result is sanitised, headings
get ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from builder.model.catalog import Catalog
from builder.problems import Place, Problem

_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "a",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "hr",
    "br",
}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, **{f"h{level}": {"id"} for level in range(2, 7)}}

_IMAGE_OR_HTML = re.compile(
    r"(?<!\\)!\[(?=(?P<rest>[^\]\n]*(?:\](?:\([^)\n]*\))?)?))"
    r"|</?[a-z][^<>]*>|<!--|<!\[CDATA\[|<!DOCTYPE|<\?[a-z]",
    re.IGNORECASE,
)
_MARK = re.compile("\ue000([0-9]+)\ue001(<img>|!\\[|&lt;)")
_CODE = re.compile("<code>.*?</code>", re.DOTALL)
_TAG = re.compile("<(/?[a-z0-9]+)[^>]*>")
_FROM_ROOT = re.compile(r'( href=")(/(?!/)[^"]*)"')


def slug(text: str, separator: str = "-") -> str:
    """A heading's id: its letters and digits in any script, Chinese kept, joined by hyphens."""
    return separator.join(re.findall(r"\w+", text.lower())) or "section"


def html(markdown: str, address: Callable[[str], str] = str) -> str:
    """Sanitised HTML of one Markdown text; headings start at `h2`.

    Links from the site’s root go through `address`.
    """
    converter = _converter()
    converter.reset()
    clean = nh3.clean(
        converter.convert(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        set_tag_attribute_values={"pre": {"tabindex": "0"}},  # it scrolls, by keyboard too
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return _FROM_ROOT.sub(lambda match: f'{match[1]}{address(match[2])}"', clean)


def plain(markdown: str) -> str:
    """The words of a Markdown text without its markup."""
    return unescape(nh3.clean(html(markdown), tags=set()))


def headings(markdown: str) -> tuple[tuple[str, str], ...]:
    """The main headings of a Markdown text, each with its id."""
    return tuple(
        (match[1], match[2])
        for match in re.finditer(r'<h2 id="([^"]*)">([^<]*)</h2>', html(markdown))
    )


def check_prose(catalog: Catalog, files: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for the first image and the first HTML of each line of a page: nothing would show
    them.
    """
    for key, page in catalog.pages.items():
        file = catalog.origins["pages", key].file
        above = files[file].removesuffix(page.body).count("\n")
        lines = set()
        for code, start, written in _unshown(page.body):
            line, column = (
                page.body.count("\n", 0, start) + 1,
                start - page.body.rfind("\n", 0, start),
            )
            if (code, line) not in lines:
                lines.add((code, line))
                yield Problem(
                    Place(file, above + line, column),
                    code,
                    {"written": written.partition("\n")[0][:60]},
                )


def _unshown(markdown: str) -> Iterator[tuple[str, int, str]]:
    """Images, and HTML outside code: the problem code, where it starts in the text, and what is
    written there.

    Only Markdown itself knows what is code. It does not tell places, so each candidate is marked
    with its own before the text is converted; the mark is looked at in what comes out.
    """
    candidates = {
        match.start(): match[0] + (match["rest"] or "")
        for match in _IMAGE_OR_HTML.finditer(markdown)
    }
    if not candidates:
        return
    converter = _converter()
    converter.reset()
    text = re.sub("[\ue000\ue001]", " ", markdown)
    marked = _IMAGE_OR_HTML.sub(lambda match: f"\ue000{match.start()}\ue001{match[0]}", text)
    page = _TAG.sub(r"<\1>", _CODE.sub("", converter.convert(marked)))
    for mark in _MARK.finditer(page):
        start = int(mark[1])
        yield "html-in-page" if mark[2] == "&lt;" else "image-in-page", start, candidates[start]


@cache
def _converter() -> Markdown:
    converter = Markdown(
        extensions=["tables", "def_list", TocExtension(slugify=slug, baselevel=2, permalink=False)],
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.treeprocessors.register(_TableHeads(converter), "table-heads", 5)
    return converter


class _TableHeads(Treeprocessor):
    """Column headings say that they are: `scope="col"`."""

    def run(self, root: Element) -> None:
        for cell in root.iter("th"):
            cell.set("scope", "col")
