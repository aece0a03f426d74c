"""Numbers of places are written short and read in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from builder.model.numbering import Numbers, compact, is_count

NUMBERS = TypeAdapter(Numbers)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("7", ["7"]),
        ("1-3", ["1", "2", "3"]),
        ("5 1-2", ["5", "1", "2"]),
        ("4.1-4.3 5", ["4.1", "4.2", "4.3", "5"]),
        ("2.9.1-2.9.2", ["2.9.1", "2.9.2"]),
        ("3-3", ["3"]),
        ("1.a-1.c 2.a", ["1.a", "1.b", "1.c", "2.a"]),
        ("A-C", ["A", "B", "C"]),
        ("B-3 B-5-B-6", ["B-3", "B-5", "B-6"]),
        ("", []),
    ],
)
def test_ranges_run_through_their_last_component(written: str, numbers: list[str]) -> None:
    assert list(NUMBERS.validate_python(written)) == numbers


@pytest.mark.parametrize(
    "written",
    [
        "1-",
        "-1",
        "1a1",
        "1–3",
        "１-３",
        "3-1",
        "4.1-5.2",
        "4.1-4",
        "1,2",
        "1-10001",
        "1-9999 1.1-1.2",
        "1..2",
    ],
)
def test_what_is_no_list_of_numbers_is_refused(written: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NUMBERS.validate_python(written)
    assert caught.value.errors()[0]["type"] == "bad-value"


@pytest.mark.parametrize("written", ["1 1", "1-3 2", "2 1-3"])
def test_a_number_stands_once(written: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NUMBERS.validate_python(written)
    assert caught.value.errors()[0]["type"] == "repeated-number"


@pytest.mark.parametrize("written", [None, ["1"], {"1": "2"}])
def test_anything_but_text_is_of_the_wrong_type(written: object) -> None:
    with pytest.raises(ValidationError) as caught:
        NUMBERS.validate_python(written)
    assert caught.value.errors()[0]["type"] == "wrong-type"


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ([], ""),
        (["1", "2", "3"], "1-3"),
        (["1", "3", "4", "9"], "1 3-4 9"),
        (["4.1", "4.2", "5", "6"], "4.1-4.2 5-6"),
        (["1.9", "2"], "1.9 2"),
        (["1.a", "1.b", "1.d", "B-1", "B-2", "3a", "3b"], "1.a-1.b 1.d B-1-B-2 3a 3b"),
        (["3", "2", "1"], "3 2 1"),
    ],
)
def test_consecutive_numbers_are_written_as_a_range(numbers: list[str], written: str) -> None:
    assert compact(numbers) == written


COMPONENT = st.integers(min_value=0, max_value=30).map(str)
NUMBER = st.lists(COMPONENT, min_size=1, max_size=3).map(".".join)


@given(st.lists(NUMBER, unique=True, max_size=60))
def test_what_is_written_short_reads_the_same(numbers: list[str]) -> None:
    assert list(NUMBERS.validate_python(compact(numbers))) == numbers


@pytest.mark.parametrize("number", ["1", "12", "iv", "X", "12a", "12bis", "A-3", "S12", "12-14"])
def test_pages_are_counted_in_many_ways(number: str) -> None:
    assert is_count(number)


@pytest.mark.parametrize("number", ["0", "007", "last", "12-0", "1234567"])
def test_no_page_is_counted_so(number: str) -> None:
    assert not is_count(number)
