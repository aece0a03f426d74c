from __future__ import annotations

import pytest

from builder.check.script import traditional


def problems(text: str) -> list[str]:
    return [
        f"{problem.place} {problem.values['character']}"
        for problem in traditional({"a.yaml": text}, ("zh", "en"))
    ]


def test_a_traditional_character_is_reported_with_its_place_and_its_simplified_form() -> None:
    (problem,) = traditional({"a.yaml": "zh: 水务\nen: Water\nname: 市水務局\n"}, ("zh", "en"))
    assert (str(problem.place), dict(problem.values)) == (
        "a.yaml:3:9",
        {"character": "務", "simplified": "务"},
    )


def test_each_line_is_reported_once() -> None:
    assert problems("市水務局、財務局\n規劃\n") == ["a.yaml:1:3 務", "a.yaml:2:1 規"]


@pytest.mark.parametrize("text", ["", "Water", "市水务局", "著名", "乾隆", "瞭望", "1–2 “引”"])
def test_simplified_chinese_and_other_scripts_are_left_alone(text: str) -> None:
    assert problems(text) == []
