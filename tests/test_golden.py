"""The small site, every output compared: what changes on a page is seen in review.

Kept whole are a page of each kind and language, a chart of each kind, a table, and what programs
look for at fixed places; of every other file `manifest.txt` has size and SHA-256. Hashes in the
names of assets are left out, and assets appear by name alone: the theme’s stand in its folder, and
other people’s are never committed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest

from tests.browser import KINDS, TINY
from tests.conftest import HERE

GOLDEN = HERE / "golden" / "tiny"
CHANGED = HERE / "golden" / ".changed"
UPDATE = ".venv/bin/pytest tests/test_golden.py --update-golden"

PAGES = [path.format(**TINY).partition("?")[0] for path in KINDS.values()]
CHARTS = (
    "bodies",
    "change",
    "coverage",
    "partners",
    "scoreboard",
    "subjects",
    "greenways",
    "greenways-outcome-1",
    "sewage-overflows",
    "sewage-overflows-contradiction-1",
)
WHOLE = {
    *("", "404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml"),
    *("data/datapackage.json", "data/targets.csv", "api/v1/targets.json"),
    *("zh/opensearch.xml", "zh/site.webmanifest"),
    *(f"charts/zh/{name}.{ending}" for name, ending in product(CHARTS, ("svg", "json", "csv"))),
    *(f"{code}/{page}" for code, page in product(("zh", "en", "zh-hant"), PAGES)),
    "en/indicators/clean-rivers/",
    *(f"embed/{code}/indicators/{TINY['indicator']}/" for code in ("zh", "en", "zh-hant")),
}

HASHED = re.compile(rb"\b([\w-]+)\.[0-9a-f]{10}\.(\w+)|(?<=/search/)([a-z-]+)-[0-9a-f]{10}(?=/)")


def test_every_file_of_the_small_site_is_as_it_was(
    built_tiny: Path, request: pytest.FixtureRequest
) -> None:
    files = contents(built_tiny)
    current = {
        path: content for path, content in files.items() if path.removesuffix("index.html") in WHOLE
    } | {"manifest.txt": manifest(files)}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        write(GOLDEN, current)
    golden = contents(GOLDEN)
    changed = [path for path in sorted(current | golden) if current.get(path) != golden.get(path)]
    shutil.rmtree(CHANGED, ignore_errors=True)
    write(CHANGED / "before", {path: golden[path] for path in changed if path in golden})
    write(CHANGED / "after", {path: current[path] for path in changed if path in current})
    lines = "\n".join(f"  {path}" for path in changed)
    assert not changed, (
        f"changed, see {CHANGED.relative_to(HERE.parent)}/\n{lines}\nif that is meant: {UPDATE}"
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path, both without the hashes of assets; scripts and styles without their
    content.
    """
    content_of = {}
    for file in (
        file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != ".openplan"
    ):
        path = unhashed(str(file.relative_to(folder)).encode()).decode()
        asset = path.startswith(("assets/", "static/"))
        content_of[path] = (
            b"" if asset and not path.endswith(".json") else unhashed(file.read_bytes())
        )
    return content_of


def unhashed(text: bytes) -> bytes:
    return HASHED.sub(lambda match: match[3] or match[1] + b".*." + match[2], text)


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The files that are not kept whole: path, size and SHA-256."""
    rest = [
        (path, content)
        for path, content in files.items()
        if path.removesuffix("index.html") not in WHOLE
    ]
    return "".join(
        f"{path} {len(text)} {sha256(text).hexdigest()}\n" for path, text in sorted(rest)
    ).encode()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('src="/yunting/assets/site.7e1aa71b05.js"', 'src="/yunting/assets/site.*.js"'),
        (
            'export * from "../assets/search.0123456789.js";',
            'export * from "../assets/search.*.js";',
        ),
        ('"at":"/assets/search/zh-hant-0123456789/"', '"at":"/assets/search/zh-hant/"'),
        ("/zh/search/?q=2025", "/zh/search/?q=2025"),
    ],
)
def test_hashes_of_assets_are_left_out(text: str, expected: str) -> None:
    assert unhashed(text.encode()).decode() == expected


def test_what_is_to_be_kept_whole_is_there(built_tiny: Path) -> None:
    assert {path.removesuffix("index.html") for path in contents(built_tiny)} >= WHOLE
