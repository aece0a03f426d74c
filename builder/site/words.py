"""The words of the interface: the site's own first, then those of its theme and of its parents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from builder.model.characters import refused_character
from builder.model.chinese import TRADITIONAL
from builder.model.locales import is_locale, is_tag
from builder.problems import Place, Problem
from builder.site.theme_files import ThemeFiles

if TYPE_CHECKING:
    from builder.model.catalog import Catalog

_BRACES = re.compile(r"\{\{|\}\}|\{[^\W\d]\w*\}|(?P<odd>\{[^{}]*\}?|\})")
"""Braces in a string: of the text, of a placeholder, or odd: what is no plain name may reach into
objects.
"""
_OPTIONAL = "languages."
"""What keys begin with that no language must have: names for which the CLDR has others."""

_MARKS = dict.fromkeys((0x200E, 0x200F))
"""Marks that keep signs on their side of a number: strings may have them."""
_MOST = 50
"""Keys of a file that are told to be unknown: somebody else’s file has hundreds."""

Words = dict[str, dict[str, str]]
"""Edition → key → text, or the file that it stands in."""


def read_words(layers: Sequence[ThemeFiles], catalog: Catalog) -> tuple[Words, Words]:
    """The strings of each edition of the site, and the files that they come from: of each the
    nearest. `layers` are the theme and its parents, the nearest first.

    An edition that is converted may have strings of its own that replace what comes out.
    """
    for layer in layers:
        _read(layer)
    strings: Words = {}
    files: Words = {}
    for code in (*catalog.languages, TRADITIONAL):
        own = catalog.strings.get(code, {})
        strings[code], files[code] = {**own}, dict.fromkeys(own, _own_file(code))
        for layer in layers:
            texts = layer.strings.get(code, {})
            file = layer.place(layer.folder / f"strings/{code}.toml").file
            strings[code] = texts | strings[code]
            files[code] = dict.fromkeys(texts, file) | files[code]
    return strings, files


def _read(layer: ThemeFiles) -> None:
    for file in sorted((layer.folder / "strings").glob("*.toml")):
        if file.is_symlink():
            continue
        texts = layer.toml(file, layer.text(file)) or {}
        layer.strings[file.stem] = texts
        for _, code, values in _mistakes(texts):
            layer.problem(layer.place(file), code, **values)


def check_words(
    layers: Sequence[ThemeFiles], catalog: Catalog, strings: Words, idle: Mapping[str, object]
) -> list[Problem]:
    """A problem for each string that a language of the site lacks, unless nothing asks for it
    (`idle`), and for each of the site's own that is wrong or that no theme has.
    """
    shipped = {
        key: layer.place(layer.folder / "strings").file
        for layer in reversed(layers)
        for texts in layer.strings.values()
        for key in texts
        if not key.startswith(_OPTIONAL) and key not in idle
    }
    problems = []
    for code in catalog.languages:
        if not strings[code]:
            problems.append(Problem(Place(_own_file(code)), "no-strings", {"lang": code}))
            continue
        in_theme = any(code in layer.strings for layer in layers)
        for key in shipped.keys() - strings[code].keys():
            file = posixpath.join(shipped[key], f"{code}.toml") if in_theme else _own_file(code)
            problems.append(Problem(Place(file), "missing-string", {"key": key, "lang": code}))
    for code, texts in catalog.strings.items():
        for key, kind, values in _mistakes(texts):
            problems.append(Problem(_own_place(catalog, code, key), kind, values))
        unknown = [k for k in texts if k not in shipped and not k.startswith(_OPTIONAL)]
        for key in unknown[:_MOST]:
            close = get_close_matches(key, sorted(shipped), n=1)
            values = {"key": key, "close": "".join(close)}
            problems.append(Problem(_own_place(catalog, code, key), "unknown-string", values))
    return problems


def _mistakes(texts: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What is wrong with some strings by themselves: key, code of the problem and its values."""
    for key, odd in _odd_placeholders(texts):
        yield key, "bad-placeholder", {"key": key, "placeholder": odd}
    for key, text in texts.items():
        if character := refused_character(text.translate(_MARKS)):
            yield key, "bad-character", {"character": character}
    for key, fits in (("lang.tag", is_tag), ("lang.locale", is_locale)):
        if key in texts and not fits(texts[key]):
            yield key, "bad-value", {"value": texts[key][:60], "expected": "en-GB, zh-Hans-CN"}


def _odd_placeholders(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """The first placeholder of each text that is no plain name, with the text's key."""
    odd = ((key, match["odd"]) for key in texts for match in _BRACES.finditer(texts[key]))
    return list({key: (key, text[:60]) for key, text in reversed([*odd]) if text}.values())


def _own_file(code: str) -> str:
    return f"strings/{code}.toml"


def _own_place(catalog: Catalog, code: str, key: str) -> Place:
    return catalog.place("strings", code, tuple(key.split(".")))
