"""Two invented repositories become site folders: what is carried, what is not, and what is said of
it.
"""

from __future__ import annotations

import csv
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from builder.importing.open_sdg import Import, import_open_sdg
from builder.problems import BuildError
from builder.read.yaml import parse_yaml
from tests.conftest import snapshot

HERE = Path(__file__).parent / "repositories"
VALMONT, HARBOUR = HERE / "valmont", HERE / "harbour"
"""A country in two languages with metadata in YAML, a town in one with metadata in CSV."""


def imported(repository: Path, output: Path, **said: Any) -> Path:
    import_open_sdg(repository, output, Import(**said), "en")
    return output


@pytest.fixture
def valmont(tmp_path: Path) -> Path:
    return imported(VALMONT, tmp_path / "site")


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return imported(HARBOUR, tmp_path / "site", year_start="09-01")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the town's repository, free to be changed."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "town"))


def record(site: Path, path: str) -> Any:
    text = (site / "data" / f"{path}.yaml").read_text("utf-8")
    parsed = parse_yaml(path, text)
    assert parsed.problems == []
    return parsed.value


def rows(site: Path, path: str) -> list[dict[str, str]]:
    with open(site / "data" / f"{path}.csv", encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]


def section(site: Path, title: str) -> list[str]:
    """The entries below a heading of the report."""
    text = (site / "IMPORT.md").read_text("utf-8")
    part = text.partition(f"## {title} (")[2].partition("\n## ")[0]
    return [line[2:] for line in part.splitlines() if line.startswith("- ")]


def test_languages_are_those_of_the_configuration(valmont: Path) -> None:
    config = tomllib.loads((valmont / "site.toml").read_text("utf-8"))
    assert config["languages"] == ["en", "fr"]
    assert set(config["title"]) == {"en", "fr"}


@pytest.mark.parametrize(
    ("rows", "released", "day"),
    [
        ("2022,5\n2023-Q1,6\n", "", "2023-03-31"),
        ("2019,5\n", "source_release_date_1: 2024-05-30\n", "2024-05-30"),
        ("2019,5\n", "source_release_date_1: 2016\n", "2019-12-31"),
    ],
)
def test_the_site_is_as_of_its_newest_value_or_source_never_of_the_agenda(
    tmp_path: Path, rows: str, released: str, day: str
) -> None:
    for folder in ("data", "meta"):
        (tmp_path / "town" / folder).mkdir(parents=True)
    shutil.copy(HARBOUR / "LICENSE", tmp_path / "town")
    (tmp_path / "town/data/indicator_1-1-1.csv").write_text(f"Year,Value\n{rows}", "utf-8")
    (tmp_path / "town/meta/1-1-1.yml").write_text(
        f"source_organisation_1: Office\n{released}", "utf-8"
    )
    site = imported(tmp_path / "town", tmp_path / "site", languages=("en",))
    assert tomllib.loads((site / "site.toml").read_text("utf-8"))["as_of"] == day
    assert f"`site.toml: as_of`: {day}" in section(site, "To be looked at in site.toml")


def test_a_repository_whose_values_cannot_be_read_is_listed_value_by_value(tmp_path: Path) -> None:
    (tmp_path / "town/data").mkdir(parents=True)
    shutil.copy(HARBOUR / "LICENSE", tmp_path / "town")
    (tmp_path / "town/data/indicator_1-1-1.csv").write_text("Year,Value\nI,5\nII,6\n", "utf-8")
    site = imported(tmp_path / "town", tmp_path / "site", languages=("en",))
    assert "as_of" not in tomllib.loads((site / "site.toml").read_text("utf-8"))
    assert section(site, "Values whose period is not clear") == [
        "`data/indicator_1-1-1.csv:2`: I",
        "`data/indicator_1-1-1.csv:3`: II",
    ]


def test_languages_of_a_repository_that_names_none_are_its_translations(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(VALMONT, tmp_path / "copy"))
    (copy / "config_data.yml").unlink()
    site = imported(copy, tmp_path / "site")
    assert tomllib.loads((site / "site.toml").read_text("utf-8"))["languages"] == ["en", "fr"]


def test_a_language_asked_for_is_the_only_one(tmp_path: Path) -> None:
    site = imported(VALMONT, tmp_path / "site", languages=("fr",))
    name = record(site, "indicators/goal-1/1-2-1")["name"]
    assert name == {"fr": "1.2.1 Personnes sous le seuil national de pauvreté"}


