"""When a reported value meets a target, misses it, or cannot be compared with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.records import Observation
from builder.model.values import Comparator, Quantity
from builder.model.verdicts import VERDICTS, Reason, VerdictKind, verdicts
from tests.factories import (
    TEXT,
    TINY_DAY,
    document,
    documents,
    indicator,
    judged,
    observation,
    outcome,
    target,
    tiny_catalog,
)

COMPARATORS: tuple[Comparator, ...] = ("", ">=", "<=", ">", "<", "~")
DIRECTIONS = ("higher", "lower", "none")


# ---- a number announced for a period, and a number reported for it

COMPARISONS = """
                7  8  9  >=7 >=8 >=9  >7 >8 >9  <=7 <=8 <=9  <7 <8 <9  ~7 ~8 ~9
 >=8  none      x  +  +    b   +   +   b  +  +    x   b   b   x  x  b   x  b  +
 >8   none      x  x  +    b   b   +   b  +  +    x   x   b   x  x  b   x  b  +
 <=8  none      +  +  x    b   b   x   b  x  x    +   +   b   +  +  b   +  b  x
 <8   none      +  x  x    b   x   x   b  x  x    +   b   b   +  +  b   +  b  x
 8    higher    x  +  +    b   +   +   b  +  +    x   b   b   x  x  b   x  b  +
 8    lower     +  +  x    b   b   x   b  x  x    +   +   b   +  +  b   +  b  x
 8    none      n  +  n    n   n   n   n  n  n    n   n   n   n  n  n   n  n  n
 ~8   higher    a  +  +    a   +   +   a  +  +    a   a   a   a  a  a   a  +  +
 ~8   lower     +  +  a    a   a   a   a  a  a    +   +   a   +  +  a   +  +  a
 ~8   none      a  +  a    a   a   a   a  a  a    a   a   a   a  a  a   a  +  a
