"""What authors of themes read is complete: every template and its view, global, variable, macro."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.meta import find_undeclared_variables

from builder.charts.charts import Charts
from builder.charts.rendering import Drawings
from builder.pages.artifacts import edition_pages
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
