"""What stands in the tables of pages: each number beside its own place, everything in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from builder.model.records import Goal
from builder.model.verdicts import verdicts
from builder.pages.goals import in_document_order
from builder.pages.rows import verdict_row
from tests.factories import edition_of, goal, indicator, observation, target, tiny_catalog

EDITION = edition_of(tiny_catalog(), "en")
DOCUMENTS = tiny_catalog().documents


def test_the_number_promised_and_the_number_reported_each_lead_to_their_own_place() -> None:
    parks = indicator(
        target("2020", "10", source="plan table-1/1"),
        observation("2020", "12", source="mid-term-review table-1/7"),
        unit="percent",
    )
    catalog = replace(tiny_catalog(), indicators={**tiny_catalog().indicators, "parks": parks})
    (verdict,) = verdicts(parks, DOCUMENTS, date(2024, 12, 31))
    row = verdict_row(edition_of(catalog, "en"), verdict)
    assert row.target_place.href.endswith("/documents/plan/#table-1-1")
    assert row.report_place
    assert row.report_place.href.endswith("/documents/mid-term-review/#table-1-7")
    assert (row.target, row.reported) == ("10%", "12%")


ORDERED = [
    goal("plan/far", place="goal/1"),
    goal("plan/near", place="goal/4"),
    goal("mid-term-review/first", place="table-1/1"),
    goal("mid-term-review/last", place="table-1/7"),
]


@pytest.mark.parametrize("goals", list(permutations(ORDERED)))
def test_goals_stand_in_the_order_of_their_documents_then_of_their_places(
    goals: tuple[Goal, ...],
) -> None:
    rank = {id: n for n, id in enumerate(EDITION.catalog.ranked_documents)}
    expected = sorted(ORDERED, key=lambda g: rank[g.document])
    assert in_document_order(EDITION, goals) == expected
