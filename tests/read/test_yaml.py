from __future__ import annotations

from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import Place
from builder.read.yaml import MAX_DEPTH, Parsed, Path, parse_yaml

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n"))
LINE = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
PLAIN = st.recursive(
    PRINTABLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PRINTABLE, inner, max_size=3),
    max_leaves=8,
)


def value(text: str) -> object:
    parsed = parse_yaml("a.yaml", text)
    assert parsed.problems == []
    return parsed.value


def problems(parsed: Parsed) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in parsed.problems]


def place(text: str, *path: str | int, key: bool = False) -> str:
    return str(parse_yaml("a.yaml", text).place(path, key=key))


@pytest.mark.parametrize(
    "written",
    [
        "1.10",
        "010",
        "1:30",
        "no",
        "yes",
        "on",
        "true",
        "null",
        "~",
        "0x1F",
        "1e3",
        ".inf",
        "2021-08-20",
        "1_000",
        "=",
    ],
)
def test_a_scalar_is_the_text_that_the_editor_wrote(written: str) -> None:
    assert value(f"key: {written}") == {"key": written}


@pytest.mark.parametrize("written", ["no", "1.10", "", "~"])
def test_a_key_is_the_text_that_the_editor_wrote(written: str) -> None:
    assert value(f'"{written}": value') == {written: "value"}


def test_an_empty_scalar_is_none() -> None:
    assert value("zh:\nen:\nlist:\n  -\nbraces: {a: }\n") == {
        "zh": None,
        "en": None,
        "list": [None],
        "braces": {"a": None},
    }


@pytest.mark.parametrize("written", ['""', "''"])
def test_a_quoted_empty_text_is_a_text(written: str) -> None:
    assert value(f"key: {written}") == {"key": ""}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "---\n...\n"])
def test_an_empty_file_is_none(text: str) -> None:
    assert value(text) is None


def test_block_texts_keep_or_fold_their_lines() -> None:
    assert value("a: |\n  x\n  y\nb: >\n  x\n  y\n") == {"a": "x\ny\n", "b": "x y\n"}


def test_a_root_may_be_of_any_kind() -> None:
    assert value("- a\n- {b: c}\n") == ["a", {"b": "c"}]
    assert value("a text") == "a text"


def test_a_quoted_merge_key_is_a_key() -> None:
    assert value("'<<': a") == {"<<": "a"}


RECORD = """\
name: {zh: 水务局, en: Water bureau}
names: [市水务局, 水务局]
series:
  old-town:
    zh: 老城
observations:
  - {period: 2020, value: 12}
  - period: 2021
    value: 11
"""


@pytest.mark.parametrize(
    ("path", "of_value", "of_key"),
    [
        ((), "1:1", "1:1"),
        (("name",), "1:7", "1:1"),
        (("name", "zh"), "1:12", "1:8"),
        (("name", "en"), "1:21", "1:17"),
        (("names", 1), "2:15", "2:15"),
        (("series", "old-town", "zh"), "5:9", "5:5"),
        (("observations",), "7:3", "6:1"),
        (("observations", 0, "value"), "7:27", "7:20"),
        (("observations", 1), "8:5", "8:5"),
        (("observations", 1, "value"), "9:12", "9:5"),
    ],
)
def test_every_value_and_key_has_a_place_counted_in_characters(
    path: Path, of_value: str, of_key: str
) -> None:
    assert place(RECORD, *path) == f"a.yaml:{of_value}"
    assert place(RECORD, *path, key=True) == f"a.yaml:{of_key}"


def test_what_is_not_there_has_the_place_of_what_encloses_it() -> None:
    assert place(RECORD, "name", "fr", "x") == "a.yaml:1:7"
    assert place(RECORD, "name", "fr", key=True) == "a.yaml:1:7"


@pytest.mark.parametrize("text", ["", "# nothing yet"])
def test_an_empty_file_has_a_place_without_a_line(text: str) -> None:
    assert place(text, "name") == "a.yaml"


def test_places_before_a_syntax_error_are_known() -> None:
    assert place("a: b\nc: [", "a") == "a.yaml:1:4"
    assert place("a: " + "[" * 30, "a", 0) == "a.yaml:1:5"


