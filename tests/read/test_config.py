from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.config import SiteConfig
from builder.problems import BuildError, Place, Problem
from builder.read.config import read_config
from builder.read.files import Tree, read_tree

SITE = """\
base_url = "https://qinghe.example"
languages = ["zh", "en"]
[title]
zh = "清河"
en = "Qinghe"

[description]
zh = "清河市供水规划"
en = "The water plan of Qinghe"

[publisher]
zh = "清河"
en = "Qinghe"

[accent]
light = "#1b6e56"
dark = "#7cc8ae"

[licence]
address = "https://licence.example/by/4.0/"
name.zh = "许可"
name.en = "Licence"
"""


def config(old: str = "", new: str = "") -> SiteConfig:
    assert old in SITE
    return read_config(Tree({"site.toml": SITE.replace(old, new, 1)}))


def problems(old: str, new: str) -> list[str]:
    with pytest.raises(BuildError) as raised:
        config(old, new)
    return [f"{problem.place} {problem.code}" for problem in raised.value.problems]


def test_a_site_has_a_name_an_address_and_a_look() -> None:
    site = config()
    assert (site.base_url, site.title["zh"], site.title["en"]) == (
        "https://qinghe.example",
        "清河",
        "Qinghe",
    )
    assert (site.accent.light, site.accent.dark, site.licence.name["en"]) == (
        "#1b6e56",
        "#7cc8ae",
        "Licence",
    )


def test_the_theme_and_the_repository_may_be_left_out() -> None:
    assert (config().theme, config().repository) == ("default", None)
    site = config(
        "\n[title]", '\ntheme = "plain"\nrepository = "https://code.example/blob/main/"\n[title]'
    )
    assert (site.theme, site.repository) == ("plain", "https://code.example/blob/main")


@pytest.mark.parametrize(
    ("written", "read"),
    [("2025-06-30", "2025-06-30"), ('"2025-06-30"', "2025-06-30")],
)
def test_the_day_of_the_data_is_a_date_or_a_text(written: str, read: str) -> None:
    assert config().as_of is None
    assert config("\n[title]", f"\nas_of = {written}\n[title]").as_of == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2025", "wrong-type"),
        ("2025-06-30T12:00:00Z", "wrong-type"),
        ("12:00:00", "wrong-type"),
        ("true", "wrong-type"),
        ("0999-01-01", "bad-value"),
        ('"2025-06"', "bad-value"),
        ('"2025-06-31"', "bad-value"),
        ('""', "bad-value"),
    ],
)
def test_what_is_no_day_is_reported(written: str, code: str) -> None:
    assert problems("\n[title]", f"\nas_of = {written}\n[title]") == [f"site.toml:3:1 {code}"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://qinghe.example/", "https://qinghe.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://qinghe.example/plan/2021/", "https://qinghe.example/plan/2021"),
        (
            "https://qinghe.example:65535/a.b/~c/..d/e..",
            "https://qinghe.example:65535/a.b/~c/..d/e..",
        ),
        ("https://xn--pssy2u.q-1.example", "https://xn--pssy2u.q-1.example"),
    ],
)
def test_an_address_has_no_slash_at_its_end(written: str, read: str) -> None:
    assert config("https://qinghe.example", written).base_url == read


@pytest.mark.parametrize(
    "address",
    [
        "qinghe.example",
        "ftp://qinghe.example",
        "https://",
        "https://qinghe.example/?a",
        "https://清河.example",
        "https://q.example/#a",
        "https://q.example\\n",
        "javascript:alert(1)",
        "https://user@q.example",
        "",
        "https://q.example//path",
        "https://q.example//",
        "https://q.example/a//b",
        "https://q.example/a//",
        "https:///a",
        "https://q.example/.",
        "https://q.example/a/../b",
        "https://q.example/a/..",
        "https://q.example/./a/",
        "https://..",
        "https://.",
        "https://q..example",
        "https://.q.example",
        "https://-q.example",
        "https://q-.example",
        "https://:80",
        "https://q.example:",
        "https://q.example:/a",
        "https://q.example:0",
        "https://q.example:080",
        "https://q.example:65536",
        "https://q.example:99999",
        "https://q.example:80:80",
        "https://q.example:http",
    ],
)
def test_another_address_is_refused(address: str) -> None:
    assert problems("https://qinghe.example", address) == ["site.toml:1:1 bad-value"]


