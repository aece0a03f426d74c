"""The next record of a site: valid at once, in all its languages, and never in place of another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.check.rules import check
from builder.cli import main
from builder.model.catalog import Catalog
from builder.new.records import id_from
from builder.new.site import NewSite, new_site
from builder.problems import Severity
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from tests.conftest import PROJECT, snapshot

NAMES = ("--name", "fr=Fuites d’eau", "--name", "en=Water leaks")
RECORDS = {
    "document": (*NAMES, "--kind", "dataset", "--issuer", "Mairie"),
    "indicator": ("--topic", "greenery", *NAMES, "--unit", "percent", "--direction", "lower"),
    "task": ("--document", "example-plan", *NAMES, "--place", "task/1"),
    "department": (*NAMES, "--kind", "company"),
    "goal": ("--document", "example-plan", *NAMES, "--place", "goal/1"),
    "topic": NAMES,
}
FILES = {
    "document": "documents/water-leaks.yaml",
    "indicator": "indicators/greenery/water-leaks.yaml",
    "task": "tasks/example-plan/002.yaml",
    "department": "departments/water-leaks.yaml",
    "goal": "goals/example-plan/water-leaks.yaml",
    "topic": "topics.yaml",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site in French and English."""
    new_site(tmp_path / "site", NewSite(("fr", "en")))
    return tmp_path / "site"


def new(site: Path, *arguments: str) -> Result:
    env = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C"}
    return CliRunner(env=env).invoke(main, ["new", *arguments, "--root", str(site)])


def catalog(site: Path) -> Catalog:
    tree = read_tree(site)
    return read_catalog(tree, read_config(tree).languages)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_valid_at_once(kind: str, site: Path) -> None:
    result = new(site, kind, *RECORDS[kind])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"made: {site}/data/{FILES[kind]}\n"
    errors = [p for p in check(catalog(site)) if p.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind != "topic"])
def test_each_field_has_a_comment_in_the_language_of_the_site(kind: str, site: Path) -> None:
    new(site, kind, *RECORDS[kind])
    text = (site / "data" / FILES[kind]).read_text("utf-8")
    assert 'fr: "Fuites d’eau", en: "Water leaks"' in text
    assert text.startswith("# ")
    assert text.count("\n# ") >= 2
    assert "${" not in text
    assert max(len(line) for line in text.splitlines()) < 140


@pytest.mark.parametrize("kind", RECORDS)
def test_nothing_is_overwritten(kind: str, site: Path) -> None:
    new(site, kind, *RECORDS[kind])
    before = snapshot(site)
    result = new(site, kind, *RECORDS[kind], "--lang", "en")
    if kind == "task":
        assert "003.yaml" in result.stdout
        assert before.items() <= snapshot(site).items()
    else:
        assert result.exit_code == 1
        assert "[record-exists]" in result.stdout
        assert snapshot(site) == before


@pytest.mark.parametrize("kind", RECORDS)
def test_what_is_missing_is_named_with_what_there_is(kind: str, site: Path) -> None:
    before = snapshot(site)
    result = new(site, kind)
    assert result.exit_code == 2
    assert "missing: --" in result.stderr
    assert "--name" in result.stderr
    assert snapshot(site) == before


def test_choices_are_named(site: Path) -> None:
    assert "--unit (trees, percent, percentage-points)" in new(site, "indicator", *NAMES).stderr
    assert "--kind (law, plan, " in new(site, "document", *NAMES).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--topic", "nope"), "there is no “nope” in data/topics"),
        (("--unit", "litres"), "there is no “litres” in data/units"),
        (("--direction", "up"), "“up” cannot stand here; expected: higher, lower, none"),
        (("--goal", "example-plan/nope"), "there is no “example-plan/nope” in data/goals"),
        (("--id", "../x"), "unexpected-file"),
        (("--id", "Water"), "bad-id"),
    ],
)
def test_what_names_nothing_is_refused(arguments: tuple[str, ...], words: str, site: Path) -> None:
    before = snapshot(site)
    result = new(site, "indicator", *RECORDS["indicator"], *arguments, "--lang", "en")
    assert result.exit_code == 1
    assert words in result.stdout
    assert snapshot(site) == before


def test_a_text_is_asked_for_in_each_language(site: Path) -> None:
    result = new(site, "topic", "--name", "fr=Eau")
    assert result.exit_code == 2
    assert "expected a text in each language: --name en=…" in result.stderr


def test_a_task_takes_the_next_number_and_the_next_free_place(site: Path) -> None:
    document = site / "data/documents/example-plan.yaml"
    text = document.read_text("utf-8")
    assert '"Tasks"}, numbers: 1}' in text
    document.write_text(text.replace('"Tasks"}, numbers: 1}', '"Tasks"}, numbers: 1-3}'), "utf-8")
    for number in ("002", "003"):
        assert new(site, "task", *NAMES).exit_code == 0
        made = (site / f"data/tasks/example-plan/{number}.yaml").read_text("utf-8")
        assert f"place: task/{int(number)}\n" in made
    assert new(site, "task", *NAMES, "--deadline", "2027-06-30").exit_code == 0
    task = catalog(site).tasks["example-plan-004"]
    assert (task.place, task.deadline) == (None, "2027-06-30")


