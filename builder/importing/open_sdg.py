"""The door: an Open SDG data repository → a site's folder, and a report of what was carried."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.importing.records import Records, make_records
from builder.importing.report import Report
from builder.importing.repository import Repository, read_repository
from builder.importing.site_folder import dump_csv, dump_toml, dump_yaml
from builder.importing.sources import AGENDA
from builder.importing.texts import one_line
from builder.importing.wording import Localized, Wording, fields
from builder.model.dates import last_day
from builder.model.periods import parse_period
from builder.problems import BuildError, Place, Problem
from builder.write.folder import write_folder

REPORT = "IMPORT.md"
_BASE_URL = "https://example.org"
_ACCENT = {"light": "#00607f", "dark": "#7cc4e8"}


@dataclass(frozen=True)
class Import:
    """What a repository does not say, or what is to be said instead."""

    languages: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    base_url: str | None = None
    licence: tuple[str, str] | None = None
    """Name and address."""
    year_start: str | None = None
    """When a year such as 2015/16 begins: `04-01`."""


def import_open_sdg(repository: Path, output: Path, options: Import, lang: str) -> Report:
    """Read a repository and write a site's folder with a report in `lang` (zh or en).

    Raises `BuildError` where there is nothing to read, something cannot be known, or `output` is
    not empty; nothing is written then.
    """
    report = Report()
    read = read_repository(repository, options.languages, report)
    wording = Wording(read, report)
    title = _said(wording, read, "title", options.title)
    publisher = _said(wording, read, "publisher", options.publisher)
    records = make_records(
        read,
        wording,
        report,
        title=_said(wording, read, "repository", options.title),
        publisher=publisher,
        year_start=options.year_start is not None,
    )
    config = _config(wording, read, options, title, publisher, _as_of(records, options), report)
    wording.tell_untranslated()
    write_folder(output, _files(config, records) | {REPORT: report.markdown(lang)})
    return report


def _files(config: dict[str, Any], records: Records) -> dict[str, str]:
    files = {"site.toml": dump_toml(config)}
    files |= {f"data/{path}.yaml": dump_yaml(record) for path, record in records.files.items()}
    files |= {f"data/{path}.csv": dump_csv(rows) for path, rows in records.tables.items()}
    return files


def _said(wording: Wording, repository: Repository, key: str, option: str | None) -> dict[str, str]:
    """What an option says, in every language, or the importer's own words."""
    own = wording.say(key, folder=one_line(repository.folder) or "data")
    return dict.fromkeys(wording.languages, option) if option else own


def _config(
    wording: Wording,
    repository: Repository,
    options: Import,
    title: Localized,
    publisher: Localized,
    as_of: str,
    report: Report,
) -> dict[str, Any]:
    """What `site.toml` says."""
    name, address = options.licence or _licence(repository)
    for key, option, value in (
        ("title", options.title, next(iter(title.values()))),
        ("publisher", options.publisher, next(iter(publisher.values()))),
        ("base_url", options.base_url, _BASE_URL),
        ("licence", options.licence, name),
        ("as_of", None, as_of),
    ):
        if option is None and value:
            report.tell("default", f"site.toml: {key}", value)
    config: dict[str, Any] = {
        "base_url": options.base_url or _BASE_URL,
        "languages": list(wording.languages),
    }
    if as_of:
        config["as_of"] = as_of
    if options.year_start:
        config["year_start"] = options.year_start
    return config | {
        "title": title,
        "description": wording.say("description", folder=repository.folder),
        "publisher": publisher,
        "accent": _ACCENT,
        "licence": {"address": address, "name": dict.fromkeys(wording.languages, name)},
    }


def _as_of(records: Records, options: Import) -> str:
    """The newest day that a source or a value knows of; empty where there is neither.

    The resolution that sets the goals is older than most values: it must not date the site.
    """
    documents = (path for path in records.files if path.startswith("documents/"))
    dated = (records.files[path] for path in documents if path != f"documents/{AGENDA}")
    cells = {row["period"] for table in records.tables.values() for row in table.rows}
    days = [parse_period(cell, options.year_start).last.isoformat() for cell in cells]
    days += [last_day(one["published"]) for one in dated if "published" in one]
    return max(days, default="")


def _licence(repository: Repository) -> tuple[str, str]:
    """The licence that the repository's own file is.

    Raises `BuildError` where there is none, or one that is not known.
    """
    text = " ".join(repository.licence.split())
    for known in fields()["licences"]:
        if known["words"].casefold() in text.casefold():
            return known["name"], known["address"]
    raise BuildError([Problem(Place("LICENSE"), "import-licence")])
