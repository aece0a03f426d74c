"""What is reported about a target that is still open or was never reported on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builder.model.records import Observation, Target
from tests.factories import document, judged, observation, outcome, target

# ---- targets without a report


def test_a_target_is_open_until_its_period_is_over() -> None:
    assert outcome(judged(target("2025", "8"), as_of="2025-12-30")) == ("no_report_yet", "open")


def test_a_target_without_a_report_after_its_period_was_never_reported() -> None:
    assert outcome(judged(target("2025", "8"), as_of="2025-12-31")) == (
        "no_report_yet",
        "never_reported",
    )


def test_a_document_of_a_later_year_that_repeats_a_target_without_result_gives_no_value() -> None:
    assert outcome(judged(target("2020", "8"), as_of="2021-12-31")) == (
        "not_assessable",
        "no_value",
    )


def test_a_document_published_in_the_targets_last_year_may_still_be_followed_by_a_report() -> None:
    early = document(published="2020-12-31")
    assert outcome(judged(target("2020", "8"), sources=(early,))) == (
        "no_report_yet",
        "never_reported",
    )


def test_a_value_for_a_period_that_is_not_over_is_no_result() -> None:
    verdict = judged(target("2025", "8"), observation("2025", "9"), as_of="2024-12-31")
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
        ("0", "lower", "1", "0", "on_schedule", "0.4"),
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
        as_of="2024-12-31",
    )
    assert (verdict.kind, verdict.expected) == (kind, Decimal(expected))


def test_on_the_line_the_verdict_names_report_start_and_distance() -> None:
    first, between, last = (
        observation("2020", "10"),
        observation("2021", "11"),
        observation("2022", "13"),
    )
    verdict = judged(target("2025", "20"), between, last, first, as_of="2023-12-31")
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
    verdict = judged(total, observation(period, value, cumulative="true"), as_of="2024-12-31")
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
    assert judged(total, between, as_of="2024-12-31").kind == "no_report_yet"


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
    verdict = judged(announced, first, last, direction=direction, as_of="2024-12-31")
    assert outcome(verdict) == ("no_report_yet", "open")


def test_values_on_the_way_still_tell_something_when_no_result_was_reported() -> None:
    verdict = judged(
        target("2025", "20"),
        observation("2020", "10"),
        observation("2024", "19"),
        as_of="2027-12-31",
    )
    assert verdict.kind == "on_schedule"


# ---- by the calendar, where periods are parts of a year


@pytest.mark.parametrize(
    ("goal", "start", "latest", "expected"),
    [
        ("2025-12", "2024-12", "2025-03", Decimal(90) / 365 * 10),
        ("2025-Q4", "2024-Q4", "2025-Q2", Decimal(181) / 365 * 10),
        ("2025-H2", "2023-H2", "2024-H2", Decimal(5)),
        ("2025-06-30", "2024-12-31", "2025-01-31", Decimal(31) / 181 * 10),
    ],
)
def test_part_of_a_year_has_its_share_of_the_days(
    goal: str, start: str, latest: str, expected: Decimal
) -> None:
    plan = document(period="2024-2025")
    verdict = judged(
        target(goal, "10"),
        observation(start, "0"),
        observation(latest, "9"),
        as_of="2025-06-29",
        sources=(plan,),
    )
    assert verdict.kind == "on_schedule"
    assert verdict.expected is not None
    assert abs(verdict.expected - expected) < Decimal("0.0001")


def test_a_total_of_half_a_year_is_compared_with_that_share_of_the_year() -> None:
    total = target("2025", "365", cumulative="true")
    half = observation("2025-H1", "180", cumulative="true")
    verdict = judged(total, half, as_of="2025-07-31", sources=(document(period="2025"),))
    assert (verdict.kind, verdict.expected) == ("behind", Decimal(181))


def test_a_month_is_no_level_on_the_way_to_a_year() -> None:
    reports = observation("2020", "0"), observation("2023-06", "9")
    assert judged(target("2025", "10"), *reports, as_of="2023-12-31").kind == "no_report_yet"


@pytest.mark.parametrize(
    ("period", "last", "after"),
    [
        ("2025-H1", "2025-06-29", "2025-06-30"),
        ("2025-02", "2025-02-27", "2025-02-28"),
        ("2025-06-30", "2025-06-29", "2025-06-30"),
    ],
)
def test_a_target_for_part_of_a_year_is_open_until_its_last_day(
    period: str, last: str, after: str
) -> None:
    goal, report = target(period, "8"), observation(period, "9")
    assert judged(goal, report, as_of=last).kind == "no_report_yet"
    assert judged(goal, report, as_of=after).kind == "met"
    assert outcome(judged(goal, as_of=after)) == ("no_report_yet", "never_reported")


def test_a_target_without_a_date_gets_no_verdict_on_time() -> None:
    undated, reports = target(None, "8"), (observation("2020", "5"), observation("2023", "9"))
    verdict = judged(undated, *reports, as_of="2030-12-31")
    assert outcome(verdict) == ("not_assessable", "undated")
    assert verdict.is_open


# ---- floors and ceilings that held when they were set


def test_a_ceiling_of_25_that_is_now_3_7_is_kept() -> None:
    """Case 26: a straight line to the ceiling would expect 13.63."""
    reports = observation("2020", "2.26"), observation("2022", "3.7")
    verdict = judged(target("2025", "<= 25"), *reports, direction="lower", as_of="2023-12-31")
    assert outcome(verdict) == ("kept", "held")
    assert (verdict.baseline, verdict.report, verdict.gap) == (*reports, Decimal("-21.3"))
    assert verdict.expected is None
    assert verdict.is_open


@pytest.mark.parametrize(
    ("announced", "direction", "start", "now", "kind"),
    [
        (">= 95", "higher", "96", "95", "kept"),
        (">= 95", "higher", "96", "94.9", "broken"),
        ("95", "higher", "96", "97", "kept"),
        ("95", "higher", "> 95", "94", "broken"),
        ("<= 5", "none", "< 5", "< 4", "kept"),
        ("5", "lower", "5", "5.1", "broken"),
        ("95", "higher", "94", "96", "on_schedule"),
        ("95", "higher", "96", "< 97", "no_report_yet"),
        ("~ 95", "higher", "96", "94", "no_report_yet"),
        ("95", "none", "96", "94", "no_report_yet"),
    ],
)
def test_a_bound_that_held_at_the_start_is_kept_or_broken_at_once(
    announced: str, direction: str, start: str, now: str, kind: str
) -> None:
    verdict = judged(
        target("2025", announced),
        observation("2020", start),
        observation("2022", now),
        direction=direction,
        as_of="2023-12-31",
    )
    assert verdict.kind == kind


@pytest.mark.parametrize(("reported", "kind"), [("95", "kept"), ("94", "broken")])
@pytest.mark.parametrize("start", ["2020", "2018"])
def test_a_bound_is_still_kept_or_broken_when_its_period_is_over(
    reported: str, kind: str, start: str
) -> None:
    verdict = judged(
        target("2025", ">= 95"),
        observation(start, "96"),
        observation("2024", "90"),
        observation("2025", reported),
        as_of="2025-12-31",
    )
    assert (verdict.kind, verdict.report and verdict.report.period.text) == (kind, "2025")
    assert not verdict.is_open


def test_before_a_later_report_a_bound_waits() -> None:
    verdict = judged(target("2025", "<= 25"), observation("2020", "3.7"), direction="lower")
    assert outcome(verdict) == ("no_report_yet", "open")


def test_a_bound_without_a_date_is_kept_or_broken_too() -> None:
    reports = observation("2020", "96"), observation("2022", "94")
    assert judged(target(None, ">= 95"), *reports).kind == "broken"


def test_a_document_that_looks_back_does_not_say_when_its_target_was_set() -> None:
    reports = observation("2019", "83"), observation("2020", "84")
    assert judged(target("2020", "82"), *reports).kind == "met"


def test_totals_and_averages_are_not_kept_on_the_way() -> None:
    earlier = observation("2016-2020", "130", cumulative="true")
    so_far = observation("2021-2023", "72", cumulative="true")
    total = target("2021-2025", ">= 120", cumulative="true")
    assert judged(total, earlier, so_far, as_of="2024-12-31").kind == "on_schedule"
    average = target("2021-2025", ">= 6"), observation("2016-2020", "8")
    assert judged(*average, observation("2021-2022", "5")).kind == "no_report_yet"
    result = observation("2021-2025", "5")
    assert judged(*average, result, as_of="2026-01-01").kind == "broken"
