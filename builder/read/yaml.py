"""YAML → plain values, with a place for every mistake.

It is read as events: scalars stay strings (`1.10`, `no` and `1:30` mean what the editor wrote), and
everything that makes a YAML file surprising is refused. Reading events instead of composing nodes
is faster, and nesting is bounded before libyaml's recursive composer could exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from builder.problems import Place, Problem

MAX_DEPTH = 20
MAX_REREAD = 50_000
"""Characters that the pure-Python parser may be given to word an error: it is slow."""

Path = tuple[str | int, ...]
Value = Any  # None | str | list[Value] | dict[str, Value]

_FULL_WIDTH_COLON = re.compile(r"^[\s-]*([A-Za-z][\w-]*)：")
_KEY_WITH_COLON = re.compile(r"([A-Za-z][\w-]*)：")
_COLON = re.compile(r":(?:\s|$)")
_COMMENT = re.compile(r"[ \t]*#")


class _TooDeepError(Exception):
    """Nesting passed `MAX_DEPTH`."""


@dataclass
class Parsed:
    """One file's plain value, its problems and, on request, where each part of it stands."""

    file: str
    text: str
    value: Value = None
    problems: list[Problem] = field(default_factory=list)
    first_line: int = 1
    """Line of the file at which `text` starts (front matter starts at line 2)."""
    entry_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The line of each entry of each top-level list."""
    places: dict[Path, tuple[Place, Place]] | None = None
    """The place of each key and value by its path, once the first was asked for."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the nearest enclosing part if there is
        none.
        """
        places = self.places
        if places is None:
            places = self.places = {}
            _Reader(self, record=places).read()
        while path and path not in places:
            path, key = path[:-1], False
        at_key, at_value = places.get(path, (Place(self.file), Place(self.file)))
        return at_key if key else at_value


def parse_yaml(file: str, text: str, first_line: int = 1) -> Parsed:
    """Read one YAML document; its root may be of any type, `None` when the file is empty."""
    parsed = Parsed(file, text, first_line=first_line)
    reader = _Reader(parsed)
    try:
        parsed.value = reader.read()
    except _TooDeepError:
        parsed.problems.append(Problem(reader.place(), "too-deep", {"limit": str(MAX_DEPTH)}))
    except yaml.YAMLError as error:
        parsed.problems.append(_syntax_problem(parsed, error))
    return parsed


class _Reader:
    def __init__(
        self, parsed: Parsed, *, record: dict[Path, tuple[Place, Place]] | None = None
    ) -> None:
        self.parsed = parsed
        self.loader = yaml.CSafeLoader(parsed.text)
        self.next: Callable[[], Any] = self.loader.get_event
        self.event: Any = None
        self.record = record

    def read(self) -> Value:
        try:
            self.next()
            self.event = self.next()
            if type(self.event) is StreamEndEvent:
                return None
            self.event = self.next()
            value = self.value((), self.event)
            self.event = self.next()
            assert type(self.event) is DocumentEndEvent
            self.event = self.next()
            if type(self.event) is not StreamEndEvent:
                self.problem("several-documents")
            return value
        except (yaml.YAMLError, _TooDeepError):
            if self.record is None:
                raise
            return None

    def place(self, event: Any = None) -> Place:
        mark = (event or self.event).start_mark
        return Place(self.parsed.file, mark.line + self.parsed.first_line, mark.column + 1)

    def problem(self, code: str, place: Place | None = None, **values: str) -> None:
        if self.record is None:
            place = place or self.place()
            self.parsed.problems.append(
                Problem(place, code, {k: v[:60] for k, v in values.items()})
            )

    def value(self, path: Path, key: Any) -> Value:
        event = self.event
        kind = type(event)
        if self.record is not None:
            self.record[path] = (self.place(key), self.place())
        if kind is AliasEvent:
            self.problem("alias", name=event.anchor)
            return None
        self.refuse_properties(event)
        if kind is ScalarEvent:
            if not event.style:
                self.refuse_comment(event.end_mark)
            return None if event.value == "" and not event.style else event.value
        if len(path) >= MAX_DEPTH:
            raise _TooDeepError
        return self.sequence(path) if kind is SequenceStartEvent else self.mapping(path)

    def refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem("anchor", name=event.anchor)
        if event.tag is not None:
            self.problem("tag", name=event.tag)

    def refuse_comment(self, end: Any) -> None:
        """An editor who writes `pump #5` without quotes means a text; YAML would drop its end
        without a word.
        """
        if comment := _COMMENT.match(self.parsed.text, end.index):
            column = end.column + comment.end() - end.index
            self.problem(
                "comment-after-text",
                Place(self.parsed.file, end.line + self.parsed.first_line, column),
            )

    def sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        lines: list[int] = []
        while True:
            self.event = event = self.next()
            if type(event) is SequenceEndEvent:
                if len(path) == 1:
                    self.parsed.entry_lines[str(path[0])] = tuple(lines)
                return items
            lines.append(event.start_mark.line + self.parsed.first_line)
            items.append(self.value((*path, len(items)), event))

    def mapping(self, path: Path) -> dict[str, Value]:
        items: dict[str, Value] = {}
        while True:
            self.event = event = self.next()
            kind = type(event)
            if kind is MappingEndEvent:
                return items
            key = self.key(path, items)
            self.event = self.next()
            value = self.value((*path, key), event)
            if key not in items:
                items[key] = value

    def key(self, path: Path, items: dict[str, Value]) -> str:
        event = self.event
        if type(event) is AliasEvent:
            self.problem("alias", name=str(event.anchor))
            return "?"
        if type(event) is not ScalarEvent:
            self.problem("bad-key")
            if type(event) in (SequenceStartEvent, MappingStartEvent):
                self.value((*path, "?"), event)
            return "?"
        key = str(event.value)
        self.refuse_properties(event)
        if key == "<<" and not event.style:
            self.problem("merge-key")
        elif key in items:
            self.problem("duplicate-key", key=key)
        elif match := _KEY_WITH_COLON.match(key):
            self.problem("full-width-colon", key=match[1])
        return key


def _syntax_problem(parsed: Parsed, error: yaml.YAMLError) -> Problem:
    """The mistake behind a YAML error: a full-width colon if that caused it, else what the parser
    says.

    The pure-Python parser words its errors better than libyaml; it reads a text that is not too
    long once more.
    """
    text = parsed.text
    if isinstance(error, ReaderError):  # libyaml counts bytes
        error.position = len(text.encode()[: error.position].decode("utf-8", "ignore"))
    if len(text) <= MAX_REREAD:
        error = _better_worded(text) or error
    if isinstance(error, ReaderError):
        before = text[: error.position]
        line, column, detail = (
            before.count("\n"),
            len(before) - before.rfind("\n") - 1,
            error.reason,
        )
    else:
        assert isinstance(error, MarkedYAMLError)
        mark = error.problem_mark
        if error.context_mark and re.search("stream|find expected ':'", str(error.problem)):
            mark = (
                error.context_mark
            )  # where the part began that lacks its end, or the line that lacks its colon
        assert mark is not None
        line, column = mark.line, mark.column
        detail = ", ".join(part for part in (error.context, error.problem) if part)
        if colon := _full_width_colon(text.splitlines(), str(error.problem), line, column):
            number, match = colon
            place = Place(parsed.file, number + parsed.first_line, match.end(1) + 1)
            return Problem(place, "full-width-colon", {"key": match[1]})
    return Problem(
        Place(parsed.file, line + parsed.first_line, column + 1), "yaml-syntax", {"detail": detail}
    )


def _better_worded(text: str) -> yaml.YAMLError | None:
    """What the pure-Python parser says of a text that libyaml refused, if it can say anything."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return error
    except (
        Exception
    ):  # it fails over numbers that are none of Unicode, and over those of thousands of digits
        return None
    return None


def _full_width_colon(
    lines: list[str], problem: str, line: int, column: int
) -> tuple[int, re.Match[str]] | None:
    """The line that reads as plain text because of its full-width colon, so that the next colon is
    a mistake.
    """
    if problem == "could not find expected ':'":
        candidates = range(line, line + 1)
    elif problem.startswith("mapping values are not allowed") and not _COLON.search(
        lines[line][:column]
    ):
        start = next((n + 1 for n in range(line - 1, -1, -1) if _COLON.search(lines[n])), 0)
        candidates = range(start, line + 1)
    else:
        return None
    return next(
        ((n, match) for n in candidates if (match := _FULL_WIDTH_COLON.match(lines[n]))), None
    )