def test_a_goal_has_a_place(site: Path) -> None:
    result = new(site, "goal", *NAMES)
    assert result.exit_code == 2
    assert "missing: --place" in result.stderr
    assert new(site, "goal", *NAMES, "--place", "page/12").exit_code == 0


def test_errors_that_are_there_already_do_not_stop_a_record(site: Path) -> None:
    """Such as places of a document that nothing is taken from yet."""
    document = site / "data/documents/example-plan.yaml"
    text = document.read_text("utf-8")
    document.write_text(text.replace('"Goals"}, numbers: 1}', '"Goals"}, numbers: 1-4}'), "utf-8")
    assert new(site, "goal", *NAMES).exit_code == 0
    assert catalog(site).goals["example-plan/water-leaks"].place == "goal/2"


def test_values_may_lie_in_a_table_beside_the_indicator(site: Path) -> None:
    result = new(site, "indicator", *RECORDS["indicator"], "--csv")
    table = site / "data/indicators/greenery/water-leaks.csv"
    assert f"made: {table}\n" in result.stdout
    assert table.read_text("utf-8") == "period,value,source\n"
    table.write_text("period,value,source\n2024,12.5,example-plan table-1/1\n", "utf-8")
    (observation,) = catalog(site).indicators["water-leaks"].observations
    assert str(observation.value) == "12.5"


@pytest.mark.parametrize(
    ("topics", "entry"),
    [
        (
            "# Ours\ngreenery: {name: {fr: Vert, en: Green}, summary: {fr: Vert, en: Green}}",
            'eau: {name: {fr: "Eau", en: "Eau"}, summary: {fr: "Eau", en: "Eau"}}\n',
        ),
        (
            "# Ours\ngreenery:\n    name: {fr: Vert, en: Green}\n    summary: {fr: V, en: G}\n",
            'eau:\n    name: {fr: "Eau", en: "Eau"}\n    summary: {fr: "Eau", en: "Eau"}\n',
        ),
    ],
)
def test_a_topic_is_added_in_the_form_of_the_others(topics: str, entry: str, site: Path) -> None:
    file = site / "data/topics.yaml"
    file.write_text(topics, "utf-8")
    assert new(site, "topic", "--name", "Eau").exit_code == 0
    assert file.read_text("utf-8") == f"{topics.rstrip()}\n{entry}"


def test_a_first_topic_makes_the_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    new_site(site, NewSite(("en",)))
    (site / "data/topics.yaml").unlink()
    (site / "data/indicators/greenery/street-trees.yaml").unlink()
    assert new(site, "topic", "--name", "Water").exit_code == 0
    assert (
        (site / "data/topics.yaml")
        .read_text("utf-8")
        .endswith('water:\n  name: {en: "Water"}\n  summary: {en: "Water"}\n')
    )


@pytest.mark.parametrize(
    ("names", "id"),
    [
        ({"fr": "Régie de l’eau", "en": "Water board"}, "water-board"),
        ({"fr": "Régie de l’eau"}, "regie-de-l-eau"),
        ({"en": "People’s homes (2024)"}, "peoples-homes-2024"),
        ({"ar": "الماء"}, ""),
        ({"zh": "水务局", "de": "Straße"}, "strasse"),
    ],
)
def test_an_id_is_made_of_a_name(names: dict[str, str], id: str) -> None:
    assert id_from(names) == id


def test_a_name_without_latin_letters_asks_for_an_id(tmp_path: Path) -> None:
    new_site(tmp_path / "site", NewSite(("ar",)))
    assert "missing: --id" in new(tmp_path / "site", "topic", "--name", "الماء").stderr
    assert new(tmp_path / "site", "topic", "--name", "الماء", "--id", "water").exit_code == 0


def test_mistakes_of_the_site_are_told_instead(site: Path) -> None:
    (site / "data/units.yaml").write_text("no: [", "utf-8")
    result = new(site, "topic", *NAMES)
    assert result.exit_code == 1
    assert "data/units.yaml:1" in result.stdout


def test_on_a_terminal_it_asks_for_what_was_not_said(site: Path) -> None:
    controller, terminal = os.openpty()
    command = [sys.executable, "-m", "builder", "new", "indicator", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "HOME": str(site), "LC_ALL": "C"}
    os.write(controller, "\nArbres tombés\nFallen trees\n\ntons\ntrees\nlower\n".encode())
    done = subprocess.run(
        command, stdin=terminal, capture_output=True, cwd=site, env=environment, timeout=60
    )
    os.close(terminal)
    os.close(controller)
    assert done.stdout == b"made: data/indicators/greenery/fallen-trees.yaml\n", done.stderr
    assert b"Its unit (trees, percent, percentage-points)" in done.stderr
    assert b"expected one of: trees, percent, percentage-points" in done.stderr
    assert str(catalog(site).indicators["fallen-trees"].name["fr"]) == "Arbres tombés"
