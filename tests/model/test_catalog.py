"""Every reference between records can be followed in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from builder.model.catalog import Assignment, Catalog, Use
from tests.factories import department, goal, indicator, observation, target, task, tiny_catalog


class Named(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Named)


def ids(groups: Mapping[str, Sequence[R]]) -> dict[str, list[str]]:
    return {key: [record.id for record in records] for key, records in groups.items()}


def catalog_of(*records: Named) -> Catalog:
    by_kind: dict[str, dict[str, Named]] = {
        "goals": {},
        "tasks": {},
        "indicators": {},
        "departments": {},
    }
    for record in records:
        by_kind[f"{type(record).__name__.lower()}s"][record.id] = record
    return Catalog(**by_kind)  # type: ignore[arg-type]


def test_goals_know_their_children_and_their_supporters() -> None:
    catalog = catalog_of(
        goal("plan/vision"),
        goal("plan/air", parent="plan/vision"),
        goal("plan/water", parent="plan/vision"),
        goal("review/next", supports=["plan/water", "plan/air"]),
    )
    assert ids(catalog.children) == {"plan/vision": ["plan/air", "plan/water"]}
    assert ids(catalog.supporters) == {"plan/water": ["review/next"], "plan/air": ["review/next"]}


def test_goals_know_their_indicators_and_tasks() -> None:
    catalog = catalog_of(
        indicator(id="parks", goals=["plan/air", "plan/water"]),
        indicator(id="trees", goals=["plan/air"]),
        task("plan-001", goals=["plan/air"]),
    )
    assert ids(catalog.indicators_of_goal) == {
        "plan/air": ["parks", "trees"],
        "plan/water": ["parks"],
    }
    assert ids(catalog.tasks_of_goal) == {"plan/air": ["plan-001"]}


def test_topics_know_their_goals_indicators_and_tasks() -> None:
    catalog = catalog_of(
        goal("plan/air", topics=["nature"]),
        indicator(topic="nature"),
        task("plan-001", topics=["nature", "urban"]),
    )
    assert ids(catalog.goals_of_topic) == {"nature": ["plan/air"]}
    assert ids(catalog.indicators_of_topic) == {"nature": ["parks"]}
    assert ids(catalog.tasks_of_topic) == {"nature": ["plan-001"], "urban": ["plan-001"]}


def test_indicators_know_the_tasks_that_name_them_once_each() -> None:
    commitment = {
        "subject": {"zh": "公园", "en": "parks"},
        "value": "3",
        "unit": "hectares",
        "period": "2021",
    }
    catalog = catalog_of(
        task("plan-001", indicators=["parks"], commitments=[commitment | {"indicator": "parks"}]),
        task("plan-002", commitments=[commitment | {"indicator": "parks"}, commitment]),
        task("plan-003", commitments=[commitment]),
    )
    assert ids(catalog.tasks_of_indicator) == {"parks": ["plan-001", "plan-002"]}


def test_departments_know_their_parts_and_indicators() -> None:
    catalog = catalog_of(
        department("bureau"),
        department("office", parent="bureau"),
        indicator(departments=["office"]),
    )
    assert ids(catalog.parts_of_department) == {"bureau": ["office"]}
    assert ids(catalog.indicators_of_department) == {"office": ["parks"]}


def test_printed_names_lead_to_departments_and_back_to_tasks() -> None:
    first = task(
        "plan-001",
        departments={"supporting": ["各区"], "lead": ["市水务局"], "responsible": ["水务局"]},
    )
    second = task("plan-002", departments={"responsible": ["各区", "无此单位"]})
    catalog = catalog_of(
        department("water", ["市水务局", "水务局"]),
        department("districts", ["各区"]),
        first,
        second,
    )
    assert catalog.department_of == {"市水务局": "water", "水务局": "water", "各区": "districts"}
    lead = Assignment(first, "water", "lead", 1, "市水务局")
    responsible = Assignment(first, "water", "responsible", 2, "水务局")
    supporting = Assignment(first, "districts", "supporting", 3, "各区")
    shared = Assignment(second, "districts", "responsible", 1, "各区")
    assert catalog.assignments == {
        "plan-001": (lead, responsible, supporting),
        "plan-002": (shared,),
    }
    assert catalog.assignments_of == {
        "water": (lead, responsible),
        "districts": (supporting, shared),
    }


def test_places_know_the_records_curated_from_them_once_each() -> None:
    figure = indicator(
        observation("2020", "1"),
        observation("2021", "2"),
        target("2025", "3", source="review table-1/3"),
    )
    catalog = catalog_of(figure, goal("plan/air"), task("plan-001"))
    assert catalog.uses == {
        "plan": {
            "table-1/1": (Use("goals", "plan/air"), Use("indicators", "parks")),
            "table-1/2": (Use("tasks", "plan-001"),),
        },
        "review": {"table-1/3": (Use("indicators", "parks"),)},
    }


def pairs(groups: Mapping[str, Iterable[R]]) -> set[tuple[str, str]]:
    return {(key, record.id) for key, records in groups.items() for record in records}


def test_in_the_tiny_site_every_reference_is_found_from_the_other_side() -> None:
    c = tiny_catalog()
    goals, indicators, tasks = c.goals.values(), c.indicators.values(), c.tasks.values()
    assert pairs(c.children) == {(g.parent, g.id) for g in goals if g.parent}
    assert pairs(c.supporters) == {(other, g.id) for g in goals for other in g.supports}
    assert pairs(c.goals_of_topic) == {(t, g.id) for g in goals for t in g.topics}
    assert pairs(c.indicators_of_goal) == {(g, i.id) for i in indicators for g in i.goals}
    assert pairs(c.indicators_of_topic) == {(i.topic, i.id) for i in indicators}
    assert pairs(c.indicators_of_department) == {
        (d, i.id) for i in indicators for d in i.departments
    }
    assert pairs(c.tasks_of_goal) == {(g, t.id) for t in tasks for g in t.goals}
    assert pairs(c.tasks_of_topic) == {(topic, t.id) for t in tasks for topic in t.topics}
    assert pairs(c.parts_of_department) == {
        (d.parent, d.id) for d in c.departments.values() if d.parent
    }
    printed = sum(len(t.departments.printed()) for t in tasks)
    assert (
        sum(map(len, c.assignments.values())) == sum(map(len, c.assignments_of.values())) == printed
    )
