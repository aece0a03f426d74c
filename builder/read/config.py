"""`site.toml` → `SiteConfig`."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from builder.model.config import SiteConfig
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

    def place(path: tuple[str | int, ...], *, key: bool = False) -> Place:
        return toml_place(_FILE, text, path)

    if not mistakes:
        try:
            return SiteConfig.model_validate(value)
        except ValidationError as error:
            mistakes = list(problems(error, SiteConfig, place))
    raise BuildError([*tree.problems, *mistakes, *catalog_problems(tree)])


def config_place(tree: Tree) -> Callable[[str], Place]:
    """Where a dotted key of `site.toml` stands."""
    return lambda key: toml_place(_FILE, tree.files[_FILE], tuple(key.split(".")))
