"""What `docs/` tells a newcomer to do, done word for word in an empty folder.

Of the fenced blocks of a page, in their order:

- `console`: each line after `$ ` is a command, the lines below it are what it prints, in which `…`
  stands for anything;
- `replace="FILE"`: lines of a file, in whose place come those of the next block, `with`;
- `remove="FILE"`: lines that leave a file; `add="FILE"`: that come at its end;
- `file="FILE"`: a file;
- `after="FILE" line="…"`: lines that come below that one.

Blocks of other kinds are only read.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import pytest

from tests.conftest import KEPT, PROJECT

DOCS = PROJECT / "docs"
WALKTHROUGHS = ("first-site", "add-source", "add-values")
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass
class Newcomer:
    """Somebody at a shell who has nothing but the page."""

    folder: Path
    environment: dict[str, str]
    replaced: tuple[Path, str] | None = None
    printed: list[tuple[str, str, str]] = field(default_factory=list)
    """Command, what the page says that it prints, and what it printed."""

    def follow(self, kind: str, info: str, text: str) -> None:
        """Do what a block says."""
        attributes = dict(ATTRIBUTE.findall(info))
        if kind == "console":
            for command, expected in commands(text):
                self.printed.append((command, expected, self.run(command)))
        elif "replace" in attributes:
            self.replaced = (self.folder / attributes["replace"], text)
        elif info.strip() == "with":
            assert self.replaced is not None
            file, old = self.replaced
            self.edit(file, old, text)
        elif "remove" in attributes:
            self.edit(self.folder / attributes["remove"], text, "")
        elif "after" in attributes:
            line = attributes["line"] + "\n"
            self.edit(self.folder / attributes["after"], line, line + text)
        elif "add" in attributes:
            file = self.folder / attributes["add"]
            file.write_text(file.read_text("utf-8") + text, "utf-8")
        elif "file" in attributes:
            file = self.folder / attributes["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    @staticmethod
    def edit(file: Path, old: str, new: str) -> None:
        """Put a text in place of another that stands there once."""
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old}"
        file.write_text(text.replace(old, new), "utf-8")

    def run(self, command: str) -> str:
        """What a command prints."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return ""
        if words[:2] == ["openplan", "serve"]:
            return self.serve(command)
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.stderr == "", command
        return done.stdout

    def serve(self, command: str) -> str:
        """What the preview prints once its first page can be read."""
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        server = subprocess.Popen(
            f"exec {command} --port {port}",
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                assert page.status == 200
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
        return line.replace(f":{port}/", ":8000/")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a block with the lines below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Kind, attributes and text of every fenced block."""
    return BLOCK.findall((DOCS / f"{page}.md").read_text("utf-8"))


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    """A newcomer with the command on the path, an own home and an empty folder."""
    command = tmp_path / "bin/openplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m builder "$@"\n')
    command.chmod(0o755)
    environment = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(KEPT),
        "LANG": "C.UTF-8",
    }
    folder = tmp_path / "work"
    folder.mkdir()
    return Newcomer(folder, environment)


@pytest.mark.parametrize("page", WALKTHROUGHS)
def test_a_page_can_be_followed_word_for_word(page: str, newcomer: Newcomer) -> None:
    for kind, info, text in blocks(page):
        newcomer.follow(kind, info, text)
    for command, expected, printed in newcomer.printed:
        pattern = re.escape(expected).replace("…", ".+")
        assert re.fullmatch(pattern, printed), f"$ {command}\n{printed}expected:\n{expected}"


@pytest.mark.parametrize("page", WALKTHROUGHS)
def test_an_edit_names_its_file_in_words_too(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    for block in BLOCK.finditer(text):
        file = next((value for _, value in ATTRIBUTE.findall(block[2]) if "/" in value), None)
        if file:
            *_, section = text[: block.start()].split("\n#")
            assert f"`{file}`" in section, file


@pytest.mark.parametrize("page", [*WALKTHROUGHS, "from-open-sdg"])
def test_the_readme_leads_to_it(page: str) -> None:
    assert f"(docs/{page}.md)" in (PROJECT / "README.md").read_text("utf-8")
