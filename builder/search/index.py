"""Records → an index in memory of our terms; `shards.py` writes it for the browser, `whoosh.py`
ranks with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile

from builder.model.chinese import taiwanese
from builder.search.languages import stemmer, stop_words
from builder.search.pinyin import Readings
from builder.search.query import FIELDS, KEY
from builder.search.ranking import rounded_length
from builder.search.tokens import (
    PLAIN,
    Run,
    accented,
    chinese_folding,
    fold,
    is_spelt,
    key,
    runs,
    terms,
)

_PHRASE = range(2, 5)
"""How many characters a word may have that Taiwan has another for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as search knows it: texts of one language by field, where its page lies, its kind
    and topics.
    """

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


class Index:
    """The entries of one language (`lang`). Chinese is given the readings of names; of a language
    that has a stemmer, words are taken by stems.

    `folding` and `stop_words` are what queries are read with. `postings` hold for each field and
    term the numbers of the entries that have it, each followed by how often.
    """

    def __init__(
        self, entries: tuple[Entry, ...], lang: str, readings: Readings | None = None
    ) -> None:
        self.entries = entries
        self.lang = lang
        self.readings = readings
        self.folding = chinese_folding() if readings else PLAIN
        self.stop_words = stop_words(lang)
        self.postings: dict[str, dict[str, list[int]]] = {
            name: defaultdict(list) for name in (*FIELDS, KEY)
        }
        self._lengths: dict[str, list[int]] = {name: [] for name in (*FIELDS, KEY)}
        for number, entry in enumerate(entries):
            for name, counts in self.counted(entry):
                postings = self.postings[name]
                for term, times in counts.items():
                    postings[term] += (number, times)
                self._lengths[name].append(counts.total())

    def counted(self, entry: Entry) -> Iterator[tuple[str, Counter[str]]]:
        """How often each field of an entry has each term."""
        yield from ((name, Counter(terms(entry.texts(name), self.folding))) for name in FIELDS)
        names = dict.fromkeys((entry.title, *entry.names))
        keys = [key(name, self.folding) for name in names]
        if self.readings:
            keys += [pinyin for name in names for pinyin in self.readings.transliterate(name)]
        yield KEY, Counter(dict.fromkeys(filter(None, keys), 1))

    def average(self, name: str) -> float:
        """How many terms the field has on average."""
        return sum(self._lengths[name]) / (len(self.entries) or 1)

    def lengths(self, name: str) -> list[int]:
        """How many terms the field of each entry has, rounded for scores."""
        return [rounded_length(length) for length in self._lengths[name]]

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """All terms, in the order of JavaScript’s strings."""
        return tuple(
            sorted({term for postings in self.postings.values() for term in postings}, key=_order)
        )

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(self.vocabulary)

    def has(self, term: str) -> bool:
        """Whether any field has the term."""
        return term in self._terms

    def terms_with_prefix(self, prefix: str) -> Iterator[str]:
        """All terms that begin so, sorted."""
        first = bisect_left(self.vocabulary, _order(prefix), key=_order)
        return takewhile(lambda term: term.startswith(prefix), islice(self.vocabulary, first, None))

    @cached_property
    def _stems(self) -> Mapping[str, tuple[str, ...]]:
        """Word → all words of its stems, where there are others. Stems are of words as they are
        written, with their accents.
        """
        stem = stemmer(self.lang)
        if not stem:
            return {}
        groups = defaultdict[str, set[str]](set)
        for word, spellings in self._spellings().items():
            for spelling in spellings:
                groups[fold(stem(spelling), self.folding)].add(word)
        same = defaultdict[str, set[str]](set)
        for words in groups.values():
            for word in words if len(words) > 1 else ():
                same[word] |= words
        return {word: tuple(sorted(words, key=_order)) for word, words in same.items()}

    def _spellings(self) -> Mapping[str, set[str]]:
        """Word → how the texts write it."""
        spellings = defaultdict[str, set[str]](set)
        for entry in self.entries:
            for word in accented(text for name in FIELDS for text in entry.texts(name)):
                spellings[fold(word, self.folding)].add(word)
        return {word: spellings.get(word) or {word} for word in self.vocabulary if is_spelt(word)}

    def same_stem(self, word: str) -> tuple[str, ...]:
        """The other words of the same stem, sorted."""
        return tuple(other for other in self._stems.get(word, ()) if other != word)

    @cached_property
    def words_by_letter(self) -> Mapping[str, tuple[str, ...]]:
        """First letter → the words of letters that begin with it."""
        words_by_letter = defaultdict[str, list[str]](list)
        for word in self.vocabulary:
            if len(word) > 2 and is_spelt(word):
                words_by_letter[word[0]].append(word)
        return {letter: tuple(words) for letter, words in words_by_letter.items()}

    def words_starting_with(self, letter: str) -> tuple[str, ...]:
        """All words of letters that begin with this one, sorted."""
        return self.words_by_letter.get(letter, ())

    @cached_property
    def syllables_by_letter(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """First letter → the syllables of names that begin with it → their characters → those that
        follow.
        """
        table: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
        if self.readings:
            names = (name for entry in self.entries for name in (entry.title, *entry.names))
            for syllable, characters in self.readings.syllable_table(names).items():
                table[syllable[0]][syllable] = characters
        return table

    def syllables(self, letter: str) -> Mapping[str, Mapping[str, str]]:
        """The syllables that begin with this letter → their characters → the characters that follow
        those.
        """
        return self.syllables_by_letter.get(letter, {})

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """Folded phrases as Taiwan has them → as the entries have them, where both differ; the most
        used if several.
        """
        if not self.readings:
            return {}
        texts = {text for entry in self.entries for name in FIELDS for text in entry.texts(name)}
        used = Counter(run.text for text in texts for run in self._runs(text))
        words: Counter[str] = Counter()
        for run, other in zip(used, _taiwanese(used), strict=True):
            if run != other:
                for word in {run[i : i + n] for n in _PHRASE for i in range(len(run) - n + 1)}:
                    words[word] += used[run]
        site_words: dict[str, str] = {}
        own = {
            word: other
            for word, other in zip(words, _taiwanese(words), strict=True)
            if word != other
        }
        for word in sorted(own, key=lambda word: (-words[word], word)):
            inside = (
                word[i : i + n] for n in range(2, len(word)) for i in range(len(word) - n + 1)
            )
            if not any(part in own for part in inside):
                site_words.setdefault(own[word], word)
        return dict(sorted(site_words.items()))

    def _runs(self, text: str) -> Iterator[Run]:
        return (run for run in runs(text, self.folding) if run.unspaced)

    @cached_property
    def characters(self) -> str:
        """Every character of the terms beyond ASCII, sorted."""
        return "".join(sorted({c for term in self.vocabulary for c in term if not c.isascii()}))


def _order(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _taiwanese(texts: Collection[str]) -> list[str]:
    converted = fold(taiwanese("\n".join(texts)), chinese_folding())
    return converted.split("\n") if texts else []
