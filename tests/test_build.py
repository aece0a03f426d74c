"""A build is a function of its input: the same bytes anywhere, the whole site or nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.build import Options, Report, build
from builder.problems import BuildError
from builder.write.publish import DryRun, SiteFolder
from tests.conftest import CACHE, PROJECT, snapshot

Publish = Callable[..., Report]
SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"'


def test_the_same_input_gives_the_same_bytes_whatever_surrounds_it(
    tiny: Path, tmp_path: Path
) -> None:
    surroundings = (
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/New_York",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONUTF8": "0",
        },
    )
    sites = []
    for number, environment in enumerate(surroundings):
        output = tmp_path / f"dist-{number}"
        command = [
            sys.executable,
            "-m",
            "builder",
            "build",
            "--root",
            str(tiny),
            "--output",
            str(output),
        ]
        folder = tmp_path / f"folder-{number}"
        folder.mkdir()
        subprocess.run(
            [*command, "--jobs", str(number + 1)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            check=True,
            capture_output=True,
        )
        sites.append(snapshot(output))
    assert sites[0] == sites[1] == sites[2]


def test_a_second_build_changes_no_file(tiny: Path, tmp_path: Path, publish: Publish) -> None:
    assert publish(tiny).written > 100
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "dist").rglob("*")}
    second = publish(tiny)
    assert (second.unchanged, second.written) == (True, 0)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "dist").rglob("*")} == before


def test_a_changed_definition_changes_only_what_shows_it(
    tiny: Path, tmp_path: Path, publish: Publish
) -> None:
    publish(tiny)
    before = snapshot(tmp_path / "dist")
    name = next((tiny / "data" / "departments").glob("*.yaml"))
    name.write_text(name.read_text("utf-8") + "note: {zh: 新的说明。, en: A new note.}\n", "utf-8")
    publish(tiny)
    after = snapshot(tmp_path / "dist")
    changed = {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    } - {".openplan"}
    index = {
        path
        for path in changed
        if path.startswith("assets/search/") or path.endswith("/search/index.json")
    }
    assert changed - index == {
        f"{lang}/departments/{name.stem}/index.html" for lang in ("zh", "en", "zh-hant")
    }
    assert index


def test_a_build_that_fails_leaves_the_site_as_it_was(
    tiny: Path, tmp_path: Path, publish: Publish
) -> None:
    publish(tiny)
    before = snapshot(tmp_path / "dist")
    (tiny / "content" / "about.en.md").write_text(
        "---\ntitle: a\ndescription: b\n---\n[dead](/en/nowhere/)\n"
    )
    with pytest.raises(BuildError) as error:
        publish(tiny)
    assert [problem.code for problem in error.value.problems] == ["dead-link"]
    assert snapshot(tmp_path / "dist") == before


def test_a_link_to_a_missing_anchor_fails(tiny: Path, publish: Publish) -> None:
    (tiny / "content" / "about.en.md").write_text(
        "---\ntitle: a\ndescription: b\n---\n[dead](/yunting/en/data/#no)\n"
    )
    with pytest.raises(BuildError) as error:
        publish(tiny)
    assert [problem.code for problem in error.value.problems] == ["missing-anchor"]


def test_a_deleted_record_takes_its_pages_along(
    tiny: Path, tmp_path: Path, publish: Publish
) -> None:
    publish(tiny)
    file = next((tiny / "data" / "topics.yaml").parent.rglob("topics.yaml"))
    file.write_text(
        file.read_text("utf-8")
        + "extra: {name: {zh: 多余, en: Extra}, summary: {zh: 多余。, en: Extra.}}\n",
        "utf-8",
    )
    publish(tiny)
    assert (tmp_path / "dist/zh/topics/extra/index.html").is_file()
    file.write_text(
        "\n".join(line for line in file.read_text("utf-8").splitlines() if "extra:" not in line)
        + "\n"
    )
    publish(tiny)
    assert not (tmp_path / "dist/zh/topics/extra").exists()


def test_warnings_stop_a_strict_build_only(tiny: Path, publish: Publish) -> None:
    indicator = tiny / "data/indicators/water/clean-river-sections.yaml"
    indicator.write_text(indicator.read_text("utf-8").replace('">= 95"', '"75"'), "utf-8")
    first = publish(tiny)
    assert [problem.code for problem in first.warnings] == ["wrong-side"]
    again = publish(tiny)
    assert (again.unchanged, again.warnings) == (True, first.warnings), "it is told each time"
    with pytest.raises(BuildError):
        publish(tiny, strict=True)


def test_checking_writes_nothing(tiny: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    assert build(tiny, DryRun(), Options(), CACHE).pages > 50
    assert snapshot(tmp_path) == before


def test_the_date_of_verdicts_is_part_of_the_input(
    tiny: Path, tmp_path: Path, publish: Publish
) -> None:
    publish(tiny)
    before = (tmp_path / "dist/data/verdicts.csv").read_bytes()
    publish(tiny, as_of="2040-01-01")
    assert (tmp_path / "dist/data/verdicts.csv").read_bytes() != before


def test_another_address_moves_every_link(tiny: Path, tmp_path: Path, publish: Publish) -> None:
    publish(tiny, base_url="https://elsewhere.example")
    page = (tmp_path / "dist/en/index.html").read_text("utf-8")
    assert 'href="/en/indicators/"' in page
    assert 'rel="canonical" href="https://elsewhere.example/en/"' in page
    assert "yunting" not in (tmp_path / "dist/sitemap.xml").read_text("utf-8")


def test_a_broken_template_is_a_problem_with_its_line(tiny: Path, publish: Publish) -> None:
    shutil.copytree(PROJECT / "themes/default", tiny / "themes/default")
    template = tiny / "themes/default/templates/topic.html"
    template.write_text(template.read_text("utf-8") + "\n{% if %}\n", "utf-8")
    lines = len(template.read_text("utf-8").splitlines())
    with pytest.raises(BuildError) as error:
        publish(tiny)
    problem = error.value.problems[0]
    assert (problem.code, problem.place.file, problem.place.line) == (
        "template-error",
        "themes/default/templates/topic.html",
        lines,
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("topic.html", "{{ once(nothing) }}"),
        ("topic.html", '{{ edition.link("goals", "nothing") }}'),
        ("topic.html", "{{ edition.date(view) }}"),
        ("topic.html", "{{ view|tojson }}"),
        ("parts/card.html", "{{ 1 / 0 }}"),
        ("parts/card.html", "{{ nothing }}"),
        ("parts/card.html", '{{ asset("nothing") }}'),
        ("parts/card.html", "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}"),
        ("parts/card.html", '{% include "parts/card.html" %}'),
    ],
)
def test_whatever_a_template_does_amiss_is_a_problem_with_its_line(
    tiny: Path, publish: Publish, name: str, text: str
) -> None:
    shutil.copytree(PROJECT / "themes/default", tiny / "themes/default")
    (tiny / "themes/default/templates" / name).write_text(f"{{# amiss #}}\n{text}\n", "utf-8")
    with pytest.raises(BuildError) as error:
        publish(tiny)
    assert {str(problem.place).rpartition(":")[0] for problem in error.value.problems} == {
        f"themes/default/templates/{name}:2"
    }
    assert {problem.code for problem in error.value.problems} == {"template-error"}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("name", "drawing"),
    [
        ("templates/card.svg", "<svg"),
        ("static/icon.svg", f"<svg {SVG}>{'<g>' * 3_000}{'</g>' * 3_000}</svg>"),
    ],
)
def test_a_drawing_that_cannot_be_drawn_is_a_problem(
    tiny: Path, publish: Publish, jobs: int, name: str, drawing: str
) -> None:
    shutil.copytree(PROJECT / "themes/default", tiny / "themes/default")
    (tiny / "themes/default" / name).write_text(drawing, "utf-8")
    with pytest.raises(BuildError) as error:
        publish(tiny, jobs=jobs)
    assert {(problem.place.file, problem.code) for problem in error.value.problems} == {
        (f"themes/default/{name}", "broken-drawing")
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_unknown_value_in_a_template_is_a_problem(
    tiny: Path, publish: Publish, jobs: int
) -> None:
    shutil.copytree(PROJECT / "themes/default", tiny / "themes/default")
    template = tiny / "themes/default/templates/topic.html"
    template.write_text(
        template.read_text("utf-8").replace("{{ view.title }}", "{{ view.no_such }}"), "utf-8"
    )
    with pytest.raises(BuildError) as error:
        publish(tiny, jobs=jobs)
    assert {problem.code for problem in error.value.problems} == {"template-error"}


def test_two_builds_into_two_folders_do_not_meet(tiny: Path, tmp_path: Path) -> None:
    one, other = SiteFolder(tmp_path / "one"), SiteFolder(tmp_path / "other")
    with one.open():
        build(tiny, other, Options(), CACHE)
    assert (tmp_path / "other/index.html").is_file()
