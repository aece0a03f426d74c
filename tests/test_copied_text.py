"""Facts carry over, sentences do not: no text of the site repeats a longer run of a source document.

Compared are `data/` and `content/` with the sources, both folded to Simplified characters without spaces and
punctuation. Names that are longer than the run and must stand as they are, are listed in `official_names.txt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT.parent / "shared" / "sources"
RUN = 25

NAMES = Path(__file__).with_name("official_names.txt")
FILES = sorted([*(ROOT / "data").rglob("*.yaml"), *(ROOT / "content").glob("*")])

_simplified = OpenCC("t2s").convert


def folded(text: str) -> str:
    """Simplified characters, letters and digits only."""
    kept = (c for c in unicodedata.normalize("NFKC", _simplified(text)) if unicodedata.category(c)[0] in "LN")
    return "".join(kept).casefold()


def official_names() -> list[str]:
    lines = NAMES.read_text("utf-8").splitlines()
    return [folded(line) for line in lines if line and not line.startswith("#")]


def without(text: str, names: list[str]) -> str:
    """The text with a break, which matches nothing, in the place of each name."""
    for name in names:
        text = text.replace(name, "\n")
    return text


def texts(file: Path) -> Iterator[str]:
    """The file's texts one by one: a list of names is no sentence."""
    written = file.read_text("utf-8")
    yield from scalars(yaml.load(written, yaml.CSafeLoader)) if file.suffix == ".yaml" else [written]


def scalars(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from scalars(item)


def runs(text: str) -> dict[str, int]:
    return {text[i : i + RUN]: i for i in range(len(text) - RUN + 1) if "\n" not in text[i : i + RUN]}


def copied(text: str, known: frozenset[str]) -> list[str]:
    """The runs of `text` that are in `known`, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for run, start in runs(text).items():
        if run in known:
            joined = spans.pop()[0] if spans and start <= spans[-1][1] else start
            spans.append((joined, start + RUN))
    return [text[start:end] for start, end in spans]


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    if not SOURCES.is_dir():
        pytest.skip("the source texts are not here: ../shared/sources")
    names = official_names()
    return frozenset(
        run for file in sorted(SOURCES.glob("*.txt")) for run in runs(without(folded(file.read_text("utf-8")), names))
    )


def test_no_text_of_the_site_is_copied_from_a_source(known: frozenset[str]) -> None:
    names = official_names()
    found = [
        f"{file.relative_to(ROOT)}: {run}"
        for file in FILES
        for text in texts(file)
        for run in copied(without(folded(text), names), known)
    ]
    assert not found, "\n".join(found)


def test_every_official_name_is_used_and_is_longer_than_the_run() -> None:
    """A list that only grows hides copies: a name that nothing needs goes."""
    whole = "\n".join(folded(text) for file in FILES for text in texts(file))
    for name in official_names():
        assert len(name) >= RUN, name
        assert name in whole, name


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "全市居民人均可支配收入达到一个新的水平并且在全国各大城市中继续保持前列"
    known = frozenset(runs(folded(sentence)))
    assert copied(folded(f"前文，{sentence}。后文"), known) == [sentence]
    assert not copied(folded(sentence[: RUN - 1] + "别的说法"), known)
    assert folded("全 市、居民：收入（2.5万元）") == folded("全市居民收入2。5萬元")
