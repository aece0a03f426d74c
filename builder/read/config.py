"""`site.toml` → `SiteConfig`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from builder.model.config import SiteConfig
from builder.model.locales import is_language
from builder.problems import BuildError, Place
from builder.read.files import Tree
from builder.read.loader import catalog_problems
from builder.read.toml import parse_toml, toml_place
from builder.read.validation import problems

_FILE = "site.toml"


def read_config(tree: Tree) -> SiteConfig:
    """The site's configuration; raises `BuildError` with its problems and those of all other
    files.
    """
    if _FILE not in tree.files:
        raise BuildError([*tree.problems, *catalog_problems(tree)])
    text = tree.files[_FILE]
    value, mistakes = parse_toml(_FILE, text)
    languages = _languages(value)
    value.setdefault("languages", languages)

    def place(path: tuple[str | int, ...], *, key: bool = False) -> Place:
        return toml_place(_FILE, text, path)

    if not mistakes:
        try:
            return SiteConfig.model_validate(value, context={"languages": languages})
        except ValidationError as error:
            mistakes = list(problems(error, SiteConfig, place, languages))
    raise BuildError([*tree.problems, *mistakes, *catalog_problems(tree, languages)])


def _languages(value: dict[str, Any]) -> tuple[str, ...]:
    """The languages that `site.toml` names; where it names none, those of its own texts. None where
    one of them is no language: then texts may be in any.
    """
    named = value.get("languages")
    if named is None:
        texts = (value.get(key) for key in ("title", "description", "publisher"))
        named = [code for text in texts if isinstance(text, dict) for code in text]
        named = list(dict.fromkeys(named))
    codes = tuple(named) if isinstance(named, list) else ()
    known = all(isinstance(code, str) and is_language(code) for code in codes)
    return codes if known else ()


def config_place(tree: Tree) -> Callable[[str], Place]:
    """Where a dotted key of `site.toml` stands."""
    return lambda key: toml_place(_FILE, tree.files[_FILE], tuple(key.split(".")))
