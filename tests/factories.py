"""Records for tests, from the strings that an editor would write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from builder.make.tables import Facts
from builder.model.catalog import Catalog
from builder.model.records import Department, Document, Goal, Indicator, Observation, Target, Task
from builder.model.statements import disagreements
from builder.model.verdicts import Reason, Verdict, VerdictKind, verdicts
from builder.read.config import SiteConfig
from builder.read.load import read_catalog, read_config
from builder.read.tree import read_tree
from tests.conftest import TINY

TINY_YEAR = 2024

TEXT = {"zh": "文字", "en": "text"}


def document(id: str = "plan", **given: object) -> Document:
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
    return Document.model_validate(usual | given | {"id": id})


def documents(*given: Document) -> Mapping[str, Document]:
    return {d.id: d for d in given or (document(),)}


def observation(period: str, value: str | None = None, **given: object) -> Observation:
    return Observation.model_validate(_statement(period, value, given))


def target(period: str, value: str | None = None, **given: object) -> Target:
    return Target.model_validate(_statement(period, value, given))


def _statement(period: str, value: str | None, given: dict[str, object]) -> dict[str, object]:
    words = {} if value else {"text": TEXT}
    return {"period": period, "value": value, "source": "plan table-1/1"} | words | given


def indicator(*statements: Observation | Target, id: str = "parks", **given: object) -> Indicator:
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
    return Indicator.model_validate(usual | given | {"id": id})


def goal(id: str, **given: object) -> Goal:
    usual = {"document": id.partition("/")[0], "title": TEXT, "summary": TEXT, "place": "table-1/1", "horizon": "2025"}
    return Goal.model_validate(usual | given | {"id": id})


def task(id: str, **given: object) -> Task:
    usual = {"document": "plan", "place": "table-1/2", "title": TEXT, "summary": TEXT, "period": "2021"}
    return Task.model_validate(usual | given | {"id": id})


def department(id: str, names: Sequence[str] = (), **given: object) -> Department:
    usual = {"name": TEXT, "kind": "bureau", "names": tuple(names)}
    return Department.model_validate(usual | given | {"id": id})


def judged(
    *statements: Observation | Target,
    direction: str = "higher",
    year: int = 2021,
    sources: tuple[Document, ...] = (),
) -> Verdict:
    """The verdict on the only target among `statements`."""
    (verdict,) = verdicts(indicator(*statements, direction=direction), documents(*sources), year)
    return verdict


def outcome(verdict: Verdict) -> tuple[VerdictKind, Reason]:
    return verdict.kind, verdict.reason


@cache
def tiny_config() -> SiteConfig:
    return read_config(read_tree(TINY))


@cache
def tiny_catalog() -> Catalog:
    return read_catalog(read_tree(TINY))


@cache
def tiny_facts() -> Facts:
    """The tiny site's facts as of the year of its newest document."""
    return facts_of(tiny_catalog())


def facts_of(catalog: Catalog) -> Facts:
    return Facts(
        catalog,
        {i.id: verdicts(i, catalog.documents, TINY_YEAR) for i in catalog.indicators.values()},
        {i.id: disagreements(i) for i in catalog.indicators.values()},
    )
