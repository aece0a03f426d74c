"""The sentences that explain a verdict, and the numbers in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.records import Observation, Target
from builder.model.values import Comparator, Quantity
from builder.model.verdicts import Reason, Verdict, rounded
from builder.site.reasons import printed_reason, quantity_text, reason_text
from tests.factories import (
    documents,
    indicator,
    judged,
    observation,
    site_of,
    target,
    tiny_catalog,
    tiny_site,
)


@pytest.mark.parametrize(
    ("comparator", "number", "text"),
    [
        ("", "7.10", "7.10"),
        (">=", "99.5", "≥99.5"),
        ("<=", "3", "≤3"),
        (">", "0", ">0"),
        ("<", "0.011", "<0.011"),
        ("~", "7.5", "≈7.5"),
        ("", "-0.42", "−0.42"),
        (">=", "-1", "≥−1"),
        ("", "0.0000001", "0.0000001"),
    ],
)
def test_a_quantity_is_written_with_its_sign(
    comparator: Comparator, number: str, text: str
) -> None:
    assert quantity_text(Quantity(comparator, Decimal(number))) == text


def reason(verdict: Verdict, code: str) -> str:
    return printed_reason(tiny_site().edition(code), verdict)


SENTENCES: list[tuple[Target, list[Observation], str, str]] = [
    (
        target("2020", ">= 80"),
        [observation("2020", "82.0")],
        "报告值82.0，目标≥80",
        "82.0 reported, ≥80 announced",
    ),
    (
        target("2020", "-0.30"),
        [observation("2020", "-0.42")],
        "报告值−0.42，目标−0.30，相差−0.12",
        "−0.42 reported, −0.30 announced, a difference of −0.12",
    ),
    (
        target("2020", "20000.0"),
        [observation("2020", "12345.6")],
        "报告值12345.6，目标20000.0，相差−7654.4",
        "12345.6 reported, 20000.0 announced, a difference of −7654.4",
    ),
    (
        target("2020", "8"),
        [observation("2020", "9", measured="2019")],
        "报告值9为2019年数据，不是目标年的数据",
        "the reported 9 is for 2019, not for the target’s year",
    ),
    (
        target("2020", "~ 8"),
        [observation("2020", "7.5")],
        "目标≈8只是约数，报告值7.5是否达到无从判断",
        "the target ≈8 is approximate; whether 7.5 reaches it cannot be told",
    ),
    (
        target("2020", "8"),
        [observation("2020", "> 7")],
        "报告值>7不是确数，是否达到目标8无从判断",
        "the report >7 is not an exact figure; whether it reaches 8 cannot be told",
    ),
    (
        target("2025", "95"),
        [observation("2020", "82"), observation("2023", "90.1")],
        "报告值90.1，按直线进度应为89.8",
        "90.1 reported, 89.8 expected on a straight line to the target",
    ),
    (
        target("2025", "10"),
        [observation("2020", "9"), observation("2021", "9.1")],
        "报告值9.1，按直线进度应为9.2，相差−0.1",
        "9.1 reported, 9.2 expected on a straight line to the target, a difference of −0.1",
    ),
    (
        target("2025", "<= 25"),
        [observation("2020", "2.26"), observation("2023", "3.7")],
        "报告值3.7，目标≤25，起点的2.26已满足",
        "3.7 reported, ≤25 announced, which 2.26 at the start already satisfied",
    ),
    (
        target("2025", "95"),
        [observation("2020", "96"), observation("2023", "94")],
        "报告值94，目标95，起点的96尚且满足，如今相差−1",
        "94 reported, 95 announced, which 96 at the start still satisfied, a difference of −1",
    ),
    (
        target(None, "95"),
        [observation("2020", "94")],
        "目标未注明日期",
        "the target names no date",
    ),
    (
        target("2028", "7"),
        [observation("2020", "0"), observation("2023", "2")],
        "报告值2，按直线进度应为2.625，相差−0.625",
        "2 reported, 2.625 expected on a straight line to the target, a difference of −0.625",
    ),
    (
        target("2027", "-1"),
        [observation("2020", "-2"), observation("2023", "-3")],
        "报告值−3，按直线进度应为−1.571，相差−1.429",
        "−3 reported, −1.571 expected on a straight line to the target, a difference of −1.429",
    ),
]


@pytest.mark.parametrize(("goal", "reports", "zh", "en"), SENTENCES)
def test_a_reason_shows_the_arithmetic(
    goal: Target, reports: list[Observation], zh: str, en: str
) -> None:
    verdict = judged(goal, *reports, as_of="2024-12-31")
    assert (reason(verdict, "zh"), reason(verdict, "en")) == (zh, en)


def test_on_a_page_numbers_have_the_unit_of_the_target_which_may_be_that_of_its_series() -> None:
    growth = indicator(
        target("2020", "8", series="growth"),
        observation("2020", "7.5", series="growth"),
        unit="kilometres",
    )
    catalog = replace(tiny_catalog(), documents=documents(), indicators={"parks": growth})
    (verdict,) = site_of(catalog).verdicts["parks"]
    sentences = [reason_text(site_of(catalog).edition(code), verdict) for code in ("zh", "en")]
    assert sentences == [
        "报告值7.5%，目标8%，相差−0.5%",
        "7.5% reported, 8% announced, a difference of −0.5%",
    ]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    by_reason = {
        verdict.reason: verdict for group in tiny_site().verdicts.values() for verdict in group
    }
    assert set(by_reason) == set(get_args(Reason))
    for lang in ("zh", "en"):
        sentences = [reason(verdict, lang) for verdict in by_reason.values()]
        assert all(sentences)
        assert len(set(sentences)) == len(sentences)
        assert not any("{" in sentence or "None" in sentence for sentence in sentences)


# ---- computed numbers


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("3.14159", "3.142"),
        ("0.00123456", "0.001235"),
        ("12345.678", "12346"),
        ("1234.5", "1235"),
        ("0.6666666666666666666666666667", "0.6667"),
        ("9.2", "9.2"),
        ("9.20", "9.2"),
        ("72.0", "72"),
        ("120", "120"),
        ("0", "0"),
        ("0.000", "0"),
        ("-2.5", "-2.5"),
        ("999.96", "1000"),
        ("0.000000000012", "0"),
    ],
)
def test_a_computed_number_has_four_significant_digits_and_all_of_its_integer_part(
    number: str, short: str
) -> None:
    assert f"{rounded(Decimal(number)):f}" == short


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=9))
def test_rounding_errs_by_less_than_a_thousandth_and_writes_no_idle_zeros(number: Decimal) -> None:
    short = rounded(number)
    assert abs(short - number) <= max(abs(number) / 1000, Decimal("5e-10"))
    assert rounded(short) == short
    assert not ("." in f"{short:f}" and f"{short:f}".endswith("0"))


def test_a_difference_of_printed_numbers_is_exact() -> None:
    assert judged(
        target("2020", "20000.00"), observation("2020", "12345.67")
    ).rounded_gap == Decimal("-7654.33")


def test_a_distance_from_the_line_is_rounded() -> None:
    verdict = judged(
        target("2027", "1"), observation("2020", "0"), observation("2021", "1"), as_of="2022-12-31"
    )
    assert verdict.rounded_gap == Decimal("0.8571")


def test_where_nothing_is_compared_there_is_no_gap() -> None:
    assert judged(target("2025", "1")).rounded_gap is None
