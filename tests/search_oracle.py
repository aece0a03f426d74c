"""Queries for search, and the right answers to them by reading every text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random

from builder.model.newest import newest_date
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.search.artifacts import edition_index as index_of
from builder.search.index import Entry, Index
from builder.search.query import FIELDS
from builder.search.tokens import HAN, chinese_folding, fold, runs
from builder.search.whoosh import WhooshIndex
from builder.site.site import Site
from builder.site.theme import read_theme, theme_folder
from tests.conftest import HERE

SEED = 20261125
_HAN = re.compile(f"[{HAN}]+")


def site(root: Path) -> Site:
    """The site in `root`, with the theme that comes with the generator."""
    tree = read_tree(root)
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    theme = read_theme(theme_folder(root, config.theme), catalog)
    as_of = newest_date(catalog)
    assert as_of
    return Site(config, catalog, theme, as_of, config.base_url)


def edition_index(root: Path, code: str) -> Index:
    """The index of an edition of the site in `root`."""
    return index_of(site(root).edition(code))


@cache
def ranked_by_whoosh(index: Index) -> WhooshIndex:
    """The index as Whoosh keeps it, built once."""
    return WhooshIndex(index)


def shown_texts(entry: Entry) -> tuple[str, ...]:
    """The title, the other names and the summary of a record."""
    return (entry.title, *entry.names, *entry.summary)


def substrings(entries: tuple[Entry, ...], number: int) -> list[str]:
    """Strings of two to four Chinese characters out of titles, names and summaries, taken at
    random, none twice.
    """
    random = Random(SEED)
    whole = [run for entry in entries for text in shown_texts(entry) for run in _HAN.findall(text)]
    chosen: dict[str, None] = {}
    while len(chosen) < number:
        run, length = random.choice(whole), random.randint(2, 4)
        if len(run) >= length:
            start = random.randrange(len(run) - length + 1)
            chosen[run[start : start + length]] = None
    return list(chosen)


def words(entries: tuple[Entry, ...], number: int) -> list[str]:
    """English words out of titles, names and summaries, taken at random, none twice; fewer if there
    are not as many.
    """
    all_words = {run.text for entry in entries for text in shown_texts(entry) for run in runs(text)}
    english = sorted(word for word in all_words if word.isascii() and word.isalpha())
    return Random(SEED).sample(english, min(number, len(english)))


def having(entries: tuple[Entry, ...], string: str) -> set[int]:
    """The records with the string in any of their texts, as Ctrl+F finds it."""
    return {n for n, text in enumerate(_folded(entries)) if fold(string, chinese_folding()) in text}


def with_word(entries: tuple[Entry, ...], *any_of: str) -> set[int]:
    """The records with one of these words in any of their texts."""
    any_words = set(any_of)
    return {n for n, text in enumerate(_folded(entries)) if any_words.intersection(_words(text))}


@cache
def _folded(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    return tuple(
        fold("\n".join(text for name in FIELDS for text in entry.texts(name)), chinese_folding())
        for entry in entries
    )


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(run.text for run in runs(text))


def questions(lang: str) -> list[tuple[str, str]]:
    """What people type, and the page that comes first."""
    return [
        (query, first)
        for query, first in tomllib.loads((HERE / "questions.toml").read_text("utf-8"))[lang]
    ]
