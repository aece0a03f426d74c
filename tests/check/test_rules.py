"""What must hold between records. `tests/invalid` has an example of each mistake; here are the
finer points.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from builder.check.references import printed_names, redirects, references
from builder.check.rules import check, coverage, cycles, parents, updates
from builder.check.statements import asides, preferences, statements
from builder.model.catalog import Catalog
from builder.model.documents import PlaceGroup
from builder.model.records import Redirect
from builder.model.vocabularies import Unit
from tests.factories import (
    TEXT,
    department,
    document,
    documents,
    goal,
    indicator,
    observation,
    path_of,
    record_of,
    target,
    task,
    tiny_catalog,
)

COVERED = (
    *("table", "box", "task", "project", "part", "article", "vision", "goal"),
    *("clause", "target", "action", "measure", "recommendation", "indicator"),
)


def test_the_tiny_site_has_no_problem_and_no_warning() -> None:
    assert check(tiny_catalog()) == ()


# ---- references


def test_every_kind_of_reference_is_followed() -> None:
    c = tiny_catalog()
    lone = replace(c, documents={}, topics={}, units={}, portfolios={})
    targets = {"documents", "topics", "units", "portfolios"}
    folders = {problem.values["folder"] for problem in references(lone)}
    assert folders == {f"data/{name}" for name in targets}


@pytest.mark.parametrize("kind", ["goals", "indicators", "departments"])
def test_a_record_that_others_name_is_missed(kind: str) -> None:
    c = tiny_catalog()
    named = {
        "goals": [*c.children, *c.supporters, *c.indicators_of_goal, *c.tasks_of_goal],
        "indicators": [*c.tasks_of_indicator],
        "departments": [*c.parts_of_department, *c.indicators_of_department],
    }[kind]
    lone: dict[str, Any] = {
        kind: {id: record for id, record in getattr(c, kind).items() if id not in named}
    }
    assert {problem.values["name"] for problem in references(replace(c, **lone))} == set(named)


def test_an_unknown_unit_is_told_wherever_one_is_written() -> None:
    figures = indicator(
        observation("2020", "1", unit="of-observation"),
        target("2025", "2", unit="of-target"),
        unit="of-indicator",
        series={"city": TEXT, "growth": TEXT | {"unit": "of-series"}},
    )
    commitment = {"subject": TEXT, "value": "1", "unit": "of-commitment", "period": "2021"}
    unit = Unit.model_validate({"id": "feet", "label": TEXT, "difference": "of-difference"})
    catalog = Catalog(
        indicators={"parks": figures},
        tasks={"plan-001": task("plan-001", commitments=[commitment])},
        units={"feet": unit},
    )
    found = {
        f.values["name"]: (record_of(f)[0], *path_of(f))
        for f in references(catalog)
        if f.values["folder"] == "data/units"
    }
    assert found == {
        "of-indicator": ("indicators", "unit"),
        "of-series": ("indicators", "series", "growth", "unit"),
        "of-observation": ("indicators", "observations", 0, "unit"),
        "of-target": ("indicators", "targets", 0, "unit"),
        "of-commitment": ("tasks", "commitments", 0, "unit"),
        "of-difference": ("units", "difference"),
    }


def test_a_close_id_is_proposed() -> None:
    catalog = Catalog(
        goals={g.id: g for g in (goal("plan/goal-air"), goal("plan/x", parent="plan/goal-airs"))}
    )
    guesses = {
        problem.values["name"]: problem.values["close"]
        for problem in references(catalog)
        if path_of(problem) == ("parent",)
    }
    assert guesses == {"plan/goal-airs": "plan/goal-air"}


# ---- cycles and parents


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_a_cycle_of_any_length_is_found_once(length: int) -> None:
    ring = [goal(f"plan/g{n}", parent=f"plan/g{(n + 1) % length}") for n in range(length)]
    outside = [goal("plan/a", parent="plan/g0"), goal("plan/z", parent="plan/a")]
    catalog = Catalog(goals={g.id: g for g in (*outside, *ring)})
    (problem,) = cycles(catalog)
    assert (record_of(problem)[0], path_of(problem), problem.code) == (
        "goals",
        ("parent",),
        "cycle",
    )
    assert record_of(problem)[1] in {g.id for g in ring}


def test_each_of_two_cycles_is_found() -> None:
    parents_of = {"a": "b", "b": "c", "c": "a", "d": "d", "e": None}
    members = {
        record_of(problem)[1]
        for problem in cycles(
            Catalog(
                departments={id: department(id, parent=parent) for id, parent in parents_of.items()}
            )
        )
    }
    assert len(members) == 2
    assert "d" in members


def test_updates_of_one_day_may_differ_where_their_sources_do_or_another_counts() -> None:
    day = "2024-06-01"
    fine: tuple[dict[str, object], ...] = (
        {"date": day, "status": "in-progress", "source": "plan page/1"},
        {"date": day, "status": "done", "source": "plan page/2"},
        {"date": day, "status": "done", "source": "plan page/2", "text": TEXT},
        {"date": day, "status": "done", "evidence": [{"title": TEXT, "url": "https://a.example"}]},
        {
            "date": day,
            "status": "dropped",
            "evidence": [{"title": TEXT, "url": "https://b.example"}],
        },
        {"date": "2024-05-01", "status": "done"},
        {"date": "2024-05-01", "status": "dropped"},
    )
    again = ({"date": day, "status": "dropped", "source": "plan page/1"}, fine[1])
    found = [
        [
            problem.code
            for problem in updates(Catalog(tasks={"plan-001": task("plan-001", updates=u)}))
        ]
        for u in (fine, (*fine, *again))
    ]
    assert found == [[], ["unclear-status", "duplicate-update"]]


def test_a_deep_tree_and_a_missing_parent_are_no_cycle() -> None:
    chain = [goal(f"plan/g{n}", parent=f"plan/g{n + 1}") for n in range(50)]
    assert list(cycles(Catalog(goals={g.id: g for g in chain}))) == []


def test_parents_are_of_the_same_document_and_supported_goals_of_another() -> None:
    good = [goal("plan/a"), goal("plan/b", parent="plan/a"), goal("review/c", supports=["plan/a"])]
    bad = [goal("review/d", parent="plan/a"), goal("plan/e", supports=["review/c", "plan/a"])]
    problems = [
        (record_of(problem)[1], path_of(problem), problem.code)
        for problem in parents(Catalog(goals={g.id: g for g in (*good, *bad)}))
    ]
    assert problems == [
        ("review/d", ("parent",), "foreign-parent"),
        ("plan/e", ("supports", 1), "own-support"),
    ]


# ---- names as printed


def test_a_name_shared_by_three_departments_is_reported_twice_with_the_one_before() -> None:
    sharing = [
        department("a", ["市水务局"]),
        department("b", ["水务局", "市水务局"]),
        department("c", ["市水务局"]),
    ]
    problems = [
        (record_of(problem)[1], path_of(problem), problem.values["other"])
        for problem in printed_names(Catalog(departments={d.id: d for d in sharing}))
    ]
    assert problems == [("b", ("names", 1), "a"), ("c", ("names", 0), "b")]


def test_a_name_written_twice_in_one_department_is_reported() -> None:
    (problem,) = printed_names(Catalog(departments={"a": department("a", ["水务局", "水务局"])}))
    assert (record_of(problem)[1], problem.values["other"]) == ("a", "a")


def test_names_differ_by_their_brackets() -> None:
    districts = department("districts", ["各区(县)政府"])
    named = task("plan-001", departments={"supporting": ["各区（县）政府"]})
    (problem,) = printed_names(
        Catalog(departments={"districts": districts}, tasks={named.id: named})
    )
    assert (problem.code, path_of(problem), problem.values["close"]) == (
        "unknown-name",
        ("departments", "supporting", 0),
        "各区(县)政府",
    )


# ---- coverage


@pytest.mark.parametrize("kind", COVERED)
def test_places_of_these_kinds_are_used_or_listed(kind: str) -> None:
    group = {"id": "row", "kind": kind, "title": TEXT, "numbers": "1-3 4.1-4.2 5-9"}
    document_with_group = document(places=[group], unused=[{"place": "row/2", "reason": TEXT}])
    figure = indicator(
        observation("2020", "1", source="plan row/6"), target("2025", "2", source="plan row/4.1")
    )
    catalog = Catalog(
        documents={"plan": document_with_group},
        indicators={"parks": figure},
        goals={"plan/a": goal("plan/a", place="row/1")},
    )
    (problem,) = coverage(catalog)
    assert path_of(problem) == ("places", 0, "numbers")
    assert problem.values == {"group": "row", "count": "6", "numbers": "3 4.2 5 7-9"}


def test_places_for_readers_alone_need_no_record() -> None:
    kinds = set(get_args(PlaceGroup.model_fields["kind"].annotation)) - set(COVERED)
    assert {"section", "answer", "page", "heading"} < kinds
    groups = [
        {"id": kind, "kind": kind, "title": TEXT, "numbers": "1-9"}
        for kind in sorted(kinds - {"heading"})
    ]
    groups.append({"id": "passage", "kind": "heading", "title": TEXT, "headings": {"air": TEXT}})
    assert list(coverage(Catalog(documents={"plan": document(places=groups)}))) == []


# ---- statements


def test_the_same_value_may_stand_at_several_places_and_differ_at_one() -> None:
    figure = indicator(
        observation("2020", "1"),
        observation("2020", "1", source="plan table-1/2"),
        observation("2020", "2"),
    )
    assert list(statements(Catalog(documents=documents(), indicators={"parks": figure}))) == []


def test_an_aside_about_figures_that_agree_is_idle() -> None:
    aside = {"kind": "observation", "period": "2020", "text": TEXT}
    agreeing = (observation("2020", "2.0"), observation("2020", "2.00", source="plan table-1/2"))
    figure = indicator(*agreeing, asides=[aside])
    (problem,) = asides(Catalog(documents=documents(), indicators={"parks": figure}))
    assert (problem.code, path_of(problem)) == ("idle-aside", ("asides", 0))


def test_one_statement_of_each_subject_may_be_preferred() -> None:
    preferred = {"preferred": "true", "note": TEXT}
    figure = indicator(
        observation("2020", "1", **preferred),
        observation("2021", "1", **preferred),
        observation("2020", "1", series="city", **preferred),
        target("2020", "1", **preferred),
    )
    assert list(preferences(Catalog(indicators={"parks": figure}))) == []


# ---- redirects


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("indicators/park-area", "indicators/parks", []),
        ("indicators/parks", "indicators/parks", ["redirect-from-record"]),
        ("indicators/park-area", "indicators/gardens", ["redirect-to-nothing"]),
        ("goals/plan/old", "goals/plan/a", []),
        ("goals/plan/a", "goals/plan/b", ["redirect-from-record", "redirect-to-nothing"]),
    ],
)
def test_a_redirect_leads_from_no_record_to_a_record(old: str, new: str, codes: list[str]) -> None:
    catalog = Catalog(
        indicators={"parks": indicator()},
        goals={"plan/a": goal("plan/a")},
        redirects=(Redirect.model_validate({"old": old, "new": new}),),
    )
    assert [problem.code for problem in redirects(catalog)] == codes
