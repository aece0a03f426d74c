"""Words, numbers, periods and dates as the reader of each language expects them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from builder.model.config import SiteConfig
from builder.model.values import Quantity
from builder.model.vocabularies import Unit
from builder.site.language import Language
from builder.site.site import Edition, Site
from tests.factories import default_theme, indicator, observation, tiny_catalog

CONFIG = SiteConfig.model_validate(
    {
        "base_url": "https://example.org/below",
        "languages": ["zh", "en"],
        "title": {"zh": "规划", "en": "Plan"},
        "description": {"zh": "规划", "en": "Plan"},
        "publisher": {"zh": "城市", "en": "City"},
        "accent": {"light": "#000000", "dark": "#ffffff"},
        "licence": {
            "name": {"zh": "公共领域", "en": "Public domain"},
            "address": "https://example.org/licence",
        },
    }
)
UNITS: dict[str, dict[str, object]] = {
    "percent": {"label": {"zh": "%", "en": "%"}, "difference": "points"},
    "points": {"label": {"zh": "个百分点", "en": "percentage points"}},
    "people": {
        "label": {"zh": "万人", "en": "10,000 people"},
        "scale": {"en": {"factor": "10000", "label": "people"}},
    },
    "yuan": {
        "label": {"zh": "亿元", "en": "100 million yuan"},
        "scale": {"en": {"factor": "100000000", "label": "yuan"}},
    },
    "beds": {"label": {"zh": "张", "en": "beds"}},
    "ratio": {"label": {"zh": "∶1", "en": ":1"}},
}


SITE = Site(CONFIG, tiny_catalog(), default_theme(), "2021-08-20", "https://example.org/below")


def edition(lang: str) -> Edition:
    units = {id: Unit.model_validate({"id": id, **fields}) for id, fields in UNITS.items()}
    catalog = replace(tiny_catalog(), units={**tiny_catalog().units, **units})
    return Edition(replace(SITE, catalog=catalog), lang)


ZH, EN = edition("zh"), edition("en")


@pytest.mark.parametrize(
    ("comparator", "number", "unit", "zh", "en"),
    [
        ("", "8.1", "beds", "8.1张", "8.1 beds"),
        ("", "7.10", "beds", "7.10张", "7.10 beds"),
        ("", "7.1", "beds", "7.1张", "7.1 beds"),
        ("", "0", "beds", "0张", "0 beds"),
        ("", "61879", "beds", "61,879张", "61,879 beds"),
        ("", "-7", "percent", "−7%", "−7%"),
        (">=", "99.5", "percent", "≥99.5%", "≥99.5%"),
        ("~", "7.5", "percent", "约7.5%", "about 7.5%"),
        ("", "1.77", "ratio", "1.77∶1", "1.77:1"),
        ("", "21.1", "people", "21.1万人", "211,000 people"),
        ("", "0.5", "people", "0.5万人", "5,000 people"),
        ("", "125", "people", "125万人", "1.25 million people"),
        ("", "199.7", "people", "199.7万人", "1.997 million people"),
        ("", "2285", "yuan", "2,285亿元", "228.5 billion yuan"),
        ("", "23000", "yuan", "23,000亿元", "2.3 trillion yuan"),
        (">", "18000", "yuan", ">18,000亿元", ">1.8 trillion yuan"),
        ("", "100", "people", "100万人", "1 million people"),
    ],
)
def test_a_value_is_written_in_the_scale_of_its_reader(
    comparator: str, number: str, unit: str, zh: str, en: str
) -> None:
    quantity = Quantity(comparator, Decimal(number))  # type: ignore[arg-type]
    assert (ZH.value(quantity, unit), EN.value(quantity, unit)) == (zh, en)


@pytest.mark.parametrize(
    ("context", "zh", "en"),
    [
        ("", "7张", "7 beds"),
        ("Nursing beds", "7张", "7"),
        ("Beds for the old", "7张", "7"),
        ("BEDS", "7张", "7"),
        ("Places", "7张", "7 beds"),
    ],
)
def test_english_leaves_out_a_unit_that_its_context_names_in_whatever_case(
    context: str, zh: str, en: str
) -> None:
    seven = Quantity("", Decimal(7))
    assert (ZH.value(seven, "beds", context), EN.value(seven, "beds", context)) == (zh, en)


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        ("7.256", None, "7.256"),
        ("7.256", 1, "7.3"),
        ("7.25", 1, "7.3"),
        ("-7.25", 1, "−7.3"),
        ("7.2", 1, "7.2"),
        ("7", 1, "7"),
        ("7.6", 0, "8"),
        ("0.04", 1, "0.0"),
        ("-0.04", 1, "0.0"),
        ("-0.4", 0, "0"),
        ("999999999999999999.999999999999999999", 9, "1,000,000,000,000,000,000.000000000"),
    ],
)
def test_no_more_decimals_are_shown_than_asked_for(
    number: str, decimals: int | None, written: str
) -> None:
    quantity = Quantity("", Decimal(number))
    assert EN.value(quantity, "beds", decimals=decimals) == f"{written} beds"
    assert EN.number_without_unit(Decimal(number), "beds", decimals) == written


def test_an_indicator_says_how_many_decimals_before_its_unit_does() -> None:
    figure, rounded_unit = (
        indicator(observation("2020", "7.256"), unit="rounded"),
        {"decimals": "1"},
    )
    units = {"rounded": Unit.model_validate({"id": "rounded", **UNITS["beds"], **rounded_unit})}
    english = Edition(replace(SITE, catalog=replace(SITE.catalog, units=units)), "en")
    (value,) = figure.observations
    assert english.statement_text(figure, value) == "7.3 beds"
    exact = figure.model_copy(update={"decimals": 2})
    assert english.statement_text(exact, value) == "7.26 beds"


def test_numbers_that_differ_do_so_side_by_side_however_few_decimals_are_shown() -> None:
    numbers = ("10.32", "10.38", "10.4")
    figure = indicator(*(observation("2020", n) for n in numbers), unit="beds", decimals="1")
    first, second, third = figure.observations
    assert EN.statement_text(figure, first) == "10.3 beds"
    assert EN.statement_text(figure, second, beside=[third]) == "10.38 beds"
    assert EN.statement_text(figure, third, beside=[second, None]) == "10.4 beds"
    assert EN.statement_text(figure, first, beside=[first, third]) == "10.3 beds"


def test_a_difference_that_there_is_is_never_shown_as_none() -> None:
    unit = Unit.model_validate({"id": "rounded", **UNITS["beds"], "decimals": "1"})
    english = Edition(replace(SITE, catalog=replace(SITE.catalog, units={"rounded": unit})), "en")
    assert english.change(Decimal("-0.042"), "rounded") == "−0.04 beds"
    assert english.change(Decimal("-1.25"), "rounded") == "−1.3 beds"


def test_a_series_is_called_by_its_name_and_the_values_of_its_dimensions() -> None:
    dimensions = {
        "sex": {"values": {"male": {"zh": "男", "en": "Men"}}},
        "home-ward": {
            "name": {"zh": "街道", "en": "Ward"},
            "values": {"a": {"zh": "甲", "en": "A"}},
        },
    }
    figure = indicator(dimensions=dimensions)
    assert EN.series_name(figure, "city|home-ward=a|sex=male") == "text, A, Men"
    assert ZH.series_name(figure, "home-ward=a|sex=male") == "甲、男"
    assert EN.dimension_names(figure) == ("sex", "Ward")
    assert ZH.series_name(figure, None) == ""


def test_what_is_missing_says_why() -> None:
    figure = indicator(observation("2020", text=None, missing="not-collected"))
    assert EN.statement_text(figure, figure.observations[0]) == "not collected"


@pytest.mark.parametrize("order", [("7.1", "7.10"), ("7.10", "7.1")])
def test_equal_numbers_keep_the_decimals_that_each_was_printed_with(order: tuple[str, str]) -> None:
    english = edition("en")
    assert [english.value(Quantity("", Decimal(n)), "beds") for n in order] == [
        f"{n} beds" for n in order
    ]


@pytest.mark.parametrize(
    ("number", "unit", "zh", "en"),
    [
        ("-7.6", "percent", "−7.6个百分点", "−7.6 percentage points"),
        ("0.4", "beds", "+0.4张", "+0.4 beds"),
        ("-19", "beds", "−19张", "−19 beds"),
        ("-74.7", "people", "−74.7万人", "−747,000 people"),
    ],
)
def test_a_difference_has_its_sign_and_its_own_unit(
    number: str, unit: str, zh: str, en: str
) -> None:
    assert (ZH.change(Decimal(number), unit), EN.change(Decimal(number), unit)) == (zh, en)


@pytest.mark.parametrize(
    ("iso", "zh", "en"),
    [
        ("2021-08-20", "2021年8月20日", "20 August 2021"),
        ("2021-06", "2021年6月", "June 2021"),
        ("2021", "2021年", "2021"),
    ],
)
def test_a_date_shows_no_more_than_is_known(iso: str, zh: str, en: str) -> None:
    assert (ZH.date(iso), EN.date(iso)) == (zh, en)


def test_addresses_lie_below_the_path_of_the_site() -> None:
    assert EN.page_link("data", key="nav.data").href == "/below/en/data/"


def other_language(code: str, **labels: str) -> Language:
    """A language of any site, with units of these labels."""
    strings = {"amount": "{number} {unit}", "comparator.none": "", "comparator.>=": "≥ "}
    units = {
        id: Unit.model_validate({"id": id, "label": {code: label}}) for id, label in labels.items()
    }
    return Language(code, replace(default_theme(), strings={code: strings}), units)


@pytest.mark.parametrize(
    ("code", "number", "label", "text"),
    [
        ("fr", "1234.50", "élèves", "1\u202f234,50 élèves"),
        ("fr", "-12.5", "%", "−12,5\u00a0%"),
        ("fr", "12.5", "% par an", "12,5\u00a0% par an"),
        ("de", "1234567", "t", "1.234.567 t"),
        ("hi", "1234567", "टन", "12,34,567 टन"),
        ("ar", "7455", "نخلة", "7,455 نخلة"),
        ("ar", "-0.35", "م", "\u200e−0.35 م"),
        ("ar", "18", "%", "18\u200e%\u200e\u200f"),
    ],
)
def test_numbers_are_written_as_the_cldr_says(
    code: str, number: str, label: str, text: str
) -> None:
    language = other_language(code, unit=label)
    assert language.amount(Decimal(number), "unit") == text


def test_a_sign_keeps_its_side_of_a_number_in_text_that_runs_from_right_to_left() -> None:
    arabic = other_language("ar", metres="م")
    assert arabic.change(Decimal("-0.35"), "metres") == "\u200e−0.35 م"
    assert arabic.change(Decimal("0.35"), "metres") == "\u200e+0.35 م"
    assert arabic.share(Decimal("-4.5")) == "\u200e−4.5\u200e%\u200e\u200f"
    assert other_language("fr").share(Decimal("4.5")) == "+4,5\u00a0%"


def test_a_unit_is_left_out_where_it_is_named_and_not_where_its_letters_are() -> None:
    french = other_language("fr", tonnes="t", pupils="élèves")
    assert french.amount(Decimal(12), "tonnes", "Déchets triés") == "12 t"
    assert french.amount(Decimal(12), "pupils", "Élèves des écoles") == "12"
