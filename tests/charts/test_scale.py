"""Axes with round ticks that hold every value, and texts in lines that fit."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.charts.scale import directed, scale, width, wrapped

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(2, 6), st.booleans())
def test_a_scale_holds_every_value_and_its_ticks_are_even(
    values: list[Decimal], intervals: int, zero: bool
) -> None:
    result = scale(values, intervals, zero)
    assert result.low <= min(values) <= max(values) <= result.high
    assert result.low < result.high
    assert (result.ticks[0], result.ticks[-1]) == (result.low, result.high)
    assert len({b - a for a, b in zip(result.ticks, result.ticks[1:], strict=False)}) == 1
    assert 2 <= len(result.ticks) <= intervals + 3
    if zero:
        assert result.low <= 0 <= result.high


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["83.12", "83.88"], ["83", "83.5", "84"]),
        (["45"], ["40", "45", "50"]),
        (["0", "0.5"], ["0", "0.2", "0.4", "0.6"]),
        (["3", "9"], ["0", "5", "10"]),
        (["0"], ["0", "1"]),
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


def filled(text: str, size: float, room: float) -> tuple[str, ...]:
    """The specification: a line takes as many parts as fit, of a part that is too wide alone as
    many characters.

    A part is a word with its space or a wide character, each with the punctuation that closes it.
    """
    parts = re.findall("(?:[文字，。）]|[^文字，。） ]+ ?| )[，。）]*", text)
    lines = []
    while parts:
        most = max(
            n for n in range(len(parts) + 1) if width("".join(parts[:n]).strip(), size) <= room
        )
        if most:
            lines.append("".join(parts[:most]).strip())
            parts = parts[most:]
        else:
            cut = max(n for n in range(len(parts[0])) if width(parts[0][:n], size) <= room)
            lines.append(parts[0][:cut])
            parts[0] = parts[0][cut:]
    return tuple(line for line in lines if line) or ("",)


WORDS = st.from_regex(r"(?:[文字]|[abc≥]{1,12}|[文字a][，。）]{1,2}| {1,2}){0,20}", fullmatch=True)


@given(WORDS, st.integers(20, 120))
def test_lines_are_filled_with_whole_words_and_characters(text: str, room: int) -> None:
    text = re.sub(" +([，。）])", r"\1", text)
    assert wrapped(text, 10, room) == filled(text, 10, room)


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a " * 100_000, "文" * 200_000, "文，" * 100_000, " " * 200_000]
)
def test_the_longest_text_is_wrapped_too(text: str) -> None:
    lines = wrapped(text, 10, 100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, lines)) <= 16


def test_words_stay_whole_and_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("Healthy Hangzhou plan", 10, 100) == ("Healthy", "Hangzhou plan")
    assert wrapped("健康规划，征求意见", 10, 40) == ("健康规", "划，征求", "意见")


def test_what_runs_from_right_to_left_has_its_own_direction_in_a_drawing() -> None:
    assert directed("2028 مستهدف") == "\u20672028 مستهدف\u2069"
    assert directed("≥ 25 %") == "≥ 25 %"
    assert directed("目标2025") == "目标2025"


@pytest.mark.parametrize("value", ["0", "1", "5", "0.4", "83.12"])
def test_what_is_not_below_zero_has_no_tick_below_it(value: str) -> None:
    assert scale([Decimal(value)]).low >= 0
    assert scale([Decimal(value), Decimal(value)]).low >= 0


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=9), st.booleans())
def test_whole_numbers_have_whole_ticks(values: list[int], zero: bool) -> None:
    ticks = scale(map(Decimal, values), zero=zero).ticks
    assert all(tick == tick.to_integral_value() for tick in ticks)