def test_languages_are_written_as_in_addresses(town: Path, tmp_path: Path) -> None:
    (town / "config_data.yml").write_text("languages: [zh-Hans, pt_BR]\n", "utf-8")
    (town / "translations/zh-Hans").mkdir(parents=True)
    (town / "translations/zh-Hans/data.yml").write_text("Ward: 选区\n", "utf-8")
    site = imported(town, tmp_path / "site")
    assert tomllib.loads((site / "site.toml").read_text("utf-8"))["languages"] == ["zh", "pt-br"]
    name = record(site, "indicators/goal-2/2-2-2")["dimensions"]["ward"]["name"]
    assert name == {"zh": "选区", "pt-br": "Ward"}


def test_a_key_and_a_folder_of_a_language_give_its_text(valmont: Path) -> None:
    indicator = record(valmont, "indicators/goal-1/1-2-1")
    assert indicator["name"]["en"] == "1.2.1 People below the national poverty line"
    assert indicator["name"]["fr"] == "1.2.1 Personnes sous le seuil national de pauvreté"
    assert indicator["definition"]["fr"] == "Part des personnes sous le seuil national."
    assert indicator["notes"] == [
        {
            "en": "Comments and limitations: Rural areas are not covered.",
            "fr": "Remarques et limites : Les zones rurales ne sont pas couvertes.",
        }
    ]


def test_decimals_that_are_shown_are_those_of_the_whole_indicator(valmont: Path) -> None:
    assert record(valmont, "indicators/goal-1/1-2-1")["decimals"] == "1"


def test_html_of_metadata_becomes_plain_lines(valmont: Path) -> None:
    definition = record(valmont, "indicators/goal-1/1-2-1")["definition"]["en"]
    assert definition == (
        "Share of people below the national line (https://example.org/line).\n"
        "• Income\n"
        "• Households"
    )


def test_columns_become_dimensions_with_the_names_of_the_repository(valmont: Path) -> None:
    dimensions = record(valmont, "indicators/goal-1/1-2-1")["dimensions"]
    assert dimensions["sex"] == {
        "name": {"en": "Sex", "fr": "Sexe"},
        "values": {
            "female": {"en": "Female", "fr": "Femmes"},
            "male": {"en": "Male", "fr": "Hommes"},
        },
    }
    assert list(dimensions) == ["region", "sex"]


def test_every_row_with_a_value_stands_in_the_csv_in_its_order(valmont: Path) -> None:
    assert rows(valmont, "indicators/goal-1/1-2-1") == [
        {"period": "2019", "value": "12.50"},
        {"period": "2020", "value": "11.9", "status": "provisional"},
        {"period": "2020", "sex": "female", "value": "12.4", "status": "estimated"},
        {"period": "2020", "sex": "male", "value": "11.3"},
        {"period": "2020", "region": "north", "value": "14.0"},
        {"period": "2020", "region": "south", "missing": "suppressed"},
        {"period": "2021", "value": "11.1"},
    ]


def test_several_units_are_series_each_with_its_unit_and_its_power_of_ten(valmont: Path) -> None:
    indicator = record(valmont, "indicators/goal-8/8-1-1")
    unit = indicator["series"]["crowns"]["unit"]
    assert indicator["series"]["crowns"] == {"en": "Crowns", "fr": "Couronnes", "unit": unit}
    assert record(valmont, "units")[unit]["label"]["fr"] == "Couronnes (× 10⁶)"
    assert rows(valmont, "indicators/goal-8/8-1-1")[0] == {
        "period": "2020",
        "series": "crowns",
        "series-column": "output",
        "value": "1250.125",
    }


def test_one_unit_is_the_indicators_and_a_number_without_one_has_no_label(harbour: Path) -> None:
    units = record(harbour, "units")
    assert units[record(harbour, "indicators/goal-2/2-2-2")["unit"]] == {"label": {"en": "%"}}
    assert "label" not in units[record(harbour, "indicators/goal-4/4-1-1")["unit"]]


def test_one_source_is_cited_by_every_value(valmont: Path) -> None:
    source = record(valmont, "indicators/goal-1/1-2-1")["source"]
    assert record(valmont, f"documents/{source}") == {
        "title": {"en": "Table 12", "fr": "Tableau 12"},
        "kind": "dataset",
        "issuer": {"en": "Statistics Valmont", "fr": "Statistique Valmont"},
        "url": {"en": "https://example.org/en/12", "fr": "https://example.org/fr/12"},
        "published": "2021-06-30",
    }


def test_of_several_sources_none_is_chosen(harbour: Path) -> None:
    indicator = record(harbour, "indicators/goal-4/4-1-1")
    assert indicator["source"] == "data-repository"
    assert [note["en"] for note in indicator["notes"]] == [
        "Sources named by the publisher: Harbour Council, 03/04/2016",
        "Sources named by the publisher: School Board, Feb 2018",
        "About the source: Only the east bank.",
    ]


