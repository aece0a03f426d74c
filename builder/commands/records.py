"""`openplan new document`, `indicator` …: the next record of each kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.commands.options import EXIT_PROBLEMS, lang_option, root_option, texts
from builder.console import Console
from builder.problems import BuildError

if TYPE_CHECKING:
    from builder.new.records import Folder

_TEXTS = ("name", "issuer", "summary")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "document": ("name", "id", "kind", "issuer"),
    "indicator": ("topic", "name", "id", "unit"),
    "task": ("document", "name", "place"),
    "department": ("name", "id", "kind"),
    "goal": ("document", "name", "id", "place", "horizon"),
    "topic": ("name", "id"),
}
"""Kind of record → what it cannot do without, in the order in which it is asked for."""
_OPTIONAL = {("task", "place")}
"""What is asked for all the same, or follows, and may be left out."""
_FOLLOWS = {"id": "name", "place": "document", "horizon": "document"}
"""What may follow from something else: it is not missing where that is."""

Command = Callable[..., None]


def _text(name: str, help: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", multiple=True, metavar="[CODE=]TEXT", help=help)


def _many(name: str, key: str, help: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", key, multiple=True, metavar="ID", help=f"{help}; repeat it.")


_name = _text("name", "What it is called; in a site of several languages fr=… for each.")
_summary = _text("summary", "What it is about, by language too; else its name.")
_id = click.option("--id", metavar="ID", help="Its id; else made of its name.")
_document = click.option("--document", metavar="ID", help="The document that says so.")
_place = click.option(
    "--place",
    metavar="PLACE",
    help="Its place in the document, as in task/3 or page/12; else the next free one.",
)
_topics = _many("topic", "topics", "A topic that it belongs to")
_goals = _many("goal", "goals", "A goal that it serves, as document/goal")


@click.command("document")
@_name
@click.option(
    "--kind", metavar="KIND", help="What it is: plan, law, statistical-bulletin, dataset …"
)
@_text("issuer", "Who issued it, by language too.")
@click.option("--published", metavar="DATE", help="2024, 2024-03 or 2024-03-15.")
@click.option("--period", metavar="PERIOD", help="The years that it is about: 2024-2030.")
@click.option("--url", metavar="URL", help="Where it can be read.")
@_summary
@_id
@root_option
@lang_option
def document_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add a document."""
    _make("document", root, lang, said)


@click.command("indicator")
@click.option("--topic", metavar="ID", help="The topic that it is listed under.")
@_name
@click.option("--unit", metavar="ID", help="Its unit, an id of data/units.yaml.")
@click.option(
    "--direction", metavar="WORD", help="What is better, where a source says: higher, lower, none."
)
@_goals
@_many("department", "departments", "A department that answers for it")
@click.option("--csv", is_flag=True, help="Keep its values in a CSV beside the file.")
@_id
@root_option
@lang_option
def indicator_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add an indicator."""
    _make("indicator", root, lang, said)


@click.command("task")
@_document
@_name
@_summary
@_place
@click.option("--period", metavar="PERIOD", help="When, as in 2024-2030.")
@click.option("--deadline", metavar="DAY", help="By which day, as in 2030-12-31.")
@click.option(
    "--lead", "leads", multiple=True, metavar="NAME", help="Who leads, as printed; repeat it."
)
@click.option("--supporting", multiple=True, metavar="NAME", help="Who supports; repeat it.")
@_topics
@_goals
@_many("indicator", "indicators", "An indicator that it is about")
@root_option
@lang_option
def task_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add a task, with the next number of its document."""
    _make("task", root, lang, said)


@click.command("department")
@_name
@click.option("--kind", metavar="KIND", help="What it is: bureau, office, company …")
@click.option(
    "--printed", multiple=True, metavar="NAME", help="A name as printed; else its name; repeat it."
)
@_id
@root_option
@lang_option
def department_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add a department."""
    _make("department", root, lang, said)


@click.command("goal")
@_document
@_name
@_summary
@_place
@click.option("--horizon", metavar="YEAR", help="By when; else the document’s last year.")
@_topics
@_id
@root_option
@lang_option
def goal_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add a goal of a document."""
    _make("goal", root, lang, said)


@click.command("topic")
@_name
@_summary
@_id
@root_option
@lang_option
def topic_command(root: Path, lang: str | None, **said: Any) -> None:
    """Add a topic at the end of data/topics.yaml."""
    _make("topic", root, lang, said)


COMMANDS = (
    document_command,
    indicator_command,
    task_command,
    department_command,
    goal_command,
    topic_command,
)


def _make(kind: str, root: Path, lang: str | None, said: dict[str, Any]) -> None:
    from builder.new.records import new_record, read_folder

    console = Console(lang)
    try:
        folder = read_folder(root)
        files = new_record(folder, kind, _complete(console, folder, kind, said))
    except BuildError as error:
        console.fail(error, "not_made")
        sys.exit(EXIT_PROBLEMS)
    for file in files:
        console.line("new_record", file=root / file)


def _complete(
    console: Console, folder: Folder, kind: str, said: Mapping[str, Any]
) -> dict[str, Any]:
    """What was said, with what follows from it or is answered; ends the program with the options
    that are missing.
    """
    from builder.new.records import choices, likely

    values = dict(said)
    for key in _TEXTS:
        if key in values:
            values[key] = texts(values[key], folder.languages, f"--{key}") or None
    missing: dict[str, str] = {}
    for key in _NEEDED[kind]:
        if values[key]:
            continue
        default = likely(folder, kind, key, values)
        known = choices(folder, kind, key, values)
        optional = (kind, key) in _OPTIONAL
        if console.asks:
            preset = default if default or optional else None
            values[key] = _answer(console, folder.languages, key, preset, known)
        elif default or optional:
            values[key] = default
        elif _FOLLOWS.get(key) not in missing:
            missing[key] = f"--{key} ({', '.join(known)})" if known else f"--{key}"
    if missing:
        raise click.UsageError("missing: " + "; ".join(missing.values()))
    return values


def _answer(
    console: Console,
    languages: tuple[str, ...],
    key: str,
    preset: str | None,
    known: tuple[str, ...],
) -> Any:
    """What is typed for a field of a record: a text in each language, or a word."""
    if key in _TEXTS:
        return {code: console.ask(f"ask_{key}", None, str, language=code) for code in languages}

    def one_of(text: str) -> str:
        if known and key != "place" and text not in known:
            raise click.BadParameter(f"expected one of: {', '.join(known)}")
        return text

    return console.ask(f"ask_{key}", preset, one_of, known=", ".join(known) or "–")
