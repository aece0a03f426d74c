"""What the languages of a repository become: keys, lists of codes, and texts that one of them
lacks.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.importing.test_open_sdg import HERE, imported, record, rows, section

VALMONT = HERE / "valmont"


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the country's repository, free to be changed."""
    return Path(shutil.copytree(VALMONT, tmp_path / "country"))


def write(country: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (country / name).parent.mkdir(parents=True, exist_ok=True)
        (country / name).write_text(text, "utf-8")


CODES = {
    "data/indicator_3-1-1.csv": "Year,UNIT_MEASURE,SEX,Value\n2020,PT,,5\n2020,PT,F,6\n",
    "translations/en/SEX.yml": "SEX: Sex\nF: women\n",
    "translations/fr/SEX.yml": "SEX: Sexe\nF: femmes\n",
    "translations/en/UNIT_MEASURE.yml": "PT: per cent\n",
}


def test_a_list_of_codes_named_as_a_column_names_its_values(country: Path, tmp_path: Path) -> None:
    write(country, CODES)
    site = imported(country, tmp_path / "site")
    sex = record(site, "indicators/goal-3/3-1-1")["dimensions"]["sex"]
    assert sex == {
        "name": {"en": "Sex", "fr": "Sexe"},
        "values": {"f": {"en": "women", "fr": "femmes"}},
    }


def test_a_code_that_a_language_lacks_is_said_in_another(country: Path, tmp_path: Path) -> None:
    write(country, CODES)
    site = imported(country, tmp_path / "site")
    unit = record(site, "indicators/goal-3/3-1-1")["unit"]
    assert record(site, "units")[unit]["label"] == {"en": "per cent", "fr": "per cent"}
    assert "`translations/fr`: PT" in section(site, "Texts without a translation")


def test_a_text_of_one_language_alone_stands_in_the_other_and_says_so(
    country: Path, tmp_path: Path
) -> None:
    write(
        country,
        {
            "meta/8-1-1.md": "---\nSTAT_CONC_DEF: <p>Output of a person.</p>\n---\n",
            "meta/fr/8-1-1.md": "---\nREC_USE_LIM: Sans les îles.\n---\n",
        },
    )
    site = imported(country, tmp_path / "site")
    output = record(site, "indicators/goal-8/8-1-1")
    assert output["definition"] == {
        "en": "Output of a person.",
        "fr": "[non traduit] Output of a person.",
    }
    assert output["notes"][-1] == {
        "en": "Comments and limitations: [not translated] Sans les îles.",
        "fr": "Remarques et limites : Sans les îles.",
    }
    told = section(site, "Texts without a translation")
    assert {"`meta/en`: REC\\_USE\\_LIM", "`meta/fr`: STAT\\_CONC\\_DEF"} <= set(told)


def test_a_site_in_another_language_than_the_repository_says_what_is_not_in_it(
    country: Path, tmp_path: Path
) -> None:
    (country / "meta/fr/1-2-1.yml").unlink()
    site = imported(country, tmp_path / "site", languages=("fr",))
    limits = record(site, "indicators/goal-1/1-2-1")["notes"][-1]
    assert limits == {"fr": "Remarques et limites : [non traduit] Rural areas are not covered."}


def test_addresses_and_numbers_need_no_translation(country: Path, tmp_path: Path) -> None:
    (country / "meta/fr/1-2-1.yml").unlink()
    site = imported(country, tmp_path / "site")
    assert not any("url\\_1" in line for line in section(site, "Texts without a translation"))


def test_a_key_that_is_a_text_itself_is_shown_without_its_group(
    country: Path, tmp_path: Path
) -> None:
    write(
        country,
        {"data/indicator_3-1-1.csv": "Year,Place,Value\n2020,,5\n2020,data.Old town,6\n"},
    )
    site = imported(country, tmp_path / "site")
    place = record(site, "indicators/goal-3/3-1-1")["dimensions"]["place"]
    assert list(place["values"].values()) == [{"en": "Old town", "fr": "Old town"}]


def test_a_note_that_begins_with_its_label_has_it_once(country: Path, tmp_path: Path) -> None:
    write(
        country,
        {
            "meta/1-2-1.yml": "SDG_TARGET: 'Target 1.2: halve poverty'\n",
            "meta/fr/1-2-1.yml": "SDG_TARGET: 'Cible 1.2 : réduire la pauvreté'\n",
        },
    )
    site = imported(country, tmp_path / "site")
    assert record(site, "indicators/goal-1/1-2-1")["notes"] == [
        {"en": "Target 1.2: halve poverty", "fr": "Cible 1.2 : réduire la pauvreté"}
    ]


def test_an_empty_cell_that_a_program_wrote_is_empty(country: Path, tmp_path: Path) -> None:
    write(
        country,
        {
            "data/indicator_3-1-1.csv": "Year,Region,GeoCode,Value\n2020,,NA,5\n2021,,,6\n"
            "2020,North,NA,NA\n2020,South,V-02,7\n2021,NA,NA,NaN\n"
        },
    )
    site = imported(country, tmp_path / "site")
    assert rows(site, "indicators/goal-3/3-1-1") == [
        {"period": "2020", "value": "5"},
        {"period": "2021", "value": "6"},
        {"period": "2020", "region": "south", "value": "7"},
    ]
    assert section(site, "Empty cells that are written NA") == ["`data/indicator_3-1-1.csv` (6)"]


def test_the_unit_of_a_row_without_a_value_makes_no_series(country: Path, tmp_path: Path) -> None:
    write(
        country,
        {"data/indicator_3-1-1.csv": "Year,Units,Value\n2020,Crowns,5\n2021,Crown,-\n"},
    )
    site = imported(country, tmp_path / "site")
    assert "series" not in record(site, "indicators/goal-3/3-1-1")


def test_translations_lie_where_the_configuration_says(country: Path, tmp_path: Path) -> None:
    (country / "translations").rename(country / "words")
    with open(country / "config_data.yml", "a", encoding="utf-8") as config:
        config.write("translations:\n- class: TranslationInputYaml\n  source: words\n")
    site = imported(country, tmp_path / "site")
    name = record(site, "indicators/goal-1/1-2-1")["name"]
    assert name["fr"] == "1.2.1 Personnes sous le seuil national de pauvreté"


def test_a_name_that_is_that_of_all_countries_is_not_repeated(
    country: Path, tmp_path: Path
) -> None:
    text = "indicator_available: Same words\nindicator_name: Same words\n"
    write(country, {"meta/1-2-1.yml": text})
    site = imported(country, tmp_path / "site")
    notes = record(site, "indicators/goal-1/1-2-1")["notes"]
    assert not any("Same words" in note["en"] for note in notes)


def test_of_two_files_of_an_indicator_the_first_is_read_and_the_other_listed(
    country: Path, tmp_path: Path
) -> None:
    write(country, {"data/8-1-1.csv": "Year,Value\n2020,1\n2021,2\n"})
    site = imported(country, tmp_path / "site")
    assert rows(site, "indicators/goal-8/8-1-1") == [
        {"period": "2020", "value": "1"},
        {"period": "2021", "value": "2"},
    ]
    told = section(site, "A second data file of an indicator")
    assert told == ["`data/indicator_8-1-1.csv` (5): data/8-1-1.csv"]


@pytest.mark.parametrize(
    "key", ["indicator.1-2-1-title", "custom.foo.bar", "general.not_there", "global_targets.1-2"]
)
def test_a_bare_key_is_never_shown(country: Path, tmp_path: Path, key: str) -> None:
    write(country, {"meta/1-2-1.yml": f"STAT_CONC_DEF: {key}\nREC_USE_LIM: '{key}'\n"})
    (country / "meta/fr/1-2-1.yml").unlink()
    site = imported(country, tmp_path / "site")
    assert key not in str(record(site, "indicators/goal-1/1-2-1"))
    assert len(section(site, "Translation keys without a text")) == 2


@pytest.mark.parametrize("nothing", ["null", "~", "", "''"])
def test_a_field_that_is_null_says_nothing(country: Path, tmp_path: Path, nothing: str) -> None:
    text = f"computation_units: {nothing}\nSTAT_CONC_DEF: {nothing}\ncustomisation: {nothing}\n"
    write(
        country,
        {"meta/3-1-1.yml": text, "data/indicator_3-1-1.csv": "Year,Value\n2020,5\n"},
    )
    site = imported(country, tmp_path / "site")
    assert record(site, "indicators/goal-3/3-1-1")["unit"] == "no-unit"
    assert "definition" not in record(site, "indicators/goal-3/3-1-1")
    assert "null" not in (site / "IMPORT.md").read_text("utf-8")
    assert not any(
        "customisation" in line
        for line in section(site, "Fields of metadata that have no place here")
    )


def test_the_older_names_of_fields_are_known(country: Path, tmp_path: Path) -> None:
    write(
        country,
        {
            "meta/8-1-1.md": "---\nactual_indicator_available: Growth of output\n"
            "actual_indicator_available_description: Change on the year before.\n"
            "indicator_name: Growth of income\nmethod_of_computation: A division.\n---\n"
        },
    )
    site = imported(country, tmp_path / "site", languages=("en",))
    growth = record(site, "indicators/goal-8/8-1-1")
    assert growth["name"] == {"en": "8.1.1 Growth of output"}
    assert growth["definition"] == {"en": "Change on the year before."}
    assert growth["notes"] == [
        {"en": "Global indicator: Growth of income"},
        {"en": "Method of computation: A division."},
    ]


def test_a_file_of_translations_that_cannot_be_read_is_listed_with_the_line(
    country: Path, tmp_path: Path
) -> None:
    write(
        country,
        {
            "translations/fr/chart.yml": "Good: Bon\nPlan: Sub: x\n",
            "meta/8-1-1.md": "---\nindicator_name: a: b\n---\n",
        },
    )
    site = imported(country, tmp_path / "site")
    told = section(site, "Files that were not read")
    assert "`translations/fr/chart.yml:2`: mapping values are not allowed here" in told
    assert "`meta/8-1-1.md:2`: mapping values are not allowed here" in told
