"""Under which letter a name stands, and in which order."""

from __future__ import annotations

import pytest

from builder.search.letters import letter, sorting_name
from builder.search.pinyin import Readings


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", {"The greenways": "G", "Theatres": "T", "Éclair": "E", "24-hour care": "0–9"}),
        ("fr", {"Le vélo": "V", "L’eau": "E", "L'école": "E", "Lessive": "L", "Œuvres": "O"}),
        ("ar", {"المدارس": "م", "٢٤ ساعة": "0–9", "أسرة": "ا", "إدارة": "ا"}),
        ("ru", {"Ёлки": "Е", "йод": "Й", "«Больницы»": "0–9"}),
        ("el", {"Άνθρωποι": "Α"}),
        ("ja", {"データ": "デ"}),
        ("de", {"The Länd": "T", "Ärzte": "A"}),
    ],
)
def test_a_name_stands_under_its_first_letter_without_accent_or_article(
    lang: str, names: dict[str, str]
) -> None:
    assert {name: letter(sorting_name(name, lang, None)) for name in names} == names


def test_accents_do_not_count_for_the_order() -> None:
    names = ["Zone", "Etat", "École", "Les écoles", "Eau"]
    order = ["Eau", "École", "Les écoles", "Etat", "Zone"]
    assert sorted(names, key=lambda name: sorting_name(name, "fr", None)) == order


def test_chinese_names_stand_under_the_first_letter_of_their_pinyin() -> None:
    names = {"养老床位": "Y", "绿化率": "L", "152个": "0–9", "GDP": "G"}
    readings = Readings({})
    assert {name: letter(sorting_name(name, "zh", readings)) for name in names} == names
