from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read.toml import parse_toml, toml_place


def test_toml_is_read_as_it_is() -> None:
    text = 'theme = "plain"\n[title]\nzh = "清河"\n'
    assert parse_toml("site.toml", text) == ({"theme": "plain", "title": {"zh": "清河"}}, [])


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
def test_a_mistake_in_toml_is_reported_at_once(text: str, expected: str) -> None:
    before = perf_counter()
    value, (problem,) = parse_toml("site.toml", text)
    assert (value, f"{problem.place} {problem.code}") == ({}, expected)
    assert perf_counter() - before < 2


def test_the_places_of_ten_thousand_keys_are_found_at_once() -> None:
    text = "[a]\n" + "".join(f"k{n} = 1\n" for n in range(10_000)) + "[b.c]\n  d = 2\n"
    before = perf_counter()
    lines = [toml_place("x.toml", text, ("a", f"k{n}")).line for n in range(10_000)]
    assert lines == [*range(2, 10_002)]
    assert str(toml_place("x.toml", text, ("b", "c", "d"))) == "x.toml:10003:3"
    assert str(toml_place("x.toml", text, ("b", "c", "e"))) == "x.toml:10002:1"
    assert str(toml_place("x.toml", text, ("e",))) == "x.toml:1:1"
    assert perf_counter() - before < 2


def test_the_full_stops_of_a_text_are_not_nesting() -> None:
    assert parse_toml("site.toml", f'a = """\n{"One sentence. " * 50}\n"""\n')[1] == []


@given(st.text())
def test_any_toml_is_read_or_reported(text: str) -> None:
    assert all(problem.message("zh") for problem in parse_toml("site.toml", text)[1])
