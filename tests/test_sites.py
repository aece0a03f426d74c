"""Invented sites in other languages: what belongs to a language or to a script stays with it."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.build import Options, build
from builder.write.publish import DryRun
from tests.conftest import CACHE, HERE, PROJECT

SITES = {"riviere": ("fr", "en"), "waha": ("ar",)}
"""Each site with its languages, the default first."""
DIRECTIONS = {"fr": "ltr", "en": "ltr", "ar": "rtl"}
STRINGS = PROJECT / "themes" / "default" / "strings"
TRANSLATIONS = [STRINGS / "zh.toml", STRINGS / "fr.toml", HERE / "sites/waha/strings/ar.toml"]

HAN = re.compile("[\u3001-\u3003\u3008-\u3011\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]")
"""Characters that only texts in Chinese have, their punctuation among them."""
TEXTS = {".html", ".json", ".csv", ".svg", ".xml", ".txt", ".webmanifest"}
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
ROOT = re.compile(r"<html [^>]*>")


@pytest.fixture(params=SITES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def built(name: str, sites: Callable[..., Path]) -> Path:
    """The site as built, with its own languages."""
    return sites(name, HERE / "sites" / name)


def pages(site: Path, lang: str) -> Iterator[tuple[str, str]]:
    """Path and text of every page of a language."""
    for file in sorted((site / lang).rglob("*.html")):
        yield str(file.relative_to(site)), file.read_text("utf-8")


def test_a_site_has_nothing_to_warn_of(name: str) -> None:
    build(HERE / "sites" / name, DryRun(), Options(strict=True), CACHE)


def test_no_file_has_a_chinese_character(built: Path) -> None:
    found = [
        f"{file.relative_to(built)}: {match[0]}"
        for file in sorted(built.rglob("*"))
        if file.suffix in TEXTS and (match := HAN.search(file.read_text("utf-8")))
    ]
    assert found == []


def test_pages_say_their_language_and_where_it_starts(built: Path, name: str) -> None:
    for lang in SITES[name]:
        for path, text in pages(built, lang):
            root = ROOT.search(text)
            assert root, path
            assert f'lang="{lang}"' in root[0], path
            assert ('dir="rtl"' in root[0]) == (DIRECTIONS[lang] == "rtl"), path


def test_pages_name_themselves_in_the_other_languages_and_no_more(built: Path, name: str) -> None:
    languages = SITES[name]
    for lang in languages:
        for path, text in pages(built, lang):
            if path.endswith("404.html") or 'http-equiv="refresh"' in text:
                continue
            alternates = ALTERNATE.findall(text)
            if len(languages) == 1:
                assert alternates == [], path
                continue
            assert sorted(lang for lang, _ in alternates) == sorted([*languages, "x-default"]), path
            place = path.removeprefix(lang).removesuffix("index.html")
            addresses = dict(alternates)
            for other in languages:
                assert addresses[other].endswith(f"/{other}{place}"), path


def test_a_site_of_one_language_has_no_switch_and_no_second_tree(
    sites: Callable[..., Path],
) -> None:
    site = sites("waha", HERE / "sites" / "waha")
    assert not any((site / lang).exists() for lang in ("zh", "en", "fr", "zh-hant"))
    for path, text in pages(site, "ar"):
        assert 'class="switch"' not in text, path
        assert "hreflang" not in text, path


def strings(file: Path) -> Mapping[str, str]:
    """Every string of a file by its dotted key; what other languages are called may be left out."""

    def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    texts = flat(tomllib.loads(file.read_text("utf-8")))
    return {key: text for key, text in texts if not key.startswith("languages.")}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.stem)
def test_every_language_has_the_same_strings_and_no_other_names_in_them(file: Path) -> None:
    english, other = strings(STRINGS / "en.toml"), strings(file)
    assert sorted(english.keys() - other.keys()) == []
    assert sorted(other.keys() - english.keys()) == []
    assert [key for key in english if not names(other[key]) <= names(english[key])] == []
