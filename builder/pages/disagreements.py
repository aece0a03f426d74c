"""Everything that documents disagree about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.page import Page, section_page
from builder.pages.rows import DisagreementRow, disagreement_rows
from builder.site.site import Edition


@dataclass(frozen=True, slots=True)
class DisagreementsView:
    """The disagreements, and how many indicators have some."""

    title: str
    description: str
    disagreements: tuple[DisagreementRow, ...]
    indicators: int


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page."""
    yield from section_page(edition, "disagreements", partial(disagreements_view, edition))


def disagreements_view(edition: Edition) -> DisagreementsView:
    """Where documents disagree."""
    indicators = edition.site.disagreements
    return DisagreementsView(
        title=edition.t("nav.disagreements"),
        description=edition.t("about.disagreements"),
        disagreements=tuple(
            row
            for id in indicators
            for row in disagreement_rows(edition, edition.catalog.indicators[id])
        ),
        indicators=len(indicators),
    )
