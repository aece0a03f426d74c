"""What is printed, and how progress looks. With `cli.py` the only module that writes to a
terminal.
"""

from __future__ import annotations

import json
import locale
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import click

from builder.build import Report
from builder.problems import BuildError, Problem, Severity

T = TypeVar("T")

_ALIKE = 100
"""Problems of one code in one file that are printed; a long table may have thousands."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![A-Za-z0-9])")


class Console:
    """What is printed on a terminal, in the language asked for; `style` is that of problems: text,
    json or github.
    """

    def __init__(self, lang: str | None, style: str = "text") -> None:
        self.lang = lang or ("zh" if locale_language() == "zh" else "en")
        self.style = style

    def line(self, key: str, **values: object) -> None:
        """Print a sentence of `sentences.toml`."""
        click.echo(str(_sentences()[key][self.lang]).format_map(values))

    @property
    def asks(self) -> bool:
        """Whether somebody sits at a terminal who can answer."""
        return sys.stdin.isatty()

    def ask(self, key: str, default: str | None, check: Callable[[str], T], **values: object) -> T:
        """The answer to a question of `sentences.toml`, asked until there is one where there is no
        default. `check` turns it into a value; where it raises a `click.BadParameter`, the question
        is asked again.
        """
        answer: T = click.prompt(
            str(_sentences()[key][self.lang]).format_map(values),
            default=default,
            show_default=bool(default),
            value_proc=check,
            err=True,
        )
        return answer

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Show the stage that is running, on a terminal only."""
        if self.style != "text" or not sys.stderr.isatty():
            yield lambda stage: None
            return
        from rich.console import Console as Terminal

        terminal = Terminal(stderr=True)

        def show(stage: str) -> None:
            text = self._stage(stage) if stage else ""
            terminal.control(_line_start())
            terminal.print(text, end="", style="dim", highlight=False, soft_wrap=True)

        yield show
        terminal.control(_line_start())

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems, each with its remedy."""
        problems = tuple(problems)
        if self.style == "json":
            entries = [
                {
                    "file": p.place.file,
                    "line": p.place.line,
                    "column": p.place.column,
                    "severity": p.severity.value,
                    "code": p.code,
                    "message": p.message(self.lang),
                    "hint": p.hint(self.lang),
                }
                for p in problems
            ]
            click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
            return
        if self.style == "github":
            for problem in problems:
                click.echo(self._github(problem))
            return
        kinds = Counter((p.place.file, p.code) for p in problems)
        printed: Counter[tuple[str, str]] = Counter()
        for problem in problems:
            kind = problem.place.file, problem.code
            printed[kind] += 1
            if printed[kind] <= _ALIKE:
                click.echo(self._text(problem))
            elif printed[kind] == kinds[kind]:
                file, code = kind
                self.line("alike", file=printable(file), code=code, number=kinds[kind] - _ALIKE)

    def _text(self, p: Problem) -> str:
        severity = _sentences()[p.severity.value][self.lang]
        return printable(
            f"{p.place}: {severity} [{p.code}] {p.message(self.lang)}\n    {p.hint(self.lang)}"
        )

    def _github(self, p: Problem) -> str:
        def escaped(text: str, also: str = "") -> str:
            for character in "%\r\n" + also:
                text = text.replace(character, f"%{ord(character):02X}")
            return text

        place = f"file={escaped(p.place.file, ':,')}"
        if p.place.line:
            place += f",line={p.place.line},col={p.place.column}"
        message = escaped(printable(f"{p.message(self.lang)} – {p.hint(self.lang)}"))
        return f"::{p.severity.value} {place},title={p.code}::{message}"

    def fail(self, error: BuildError, key: str = "failed") -> None:
        """Print why nothing was published, or what else `key` says of it."""
        self.problems(error.problems)
        if self.style == "text":
            errors = sum(p.severity is Severity.ERROR for p in error.problems)
            self.line(key, errors=errors, warnings=len(error.problems) - errors)

    def checked(self, report: Report) -> None:
        """Print that a check found nothing that stops a build."""
        if self.style == "text":
            self.line(
                "checked", pages=report.pages, warnings=len(report.warnings), **report.records
            )

    def summary(self, report: Report, output: Path) -> None:
        """Print what was published, in a line."""
        seconds = f"{sum(report.seconds.values()):.2f}"
        if report.unchanged:
            self.line("unchanged", output=output, seconds=seconds)
            return
        stages = ", ".join(
            f"{self._stage(name)} {spent:.2f}" for name, spent in report.seconds.items()
        )
        self.line(
            "built",
            output=output,
            pages=report.pages,
            files=report.files,
            written=report.written,
            seconds=seconds,
            stages=stages,
            **report.records,
        )

    def explain(self, report: Report) -> None:
        """Print where the time went."""
        from rich.console import Console as Terminal
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for key in ("column_stage", "column_seconds", "column_share"):
            table.add_column(
                str(_sentences()[key][self.lang]),
                justify="left" if key == "column_stage" else "right",
            )
        total = sum(report.seconds.values())
        for name, spent in report.seconds.items():
            table.add_row(self._stage(name), f"{spent:.3f}", f"{spent / total:.0%}")
        Terminal().print(table)
        if report.pages:
            self.line("explain", each=f"{total * 1000 / report.pages:.2f}", pages=report.pages)

    def _stage(self, name: str) -> str:
        return str(_sentences()[f"stage_{name}"][self.lang])


def printable(text: str) -> str:
    """Without control characters that a file's name or content could send to the terminal."""
    return "".join(c if c == "\n" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _line_start() -> Any:
    from rich.control import Control
    from rich.segment import ControlType

    return Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))


def locale_language() -> str:
    """The language of the environment’s locale; English where that names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            break
    else:
        value = locale.getlocale()[0] or ""
    language = _LANGUAGE.match(value)
    return language[0] if language else "en"


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("builder").joinpath("sentences.toml").read_text("utf-8"))
