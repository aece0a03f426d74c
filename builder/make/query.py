"""What somebody typed → which terms to look for, in which fields. `search.js` plans the same.

Everything typed must be in a record: the pairs of a Chinese run together in one field, a word anywhere. A word
stands on a Chinese site for the Chinese that it spells in pinyin, too, and one that no record has for the words that
begin with it. Where no record has everything, those that have half of it are the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from builder.make.tokens import Run, pairs, runs

FIELDS: Mapping[str, float] = {"title": 6, "names": 5, "figures": 3, "summary": 2, "body": 1}
"""The fields that are searched, and their weights."""
KEY, KEY_WEIGHT = "key", 1000.0
"""The field of whole names; whoever types one means its record, so it outweighs everything."""

LIMITS: Mapping[str, int] = {"query": 200, "runs": 16, "pinyin": 40, "begun": 64, "heard": 40, "short": 5}
"""How many characters and runs of a query count and how many letters of pinyin; the most words that a beginning stands
for, and Chinese strings that pinyin does; how long a word is in which one slip is the most.
"""
PASSED_OVER = (
    "a", "an", "and", "are", "at", "be", "by", "do", "does", "for", "from", "has", "have", "how", "in", "is", "it",
    "its", "many", "much", "of", "on", "or", "the", "there", "to", "was", "were", "what", "when", "where", "which",
    "who", "will", "with",
)  # fmt: skip
"""Words that a question is put with, which count only where there are no others."""
_LETTERS = re.compile(r"[a-z]+")


class Leaf(NamedTuple):
    """A term in a field, and what its score is multiplied by."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Every:
    """Records that all parts find; their scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Records that any part finds; their scores add up."""

    parts: tuple[Node, ...]


Node = Leaf | Every | Some


class Plan(NamedTuple):
    """What finds all that was typed, and the parts of which the nearest have half, rounded down, and at least one."""

    exact: Node
    nearest: tuple[Node, ...]


class Vocabulary(Protocol):
    """What an index knows of its terms."""

    @property
    def phrases(self) -> Mapping[str, str]:
        """Folded phrases as Taiwan has them → as the site has them."""
        ...

    def has(self, term: str) -> bool:
        """Whether any field has the term."""
        ...

    def starting(self, prefix: str) -> Iterable[str]:
        """All terms that begin so, sorted."""
        ...

    def kin(self, word: str) -> Iterable[str]:
        """The other words of the same stem, sorted."""
        ...

    def words(self, letter: str) -> Iterable[str]:
        """All words of letters that begin with this one, sorted."""
        ...

    def sound(self, letter: str) -> Mapping[str, Mapping[str, str]]:
        """The syllables that begin with this letter → their characters → the characters that follow those."""
        ...


def plan(query: str, known: Vocabulary) -> Plan | None:
    """How to find what was typed; nothing, if that holds no letter, digit or Chinese character."""
    typed = runs(query[: LIMITS["query"]])[: LIMITS["runs"]]
    if not typed:
        return None
    asked = tuple(run for run in typed if run.text not in PASSED_OVER) or typed
    clauses = [_run(run.text, known) if run.han else _word(run.text, known) for run in asked]
    whole = " ".join(run.text for run in typed)
    exact = Some((Leaf(KEY, whole, KEY_WEIGHT), Every(tuple(clauses))))
    return Plan(exact, tuple(node for run in asked for node in _near(run, known)))


def _anywhere(terms: Iterable[str]) -> Some:
    return Some(tuple(Leaf(name, term, weight) for term in terms for name, weight in FIELDS.items()))


def _beginning(character: str, known: Vocabulary) -> Node:
    return _anywhere(term for term in known.starting(character) if len(term) <= 2)


def _within(run: str) -> Iterator[Node]:
    for name, weight in FIELDS.items():
        yield Every(tuple(Leaf(name, pair, weight) for pair in pairs(run)))


def _run(run: str, known: Vocabulary) -> Node:
    if len(run) == 1:
        return _beginning(run, known)
    return Some(tuple(node for written in _written(run, known) for node in _within(written)))


def _written(run: str, known: Vocabulary) -> Iterator[str]:
    """The run, and what it is with the site’s own words for regional ones."""
    yield run
    if phrases := sorted(known.phrases, key=lambda phrase: (-len(phrase), phrase)):
        other = re.sub("|".join(phrases), lambda found: known.phrases[found[0]], run)
        if other != run:
            yield other


def _word(word: str, known: Vocabulary) -> Some:
    if known.has(word):
        words = _anywhere((word, *known.kin(word))).parts
        return Some((*words, Leaf(KEY, word, KEY_WEIGHT), *_spelt(word, known)))
    return Some((*_begun(word, known), *_spelt(word, known)))


def _begun(word: str, known: Vocabulary) -> Iterator[Node]:
    """The words that begin so."""
    if len(word) > 1:
        begun = list(known.starting(word))[: LIMITS["begun"]]
        yield from _anywhere(begun).parts
        yield from (Leaf(KEY, term, FIELDS["title"]) for term in begun)


def _spelt(word: str, known: Vocabulary) -> Iterator[Node]:
    """The Chinese that it spells."""
    return (node for run in heard(word, known) for node in _within(run))


def heard(letters: str, known: Vocabulary) -> tuple[str, ...]:
    """The Chinese strings of two characters or more that `letters` spell, the last syllable perhaps begun only."""
    if not _LETTERS.fullmatch(letters) or len(letters) > LIMITS["pinyin"]:
        return ()
    found: list[str] = []
    _follow(letters, "", None, known, found, set())
    return tuple(found)


def _follow(
    letters: str, so_far: str, after: str | None, known: Vocabulary, found: list[str], dead: set[tuple[int, str]]
) -> None:
    """Go on from `so_far`, which the characters `after` follow, in every way; `dead` are the ends that lead nowhere."""
    if not letters:
        if len(so_far) > 1:
            found.append(so_far)
        return
    here, before = (len(letters), so_far[-1:]), len(found)
    if here in dead:
        return
    for syllable, characters in known.sound(letters[0]).items():
        if letters.startswith(syllable):
            rest = letters[len(syllable) :]
        elif so_far and syllable.startswith(letters):
            rest = ""
        else:
            continue
        for character, following in characters.items():
            if len(found) < LIMITS["heard"] and (after is None or character in after):
                _follow(rest, so_far + character, following, known, found, dead)
    if len(found) == before:
        dead.add(here)


def _near(run: Run, known: Vocabulary) -> Iterator[Node]:
    if not run.han:
        near = (run.text, *known.kin(run.text)) if known.has(run.text) else _alike(run.text, known)
        yield Some((*_anywhere(near).parts, *_begun(run.text, known), *_spelt(run.text, known)))
    elif len(run.text) > 2:
        yield from (_anywhere((pair,)) for pair in pairs(run.text))
    else:
        yield from (_beginning(character, known) for character in run.text)


def _alike(word: str, known: Vocabulary) -> tuple[str, ...]:
    """The words fewest slips away, at most one in a short word and two in others; a first letter may be swapped."""
    if not _LETTERS.fullmatch(word) or len(word) < 3:
        return ()
    most = 1 if len(word) <= LIMITS["short"] else 2
    letters = dict.fromkeys(word[:2])
    near = {other: slips(word, other, most) for letter in letters for other in known.words(letter)}
    least = min(near.values(), default=most + 1)
    return tuple(sorted(other for other, number in near.items() if number == least <= most))


def slips(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; `most` + 1 if there are more than that.

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
