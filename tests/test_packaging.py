"""The wheel is the whole program: installed anywhere, it builds the same site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from builder import __version__
from tests.conftest import PROJECT, snapshot


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    pip("wheel", *options, str(PROJECT))
    (file,) = folder.iterdir()
    return file


@pytest.fixture
def openplan(wheel: Path, tmp_path: Path) -> Callable[..., str]:
    """The command as the wheel installs it, run outside the repository."""
    library = tmp_path / "library"
    pip("install", "--no-index", "--no-deps", "--target", str(library), str(wheel))

    def run(folder: Path, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, str(library / "bin/openplan"), *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(library), "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout

    return run


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def test_the_wheel_holds_every_file_of_the_program_and_of_its_themes(wheel: Path) -> None:
    written = {
        str(place / file.relative_to(PROJECT / folder))
        for folder, place in (("builder", Path("builder")), ("themes", Path("builder/themes")))
        for file in (PROJECT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as packed:
        inside = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert inside == written


def test_the_installed_command_builds_the_same_site_outside_the_repository(
    tiny: Path, built_tiny: Path, openplan: Callable[..., str]
) -> None:
    assert openplan(tiny, "--version") == f"openplan {__version__}\n"
    assert "no errors" in openplan(tiny, "check", "--strict")
    assert openplan(tiny, "build", "--strict").startswith("published to dist: ")
    assert snapshot(tiny / "dist").items() ^ snapshot(built_tiny).items() <= {
        (".openplan", snapshot(folder)[".openplan"]) for folder in (tiny / "dist", built_tiny)
    }


def test_every_python_that_the_package_names_is_tested() -> None:
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text("utf-8"))
    tested = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project) == tested
    assert f'requires-python = ">={tested[0]}"' in project
