"""The house keeps its shape: layers, budgets, one door that prints, heavy libraries behind one door
each.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import builder
from tests.conftest import PROJECT

ROOT = Path(builder.__file__).parent
MODULES = {
    ".".join(("builder", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(ROOT.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}

ALLOWED = {
    "problems": set(),
    "model": {"problems"},
    "read": {"problems", "model"},
    "check": {"problems", "model"},
    "write": {"problems"},
    "importing": {"problems", "model", "read", "write"},
    "new": {"problems", "model", "read", "check", "site", "write"},
    "site": {"problems", "model"},
    "tables": {"problems", "model", "site", "write"},
    "charts": {"problems", "model", "site", "write"},
    "search": {"problems", "model", "site", "write"},
    "pages": {"problems", "model", "site", "write", "tables", "charts", "search"},
    "build": {
        "problems",
        "model",
        "read",
        "check",
        "site",
        "tables",
        "charts",
        "search",
        "pages",
        "write",
    },
    "serve": set(),
    "console": {"problems", "build"},
    "commands": {"problems", "model", "console", "importing", "new"},
    "cli": {"problems", "model", "build", "commands", "console", "serve", "write"},
    "__main__": {"cli"},
}
"""Room → the rooms that it may import."""
DOORS = {
    "builder.tables.tables",
    "builder.charts.charts",
    "builder.charts.rendering",
    "builder.search.entries",
    "builder.search.letters",
}
"""What pages may take of the other product rooms."""

HEAVY = {
    "yaml": {"builder.read.yaml"},
    "markdown": {"builder.site.prose"},
    "nh3": {"builder.site.prose"},
    "jinja2": {"builder.pages.template", "builder.pages.template_check"},
    "babel": {"builder.model.locales"},
    "opencc": {"builder.model.chinese"},
    "pypinyin": {"builder.search.pinyin"},
    "snowballstemmer": {"builder.search.languages"},
    "whoosh": {"builder.search.whoosh"},
    "selectolax": {"builder.write.links"},
    "altair": {"builder.charts.channels", "builder.charts.kinds"},
    "vl_convert": {"builder.charts.batches"},
    "click": {
        "builder.cli",
        "builder.commands.importing",
        "builder.commands.new",
        "builder.commands.options",
        "builder.commands.records",
        "builder.console",
    },
    "rich": {"builder.console"},
}
WHOOSH = "builder.search.whoosh"


def imports(name: str) -> Iterator[str]:
    """Every module that a module imports, inside functions too."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("name", [name for name in MODULES if room(name)])
def test_imports_run_one_way(name: str) -> None:
    for imported in imports(name):
        if imported.startswith("builder.") and room(imported) != room(name):
            assert room(imported) in ALLOWED[room(name)], f"{name} imports {imported}"


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) == "pages"])
def test_pages_take_of_other_products_what_stands_at_their_doors(name: str) -> None:
    for imported in imports(name):
        if imported.startswith(("builder.tables", "builder.charts", "builder.search")):
            assert imported in DOORS, f"{name} imports {imported}"


def test_only_searching_in_python_loads_whoosh() -> None:
    users = [name for name in MODULES if WHOOSH in imports(name)]
    assert users == ["builder.build"]
    (find,) = [
        n
        for n in ast.walk(TREES["builder.build"])
        if isinstance(n, ast.FunctionDef) and n.name == "find"
    ]
    assert WHOOSH in {n.module for n in ast.walk(find) if isinstance(n, ast.ImportFrom)}


