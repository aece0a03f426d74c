"""Which values look mistyped, and which of them a curator has accepted."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.plausibility import plausibility
from builder.model.catalog import Catalog
from builder.model.records import Observation, Target, Unit
from tests.factories import documents, indicator, observation, path_of, target

UNITS = {
    id: Unit.model_validate({"id": id, "label": {"zh": zh, "en": en}})
    for id, zh, en in (
        ("hectares", "公顷", "ha"),
        ("percent", "%", "%"),
        ("percent-per-year", "%", "% a year"),
    )
}
FINAL = documents()


def warnings(*statements: Observation | Target, **fields: Any) -> list[tuple[str, object]]:
    """Code and place of each problem."""
    one = indicator(*statements, **fields)
    catalog = Catalog(documents=FINAL, indicators={one.id: one}, units=UNITS)
    return [(problem.code, path_of(problem)[:2]) for problem in plausibility(catalog)]


@pytest.mark.parametrize("unit", ["percent", "percent-per-year", "hectares"])
def test_only_a_share_cannot_be_above_100(unit: str) -> None:
    problems = warnings(observation("2020", "100.1"), unit=unit)
    assert problems == ([("over-hundred", ("observations", 0))] if unit == "percent" else [])
    assert warnings(observation("2020", "100"), unit=unit) == []


@pytest.mark.parametrize(
    ("first", "second", "odd"),
    [
        ("83.12", "831.2", True),
        ("2.78", "0.278", True),
        ("8.5", "85000", True),
        ("1156", "12.85", False),
        ("1156", "15970", False),
        ("1156", "14450", True),
        ("1156", "9248", True),
        ("0", "10", False),
        ("-0.3", "3", True),
        ("3.15", "80", False),
        ("100", "100", False),
    ],
)
def test_a_factor_of_about_10_or_10000_looks_mistyped(first: str, second: str, odd: bool) -> None:
    problems = warnings(observation("2019", first), observation("2020", second))
    assert problems == ([("scale-slip", ("observations", 1))] if odd else [])


STATEMENTS = st.lists(
    st.builds(
        observation,
        st.sampled_from(["2019", "2020"]),
        st.sampled_from(
            [
                "0",
                "1",
                "8",
                "-10",
                "12.5",
                "12.51",
                "100",
                "7.99",
                "80000",
                "125000",
                "125001",
                "0.001",
            ]
        ),
        series=st.sampled_from([None, None, "city"]),
        unit=st.sampled_from([None, None, None, "percent"]),
    ),
    max_size=9,
)


@given(STATEMENTS)
def test_every_pair_of_comparable_values_is_looked_at(statements: list[Observation]) -> None:
    pairs = [
        (str(other.value), str(one.value))
        for one, other in combinations(statements, 2)
        if (one.series, one.unit) == (other.series, other.unit)
        if warnings(observation("2019", str(one.value)), observation("2020", str(other.value)))
    ]
    one = indicator(*statements)
    problems = plausibility(Catalog(documents=FINAL, indicators={one.id: one}, units={}))
    assert [(problem.values["value"], problem.values["other"]) for problem in problems] == pairs


def test_values_of_which_none_is_near_ten_times_another_are_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[object] = []
    monkeypatch.setattr("builder.check.plausibility._factor", lambda a, b: compared.append((a, b)))
    assert warnings(*(observation("2020", f"{50 + n / 1000}") for n in range(1000))) == []
    assert not compared


@pytest.mark.parametrize(
    "change",
    [{"series": "city"}, {"unit": "percent"}, {"cumulative": "true", "period": "2016-2020"}],
)
def test_values_of_another_series_unit_or_kind_are_not_compared(change: dict[str, Any]) -> None:
    assert (
        warnings(
            observation("2020", "1"), observation(change.pop("period", "2020"), "10", **change)
        )
        == []
    )


@pytest.mark.parametrize(
    ("direction", "announced", "odd"),
    [
        ("higher", ">= 11", True),
        ("higher", "12", False),
        ("higher", "13", False),
        ("lower", "<= 13", True),
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
    assert warnings(observation("2020", "10"), target("2025", "100", expected="true")) == []
    assert warnings(observation("2020", "10", expected="true"), target("2025", "100")) == []
    assert warnings(observation("2020", "150", expected="true"), unit="percent") == []


def test_an_expectation_of_nothing_odd_is_reported() -> None:
    problems = warnings(
        observation("2020", "12", expected="true"), target("2025", "13", expected="true")
    )
    assert problems == [("idle-expected", ("observations", 0)), ("idle-expected", ("targets", 0))]


def test_statements_that_refer_to_nothing_are_left_to_other_rules() -> None:
    assert warnings(observation("2020", "1", series="moon"), observation("2020", "10")) == []
    assert warnings(observation("2020", "12", source="lost table-1/1"), target("2025", "1")) == []
