"""Which values look mistyped, and which of them a curator has accepted."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from builder.check.plausibility import plausibility
from builder.model.catalog import Catalog
from builder.model.records import Observation, Target
from builder.model.vocabularies import Unit
from tests.factories import documents, indicator, observation, path_of, target

UNITS = {
    id: Unit.model_validate({"id": id, "label": {"zh": zh, "en": en}})
    for id, zh, en in (
        ("hectares", "公顷", "ha"),
        ("percent", "%", "%"),
        ("percent-per-year", "%", "% a year"),
        ("ten-thousand", "万人", "10,000 people"),
    )
}
FINAL = documents()


def warnings(*statements: Observation | Target, **fields: Any) -> list[tuple[str, object]]:
    """Code and place of each problem."""
    one = indicator(*statements, **fields)
    catalog = Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS)
    return [(problem.code, path_of(problem)[:2]) for problem in plausibility(catalog)]


def of_years(*values: str, **fields: Any) -> list[int]:
    """Which values of a series, one a year, look slipped."""
    series = [observation(f"{2010 + n}", value, **fields) for n, value in enumerate(values)]
    found = warnings(*series)
    assert {code for code, _ in found} <= {"scale-slip"}
    return [int(path[1]) for _, path in found]  # type: ignore[index]


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        (("83.12", "831.2"), [1]),
        (("2.78", "0.278"), [1]),
        (("8.5", "85000"), [1]),
        (("1156", "14450"), [1]),
        (("1156", "15970"), []),
        (("3.15", "80"), []),
        (("84", "8.5", "85"), [1]),
        (("84", "850", "86", "87"), [1]),
        (("84", "85", "86", "870"), [3]),
        (("840", "85", "86", "87"), [0]),
        (("0.084", "85", "0.086"), [1]),
        (("2.1", "210000000", "2.2"), [1]),
    ],
)
def test_a_value_about_a_power_of_ten_from_its_neighbours_looks_slipped(
    values: tuple[str, ...], odd: list[int]
) -> None:
    assert of_years(*values) == odd


@pytest.mark.parametrize(
    "values",
    [
        ("8", "80", "81", "82"),  # it rose, and stayed
        ("1", "10", "100", "1000", "10000"),
        ("100", "45", "10", "2"),
        ("20", "204", "60"),  # neighbours that do not agree say nothing
        ("31", "310", "700"),
        ("400", "0", "410"),
        ("2", "23", "2"),  # counts as small as these jump by themselves
        ("160", "16", "155"),
        ("13", "155", "14"),
        ("0", "0", "12", "0"),
        ("-0.31", "3.0", "-0.29"),  # a change of sign: growth, which jumps by nature
        ("2.1", "-3.1", "2.2", "22.3", "2.1"),
        ("100", "100", "100"),
        ("5",),
    ],
)
def test_a_series_that_really_changes_is_left_alone(values: tuple[str, ...]) -> None:
    assert of_years(*values) == []


def test_small_whole_numbers_beside_decimals_are_no_counts() -> None:
    assert of_years("1.2", "12", "1.3") == [1]


def test_a_count_is_slipped_where_it_is_a_thousand_times_as_much() -> None:
    assert of_years("8", "80000", "9") == [1]


def test_places_that_contradict_each_other_by_a_factor_look_slipped() -> None:
    stated = [observation("2020", value) for value in ("85", "8.5", "85")]
    assert warnings(*stated) == [("scale-slip", ("observations", 1))]
    announced = [target("2025", value) for value in ("85", "850")]
    assert warnings(*announced) == [("scale-slip", ("targets", 1))]


def test_of_two_that_contradict_each_other_the_neighbours_tell_which() -> None:
    stated = (observation("2019", "84"), observation("2020", "8.5"), observation("2020", "85"))
    assert warnings(*stated, observation("2021", "86")) == [("scale-slip", ("observations", 1))]


def test_a_target_is_compared_with_what_was_reported() -> None:
    reported = (observation("2019", "84"), observation("2020", "85"))
    assert warnings(*reported, target("2025", "900")) == [("scale-slip", ("targets", 0))]


def test_periods_are_compared_in_their_order_not_in_that_of_the_file() -> None:
    values = {"2022": "90", "2020": "85", "2021": "8.7", "2019": "84"}
    stated = (observation(period, value) for period, value in values.items())
    assert warnings(*stated) == [("scale-slip", ("observations", 2))]


def test_the_quarters_of_a_year_are_periods_of_their_own() -> None:
    values = ("84", "85", "8.6", "87")
    stated = (observation(f"2020-Q{n}", value) for n, value in enumerate(values, 1))
    assert warnings(*stated) == [("scale-slip", ("observations", 2))]
    assert warnings(observation("2020-Q1", "85"), observation("2020", "850")) == []


def test_targets_without_a_period_are_compared_with_each_other() -> None:
    one = indicator(target(None, "85"), target(None, "850"), observation("2020", "8.5"))
    (problem,) = plausibility(Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS))
    assert problem.message("en") == (
        "850 (–) seems off by a factor of about 10: compare 85 (–) in plan table-1/1; unit: ha"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"series": "city"},
        {"unit": "percent"},
        {"cumulative": "true", "period": "2016-2020"},
        {"period": "2016-2020"},
    ],
)
def test_values_of_another_series_unit_or_length_of_period_are_not_compared(
    change: dict[str, Any],
) -> None:
    other = observation(change.pop("period", "2020"), "100", **change)
    assert warnings(observation("2020", "10.1"), other) == []


def test_a_hundred_thousand_values_take_no_time() -> None:
    values = (f"{50 + n % 1000 / 1000}" for n in range(20_000))
    stated = [observation(f"{1000 + n // 4}", value) for n, value in enumerate(values)]
    one = indicator(*stated)
    start = process_time()
    assert not [*plausibility(Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS))]
    assert process_time() - start < 1


def test_what_is_seen_is_told_with_its_periods_and_its_unit_in_the_reader_s_language() -> None:
    one = indicator(*(observation(f"201{n}", v) for n, v in enumerate(("84", "8.5", "85"))))
    catalog = Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS)
    (problem,) = plausibility(catalog)
    assert problem.message("en") == (
        "8.5 (2011) seems off by a factor of about 10: compare 84 (2010) and 85 (2012); unit: ha"
    )
    assert problem.message("zh") == (
        "8.5（2011）看来差了约10倍，对照84（2010）和85（2012）；单位：公顷"
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("hectares", "thousands against millions"),
        ("percent", "% against ‰"),
        ("ten-thousand", "万 against 亿"),
    ],
)
def test_the_hint_speaks_of_scales_that_the_unit_has(unit: str, words: str) -> None:
    one = indicator(observation("2019", "8.5"), observation("2020", "85"), unit=unit)
    (problem,) = plausibility(Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS))
    assert words in problem.hint("en")


@pytest.mark.parametrize("unit", ["percent", "percent-per-year", "hectares"])
def test_a_percentage_far_above_all_others_of_its_series_is_odd(unit: str) -> None:
    found = warnings(
        *(observation(f"201{n}", v) for n, v in enumerate(("4", "5", "120"))), unit=unit
    )
    assert found == ([] if unit == "hectares" else [("over-hundred", ("observations", 2))])


@pytest.mark.parametrize(
    "values",
    [("100.1",), ("98", "99", "101.5"), ("96", "130", "128"), ("4.5", "120"), ("3", "100", "4")],
)
def test_growth_ratios_and_coverage_may_be_above_100(values: tuple[str, ...]) -> None:
    stated = (observation(f"201{n}", value) for n, value in enumerate(values))
    assert warnings(*stated, unit="percent") == []


@pytest.mark.parametrize(
    ("direction", "announced", "odd"),
    [
        ("higher", "11", True),
        ("higher", "~ 11", True),
        ("higher", ">= 11", False),
        ("higher", "12", False),
        ("higher", "13", False),
        ("lower", "13", True),
        ("lower", "< 13", False),
        ("lower", "12", False),
        ("lower", "11", False),
        ("none", "5", False),
    ],
)
def test_a_target_that_asks_for_less_than_is_reported_is_odd(
    direction: str, announced: str, odd: bool
) -> None:
    problems = warnings(observation("2020", "12"), target("2025", announced), direction=direction)
    assert problems == ([("wrong-side", ("targets", 0))] if odd else [])


def test_what_a_curator_expects_is_not_reported() -> None:
    assert warnings(observation("2020", "12"), target("2025", "11", expected="true")) == []
    assert warnings(observation("2020", "10.1"), target("2025", "100", expected="true")) == []
    assert warnings(observation("2020", "10.1", expected="true"), target("2025", "100")) == []
    stated = (observation("2018", "4"), observation("2019", "5"))
    marked = observation("2020", "150", expected="true")
    assert warnings(*stated, marked, unit="percent") == []


def test_an_expectation_of_nothing_odd_is_reported() -> None:
    problems = warnings(
        observation("2020", "12", expected="true"), target("2025", "13", expected="true")
    )
    assert problems == [("idle-expected", ("observations", 0)), ("idle-expected", ("targets", 0))]


def test_statements_that_refer_to_nothing_are_left_to_other_rules() -> None:
    assert warnings(observation("2020", "1", series="moon"), observation("2020", "10")) == []
    assert warnings(observation("2020", "12", source="lost table-1/1"), target("2025", "1")) == []


def test_a_new_method_starts_a_series_anew() -> None:
    before = observation("2018", "820.5")
    assert warnings(before, observation("2019", "82.1")) != []
    assert warnings(before, observation("2019", "82.1", status="break")) == []
