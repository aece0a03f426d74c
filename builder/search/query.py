"""What somebody typed → which terms to look for, in which fields. The theme’s
`search/query.js` parses the same.

Everything typed must be in a record: the pairs of an unspaced run together in one field, a word
anywhere. A word stands on a Chinese site for the Chinese that it spells in pinyin, too, and one
that no record has for the words that begin with it. Where no record has everything, those that have
half of it are the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from builder.search.tokens import Folding, Run, is_spelt, pairs, runs

FIELDS: Mapping[str, float] = {"title": 6, "names": 5, "figures": 3, "summary": 2, "body": 1}
"""The fields that are searched, and their weights."""
KEY, KEY_WEIGHT = "key", 1000.0
"""The field of whole names; whoever types one means its record, so it outweighs everything."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost."""

    characters: int = 200
    """Characters of a query that count."""
    runs: int = 16
    """Runs of a query that count."""
    pinyin_letters: int = 40
    """The longest word that is tried as pinyin."""
    prefix_matches: int = 64
    """Words that a beginning stands for."""
    pinyin_matches: int = 40
    """Chinese strings that pinyin stands for."""
    short_word: int = 5
    """The longest word in which one edit is the most."""


LIMITS = Limits()
_PINYIN = re.compile(r"[a-z]+")


class Term(NamedTuple):
    """A term in a field, and what its score is multiplied by."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class And:
    """Records that all parts find; their scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Records that any part finds; their scores add up."""

    parts: tuple[Node, ...]


Node = Term | And | Or


class ParsedQuery(NamedTuple):
    """What finds all that was typed, and the parts of which the nearest have half, rounded down,
    and at least one.
    """

    exact: Node
    nearest: tuple[Node, ...]


class Vocabulary(Protocol):
    """What an index knows of its terms."""

    @property
    def folding(self) -> Folding:
        """What characters are taken for."""
        ...

    @property
    def stop_words(self) -> Container[str]:
        """Words that a question is put with, which count only where there are no others."""
        ...

    @property
    def phrases(self) -> Mapping[str, str]:
        """Folded phrases as Taiwan has them → as the site has them."""
        ...

    def has(self, term: str) -> bool:
        """Whether any field has the term."""
        ...

    def terms_with_prefix(self, prefix: str) -> Iterable[str]:
        """All terms that begin so, sorted."""
        ...

    def same_stem(self, word: str) -> Iterable[str]:
        """The other words of the same stem, sorted."""
        ...

    def words_starting_with(self, letter: str) -> Iterable[str]:
        """All words of letters that begin with this one, sorted."""
        ...

    def syllables(self, letter: str) -> Mapping[str, Mapping[str, str]]:
        """The syllables that begin with this letter → their characters → the characters that follow
        those.
        """
        ...


def parse_query(query: str, vocabulary: Vocabulary) -> ParsedQuery | None:
    """What to look for; nothing, if that holds no letter or digit."""
    all_runs = runs(query[: LIMITS.characters], vocabulary.folding)[: LIMITS.runs]
    if not all_runs:
        return None
    stop_words = vocabulary.stop_words
    runs_that_count = tuple(run for run in all_runs if run.text not in stop_words) or all_runs
    clauses = [
        _unspaced_node(run.text, vocabulary) if run.unspaced else _word_node(run.text, vocabulary)
        for run in runs_that_count
    ]
    whole = " ".join(run.text for run in all_runs)
    exact = Or((Term(KEY, whole, KEY_WEIGHT), And(tuple(clauses))))
    return ParsedQuery(
        exact, tuple(node for run in runs_that_count for node in _nearest_nodes(run, vocabulary))
    )


def _anywhere(terms: Iterable[str]) -> Or:
    return Or(tuple(Term(name, term, weight) for term in terms for name, weight in FIELDS.items()))


def _prefix_terms(character: str, vocabulary: Vocabulary) -> Node:
    return _anywhere(term for term in vocabulary.terms_with_prefix(character) if len(term) <= 2)


def _in_one_field(run: str) -> Iterator[Node]:
    for name, weight in FIELDS.items():
        yield And(tuple(Term(name, pair, weight) for pair in pairs(run)))


def _unspaced_node(run: str, vocabulary: Vocabulary) -> Node:
    if len(run) == 1:
        return _prefix_terms(run, vocabulary)
    return Or(
        tuple(
            node
            for written in _regional_spellings(run, vocabulary)
            for node in _in_one_field(written)
        )
    )


def _regional_spellings(run: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The run, and what it is with the site’s own words for regional ones."""
    yield run
    if phrases := sorted(vocabulary.phrases, key=lambda phrase: (-len(phrase), phrase)):
        other = re.sub("|".join(phrases), lambda match: vocabulary.phrases[match[0]], run)
        if other != run:
            yield other


