"""The downloads keep the contract of the data model, on the invented city."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from builder.model.catalog import Catalog
from builder.model.periods import Period, PeriodField
from builder.model.records import Indicator
from builder.tables.columns import Table
from builder.tables.statements import SERIES, indicator_table
from builder.tables.tables import TABLES
from builder.write.formats import Row, csv_bytes, json_bytes
from tests.factories import (
    default_theme,
    documents,
    indicator,
    observation,
    site_of,
    target,
    tiny_catalog,
    tiny_site,
)

CONTRACT = """
documents.csv
    document_id title_zh title_en kind issuer_zh issuer_en published status period places
    places_linked
goals.csv
    goal_id document_id locator parent_id horizon title_zh title_en summary_zh summary_en
    supports
indicators.csv
    indicator_id name_zh name_en unit_id unit_zh unit_en direction nature topic_id goal_ids
    department_ids
observations.csv
    indicator_id series_id period comparator value unit_id cumulative measured text_zh text_en
    document_id locator preferred note_zh note_en
targets.csv
    indicator_id series_id period comparator value unit_id cumulative measured text_zh text_en
    document_id locator preferred note_zh note_en
verdicts.csv
    indicator_id series_id period target_comparator target_value reported_value verdict
    reason_zh reason_en target_document_id target_locator report_document_id report_locator
disagreements.csv
    indicator_id series_id kind period value_a document_a locator_a value_b document_b locator_b
    explanation_zh explanation_en
tasks.csv
    task_id document_id locator title_zh title_en summary_zh summary_en period portfolio_id
    topic_ids goal_ids indicator_ids
task_departments.csv
    task_id department_id role position name_as_printed
commitments.csv
    task_id subject_zh subject_en comparator value unit_id period indicator_id
departments.csv
    department_id name_zh name_en kind parent_id names_as_printed
portfolios.csv
    portfolio_id name_zh name_en office_zh office_en
"""
"""The data model's fixed columns, to the letter; further columns go after them."""

FIXED = {match[1]: match[2].split() for match in re.finditer(r"(\w+)\.csv\n((?: .*\n)+)", CONTRACT)}

PERIOD: TypeAdapter[Period] = TypeAdapter(PeriodField)
NAMES = [table.name for table in TABLES]
FILES = {
    table.name: csv_bytes(table.header(tiny_site()), table.rows(tiny_site())) for table in TABLES
}

Line = Mapping[str, str]


def header(name: str) -> list[str]:
    return FILES[name].decode("utf-8-sig").split("\r\n")[0].split(",")


def read(name: str) -> list[Line]:
    return list(csv.DictReader(io.StringIO(FILES[name].decode("utf-8-sig"), newline="")))


def lines(name: str, **cells: str) -> list[Line]:
    """The lines of a table whose cells are these."""
    return [
        line for line in read(name) if all(line[column] == cell for column, cell in cells.items())
    ]


def line(name: str, **cells: str) -> Line:
    (only,) = lines(name, **cells)
    return only


def own_table(figure: Indicator) -> Table[Any]:
    """What an indicator’s own download holds."""
    return indicator_table(figure)


# ---- files and columns


