from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read.source import Parsed, parse_toml


def told(parsed: Parsed) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in parsed.problems]


def test_toml_is_read_as_it_is() -> None:
    parsed = parse_toml("site.toml", 'theme = "plain"\n[title]\nzh = "清河"\n')
    assert (parsed.value, parsed.problems) == ({"theme": "plain", "title": {"zh": "清河"}}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = c\n", "site.toml:2:5 toml-syntax"),
        ("a = 1\na = 2\n", "site.toml:2:6 toml-syntax"),
        ('a = 1\nb = "\n', "site.toml:2:6 toml-syntax"),
        ('a = """\n', "site.toml:2:1 toml-syntax"),
        ("a = 2021-02-30", "site.toml:1:5 toml-syntax"),
        (f"a = {'9' * 5000}", "site.toml toml-syntax"),
        ("a = " + "[" * 100_000, "site.toml too-deep"),
        ("a = " + "{b = " * 100_000, "site.toml too-deep"),
        ("b = 1\n" + "a." * 100_000 + "a = 1", "site.toml:2:1 too-deep"),
        ("b = 1\n[" + "a." * 100_000 + "a]", "site.toml:2:1 too-deep"),
    ],
)
def test_a_mistake_in_toml_is_told_at_once(text: str, expected: str) -> None:
    before = perf_counter()
    assert told(parse_toml("site.toml", text)) == [expected]
    assert perf_counter() - before < 2


def test_the_full_stops_of_a_text_are_not_nesting() -> None:
    assert parse_toml("site.toml", f'a = """\n{"One sentence. " * 50}\n"""\n').problems == []


@given(st.text())
def test_any_toml_is_read_or_told_what_is_wrong(text: str) -> None:
    assert all(problem.message("zh") for problem in parse_toml("site.toml", text).problems)
