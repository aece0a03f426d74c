"""The how-to, followed word for word with an invented repository: every value is in the site."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from tests.compare_open_sdg import compare
from tests.conftest import PROJECT

REPOSITORIES = Path(__file__).parent / "repositories"
HOW_TO = (PROJECT / "docs/from-open-sdg.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", HOW_TO, re.DOTALL)
    for line in block.splitlines()
]


def follow(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "openplan"
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_how_to_leads_to_a_site_with_every_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(REPOSITORIES / "harbour", tmp_path / "harbour")
    monkeypatch.chdir(tmp_path)
    said = [follow(command) for command in COMMANDS]
    assert len(said) == 3
    assert "IMPORT.md" in said[0]
    assert (tmp_path / "harbour-site/dist/index.html").exists()
    result = compare(tmp_path / "harbour", tmp_path / "harbour-site")
    unclear = ["2008-09 1.5e-05", "2010-11 1", "2011-12 2", "next year 4", " 1"]
    assert [lost.partition(": ")[2] for lost in result.lost] == unclear
    assert (result.found, result.repeated, result.added) == (19, 1, [])
    assert result.same_text == result.found - 1  # `<5` has its comparator in a column of its own


def test_two_languages_give_a_site_with_every_value(tmp_path: Path) -> None:
    site = tmp_path / "site"
    follow(f"openplan import open-sdg {REPOSITORIES / 'valmont'} --output {site}")
    assert "warnings: 0" in follow(f"openplan check --root {site}")
    follow(f"openplan build --root {site}")
    result = compare(REPOSITORIES / "valmont", site)
    assert (result.values, result.found, result.lost, result.added) == (11, 11, [], [])
    text = (site / "dist/fr/indicators/1-2-1/index.html").read_text("utf-8")
    assert "Personnes sous le seuil national de pauvreté" in text
    assert "Femmes" in text