def test_the_addresses_of_the_repository_and_the_licence_are_held_to_the_same() -> None:
    assert problems("\n[title]", '\nrepository = "https://code.example//main"\n[title]') == [
        "site.toml:3:1 bad-value"
    ]
    assert problems("https://licence.example/by/4.0/", "https://licence.example:0/") == [
        "site.toml:20:1 bad-value"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('base_url = "https://qinghe.example"', "", ":1:1 missing-field"),
        ('base_url = "https://qinghe.example"', "base_url = 1", ":1:1 wrong-type"),
        ('base_url = "https://qinghe.example"', '"base_url" = 1', ":1:1 wrong-type"),
        ('en = "Qinghe"\n\n[desc', "\n[desc", ":3:1 missing-field"),
        ('zh = "清河"', 'zh = ""', ":4:1 empty-text"),
        ('zh = "清河"', "  zh = 2021-08-20", ":4:3 wrong-type"),
        ('zh = "清河"', "zh = ['清河']", ":4:1 wrong-type"),
        ('zh = "清河"', 'zh = "清河\\n"', ""),
        ('zh = "清河"', 'zh = "清\\n河"', ":4:1 bad-character"),
        ('en = "Qinghe"', 'en = "Qinghe"\nfr = "Qinghe"', ":6:1 unknown-key"),
        ('[title]\nzh = "清河"\nen = "Qinghe"', 'title = "清河"', ":3:1 wrong-type"),
        ('"#1b6e56"', '"green"', ":16:1 bad-value"),
        ('"#1b6e56"', '"#1B6E56"', ":16:1 bad-value"),
        ('"#1b6e56"', "[1]", ":16:1 wrong-type"),
        ('"#7cc8ae"', '"#7cc8ae"\ncolour = "red"', ":18:1 unknown-key"),
        ('name.zh = "许可"', "name.zh = true", ":21:1 wrong-type"),
        ('name.en = "Licence"', "", ":19:1 missing-field"),
        ('name.en = "Licence"', 'name.en = "Licence"\n[analytics]\nid = "x"', ":23:1 unknown-key"),
        ("[title]", 'theme = "My theme"\n[title]', ":3:1 bad-value"),
        ("[title]", "[title", ":3:7 toml-syntax"),
    ],
)
def test_a_mistake_is_reported_at_its_key(old: str, new: str, expected: str) -> None:
    if expected:
        assert problems(old, new) == [f"site.toml{expected}"]
    else:
        assert config(old, new).title["zh"] == "清河"


def test_every_mistake_is_reported() -> None:
    text = (
        SITE.replace("https://qinghe.example", "qinghe")
        .replace("#1b6e56", "green")
        .replace("[title]", "[titel]")
    )
    with pytest.raises(BuildError) as raised:
        read_config(Tree({"site.toml": text}))
    assert [problem.code for problem in raised.value.problems] == [
        "bad-value",
        "missing-field",
        "unknown-key",
        "bad-value",
    ]
    assert (
        raised.value.problems[2].message("en") == "there is no key “titel”; did you mean “title”?"
    )


def test_the_mistakes_of_all_other_files_are_reported_with_those_of_the_site() -> None:
    link = Problem(Place("data/link.yaml"), "symlink")
    for site in ({"site.toml": "a = 1"}, {}):
        with pytest.raises(BuildError) as raised:
            read_config(Tree({**site, "data/notes.txt": ""}, [link]))
        assert {"symlink", "unexpected-file"} <= {problem.code for problem in raised.value.problems}


def test_a_good_configuration_is_read_whatever_else_is_wrong() -> None:
    assert read_config(
        Tree({"site.toml": SITE, "data/notes.txt": ""}, [Problem(Place("data"), "symlink")])
    )


@given(st.binary())
def test_any_bytes_are_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "site.toml").write_bytes(content)
    with pytest.raises(BuildError) as raised:
        read_config(read_tree(root))
    assert all(problem.message("zh") for problem in raised.value.problems)


VALUES = st.sampled_from(
    ['""', '"a"', "1", "1.5", "true", "2021-08-20", "[]", "[{}]", "{}", "{zh = 1}", '"#000000"']
)


@given(st.sampled_from(re.findall(r"[\w.]+(?= = )", SITE)), VALUES)
def test_any_value_of_a_key_is_read_or_reported(key: str, value: str) -> None:
    text = re.sub(rf"^{re.escape(key)} = .*", f"{key} = {value}", SITE, count=1, flags=re.MULTILINE)
    assert all(problem.message("en") and problem.place.line for problem in all_problems(text))


def all_problems(text: str) -> tuple[Problem, ...]:
    try:
        read_config(Tree({"site.toml": text}))
    except BuildError as error:
        return error.problems
    return ()
