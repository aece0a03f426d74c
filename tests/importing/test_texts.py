"""Texts of strangers become texts that a record can hold; names become ids."""

from __future__ import annotations

import pytest

from builder.importing.texts import Ids, one_line, paragraphs, plain, slug


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>One</p><p>two &amp; three</p>", "One\ntwo & three"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ('see <a href="https://example.org">there</a>', "see there (https://example.org)"),
        ('<a href="https://example.org">https://example.org</a>', "https://example.org"),
        ("see [there](https://example.org)", "see there (https://example.org)"),
        ("a\u200bb\ufeff\tc  d\r\n\r\ne", "ab c d\ne"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_what_is_shown_is_plain(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize("written", ["=SUM(A1)", "@home", "-x", "~", "null", "???"])
def test_what_a_spreadsheet_or_a_record_would_take_for_something_else_is_quoted(
    written: str,
) -> None:
    assert one_line(written) == f"“{written}”"


@pytest.mark.parametrize("written", ["", "  ", "<p></p>", "TBA"])
def test_what_says_nothing_is_no_text(written: str) -> None:
    assert one_line(written) is None
    assert list(paragraphs(written)) == []


def test_a_long_line_is_cut_and_a_long_text_parted() -> None:
    line = one_line("word " * 200)
    assert line is not None
    assert len(line) <= 500
    assert line.endswith("word…")
    text = "word " * 3_000
    assert " ".join(paragraphs(text)).split() == text.split()
    assert all(len(part) <= 5_000 for part in paragraphs("x" * 12_000))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Female", "female"),
        ("St. Paul’s & East", "st-pauls-and-east"),
        ("Âge: 15–24", "age-15-24"),
        ("%", "percent"),
        ("Женщины", ""),
        ("Mäßig, SØR", "massig-sor"),
        ("a" * 30 + " " + "b" * 40, "a" * 30),
    ],
)
def test_an_id_is_ascii_words(name: str, id: str) -> None:
    assert slug(name) == id


def test_different_names_have_different_ids() -> None:
    ids = Ids("value", frozenset({"series"}))
    names = ["Male", "male", "Male", "Женщины", "Мужчины", "Series"]
    assert [ids.of(name, name) for name in names] == [
        "male",
        "male-2",
        "male",
        "value",
        "value-2",
        "series-2",
    ]
