"""Everything that documents disagree about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.model.foremost import foremost_disagreements
from builder.pages.page import Page, section_page
from builder.pages.rows import DisagreementRow, disagreement_rows
from builder.site.site import Edition

_MOST = 200
"""Disagreements that the page tells of, at least one an indicator."""


@dataclass(frozen=True, slots=True)
class DisagreementsView:
    """The disagreements, of very many the foremost of each indicator; how many there are, and how
    many indicators have some. `csv` is the address of all of them.
    """

    title: str
    description: str
    disagreements: tuple[DisagreementRow, ...]
    total: int
    csv: str
    indicators: int


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page."""
    yield from section_page(edition, "disagreements", partial(disagreements_view, edition))


def disagreements_view(edition: Edition) -> DisagreementsView:
    """Where documents disagree."""
    indicators = edition.site.disagreement_groups
    total = sum(map(len, indicators.values()))
    limit = total if total <= _MOST else max(1, _MOST // len(indicators))
    return DisagreementsView(
        title=edition.t("nav.disagreements"),
        description=edition.t("about.disagreements"),
        disagreements=tuple(
            row
            for groups in indicators.values()
            for row in disagreement_rows(edition, foremost_disagreements(groups, limit))
        ),
        total=total,
        csv=edition.href("/data/disagreements.csv"),
        indicators=len(indicators),
    )