def test_lines_count_from_where_the_text_starts_in_the_file() -> None:
    parsed = parse_yaml("page.md", "title: 关于\nlist:\n- a\n- b\n", first_line=2)
    assert parsed.place(("title",)) == Place("page.md", 2, 8)
    assert parsed.entry_lines == {"list": (4, 5)}
    assert problems(parse_yaml("page.md", "a: b\na: c\n", first_line=2)) == [
        "page.md:3:1 duplicate-key"
    ]
    assert problems(parse_yaml("page.md", "a: b\nc: d: e\n", first_line=2)) == [
        "page.md:3:5 yaml-syntax"
    ]


def test_the_entries_of_top_level_lists_have_lines() -> None:
    assert parse_yaml("a.yaml", RECORD).entry_lines == {"names": (2, 2), "observations": (7, 8)}
    assert parse_yaml("a.yaml", "a: {b: [c]}\nd: []\n").entry_lines == {"d": ()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", ["a.yaml:3:1 duplicate-key"]),
        ("a: {b: 1, b: 2}", ["a.yaml:1:11 duplicate-key"]),
        ("a: &x 1", ["a.yaml:1:4 anchor"]),
        ("&x a: 1", ["a.yaml:1:1 anchor"]),
        ("a: &x [1]", ["a.yaml:1:4 anchor"]),
        ("a: *x", ["a.yaml:1:4 alias"]),
        ("*x : 1", ["a.yaml:1:1 alias"]),
        ("a: &x 1\nb: *x", ["a.yaml:1:4 anchor", "a.yaml:2:4 alias"]),
        ("a: !x 1", ["a.yaml:1:4 tag"]),
        ("a: ! 1", ["a.yaml:1:4 tag"]),
        ("a: !!python/object:os.system 1", ["a.yaml:1:4 tag"]),
        ("!!str a: 1", ["a.yaml:1:1 tag"]),
        ("a: !!set {b, c}", ["a.yaml:1:4 tag"]),
        ("<<: {a: 1}", ["a.yaml:1:1 merge-key"]),
        ("[a, b]: 1", ["a.yaml:1:1 bad-key"]),
        ("{{ a }}: 1", ["a.yaml:1:2 bad-key", "a.yaml:1:1 bad-key"]),
        ("a: 1\n---\nb: 2", ["a.yaml:2:1 several-documents"]),
        ("{zh：水, en: Water}", ["a.yaml:1:2 full-width-colon"]),
    ],
)
def test_what_makes_a_yaml_file_surprising_is_refused(text: str, expected: list[str]) -> None:
    assert sorted(problems(parse_yaml("a.yaml", text))) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: pump #5 of the city", "1:9"),
        ("a: 七条  \t# 之一\nb: c", "1:9"),
        ("a: 12 # counted by hand", "1:7"),
        ("a: #5", "1:4"),
        ("- b\n- #5\n- c", "2:3"),
        ("a: {zh: 甲, en: b #5\n}", "1:18"),
        ("a: [b, c #5\n, d]", "1:10"),
        ("a: b\n  c #5\nd: e", "2:5"),
        ("a:\n- b: c\n  d: e f # g", "3:10"),
        ("a # b", "1:3"),
    ],
)
def test_a_comment_right_after_a_text_may_be_its_lost_end(text: str, place: str) -> None:
    assert problems(parse_yaml("a.yaml", text)) == [f"a.yaml:{place} comment-after-text"]


def test_the_place_of_a_comment_after_a_text_counts_from_where_the_text_starts_in_the_file() -> (
    None
):
    parsed = parse_yaml("page.md", "title: 第一 #1\n", first_line=2)
    assert problems(parsed) == ["page.md:2:11 comment-after-text"]
    assert parsed.place(("title",)) == Place("page.md", 2, 8)
    assert len(parsed.problems) == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# first\na: b\n  # second\nc: d\n# last", {"a": "b", "c": "d"}),
        ("a: # of a part\n  b: c", {"a": {"b": "c"}}),
        ("a: # of a list\n- b\n- # of an entry\n  c: d", {"a": ["b", {"c": "d"}]}),
        ("a: [ # of a list\n  b, # of an entry\n  c]", {"a": ["b", "c"]}),
        ("a: {b: c} # whole\nd: [e] # whole", {"a": {"b": "c"}, "d": ["e"]}),
        ("a: | # of a block\n  b # c\n", {"a": "b # c\n"}),
        ("a: \"b #5\" # quoted\nc: 'd #6' # quoted", {"a": "b #5", "c": "d #6"}),
        ("a: C#\nb: no#5 of c", {"a": "C#", "b": "no#5 of c"}),
        ("a: b\n\n# c", {"a": "b"}),
    ],
)
def test_other_comments_are_passed_over(text: str, read: object) -> None:
    assert value(text) == read


