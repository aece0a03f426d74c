"""Which statements disagree with each other, and what a target starts from."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.statements import asides as asides_rule
from builder.model.foremost import foremost_disagreements
from builder.model.records import Aside, Observation, Target
from builder.model.statements import (
    baseline,
    by_subject,
    disagreements,
    grouped_disagreements,
    muddled,
    subject,
)
from tests.factories import TEXT, document, documents, indicator, observation, target, tiny_catalog

ASIDE = {
    "kind": "observation",
    "period": "2020",
    "text": {"zh": "口径不同", "en": "counted differently"},
}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (observation("2020", "2.0"), observation("2020", "2.1")),
        (observation("2020", "83.12"), observation("2020", "~ 83.12")),
        (target("2025", "<= 12"), target("2025", "< 12")),
        (target("2025", "12"), target("2025", ">= 12")),
        (observation("2020", "0"), observation("2020", "-1")),
        (target("2021-2025", "5", cumulative="true"), target("2021-2025", "6", cumulative="true")),
        (observation("2020", "44", measured="2019"), observation("2020", "46")),
        (observation("2020", "2.78", unit="percent"), observation("2020", "2.78")),
    ],
)
def test_statements_about_one_thing_that_differ_in_number_comparator_or_unit_disagree(
    first: Observation | Target, second: Observation | Target
) -> None:
    (disagreement,) = disagreements(indicator(first, second))
    assert (disagreement.first, disagreement.second) == (first, second)
    assert disagreement.subject == subject(first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (observation("2020", "2.0"), observation("2020", "2.00")),
        (observation("2020", "2.0", unit="percent"), observation("2020", "2.00", unit="percent")),
        (target("2025", ">= 7.1"), target("2025", ">= 7.10")),
        (observation("2020", "2"), observation("2021", "3")),
        (observation("2020", "2"), observation("2020", "3", series="city")),
        (observation("2020", "2"), target("2020", "3")),
        (observation("2016-2020", "2"), observation("2016-2020", "3", cumulative="true")),
        (observation("2020", "2"), observation("2020")),
        (observation("2020"), observation("2020", declares="met")),
    ],
    ids=[
        "zeros",
        "zeros in another unit",
        "zeros after a comparator",
        "years",
        "series",
        "kinds",
        "totals",
        "words and numbers",
        "words",
    ],
)
def test_everything_else_is_no_disagreement(
    first: Observation | Target, second: Observation | Target
) -> None:
    assert disagreements(indicator(first, second)) == ()


def test_of_three_different_statements_every_pair_disagrees() -> None:
    values = [
        observation("2020", value, source=f"plan table-1/{value}") for value in ("1", "2", "3")
    ]
    pairs = [
        (pair.first.source.locator, pair.second.source.locator)
        for pair in disagreements(indicator(*values))
    ]
    assert pairs == [
        ("table-1/1", "table-1/2"),
        ("table-1/1", "table-1/3"),
        ("table-1/2", "table-1/3"),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["2019", "2020"]), st.sampled_from(["1", "1.0", "~ 1", "2"])),
        max_size=8,
    )
)
def test_every_pair_about_one_thing_that_differs_is_found(written: list[tuple[str, str]]) -> None:
    statements = [observation(*one) for one in written]
    differing = [
        (first, second)
        for year in dict.fromkeys(year for year, _ in written)
        for first, second in combinations([s for s in statements if str(s.period) == year], 2)
        if first.value != second.value
    ]
    assert [
        (pair.first, pair.second) for pair in disagreements(indicator(*statements))
    ] == differing


@pytest.mark.parametrize(
    ("change", "explained"),
    [
        ({}, True),
        ({"kind": "target"}, False),
        ({"period": "2021"}, False),
        ({"series": "city"}, False),
    ],
)
def test_an_aside_explains_the_disagreement_of_its_kind_period_and_series(
    change: dict[str, str], explained: bool
) -> None:
    aside = Aside.model_validate(ASIDE | change)
    (disagreement,) = disagreements(
        indicator(observation("2020", "1"), observation("2020", "2"), asides=[aside])
    )
    assert (disagreement.explanation == aside.text) is explained


def test_statements_about_one_thing_stand_together_in_the_order_of_the_file() -> None:
    first, other, second = (
        observation("2020", "1"),
        observation("2021", "1"),
        observation("2020", "2"),
    )
    groups = by_subject(indicator(first, other, second))
    assert list(groups.values()) == [(first, second), (other,)]


def test_of_very_many_disagreements_the_latest_about_the_whole_are_told() -> None:
    pairs = [
        observation(f"{year}", value, series=series)
        for year in range(1960, 1990)
        for series in ("part", None)
        for value in ("1", "2")
    ]
    figure = indicator(series={"part": TEXT}, observations=pairs)
    groups = grouped_disagreements(disagreements(figure), documents())
    assert len(groups) == 60
    assert foremost_disagreements(groups, 60) == groups
    told = [(g.subject.series, g.subject.period) for g in foremost_disagreements(groups, 40)]
    assert [series for series, _ in told].count(None) == 30
    parts = [period.start for series, period in told if series and period]
    assert parts == [*range(1980, 1990)]


def test_dozens_of_values_for_one_thing_are_about_different_things() -> None:
    figure = indicator(observations=[observation("2020", str(n)) for n in range(5_000)])
    assert disagreements(figure) == ()
    assert [*muddled(figure)] == [figure.observations[20]]
    few = indicator(observations=[observation("2020", str(n % 20)) for n in range(40)])
    assert not [*muddled(few)]


def test_thousands_of_asides_are_looked_up_at_once() -> None:
    years = [str(year) for year in range(1000, 4000)]
    asides = [
        Aside.model_validate({"kind": "observation", "period": year, "text": TEXT})
        for year in years
    ]
    values = [observation(year, value) for year in years for value in ("1", "2")]
    figure = indicator(observations=values, asides=asides)
    catalog = replace(tiny_catalog(), indicators={"parks": figure})
    before = process_time()
    assert not [*asides_rule(catalog)]
    assert process_time() - before < 3


def test_the_tiny_site_has_disagreements_with_and_without_explanation() -> None:
    pairs = [
        pair
        for indicator in tiny_catalog().indicators.values()
        for pair in disagreements(indicator)
    ]
    assert {pair.subject.kind for pair in pairs} == {"observation", "target"}
    assert {pair.explanation is None for pair in pairs} == {True, False}


# ---- what a target starts from


@pytest.mark.parametrize(
    ("goal", "start"),
    [
        (target("2025", "9"), "2020"),
        (target("2020", "9"), "2019"),
        (target("2021-2025", "9"), "2020"),
        (target("2021-2025", "9", cumulative="true"), "2016-2020"),
        (target("2016-2020", "9", cumulative="true"), "2011-2015"),
        (target("2025", "9", series="city"), "2018"),
    ],
)
def test_a_target_starts_from_the_latest_comparable_value_before_its_period(
    goal: Target, start: str
) -> None:
    reported = [
        observation("2018", "1", series="city"),
        observation("2019", "2"),
        observation("2020", "3"),
        observation("2011-2015", "4", cumulative="true"),
        observation("2016-2020", "5", cumulative="true"),
    ]
    start_value = baseline(goal, indicator(goal, *reported), documents())
    assert start_value is not None
    assert str(start_value.period) == start


def test_a_years_level_does_not_start_from_an_average_of_several_years() -> None:
    goal = target("2025", "9")
    average, level = observation("2016-2020", "<= 3"), observation("2020", "2.42")
    assert baseline(goal, indicator(goal, average, level), documents()) == level
    assert baseline(goal, indicator(goal, average), documents()) is None


def test_an_average_may_start_from_an_average() -> None:
    goal, average = target("2021-2025", "9"), observation("2016-2020", "8")
    assert baseline(goal, indicator(goal, average), documents()) == average


def test_words_are_no_baseline() -> None:
    goal = target("2025", "9")
    assert baseline(goal, indicator(goal, observation("2020", declares="met")), documents()) is None


def test_of_several_baselines_of_one_year_the_one_that_counts_is_taken() -> None:
    goal, draft = target("2025", "9"), observation("2020", "8", source="draft table-1/1")
    final, preferred = (
        observation("2020", "7"),
        observation("2020", "6", preferred="true", note=TEXT),
    )
    sources = documents(document(), document("draft", status="draft", published="2024"))
    assert baseline(goal, indicator(goal, draft, final), sources) == final
    assert baseline(goal, indicator(goal, draft, final, preferred), sources) == preferred
