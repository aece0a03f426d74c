"""What stands in the tables of pages: each number beside its own place, everything in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from builder.charts.charts import Charts
from builder.charts.figures import EditionFigures
from builder.charts.indicators import indicator_figures
from builder.charts.rendering import Drawings
from builder.charts.surveys import surveys
from builder.model.catalog import Catalog
from builder.model.foremost import foremost_verdicts
from builder.model.records import Goal
from builder.model.tasks import Progress, Update
from builder.model.verdicts import verdicts
from builder.model.vocabularies import Unit
from builder.pages.goals import in_document_order
from builder.pages.home import home_view
from builder.pages.results import closed_verdicts, results_view
from builder.pages.rows import indicator_row, statement_row, verdict_row
from builder.problems import Place
from builder.search.entries import entries
from builder.site.sentences import sentence
from tests.factories import TEXT, edition_of, goal, indicator, observation, target, tiny_catalog

EDITION = edition_of(tiny_catalog(), "en")
DOCUMENTS = tiny_catalog().documents


def test_the_number_promised_and_the_number_reported_each_lead_to_their_own_place() -> None:
    parks = indicator(
        target("2020", "10", source="plan table-1/1"),
        observation("2020", "12", source="mid-term-review table-1/7"),
        unit="percent",
    )
    catalog = replace(tiny_catalog(), indicators={**tiny_catalog().indicators, "parks": parks})
    (verdict,) = verdicts(parks, DOCUMENTS, date(2024, 12, 31))
    row = verdict_row(edition_of(catalog, "en"), verdict)
    assert [place.href for place in row.target_places] == ["/en/documents/plan/#table-1-1"]
    assert [place.href for place in row.report_places] == [
        "/en/documents/mid-term-review/#table-1-7"
    ]
    assert (row.target, row.reported) == ("10%", "12%")


ORDERED = [
    goal("plan/far", place="goal/1"),
    goal("plan/near", place="goal/4"),
    goal("mid-term-review/first", place="table-1/1"),
    goal("mid-term-review/last", place="table-1/7"),
]


@pytest.mark.parametrize("goals", list(permutations(ORDERED)))
def test_goals_stand_in_the_order_of_their_documents_then_of_their_places(
    goals: tuple[Goal, ...],
) -> None:
    rank = {id: n for n, id in enumerate(EDITION.catalog.ranked_documents)}
    expected = sorted(ORDERED, key=lambda g: rank[g.document])
    assert in_document_order(EDITION, goals) == expected


@pytest.mark.parametrize(("year", "listed"), [("2022", ["kept", "broken"]), ("2025", [])])
def test_a_bound_is_counted_among_results_only_when_its_period_is_over(
    year: str, listed: list[str]
) -> None:
    kept, broken = (
        indicator(
            target(year, ">= 95", source="plan table-1/1"),
            observation("2020", "96", source="plan table-1/1"),
            observation("2022", now, source="mid-term-review table-1/7"),
            id=id,
            unit="percent",
            topic="water",
        )
        for id, now in (("kept", "95.5"), ("broken", "93"))
    )
    catalog = replace(tiny_catalog(), indicators={"kept": kept, "broken": broken})
    edition = edition_of(catalog, "en")
    verdicts = closed_verdicts(edition).get("plan", [])
    assert [verdict.kind for verdict in verdicts] == listed
    looks = {
        mark.look
        for figure in surveys(edition)
        if figure.name == "scoreboard"
        for mark in figure.chart.marks
    }
    assert looks == ({"met", "missed"} if listed else set())


def test_a_miss_by_less_than_is_shown_is_told_with_the_decimals_that_it_takes() -> None:
    parks = indicator(
        target("2023", "10.4", source="plan table-1/1"),
        observation("2023", "10.3", source="mid-term-review table-1/7"),
        unit="percent",
        decimals="0",
        topic="water",
    )
    tiny = tiny_catalog()
    origins = {**tiny.origins, ("indicators", "parks"): next(iter(tiny.origins.values()))}
    catalog = replace(tiny, indicators={"parks": parks}, origins=origins)
    edition = edition_of(catalog, "en")
    (verdict,) = verdicts(parks, DOCUMENTS, date(2024, 12, 31))
    row = verdict_row(edition, verdict)
    assert (row.target, row.reported) == ("10.4%", "10.3%")
    assert row.reason.startswith("10.3% reported, 10.4% announced")
    listed = indicator_row(edition, parks)
    assert (listed.target, listed.reported) == ("10.4%", "10.3%")
    assert sentence(edition, parks) == "text stood at 10.3% in 2023; the target for 2023 is 10.4%."
    (promise, outcome) = (figure.chart for figure in indicator_figures(edition, parks))
    texts = [mark.text for chart in (promise, outcome) for mark in chart.marks]
    assert texts == ["10.3%", "10.4%"] * 2


def parts_with_targets() -> Catalog:
    """An indicator with a target for each of a thousand days, and for two named series."""
    days = [str(date(2020, 1, 1) + timedelta(n)) for n in range(1_000)]
    parks = indicator(
        *(target(day, "10", source="plan table-1/1") for day in days),
        *(observation(day, "11", source="mid-term-review table-1/7") for day in days),
        *(
            statement("2023", value, source="plan table-1/1", series=series)
            for series in ("city", "growth")
            for statement, value in ((target, "50"), (observation, "40"))
        ),
        series={"city": TEXT, "growth": {**TEXT, "direction": "lower"}},
        topic="water",
        unit="percent",
    )
    tiny = tiny_catalog()
    origins = {**tiny.origins, ("indicators", "parks"): next(iter(tiny.origins.values()))}
    return replace(tiny, indicators={"parks": parks}, origins=origins)


def test_of_very_many_targets_the_latest_about_the_whole_are_listed_and_drawn() -> None:
    edition = edition_of(parts_with_targets(), "en")
    parks = edition.catalog.indicators["parks"]
    listed = foremost_verdicts(edition.site.verdicts["parks"])
    assert [str(v.target.period) for v in listed][-1] == "2022-09-26"
    assert (len(listed), {v.target.series_id for v in listed}) == (50, {None})
    figures = [figure.name for figure in indicator_figures(edition, parks)]
    assert figures == ["parks", *(f"parks-outcome-{n}" for n in range(1, 21))]
    (result,) = results_view(
        edition, Charts({"en": EditionFigures({}, (), {})}, Drawings({}))
    ).documents
    assert (len(result.rows), result.total) == (300, 1_002)
    assert sum(number for _, _, number in result.counts) == 1_002


def test_a_line_of_very_many_values_shows_the_latest() -> None:
    catalog = parts_with_targets()
    edition = edition_of(catalog, "en")
    line = next(f.chart for f in indicator_figures(edition, catalog.indicators["parks"]))
    assert line.kind == "course"
    assert len([mark for mark in line.marks if mark.look == "reported"]) == 200


def test_results_on_one_scale_name_their_series_and_follow_its_direction() -> None:
    catalog = parts_with_targets()
    parks = catalog.indicators["parks"]
    few = parks.model_copy(
        update={"targets": parks.targets[-2:], "observations": parks.observations[-2:]}
    )
    edition = edition_of(replace(catalog, indicators={"parks": few}), "en")
    (board,) = (f.chart for f in surveys(edition) if f.name == "scoreboard")
    assert [(m.name, m.text, m.look) for m in board.marks] == [
        ("text (text)", "−20%", "missed"),
        ("text (text)", "+20%", "met"),
    ]


def test_an_interval_is_told_in_the_scale_of_its_value() -> None:
    parks = indicator(
        observation("2020", "2.54", lower="2.26", upper="2.71", source="plan table-1/1"),
        unit="people",
        decimals="1",
    )
    people = {
        "id": "people",
        "label": {"zh": "万人", "en": "10,000 people"},
        "scale": {"en": {"factor": "10000", "label": "people"}},
    }
    units = {**tiny_catalog().units, "people": Unit.model_validate(people)}
    edition = edition_of(replace(tiny_catalog(), units=units), "en")
    row = statement_row(edition, parks, parks.observations[0], Place("parks.yaml", 1, 1))
    assert row.value == "25,000 people"
    assert row.remarks == ("confidence interval from 23,000 to 27,000",)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2022-Q3", "target for Q3 2022; 12% on 30 June 2021"),
        ("2022-H1", "target for the first half of 2022; 12% on 30 June 2021"),
        (None, "target (no date given); 12% on 30 June 2021"),
    ],
)
def test_a_figure_tells_its_times_as_they_are_spoken(period: str | None, words: str) -> None:
    parks = indicator(
        target(period, "10"), observation("2021-06-30", "12"), unit="percent", topic="water"
    )
    catalog = replace(tiny_catalog(), indicators={"parks": parks})
    assert indicator_row(edition_of(catalog, "en"), parks).remark == words


def test_parts_of_a_year_are_found_as_they_are_read_and_as_they_are_written() -> None:
    parks = indicator(target("2022-Q3", "10"), target(None, "11"), unit="percent", topic="water")
    catalog = replace(tiny_catalog(), indicators={"parks": parks})
    edition = edition_of(catalog, "zh")
    (entry,) = (one for one in entries(edition) if one.kind == "indicators")
    assert {"2022年第三季度", "2022-Q3"} <= set(entry.figures)
    assert not any("日期" in figure for figure in entry.figures)


def test_a_value_with_several_sources_is_one_row_with_all_of_them() -> None:
    sources = ["plan table-1/1", "mid-term-review page/3", "key-tasks"]
    parks = indicator(observation("2020", "12", source=sources), unit="percent")
    places = EDITION.sources(parks.observations[0])
    assert [(document.text, place.text) for document, place in places] == [
        ("14th Five-Year Plan of Yunting", "table 1, row 1"),
        ("Mid-term review", "page 3"),
        ("Key tasks for 2021", ""),
    ]
    assert places[1][1].href.endswith("/documents/mid-term-review/#page-3")
    assert places[2][1].href.endswith("/documents/key-tasks/")


def test_the_front_page_leads_to_the_tasks_of_each_status() -> None:
    assert [(link.href, link.text, number) for link, number in home_view(EDITION).progress] == [
        ("/en/tasks/?status=in-progress", "In progress", 1),
        ("/en/tasks/?status=late", "Past its deadline", 1),
    ]
    silent = {
        id: task.model_copy(update={"updates": ()}) for id, task in tiny_catalog().tasks.items()
    }
    assert home_view(edition_of(replace(tiny_catalog(), tasks=silent), "en")).progress == ()


@pytest.mark.parametrize(
    ("status", "judged", "described"), [("done", False, "How far the tasks are"), (None, None, "")]
)
def test_a_site_without_targets_has_results_where_tasks_were_reported_on(
    status: Progress | None, judged: bool | None, described: str
) -> None:
    tiny = tiny_catalog()
    updates = (Update(date="2024-01", status=status),) if status else ()
    tasks = {id: t.model_copy(update={"updates": updates}) for id, t in tiny.tasks.items()}
    edition = edition_of(replace(tiny, indicators={}, tasks=tasks), "en")
    assert ("results" in edition.site.sections) == bool(status)
    if status:
        view = results_view(edition, Charts({"en": EditionFigures({}, (), {})}, Drawings({})))
        assert view.judged == judged
        assert view.description.startswith(described)
        assert view.documents == ()