@pytest.mark.parametrize(
    "text", ['a: "Plan" of b', "a: 'Plan' of b", '{a: "Plan" of b}', '["Plan" of b]', "a: 'Plan"]
)
def test_a_text_that_begins_with_a_quotation_mark_is_whole_or_a_mistake(text: str) -> None:
    assert {problem.code for problem in parse_yaml("a.yaml", text).problems} == {"yaml-syntax"}
    assert value("a: “Plan” of b") == {"a": "“Plan” of b"}


def test_the_first_of_two_equal_keys_counts() -> None:
    assert parse_yaml("a.yaml", "a: 1\na: 2").value == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c", "a.yaml:1:5 yaml-syntax"),
        ("a:\n\tb: c", "a.yaml:2:1 yaml-syntax"),
        ("a: 'b\nc: d\n", "a.yaml:1:4 yaml-syntax"),
        ("a: [b,\nc: d\n", "a.yaml:1:4 yaml-syntax"),
        ("名称: 水\x07务", "a.yaml:1:6 yaml-syntax"),
        ("名称: 水\n职责: \x00", "a.yaml:2:5 yaml-syntax"),
        ("%YAML 9.9\n---\na: b", "a.yaml:1:1 yaml-syntax"),
        ("a: b\nc\nd: e\n", "a.yaml:2:1 yaml-syntax"),
        ("a: b\n...\n]", "a.yaml:3:1 yaml-syntax"),
        ('a: "\\uD800"', "a.yaml:1:7 yaml-syntax"),
        ('a: "\\U00110000"', "a.yaml:1:7 yaml-syntax"),
        ('a:\n  b: "c\\UFFFFFFFF"', "a.yaml:2:10 yaml-syntax"),
        (f"%YAML {'9' * 5_000}.1\n---\na: b", "a.yaml:1:16 yaml-syntax"),
    ],
)
def test_a_syntax_error_has_its_place(text: str, expected: str) -> None:
    assert expected in problems(parse_yaml("a.yaml", text))


def test_a_syntax_error_of_a_long_text_has_the_same_place() -> None:
    long = "# 很长的注释\n" * 10_000
    assert problems(parse_yaml("a.yaml", long + "名称: a: b")) == ["a.yaml:10001:6 yaml-syntax"]
    assert problems(parse_yaml("a.yaml", long + "名称: 水\x07")) == ["a.yaml:10001:6 yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind：bureau\nnames: [a]\n", "a.yaml:1:5 full-width-colon"),
        ("names: [a]\nkind：bureau\nparent: b\n", "a.yaml:2:5 full-width-colon"),
        ("name:\n  zh：水务局\n  en: Water\n", "a.yaml:2:5 full-width-colon"),
        ("list:\n  - zh：水务局\n    en: Water\n", "a.yaml:2:7 full-width-colon"),
        ("zh：水务局\nfr：eau\nen: Water\n", "a.yaml:1:3 full-width-colon"),
        ("name: {zh: 水}\nkind：bureau\n", "a.yaml:2:5 full-width-colon"),
    ],
)
def test_a_full_width_colon_is_reported_as_such(text: str, expected: str) -> None:
    assert problems(parse_yaml("a.yaml", text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |\n  GDP：增长\n  PM2：下降\nb: c: d\n", "a.yaml:4:5 yaml-syntax"),
        ("a: |\n  GDP：增长\nb: 'c\n", "a.yaml:3:4 yaml-syntax"),
        ("a: |\n  GDP：增长\nb: c\nd\n", "a.yaml:4:1 yaml-syntax"),
    ],
)
def test_a_full_width_colon_inside_a_text_does_not_hide_the_mistake(
    text: str, expected: str
) -> None:
    assert problems(parse_yaml("a.yaml", text)) == [expected]