def test_the_repository_itself_is_a_document_of_its_publisher(tmp_path: Path) -> None:
    own = record(imported(VALMONT, tmp_path / "own"), "documents/data-repository")
    assert own["title"]["en"] == own["issuer"]["en"] == "Open SDG data repository “valmont”"
    assert own["title"]["fr"] == "Dépôt de données Open SDG « valmont »"
    said = {"title": "Valmont in numbers", "publisher": "Statistics Valmont"}
    told = record(imported(VALMONT, tmp_path / "told", **said), "documents/data-repository")
    assert told["title"] == dict.fromkeys(("en", "fr"), "Valmont in numbers")
    assert told["issuer"] == dict.fromkeys(("en", "fr"), "Statistics Valmont")


def test_a_date_is_read_where_its_order_is_certain(harbour: Path) -> None:
    assert record(harbour, "documents/harbour-council-school-meals")["published"] == "2015-11-30"
    assert section(harbour, "Dates that are not clear") == ["`csv-meta/4-1-1.csv`: Feb 2018"]


@pytest.mark.parametrize(
    ("other", "published"),
    [("30/11/2015", "2016-04-03"), ("11/30/2015", "2016-03-04"), ("01/02/2015", None)],
)
def test_another_date_proves_the_order_of_day_and_month(
    town: Path, tmp_path: Path, other: str, published: str | None
) -> None:
    meta = "Source 1 organisation,Board\nSource 1 release date,03/04/2016\n"
    (town / "csv-meta/4-1-1.csv").write_text(meta, "utf-8")
    (town / "csv-meta/2-2-2.csv").write_text(f"Source 1 release date,{other}\n", "utf-8")
    site = imported(town, tmp_path / "site")
    document = record(site, "documents/board")
    assert document.get("published") == published
    assert ("date_note" in document) == (published is None)


def test_what_is_no_number_is_listed_and_what_says_why_is_carried(harbour: Path) -> None:
    assert section(harbour, "Values that are no numbers") == ["`data/indicator_2-2-2.csv:4`: n/a"]
    carried = rows(harbour, "indicators/goal-2/2-2-2")
    assert {"period": "2007/08", "ward": "west", "missing": "suppressed"} in carried
    assert {
        "period": "2007/08",
        "ward": "st-paul-and-east",
        "comparator": "<",
        "value": "5",
    } in carried


def test_rows_that_contradict_each_other_are_both_carried(harbour: Path) -> None:
    values = [
        row["value"]
        for row in rows(harbour, "indicators/goal-2/2-2-2")
        if row.get("ward") == "west-2"
    ]
    assert values == ["2", "3"]
    assert len(section(harbour, "Rows that contradict each other")) == 1
    assert len(section(harbour, "Rows that stand twice")) == 1


def test_a_period_that_may_be_two_is_not_guessed(harbour: Path) -> None:
    assert section(harbour, "Values whose period is not clear") == [
        "`data/indicator_2-2-2.csv:10`: 2008-09",
        "`data/indicator_4-1-1.csv:2`: 2010-11",
        "`data/indicator_4-1-1.csv:3`: 2011-12",
        "`data/indicator_4-1-1.csv:5`: next year",
    ]


def test_two_years_are_both_unless_somebody_says_when_the_year_begins(
    harbour: Path, tmp_path: Path
) -> None:
    assert rows(harbour, "indicators/goal-2/2-2-2")[0]["period"] == "2006/07"
    assert 'year_start = "09-01"' in (harbour / "site.toml").read_text("utf-8")
    without = imported(HARBOUR, tmp_path / "without")
    assert rows(without, "indicators/goal-2/2-2-2")[0]["period"] == "2006-2007"
    assert section(without, "Periods that name two years") == [
        "`data/indicator_2-2-2.csv` (8): 2006/07"
    ]
    (note, *_) = record(without, "indicators/goal-2/2-2-2")["notes"]
    assert "2006/07" in note["en"]


def test_an_indicator_without_metadata_says_so_and_that_others_have_its_values(
    harbour: Path,
) -> None:
    indicator = record(harbour, "indicators/goal-5/5-2-1")
    assert indicator["name"] == {"en": "Indicator 5.2.1"}
    assert [note["en"] for note in indicator["notes"]] == [
        "The publisher’s repository says nothing about this indicator: "
        "no name, no unit, no source.",
        "Its values are exactly those of 2 other indicators of the repository.",
    ]
    assert len(record(harbour, "indicators/goal-5/5-4-1")["notes"]) == 1
    assert section(harbour, "Files with the very same values") == ["`data/indicator_5-1-1.csv` (3)"]