"""
"""Rows are targets (with the indicator's direction), columns are reports.

+ met, x missed; not assessable because: b the report is inexact, n no direction is known, a the
target is approximate.
"""

OUTCOMES = {
    "+": ("met", "reached"),
    "x": ("missed", "not_reached"),
    "b": ("not_assessable", "bound"),
    "n": ("not_assessable", "no_direction"),
    "a": ("not_assessable", "about"),
}


def comparisons() -> Iterator[tuple[str, str, str, str]]:
    head, *rows = [line.split() for line in COMPARISONS.strip().splitlines()]
    for announced, direction, *cells in rows:
        for reported, cell in zip(head, cells, strict=True):
            yield announced, direction, reported, cell


def shifted(quantity: str, by: Decimal) -> str:
    number = quantity.lstrip("<>=~")
    return f"{quantity.removesuffix(number)} {Decimal(number) + by}"


@pytest.mark.parametrize("by", [Decimal(0), Decimal(-8), Decimal("-16.50"), Decimal("0.001")])
@pytest.mark.parametrize(("announced", "direction", "reported", "cell"), tuple(comparisons()))
def test_comparator_and_direction_decide(
    announced: str, direction: str, reported: str, cell: str, by: Decimal
) -> None:
    verdict = judged(
        target("2020", shifted(announced, by)),
        observation("2020", shifted(reported, by)),
        direction=direction,
    )
    assert outcome(verdict) == OUTCOMES[cell]


def test_the_targets_own_comparator_beats_the_direction() -> None:
    verdict = judged(target("2020", "<= 8"), observation("2020", "7"), direction="higher")
    assert outcome(verdict) == ("met", "reached")


def test_a_series_with_a_direction_of_its_own_is_judged_by_it() -> None:
    subject = indicator(
        target("2020", "8", series="waiting"),
        observation("2020", "7", series="waiting"),
        series={"waiting": TEXT | {"direction": "lower"}},
    )
    (verdict,) = verdicts(subject, documents(), date(2021, 12, 31))
    assert verdict.kind == "met"


@pytest.mark.parametrize(
    ("announced", "reported", "gap"),
    [
        (">= 80", "82.0", "2.0"),
        ("30", "36", "6"),
        ("-0.30", "-0.42", "-0.12"),
        ("0", "0", "0"),
        ("< 0.047", "< 0.011", "-0.036"),
    ],
)
def test_the_gap_is_reported_minus_announced(announced: str, reported: str, gap: str) -> None:
    assert judged(target("2020", announced), observation("2020", reported)).gap == Decimal(gap)


def test_no_gap_is_reported_where_nothing_can_be_judged() -> None:
    assert judged(target("2020", "8"), observation("2020", "> 7")).gap is None


# ---- reports that cannot be compared


def test_a_declaration_without_a_number_is_a_class_of_its_own() -> None:
    verdict = judged(target("2020", "8"), observation("2020", declares="met"))
    assert outcome(verdict) == ("met_as_stated", "declared")


def test_a_number_counts_more_than_a_declaration_beside_it() -> None:
    verdict = judged(target("2020", "8"), observation("2020", "7", declares="met"))
    assert outcome(verdict) == ("missed", "not_reached")


def test_a_discontinued_statistic_is_not_assessable() -> None:
    verdict = judged(target("2020", "8"), observation("2020", declares="discontinued"))
    assert outcome(verdict) == ("not_assessable", "discontinued")


def test_a_report_without_a_number_is_not_assessable() -> None:
    assert outcome(judged(target("2020", "8"), observation("2020"))) == (
        "not_assessable",
        "no_value",
    )


def test_a_verbal_target_is_not_assessable_beside_a_number() -> None:
    assert outcome(judged(target("2020"), observation("2020", "8"))) == ("not_assessable", "verbal")


def test_a_verbal_target_can_be_declared_fulfilled() -> None:
    assert judged(target("2020"), observation("2020", declares="met")).kind == "met_as_stated"


def test_a_value_of_another_year_is_not_assessable() -> None:
    verdict = judged(target("2020", "8"), observation("2020", "9", measured="2019"))
    assert outcome(verdict) == ("not_assessable", "other_year")


def test_a_value_in_another_unit_is_not_assessable() -> None:
    verdict = judged(target("2020", "8"), observation("2020", "9", unit="percent"))
    assert outcome(verdict) == ("not_assessable", "other_unit")


def test_a_value_in_the_targets_own_unit_is_judged_before_others() -> None:
    printed = observation("2020", "7", unit="percent"), observation("2020", "9")
    assert judged(target("2020", "8"), *printed).kind == "met"
    assert judged(target("2020", "8", unit="percent"), *printed).kind == "missed"


def test_a_value_for_a_part_only_is_of_another_scope() -> None:
    part = observation("2020", "9", series="city")
    assert outcome(judged(target("2020", "8"), part)) == ("not_assessable", "other_scope")
    growth = observation("2020", "9", series="growth")
    assert outcome(judged(target("2020", "8"), growth)) == ("not_assessable", "no_value")


def test_a_value_measured_in_the_targets_year_is_judged() -> None:
    assert judged(target("2020", "8"), observation("2020", "9", measured="2020")).kind == "met"


@pytest.mark.parametrize(
    "other",
    [
        observation("2019", "9"),
        observation("2016-2020", "9"),
        observation("2020", "9", series="city"),
        observation("2020", "9", cumulative="true"),
    ],
)
def test_statements_about_something_else_are_no_report(other: Observation) -> None:
    undated = document(published=None)
    assert outcome(judged(target("2020", "8"), other, sources=(undated,))) == (
        "no_report_yet",
        "never_reported",
    )


# ---- which report counts

FINAL_2021, FINAL_2023 = document("plan"), document("review", published="2023-05")
DRAFT_2024, UNDATED = (
    document("draft", published="2024", status="draft"),
    document("undated", published=None),
)
SOURCES = (FINAL_2021, FINAL_2023, DRAFT_2024, UNDATED)


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("plan", "review", "review"),
        ("draft", "plan", "plan"),
        ("undated", "plan", "plan"),
        ("draft", "undated", "undated"),
    ],
    ids=[
        "the later document",
        "a final one before a draft",
        "a dated one before an undated",
        "even an undated final one",
    ],
)
def test_of_several_reports_one_counts(first: str, second: str, counts: str) -> None:
    reports = [observation("2020", "7", source=f"{name} table-1/1") for name in (first, second)]
    for order in (reports, reports[::-1]):
        report = judged(target("2020", "8"), *order, as_of="2024-12-31", sources=SOURCES).report
        assert report is not None
        assert report.source.document == counts


def test_a_curators_preference_counts_before_everything_else() -> None:
    preferred = observation("2020", "9", preferred="true", source="draft table-1/1", note=TEXT)
    later = observation("2020", "7", source="review table-1/1")
    assert (
        judged(target("2020", "8"), later, preferred, as_of="2024-12-31", sources=SOURCES).report
        == preferred
    )


def test_a_report_that_says_something_counts_before_one_that_does_not() -> None:
    silent, spoken = (
        observation("2020", source="review table-1/1"),
        observation("2020", declares="met"),
    )
    assert (
        judged(target("2020", "8"), silent, spoken, as_of="2024-12-31", sources=SOURCES).report
        == spoken
    )


def test_of_equal_reports_the_first_written_counts() -> None:
    first, second = observation("2020", "7"), observation("2020", "9", source="plan table-1/2")
    assert judged(target("2020", "8"), first, second).report == first


# ---- for any numbers

NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=3)
FACTORS = st.decimals(min_value=Decimal("0.01"), max_value=1000, places=2)
MIRRORED: dict[Comparator, Comparator] = {
    "": "",
    "~": "~",
    ">=": "<=",
    "<=": ">=",
    ">": "<",
    "<": ">",
}


def compared(announced: Quantity, reported: Quantity, direction: str) -> tuple[VerdictKind, Reason]:
    subject = indicator(
        target("2020", str(announced)), observation("2020", str(reported)), direction=direction
    )
    (verdict,) = verdicts(subject, documents(), date(2021, 12, 31))
    return outcome(verdict)


@given(
    NUMBERS,
    st.sampled_from(COMPARATORS),
    NUMBERS,
    st.sampled_from(COMPARATORS),
    st.sampled_from(DIRECTIONS),
    FACTORS,
)
def test_scaling_both_numbers_changes_no_verdict(
    x: Decimal,
    before_x: Comparator,
    y: Decimal,
    before_y: Comparator,
    direction: str,
    factor: Decimal,
) -> None:
    plain = compared(Quantity(before_x, x), Quantity(before_y, y), direction)
    scaled = compared(Quantity(before_x, x * factor), Quantity(before_y, y * factor), direction)
    assert scaled == plain


@given(
    NUMBERS,
    st.sampled_from(COMPARATORS),
    NUMBERS,
    st.sampled_from(COMPARATORS),
    st.sampled_from(DIRECTIONS),
)
def test_negated_numbers_with_the_direction_mirrored_give_the_same_verdict(
    x: Decimal, before_x: Comparator, y: Decimal, before_y: Comparator, direction: str
) -> None:
    other = {"higher": "lower", "lower": "higher", "none": "none"}[direction]
    mirrored = compared(Quantity(MIRRORED[before_x], -x), Quantity(MIRRORED[before_y], -y), other)
    assert mirrored == compared(Quantity(before_x, x), Quantity(before_y, y), direction)


# ---- the invented city


def test_the_tiny_site_shows_every_verdict_and_every_reason() -> None:
    catalog = tiny_catalog()
    all_verdicts = [
        verdict
        for indicator in catalog.indicators.values()
        for verdict in verdicts(indicator, catalog.documents, TINY_DAY)
    ]
    assert {verdict.kind for verdict in all_verdicts} == set(VERDICTS) == set(get_args(VerdictKind))
    assert {verdict.reason for verdict in all_verdicts} == set(get_args(Reason))
