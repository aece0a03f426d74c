"""Each folder of `invalid/` is a site with one mistake, and what `check --strict` prints about it
in both languages.

A case's `site/` is laid over `invalid/base/`, a site without a mistake; its `command.txt` is run in
place of `check`. Mistakes that git cannot keep are written here.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.charts.workers import Answer, Question, Workers
from builder.cli import main
from builder.problems import codes

HERE = Path(__file__).parent / "invalid"
THEME = HERE.parents[1] / "themes" / "default"
DEPARTMENT = "name: {zh: 水务局, en: Water bureau}\nkind: bureau\nnames: [市水务局]\n"

Mistake = Callable[[Path], AbstractContextManager[object] | None]


def no_site(site: Path) -> None:
    (site / "site.toml").unlink()


def symlink(site: Path) -> None:
    (site / "data/portfolios.yaml").symlink_to("units.yaml")


def symlink_of_folder(site: Path) -> None:
    (site / "content").symlink_to("data")


def symlink_of_site(site: Path) -> None:
    (site / "site.toml").rename(site / "other.toml")
    (site / "site.toml").symlink_to("other.toml")


def no_records(site: Path) -> None:
    shutil.rmtree(site / "data")


def no_records_but_hidden_ones(site: Path) -> None:
    for file in (site / "data").rglob("*.yaml"):
        file.rename(file.with_name(f".{file.name}"))


def wrong_case(site: Path) -> None:
    (site / "data").rename(site / "elsewhere")
    (site / "elsewhere").rename(site / "Data")


def symlink_in_theme(site: Path) -> None:
    static = shutil.copytree(THEME, site / "themes/default") / "static"
    (static / "passwd.txt").symlink_to("/etc/passwd")


def not_utf_8_in_theme(site: Path) -> None:
    sheet = shutil.copytree(THEME, site / "themes/default") / "static/site.css"
    sheet.write_bytes("/* 文字 */".encode("gbk") + sheet.read_bytes())


def unreadable(site: Path) -> None:
    os.mkfifo(site / "data/portfolios.yaml")


def unreadable_site(site: Path) -> None:
    (site / "site.toml").unlink()
    (site / "site.toml").mkdir()


def unexpected_file_in_place_of_folder(site: Path) -> None:
    (site / "content").write_text("About\n", "utf-8")


def too_large(site: Path) -> None:
    (site / "data/portfolios.yaml").write_bytes(b"#" * 1_000_001)


def name_clash(site: Path) -> None:
    put(site / "data/departments/water-bureau.yaml", DEPARTMENT)
    put(site / "data/departments/Water-bureau.yaml", DEPARTMENT)
    if len(os.listdir(site / "data/departments")) == 1:
        pytest.skip("this file system cannot hold the mistake")


def reserved_name(site: Path) -> None:
    put(site / "data/departments/con.yaml", DEPARTMENT)


@contextmanager
def empty_chart(site: Path) -> Iterator[None]:
    """A drawing that comes out without its marks."""
    ask = Workers.ask

    def without_marks(self: Workers, batch: Sequence[Question]) -> Future[list[Answer]]:
        answers: Future[list[Answer]] = Future()
        drawn = ask(self, batch).result()
        empty: Answer = None, "marks are missing"
        answers.set_result(
            [
                empty if "12.34" in text else answer
                for (_, text), answer in zip(batch, drawn, strict=True)
            ]
        )
        return answers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workers, "ask", without_marks)
        yield


def missing_string(site: Path) -> None:
    strings = shutil.copytree(THEME, site / "themes/default") / "strings/zh.toml"
    strings.write_text('greeting = "你好"\n' + strings.read_text("utf-8"), "utf-8")


def missing_asset(site: Path) -> None:
    (shutil.copytree(THEME, site / "themes/default") / "static/site.css").unlink()


def missing_colour(site: Path) -> None:
    palette = shutil.copytree(THEME, site / "themes/default") / "palette.toml"
    palette.write_text(
        palette.read_text("utf-8").replace('ink = "#1c1f1d"', 'ink = "black"'), "utf-8"
    )


def broken_drawing(site: Path) -> None:
    put(
        shutil.copytree(THEME, site / "themes/default") / "static/icon.svg", "<svg>\n<path></svg>\n"
    )


def broken_drawing_of_a_template(site: Path) -> None:
    put(shutil.copytree(THEME, site / "themes/default") / "templates/card.svg", "<svg>\n")


def icon_size(site: Path) -> None:
    icon = shutil.copytree(THEME, site / "themes/default") / "static/icon.svg"
    icon.write_text(icon.read_text("utf-8").replace("0 0 16 16", "0 0 512 512"), "utf-8")


def import_circle(site: Path) -> None:
    search = shutil.copytree(THEME, site / "themes/default") / "static/search.js"
    search.write_text('import "./search-box.js";\n' + search.read_text("utf-8"), "utf-8")


def bad_string(site: Path) -> None:
    strings = shutil.copytree(THEME, site / "themes/default") / "strings/en.toml"
    text = strings.read_text("utf-8")
    strings.write_text(text.replace("{publisher}", "{publishr}"), "utf-8")


def bad_placeholder(site: Path) -> None:
    strings = shutil.copytree(THEME, site / "themes/default") / "strings/en.toml"
    text = strings.read_text("utf-8")
    strings.write_text(text.replace("{publisher}", "{publisher.__class__}", 1), "utf-8")


def template_error_in_an_expression(site: Path) -> None:
    home = shutil.copytree(THEME, site / "themes/default") / "templates/home.html"
    home.write_text(
        home.read_text("utf-8").replace("{% block main %}", "{% block main %}{{ 1 / 0 }}"), "utf-8"
    )


def foreign_output(site: Path) -> None:
    put(site.parent / "dist/holiday.jpg", "")


@contextmanager
def output_locked(site: Path) -> Iterator[None]:
    put(site.parent / ".dist.openplan/lock", "")
    with open(site.parent / ".dist.openplan/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_failed(site: Path) -> None:
    put(site.parent / ".dist.openplan", "")


MISTAKES: dict[str, Mistake] = {
    mistake.__name__.replace("_", "-"): mistake
    for mistake in (
        no_site,
        no_records,
        no_records_but_hidden_ones,
        wrong_case,
        symlink,
        symlink_of_folder,
        symlink_of_site,
        symlink_in_theme,
        unreadable,
        unreadable_site,
        unexpected_file_in_place_of_folder,
        too_large,
        name_clash,
        reserved_name,
        empty_chart,
        missing_string,
        missing_asset,
        missing_colour,
        broken_drawing,
        broken_drawing_of_a_template,
        icon_size,
        import_circle,
        not_utf_8_in_theme,
        bad_string,
        bad_placeholder,
        template_error_in_an_expression,
        foreign_output,
        output_locked,
        write_failed,
    )
}
OUTPUT = ("empty-chart", "foreign-output", "output-locked", "write-failed")
CASES = sorted(folder.name for folder in HERE.iterdir() if folder.name != "base")


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def lay(site: Path, *cases: str) -> Path:
    for case in ("base", *(f"{case}/site" for case in cases)):
        if (HERE / case / "themes").is_dir():
            shutil.copytree(THEME, site / "themes/default")
        if (HERE / case).is_dir():
            shutil.copytree(HERE / case, site, dirs_exist_ok=True)
    return site


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def check(site: Path, *arguments: str) -> Result:
    return run("check", "--root", str(site), "--strict", *arguments)


def output(case: str, site: Path, lang: str) -> str:
    mistake = MISTAKES[case](site) if case in MISTAKES else None
    with mistake or nullcontext():
        if (HERE / case / "command.txt").exists():
            command = (HERE / case / "command.txt").read_text("utf-8").split()
            result = run(*command, "--root", str(site), "--lang", lang)
        elif (site / "repository").is_dir():
            arguments = (str(site / "repository"), "--output", str(site / "data"))
            result = run("import", "open-sdg", *arguments, "--lang", lang)
        elif case in OUTPUT:
            result = run(
                "build", "--root", str(site), "--output", str(site.parent / "dist"), "--lang", lang
            )
        else:
            result = check(site, "--lang", lang)
    assert result.exit_code == 1
    assert not result.stderr
    return result.stdout.replace(str(site.parent), "")


def problem_codes(text: str) -> set[str]:
    return set(re.findall(r"(?:error|warning) \[([a-z0-9-]+)\]", text))


@pytest.mark.parametrize("case", CASES)
def test_one_mistake_is_reported_in_both_languages(case: str, tmp_path: Path) -> None:
    english = output(case, lay(tmp_path / "en/site", case), "en")
    chinese = output(case, lay(tmp_path / "zh/site", case), "zh")
    assert f"{english}--\n{chinese}" == (HERE / case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_named_after_its_code_and_shows_it(case: str) -> None:
    english = (HERE / case / "expected.txt").read_text("utf-8").partition("--\n")[0]
    code = max((code for code in codes() if f"{case}-".startswith(f"{code}-")), key=len)
    assert code in problem_codes(english)


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_case(code: str) -> None:
    assert any(f"{case}-".startswith(f"{code}-") for case in CASES)


@pytest.mark.parametrize("case", sorted(MISTAKES))
def test_a_mistake_that_is_written_here_has_its_expected_lines(case: str) -> None:
    assert case in CASES


def test_the_base_of_all_cases_has_no_mistake(tmp_path: Path) -> None:
    result = check(lay(tmp_path / "site"), "--lang", "en")
    assert (result.exit_code, result.stdout.partition(";")[0]) == (0, "no errors")


SHAPELESS = (
    "toml-syntax",
    "bad-id",
    "given-by-path",
    "no-front-matter",
    "bad-id-in-vocabulary",
    "wrong-type-root",
)


def test_all_mistakes_of_shape_are_reported_in_one_run_in_the_order_of_files(
    tmp_path: Path,
) -> None:
    site = lay(tmp_path / "site", *SHAPELESS)
    symlink(site)
    lines = check(site, "--lang", "en").stdout.splitlines()
    assert [line.partition(" [")[0] for line in lines if not line.startswith(" ")] == [
        "content/about.zh.md:1:1: error",
        "data/departments/Water_Bureau.yaml: error",
        "data/indicators/water/leakage.yaml:4:1: error",
        "data/portfolios.yaml: error",
        "data/redirects.yaml:1:1: error",
        "data/topics.yaml:1:1: error",
        "site.toml:1:12: error",
        "not published; errors: 7, warnings: 0",
    ]


def test_all_mistakes_between_records_are_reported_in_one_run(tmp_path: Path) -> None:
    mistakes = (
        "unknown-place",
        "unknown-name",
        "missing-language",
        "redirect-to-nothing",
        "coverage",
    )
    assert problem_codes(check(lay(tmp_path / "site", *mistakes), "--lang", "en").stdout) == {
        *mistakes
    }


def test_a_file_tells_all_its_mistakes_at_once(tmp_path: Path) -> None:
    site = lay(tmp_path / "site")
    put(
        site / "data/departments/water-bureau.yaml",
        "name: {zh: 水务局, en: =1}\nkind: Buro\nphone: 1\n",
    )
    lines = check(site, "--lang", "en").stdout.splitlines()
    assert [line.partition("]")[0] for line in lines if not line.startswith(" ")][:-1] == [
        "data/departments/water-bureau.yaml:1:1: error [missing-field",
        "data/departments/water-bureau.yaml:1:21: error [formula-cell",
        "data/departments/water-bureau.yaml:2:7: error [bad-value",
        "data/departments/water-bureau.yaml:3:1: error [unknown-key",
    ]


def test_a_warning_alone_does_not_fail_without_strict(tmp_path: Path) -> None:
    result = run("check", "--root", str(lay(tmp_path / "site", "wrong-side")), "--lang", "en")
    assert (result.exit_code, problem_codes(result.stdout)) == (0, {"wrong-side"})


def test_the_json_format_is_a_list_of_problems_and_nothing_else(tmp_path: Path) -> None:
    result = check(lay(tmp_path / "site", "unknown-key"), "--format", "json", "--lang", "zh")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": "data/departments/water-bureau.yaml",
            "line": 2,
            "column": 1,
            "severity": "error",
            "code": "unknown-key",
            "message": "没有名为“knid”的键；是否想写“kind”？",
            "hint": "此处可用的键：name, kind, parent, names, note",
        }
    ]


def test_the_github_format_is_one_command_a_problem(tmp_path: Path) -> None:
    result = check(lay(tmp_path / "site", "unknown-key"), "--format", "github", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == (
        "::error file=data/departments/water-bureau.yaml,line=2,col=1,title=unknown-key::"
        "there is no key “knid”; did you mean “kind”? – "
        "the keys that can stand here: name, kind, parent, names, note\n"
    )


def test_a_file_as_a_whole_has_no_line_in_the_github_format(tmp_path: Path) -> None:
    result = check(lay(tmp_path / "site", "bad-id"), "--format", "github", "--lang", "en")
    assert result.stdout.startswith(
        "::error file=data/departments/Water_Bureau.yaml,title=bad-id::"
    )
