from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.model.catalog import Catalog
from builder.model.periods import parse_period
from builder.model.values import Quantity
from builder.problems import BuildError, Place
from builder.read.files import Tree, read_tree
from builder.read.loader import read_catalog

TOPIC = "{name: {zh: 水, en: Water}, summary: {zh: 水, en: Water}}"
INDICATOR = "name: {zh: 漏损率, en: Leakage}\nunit: percent\ndirection: lower\n"
DEPARTMENT = "name: {zh: 水务局, en: Water bureau}\nkind: bureau\nnames: [市水务局]\n"
GOAL = (
    "title: {zh: 清水, en: Clean}\nsummary: {zh: 清水, en: Clean}\n"
    "place: section/1\nhorizon: 2025\n"
)
TASK = (
    "title: {zh: 换管, en: Pipes}\nsummary: {zh: 换管, en: Pipes}\n"
    "place: task/7\nperiod: 2021-2025\n"
)
PAGE = "---\ntitle: 关于\ndescription: 关于本站\n---\n# 标题\n\n---\n正文\n"
LEAKAGE = "data/indicators/water/leakage.yaml"


def load(files: Mapping[str, str]) -> Catalog:
    return read_catalog(Tree(dict(files)), ("zh", "en"))


def problems(files: Mapping[str, str]) -> list[str]:
    with pytest.raises(BuildError) as raised:
        load(files)
    return [f"{problem.place} {problem.code}" for problem in raised.value.problems]


def words(name: str, text: str) -> list[str]:
    with pytest.raises(BuildError) as raised:
        load({name: text})
    return [problem.message("en") for problem in raised.value.problems]


def test_an_empty_tree_is_an_empty_catalog() -> None:
    assert load({"site.toml": "not read here"}) == Catalog(("zh", "en"))


@pytest.mark.parametrize(
    ("file", "text", "kind", "id"),
    [
        (LEAKAGE, INDICATOR, "indicators", "leakage"),
        ("data/departments/water-bureau.yaml", DEPARTMENT, "departments", "water-bureau"),
        ("data/goals/plan/clean-water.yaml", GOAL, "goals", "plan/clean-water"),
        ("data/tasks/plan-2021/007.yaml", TASK, "tasks", "plan-2021-007"),
        ("data/topics.yaml", f"water: {TOPIC}\n", "topics", "water"),
        ("content/about-us.zh.md", PAGE, "pages", "about-us.zh"),
    ],
)
def test_a_record_takes_its_id_from_its_place(file: str, text: str, kind: str, id: str) -> None:
    catalog = load({file: text})
    assert list(getattr(catalog, kind)) == [id]
    assert catalog.origins[kind, id].file == file


def test_a_record_takes_its_document_or_topic_from_its_folder() -> None:
    catalog = load(
        {LEAKAGE: INDICATOR, "data/goals/plan/a.yaml": GOAL, "data/tasks/plan/b.yaml": TASK}
    )
    assert catalog.indicators["leakage"].topic == "water"
    assert catalog.goals["plan/a"].document == "plan"
    assert catalog.tasks["plan-b"].document == "plan"


def test_values_become_what_they_mean() -> None:
    text = (
        INDICATOR
        + "observations:\n"
        + "  - {period: 2021-2025, value: ~ 7.10, source: plan table-1/4.2, cumulative: true}\n"
    )
    (observation,) = load({LEAKAGE: text}).indicators["leakage"].observations
    assert (observation.period, observation.cumulative) == (parse_period("2021-2025"), True)
    assert isinstance(observation.value, Quantity)
    assert (str(observation.value), str(observation.source)) == ("~7.10", "plan table-1/4.2")


def test_what_is_left_blank_counts_as_not_written_where_it_may_be_absent() -> None:
    assert (
        load({LEAKAGE: INDICATOR + "nature:\ndefinition:\n"}).indicators["leakage"].nature is None
    )


def test_a_page_has_its_language_and_the_text_after_its_front_matter() -> None:
    page = load({"content/about.zh.md": PAGE}).pages["about.zh"]
    assert (page.id, page.lang, page.title, page.body) == (
        "about",
        "zh",
        "关于",
        "# 标题\n\n---\n正文\n",
    )


def test_a_page_may_end_with_its_front_matter() -> None:
    assert (
        load({"content/about.zh.md": "---\ntitle: 甲\ndescription: 乙\n---"}).pages["about.zh"].body
        == ""
    )


