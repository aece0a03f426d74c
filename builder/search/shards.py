"""An index → the files that the theme’s `search/index.js` reads: a start, and shards of which a
query needs a few.

The start tells what a score needs besides postings: the length of each field of each entry. Terms
(`t`), words that a misspelt one may mean (`w`) and syllables (`s`) lie sorted in shards of about
`_SHARD` characters, so that those with one beginning are together; the start has each shard’s
first. A posting list is of numbers, from entry to entry how many further; where an entry has the
term more than once, that is negative and how often follows. Texts (`x`) lie in shards of `_CHUNK`
entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from builder.search.index import Entry, Index
from builder.search.query import FIELDS, KEY, KEY_WEIGHT, LIMITS
from builder.search.ranking import K1, B
from builder.search.tokens import PLAIN
from builder.write.formats import compact_json

_SHARD, _CHUNK, _TEXT = 1500, 2, 400
"""Characters of a shard, entries of a shard of texts, and how much of a long text that holds."""

Files = dict[str, bytes]


def shards(index: Index) -> tuple[dict[str, object], Files]:
    """What the start tells of the index, and the files of shards by their name."""
    files: Files = {}
    firsts: dict[str, list[str]] = {}
    for kind, items in (("t", _terms(index)), ("w", _words(index)), ("s", _syllables(index))):
        firsts[kind] = []
        for number, part in enumerate(_parted(items)):
            firsts[kind].append(next(iter(part)))
            files[f"{kind}{number}.json"] = compact_json(part)
    for number in range(0, len(index.entries), _CHUNK):
        texts = [_text(entry) for entry in index.entries[number : number + _CHUNK]]
        files[f"x{number // _CHUNK}.json"] = compact_json(texts)
    vocabulary = frozenset("".join((index.characters, *index.phrases)))
    start = {
        "b": B,
        "k1": K1,
        "fields": [
            [name, weight, index.average(name)]
            for name, weight in (*FIELDS.items(), (KEY, KEY_WEIGHT))
        ],
        "lengths": [index.lengths(name) for name in (*FIELDS, KEY)],
        **firsts,
        "chunk": _CHUNK,
        "fold": "".join(
            chr(written) + plain
            for written, plain in index.folding.items()
            if written not in PLAIN and plain in vocabulary
        ),
        "phrases": index.phrases,
        "limits": _limits(),
        "passed_over": index.stop_words,
    }
    return start, files


def _limits() -> dict[str, int]:
    """The limits by the names that the published format has for them: scripts of a former edition
    read it too.
    """
    return {
        "query": LIMITS.characters,
        "runs": LIMITS.runs,
        "pinyin": LIMITS.pinyin_letters,
        "begun": LIMITS.prefix_matches,
        "heard": LIMITS.pinyin_matches,
        "short": LIMITS.short_word,
    }


def generation(files: Mapping[str, bytes]) -> str:
    """A name for these shards that no others have."""
    whole = sha256()
    for name, content in sorted(files.items()):
        whole.update(name.encode() + sha256(content).digest())
    return whole.hexdigest()[:10]


def _terms(index: Index) -> Iterator[tuple[str, object]]:
    """Each term with its postings by field, and the words of its stem; what is empty at the end is
    left out.
    """
    for term in index.vocabulary:
        postings: list[object] = [
            _delta_encoded(index.postings[name].get(term, ())) or 0 for name in (*FIELDS, KEY)
        ]
        postings.append(index.same_stem(term) or 0)
        while postings[-1] == 0:
            postings.pop()
        yield term, postings


def _words(index: Index) -> Iterator[tuple[str, object]]:
    for letter in sorted(index.words_by_letter):
        yield from ((word, 0) for word in index.words_starting_with(letter))


def _syllables(index: Index) -> Iterator[tuple[str, object]]:
    for letter in sorted(index.syllables_by_letter):
        yield from index.syllables(letter).items()


def _parted(items: Iterable[tuple[str, object]]) -> Iterator[dict[str, object]]:
    """The items in shards of about the same size."""
    part: dict[str, object] = {}
    size = 0
    for key, value in items:
        length = len(key) + len(str(value))
        if part and size + length > _SHARD:
            yield part
            part, size = {}, 0
        part[key] = value
        size += length
    if part:
        yield part


def _delta_encoded(postings: Iterable[int]) -> list[int]:
    """Postings as the steps from entry to entry, as the module says."""
    encoded, last = [], -1
    pairs = iter(postings)
    for number in pairs:
        times = next(pairs)
        encoded += [number - last] if times == 1 else [last - number, times]
        last = number
    return encoded


def _text(entry: Entry) -> list[str]:
    """An entry’s address below its language, its title, its other names, and its texts."""
    texts = (*entry.summary, *entry.figures, *entry.body)
    return [
        entry.path,
        entry.title,
        "\n".join(entry.names),
        "\n".join(text[:_TEXT] for text in texts),
    ]
