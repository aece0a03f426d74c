"""Templates of files → texts: `${name}` is a value, `#: name` a comment; what follows `?name` or
`!name` is there only with or without that value.

A value is a text, a list of texts, or a text in each language; a form that the file's format asks
for is chosen here, so that templates look like the files that they make.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import PurePosixPath
from textwrap import wrap

Value = str | tuple[str, ...] | Mapping[str, str]

_WIDTH = 100
_COMMENT = re.compile(r"^( *)#: (\w+)$")
_CONDITION = re.compile(r"^([?!])(\w+) (.*)$")
_FIELD = re.compile(r"^( *)([\w-]+): \$\{([\w.]+)\}$")
_NAME = re.compile(r"\$\{(?:(first)\.)?(\w+)\}")
_PLAIN = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9/_-]*")
_FOLDER = resources.files("builder.new")


def template(name: str) -> str:
    """The text of a template: `records/task.yaml`."""
    return _FOLDER.joinpath(*name.split("/")).read_text("utf-8")


def names_in(text: str) -> set[str]:
    """The values that a template asks for."""
    return {match[2] for match in _NAME.finditer(text)}


def fill(name: str, text: str, values: Mapping[str, Value], comments: Mapping[str, str]) -> str:
    """A template's text with its values; `name` is that of the file to be made."""
    path = PurePosixPath(name)
    values = {"id": path.stem, **values}
    lines: list[str] = []
    for line in text.splitlines():
        if condition := _CONDITION.match(line):
            if bool(values.get(condition[2])) != (condition[1] == "?"):
                continue
            line = condition[3]
        if comment := _COMMENT.match(line):
            lines += _comment(comment[1], _known(comments[comment[2]], values))
            continue
        lines += _filled(line, values, path.suffix).split("\n")
    return "\n".join(lines) + "\n"


def _comment(indent: str, text: str) -> Iterator[str]:
    """The lines of a comment; its own line ends stay."""
    for line in text.strip("\n").splitlines():
        parts = wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}# {part}" for part in parts)


def _filled(line: str, values: Mapping[str, Value], suffix: str) -> str:
    form = {".yaml": yaml_value, ".toml": _toml_value}.get(suffix, str)

    def written(match: re.Match[str]) -> str:
        value = values[match[2]]
        if match[1] and isinstance(value, Mapping):
            value = next(iter(value.values()))
        return form(value)

    whole = _NAME.sub(written, line)
    field = _FIELD.match(line)
    if field and suffix == ".yaml" and len(whole) > _WIDTH:
        value = values[field[3]]
        if isinstance(value, Mapping):
            inner = (f"{field[1]}  {lang}: {yaml_value(text)}" for lang, text in value.items())
            return "\n".join((f"{field[1]}{field[2]}:", *inner))
    return whole


def yaml_value(value: Value) -> str:
    """A value as YAML on one line: words as they are, other texts in double quotes."""
    if isinstance(value, Mapping):
        texts = (f"{lang}: {json.dumps(text, ensure_ascii=False)}" for lang, text in value.items())
        return "{" + ", ".join(texts) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(yaml_value, value)) + "]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _toml_value(value: Value) -> str:
    if isinstance(value, Mapping):
        texts = (f"{lang} = {json.dumps(text, ensure_ascii=False)}" for lang, text in value.items())
        return "\n".join(texts)
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _known(text: str, values: Mapping[str, Value]) -> str:
    """A comment with the values that it names in braces; others, such as `{id}`, stay."""
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m[1], m[0])), text)
