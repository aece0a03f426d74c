"""The small site, every output compared: what changes on a page is seen in review."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.write.publish import Folder
from tests.conftest import HERE

GOLDEN = HERE / "golden" / "tiny"


def test_every_file_of_the_small_site_is_as_it_was(tiny: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    build(tiny, Folder(tmp_path / "dist"), Options())
    (tmp_path / "dist" / ".openplan").unlink()
    for script in (tmp_path / "dist").rglob("*.js"):
        script.unlink()  # the theme’s stand in its folder, and other people’s are never committed
    nameless(tmp_path / "dist")
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "golden files are written by people"
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(tmp_path / "dist", GOLDEN)
    made, kept = contents(tmp_path / "dist"), contents(GOLDEN)
    assert made.keys() == kept.keys()
    for path in made:
        assert made[path] == kept[path], path


def nameless(site: Path) -> None:
    """Take the hash out of the names of search indexes, lest each change of a text rename hundreds of files."""
    for start in site.glob("*/search/index.json"):
        text = start.read_text("utf-8")
        (name,) = re.findall(r'"at":"[^"]*/([\w-]+)/"', text)
        code = name.rpartition("-")[0]
        start.write_text(text.replace(f"/{name}/", f"/{code}/"), "utf-8")
        (site / "assets/search" / name).rename(site / "assets/search" / code)


def contents(folder: Path) -> dict[str, list[str]]:
    return {
        str(file.relative_to(folder)): file.read_bytes().decode(errors="surrogateescape").splitlines(keepends=True)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
