"""Whoosh’s own index of the same counts: it ranks for who searches in Python, and holds the browser
to its scores.

Making it takes longer than making the static index, so that a build does without.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from whoosh import fields as schemas
from whoosh import query as queries
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Frequency
from whoosh.scoring import BM25F
from whoosh.system import pack_uint

from builder.search.index import Index
from builder.search.query import FIELDS, KEY, And, Node, Term, parse_query

Hits = tuple[tuple[int, float], ...]
"""Entries by number with their scores, best first."""


class SearchResult(NamedTuple):
    """What a query finds; `exact` if the hits have everything that was typed, else they are the
    nearest.
    """

    exact: bool
    hits: Hits


class _CountedTerms(schemas.FieldType):  # type: ignore[misc]
    """A field that is given its terms counted."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.scorable = True

    def index(
        self, value: Counter[str], **kwargs: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, how often it occurs, its weight, and how often again as Whoosh stores it."""
        return (
            (term.encode(), times, float(times), pack_uint(times)) for term, times in value.items()
        )


class WhooshIndex:
    """An index as Whoosh searches it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        fields = {name: _CountedTerms() for name in (*FIELDS, KEY)}
        stored = RamStorage().create_index(schemas.Schema(**fields))
        writer = stored.writer()
        for entry in index.entries:
            writer.add_document(**dict(index.counted(entry)))
        writer.commit()
        self.searcher = stored.searcher(weighting=BM25F())

    def find(self, query: str) -> SearchResult:
        """The entries that have everything typed, else the nearest; equal scores in the order of
        the entries.
        """
        parsed = parse_query(query, self.index)
        if parsed is None:
            return SearchResult(True, ())
        if hits := self._ranked(parsed.exact):
            return SearchResult(True, hits)
        parts = [dict(self._ranked(part)) for part in parsed.nearest]
        scores: dict[int, list[float]] = defaultdict(list)
        for part in parts:
            for number, score in part.items():
                scores[number].append(score)
        least = len(parts) // 2
        return SearchResult(
            False, _sorted((n, sum(s)) for n, s in scores.items() if len(s) >= least)
        )

    def _ranked(self, node: Node) -> Hits:
        results = self.searcher.search(_whoosh_query(node), limit=None)
        return _sorted((number, score) for score, number in results.top_n)


def _sorted(hits: Iterable[tuple[int, float]]) -> Hits:
    return tuple(sorted(hits, key=lambda hit: (-round(hit[1], 9), hit[0])))


def _whoosh_query(node: Node) -> queries.Query:
    if isinstance(node, Term):
        return queries.Term(node.field, node.term, boost=node.weight)
    parts = [_whoosh_query(part) for part in node.parts]
    return queries.And(parts) if isinstance(node, And) else queries.Or(parts)
