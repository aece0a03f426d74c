"""Names in pinyin, and back."""

from __future__ import annotations

import pytest

from builder.search.pinyin import Readings

USUAL = Readings({})


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("市发改委", "shifagaiwei", "sfgw"),
        ("市發改委", "shifagaiwei", "sfgw"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("绿化率", "lvhualv", "lhl"),
        ("PM2.5平均浓度", "pm2.5pingjunnongdu", "pm2.5pjnd"),
        ("健康杭州“十四五”规划", "jiankanghangzhoushisiwuguihua", "jkhzsswgh"),
        ("GDP", "gdp", "gdp"),
    ],
)
def test_a_name_is_transliterated_in_full_and_by_initials(
    name: str, full: str, initials: str
) -> None:
    assert USUAL.transliterate(name) == (full, initials)


def test_the_sites_own_readings_count() -> None:
    assert USUAL.transliterate("环境长效")[0] == "huanjingzhangxiao"
    own = Readings({"长效": ("chang", "xiao"), "長": ("zhang",)})
    assert own.transliterate("环境长效")[0] == "huanjingchangxiao"
    assert own.transliterate("市长")[0] == "shizhang"


def test_the_table_of_syllables_leads_from_a_syllable_to_characters_and_to_what_follows_them() -> (
    None
):
    assert USUAL.syllable_table(["养老床位", "阳光养护"]) == {
        "chuang": {"床": "位"},
        "guang": {"光": "养"},
        "hu": {"护": ""},
        "lao": {"老": "床"},
        "wei": {"位": ""},
        "yang": {"养": "护老", "阳": "光"},
    }
