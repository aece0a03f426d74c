"""The files of a new site: a small invented one in the languages asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from builder.model.catalog import Catalog
from builder.model.locales import conventions
from builder.new.interface import starting_words
from builder.new.kinds import listed_kinds
from builder.new.templates import Value, fill, names_in, template
from builder.new.trial import check_as_written
from builder.new.wording import comments, example_texts, spoken, untranslated
from builder.read.files import Tree
from builder.write.folder import write_folder

_INPUTS = ("site.toml", "content", "data", "strings")
PAGES = ("home", "about", "contribute", "changes")
ACCENT = ("#1f5a8c", "#8fc1e8")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BASE_URL = "https://example.org"


@dataclass(frozen=True)
class NewSite:
    """What is asked about a new site. Texts are by language; one that is left out is that of the
    example.

    `licence` is the name and address of one, `accent` a colour on light and one on dark paper.
    """

    languages: tuple[str, ...]
    title: Mapping[str, str] = field(default_factory=dict)
    publisher: Mapping[str, str] = field(default_factory=dict)
    base_url: str = BASE_URL
    licence: tuple[str, str] | None = None
    accent: tuple[str, str] = ACCENT


@dataclass(frozen=True)
class Made:
    """What was made: the files, and for each file of interface words that is to be translated the
    language that its texts are in.
    """

    files: tuple[str, ...]
    to_translate: Mapping[str, str]


def new_site(folder: Path, site: NewSite) -> Made:
    """Write a complete site into a new or empty folder, whole or not at all.

    Raises `BuildError` where something lies there, or where what was asked for is not valid.
    """
    files = dict(_files(site))
    inputs = {name: text for name, text in files.items() if name.partition("/")[0] in _INPUTS}
    check_as_written(Tree(inputs))
    write_folder(folder, files)
    words = {f"strings/{lang}.toml": spoken(lang) for lang in untranslated(site.languages)}
    return Made(tuple(files), {name: words[name] for name in words if name in files})


def _files(site: NewSite) -> Iterator[tuple[str, str]]:
    languages = site.languages
    values, said = _values(site), comments(languages[0])
    given = {key for key, texts in _given(site).items() if texts.keys() >= set(languages)}
    examples = example_texts(languages).keys() - given
    mark = _mark(languages, said, spoken(languages[0]))
    for name, text in _templates(resources.files("builder.new").joinpath("site")):
        filled = fill(name, text, values, said)
        yield name, mark + filled if names_in(text) & examples else filled
    yield from _pages(languages)
    strings = dict(_strings(languages, said))
    yield from strings.items()
    yield "README.md", _readme(values, languages[0], bool(strings))
    yield from _templates(resources.files("builder").joinpath("scaffold"))


def _given(site: NewSite) -> dict[str, Mapping[str, str]]:
    """The texts that take the place of the example's."""
    licence = dict.fromkeys(site.languages, site.licence[0]) if site.licence else {}
    given = {"site_title": site.title, "publisher": site.publisher, "licence_name": licence}
    return {key: texts for key, texts in given.items() if texts}


def _values(site: NewSite) -> dict[str, Value]:
    """What the templates ask for."""
    examples, given = example_texts(site.languages), _given(site)
    return {
        **examples,
        **{key: {**examples[key], **texts} for key, texts in given.items()},
        **listed_kinds(Catalog()),
        "percent": dict.fromkeys(site.languages, "%"),
        "languages": site.languages,
        "base_url": site.base_url,
        "light": site.accent[0],
        "dark": site.accent[1],
        "licence_address": site.licence[1] if site.licence else LICENCE,
    }


def _mark(languages: tuple[str, ...], said: Mapping[str, str], reader: str) -> str:
    """The comment, for who reads `reader`, that texts in some of the languages are still to be
    translated; empty where none is.
    """
    name = conventions(reader).language_name
    parts = (
        said["translate_part"].format(lang=name(lang), source=name(spoken(lang)))
        for lang in untranslated(languages)
    )
    left = said["list"].join(parts)
    return f"# {said['translate'].format(parts=left)}\n" if left else ""


def _templates(folder: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    """Every file of a folder of the package, by its path in it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry.read_text("utf-8")


def _pages(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    said = comments(languages[0])
    for page in PAGES:
        for lang in languages:
            mark = _mark((lang,), said, spoken(languages[0]))
            values = {"lang": lang, "translate": mark}
            text = template(f"pages/{spoken(lang)}/{page}.md")
            yield f"content/{page}.{lang}.md", fill(f"{page}.md", text, values, {})


def _strings(languages: tuple[str, ...], said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words of the interface in each language that the theme does not speak."""
    name = conventions(spoken(languages[0])).language_name
    for lang in untranslated(languages):
        source = spoken(lang)
        head = said["strings"].format(name=name(lang), source=name(source)).splitlines()
        words = starting_words(lang, source)
        yield f"strings/{lang}.toml", "".join(f"# {line}\n" for line in head) + words


def _readme(values: Mapping[str, Value], lang: str, with_strings: bool) -> str:
    def one(key: str) -> str:
        texts = values[key]
        assert isinstance(texts, Mapping)
        return texts[lang]

    own = {"title": one("site_title"), "strings": one("readme_strings") if with_strings else ""}
    return fill("README.md", template(f"pages/{spoken(lang)}/README.md"), own, {})
