"""How deep a page’s Markdown nests: each open bracket costs another reading of the rest of its
paragraph.
"""

from __future__ import annotations

import re

from builder.read.yaml import MAX_DEPTH

_BRACKET = re.compile(r"\\.|[\[\]()]")
_MARKERS = re.compile(
    rf"(?: {{4}}| {{0,3}}(?:\t|(?:[-+*:]|\d{{1,9}}\.)[ \t]|> ?)){{{MAX_DEPTH + 1}}}"
)
"""Indentation and the marks of lists and quotations, each of which begins a level."""


def too_deep(markdown: str) -> tuple[int, int] | None:
    """Line and column, from 1, at which brackets in a paragraph or what begins a line nest too
    deep.
    """
    opened = {"[": 0, "(": 0}
    for number, line in enumerate(markdown.split("\n"), 1):
        if not line.strip():
            opened = {"[": 0, "(": 0}
        if _MARKERS.match(line):
            return number, 1
        for match in _BRACKET.finditer(line):
            if match[0] in opened:
                opened[match[0]] += 1
            elif pair := {"]": "[", ")": "("}.get(match[0]):
                opened[pair] = max(opened[pair] - 1, 0)
            if sum(opened.values()) > MAX_DEPTH:
                return number, match.start() + 1
    return None