def test_redirects_are_read() -> None:
    catalog = load(
        {"data/redirects.yaml": "redirects:\n  - {old: topics/rain, new: topics/water}\n"}
    )
    assert [(redirect.old, redirect.new) for redirect in catalog.redirects] == [
        ("topics/rain", "topics/water")
    ]
    assert catalog.origins["redirects", ""].place(("redirects", 0, "new")) == Place(
        "data/redirects.yaml", 2, 29
    )


def test_a_record_knows_where_each_part_of_it_was_written() -> None:
    catalog = load(
        {LEAKAGE: INDICATOR + "names:\n- 漏损率\n", "data/topics.yaml": f"\nwater: {TOPIC}\n"}
    )
    origin = catalog.origins["indicators", "leakage"]
    assert origin.place(("unit",)) == Place(LEAKAGE, 2, 7)
    assert origin.entry_lines == {"names": (5,)}
    assert catalog.origins["topics", "water"].place(("name", "en")) == Place(
        "data/topics.yaml", 2, 27
    )
    page = load({"content/about.zh.md": PAGE}).origins["pages", "about.zh"]
    assert page.place(("description",)) == Place("content/about.zh.md", 3, 14)


@pytest.mark.parametrize(
    "name",
    [
        "data/notes.yaml",
        "data/topics",
        "data/topics.yml",
        "data/indicators.yaml",
        "data/indicators/leakage.yaml",
        "data/indicators/water/old/leakage.yaml",
        "data/departments/sub/a.yaml",
        "data/goals/plan/a.txt",
        "data/people/a.yaml",
        "content/about.md",
        "content/about.fr.md",
        "content/sub/about.zh.md",
        "content/a.zh.txt",
        "elsewhere.yaml",
        "data/departments/.yaml.txt",
    ],
)
def test_a_file_that_belongs_nowhere_is_reported(name: str) -> None:
    assert problems({name: INDICATOR}) == [f"{name} unexpected-file"]


@pytest.mark.parametrize(
    "name",
    [
        "data/departments/Water.yaml",
        "data/departments/water bureau.yaml",
        "data/departments/水务局.yaml",
        "data/departments/.yaml",
        "data/goals/Plan/a.yaml",
        "data/goals/plan/a-.yaml",
        "data/tasks/plan/1.2.yaml",
        "content/.zh.md",
        "content/About.en.md",
        "content/a.b.zh.md",
    ],
)
def test_a_file_whose_name_is_no_id_is_reported(name: str) -> None:
    assert problems({name: INDICATOR}) == [f"{name} bad-id"]


def test_each_part_of_a_path_that_is_no_id_is_reported() -> None:
    assert problems({"data/goals/Plan/Goal.yaml": GOAL}) == ["data/goals/Plan/Goal.yaml bad-id"] * 2


def test_one_id_belongs_to_one_record_of_a_kind() -> None:
    tasks = {"data/tasks/plan-a/b.yaml": TASK, "data/tasks/plan/a-b.yaml": TASK}
    assert problems(tasks) == ["data/tasks/plan/a-b.yaml same-id"]
    assert load({"data/goals/plan/a.yaml": GOAL, "data/goals/other/a.yaml": GOAL})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "empty-file"),
        ("# later\n", "empty-file"),
        ("- a\n", ":1:1 wrong-type"),
        ("text", ":1:1 wrong-type"),
        ("\nkind：bureau\n", ":2:1 full-width-colon"),
        ("kind: [", ":1:8 yaml-syntax"),
        ("\n\nkind: 1\nkind: 2\n", ":4:1 duplicate-key"),
    ],
)
def test_a_file_that_holds_no_record_is_reported(text: str, expected: str) -> None:
    for name in (LEAKAGE, "data/topics.yaml", "data/redirects.yaml"):
        assert problems({name: text}) == [
            f"{name}{'' if expected.startswith(':') else ' '}{expected}"
        ]


@pytest.mark.parametrize(
    "text", ["", "正文", "--- \ntitle: 甲\n---\n", "---\ntitle: 甲\n", "\n---\ntitle: 甲\n---\n"]
)
def test_a_page_without_front_matter_is_reported(text: str) -> None:
    assert problems({"content/about.zh.md": text}) == ["content/about.zh.md:1:1 no-front-matter"]


