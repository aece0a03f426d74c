"""Texts of strangers → texts that a record can hold; and ids made from names.

A record's text is plain, has a greatest length, and cannot be taken for a formula, a null or a
placeholder. What cannot stand as it is stands between quotation marks; nothing is reworded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

from pydantic import TypeAdapter, ValidationError

from builder.model.values import MAX_LINE, MAX_TEXT, Line, Text

_BLOCKS = {"br", "p", "div", "ul", "ol", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_MARKDOWN_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_SIGNS = {"%": " percent ", "£": " pounds ", "€": " euros ", "$": " dollars ", "&": " and "}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
"""Letters of Latin alphabets that are no ASCII letter with a mark."""
_MAX_ID = 60

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


class _Plain(HTMLParser):
    """The text of HTML: blocks become lines, items of lists get a dash, links their address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag == "a" and self.links:
            address, start = self.links.pop()
            if address.startswith("http") and address not in "".join(self.parts[start:]):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(text: str) -> str:
    """A text without HTML, links of Markdown and characters that nobody sees; its lines are
    kept.
    """
    if "<" in text or "&" in text:
        parser = _Plain()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    text = _MARKDOWN_LINK.sub(r"\1 (\2)", text)
    shown = "".join(
        c for c in text if c == "\n" or c == "\t" or not unicodedata.category(c).startswith("C")
    )
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in shown.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str | None:
    """A text as one line that a record holds, cut where it is too long; `None` where there is
    none.
    """
    line = " ".join(plain(text).split())
    if len(line) > MAX_LINE - 2:
        line = line[: MAX_LINE - 3].rsplit(" ", 1)[0] + "…"
    return _held(line, _LINE)


def paragraphs(text: str) -> Iterator[str]:
    """A text as one or more that records hold: what is too long is parted between its lines or
    words.
    """
    rest = plain(text)
    while len(rest) > MAX_TEXT - 2:
        end = max(rest.rfind("\n", 0, MAX_TEXT - 2), 0) or max(
            rest.rfind(" ", 0, MAX_TEXT - 2), MAX_TEXT // 2
        )
        yield from filter(None, [_held(rest[:end].strip(), _TEXT)])
        rest = rest[end:].strip()
    yield from filter(None, [_held(rest, _TEXT)])


def _held(text: str, kind: TypeAdapter[str]) -> str | None:
    for candidate in (text, f"“{text}”"):
        try:
            return kind.validate_python(candidate)
        except ValidationError:
            if not text:
                return None
    return None


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty where the text has none."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"[‐-―−/]", "-", text)
    text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    ascii_only = text.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    return words[:_MAX_ID].rsplit("-", 1)[0] if len(words) > _MAX_ID else words


class Ids:
    """Ids of things by their names, in the order of asking: the same name has the same id, another
    name another one.
    """

    def __init__(self, fallback: str, reserved: frozenset[str] = frozenset()) -> None:
        self.fallback = fallback
        self.taken = set(reserved)
        self.by_name: dict[object, str] = {}

    def of(self, name: object, text: str) -> str:
        """The id of `name`, made from `text` where it is new."""
        if name not in self.by_name:
            stem = slug(text) or self.fallback
            number, id = 1, stem
            while id in self.taken:
                number += 1
                id = f"{stem}-{number}"
            self.taken.add(id)
            self.by_name[name] = id
        return self.by_name[name]
