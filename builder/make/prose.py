"""Markdown → HTML that is safe in a page: raw HTML is escaped, the result is sanitised, headings get ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

_TAGS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "hr", "br",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, **{f"h{level}": {"id"} for level in range(2, 7)}}

_FROM_ROOT = re.compile(r'( href=")(/(?!/)[^"]*)"')


def slug(text: str, separator: str = "-") -> str:
    """A heading's id: its letters and digits in any script, Chinese kept, joined by hyphens."""
    return separator.join(re.findall(r"\w+", text.lower())) or "section"


def html(markdown: str, address: Callable[[str], str] = str) -> str:
    """Sanitised HTML of one Markdown text; headings start at `h2`. Links from the site’s root go through `address`."""
    converter = _converter()
    converter.reset()
    clean = nh3.clean(
        converter.convert(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return _FROM_ROOT.sub(lambda found: f'{found[1]}{address(found[2])}"', clean)


def plain(markdown: str) -> str:
    """The words of a Markdown text without its markup."""
    return unescape(nh3.clean(html(markdown), tags=set()))


def headings(markdown: str) -> tuple[tuple[str, str], ...]:
    """The main headings of a Markdown text, each with its id."""
    return tuple((found[1], found[2]) for found in re.finditer(r'<h2 id="([^"]*)">([^<]*)</h2>', html(markdown)))


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
