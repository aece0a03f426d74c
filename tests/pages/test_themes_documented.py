"""What authors of themes read is complete: every template and its view, global, variable, macro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.meta import find_undeclared_variables

from builder.charts.charts import Charts
from builder.charts.rendering import Drawings
from builder.pages.artifacts import edition_pages
from builder.pages.pictures import CardView
from builder.pages.template import Templates
from tests.conftest import PROJECT
from tests.factories import tiny_site

DOCUMENT = (PROJECT / "docs/themes.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `([\w./-]+\.(?:html|svg))` \|(.*)$", DOCUMENT, re.MULTILINE))
"""Template → the rest of its row in the document’s tables."""


SITE = tiny_site()
ENVIRONMENT = Templates(SITE).environments["en"]
GLOBALS = sorted(ENVIRONMENT.globals.keys() - DEFAULT_NAMESPACE.keys())
TREES = {name: ENVIRONMENT.parse(text) for name, text in SITE.theme.templates.items()}
MACROS = {macro.name for tree in TREES.values() for macro in tree.find_all(nodes.Macro)}


def variables() -> set[str]:
    """What templates get besides the globals: the names that they use and do not set."""
    names: set[str] = set()
    for tree in TREES.values():
        set_here = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        names |= find_undeclared_variables(tree) - set_here
    return names - {*GLOBALS, *MACROS}


def views() -> set[tuple[str, str, str]]:
    """Each page’s template, the view that its function returns, and the function’s module."""
    rows = set()
    for page in edition_pages(SITE.edition("en"), Charts({}, Drawings({}))):
        function: Any = page.view
        while isinstance(function, partial):
            function = function.func
        module = function.__module__.removeprefix("builder.").replace(".", "/")
        rows.add((f"{page.template}.html", function.__annotations__["return"], f"{module}.py"))
    return rows


def seen_from(view: type, rows: dict[str, str]) -> None:
    """Add the document’s row of a view, and of everything that it is made of, to `rows`."""
    if view.__name__ in rows:
        return
    rows[view.__name__] = ""
    hints = get_type_hints(view)
    names = [field.name for field in fields(view)] if is_dataclass(view) else list(hints)
    shown = []
    for name in names:
        inner = [part for part in parts(hints[name]) if is_view(part)]
        kinds = " ".join(dict.fromkeys(part.__name__ for part in inner))
        shown.append(f"`{name}: {kinds}`" if inner else f"`{name}`")
        for part in inner:
            seen_from(part, rows)
    rows[view.__name__] = f"| `{view.__name__}` | {', '.join(shown)} |"


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from parts(inner)


def is_view(hint: Any) -> bool:
    rooms = ("builder.pages.", "builder.charts.", "builder.site.")
    return isinstance(hint, type) and hint.__module__.startswith(rooms)


def view_class(module: str, name: str) -> type:
    found: type = getattr(import_module(f"builder.{module[:-3].replace('/', '.')}"), name)
    return found


def signatures(tree: nodes.Template) -> set[str]:
    """Each macro of a template with the names of its arguments."""
    macros = tree.find_all(nodes.Macro)
    return {f"{macro.name}({', '.join(a.name for a in macro.args)})" for macro in macros}


def test_every_template_has_a_row_and_every_row_a_template() -> None:
    assert sorted(ROWS) == sorted(SITE.theme.templates)


@pytest.mark.parametrize(("template", "view", "module"), sorted(views()))
def test_every_page_is_described_with_its_view(template: str, view: str, module: str) -> None:
    assert ROWS[template].startswith(f" `{view}` | `{module}` |")


@pytest.mark.parametrize("template", sorted(TREES))
def test_every_macro_is_described_with_its_arguments_and_no_other(template: str) -> None:
    assert set(re.findall(r"`(\w+\([\w, ]*\))`", ROWS[template])) == signatures(TREES[template])


@pytest.mark.parametrize("name", [*GLOBALS, *sorted(variables())])
def test_every_global_and_variable_is_described(name: str) -> None:
    assert re.search(rf"^- `{name}[`(]", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize(("template", "view", "module"), sorted(views()))
def test_every_view_has_what_the_head_of_a_page_says(template: str, view: str, module: str) -> None:
    names = {field.name for field in fields(view_class(module, view))}
    assert {"title", "description"} <= names, template


def test_every_field_of_every_view_is_named() -> None:
    rows: dict[str, str] = {}
    for _, view, module in sorted(views()):
        seen_from(view_class(module, view), rows)
    seen_from(CardView, rows)
    expected = "\n".join(rows[name] for name in sorted(rows))
    section = DOCUMENT.partition("| view | fields |\n|---|---|\n")[2].partition("\n\n")[0]
    assert section == expected, f"the table of views in docs/themes.md should be\n{expected}"
