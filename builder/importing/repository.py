"""An Open SDG data repository as it is written: languages, translations, metadata, rows.

What the repository's `config_data.yml` takes for data and metadata is read; nothing is interpreted
here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from builder.importing.report import Report
from builder.problems import BuildError, Place, Problem
from builder.read.yaml import parse_yaml

CONFIG = "config_data.yml"
_INPUTS = (
    {"class": "InputCsvData", "path_pattern": "data/*-*.csv"},
    {"class": "InputYamlMeta", "path_pattern": "indicator-config/*-*.yml"},
    {"class": "InputYamlMdMeta", "path_pattern": "meta/*-*.md"},
    {"class": "InputYamlMeta", "path_pattern": "meta/*-*.yml"},
    {
        "class": "InputCsvMeta",
        "path_pattern": "csv-meta/*-*.csv",
        "metadata_mapping": "metadata-mapping.csv",
    },
)
"""What a repository has that says nothing about its inputs, and what is looked for besides."""
_DATA = "InputCsvData"
_META = ("InputYamlMdMeta", "InputYamlMeta", "InputCsvMeta")

_NOTHING = {"NA", "NaN", "nan", "#N/A"}
"""How programs write an empty cell; Open SDG itself reads it as one."""
_NULLS = {"null", "Null", "NULL", "~"}
"""How YAML writes a field that says nothing."""

Fields = dict[str, Any]


@dataclass
class Table:
    """A data file: its header and the rows below with their line numbers; spaces in cells tell
    nothing apart.
    """

    file: str
    header: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]


@dataclass
class Entry:
    """What the repository has of one indicator."""

    id: str
    table: Table | None = None
    fields: Fields = field(default_factory=dict)
    translated: dict[str, Fields] = field(default_factory=dict)
    """Language → the fields of the file in the folder of that language."""
    file: str = ""
    """The last metadata file that was read, else the data file."""


@dataclass
class Repository:
    """The whole repository; `translations` are language → key (`group.key`) → text."""

    folder: str
    languages: tuple[str, ...]
    source: str
    """The language of what is not translated: the first that the repository names."""
    entries: dict[str, Entry]
    translations: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]
    """Metadata field → its name in the repository's own mapping."""
    licence: str


class _Reader:
    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.entries: dict[str, Entry] = {}
        self.labels: dict[str, str] = {}
        self.visited: set[str] = set()
        self.parsed: dict[str, Fields] = {}

    def text(self, path: Path) -> str:
        """A file's text; nothing, and a remark, where it is none."""
        name = self.name(path)
        self.visited.add(name)
        try:
            return path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.report.tell("file", name, str(getattr(error, "reason", error)))
            return ""

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def yaml(self, path: Path, text: str | None = None) -> Fields:
        """A mapping read from YAML; every scalar is the text that was written."""
        name = self.name(path)
        if name in self.parsed:
            return self.parsed[name]
        parsed = parse_yaml(name, self.text(path) if text is None else text)
        for problem in parsed.problems:
            place = f"{name}:{problem.place.line}"
            said = problem.values.get("key") or problem.values.get("detail") or problem.code
            if parsed.value is None:
                self.report.tell("file", place, str(said))
            elif problem.code != "comment-after-text":
                self.report.tell("yaml", place, str(said))
        fields = parsed.value if isinstance(parsed.value, dict) else {}
        self.parsed[name] = {
            key: value
            for key, value in fields.items()
            if not (isinstance(value, str) and value in _NULLS)
        }
        return self.parsed[name]

    def glob(self, pattern: str) -> Iterator[Path]:
        """Files inside the repository that match, in the order of their names."""
        parts = PurePosixPath(pattern).parts
        if parts and ".." not in parts and not pattern.startswith("/"):
            yield from sorted(p for p in self.root.glob(pattern) if p.is_file())

    def entry(self, path: Path) -> Entry:
        id = path.stem.removeprefix("indicator_")
        return self.entries.setdefault(id, Entry(id, file=self.name(path)))

    def table(self, path: Path) -> None:
        """Read a data file, once."""
        if self.name(path) in self.visited:
            return
        # a line end inside quotes belongs to the cell, so the text is not split before
        reader = csv.reader(io.StringIO(self.text(path), newline=""))
        rows: list[tuple[int, tuple[str, ...]]] = []
        header: tuple[str, ...] = ()
        empty = 0
        try:
            for cells in reader:
                row = tuple(" ".join(cell.split()) for cell in cells)
                if header and not _NOTHING.isdisjoint(row):
                    empty += sum(cell in _NOTHING for cell in row)
                    row = tuple("" if cell in _NOTHING else cell for cell in row)
                if not any(row):
                    continue
                if not header:
                    header = row
                else:
                    rows.append((reader.line_num, row))
        except csv.Error as error:
            self.report.tell("file", self.name(path), str(error))
        if empty:
            self.report.tell("nothing", self.name(path), count=empty)
        entry = self.entry(path)
        if entry.table is not None:
            self.report.tell("twice", self.name(path), entry.table.file, len(rows))
            return
        entry.table = Table(self.name(path), header, rows)

    def metadata(
        self, path: Path, mapping: Mapping[str, str], languages: Mapping[str, str]
    ) -> None:
        entry = self.entry(path)
        entry.file = self.name(path)
        entry.fields |= self.fields(path, mapping)
        for lang, written in languages.items():
            translated = path.parent / written / path.name
            if translated.is_file():
                entry.translated.setdefault(lang, {}).update(self.fields(translated, mapping))

    def fields(self, path: Path, mapping: Mapping[str, str]) -> Fields:
        """The metadata of one file: YAML, YAML before a text, or a CSV of labels and texts."""
        if path.suffix == ".csv":
            rows = csv.reader(io.StringIO(self.text(path), newline=""))
            pairs = ((row[0].strip(), row[1].strip()) for row in rows if len(row) > 1)
            return {mapping.get(label, label): text for label, text in pairs if label and text}
        text = self.text(path)
        if path.suffix != ".md":
            return self.yaml(path, text)
        head, body = _front_matter(text)
        fields = self.yaml(path, head)
        return fields | ({"page_content": body} if body.strip() else {})

    def mapping(self, written: str) -> Mapping[str, str]:
        """Label → field, as a CSV of the repository says."""
        found: dict[str, str] = {}
        for path in self.glob(written):
            for row in csv.reader(io.StringIO(self.text(path), newline="")):
                if len(row) > 1 and row[0].strip() and row[1].strip():
                    found.setdefault(row[0].strip(), row[1].strip())
        self.labels |= {key: label for label, key in found.items()}
        return found

    def translations(
        self, languages: Mapping[str, str], folders: Iterable[str]
    ) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for lang, written in languages.items():
            texts = found.setdefault(lang, {})
            for folder in folders:
                for path in self.glob(f"{folder}/{written}/*.yml"):
                    texts.update(_flat(path.stem, self.yaml(path)))
        return found