@pytest.mark.parametrize("name", FIXED)
def test_the_fixed_columns_come_first_and_in_order(name: str) -> None:
    assert header(name)[: len(FIXED[name])] == FIXED[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_ascii_snake_case_and_names_no_column_twice(name: str) -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", column) for column in header(name))
    assert len(set(header(name))) == len(header(name))


@pytest.mark.parametrize("name", NAMES)
def test_files_are_utf_8_with_a_mark_and_lines_end_as_rfc_4180_says(name: str) -> None:
    content = FILES[name]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.endswith(b"\r\n")
    assert content.count(b"\r") == content.count(b"\r\n") == len(read(name)) + 1


def test_every_column_is_described_in_both_languages_and_nothing_else_is() -> None:
    columns = {column.name for table in TABLES for column in table.columns(tiny_site())}
    for lang in ("zh", "en"):
        strings = default_theme().strings[lang]
        described = {key for key in strings if key.startswith("column.")}
        assert described == {f"column.{name}" for name in columns | {"kind"}}
        assert all(strings[key] for key in described)


def test_every_table_of_the_tiny_site_has_rows() -> None:
    assert all(read(name) for name in NAMES)


# ---- cells


def test_cells_with_commas_quotes_and_line_breaks_are_quoted() -> None:
    rows: list[Row] = [("a,b", 'say "no"', "one\ntwo", "plain", "中文")]
    content = csv_bytes(("a", "b", "c", "d", "e"), rows).decode("utf-8-sig")
    assert content == 'a,b,c,d,e\r\n"a,b","say ""no""","one\ntwo",plain,中文\r\n'


@pytest.mark.parametrize(
    ("value", "cell", "in_json"),
    [
        (None, "", None),
        (True, "true", True),
        (False, "false", False),
        (0, "0", 0),
        (Decimal(0), "0", "0"),
        (Decimal("7.10"), "7.10", "7.10"),
        (Decimal("-0.30"), "-0.30", "-0.30"),
        (Decimal("0.0000001"), "0.0000001", "0.0000001"),
        (Decimal("0.000000000"), "0.000000000", "0.000000000"),
        ("", "", ""),
    ],
)
def test_values_stand_as_printed(
    value: str | int | bool | Decimal | None, cell: str, in_json: object
) -> None:
    assert csv_bytes(("a", "b"), [(value, "x")]).decode("utf-8-sig") == f"a,b\r\n{cell},x\r\n"
    assert json.loads(json_bytes(("a", "b"), [(value, "x")])) == [{"a": in_json, "b": "x"}]


@pytest.mark.parametrize(
    ("table", "cells", "column", "cell"),
    [
        (
            "observations",
            {"indicator_id": "clean-river-sections", "period": "2023"},
            "value",
            "90.10",
        ),
        ("observations", {"indicator_id": "drownings", "period": "2020"}, "value", "0"),
        (
            "observations",
            {"indicator_id": "groundwater-change", "period": "2020"},
            "value",
            "-0.42",
        ),
        (
            "observations",
            {"indicator_id": "groundwater-change", "period": "2023"},
            "unit_id",
            "centimetres",
        ),
        ("observations", {"indicator_id": "nursery-places"}, "comparator", ">"),
        ("observations", {"indicator_id": "regular-exercise"}, "measured", "2019"),
        ("observations", {"indicator_id": "inbound-visits"}, "text_zh", "不再统计"),
        ("observations", {"indicator_id": "inbound-visits"}, "declares", "discontinued"),
        (
            "observations",
            {"indicator_id": "greenways", "series_id": "riverside"},
            "period",
            "2021-2023",
        ),
        (
            "observations",
            {"indicator_id": "greenways", "series_id": "riverside"},
            "cumulative",
            "true",
        ),
        (
            "observations",
            {"indicator_id": "research-spending", "locator": "table-1/11"},
            "preferred",
            "true",
        ),
        (
            "targets",
            {"indicator_id": "inbound-visits", "series_id": "growth"},
            "unit_id",
            "percent-per-year",
        ),
        ("targets", {"indicator_id": "clean-river-sections", "period": "2025"}, "comparator", ">="),
        (
            "verdicts",
            {"indicator_id": "groundwater-change", "period": "2020"},
            "reported_value",
            "-0.42",
        ),
        (
            "verdicts",
            {"indicator_id": "drownings", "period": "2020"},
            "reason_zh",
            "报告值0，目标≤0",
        ),
        ("verdicts", {"indicator_id": "groundwater-change", "period": "2025"}, "change", "0.52"),
        (
            "disagreements",
            {"indicator_id": "sewage-overflows", "kind": "target"},
            "value_a",
            "<=12",
        ),
        (
            "disagreements",
            {"indicator_id": "sewage-overflows", "kind": "observation"},
            "value_b",
            "38",
        ),
        ("documents", {"document_id": "plan"}, "published", "2021-03"),
        ("documents", {"document_id": "key-tasks"}, "published", ""),
        ("documents", {"document_id": "key-tasks"}, "places_linked", "5"),
        (
            "goals",
            {"goal_id": "mid-term-review/goal-catch-up"},
            "supports",
            "plan/goal-rivers|plan/goal-daily-life",
        ),
        ("departments", {"department_id": "water-bureau"}, "names_as_printed", "市水务局|水务局"),
        ("departments", {"department_id": "water-bureau"}, "kind_name_zh", "政府部门"),
        ("documents", {"document_id": "plan"}, "kind_name_en", "Sector plan"),
        (
            "task_updates",
            {"task_id": "key-tasks-001"},
            "evidence_titles_en",
            "Pumping stations completed\nBy the river | Photographs",
        ),
        (
            "indicators",
            {"indicator_id": "drownings"},
            "department_ids",
            "river-office|district-governments",
        ),
        ("tasks", {"task_id": "key-tasks-002"}, "topic_ids", "daily-life|water"),
        ("commitments", {"task_id": "plan-001"}, "value", "7.10"),
        ("commitments", {"task_id": "key-tasks-003"}, "text_en", "as required by the province"),
        ("units", {"unit_id": "ten-thousand-people"}, "scale_factor_en", "10000"),
    ],
)
def test_a_cell_holds_what_the_document_says(
    table: str, cells: dict[str, str], column: str, cell: str
) -> None:
    assert line(table, **cells)[column] == cell


def test_each_side_of_a_disagreement_has_its_own_unit() -> None:
    depths = indicator(
        observation("2023", "-0.20"),
        observation("2023", "-21", unit="centimetres"),
        unit="metres",
    )
    site = site_of(replace(tiny_catalog(), documents=documents(), indicators={"parks": depths}))
    table = next(table for table in TABLES if table.name == "disagreements")
    ((*_, unit_a, unit_b),) = table.rows(site)
    assert (unit_a, unit_b) == ("metres", "centimetres")


def test_departments_of_a_task_stand_in_printed_order_with_their_role() -> None:
    printed = [
        (row["department_id"], row["role"], row["position"], row["name_as_printed"])
        for row in lines("task_departments", task_id="key-tasks-001")
    ]
    assert printed == [
        ("water-bureau", "lead", "1", "市水务局"),
        ("river-office", "responsible", "2", "市河道处"),
        ("district-governments", "supporting", "3", "各区(县)政府"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_but_a_number_is_taken_for_a_formula(name: str) -> None:
    for row in read(name):
        for cell in row.values():
            assert not re.match(r"[=+\-@＝＋－＠\t\r]", cell) or re.fullmatch(
                r"-?[0-9]+(\.[0-9]+)?", cell
            )


# ---- order


def natural(text: str) -> list[str | int]:
    return [int(part) if i % 2 else part for i, part in enumerate(re.split(r"([0-9]+)", text))]


def span(written: str) -> tuple[str, str]:
    """First and last day; what has no period comes last."""
    if not written:
        return "9999", "9999"
    period = PERIOD.validate_python(written, context={"year_start": "09-01"})
    return period.first.isoformat(), period.last.isoformat()


def series(row: Line) -> tuple[object, ...]:
    return row["indicator_id"], row["series_id"], span(row["period"])


ORDERS: dict[str, Callable[[Line], object]] = {
    **{name: lambda row: next(iter(row.values())) for name in NAMES},
    "observations": lambda row: (
        *series(row),
        row["cumulative"],
        row["document_id"],
        natural(row["locator"]),
    ),
    "verdicts": lambda row: (
        *series(row),
        row["target_document_id"],
        natural(row["target_locator"]),
    ),
    "disagreements": lambda row: (
        row["indicator_id"],
        row["series_id"],
        row["kind"],
        span(row["period"]),
    ),
    "task_departments": lambda row: (row["task_id"], int(row["position"])),
}
ORDERS["targets"] = ORDERS["observations"]


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_sorted(name: str) -> None:
    order = [ORDERS[name](row) for row in read(name)]
    assert order == sorted(order)  # type: ignore[type-var]


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_records_on_disk_does_not_matter(name: str) -> None:
    c = tiny_catalog()
    kinds = (
        "documents",
        "goals",
        "indicators",
        "tasks",
        "departments",
        "portfolios",
        "topics",
        "units",
    )
    turned: dict[str, Any] = {kind: dict(reversed(getattr(c, kind).items())) for kind in kinds}
    (table,) = (table for table in TABLES if table.name == name)
    assert (
        csv_bytes(table.header(site_of(c)), table.rows(site_of(replace(c, **turned))))
        == FILES[name]
    )


def test_numbers_of_places_are_sorted_as_numbers_and_spans_by_their_years() -> None:
    unsorted = indicator(
        observation("2021", "1", source="plan table-1/10"),
        observation("2021", "1", source="plan table-1/9"),
        observation("2021", "1", source="plan table-1/4.10"),
        observation("2021", "1", source="plan table-1/4.9"),
        observation("2016-2020", "1"),
        observation("2020", "1"),
        observation("2016", "1", series="city"),
        target("2025", "1"),
    )
    table, site = own_table(unsorted), site_of(Catalog())
    rows, locator = list(table.rows(site)), table.header(site).index("locator")
    assert [(row[0], row[2], row[3], row[locator]) for row in rows] == [
        ("observation", None, "2016-2020", "table-1/1"),
        ("observation", None, "2020", "table-1/1"),
        ("observation", None, "2021", "table-1/4.9"),
        ("observation", None, "2021", "table-1/4.10"),
        ("observation", None, "2021", "table-1/9"),
        ("observation", None, "2021", "table-1/10"),
        ("observation", "city", "2016", "table-1/1"),
        ("target", None, "2025", "table-1/1"),
    ]


# ---- the same elsewhere


@pytest.mark.parametrize("name", NAMES)
def test_json_holds_the_same_rows(name: str) -> None:
    (table,) = (table for table in TABLES if table.name == name)
    objects = json.loads(json_bytes(table.header(tiny_site()), table.rows(tiny_site())))
    written = {True: "true", False: "false", None: ""}
    cells = [
        {
            key: written[value] if value is None or isinstance(value, bool) else str(value)
            for key, value in row.items()
        }
        for row in objects
    ]
    assert cells == read(name)


def test_an_indicators_own_download_holds_its_lines_of_both_tables() -> None:
    site = tiny_site()
    for id, figure in site.catalog.indicators.items():
        table = own_table(figure)
        content = csv_bytes(table.header(site), table.rows(site)).decode("utf-8-sig")
        own = list(csv.DictReader(io.StringIO(content, newline="")))
        both = [
            {"kind": kind} | dict(row)
            for kind in ("observation", "target")
            for row in lines(f"{kind}s", indicator_id=id)
        ]
        assert own == both


# ---- series and dimensions


def split() -> Catalog:
    figure = indicator(
        observation("2020", "7", dimensions={"sex": "male"}),
        observation("2020", "1", series="city", dimensions={"sex": "female", "age": "old"}),
        observation("2020", "8.256", status="provisional", lower="8", upper="8.5"),
        observation("2021", text=None, missing="not-yet"),
        dimensions={
            "sex": {
                "values": {"male": {"zh": "男", "en": "Men"}, "female": {"zh": "女", "en": "Women"}}
            },
            "age": {"values": {"old": {"zh": "老年", "en": "Old"}}},
        },
        decimals="1",
    )
    return replace(tiny_catalog(), documents=documents(), indicators={figure.id: figure})


def test_an_own_download_has_a_column_for_each_dimension() -> None:
    catalog = split()
    table, site = own_table(catalog.indicators["parks"]), site_of(catalog)
    assert table.header(site)[-2:] == ("sex", "age")
    rows = [dict(zip(table.header(site), row, strict=True)) for row in table.rows(site)]
    assert {row["series_id"]: (row["sex"], row["age"]) for row in rows} == {
        None: (None, None),
        "sex=male": ("male", None),
        "city|age=old|sex=female": ("female", "old"),
    }


def test_a_download_has_every_decimal_and_what_the_source_says_of_its_value() -> None:
    catalog = split()
    table, site = own_table(catalog.indicators["parks"]), site_of(catalog)
    rows = [dict(zip(table.header(site), row, strict=True)) for row in table.rows(site)]
    whole = [row for row in rows if row["series_id"] is None]
    said = ("value", "status", "missing", "lower", "upper")
    assert [tuple(row[name] for name in said) for row in whole] == [
        (Decimal("8.256"), "provisional", None, Decimal(8), Decimal("8.5")),
        (None, None, "not-yet", None, None),
    ]


def test_series_are_named_in_every_language() -> None:
    table, site = SERIES, site_of(split())
    rows = [dict(zip(table.header(site), row, strict=True)) for row in table.rows(site)]
    assert [(row["series_id"], row["name_zh"], row["name_en"]) for row in rows] == [
        ("city", "文字", "text"),
        ("city|age=old|sex=female", "文字、老年、女", "text, Old, Women"),
        ("growth", "文字", "text"),
        ("sex=male", "男", "Men"),
    ]


def test_a_direction_that_no_source_gives_is_not_made_up() -> None:
    figure = indicator(direction=None, series={"city": {"zh": "市域", "en": "city"}})
    catalog = replace(tiny_catalog(), documents=documents(), indicators={figure.id: figure})
    site = site_of(catalog)
    (series,) = (dict(zip(SERIES.header(site), row, strict=True)) for row in SERIES.rows(site))
    assert (figure.direction, series["direction"]) == (None, None)
    assert figure.direction_of("city") == "none"


def test_a_value_with_several_sources_has_a_row_for_each() -> None:
    sources = ["plan table-1/10", "plan table-1/9", "mid-term-review"]
    figure = indicator(observation("2020", "12", source=sources), id="parks", unit="percent")
    catalog = replace(tiny_catalog(), indicators={"parks": figure})
    rows = [
        dict(zip(own_table(figure).header(site_of(catalog)), row, strict=True))
        for row in own_table(figure).rows(site_of(catalog))
    ]
    assert [(row["document_id"], row["locator"]) for row in rows] == [
        ("mid-term-review", ""),
        ("plan", "table-1/9"),
        ("plan", "table-1/10"),
    ]
    assert {str(row["value"]) for row in rows} == {"12"}
