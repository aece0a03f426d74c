"""Axes with round ticks that hold every value, and texts in lines that fit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.make.scale import scale, width, wrapped

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(2, 6), st.booleans())
def test_a_scale_holds_every_value_and_its_ticks_are_even(values: list[Decimal], intervals: int, zero: bool) -> None:
    found = scale(values, intervals, zero)
    assert found.low <= min(values) <= max(values) <= found.high
    assert found.low < found.high
    assert (found.ticks[0], found.ticks[-1]) == (found.low, found.high)
    assert len({b - a for a, b in zip(found.ticks, found.ticks[1:], strict=False)}) == 1
    assert 2 <= len(found.ticks) <= intervals + 3
    if zero:
        assert found.low <= 0 <= found.high


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["83.12", "83.88"], ["83", "83.5", "84"]),
        (["45"], ["40", "45", "50"]),
        (["0", "0.5"], ["0", "0.2", "0.4", "0.6"]),
        (["3", "9"], ["0", "5", "10"]),
        (["0"], ["-1", "0", "1"]),
        (["-1.5", "-0.25"], ["-1.5", "-1", "-0.5", "0"]),
        (["0.0001", "1000000"], ["0", "500000", "1000000"]),
    ],
)
def test_ticks_are_round_numbers(values: list[str], ticks: list[str]) -> None:
    assert [f"{tick:f}" for tick in scale([Decimal(v) for v in values]).ticks] == ticks


@given(st.text(alphabet="文字很长 abc，。（）", min_size=0, max_size=60), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_no_character(text: str, room: int) -> None:
    lines = wrapped(text, 12, room)
    assert all(width(line, 12) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_and_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("Healthy Hangzhou plan", 10, 100) == ("Healthy", "Hangzhou plan")
    assert wrapped("健康规划，征求意见", 10, 40) == ("健康规", "划，征求", "意见")