def read_repository(root: Path, asked: tuple[str, ...], report: Report) -> Repository:
    """Read the repository in `root`; the languages that are `asked` for overrule those that it
    names.

    Raises `BuildError` where there is no data, or no language to publish it in.
    """
    reader = _Reader(root, report)
    config = reader.yaml(root / CONFIG) if (root / CONFIG).is_file() else {}
    named = {_code(name): name for name in _languages(root, config)}
    languages = {code: named.get(code, code) for code in asked} or named
    if not languages:
        raise BuildError([Problem(Place(CONFIG), "import-language")])
    source = str(config.get("src_dir") or "").strip("/")
    inputs = [item for item in config.get("inputs") or () if isinstance(item, dict)]
    for item in (*_INPUTS, *inputs):
        _read_input(reader, item, source, languages)
    if not any(entry.table for entry in reader.entries.values()):
        name = root.resolve().name
        raise BuildError([Problem(Place(name), "import-nothing", {"folder": name})])
    translations = reader.translations(named | languages, _translation_folders(config))
    licence = "".join(reader.text(path) for path in reader.glob("LICEN[CS]E*"))
    for folder in sorted({path.parent for path in map(root.joinpath, reader.visited)} - {root}):
        for path in sorted(folder.iterdir()):
            if path.is_file() and reader.name(path) not in reader.visited:
                report.tell("file", reader.name(path))
    entries = dict(sorted(reader.entries.items(), key=lambda item: _order(item[0])))
    name = root.resolve().name
    written = config.get("languages")
    source_language = next(iter(named if written and named else languages))
    return Repository(
        name, tuple(languages), source_language, entries, translations, reader.labels, licence
    )


def _read_input(
    reader: _Reader, item: Mapping[str, Any], source: str, languages: Mapping[str, str]
) -> None:
    kind = str(item.get("class"))
    pattern = str(item.get("path_pattern") or "")
    if kind != _DATA and kind not in _META:
        reader.report.tell("file", CONFIG, f"{kind} {pattern}".strip())
        return
    written = item.get("metadata_mapping")
    mapping = reader.mapping(written) if isinstance(written, str) else {}
    for path in reader.glob(f"{source}/{pattern}" if source else pattern):
        if kind == _DATA:
            reader.table(path)
        else:
            reader.metadata(path, mapping, languages)


def _languages(root: Path, config: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages that the configuration names, else those that there are translations for."""
    named = config.get("languages")
    if isinstance(named, list) and named:
        return tuple(str(lang) for lang in named)
    folder = root / "translations"
    return tuple(sorted(p.name for p in folder.iterdir() if p.is_dir())) if folder.is_dir() else ()


def _translation_folders(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the repository itself keeps translations, in the order in which they are read."""
    named = (item for item in config.get("translations") or () if isinstance(item, dict))
    folders = (item.get("source") for item in named if item.get("class") == "TranslationInputYaml")
    return tuple(dict.fromkeys(["translations", *(str(f).strip("./") for f in folders if f)]))


def _code(name: str) -> str:
    """A language as addresses write it: `zh-Hans` and `pt_BR` are `zh` and `pt-br`."""
    code = name.lower().replace("_", "-")
    return "zh" if code == "zh-hans" else code


def _front_matter(text: str) -> tuple[str, str]:
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        return text, ""
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    return "".join(["\n", *lines[1:end]]), "".join(lines[end + 1 :])


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield prefix, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}", inner)


def _order(id: str) -> tuple[tuple[int, int, str], ...]:
    """1-2-1 before 1-10-1 before 1-a-1."""
    return tuple(
        (0, int(part), "") if part.isdigit() and len(part) < 9 else (1, 0, part)
        for part in id.split("-")
    )