def _word_node(word: str, vocabulary: Vocabulary) -> Or:
    if vocabulary.has(word):
        words = _anywhere((word, *vocabulary.same_stem(word))).parts
        return Or((*words, Term(KEY, word, KEY_WEIGHT), *_pinyin_nodes(word, vocabulary)))
    return Or((*_prefix_nodes(word, vocabulary), *_pinyin_nodes(word, vocabulary)))


def _prefix_nodes(word: str, vocabulary: Vocabulary) -> Iterator[Node]:
    """The words that begin so."""
    if len(word) > 1:
        words = list(vocabulary.terms_with_prefix(word))[: LIMITS.prefix_matches]
        yield from _anywhere(words).parts
        yield from (Term(KEY, term, FIELDS["title"]) for term in words)


def _pinyin_nodes(word: str, vocabulary: Vocabulary) -> Iterator[Node]:
    """The Chinese that it spells."""
    return (node for run in pinyin_matches(word, vocabulary) for node in _in_one_field(run))


def pinyin_matches(letters: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The Chinese strings of two characters or more that `letters` spell, the last syllable perhaps
    unfinished.
    """
    if not _PINYIN.fullmatch(letters) or len(letters) > LIMITS.pinyin_letters:
        return ()
    strings: list[str] = []
    _extend(letters, "", None, vocabulary, strings, set())
    return tuple(strings)


def _extend(
    letters: str,
    so_far: str,
    after: str | None,
    vocabulary: Vocabulary,
    strings: list[str],
    dead_ends: set[tuple[int, str]],
) -> None:
    """Go on from `so_far`, which the characters `after` follow, in every way; `dead_ends` lead
    nowhere.
    """
    if not letters:
        if len(so_far) > 1:
            strings.append(so_far)
        return
    here, before = (len(letters), so_far[-1:]), len(strings)
    if here in dead_ends:
        return
    for syllable, characters in vocabulary.syllables(letters[0]).items():
        if letters.startswith(syllable):
            rest = letters[len(syllable) :]
        elif so_far and syllable.startswith(letters):
            rest = ""
        else:
            continue
        for character, following in characters.items():
            if len(strings) < LIMITS.pinyin_matches and (after is None or character in after):
                _extend(rest, so_far + character, following, vocabulary, strings, dead_ends)
    if len(strings) == before:
        dead_ends.add(here)


def _nearest_nodes(run: Run, vocabulary: Vocabulary) -> Iterator[Node]:
    if not run.unspaced:
        near = (
            (run.text, *vocabulary.same_stem(run.text))
            if vocabulary.has(run.text)
            else _fuzzy_matches(run.text, vocabulary)
        )
        yield Or(
            (
                *_anywhere(near).parts,
                *_prefix_nodes(run.text, vocabulary),
                *_pinyin_nodes(run.text, vocabulary),
            )
        )
    elif len(run.text) > 2:
        yield from (_anywhere((pair,)) for pair in pairs(run.text))
    else:
        yield from (_prefix_terms(character, vocabulary) for character in run.text)


def _fuzzy_matches(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words fewest edits away, at most one in a short word and two in others; a first letter
    may be swapped.
    """
    if len(word) < 3 or not is_spelt(word):
        return ()
    most = 1 if len(word) <= LIMITS.short_word else 2
    letters = dict.fromkeys(word[:2])
    near = {
        other: edit_distance(word, other, most)
        for letter in letters
        for other in vocabulary.words_starting_with(letter)
    }
    least = min(near.values(), default=most + 1)
    return tuple(sorted(other for other, number in near.items() if number == least <= most))


def edit_distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; `most` + 1 if there
    are more than that.

    This is the optimal string alignment distance.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
