"""What a newcomer reads is complete: every command, option, field, choice and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import click
import pytest
from pydantic import BaseModel

from builder.cli import main
from builder.model import content, records
from builder.model.config import SiteConfig
from builder.problems import codes
from builder.read.loader import RECORDS, VOCABULARIES
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
FORMAT = (PROJECT / "docs/data-format.md").read_text("utf-8")
ROOTS: tuple[type[BaseModel], ...] = (
    *(model for _, model in RECORDS.values()),
    *VOCABULARIES.values(),
    records.Redirect,
    content.GlossaryTerm,
    content.Reading,
    SiteConfig,
)


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record and every record inside it."""
    yield model
    for field in model.model_fields.values():
        for inner in parts(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from models(inner)


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


FIELDS = sorted(
    {
        name
        for root in ROOTS
        for model in models(root)
        for name, field in model.model_fields.items()
        if not field.validation_alias
    }
    - {"id", "document", "topic"}
)
CHOICES = sorted(
    {
        choice
        for root in ROOTS
        for model in models(root)
        for field in model.model_fields.values()
        for part in parts(field.annotation)
        if get_origin(part) is Literal
        for choice in get_args(part)
    }
)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_described(name: str) -> None:
    assert re.search(rf"`{name}`|[{{ ]{name}: ", FORMAT)


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_is_described(choice: str) -> None:
    assert f"`{choice}`" in FORMAT


def commands(group: click.Group, path: str = "openplan") -> Iterator[tuple[str, click.Command]]:
    """Every command by what is typed for it, those of groups too."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_described(name: str) -> None:
    assert name in README
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in README


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_problem_says_what_is_wrong_and_what_to_do(code: str, lang: str) -> None:
    text = (PROJECT / "builder/messages.toml").read_text("utf-8")
    section = text.partition(f"[{code}]\n")[2].partition("\n[")[0]
    assert re.search(rf'^{lang} = "."?', section, re.MULTILINE)
    assert re.search(rf'^hint_{lang} = "."?', section, re.MULTILINE)


def test_the_dependencies_have_their_reasons_and_their_hashes() -> None:
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    for name, reason in re.findall(r'^  "([\w-]+)==[^"]+",(.*)$', project, re.MULTILINE):
        assert "# " in reason, name
        locked = (
            "requirements-dev.txt"
            if project.index(f'"{name}==') > project.index("dev = [")
            else "requirements.txt"
        )
        assert re.search(
            rf"^{name}==\S+ \\\n    --hash=", (PROJECT / locked).read_text("utf-8"), re.MULTILINE
        ), name


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_no_address_of_a_registry_is_written_down(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
