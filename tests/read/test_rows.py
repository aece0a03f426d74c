"""A CSV beside an indicator's file holds further observations, a row each."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.rules import check
from builder.model.foremost import foremost
from builder.model.records import Indicator, Observation
from builder.model.statements import is_split_only, latest_observation
from builder.problems import BuildError, Problem
from builder.read.files import Tree
from builder.read.loader import read_catalog

DOCUMENT = """\
title: {en: Plan}
kind: sector-plan
issuer: {en: City}
status: final
period: 2020-2030
text: plan.txt
licence: {en: Open}
summary: {en: A plan.}
places: [{id: table-1, kind: table, title: {en: Table}, numbers: 1-9}]
"""
INDICATOR = """\
name: {en: Water use}
unit: litres
direction: lower
source: plan table-1/1
series: {summer: {en: Summer}}
dimensions:
  sex: {name: {en: Sex}, values: {female: {en: Women}, male: {en: Men}}}
  ward: {name: {en: Ward}, values: {north: {en: North}}}
observations:
  - {period: 2019, value: 9}
"""
FILE = "data/indicators/water/use.csv"


def read(text: str, languages: tuple[str, ...] = ("en",)) -> Indicator:
    files = {"data/documents/plan.yaml": DOCUMENT, "data/indicators/water/use.yaml": INDICATOR}
    tree = Tree({**files, FILE: text})
    return read_catalog(tree, languages, "09-01").indicators["use"]


def rows(text: str) -> tuple[Observation, ...]:
    return read(text).observations[1:]


def problems(text: str) -> list[str]:
    with pytest.raises(BuildError) as raised:
        read(text)
    return [f"{p.place} {p.code}" for p in raised.value.problems]


def test_rows_come_after_the_observations_of_the_file() -> None:
    figure = read("period,value\n2020,8.10\n2021,<= 7\n")
    assert [str(o.period) for o in figure.observations] == ["2019", "2020", "2021"]
    assert [str(o.value) for o in figure.observations] == ["9", "8.10", "<=7"]


def test_every_column_fills_its_field() -> None:
    (one,) = rows(
        "period,sex,ward,series,comparator,value,unit,status,lower,upper,source,measured,expected,"
        "note\n2024/25,female,north,summer,~,7.50,percent,revised,7,8.25,plan table-1/2,2024,true,"
        '"one, two"\n'
    )
    assert (str(one.period), str(one.value), one.unit) == ("2024/25", "~7.50", "percent")
    assert one.series_id == "summer|sex=female|ward=north"
    assert (one.status, one.lower, one.upper) == ("revised", Decimal(7), Decimal("8.25"))
    assert (str(one.source), one.measured, one.expected) == ("plan table-1/2", 2024, True)
    assert one.note == {"en": "one, two"}


def test_an_empty_cell_says_nothing() -> None:
    (whole,) = rows("period,sex,value,status,note\n2020,,8,,\n")
    assert (whole.series_id, whole.status, whole.note) == (None, None, None)
    assert str(whole.source) == "plan table-1/1"
    assert (whole.cumulative, whole.preferred, whole.declares) == (False, False, None)


def test_a_value_may_be_missing_with_a_reason() -> None:
    (one,) = rows("period,value,missing\n2020,,suppressed\n")
    assert (one.value, one.missing) == (None, "suppressed")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_end_as_they_like(end: str, last: bool) -> None:
    text = end.join(["period,value", "2020,1", "", "2021,2"]) + (end if last else "")
    assert [str(o.value) for o in rows(text)] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [":1:1 missing-column", ":1:1 missing-column"]),
        ("period,value\n2020-13,1\n", [":2:1 bad-value"]),
        ('period,note,value\n2020,"a, ""b""",one\n', [":2:17 bad-value"]),
        (
            'period,note,value\n2020,"two\nlines",1\n2021,,x\n',
            [":2:6 bad-character", ":4:7 bad-value"],
        ),
        ("period,value,sex\n2020,1,male\n2021,1,man\n", [":3:8 unknown-dimension-value"]),
        ("period,value\n2020,1,\n", [":2:1 ragged-row"]),
        ('period,value\n2020,1\n2021,"2\n2022,3\n', [":3:1 bad-csv"]),
        ("period,value\n2020,\n", [":2:6 empty-statement"]),
        ("period,value\n2024/26,1\n", [":2:1 bad-value"]),
        ("period,value,source\n2020,1,plan table-1/2\n2020,1,somewhere else\n", [":3:8 bad-value"]),
    ],
)
def test_a_mistake_is_told_with_line_and_character(text: str, expected: list[str]) -> None:
    assert problems(text) == [FILE + place for place in expected]


def test_a_misread_column_is_not_told_in_every_row() -> None:
    assert len(problems("period,value\n" + "2020,x\n" * 10_000)) == 50


def test_a_file_that_is_wrong_throughout_is_refused_at_once() -> None:
    before = process_time()
    assert len(problems("period,value\n" + "2020,x\n" * 100_000)) == 50
    assert process_time() - before < 5


@pytest.mark.parametrize("name", ["period", "value", "status", "comparator"])
def test_a_dimension_that_is_called_like_a_column_is_told_of_as_such(name: str) -> None:
    figure = INDICATOR.replace("  ward:", f"  {name}:")
    tree = Tree(
        {
            "data/documents/plan.yaml": DOCUMENT,
            "data/indicators/water/use.yaml": figure,
            FILE: f"period,value,{name}\n2020,1,north\n",
        }
    )
    codes = [p.code for p in check(read_catalog(tree, ("en",), None)) if p.code == "taken-name"]
    assert codes == ["taken-name"]


def test_a_part_is_never_told_as_the_whole() -> None:
    assert not is_split_only(read("period,value\n"))
    split = read("period,sex,value\n2020,male,3\n2020,female,4\n")
    split = split.model_copy(update={"observations": split.observations[1:]})
    assert is_split_only(split)
    assert latest_observation(split, {}) is None


def test_of_very_many_values_the_latest_about_the_whole_are_told() -> None:
    lines = [f"{year},{sex},{year}" for year in range(1500, 2000) for sex in ("", "male")]
    figure = read("\n".join(["period,sex,value", *lines]))
    shown = [figure.observations[n] for key, n in foremost(figure) if key == "observations"]
    assert [o.period.start for o in shown] == [*range(1801, 2000), 2019]
    assert {o.series_id for o in shown} == {None}


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_any_table_is_read_or_refused_with_places(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["period", "value", "sex"], *table])
    told: tuple[Problem, ...] = ()
    try:
        read(written.getvalue())
    except BuildError as error:
        told = error.problems
    assert all(p.place.file == FILE and p.place.line > 0 for p in told)


def test_a_cell_joins_the_places_that_state_a_value() -> None:
    (row,) = rows("period,value,source\n2024,7,plan table-1/1|plan page/3|bulletin\n")
    assert list(map(str, row.sources)) == ["plan table-1/1", "plan page/3", "bulletin"]
