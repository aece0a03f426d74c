"""Records for tests, from the strings that an editor would write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from builder.model.catalog import Catalog, Origin
from builder.model.config import SiteConfig
from builder.model.documents import Document
from builder.model.records import Department, Goal, Indicator, Observation, Target
from builder.model.tasks import Task
from builder.model.verdicts import Reason, Verdict, VerdictKind, verdicts
from builder.problems import Place, Problem
from builder.read.config import read_config
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.site.site import Edition, Site
from builder.site.theme import Theme, read_theme, theme_folder
from tests.conftest import PROJECT, TINY

TINY_YEAR = 2024
TINY_DAY = date(TINY_YEAR, 12, 31)

TEXT = {"zh": "文字", "en": "text"}
CONTEXT = {"year_start": "09-01"}
OBSERVATION, TARGET = TypeAdapter(Observation), TypeAdapter(Target)


def document(id: str = "plan", **fields: object) -> Document:
    """A final plan for 2021-2025, published in 2021, with places `table-1/1` to `table-1/9`."""
    usual: dict[str, object] = {
        "title": TEXT,
        "kind": "sector-plan",
        "issuer": TEXT,
        "published": "2021",
        "status": "final",
        "period": "2021-2025",
        "text": "plan.txt",
        "licence": TEXT,
        "summary": TEXT,
        "places": [{"id": "table-1", "kind": "table", "title": TEXT, "numbers": "1-9"}],
    }
    return Document.model_validate(usual | fields | {"id": id})


def documents(*records: Document) -> Mapping[str, Document]:
    return {d.id: d for d in records or (document(),)}


def observation(period: str, value: str | None = None, **fields: object) -> Observation:
    return OBSERVATION.validate_python(_statement(period, value, fields), context=CONTEXT)


def target(period: str | None, value: str | None = None, **fields: object) -> Target:
    return TARGET.validate_python(_statement(period, value, fields), context=CONTEXT)


def _statement(
    period: str | None, value: str | None, fields: dict[str, object]
) -> dict[str, object]:
    words = {} if value else {"text": TEXT}
    return {"period": period, "value": value, "source": "plan table-1/1"} | words | fields


def indicator(*statements: Observation | Target, id: str = "parks", **fields: object) -> Indicator:
    """An indicator that should be higher, with the series `city` and `growth` (in another unit)."""
    usual: dict[str, object] = {
        "topic": "urban",
        "name": TEXT,
        "unit": "hectares",
        "direction": "higher",
        "series": {"city": TEXT, "growth": TEXT | {"unit": "percent"}},
        "observations": [s for s in statements if isinstance(s, Observation)],
        "targets": [s for s in statements if isinstance(s, Target)],
    }
    return Indicator.model_validate(usual | fields | {"id": id})


def goal(id: str, **fields: object) -> Goal:
    usual = {
        "document": id.partition("/")[0],
        "title": TEXT,
        "summary": TEXT,
        "place": "table-1/1",
        "horizon": "2025",
    }
    return Goal.model_validate(usual | fields | {"id": id})


def task(id: str, **fields: object) -> Task:
    usual = {
        "document": "plan",
        "place": "table-1/2",
        "title": TEXT,
        "summary": TEXT,
        "period": "2021",
    }
    return Task.model_validate(usual | fields | {"id": id})


def department(id: str, names: Sequence[str] = (), **fields: object) -> Department:
    usual = {"name": TEXT, "kind": "bureau", "names": tuple(names)}
    return Department.model_validate(usual | fields | {"id": id})


def judged(
    *statements: Observation | Target,
    direction: str = "higher",
    as_of: str = "2021-12-31",
    sources: tuple[Document, ...] = (),
) -> Verdict:
    """The verdict on the only target among `statements`."""
    (verdict,) = verdicts(
        indicator(*statements, direction=direction), documents(*sources), date.fromisoformat(as_of)
    )
    return verdict


def outcome(verdict: Verdict) -> tuple[VerdictKind, Reason]:
    return verdict.kind, verdict.reason


@cache
def tiny_config() -> SiteConfig:
    return read_config(read_tree(TINY))


@cache
def tiny_catalog() -> Catalog:
    config = tiny_config()
    return read_catalog(read_tree(TINY), config.languages, config.year_start)


@cache
def default_theme() -> Theme:
    return read_theme(theme_folder(PROJECT, "default"), Catalog(("zh", "en")))


@cache
def tiny_site() -> Site:
    """The tiny site as of the year of its newest document."""
    return site_of(tiny_catalog())


def site_of(catalog: Catalog, year: int = TINY_YEAR) -> Site:
    """A site with these records, at the end of a year."""
    return Site(tiny_config(), catalog, default_theme(), f"{year}-12-31", "https://example.org")


def edition_of(catalog: Catalog, code: str) -> Edition:
    return site_of(catalog).edition(code)


def edition_with(one: Indicator, code: str = "en", year: int = TINY_YEAR) -> Edition:
    """An edition of a site that has this indicator alone, stated by the document `plan`."""
    file = f"{one.id}.yaml"
    catalog = replace(
        tiny_catalog(),
        documents=documents(),
        indicators={one.id: one},
        origins={("indicators", one.id): Origin(file, lambda path: Place(file), {})},
    )
    return site_of(catalog, year).edition(code)


def record_of(problem: Problem) -> tuple[str, str]:
    """The kind and id of the record, built in memory, that a problem is in."""
    kind, *parts = problem.place.file.split("/")
    return kind, "/".join(parts[: 2 if kind == "goals" else 1])


def path_of(problem: Problem) -> tuple[str | int, ...]:
    """The path inside the record, built in memory, that a problem is at."""
    kind, *parts = problem.place.file.split("/")
    path = parts[2 if kind == "goals" else 1 :]
    return tuple(int(part) if part.isdigit() else part for part in path)
