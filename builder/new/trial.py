"""Whether what is to be made is valid: checked as a build would, before anything is written."""

from __future__ import annotations

from pathlib import Path

from builder.check.rules import check
from builder.model.catalog import Catalog
from builder.problems import BuildError, Place, Problem, Severity, require
from builder.read.config import config_place, read_config
from builder.read.files import Tree
from builder.read.loader import read_catalog
from builder.site.colours import check_contrast
from builder.site.theme import read_theme, theme_folder


def check_as_written(tree: Tree) -> None:
    """Raise `BuildError` with every error of a site that is to be written."""
    config = read_config(tree)
    catalog = read_catalog(tree, config.languages, config.year_start)
    theme = read_theme(theme_folder(Path(), config.theme), catalog)
    require([*check(catalog), *check_contrast(config, theme, config_place(tree))])


def check_added(tree: Tree, catalog: Catalog, files: dict[str, str]) -> None:
    """Raise `BuildError` with every error that a site would have once these files are in its
    tree.
    """
    config = read_config(tree)
    known = {(problem.place, problem.code) for problem in check(catalog)}
    added = Tree({**tree.files, **files}, pictures=tree.pictures)
    problems = check(read_catalog(added, config.languages, config.year_start))
    errors = [p for p in problems if p.severity is Severity.ERROR and _is_new(p, files, known)]
    if errors:
        raise BuildError(errors)


def _is_new(problem: Problem, files: dict[str, str], known: set[tuple[Place, str]]) -> bool:
    return problem.place.file in files or (problem.place, problem.code) not in known
