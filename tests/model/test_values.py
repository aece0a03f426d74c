"""What an editor may write in each kind of field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from builder.model import values
from builder.model.periods import PeriodField
from builder.model.sources import Source, SourceField
from builder.model.values import INLINE, Comparator, Localized, Quantity, Worded, is_id

TEXT = TypeAdapter(values.Text)
LINE = TypeAdapter(values.Line)
NAME = TypeAdapter(values.Name)
PROSE = TypeAdapter(values.Prose)
QUANTITY = TypeAdapter(values.OptionalQuantity)
PERIOD = TypeAdapter(PeriodField)
SOURCE = TypeAdapter(SourceField)
BOOLEAN = TypeAdapter(values.Boolean)
DATE = TypeAdapter(values.Date)
YEAR = TypeAdapter(values.Year)
NUMBER = TypeAdapter(values.Number)
ID = TypeAdapter(values.Id)
GOAL = TypeAdapter(values.GoalId)
LOCATOR = TypeAdapter(values.Locator)
PATH = TypeAdapter(values.RecordPath)


def code(field: TypeAdapter[Any], value: object) -> str:
    """The problem code that a field answers to a value."""
    with pytest.raises(ValidationError) as caught:
        field.validate_python(value)
    (error,) = caught.value.errors()
    return error["type"]


# ---- text


def test_text_loses_spaces_and_line_breaks_at_its_ends_only() -> None:
    assert TEXT.validate_python("\n 两行，\n第二行 \n") == "两行，\n第二行"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_text_starts_like_a_formula(start: str) -> None:
    for field in (TEXT, LINE, NAME):
        assert code(field, f"{start}SUM(A1)") == "formula-cell"
        assert code(field, f" {start}SUM(A1)") == "formula-cell"


@pytest.mark.parametrize("number", ["-7", "+3.5", "-1,000", "-12.5%", "-12.5 %"])
def test_a_number_may_start_with_its_sign(number: str) -> None:
    assert LINE.validate_python(number) == number


@pytest.mark.parametrize("text", ["-1+1", "-1 个", "-５", "+cmd|' /C calc'!A0"])
def test_a_sign_before_anything_but_a_number_is_a_formula(text: str) -> None:
    assert code(LINE, text) == "formula-cell"


@pytest.mark.parametrize("empty", ["", " ", "\n", " \n "])
def test_a_text_says_something(empty: str) -> None:
    assert code(TEXT, empty) == "empty-text"


@pytest.mark.parametrize("nothing", ["~", "null", "Null", "NULL", " null\n"])
def test_what_yaml_writes_for_nothing_is_no_text(nothing: str) -> None:
    for field in (TEXT, LINE, NAME):
        assert code(field, nothing) == "null-text"


@pytest.mark.parametrize(
    "placeholder",
    [
        "TODO",
        "todo",
        "Todo:",
        "[TODO]",
        "TODO…",
        "To do",
        "TBD",
        "tba.",
        "FIXME",
        "fix me",
        "XXX",
        "xxxx",
        "Lorem ipsum",
        "待补",
        "待补充",
        "（待补充）",
        "待译",
        "待翻译",
        "【待译】",
        "待填",
        "待填写",
        "待写",
        "占位",
        "占位符",
        "?",
        "？？？",
        "…",
        "……",
        "...",
    ],
)
def test_what_stands_for_a_text_to_be_written_is_no_text(placeholder: str) -> None:
    for field in (TEXT, LINE, NAME):
        assert code(field, placeholder) == "placeholder-text"


@pytest.mark.parametrize(
    "text",
    [
        "About ~ 7.5",
        "~ 7.5",
        "null and void",
        "A to-do list",
        "Todos",
        "Todo Santos",
        "TODO list for the city",
        "XX",
        "XXI",
        "待定",
        "待补充水源",
        "待译文本",
        "—",
        "n/a",
        "无",
        "％",
        "%",
        "7",
        "℃",
        "补",
    ],
)
def test_a_text_that_only_looks_like_one_is_a_text(text: str) -> None:
    for field in (TEXT, LINE, NAME):
        assert field.validate_python(text) == text


@pytest.mark.parametrize(
    "character",
    [
        "\t",
        "\r",
        "\x00",
        "\x85",
        "\u200b",
        "\n\u200c",
        " \u200d",
        "\u200e",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\ue000",
        "\ud800",
    ],
)
def test_control_invisible_and_private_characters_are_refused(character: str) -> None:
    assert code(TEXT, f"文{character}字") == "bad-character"


@pytest.mark.parametrize("word", ["می\u200cشود", "क्\u200dष", "ශ්\u200dරී"])
def test_joiners_belong_to_the_spelling_of_some_languages(word: str) -> None:
    assert TEXT.validate_python(word) == word


def test_a_line_does_not_break() -> None:
    assert code(LINE, "一\n二") == "bad-character"


def test_a_name_can_stand_in_a_list_inside_a_cell() -> None:
    assert NAME.validate_python("各区(县)政府") == "各区(县)政府"
    assert code(NAME, "甲|乙") == "bad-character"


def test_a_text_exists_in_exactly_the_languages_of_the_site() -> None:
    text, context = TypeAdapter(Localized), {"languages": ("fr", "en")}
    with pytest.raises(ValidationError) as caught:
        text.validate_python({"zh": "公园", "fr": ""}, context=context)
    assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [
        ("extra_forbidden", ("zh",)),
        ("empty-text", ("fr",)),
        ("missing", ("en",)),
    ]
    written = text.validate_python({"en": "park", "fr": "parc"}, context=context)
    assert list(written.items()) == [("fr", "parc"), ("en", "park")]


def test_a_record_may_have_its_languages_among_its_other_keys() -> None:
    context = {"languages": ("fr", "en")}
    assert (
        Worded.model_validate({"en": "park", "fr": "parc"}, context=context).words["fr"] == "parc"
    )
    with pytest.raises(ValidationError) as caught:
        Worded.model_validate({"en": "park", "fr": "parc", "de": "Park"}, context=context)
    assert [error["loc"] for error in caught.value.errors()] == [(INLINE, "de")]


@pytest.mark.parametrize(
    ("field", "limit"), [(LINE, 500), (NAME, 500), (ID, 500), (TEXT, 5_000), (PROSE, 100_000)]
)
def test_a_text_has_a_length_that_can_be_read(field: TypeAdapter[Any], limit: int) -> None:
    assert field.validate_python("a" * limit) == "a" * limit
    assert code(field, "a" * (limit + 1)) == "too-long"


# ---- numbers


@pytest.mark.parametrize(
    ("written", "comparator", "number"),
    [
        ("2.13", "", "2.13"),
        ("7.10", "", "7.10"),
        ("0", "", "0"),
        ("-0.30", "", "-0.30"),
        (">= 99.5", ">=", "99.5"),
        ("<=3", "<=", "3"),
        ("> -7", ">", "-7"),
        ("< 0.011", "<", "0.011"),
        ("~ 7.5", "~", "7.5"),
        ("0.000000100", "", "0.000000100"),
        ("123456789012345678", "", "123456789012345678"),
    ],
)
def test_a_quantity_keeps_its_comparator_and_every_digit(
    written: str, comparator: Comparator, number: str
) -> None:
    quantity = QUANTITY.validate_python(written)
    assert quantity == Quantity(comparator, Decimal(number))
    assert str(quantity) == f"{comparator}{number}"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+3",
        "1,000",
        "1e3",
        ".5",
        "5.",
        "≥ 3",
        "=> 3",
        "３",
        "约5",
        "5%",
        "1234567890123456789",
        "0.1234567890123456789",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert code(QUANTITY, written) == "bad-value"


def test_a_value_may_be_left_empty() -> None:
    assert QUANTITY.validate_python(None) is None


@given(
    st.sampled_from(["", ">=", "<=", ">", "<", "~"]),
    st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", fullmatch=True),
    st.sampled_from(["", " "]),
)
def test_a_number_reads_as_it_is_printed(comparator: str, number: str, space: str) -> None:
    printed = str(QUANTITY.validate_python(f"{comparator}{space}{number}"))
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, dot, decimals = digits.partition(".")
    assert printed == f"{comparator}{sign}{int(whole)}{dot}{decimals}"


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "1万", ""])
def test_a_factor_is_a_whole_number_above_zero(written: str) -> None:
    assert NUMBER.validate_python("10000") == 10000
    assert code(NUMBER, written) == "bad-value"


# ---- time


@pytest.mark.parametrize("written", ["2021", "2021-06", "2021-06-30", "2024-02-29"])
def test_a_date_may_leave_out_day_and_month(written: str) -> None:
    assert DATE.validate_python(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "2021-13",
        "2021-6",
        "2021-02-29",
        "2021-04-31",
        "2021/06",
        "２０２１",
        "21",
        "0000",
        "0000-01-31",
        "0987",
    ],
)
def test_a_day_that_does_not_exist_is_refused(written: str) -> None:
    assert code(DATE, written) == "bad-value"


@pytest.mark.parametrize("written", ["21", "2021-2025", "二〇二一", "２０２１", "0000", "0987"])
def test_a_year_has_four_digits_of_which_the_first_is_no_zero(written: str) -> None:
    assert YEAR.validate_python("2035") == 2035
    assert code(YEAR, written) == "bad-value"


# ---- names of records and places


@pytest.mark.parametrize("id", ["parks", "life-expectancy", "pm25", "key-tasks-2021", "001"])
def test_an_id_is_lower_case_words_joined_by_hyphens(id: str) -> None:
    assert is_id(id)
    assert ID.validate_python(id) == id


@pytest.mark.parametrize(
    "id",
    ["", "Parks", "a--b", "-a", "a-", "a_b", "a b", "公园", "a/b", "a.b", "..", "é", "ａ", "１"],
)
def test_nothing_else_is_an_id(id: str) -> None:
    assert not is_id(id)
    assert code(ID, id) == "bad-value"


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (GOAL, "plan/goal-air", "goal-air"),
        (LOCATOR, "table-1/4.1", "table-1"),
        (LOCATOR, "section/2.3", "table-1/１"),
        (PATH, "indicators/parks", "units/percent"),
        (PATH, "goals/plan/goal-air", "goals/goal-air"),
        (PATH, "tasks/plan-001", "tasks/plan/001"),
    ],
)
def test_references_have_the_shape_of_an_address(
    field: TypeAdapter[Any], good: str, bad: str
) -> None:
    assert field.validate_python(good) == good
    assert code(field, bad) == "bad-value"


def test_a_source_is_a_document_and_a_place_in_it() -> None:
    source = SOURCE.validate_python("plan table-1/4.1")
    assert source == Source("plan", "table-1/4.1")
    assert str(source) == "plan table-1/4.1"
    assert str(SOURCE.validate_python("plan annex/B-3")) == "plan annex/B-3"


def test_a_document_is_a_source_as_a_whole() -> None:
    assert SOURCE.validate_python("plan") == Source("plan")
    assert str(Source("plan")) == "plan"


@pytest.mark.parametrize(
    "written",
    ["", "plan ", "plan  table-1/1", "plan table-1", "Plan table-1/1", "plan table-1/1 x"],
)
def test_a_source_is_nothing_else(written: str) -> None:
    assert code(SOURCE, written) == "bad-value"


# ---- types


def test_only_true_and_false_are_truth_values() -> None:
    assert BOOLEAN.validate_python("true") is True
    assert BOOLEAN.validate_python("false") is False
    for written in ("yes", "no", "True", "1", "真"):
        assert code(BOOLEAN, written) == "bad-value"


@pytest.mark.parametrize(
    "field", [TEXT, LINE, NAME, QUANTITY, PERIOD, SOURCE, DATE, YEAR, NUMBER, BOOLEAN, ID, LOCATOR]
)
def test_a_list_or_mapping_is_no_scalar(field: TypeAdapter[Any]) -> None:
    assert code(field, ["text"]) == "wrong-type"
    assert code(field, {"zh": "文字"}) == "wrong-type"


def test_records_cannot_be_changed() -> None:
    word = Worded.model_validate({"zh": "公园", "en": "parks"})
    with pytest.raises(ValidationError):
        word.words = {}  # type: ignore[misc]
