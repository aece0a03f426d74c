"""Every page, and what goes with them: pictures, assets, what hosts read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from builder.charts.charts import Charts
from builder.pages import (
    data,
    departments,
    disagreements,
    documents,
    glossary,
    goals,
    home,
    hosts,
    indicators,
    missing,
    moved,
    pictures,
    prose,
    results,
    search,
    style,
    tasks,
    topics,
)
from builder.pages.page import Page
from builder.pages.template import Templates
from builder.site.site import Edition
from builder.write.artifact import Artifact, file_of

_PAGES = (
    home.pages,
    goals.pages,
    indicators.pages,
    tasks.pages,
    departments.pages,
    topics.pages,
    documents.pages,
    results.pages,
    disagreements.pages,
    data.pages,
    search.pages,
    glossary.pages,
    prose.pages,
    style.pages,
    missing.pages,
    moved.pages,
)
"""One generator a kind of page."""
_UNLISTED = ("embed", "missing", "moved")
"""Templates of pages that stand in no sitemap."""


def artifacts(templates: Templates, charts: Charts) -> Iterator[Artifact]:
    """All pages, and the files that only pages know of."""
    site = templates.site
    pages = [page for edition in site.editions for page in edition_pages(edition, charts)]
    for page in pages:
        yield Artifact(file_of(page.path), partial(templates.page, page), page.origin)
    for name, template in (("index.html", "entrance"), ("404.html", "404")):
        yield Artifact(name, partial(templates.entrance, template))
    yield from pictures.artifacts(templates, charts.drawings)
    yield from hosts.artifacts(
        site, [page.path for page in pages if page.template not in _UNLISTED]
    )


def edition_pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """Every page of an edition."""
    for pages in _PAGES:
        yield from pages(edition, charts)
