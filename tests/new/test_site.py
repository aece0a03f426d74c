"""A new site is complete in its languages: it builds as it is, and says what is to be
translated.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.build import Options, build
from builder.cli import main
from builder.write.publish import DryRun, SiteFolder
from tests.conftest import CACHE, PROJECT, snapshot

LANGUAGES = [("en",), ("fr", "en"), ("zh", "en"), ("ar",), ("de", "fr-ca")]
SPOKEN = {"zh", "en", "fr"}


def new(*arguments: str, **environment: str) -> Result:
    env = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", **environment}
    return CliRunner(env=env).invoke(main, ["new", "site", *arguments])


def made(folder: Path, *languages: str) -> Path:
    assert new(str(folder), "--language", ",".join(languages)).exit_code == 0
    return folder


@pytest.mark.parametrize("languages", LANGUAGES, ids=",".join)
def test_a_new_site_builds_without_a_warning(languages: tuple[str, ...], tmp_path: Path) -> None:
    site = made(tmp_path / "site", *languages)
    report = build(site, SiteFolder(tmp_path / "dist"), Options(strict=True), CACHE)
    assert report.warnings == ()
    for lang in languages:
        pages = {file.parent.name for file in (tmp_path / "dist" / lang).glob("*/index.html")}
        assert {"about", "contribute", "changes", "indicators", "tasks", "data"} <= pages


@pytest.mark.parametrize("languages", LANGUAGES, ids=",".join)
def test_it_has_every_kind_of_record_and_what_hosts_need(
    languages: tuple[str, ...], tmp_path: Path
) -> None:
    site = made(tmp_path / "site", *languages)
    for folder in ("documents", "goals", "indicators", "tasks", "departments"):
        assert list((site / "data" / folder).rglob("*.yaml")), folder
    scaffold = PROJECT / "builder/scaffold"
    assert snapshot(scaffold).items() <= snapshot(site).items()
    for page in ("home", "about", "contribute", "changes"):
        for lang in languages:
            assert (site / f"content/{page}.{lang}.md").is_file()


@pytest.mark.parametrize("languages", LANGUAGES, ids=",".join)
def test_what_is_to_be_translated_is_said(languages: tuple[str, ...], tmp_path: Path) -> None:
    result = new(str(tmp_path / "site"), "--language", ",".join(languages), "--lang", "en")
    unspoken = [lang for lang in languages if lang not in SPOKEN]
    files = re.findall(r"strings/([\w-]+)\.toml", result.stdout)
    assert files == unspoken == [f.stem for f in sorted(tmp_path.glob("site/strings/*"))]
    theme = tomllib.loads((PROJECT / "themes/default/strings/en.toml").read_text("utf-8"))
    for lang in unspoken:
        text = (tmp_path / f"site/strings/{lang}.toml").read_text("utf-8")
        assert tomllib.loads(text).keys() == theme.keys() - {"languages"}
    marked = {
        str(file.relative_to(tmp_path / "site"))
        for file in tmp_path.rglob("*")
        if file.is_file() and "To translate" in file.read_text("utf-8")
    }
    assert bool(unspoken) == bool(marked)
    assert {
        f"content/{page}.{lang}.md" for page in ("home", "about") for lang in unspoken
    } <= marked
    assert not any(f".{lang}.md" in name for lang in SPOKEN for name in marked)


def test_every_language_has_the_same_words_and_pages() -> None:
    folder = PROJECT / "builder/new"
    words = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in folder.glob("words/*")}
    assert words.keys() == SPOKEN
    pages = {lang: {file.name for file in (folder / "pages" / lang).iterdir()} for lang in SPOKEN}
    for lang in SPOKEN:
        assert words[lang].keys() == words["en"].keys()
        assert words[lang]["comments"].keys() == words["en"]["comments"].keys()
        assert pages[lang] == pages["en"]


def test_what_is_said_stands_in_the_site(tmp_path: Path) -> None:
    titles = ("--title", "fr=Le plan “vert”", "--title", "en=The green plan")
    licence = ("--licence", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    result = new(
        str(tmp_path / "site"),
        *("--language", "fr", "--language", "en", *titles, "--publisher", "Rivière", *licence),
        *("--base-url", "https://data.example.net/plan/", "--accent", "#7a2e57", "#e3a6c6"),
    )
    assert result.exit_code == 0, result.output
    config = tomllib.loads((tmp_path / "site/site.toml").read_text("utf-8"))
    assert config["languages"] == ["fr", "en"]
    assert config["title"] == {"fr": "Le plan “vert”", "en": "The green plan"}
    assert config["publisher"] == {"fr": "Rivière", "en": "Rivière"}
    assert config["base_url"] == "https://data.example.net/plan"
    assert config["licence"]["name"] == {"fr": "CC0 1.0", "en": "CC0 1.0"}
    assert config["accent"] == {"light": "#7a2e57", "dark": "#e3a6c6"}


def test_comments_are_in_the_first_language_that_openplan_speaks(tmp_path: Path) -> None:
    for languages, words in (
        (("zh", "en"), "每页页首"),
        (("fr",), "en tête"),
        (("ar",), "head of"),
    ):
        site = made(tmp_path / languages[0], *languages)
        assert words in (site / "site.toml").read_text("utf-8")


def test_comments_are_filled_in(tmp_path: Path) -> None:
    site = made(tmp_path / "site", "fr", "zh")
    for file in site.rglob("*.yaml"):
        comments = re.findall("^ *#.*", file.read_text("utf-8"), re.MULTILINE)
        assert comments, file
        assert not [line for line in comments if re.search(r"\{\w+\}", line)], file


def test_every_comment_and_text_is_used() -> None:
    folder = PROJECT / "builder/new"
    words = tomllib.loads((folder / "words/en.toml").read_text("utf-8"))
    files = [f for f in folder.rglob("*") if f.suffix in (".py", ".yaml", ".toml")]
    told = "".join(f.read_text("utf-8") for f in files if f.parent.name != "words")
    assert [key for key in {**words, **words["comments"]} if key not in told] == []


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_a_folder_with_anything_in_it_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    result = new(str(tmp_path), "--language", "en", "--lang", "en")
    assert result.exit_code == 1
    assert "is not empty, so nothing is written to it\n    name an empty" in result.stdout
    assert snapshot(tmp_path).keys() == {name}


def test_an_empty_folder_is_filled_and_so_is_a_new_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    inode = tmp_path.stat().st_ino
    site = made(tmp_path, "en")
    assert site.stat().st_ino == inode, "a shell may stand in it"
    assert (site / "site.toml").is_file()
    assert (site / ".git/HEAD").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--title", "=1+1"), "formula-cell"),
        (("--publisher", "TODO"), "placeholder-text"),
        (("--accent", "#ffee00", "#ffee00"), "low-contrast"),
    ],
)
def test_what_would_not_be_valid_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    result = new(str(tmp_path / "site"), "--language", "en", *arguments, "--lang", "en")
    assert result.exit_code == 1
    assert f"[{code}]" in result.stdout
    assert "nothing was written" in result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--language", "xx"), "xx is no language"),
        (("--language", "fr,en", "--title", "fr=Plan"), "--title en=…"),
        (("--language", "fr", "--title", "de=Plan"), "de is no language of the site; it has: fr"),
        (("--language", "fr", "--title", "A", "--title", "B"), "--title fr=…"),
        (("--accent", "blue", "red"), "#1f5a8c #8fc1e8"),
        (("--base-url", "example"), "https://example.org"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_with_its_remedy(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    result = new(str(tmp_path / "site"), *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    result = new(str(tmp_path / "site"), LANG="fr_CA.UTF-8")
    assert (result.exit_code, result.stderr) == (0, "")
    config = tomllib.loads((tmp_path / "site/site.toml").read_text("utf-8"))
    assert config["languages"] == ["fr"]


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    controller, terminal = os.openpty()
    command = [sys.executable, "-m", "builder", "new", "site", "site", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "HOME": str(tmp_path), "LC_ALL": "C"}
    answers = "xx\nfr, en\nLe plan\n\nVille\nCity\nhttps://plan.example\n"
    os.write(controller, answers.encode())
    done = subprocess.run(
        command, stdin=terminal, capture_output=True, cwd=tmp_path, env=environment, timeout=60
    )
    os.close(terminal)
    os.close(controller)
    assert done.returncode == 0, done.stderr
    assert b"xx is no language" in done.stderr
    config = tomllib.loads((tmp_path / "site/site.toml").read_text("utf-8"))
    assert config["languages"] == ["fr", "en"]
    assert config["title"] == {"fr": "Le plan", "en": "Example town’s plan, in the open"}
    assert config["publisher"] == {"fr": "Ville", "en": "City"}
    assert config["base_url"] == "https://plan.example"


def test_what_is_made_does_not_depend_on_where_or_when(tmp_path: Path) -> None:
    first, second = (made(tmp_path / name, "zh", "ar") for name in ("first", "second"))
    assert snapshot(first) == snapshot(second)
    build(first, DryRun(), Options(strict=True), CACHE)
