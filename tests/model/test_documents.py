"""Which places a document has, and in which order."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from builder.model.sources import Link
from tests.factories import TEXT, document

GROUPS = [
    {"id": "annex", "kind": "annex", "title": TEXT, "numbers": "B-2 A"},
    {"id": "part", "kind": "heading", "title": TEXT, "headings": {"growth": TEXT}},
]


def test_pages_and_paragraphs_need_no_group_and_come_last() -> None:
    one = document(places=GROUPS)
    ordered = ["", "annex/B-2", "annex/A", "part/growth", "page/9", "page/10", "paragraph/2"]
    assert all(map(one.has, ordered))
    assert sorted([*ordered[3:], *ordered[:3]], key=one.position) == ordered
    assert one.undeclared(ordered) == ("page/9", "page/10", "paragraph/2")
    assert not one.has("part/decline")
    assert not one.has("table-1/1")


def test_pages_that_are_listed_are_all_there_are() -> None:
    pages = {"id": "page", "kind": "page", "title": TEXT, "numbers": "1-3"}
    assert document(places=[pages]).has("page/3")
    assert not document(places=[pages]).has("page/4")


LINK = TypeAdapter(Link)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a/b.pdf?page=2&x=%E6%B2%B3#p-3",
        "https://example.org/河流",
    ],
)
def test_an_address_is_kept_as_written(address: str) -> None:
    assert LINK.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        'https://example.org/"onclick="',
        "https://example.org/\u202egnp",
        "https:///path",
        "ftp://example.org/",
    ],
)
def test_what_might_lead_elsewhere_is_no_address(address: str) -> None:
    with pytest.raises(ValidationError):
        LINK.validate_python(address)