def test_an_empty_front_matter_is_an_empty_file() -> None:
    assert problems({"content/about.zh.md": "---\n---\n正文"}) == ["content/about.zh.md empty-file"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("colour: red\n", ":4:1 unknown-key"),
        ("备注：见附件: 无\n", ":4:1 unknown-key"),
        ("two words: red\n", ":4:1 unknown-key"),
        ("definition: {zh: 甲, en: a b, c d}\n", ":4:30 unquoted-comma"),
        ("definition: {zh: 甲, 乙, en: a}\n", ":4:21 unquoted-comma"),
        ("definition: {zh: 甲}\n", ":4:13 missing-field"),
        ("definition: {zh: 甲, en: }\n", ":4:21 missing-field"),
        ("definition: text\n", ":4:13 wrong-type"),
        ("definition:\n  zh：甲\n", ":5:3 full-width-colon"),
        ("definition: [a]\n", ":4:13 wrong-type"),
        ("names: a\n", ":4:8 wrong-type"),
        ("names:\n", ":4:1 missing-field"),
        ("names: [[a]]\n", ":4:9 wrong-type"),
        ("names:\n- a\n-\n", ":6:2 empty-text"),
        ("nature: often\n", ":4:9 bad-value"),
        ("nature: [binding]\n", ":4:9 wrong-type"),
        ("nature: {a: b}\n", ":4:9 wrong-type"),
        ("series: [a]\n", ":4:9 wrong-type"),
        ("series: {A: {zh: 甲, en: a}}\n", ":4:10 bad-value"),
        ("series: {a: {zh: 甲, en: a, unit: 1.5}}\n", ":4:34 bad-value"),
        ("series: {a: {zh: 甲, en: a, unti: b}}\n", ":4:28 unknown-key"),
        ("notes: [{zh: 甲, en: '=A1'}]\n", ":4:21 formula-cell"),
        ("targets: [{period: 2025, source: {a: b}}]\n", ":4:34 wrong-type"),
        ("targets: [{period: 2025, source: plan a/1, cumulative: [true]}]\n", ":4:56 wrong-type"),
        ("targets: [{period: 2025, source: plan a/1, cumulative: }]\n", ":4:44 missing-field"),
        ("targets: [{period: 2025, source: plan a/1, declares: met}]\n", ":4:44 unknown-key"),
        ("id: leakage\n", ":4:1 given-by-path"),
        ("topic: water\n", ":4:1 given-by-path"),
    ],
)
def test_a_mistake_inside_a_record_has_its_place(written: str, expected: str) -> None:
    assert problems({LEAKAGE: INDICATOR + written}) == [LEAKAGE + expected]


def test_an_unknown_key_is_reported_with_what_may_be_meant_and_what_is_known() -> None:
    assert words(LEAKAGE, INDICATOR + "obsrvations: []\n") == [
        "there is no key “obsrvations”; did you mean “observations”?"
    ]
    assert words(LEAKAGE, INDICATOR + "x: []\n") == ["there is no key “x”"]
    (problem,) = hints(INDICATOR + "definition: {zh: 甲, en: a, fr: b}\n")
    assert problem == "the keys that can stand here: zh, en"


def hints(text: str) -> list[str]:
    with pytest.raises(BuildError) as raised:
        load({LEAKAGE: text})
    return [problem.hint("en") for problem in raised.value.problems]


def test_what_the_path_gives_is_not_offered_as_a_key() -> None:
    (hint,) = hints(INDICATOR + "x: 1\n")
    assert "topic" not in hint
    assert "id," not in hint


def test_a_mistake_in_a_vocabulary_is_reported_for_its_entry() -> None:
    text = f"water: {TOPIC}\nAir: {TOPIC}\nsoil:\nrain: {{name: {{zh: 雨, en: Rain}}}}\nid: text\n"
    assert problems({"data/topics.yaml": text}) == [
        "data/topics.yaml:2:1 bad-id",
        "data/topics.yaml:3:6 wrong-type",
        "data/topics.yaml:4:7 missing-field",
        "data/topics.yaml:5:5 wrong-type",
    ]


def test_all_files_are_reported_at_once_in_the_order_of_their_places() -> None:
    tree = Tree(
        {
            LEAKAGE: "a: 1\n",
            "content/about.zh.md": "",
            "data/units.yaml": "percent: 1\n",
            "data/x": "",
        }
    )
    with pytest.raises(BuildError) as raised:
        read_catalog(tree, ("zh", "en"))
    assert [problem.place.file for problem in raised.value.problems] == [
        "content/about.zh.md",
        *[LEAKAGE] * 3,
        "data/units.yaml",
        "data/x",
    ]


def test_a_file_full_of_mistakes_takes_little_time() -> None:
    assert (
        len(problems({"data/topics.yaml": "".join(f"T{n}: a\n" for n in range(10_000))})) == 10_000
    )


def test_the_mistakes_of_the_tree_are_reported_with_those_of_the_records(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/units.yaml").write_text("percent:\n")
    with pytest.raises(BuildError) as raised:
        read_catalog(read_tree(tmp_path), ("zh", "en"))
    assert [problem.code for problem in raised.value.problems] == ["wrong-type", "no-site"]
