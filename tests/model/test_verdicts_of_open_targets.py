"""What is reported about a target that is still open or was never reported on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builder.model.records import Observation, Target
from tests.factories import document, judged, observation, outcome, target

# ---- targets without a report


def test_a_target_is_open_until_its_period_is_over() -> None:
    assert outcome(judged(target("2025", "8"), year=2025)) == ("no_report_yet", "open")


def test_a_target_without_a_report_after_its_period_was_never_reported() -> None:
    assert outcome(judged(target("2025", "8"), year=2026)) == ("no_report_yet", "never_reported")


def test_a_document_of_a_later_year_that_repeats_a_target_without_result_gives_no_value() -> None:
    assert outcome(judged(target("2020", "8"), year=2021)) == ("not_assessable", "no_value")


def test_a_document_published_in_the_targets_last_year_may_still_be_followed_by_a_report() -> None:
    early = document(published="2020-12-31")
    assert outcome(judged(target("2020", "8"), sources=(early,))) == (
        "no_report_yet",
        "never_reported",
    )


def test_a_value_for_a_period_that_is_not_over_is_no_result() -> None:
    verdict = judged(target("2025", "8"), observation("2025", "9"), year=2024)
    assert outcome(verdict) == ("no_report_yet", "open")


def test_an_open_verbal_target_waits_without_a_change() -> None:
    verdict = judged(target("2025"), observation("2020", "7"))
    assert (*outcome(verdict), verdict.change) == ("no_report_yet", "open", None)


@pytest.mark.parametrize(
    ("announced", "base", "change"),
    [("8", "6.5", "1.5"), ("< 0", "-2", "2"), ("0.10", "-0.42", "0.52")],
)
def test_an_open_target_tells_the_change_from_its_baseline(
    announced: str, base: str, change: str
) -> None:
    verdict = judged(target("2025", announced), observation("2020", base))
    assert (verdict.kind, verdict.change) == ("no_report_yet", Decimal(change))


def test_without_an_exact_baseline_no_change_is_reported() -> None:
    assert judged(target("2025", "8")).change is None
    assert judged(target("2025", "8"), observation("2020", "> 6")).change is None
    assert judged(target("2025", "8"), observation("2020", "~ 6")).change == 2


# ---- on the straight line between baseline and target


@pytest.mark.parametrize(
    ("announced", "direction", "base", "latest", "kind", "expected"),
    [
        ("95", "higher", "82.0", "90.10", "on_schedule", "89.8"),
        ("95", "higher", "82.0", "89.8", "on_schedule", "89.8"),
        ("95", "higher", "82.0", "89.79", "behind", "89.8"),
        ("<= 12", "none", "36", "21.6", "on_schedule", "21.6"),
        ("12", "lower", "36", "31", "behind", "21.6"),
        ("~ 10", "higher", "0", "6", "on_schedule", "6"),
        ("0", "lower", "0", "0", "on_schedule", "0"),
        ("0", "lower", "0", "1", "behind", "0"),
        ("0.10", "higher", "-0.40", "-0.10", "on_schedule", "-0.1"),
        ("> 10", "higher", "5", "> 8", "on_schedule", "8"),
    ],
)
def test_a_level_is_compared_with_the_line_from_the_year_before_the_plan(
    announced: str, direction: str, base: str, latest: str, kind: str, expected: str
) -> None:
    verdict = judged(
        target("2025", announced),
        observation("2020", base),
        observation("2023", latest),
        direction=direction,
        year=2024,
    )
    assert (verdict.kind, verdict.expected) == (kind, Decimal(expected))


def test_on_the_line_the_verdict_names_report_start_and_distance() -> None:
    first, between, last = (
        observation("2020", "10"),
        observation("2021", "11"),
        observation("2022", "13"),
    )
    verdict = judged(target("2025", "20"), between, last, first, year=2023)
    assert outcome(verdict) == ("behind", "off_line")
    assert (verdict.baseline, verdict.report, verdict.gap) == (first, last, Decimal(-1))


@pytest.mark.parametrize(
    ("years", "base", "announced"), [(3, 0, 3), (3, 3, 0), (7, 0, 7), (7, 7, 0), (9, 1, 10)]
)
def test_a_value_exactly_on_the_line_is_on_schedule_whatever_the_number_of_years(
    years: int, base: int, announced: int
) -> None:
    plan = document(period=f"2021-{2020 + years}")
    step = (announced - base) // years
    for passed in range(1, years):
        reached = observation(str(2020 + passed), str(base + step * passed))
        goal = target(str(2020 + years), str(announced))
        direction = "higher" if step > 0 else "lower"
        verdict = judged(
            goal, observation("2020", str(base)), reached, direction=direction, sources=(plan,)
        )
        assert verdict.kind == "on_schedule"


@pytest.mark.parametrize(
    ("period", "value", "kind", "expected"),
    [
        ("2021-2023", "72", "on_schedule", "72"),
        ("2021-2023", "71.9", "behind", "72"),
        ("2021-2021", "24", "on_schedule", "24"),
    ],
)
def test_a_total_is_compared_with_the_share_of_the_period_that_has_passed(
    period: str, value: str, kind: str, expected: str
) -> None:
    total = target("2021-2025", "120", cumulative="true")
    verdict = judged(total, observation(period, value, cumulative="true"), year=2024)
    assert (verdict.kind, verdict.expected) == (kind, Decimal(expected))


@pytest.mark.parametrize(
    "between",
    [
        observation("2020", "0", cumulative="true"),
        observation("2020-2023", "72", cumulative="true"),
        observation("2023", "72"),
        observation("2021-2023", "72", cumulative="true", series="city"),
    ],
)
def test_totals_of_other_spans_tell_nothing_about_a_total(between: Observation) -> None:
    total = target("2021-2025", "120", cumulative="true")
    assert judged(total, between, year=2024).kind == "no_report_yet"


@pytest.mark.parametrize(
    ("announced", "direction", "first", "last"),
    [
        (target("2025", "8"), "none", observation("2020", "6"), observation("2023", "7")),
        (target("2025", "~ 8"), "none", observation("2020", "6"), observation("2023", "7")),
        (target("2025", "8"), "higher", observation("2020", "6"), observation("2020", "7")),
        (target("2025", "8"), "higher", observation("2019", "6"), observation("2023", "7")),
        (
            target("2025", "8"),
            "higher",
            observation("2020", "6"),
            observation("2023", "7", measured="2022"),
        ),
        (target("2025", "8"), "higher", observation("2020", "6"), observation("2023", "< 7.5")),
        (target("2025", "8"), "higher", observation("2020", "> 6"), observation("2023", "7")),
        (target("2025", "8"), "higher", observation("2020", "6"), observation("2021-2023", "7")),
        (target("2021-2025", "8"), "higher", observation("2020", "6"), observation("2023", "7")),
    ],
    ids=[
        "no direction",
        "approximate without direction",
        "baseline only",
        "no baseline before the plan",
        "value of another year",
        "inexact report",
        "inexact baseline",
        "average of several years",
        "average as target",
    ],
)
def test_no_line_is_drawn_without_two_comparable_levels(
    announced: Target, direction: str, first: Observation, last: Observation
) -> None:
    verdict = judged(announced, first, last, direction=direction, year=2024)
    assert outcome(verdict) == ("no_report_yet", "open")


def test_values_on_the_way_still_tell_something_when_no_result_was_reported() -> None:
    verdict = judged(
        target("2025", "20"), observation("2020", "10"), observation("2024", "19"), year=2027
    )
    assert verdict.kind == "on_schedule"
