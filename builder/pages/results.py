"""What came of the targets whose period is over, and of tasks that somebody reported on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts, ChartView
from builder.model.documents import Document
from builder.model.foremost import foremost_verdicts
from builder.model.records import Target
from builder.model.verdicts import VERDICTS, Verdict
from builder.pages.page import Page, section_page
from builder.pages.rows import VerdictRow, verdict_row
from builder.site.site import Edition, Link

_MOST = 300
"""Verdicts on the targets of a document that are listed, at least one an indicator."""
Counts = tuple[tuple[str, str, int], ...]
"""Verdict code, its word and how often it occurs."""


@dataclass(frozen=True, slots=True)
class DocumentResults:
    """Verdicts on the targets of one document whose period is over, as counts, `total` in all, and
    row by row: of an indicator with very many the foremost. `csv` is the address of all of them.
    """

    document: Link
    counts: Counts
    by_topic: tuple[tuple[Link, tuple[int, ...]], ...]
    rows: tuple[VerdictRow, ...]
    total: int
    csv: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    """What came of the targets whose period is over: all on one scale, what was reported when it
    was due, how far tasks are, then document by document. `judged` is whether there are targets.
    """

    title: str
    description: str
    judged: bool
    charts: tuple[ChartView, ...]
    documents: tuple[DocumentResults, ...]


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page."""
    yield from section_page(edition, "results", partial(results_view, edition, charts))


def results_view(edition: Edition, charts: Charts) -> ResultsView:
    """What came of the targets and, as far as that is told, of the tasks."""
    about = "results" if edition.site.has_targets else "progress"
    return ResultsView(
        title=edition.t("nav.results"),
        description=edition.t(f"about.{about}"),
        judged=edition.site.has_targets,
        charts=charts.surveys(edition, "scoreboard", "timeliness", "progress"),
        documents=tuple(
            _results(edition, id, verdicts) for id, verdicts in closed_verdicts(edition).items()
        ),
    )


def closed_verdicts(edition: Edition) -> dict[str, list[Verdict]]:
    """Document id → the verdicts on its targets whose period is over, in the order of its
    places.
    """
    documents = edition.catalog.ranked_documents
    by_document: dict[str, list[Verdict]] = {id: [] for id in documents}
    for verdict in (v for group in edition.site.verdicts.values() for v in group):
        if not verdict.is_open:
            for id in verdict.target.documents:
                by_document[id].append(verdict)
    for id, verdicts in by_document.items():
        verdicts.sort(key=lambda v: (_position(documents[id], v.target), v.target.series_id or ""))
    return {id: verdicts for id, verdicts in by_document.items() if verdicts}


def _position(document: Document, target: Target) -> tuple[object, ...]:
    return min(document.position(s.locator) for s in target.sources if s.document == document.id)


def verdict_counts(edition: Edition, verdicts: Iterable[Verdict]) -> Counts:
    """How often each verdict was given, in the order of `VERDICTS`; only those that were."""
    totals = Counter(v.kind for v in verdicts)
    return tuple(
        (kind, edition.t(f"verdict.{kind}"), totals[kind]) for kind in VERDICTS if totals[kind]
    )


def _listed(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts that are listed one by one: of very many the foremost of each indicator."""
    if len(verdicts) <= _MOST:
        return verdicts
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.indicator.id].append(verdict)
    limit = max(1, _MOST // len(groups))
    listed = {id(v) for group in groups.values() for v in foremost_verdicts(group, limit)}
    return [verdict for verdict in verdicts if id(verdict) in listed]


def _results(edition: Edition, document: str, verdicts: list[Verdict]) -> DocumentResults:
    counts = verdict_counts(edition, verdicts)
    topics: dict[str, Counter[str]] = {id: Counter() for id in edition.catalog.topics}
    for verdict in verdicts:
        topics[verdict.indicator.topic][verdict.kind] += 1
    return DocumentResults(
        document=edition.document(document),
        counts=counts,
        by_topic=tuple(
            (edition.link("topics", id), tuple(count[kind] for kind, _, _ in counts))
            for id, count in topics.items()
            if count
        ),
        rows=tuple(verdict_row(edition, v) for v in _listed(verdicts)),
        total=len(verdicts),
        csv=edition.href("/data/verdicts.csv"),
    )
