"""Records → an index in memory of our terms, ranked by Whoosh; `shards.py` writes it for the browser.

The build only counts. Whoosh’s own index of the same counts, which takes longer to make, is there for who searches in
Python: the command line, and the tests that hold the browser to its scores.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from whoosh import fields as schemas
from whoosh import query as queries
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Frequency
from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.system import pack_uint
from whoosh.util.numeric import byte_to_length, length_to_byte

from builder.make.pinyin import Readings
from builder.make.query import FIELDS, KEY, Every, Leaf, Node, plan
from builder.make.tokens import fold, key, runs, terms
from builder.model.script import taiwanese

B, K1 = BM25F().B, BM25F().K1
"""BM25F’s parameters as Whoosh sets them."""

_PHRASE = range(2, 5)
"""How many characters a word may have that Taiwan has another for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as search knows it: texts of one language by field, where its page lies, its kind and topics."""

    kind: str
    id: str
    path: str
    title: str
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def texts(self, name: str) -> tuple[str, ...]:
        """What a field holds."""
        text: str | tuple[str, ...] = getattr(self, name)
        return (text,) if isinstance(text, str) else text


class Found(NamedTuple):
    """What a query finds: entries by number with their scores, best first; `exact` if they have all that was asked."""

    exact: bool
    hits: tuple[tuple[int, float], ...]


class _Counted(schemas.FieldType):  # type: ignore[misc]
    """A field that is given its terms counted."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.scorable = True

    def index(self, value: Counter[str], **kwargs: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, how often it occurs, its weight, and how often again as Whoosh stores it."""
        return ((term.encode(), times, float(times), pack_uint(times)) for term, times in value.items())


class Index:
    """The entries of one language. Chinese is given the readings of names, English is taken by stems.

    `postings` hold for each field and term the numbers of the entries that have it, each followed by how often.
    """

    def __init__(self, entries: tuple[Entry, ...], readings: Readings | None) -> None:
        self.entries = entries
        self.readings = readings
        self.postings: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in (*FIELDS, KEY)}
        self._lengths: dict[str, list[int]] = {name: [] for name in (*FIELDS, KEY)}
        for number, entry in enumerate(entries):
            for name, counted in self._counted(entry):
                postings = self.postings[name]
                for term, times in counted.items():
                    postings[term] += (number, times)
                self._lengths[name].append(counted.total())

    def _counted(self, entry: Entry) -> Iterator[tuple[str, Counter[str]]]:
        """How often each field of an entry has each term."""
        yield from ((name, Counter(terms(entry.texts(name)))) for name in FIELDS)
        names = dict.fromkeys((entry.title, *entry.names))
        found = [key(name) for name in names]
        if self.readings:
            found += [spelt for name in names for spelt in self.readings.spelt(name)]
        yield KEY, Counter(dict.fromkeys(filter(None, found), 1))

    def average(self, name: str) -> float:
        """How many terms the field has on average."""
        return sum(self._lengths[name]) / (len(self.entries) or 1)

    def lengths(self, name: str) -> list[int]:
        """How many terms the field of each entry has, rounded as Whoosh does for its scores."""
        return [byte_to_length(length_to_byte(length)) for length in self._lengths[name]]

    @cached_property
    def searcher(self) -> Searcher:
        """Whoosh’s own index of the same counts: it ranks."""
        index = RamStorage().create_index(schemas.Schema(**{name: _Counted() for name in (*FIELDS, KEY)}))
        writer = index.writer()
        for entry in self.entries:
            writer.add_document(**dict(self._counted(entry)))
        writer.commit()
        return index.searcher(weighting=BM25F())

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """All terms, in the order of JavaScript’s strings."""
        return tuple(sorted({term for postings in self.postings.values() for term in postings}, key=_order))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.vocabulary)

    def has(self, term: str) -> bool:
        """Whether any field has the term."""
        return term in self._known

    def starting(self, prefix: str) -> Iterator[str]:
        """All terms that begin so, sorted."""
        first = bisect_left(self.vocabulary, _order(prefix), key=_order)
        return takewhile(lambda term: term.startswith(prefix), islice(self.vocabulary, first, None))

    @cached_property
    def _stems(self) -> Mapping[str, tuple[str, ...]]:
        """Word → all words of its stem, where there are others; of languages that are taken by stems."""
        stemmer, found = EnglishStemmer(), defaultdict[str, list[str]](list)
        for word in self.vocabulary if self.readings is None else ():
            if word.isascii() and word.isalpha():
                found[stemmer.stem(word)].append(word)
        return {word: tuple(words) for words in found.values() if len(words) > 1 for word in words}

    def kin(self, word: str) -> tuple[str, ...]:
        """The other words of the same stem, sorted."""
        return tuple(other for other in self._stems.get(word, ()) if other != word)

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """First letter → the words of letters that begin with it."""
        found = defaultdict[str, list[str]](list)
        for word in self.vocabulary:
            if len(word) > 2 and word.isascii() and word.isalpha():
                found[word[0]].append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    def words(self, letter: str) -> tuple[str, ...]:
        """All words of letters that begin with this one, sorted."""
        return self.spellings.get(letter, ())

    @cached_property
    def sounds(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """First letter → the syllables of names that begin with it → their characters → those that follow."""
        found: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
        if self.readings:
            names = (name for entry in self.entries for name in (entry.title, *entry.names))
            for syllable, characters in self.readings.sounds(names).items():
                found[syllable[0]][syllable] = characters
        return found

    def sound(self, letter: str) -> Mapping[str, Mapping[str, str]]:
        """The syllables that begin with this letter → their characters → the characters that follow those."""
        return self.sounds.get(letter, {})

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """Folded phrases as Taiwan has them → as the entries have them, where both differ; the most used if several."""
        if self.readings is None:
            return {}
        texts = {text for entry in self.entries for name in FIELDS for text in entry.texts(name)}
        used = Counter(run.text for text in texts for run in runs(text) if run.han)
        words: Counter[str] = Counter()
        for run, other in zip(used, _taiwanese(used), strict=True):
            if run != other:
                for word in {run[i : i + n] for n in _PHRASE for i in range(len(run) - n + 1)}:
                    words[word] += used[run]
        found: dict[str, str] = {}
        own = {word: other for word, other in zip(words, _taiwanese(words), strict=True) if word != other}
        for word in sorted(own, key=lambda word: (-words[word], word)):
            inside = (word[i : i + n] for n in range(2, len(word)) for i in range(len(word) - n + 1))
            if not any(part in own for part in inside):
                found.setdefault(own[word], word)
        return dict(sorted(found.items()))

    @cached_property
    def characters(self) -> str:
        """Every character of the terms beyond ASCII, sorted."""
        return "".join(sorted({c for term in self.vocabulary for c in term if not c.isascii()}))

    def find(self, query: str) -> Found:
        """The entries that have everything asked for, else the nearest; equal scores in the order of the entries."""
        asked = plan(query, self)
        if asked is None:
            return Found(True, ())
        if hits := self._ranked(asked.exact):
            return Found(True, hits)
        parts = [dict(self._ranked(part)) for part in asked.nearest]
        scores: dict[int, list[float]] = defaultdict(list)
        for part in parts:
            for number, score in part.items():
                scores[number].append(score)
        near = ((n, sum(found)) for n, found in scores.items() if len(found) >= len(parts) // 2)
        return Found(False, _sorted(near))

    def _ranked(self, node: Node) -> tuple[tuple[int, float], ...]:
        results = self.searcher.search(_whoosh(node), limit=None)
        return _sorted((number, score) for score, number in results.top_n)


def _order(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _sorted(hits: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(hits, key=lambda hit: (-round(hit[1], 9), hit[0])))


def _whoosh(node: Node) -> queries.Query:
    if isinstance(node, Leaf):
        return queries.Term(node.field, node.term, boost=node.weight)
    parts = [_whoosh(part) for part in node.parts]
    return queries.And(parts) if isinstance(node, Every) else queries.Or(parts)


def _taiwanese(texts: Iterable[str]) -> list[str]:
    return fold(taiwanese("\n".join(texts))).split("\n")
