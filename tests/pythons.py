"""Builds the small sites with every Python of this machine that openplan is made for: they publish
the same bytes.

`make pythons` runs it; Pythons that the machine lacks are named and passed over.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PROJECT, snapshot

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
SITES = ("tiny", "riviere", "waha", "quay")


def interpreters() -> Iterator[tuple[str, Path | None]]:
    """Each version, and an interpreter of it if the machine has one, by name or by pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for version in VERSIONS:
        named = shutil.which(f"python{version}")
        installed = sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
        candidates = [*([Path(named)] if named else []), *installed]
        yield version, next((path for path in candidates if _runs(path, version)), None)


def _runs(interpreter: Path, version: str) -> bool:
    answer = subprocess.run([interpreter, "--version"], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.startswith(f"Python {version}.")


def built(interpreter: Path, folder: Path) -> dict[str, str]:
    """Every published file of the small sites by its path, as a digest of its bytes."""
    run = folder / "venv/bin/python"
    subprocess.run([interpreter, "-m", "venv", folder / "venv"], check=True)
    install = ["-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirements = ["--require-hashes", "--requirement", "requirements.txt"]
    subprocess.run([run, *install, *requirements], check=True, cwd=PROJECT)
    for site in SITES:
        build = ["-m", "builder", "build", "--strict", "--root", f"tests/sites/{site}"]
        environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}
        command = [str(run), *build, f"--output={folder / 'dist' / site}"]
        subprocess.run(command, check=True, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    files = snapshot(folder / "dist")
    return {name: digest for name, digest in files.items() if not name.endswith("/.openplan")}


def main() -> None:
    """Build with one Python after the other and compare; ends the program with what differs."""
    first: dict[str, str] = {}
    for version, interpreter in interpreters():
        if interpreter is None:
            print(f"Python {version}: not on this machine")
            continue
        with tempfile.TemporaryDirectory() as folder:
            files = built(interpreter, Path(folder))
        first = first or files
        if different := {name for name, _ in files.items() ^ first.items()}:
            sys.exit(f"Python {version}: {len(different)} other files, {sorted(different)[:5]}")
        print(f"Python {version}: {len(files)} files, the same bytes")


if __name__ == "__main__":
    main()
