from __future__ import annotations

import pytest

from builder.model.catalog import Catalog
from builder.model.dates import is_day, last_day
from builder.model.documents import Document
from builder.model.newest import newest_date
from builder.model.records import Indicator, Observation, Target
from tests.factories import document, documents, indicator, observation, target


def catalog(*records: Document | Indicator) -> Catalog:
    return Catalog(
        documents=documents(*(r for r in records if isinstance(r, Document))),
        indicators={r.id: r for r in records if isinstance(r, Indicator)},
    )


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("2021-08-20", True),
        ("2024-02-29", True),
        ("2021-02-29", False),
        ("2021-08", False),
        ("20210820", False),
        ("2021-W33-5", False),
        ("0999-01-01", False),
        ("2021-08-20x", False),
        ("２０２１-08-20", False),
    ],
)
def test_a_day_is_one_that_exists(text: str, whether: bool) -> None:
    assert is_day(text) is whether


@pytest.mark.parametrize(
    ("text", "day"),
    [("2021", "2021-12-31"), ("2024-02", "2024-02-29"), ("2021-08-20", "2021-08-20")],
)
def test_a_month_or_a_year_counts_with_its_last_day(text: str, day: str) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize(
    ("published", "newest"),
    [
        (("2021-06", "2020-12-15"), "2021-06-30"),
        (("2021", "2021-06-30"), "2021-12-31"),
        ((None, "2020-12-15"), "2020-12-15"),
        ((None, None), None),
    ],
)
def test_the_newest_document_counts(published: tuple[str | None, ...], newest: str | None) -> None:
    records = [document(f"d{n}", published=day) for n, day in enumerate(published)]
    assert newest_date(catalog(*records)) == newest


def test_a_value_of_a_year_that_was_not_over_when_it_was_published_adds_nothing() -> None:
    plan = document(published="2025-06-12")
    assert newest_date(catalog(plan, indicator(observation("2025", "7.5")))) == "2025-06-12"


@pytest.mark.parametrize(
    ("statement", "newest"),
    [
        (observation("2021-2024", "7.5"), "2024-12-31"),
        (observation("2024", "7.5", measured="2023"), "2023-12-31"),
        (target("2030", "9"), None),
    ],
)
def test_a_value_counts_with_its_period_where_nothing_else_has_a_date(
    statement: Observation | Target, newest: str | None
) -> None:
    undated = document(published=None)
    assert newest_date(catalog(undated, indicator(statement))) == newest


def test_values_count_only_where_no_document_has_a_date() -> None:
    dated, undated = document(published="2021"), document("outline", published=None)
    ahead = observation("2021-2025", "38", source="outline table-1/1")
    assert newest_date(catalog(dated, undated, indicator(ahead))) == "2021-12-31"
    assert newest_date(catalog(undated, indicator(ahead))) == "2025-12-31"


def test_the_real_site_is_as_of_its_newest_document(real: Catalog) -> None:
    assert newest_date(real) == "2021-08-20"