def test_nesting_is_bounded() -> None:
    assert value("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    assert problems(parse_yaml("a.yaml", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))) == [
        "a.yaml:1:21 too-deep"
    ]


@pytest.mark.parametrize("part", ["[", "{", "{a: ", "- ", "? ", "[a, ", "!x [", "&x [", "a: ["])
def test_a_hundred_thousand_openings_take_no_time(part: str) -> None:
    before = perf_counter()
    assert parse_yaml("a.yaml", part * 100_000).problems
    assert perf_counter() - before < 2


def test_a_long_line_with_a_mistake_at_its_end_takes_little_time() -> None:
    before = perf_counter()
    assert problems(parse_yaml("a.yaml", "[" + "a," * 450_000)) != []
    assert perf_counter() - before < 15


def test_the_places_of_many_mistakes_take_little_time() -> None:
    parsed = parse_yaml("a.yaml", "".join(f"key{n}: {n}\n" for n in range(20_000)))
    before = perf_counter()
    assert parsed.place(("key19999",)).line == 20_000
    assert [parsed.place((f"key{n}",)).line for n in range(20_000)] == list(range(1, 20_001))
    assert perf_counter() - before < 15


def test_what_is_reported_of_a_long_name_is_short() -> None:
    (problem,) = parse_yaml("a.yaml", f"a: !{'x' * 900} b").problems
    assert len(problem.message("en")) < 100


@given(st.text())
def test_any_text_is_read_or_reported(text: str) -> None:
    parsed = parse_yaml("a.yaml", text)
    assert all(problem.message("zh") and problem.place.line for problem in parsed.problems)
    assert parsed.place(("a", 0, "b")).file == "a.yaml"


@given(st.text(st.sampled_from(list("a：:-[]{},&*!|>'\"%@#? \n\t\r\x07\x85\u2028\ufeff水"))))
def test_any_text_of_yaml_signs_is_read_or_reported(text: str) -> None:
    assert all(
        problem.message("en") and problem.hint("zh")
        for problem in parse_yaml("a.yaml", text).problems
    )


@given(st.lists(st.sampled_from("xuU0179DFdf\\\"'a:%-\n "), min_size=1))
def test_any_escape_is_read_or_reported(signs: list[str]) -> None:
    for text in (
        f'a: "\\{"".join(signs)}"',
        f'a: "\\U{"".join(signs)}"',
        f"%{''.join(signs)}\n---\na",
    ):
        parsed = parse_yaml("a.yaml", text)
        assert all(problem.message("zh") and problem.place.line for problem in parsed.problems)


@given(st.integers(0, 0xFFFFFFFF))
def test_an_escape_is_a_character_or_has_its_place(number: int) -> None:
    parsed = parse_yaml("a.yaml", f'a: "\\U{number:08X}"')
    if parsed.problems:
        assert problems(parsed) == ["a.yaml:1:7 yaml-syntax"]
    else:
        assert parsed.value == {"a": chr(number)}


@given(st.dictionaries(LINE, PLAIN, max_size=3))
def test_what_yaml_writes_comes_back_as_the_same_texts(written: dict[str, object]) -> None:
    parsed = parse_yaml("a.yaml", yaml.safe_dump(written, allow_unicode=True, width=10**6))
    assert {problem.code for problem in parsed.problems} <= {"full-width-colon", "too-deep"}
    if not parsed.problems:
        assert parsed.value == written


@given(
    st.recursive(st.integers() | st.booleans() | st.none() | st.floats(), st.lists, max_leaves=5)
)
def test_what_yaml_writes_unquoted_comes_back_as_its_text(written: object) -> None:
    def texts(item: object) -> object:
        return (
            [texts(part) for part in item]
            if isinstance(item, list)
            else yaml.safe_dump(item).split("\n")[0]
        )

    assert value(yaml.safe_dump({"key": written})) == {"key": texts(written)}
