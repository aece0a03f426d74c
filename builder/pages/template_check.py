"""What a theme’s templates say to nobody: Jinja passes it over without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import jinja2
from jinja2 import nodes

from builder.problems import Place, Problem
from builder.site.theme import Theme

_OUTPUT = (nodes.Output, nodes.Include, nodes.CallBlock)
"""Statements that put something on a page."""
_INNER = (nodes.Block, nodes.Macro, nodes.AssignBlock, *_OUTPUT)
"""Statements whose contents are put out where they are asked for, or with them."""


def check_templates(theme: Theme) -> Iterator[Problem]:
    """A warning for what stands outside the blocks of a template that extends another, outside the
    macros of a part that is only imported, and in a block that no extended template has.

    Templates in folders (`parts/`) are parts. One that cannot be parsed is reported when it is
    compiled.
    """
    environment = jinja2.Environment(autoescape=True)
    trees = {}
    for name, text in theme.templates.items():
        try:
            trees[name] = environment.parse(text)
        except jinja2.TemplateSyntaxError:
            continue
    asked = [pair for tree in trees.values() for pair in _named(tree)]
    shown = {name for kind, name in asked if kind in (nodes.Include, nodes.Extends)}
    imported = {name for kind, name in asked} - shown
    for name, tree in trees.items():
        file = theme.file(f"templates/{name}")
        extends = next((n for n in tree.body if isinstance(n, nodes.Extends)), None)
        if extends:
            after = tree.body[tree.body.index(extends) + 1 :]
            yield from _lost(file, after, "block")
            yield from _unknown_blocks(file, name, tree, trees)
        elif "/" in name and name in imported:
            yield from _lost(file, tree.body, "macro")


def _named(tree: nodes.Template) -> Iterator[tuple[type[nodes.Node], str]]:
    """The templates that a template includes, extends or imports, with the statement’s kind."""
    for statement in tree.find_all((nodes.Include, nodes.Extends, nodes.FromImport, nodes.Import)):
        template = getattr(statement, "template", None)
        if isinstance(template, nodes.Const):
            yield type(statement), str(template.value)


def _lost(file: str, body: list[nodes.Node], outside: str) -> Iterator[Problem]:
    """One warning for each statement that puts something out; white space is nothing."""
    for node in body:
        if isinstance(node, _OUTPUT):
            line = _first_line(node)
            if line:
                yield Problem(Place(file, line, 1), "lost-words", {"outside": outside})
        elif not isinstance(node, _INNER):
            yield from _lost(file, [*node.iter_child_nodes()], outside)


def _first_line(node: nodes.Node) -> int:
    """Where the first thing is that would be seen; 0 if there is none."""
    if not isinstance(node, nodes.Output):
        return node.lineno
    for part in node.nodes:
        if not isinstance(part, nodes.TemplateData):
            return part.lineno
        if part.data.strip():
            blank = part.data[: len(part.data) - len(part.data.lstrip())]
            return part.lineno + blank.count("\n")
    return 0


def _unknown_blocks(
    file: str, name: str, tree: nodes.Template, trees: Mapping[str, nodes.Template]
) -> Iterator[Problem]:
    known: set[str] = set()
    seen = {name}
    at: nodes.Template | None = tree
    while at is not None:
        parent = next((other for kind, other in _named(at) if kind is nodes.Extends), "")
        at = trees.get(parent) if parent not in seen else None
        seen.add(parent)
        known |= {block.name for block in at.find_all(nodes.Block)} if at else set()
    for block in tree.body:
        if isinstance(block, nodes.Block) and known and block.name not in known:
            close = get_close_matches(block.name, sorted(known), n=1, cutoff=0.6)
            values = {"name": block.name, "known": ", ".join(sorted(known))}
            place = Place(file, block.lineno, 1)
            yield Problem(place, "unknown-block", values | {"close": "".join(close)})