def test_no_two_modules_import_each_other() -> None:
    graph = {name: {i for i in imports(name) if i in MODULES and i != name} for name in MODULES}
    visited: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in visited:
            for imported in sorted(graph[name] - {"builder"}):
                visit(imported, (*path, name))
            visited.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_at_most_350_lines_and_a_function_50(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 350
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, node.name


@pytest.mark.parametrize(
    ("pattern", "columns", "lines"),
    [("static/**/*.js", 100, 300), ("static/**/*.css", 100, None), ("templates/**/*.*", 140, None)],
)
def test_themes_keep_their_budgets_too(pattern: str, columns: int, lines: int | None) -> None:
    files = [file for theme in (ROOT.parent / "themes").iterdir() for file in theme.glob(pattern)]
    assert files
    for file in files:
        written = file.read_text("utf-8").splitlines()
        assert not [n for n, line in enumerate(written, 1) if len(line) > columns], file
        assert lines is None or len(written) <= lines, file


def test_parts_of_search_are_imported_by_search_alone_and_touch_no_document() -> None:
    for script in (ROOT.parent / "themes/default/static").rglob("*.js"):
        code = re.sub(r"(?m)^\s*(/?\*|//).*", "", script.read_text("utf-8"))
        if script.parent.name == "search":
            assert "document" not in code, script
        elif script.name != "search.js":
            assert "/search/" not in code, script


@pytest.mark.parametrize("name", MODULES)
def test_lines_have_at_most_100_columns_and_nobody_formats_by_hand(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    assert "fmt: " + "skip" not in text
    assert "fmt: " + "off" not in text
    assert [line for line in text.splitlines() if len(line) > 100] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_heavy_library_is_used_by_one_module(name: str) -> None:
    for imported in imports(name):
        library = imported.partition(".")[0]
        if library in HEAVY:
            assert name in HEAVY[library], f"{name} imports {library}"


@pytest.mark.parametrize(
    "name", [name for name in MODULES if name not in ("builder.cli", "builder.console")]
)
def test_only_the_door_prints(name: str) -> None:
    calls = [n.func for n in ast.walk(TREES[name]) if isinstance(n, ast.Call)]
    assert not any(isinstance(function, ast.Name) and function.id == "print" for function in calls)
    assert not any(
        isinstance(function, ast.Attribute) and ast.unparse(function).startswith("sys.std")
        for function in calls
    )


@pytest.mark.parametrize("name", [name for name in MODULES if name != "builder.__main__"])
def test_public_things_say_what_they_are(name: str) -> None:
    if MODULES[name].stat().st_size == 0:
        return
    assert ast.get_docstring(TREES[name]), name
    for node in TREES[name].body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}.{node.name}"


@pytest.mark.parametrize(
    "clock", ["time.time", "datetime.now", "datetime.today", "date.today", "random."]
)
def test_a_build_asks_no_clock_and_no_chance(clock: str) -> None:
    for name, path in MODULES.items():
        assert clock not in path.read_text("utf-8"), name


def test_the_help_does_not_load_heavy_libraries() -> None:
    code = "import sys, builder.cli; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {
        "pydantic",
        "jinja2",
        "babel",
        "markdown",
        "nh3",
        "yaml",
        "rich",
        "altair",
        "vl_convert",
        "whoosh",
    } & set(loaded)


def test_nothing_in_the_generator_is_about_one_city() -> None:
    themes = ROOT.parent / "themes"
    for path in [*ROOT.rglob("*"), *themes.rglob("*")]:
        if path.suffix in (".py", ".toml", ".html", ".css", ".js"):
            text = path.read_text("utf-8")
            assert "杭州" not in text, path
            assert "hangzhou" not in text.lower(), path


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_documents_name_files_that_exist(document: str) -> None:
    text = (PROJECT / document).read_text("utf-8")
    named = set(re.findall(r"`([\w./-]+\.(?:py|js|css|html|toml|yaml|json|bin|txt))`", text))
    folders = ["builder", "content", "data", "docs", "tests", "themes"]
    paths = [*PROJECT.glob("*"), *(p for name in folders for p in (PROJECT / name).rglob("*"))]
    there = {"/".join(part) for path in paths for part in _ends(path.relative_to(PROJECT).parts)}
    assert named - there == set()


def _ends(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """`a/b/c` → `a/b/c`, `b/c`, `c`."""
    return [parts[n:] for n in range(len(parts))]
