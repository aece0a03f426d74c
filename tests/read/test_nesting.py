"""How deep a page may nest."""

from __future__ import annotations

import pytest

from builder.model.values import MAX_PROSE
from builder.read.nesting import too_deep
from builder.site.prose import html


@pytest.mark.parametrize(
    "part", ["[", "![", "[](", "[a][", "[a](", "[a](<", "[\n", "> ", "1. ", "- ", "    ", "\t"]
)
def test_nesting_ends_somewhere(part: str) -> None:
    assert too_deep(part * 20 + "a") is None
    place = too_deep(part * 21 + "a")
    assert place is not None
    assert place[0] == (21 if "\n" in part else 1)


@pytest.mark.parametrize(
    "text", ["[a](b) ", "- [a](b)\n", "\\[", "（", "1) ", "[0, 1) \n\n", "---", "a " * 20 + "| b\n"]
)
def test_what_is_written_side_by_side_does_not_nest(text: str) -> None:
    assert too_deep(text * 1000) is None


@pytest.mark.parametrize(
    "part", ["[" * 20 + " \n\n", "[" * 20 + "a" * 4000 + "\n\n", "[a](" * 20 + "\n\n"]
)
def test_the_longest_page_that_nests_as_deep_as_may_be_becomes_html(part: str) -> None:
    page = part * (MAX_PROSE // len(part))
    assert too_deep(page) is None
    assert html(page).startswith("<p>[")


def test_the_place_is_that_of_the_bracket_too_many() -> None:
    assert too_deep("ab\n\n[[\n" + "[" * 30) == (4, 19)
    assert too_deep("[[\n\n" + "[" * 30) == (3, 21)