def test_an_indicator_whose_reporting_has_not_started_says_so(valmont: Path) -> None:
    (note, *_) = record(valmont, "indicators/goal-8/8-1-1")["notes"]
    assert note["fr"].endswith("le suivi de cet indicateur n’a pas commencé.")


def test_goals_are_those_of_the_agenda_and_unused_ones_are_listed(valmont: Path) -> None:
    topics = record(valmont, "topics")
    assert topics["goal-1"]["name"] == {"en": "No poverty", "fr": "Pas de pauvreté"}
    goal = record(valmont, "goals/agenda-2030/goal-8")
    assert goal["title"] == {
        "en": "Goal 8: Work and growth",
        "fr": "Objectif 8 : Travail et croissance",
    }
    assert goal["place"] == "goal/8"
    assert len(record(valmont, "documents/agenda-2030")["unused"]) == 15


def test_codes_of_areas_are_a_dimension_where_nothing_else_tells_rows_apart(
    town: Path, tmp_path: Path
) -> None:
    data = "Year,GeoCode,Value\n2019,,1\n2019,E01,2\n2019,E02,3\n"
    (town / "data/indicator_4-1-1.csv").write_text(data, "utf-8")
    site = imported(town, tmp_path / "site")
    values = record(site, "indicators/goal-4/4-1-1")["dimensions"]["geocode"]["values"]
    assert values == {"e01": {"en": "E01"}, "e02": {"en": "E02"}}


@pytest.mark.parametrize(
    ("title", "entries"),
    [
        ("Codes of status that are not known", ["`data/indicator_1-2-1.csv:9`: ZZ"]),
        ("Codes of areas", ["`data/indicator_1-2-1.csv` (2)"]),
        ("Translation keys without a text", ["`meta/1-2-1.yml`: DATA\\_COMP: custom.not-there"]),
        ("Indicators without data", ["`meta/16-1-1.yml`"]),
        ("Files that were not read", ["`config_data.yml`: InputSdmxMeta meta/\\*.xml"]),
        ("YAML with mistakes", ["`translations/fr/data.yml:13`: Female"]),
        (
            "Fields of metadata that have no place here",
            ["`SDG_GOAL__GLOBAL`", "`graph_type`"],
        ),
    ],
)
def test_what_was_not_carried_is_listed_with_its_file(
    valmont: Path, title: str, entries: list[str]
) -> None:
    assert section(valmont, title) == entries


@pytest.mark.parametrize(
    ("title", "entries"),
    [
        (
            "Files without a column of years or of values",
            ["`data/indicator_5-6-1.csv`: When, Value"],
        ),
        ("Files that were not read", ["`data/demo.csv`"]),
        ("Columns that were not carried over", ["`data/indicator_4-1-1.csv`: Value"]),
        ("Addresses that are none", ["`csv-meta/4-1-1.csv`: source\\_url\\_1: the town hall"]),
    ],
)
def test_so_is_it_of_the_town(harbour: Path, title: str, entries: list[str]) -> None:
    assert section(harbour, title) == entries


def test_an_import_is_the_same_each_time_and_leaves_nothing_beside(tmp_path: Path) -> None:
    first, second = imported(VALMONT, tmp_path / "a"), imported(VALMONT, tmp_path / "b")
    assert snapshot(first) == snapshot(second)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mine.txt").write_text("mine", "utf-8")
    with pytest.raises(BuildError):
        imported(HARBOUR, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["mine.txt"]


def test_a_file_that_is_no_utf_8_is_listed_and_the_rest_is_read(town: Path, tmp_path: Path) -> None:
    (town / "data/indicator_4-1-1.csv").write_bytes(b"Year,Value\n2019,\xff\n")
    site = imported(town, tmp_path / "site")
    assert any(
        "indicator_4-1-1.csv" in entry for entry in section(site, "Files that were not read")
    )
    assert (site / "data/indicators/goal-2/2-2-2.csv").exists()


def test_patterns_do_not_lead_out_of_the_repository(town: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/indicator_9-9-9.csv").write_text("Year,Value\n2019,1\n", "utf-8")
    config = (town / "config_data.yml").read_text("utf-8")
    (town / "config_data.yml").write_text(
        config.replace("data/*-*.csv", "../outside/*-*.csv"), "utf-8"
    )
    site = imported(town, tmp_path / "site")
    assert not list(site.rglob("9-9-9.csv"))
