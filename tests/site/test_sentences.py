"""The one plain sentence about an indicator, for every way in which documents state a report and a
target.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from builder.model.catalog import Catalog
from builder.model.records import Indicator, Observation, Target
from builder.model.vocabularies import Unit
from builder.site.sentences import sentence
from tests.factories import documents, indicator, observation, site_of, target

UNITS = {
    unit.id: unit
    for unit in map(
        Unit.model_validate,
        (
            {"id": "hectares", "label": {"zh": "公顷", "en": "ha"}},
            {"id": "percent", "label": {"zh": "%", "en": "%"}},
            {
                "id": "ten-thousand-people",
                "label": {"zh": "万人", "en": "10,000 people"},
                "scale": {"en": {"factor": "10000", "label": "people"}},
            },
            {"id": "beds-per-thousand", "label": {"zh": "张", "en": "beds per 1,000 people"}},
        ),
    )
}
NAME = {"zh": "公园面积", "en": "Park area"}


def sentences(*statements: Observation | Target, **fields: object) -> tuple[str, str]:
    one: Indicator = indicator(*statements, **({"name": NAME} | fields))  # type: ignore[arg-type]
    catalog = replace(Catalog(), documents=documents(), units=UNITS, indicators={one.id: one})
    zh, en = (site_of(catalog, 2021).edition(code) for code in ("zh", "en"))
    return sentence(zh, one), sentence(en, one)


REPORTED = {
    "": ("为12公顷", "12 ha"),
    ">= ": ("不低于12公顷", "no less than 12 ha"),
    "<= ": ("不高于12公顷", "no more than 12 ha"),
    "> ": ("高于12公顷", "more than 12 ha"),
    "< ": ("低于12公顷", "less than 12 ha"),
    "~ ": ("约为12公顷", "about 12 ha"),
}
AIMED = {
    mark: (zh.replace("12", "15").replace("为", ""), en.replace("12", "15"))
    for mark, (zh, en) in REPORTED.items()
}


@pytest.mark.parametrize("direction", ["higher", "lower", "none"])
@pytest.mark.parametrize(("now", "aim"), list(product(REPORTED, AIMED)))
def test_every_comparator_is_put_in_words_whatever_the_direction(
    now: str, aim: str, direction: str
) -> None:
    zh, en = sentences(
        observation("2020", f"{now}12"), target("2025", f"{aim}15"), direction=direction
    )
    assert zh == f"2020年，公园面积{REPORTED[now][0]}；2025年的目标是{AIMED[aim][0]}。"
    aimed = AIMED[aim][1].removesuffix(" ha")
    assert en == f"Park area stood at {REPORTED[now][1]} in 2020; the target for 2025 is {aimed}."


TOTAL: dict[str, Any] = {"cumulative": "true"}
WORDS: dict[str, Any] = {"text": {"zh": "由省里下达", "en": "set by the province"}}


@pytest.mark.parametrize(
    ("statements", "zh", "en"),
    [
        (
            [observation("2020", "12")],
            "2020年，公园面积为12公顷。",
            "Park area stood at 12 ha in 2020.",
        ),
        (
            [target("2025", "15")],
            "公园面积：2025年的目标是15公顷。",
            "Park area: the target for 2025 is 15 ha.",
        ),
        (
            [observation("2016-2020", "60", **TOTAL), target("2021-2025", "75", **TOTAL)],
            "2016—2020年，公园面积累计为60公顷；2021—2025年的目标是累计75公顷。",
            "Park area came to 60 ha in total over 2016–2020; "
            "the target for 2021–2025 is 75 in total.",
        ),
        (
            [observation("2020", "12"), target("2025", **WORDS)],
            "2020年，公园面积为12公顷；2025年的目标以文字表述：由省里下达。",
            "Park area stood at 12 ha in 2020; the target for 2025, in words: set by the province.",
        ),
        (
            [observation("2020", None, **WORDS), target("2025", "15")],
            "公园面积：2025年的目标是15公顷。",
            "Park area: the target for 2025 is 15 ha.",
        ),
        (
            [observation("2020", "12"), target("2025", "15"), target("2035", **WORDS)],
            "2020年，公园面积为12公顷；2025年的目标是15公顷。",
            "Park area stood at 12 ha in 2020; the target for 2025 is 15.",
        ),
        (
            [
                observation("2019", "11"),
                observation("2020", "12"),
                target("2021", "13"),
                target("2025", "15"),
            ],
            "2020年，公园面积为12公顷；2025年的目标是15公顷。",
            "Park area stood at 12 ha in 2020; the target for 2025 is 15.",
        ),
        (
            [observation("2020", "12", series="city"), target("2025", "15", series="city")],
            "2020年，公园面积（文字）为12公顷；2025年的目标是15公顷。",
            "Park area (text) stood at 12 ha in 2020; the target for 2025 is 15.",
        ),
        (
            [observation("2020", "12", measured="2019"), target("2020", "15")],
            "2019年，公园面积为12公顷；2020年的目标是15公顷。",
            "Park area stood at 12 ha in 2019; the target for 2020 is 15.",
        ),
        ([observation("2020", None, declares="discontinued")], "", ""),
    ],
)
def test_every_form_of_report_and_target_has_its_words(
    statements: list[Observation | Target], zh: str, en: str
) -> None:
    assert sentences(*statements) == (zh, en)


@pytest.mark.parametrize(
    ("unit", "name", "zh", "en"),
    [
        (
            "percent",
            "Share of parks",
            "2020年，Share of parks为12%；2025年的目标是15%。",
            "stood at 12% in 2020; the target for 2025 is 15%.",
        ),
        (
            "ten-thousand-people",
            "Visitors",
            "2020年，Visitors为12万人；2025年的目标是15万人。",
            "stood at 120,000 people in 2020; the target for 2025 is 150,000.",
        ),
        (
            "beds-per-thousand",
            "Hospital beds per 1,000 people",
            "2020年，Hospital beds per 1,000 people为12张；2025年的目标是15张。",
            "stood at 12 in 2020; the target for 2025 is 15.",
        ),
    ],
)
def test_english_names_a_unit_once_and_counts_in_its_own_scale(
    unit: str, name: str, zh: str, en: str
) -> None:
    result = sentences(
        observation("2020", "12"), target("2025", "15"), unit=unit, name={"zh": name, "en": name}
    )
    assert result == (zh, f"{name} {en}")


# ---- every form of period


PERIODS = [
    ("2025", "2025年", "in 2025", "for 2025"),
    ("2025-H1", "2025年上半年", "in the first half of 2025", "for the first half of 2025"),
    ("2025-H2", "2025年下半年", "in the second half of 2025", "for the second half of 2025"),
    ("2025-Q3", "2025年第三季度", "in Q3 2025", "for Q3 2025"),
    ("2025-06", "2025年6月", "in June 2025", "for June 2025"),
    ("2025-06-30", "2025年6月30日", "on 30 June 2025", "for 30 June 2025"),
    ("2024/25", "2024/25年度", "in 2024/25", "for 2024/25"),
]


@pytest.mark.parametrize(("period", "zh", "when", "aim"), PERIODS)
def test_every_form_of_period_reads_well_in_a_sentence(
    period: str, zh: str, when: str, aim: str
) -> None:
    now = observation(period, "12")
    goal = target(period, "15")
    assert sentences(now, goal) == (
        f"{zh}，公园面积为12公顷；{zh}的目标是15公顷。",
        f"Park area stood at 12 ha {when}; the target {aim} is 15.",
    )


@pytest.mark.parametrize(
    ("period", "over"),
    [
        ("2021-2025", "over 2021–2025"),
        ("2025-H1", "over the first half of 2025"),
        ("2025-06", "in June 2025"),
    ],
)
def test_a_total_adds_up_over_its_period(period: str, over: str) -> None:
    total = observation(period, "12", cumulative="true")
    assert sentences(total)[1] == f"Park area came to 12 ha in total {over}."


def test_a_target_without_a_date_says_so_and_one_with_a_date_comes_first() -> None:
    undated, dated = target(None, "20"), target("2025", "15")
    assert sentences(undated) == (
        "公园面积：未注明日期的目标是20公顷。",
        "Park area: the target (no date given) is 20 ha.",
    )
    assert sentences(undated, dated)[1] == "Park area: the target for 2025 is 15 ha."


def test_the_latest_report_is_the_one_that_ends_last() -> None:
    half, year = observation("2024-H1", "11"), observation("2023", "10")
    assert "in the first half of 2024" in sentences(half, year)[1]
