"""The files that a new site starts with: hosts understand them, and their commands are ours."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import builder
from builder import __version__
from tests.conftest import PROJECT

SCAFFOLD = Path(builder.__file__).parent / "scaffold"
WORKFLOWS = sorted((SCAFFOLD / ".github/workflows").glob("*.yml"))
NETLIFY = tomllib.loads((SCAFFOLD / "netlify.toml").read_text("utf-8"))
ADDRESS = "https://data.example.net/city/plan"


def steps(workflow: Path) -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
    return list(job["steps"])


def commands() -> dict[str, str]:
    """Every command that builds, by the file and place that holds it."""
    found = {
        "netlify": NETLIFY["build"]["command"],
        "netlify-preview": NETLIFY["context"]["deploy-preview"]["command"],
    }
    for workflow in WORKFLOWS:
        (found[workflow.stem],) = (
            step["run"] for step in steps(workflow) if "openplan" in step.get("run", "")
        )
    return {name: command.rpartition(" && ")[2] for name, command in found.items()}


def test_there_is_a_workflow_for_each_host() -> None:
    assert [workflow.stem for workflow in WORKFLOWS] == ["cloudflare", "pages"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_get_no_more_rights_than_they_need(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    pins = re.findall(r"uses: (.*)", text)
    assert pins
    for pin in pins:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin), pin
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert not any("${{" in step.get("run", "") for step in steps(workflow)), (
        "a value in a command could be a command"
    )


@pytest.mark.parametrize(("name", "command"), sorted(commands().items()))
def test_the_command_builds_a_site_at_the_address_of_the_host(
    tiny: Path, tmp_path: Path, name: str, command: str
) -> None:
    variable = re.findall(r'--base-url "\$(\w+)"', command)[0]
    openplan = tmp_path / "bin/openplan"
    openplan.parent.mkdir()
    openplan.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m builder "$@"\n')
    openplan.chmod(0o755)
    subprocess.run(
        command,
        shell=True,
        cwd=tiny,
        check=True,
        capture_output=True,
        timeout=300,
        env={
            **os.environ,
            "PATH": f"{openplan.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            variable: f"{ADDRESS}/",
        },
    )
    page = (tiny / "dist/en/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/en/">' in page


def test_what_is_published_is_what_was_built() -> None:
    assert NETLIFY["build"]["publish"] == "dist"
    for workflow in WORKFLOWS:
        (step,) = (
            s["with"] for s in steps(workflow) if {"path", "command"} & s.get("with", {}).keys()
        )
        assert "dist" in (step.get("path") or step["command"]).split()
    assert all(command.endswith(" --output dist") for command in commands().values())
    ignored = (SCAFFOLD / ".gitignore").read_text("utf-8").splitlines()
    assert ignored == ["/dist/", "/.dist.openplan/"]


def test_a_new_site_names_the_version_that_made_it() -> None:
    text = (SCAFFOLD / "requirements.txt").read_text("utf-8")
    assert set(re.findall(r"openplan-([\d.]+)-py3", text)) == {__version__}
