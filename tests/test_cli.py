"""The door: what is printed, in which language, and how it ends."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from builder import __version__
from builder.cli import main
from builder.serve import headers_for, server
from builder.write.cache import preview_folder
from tests.conftest import PROJECT, snapshot


def run(*arguments: str, **environment: str) -> Result:
    cleared = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", "SOURCE_DATE_EPOCH": ""}
    return CliRunner(env={**cleared, **environment}).invoke(main, arguments)


def built(tiny: Path, *arguments: str, **environment: str) -> Result:
    return run(
        "build",
        "--root",
        str(tiny),
        "--output",
        str(tiny.parent / "dist"),
        *arguments,
        **environment,
    )


def test_a_build_ends_with_one_line_of_counts_and_seconds(tiny: Path) -> None:
    result = built(tiny, "--jobs", "1")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    stages = ["read", "load", "check", "theme", "draw", "index", "make", "links", "publish"]
    assert re.search(
        r": \d+ pages \(\d+ goals, \d+ indicators, \d+ tasks, \d+ departments\), "
        r"\d+ files, \d+ changed; ",
        line,
    )
    assert re.findall(r"([a-z]+) \d+\.\d\d", line.partition(" s (")[2]) == stages


def test_a_second_build_says_that_nothing_changed(tiny: Path) -> None:
    built(tiny)
    assert "0 files changed" in built(tiny).stdout
    assert "改动0个文件" in built(tiny, "--lang", "zh").stdout


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "没有错误"),
        ({"LANG": "en_GB.UTF-8"}, "no errors"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_GB.UTF-8"}, "没有错误"),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "no errors"),
    ],
)
def test_the_locale_decides_the_language(
    tiny: Path, environment: dict[str, str], words: str
) -> None:
    assert words in run("check", "--root", str(tiny), **environment).stdout


def test_a_flag_beats_the_locale(tiny: Path) -> None:
    assert (
        "no errors" in run("check", "--root", str(tiny), "--lang", "en", LANG="zh_CN.UTF-8").stdout
    )


@pytest.mark.parametrize(
    ("query", "arguments", "first", "line"),
    [
        ("greenways", (), "6 found", "Tasks\tBuild greenways\tdata/tasks/key-tasks/002.yaml:1:1\t"),
        ("绿道", (), "6条结果", "任务\t建设绿道\tdata/tasks/key-tasks/002.yaml:1:1\t"),
        (
            "lvdao",
            ("--lang", "zh"),
            "6条结果",
            "任务\t建设绿道\tdata/tasks/key-tasks/002.yaml:1:1\t",
        ),
        (
            "greenwys",
            (),
            "nothing has everything that was typed; the nearest 5:",
            "Tasks\tBuild greenways\tdata/tasks/key-tasks/002.yaml:1:1\t",
        ),
        ("zzzz", (), "nothing found", None),
        ("\x1b[31m", ("--lang", "zh"), "没有找到", None),
    ],
)
def test_search_tells_kind_title_place_and_score(
    tiny: Path, query: str, arguments: tuple[str, ...], first: str, line: str | None
) -> None:
    result = run("search", "--root", str(tiny), *arguments, query)
    assert result.exit_code == 0
    summary, *lines = result.stdout.splitlines()
    assert summary == first
    assert bool(lines) is (line is not None)
    if line:
        assert lines[0].startswith(line)
        assert all(re.fullmatch(r"[^\t]+\t[^\t]+\t[^\t]*\t\d+\.\d{4}", one) for one in lines)


@pytest.mark.parametrize(
    ("arguments", "environment", "kind"),
    [
        (("2025",), {"LANG": "C"}, "Indicators"),
        (("2025",), {"LANG": "zh_CN.UTF-8"}, "指标"),
        (("2025",), {"LANG": "fr_CA.UTF-8"}, "指标"),
        (("2025年",), {"LANG": "en_GB.UTF-8"}, "指标"),
        (("--lang", "en", "2025"), {"LANG": "zh_CN.UTF-8"}, "Indicators"),
        (("--lang", "zh-hant", "2025"), {"LANG": "C"}, "指標"),
    ],
)
def test_search_is_in_the_language_asked_for_or_the_locales_or_the_first(
    tiny: Path, arguments: tuple[str, ...], environment: dict[str, str], kind: str
) -> None:
    result = run("search", "--root", str(tiny), *arguments, **environment)
    assert kind in [line.partition("\t")[0] for line in result.stdout.splitlines()[1:]]


def test_search_names_the_languages_that_there_are(tiny: Path) -> None:
    result = run("search", "--root", str(tiny), "--lang", "fr", "GDP")
    assert result.exit_code == 2
    assert result.stdout == "the site has no language “fr”; it has: zh, en, zh-hant\n"


def test_search_tells_of_mistakes_in_the_data(tiny: Path) -> None:
    (tiny / "data/topics.yaml").write_text("no: [", "utf-8")
    result = run("search", "--root", str(tiny), "greenway")
    assert result.exit_code == 1
    assert "data/topics.yaml:1" in result.stdout


def test_explaining_names_every_stage_and_the_cost_of_a_page(tiny: Path) -> None:
    text = built(tiny, "--explain").stdout
    assert all(
        re.search(rf"^{stage} +\d+\.\d+ +\d+%$", text, re.MULTILINE)
        for stage in ("load", "make", "publish")
    )
    assert re.search(r"\d+ pages, \d+\.\d\d ms a page", text)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", "yesterday"),
        ("--as-of", "2021-02-31x"),
        ("--as-of", "2021-02-31"),
        ("--as-of", "0000-01-01"),
        ("--base-url", "not an address"),
        ("--base-url", "javascript:alert(1)"),
        ("--base-url", ""),
        ("--base-url", "https://data.example.org//yunting"),
        ("--base-url", "https://data.example.org:0"),
        ("--jobs", "0"),
        ("--no-such-flag",),
    ],
)
def test_a_mistake_on_the_command_line_ends_with_2(tiny: Path, arguments: tuple[str, ...]) -> None:
    assert built(tiny, *arguments).exit_code == 2


def test_a_folder_that_does_not_exist_is_a_mistake_on_the_command_line() -> None:
    assert run("check", "--root", "/no/such/folder").exit_code == 2


def test_problems_end_with_1(tiny: Path) -> None:
    (tiny / "data/topics.yaml").write_text("a: 1\na: 2\n")
    assert run("check", "--root", str(tiny)).exit_code == 1


def test_problems_alike_in_one_file_are_printed_so_far_as_anybody_reads(tiny: Path) -> None:
    (tiny / "data/topics.yaml").write_text("".join(f"A{n}: 1\n" for n in range(180)))
    lines = run("check", "--root", str(tiny), "--lang", "en").output.splitlines()
    assert sum("[bad-id]" in line for line in lines) == 101
    assert "data/topics.yaml: 80 more of [bad-id], not listed here" in lines
    told = run("check", "--root", str(tiny), "--format", "json").output
    assert told.count('"bad-id"') == 180


def test_the_date_comes_from_the_flag_then_from_the_environment_then_from_the_site(
    tiny: Path,
) -> None:
    def verdicts() -> str:
        return (tiny.parent / "dist/data/verdicts.csv").read_text("utf-8")

    def as_of() -> str:
        home = (tiny.parent / "dist/en/index.html").read_text("utf-8")
        (found,) = re.findall(r'Data as of <time datetime="([^"]+)">', home)
        return str(found)

    site = tiny / "site.toml"
    text = site.read_text("utf-8")
    site.write_text(text.replace("as_of = 2024-02-20", "as_of = 2024-03-31"), "utf-8")
    built(tiny)
    assert as_of() == "2024-03-31"
    site.write_text(text.replace("as_of = 2024-02-20\n", ""), "utf-8")
    built(tiny)
    assert as_of() == "2024-02-20"
    by_data = verdicts()
    built(tiny, SOURCE_DATE_EPOCH="2208988800")
    by_environment = verdicts()
    built(tiny, "--as-of", "2040-01-01")
    assert verdicts() == by_environment != by_data
    assert run("check", "--root", str(tiny), "--as-of", "2040-01-01").exit_code == 0
    assert run("check", "--root", str(tiny), "--as-of", "soon").exit_code == 2
    assert built(tiny, SOURCE_DATE_EPOCH="soon").exit_code == 2


def test_names_of_files_cannot_send_control_characters_to_the_terminal(tiny: Path) -> None:
    (tiny / "data" / "topics\x1b[31m.yaml").write_text("a: 1\n")
    result = run("check", "--root", str(tiny))
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    assert "\\x1b[31m" in result.stdout


def test_the_module_is_the_command(tiny: Path) -> None:
    command = [sys.executable, "-m", "builder", "check", "--root", str(tiny), "--lang", "en"]
    result = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_headers_of_every_group_that_matches_are_joined() -> None:
    rules = "/*\n  A: 1\n/data/*\n  B: 2\n/exact\n  C: 3\n"
    assert headers_for(rules, "/data/x.csv") == {"A": "1", "B": "2"}
    assert headers_for(rules, "/exact") == {"A": "1", "C": "3"}
    assert headers_for(rules, "/exactly") == {"A": "1"}


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> str:
    """A free port, on which a server stops at once."""

    def stop(running: ThreadingHTTPServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", stop)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def test_checking_draws_no_chart(tiny: Path, tmp_path: Path) -> None:
    assert run("check", "--root", str(tiny), XDG_CACHE_HOME=str(tmp_path / "c")).exit_code == 0
    drawn = [file.read_bytes() for file in (tmp_path / "c/openplan/drawings").iterdir()]
    assert drawn
    assert all(b"iVBORw0KGgo" in content for content in drawn)  # icons and the card, as PNG


def test_serving_builds_what_a_build_publishes_into_a_folder_of_its_own(
    tiny: Path, tmp_path: Path, port: str
) -> None:
    built(tiny)
    before = snapshot(tmp_path)
    result = run("serve", "--root", str(tiny), "--port", port, XDG_CACHE_HOME=str(tmp_path / "c"))
    assert result.exit_code == 0
    (preview,) = (tmp_path / "c/openplan/previews").glob("*-tiny")
    assert result.stdout.splitlines()[0] == (
        f"the site is at http://127.0.0.1:{port}/yunting/, its files are in {preview}; "
        "press Ctrl-C to stop"
    )
    assert snapshot(preview) == snapshot(tmp_path / "dist")
    shutil.rmtree(tmp_path / "c")
    assert snapshot(tmp_path) == before


def test_serving_two_sites_of_one_name_keeps_them_apart(tmp_path: Path) -> None:
    folders = {preview_folder(tmp_path / name / "site") for name in ("a", "b", "a/../a")}
    assert len(folders) == 2


def test_a_site_is_built_into_its_own_folder(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    result = run("build", "--root", "../tiny")
    assert result.exit_code == 0
    assert result.stdout.startswith("published to ../tiny/dist: ")
    assert (tiny / "dist/en/index.html").is_file()
    assert "0 files changed" in run("build", "--root", "../tiny").stdout
    assert run("build", "--root", "../tiny", "--output", "public").exit_code == 0
    assert [path.name for path in sorted(elsewhere.iterdir())] == [".public.openplan", "public"]


def test_the_version_is_that_of_the_package() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"openplan {__version__}\n")
    changes = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## \[([0-9.]+)\]", changes, re.MULTILINE)[0] == __version__


@contextmanager
def served(
    folder: Path, path: str = ""
) -> Iterator[Callable[[str], HTTPResponse | urllib.error.HTTPError]]:
    """What the server of a folder answers to a path."""
    with server(folder, 0, path) as running:
        Thread(target=running.serve_forever, daemon=True).start()

        def get(path: str) -> HTTPResponse | urllib.error.HTTPError:
            try:
                return urllib.request.urlopen(  # type: ignore[no-any-return]
                    f"http://127.0.0.1:{running.server_port}{path}", timeout=10
                )
            except urllib.error.HTTPError as error:
                return error

        yield get
        running.shutdown()


def test_the_server_answers_as_a_host_would(tiny: Path) -> None:
    assert built(tiny, "--base-url", "http://127.0.0.1").exit_code == 0
    with served(tiny.parent / "dist") as get:
        home = get("/zh/")
        assert home.status == 200
        assert home.headers["Content-Type"] == "text/html; charset=utf-8"
        assert home.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert get("/data/targets.csv").headers["Access-Control-Allow-Origin"] == "*"
        for path, lang in (
            ("/zh/nowhere/", "zh-Hans"),
            ("/en/nowhere/", "en"),
            ("/nowhere", "zh-Hans"),
        ):
            missing = get(path)
            assert missing.status == 404
            assert f'<html lang="{lang}">' in missing.read().decode()
        assert get("/assets/").status == 404


def test_a_site_below_a_path_is_served_there_and_nowhere_else(tiny: Path) -> None:
    built(tiny)
    with served(tiny.parent / "dist", "/yunting") as get:
        for entrance in ("/", "/yunting", "/?a", "/yunting/"):
            answer = get(entrance)
            assert (answer.status, answer.url.partition("/yunting")[1:]) == (200, ("/yunting", "/"))
        home = get("/yunting/zh/")
        assert home.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert get("/yunting/data/targets.csv").headers["Access-Control-Allow-Origin"] == "*"
        addresses = {*re.findall(r' (?:href|src)="(/[^"#?]*)', home.read().decode())}
        assert len(addresses) > 10
        assert {address: get(address).status for address in addresses} == dict.fromkeys(
            addresses, 200
        )
        assert get("/yunting/en/goals").url.endswith("/yunting/en/goals/")
        for path, lang in (
            ("/yunting/en/nowhere/", "en"),
            ("/yunting/nowhere", "zh-Hans"),
            ("/en/", "zh-Hans"),
            ("/yuntingen/", "zh-Hans"),
            ("//example.org/yunting/", "zh-Hans"),
        ):
            missing = get(path)
            assert missing.status == 404
            assert f'<html lang="{lang}">' in missing.read().decode()


def test_a_terminal_shows_the_stage_that_runs_and_is_left_clean(tiny: Path) -> None:
    terminal, end = pty.openpty()
    process = subprocess.run(
        [sys.executable, "-m", "builder", "check", "--root", str(tiny), "--lang", "en"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=end,
        env={**os.environ, "TERM": "xterm"},
        timeout=120,
        check=True,
    )
    os.close(end)
    shown = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    assert shown.index("read") < shown.index("check")
    assert shown.endswith("\r\x1b[2K")
    assert b"\x1b" not in process.stdout


def test_a_system_that_cannot_publish_is_told_so_in_one_sentence() -> None:
    script = "import os; os.name = 'nt'; from builder.__main__ import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "Linux, macOS" in line
    assert "WSL" in line
