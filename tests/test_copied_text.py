"""Facts carry over, sentences do not: no text of the site repeats a longer run of a source
document.

Compared are `data/` and `content/` with the fingerprints of the sources, both folded to Simplified
characters without spaces and punctuation. Names that are longer than the run and must stand as they
are, are in `official_names.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from builder.model.catalog import Catalog
from tests.conftest import PROJECT
from tests.fingerprints import BREAK, FILE, WINDOW, fingerprint, folded, official_names, without

RUN = 25
BYTES = RUN - WINDOW + 1
FILES = sorted([*(PROJECT / "data").rglob("*.yaml"), *(PROJECT / "content").glob("*")])


def texts(file: Path) -> Iterator[str]:
    """The file's texts one by one: a list of names is no sentence."""
    written = file.read_text("utf-8")
    yield from (
        scalars(yaml.load(written, yaml.CSafeLoader)) if file.suffix == ".yaml" else [written]
    )


def scalars(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from scalars(item)


def prints(whole: bytes) -> frozenset[bytes]:
    """The fingerprints of all runs of a text, from its own."""
    return frozenset(whole[start : start + BYTES] for start in range(len(whole) - BYTES + 1))


def copied(text: str, sources: frozenset[bytes]) -> list[str]:
    """The runs of `text` whose fingerprints are among `sources`, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    whole = fingerprint(text)
    for start in range(len(whole) - BYTES + 1):
        if whole[start : start + BYTES] in sources and BREAK not in text[start : start + RUN]:
            joined = spans.pop()[0] if spans and start <= spans[-1][1] else start
            spans.append((joined, start + RUN))
    return [text[start:end] for start, end in spans]


@pytest.fixture(scope="module")
def sources() -> frozenset[bytes]:
    return prints(FILE.read_bytes())


def test_no_text_of_the_site_is_copied_from_a_source(sources: frozenset[bytes]) -> None:
    names = official_names()
    copies = [
        f"{file.relative_to(PROJECT)}: {run}"
        for file in FILES
        for text in texts(file)
        for run in copied(without(folded(text), names), sources)
    ]
    assert not copies, "\n".join(copies)


def test_every_official_name_is_used_and_is_longer_than_the_run() -> None:
    """A list that only grows hides copies: a name that nothing needs goes."""
    whole = "\n".join(folded(text) for file in FILES for text in texts(file))
    for name in official_names():
        assert len(name) >= RUN, name
        assert name in whole, name


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "全市居民人均可支配收入达到一个新的水平并且在全国各大城市中继续保持前列"
    sources = prints(fingerprint(folded(sentence)))
    assert copied(folded(f"前文，{sentence}。后文"), sources) == [sentence]
    assert not copied(folded(sentence[: RUN - 1] + "别的说法"), sources)
    assert folded("全 市、居民：收入（2.5万元）") == folded("全市居民收入2。5萬元")


def test_every_unit_of_some_length_stands_in_a_document_as_it_is_printed(real: Catalog) -> None:
    whole = FILE.read_bytes()
    names = {folded(a.printed) for assignments in real.assignments.values() for a in assignments}
    long = [name for name in names - {*official_names()} if len(name) >= 2 * WINDOW]
    assert len(long) >= 10
    assert [name for name in long if fingerprint(name) not in whole] == []
