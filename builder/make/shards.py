"""An index → the files that the browser’s `search.js` reads: a start, and shards of which a query needs a few.

The start tells what a score needs besides postings: the length of each field of each entry. Terms (`t`), words that a
slip may mean (`w`) and syllables (`s`) lie sorted in shards of about `_SHARD` characters, so that those with one
beginning are together; the start has each shard’s first. A posting list is of numbers, from entry to entry how many
further; where an entry has the term more than once, that is negative and how often follows. Texts (`x`) lie in shards
of `_CHUNK` entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from builder.make.formats import compact_json
from builder.make.query import FIELDS, KEY, KEY_WEIGHT, LIMITS, PASSED_OVER
from builder.make.search import K1, B, Entry, Index
from builder.model.script import folding

_SHARD, _CHUNK, _TEXT = 1500, 2, 400
"""Characters of a shard, entries of a shard of texts, and how much of a long text that holds."""

Files = dict[str, bytes]


def shards(index: Index) -> tuple[dict[str, object], Files]:
    """What the start tells of the index, and the files of shards by their name."""
    files: Files = {}
    firsts: dict[str, list[str]] = {}
    for kind, listed in (("t", _terms(index)), ("w", _words(index)), ("s", _sounds(index))):
        firsts[kind] = []
        for number, part in enumerate(_parted(listed)):
            firsts[kind].append(next(iter(part)))
            files[f"{kind}{number}.json"] = compact_json(part)
    for number in range(0, len(index.entries), _CHUNK):
        texts = [_text(entry) for entry in index.entries[number : number + _CHUNK]]
        files[f"x{number // _CHUNK}.json"] = compact_json(texts)
    known = frozenset("".join((index.characters, *index.phrases)))
    start = {
        "b": B,
        "k1": K1,
        "fields": [[name, weight, index.average(name)] for name, weight in (*FIELDS.items(), (KEY, KEY_WEIGHT))],
        "lengths": [index.lengths(name) for name in (*FIELDS, KEY)],
        **firsts,
        "chunk": _CHUNK,
        "fold": "".join(written + plain for written, plain in folding().items() if plain in known),
        "phrases": index.phrases,
        "limits": LIMITS,
        "passed_over": PASSED_OVER,
    }
    return start, files


def generation(files: Mapping[str, bytes]) -> str:
    """A name for these shards that no others have."""
    whole = sha256()
    for name, content in sorted(files.items()):
        whole.update(name.encode() + sha256(content).digest())
    return whole.hexdigest()[:10]


def _terms(index: Index) -> Iterator[tuple[str, object]]:
    """Each term with its postings by field, and its kin; what is empty at the end is left out."""
    for term in index.vocabulary:
        told: list[object] = [_gaps(index.postings[name].get(term, ())) or 0 for name in (*FIELDS, KEY)]
        told.append(index.kin(term) or 0)
        while told[-1] == 0:
            told.pop()
        yield term, told


def _words(index: Index) -> Iterator[tuple[str, object]]:
    return ((word, 0) for letter in sorted(index.spellings) for word in index.words(letter))


def _sounds(index: Index) -> Iterator[tuple[str, object]]:
    return ((syllable, told) for letter in sorted(index.sounds) for syllable, told in index.sound(letter).items())


def _parted(listed: Iterable[tuple[str, object]]) -> Iterator[dict[str, object]]:
    """What is listed in shards of about the same size."""
    part: dict[str, object] = {}
    size = 0
    for key, told in listed:
        length = len(key) + len(str(told))
        if part and size + length > _SHARD:
            yield part
            part, size = {}, 0
        part[key] = told
        size += length
    if part:
        yield part


def _gaps(postings: Iterable[int]) -> list[int]:
    found, last = [], -1
    pairs = iter(postings)
    for number in pairs:
        times = next(pairs)
        found += [number - last] if times == 1 else [last - number, times]
        last = number
    return found


def _text(entry: Entry) -> list[str]:
    """An entry’s address below its language, its title, its other names, and its texts."""
    texts = (*entry.summary, *entry.figures, *entry.body)
    return [entry.path, entry.title, "\n".join(entry.names), "\n".join(text[:_TEXT] for text in texts)]
