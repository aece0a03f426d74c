"""What search finds and in which order, in Python; `tests/browser/test_search.py` holds the browser
to the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.scoring import BM25F
from whoosh.util.numeric import byte_to_length, length_to_byte

from builder.search.artifacts import edition_index as index_of
from builder.search.index import Entry, Index
from builder.search.pinyin import Readings
from builder.search.query import FIELDS, KEY, KEY_WEIGHT, edit_distance, pinyin_matches
from builder.search.ranking import K1, B, rounded_length
from builder.search.shards import generation, shards
from tests.conftest import HERE, PROJECT
from tests.search_oracle import edition_index, ranked_by_whoosh, site

TINY = HERE / "sites" / "tiny"


def entry(title: str, *names: str, kind: str = "indicators", **fields: tuple[str, ...]) -> Entry:
    return Entry(kind, title, f"{kind}/{title}/", title, names, **fields)


CHINESE = Index(
    (
        entry("每千名老年人口拥有社会养老床位数", figures=("71.1张", "2020年")),
        entry("养老服务体系", summary=("到2025年建成软件完备的机构养老体系。",), kind="goals"),
        entry("市发展和改革委员会", "市发改委", "发改委", kind="departments"),
        entry("地区生产总值", "GDP", figures=("23,000亿元", "2.3万亿元")),
        entry("软件产业"),
        entry("养老"),
    ),
    "zh",
    Readings({}),
)
ENGLISH = Index(
    (
        entry("Hospital beds", summary=("Hospital beds in cities stood at 8.",)),
        entry("Life expectancy", summary=("Life in the city.",)),
        entry("Expected hospitals", summary=("What is expected of a hospital.",)),
        entry("The", summary=("Nothing.",)),
    ),
    "en",
)


def titles_of(index: Index, query: str) -> list[str]:
    """The titles that are found, best first, if they have everything."""
    exact, hits = ranked_by_whoosh(index).find(query)
    return [index.entries[number].title for number, _ in hits] if exact else []


def nearest(index: Index, query: str) -> list[str]:
    """The titles that are nearest, best first, if none has everything."""
    exact, hits = ranked_by_whoosh(index).find(query)
    return [] if exact else [index.entries[number].title for number, _ in hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("养老床位", "每千名老年人口拥有社会养老床位数"),
        ("養老床位", "每千名老年人口拥有社会养老床位数"),
        ("养老 床位", "每千名老年人口拥有社会养老床位数"),
        ("床", "每千名老年人口拥有社会养老床位数"),
        ("数", "每千名老年人口拥有社会养老床位数"),
        ("71.10", "每千名老年人口拥有社会养老床位数"),
        ("养老", "养老"),
        ("发改委", "市发展和改革委员会"),
        ("软件", "软件产业"),
        ("軟體", "软件产业"),
        ("软体产业", "软件产业"),
        ("shifagaiwei", "市发展和改革委员会"),
        ("sfgw", "市发展和改革委员会"),
        ("SFGW", "市发展和改革委员会"),
        ("shifa", "市发展和改革委员会"),
        ("yanglaochuangwei", "每千名老年人口拥有社会养老床位数"),
        ("yanglaochuangw", "每千名老年人口拥有社会养老床位数"),
        ("2.3万亿", "地区生产总值"),
        ("23000亿元", "地区生产总值"),
        ("gdp", "地区生产总值"),
    ],
)
def test_a_chinese_query_finds_first(query: str, first: str) -> None:
    assert titles_of(CHINESE, query)[0] == first


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("hospital", ["Expected hospitals", "Hospital beds"]),
        ("hospitals", ["Expected hospitals", "Hospital beds"]),
        ("HOSPITAL BEDS", ["Hospital beds"]),
        ("how many hospital beds are there in the city", ["Hospital beds"]),
        ("hosp", ["Hospital beds", "Expected hospitals"]),
        ("expect", ["Expected hospitals", "Life expectancy"]),
        ("cities", ["Life expectancy", "Hospital beds"]),
        ("the", ["The", "Life expectancy"]),
        ("life expectancy", ["Life expectancy"]),
    ],
)
def test_an_english_query_finds(query: str, titles: list[str]) -> None:
    assert sorted(titles_of(ENGLISH, query)) == sorted(titles)
    assert titles_of(ENGLISH, query)[0] == titles[0]


FRENCH = Index(
    (
        entry("Qualité de l’eau à Québec", summary=("L’été, 3 révisions.",)),
        entry("Accès à l’hôpital", figures=("1\u202f234,5 lits",)),
        entry("Où sont les hôpitaux ?"),
        entry("Forêts révisées"),
    ),
    "fr",
)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Quebec", ["Qualité de l’eau à Québec"]),
        ("QUÉBEC", ["Qualité de l’eau à Québec"]),
        ("eau", ["Qualité de l’eau à Québec"]),
        ("de l'eau", ["Qualité de l’eau à Québec"]),
        ("ete", ["Qualité de l’eau à Québec"]),
        ("hopitaux", ["Accès à l’hôpital", "Où sont les hôpitaux ?"]),
        ("hôpital", ["Accès à l’hôpital", "Où sont les hôpitaux ?"]),
        ("1234,5", ["Accès à l’hôpital"]),
        ("où est l’hôpital", ["Accès à l’hôpital", "Où sont les hôpitaux ?"]),
        ("foret", ["Forêts révisées"]),
    ],
)
def test_a_french_query_finds_with_or_without_accents(query: str, titles: list[str]) -> None:
    assert titles_of(FRENCH, query) == titles


@pytest.mark.parametrize(
    ("lang", "title", "query"),
    [
        ("ar", "المدارس العامة", "مدارس"),
        ("ar", "إدارة المُدن", "ادارة المدن"),
        ("de", "Straßen und Brücken", "strasse"),
        ("es", "Árboles plantados", "arbol"),
        ("ru", "Городские больницы", "городские"),
        ("el", "Σχολεία της πόλης", "ΣΧΟΛΕΊΑ"),
        ("ja", "保育所のデータ", "データ"),
        ("th", "จำนวนโรงพยาบาล", "โรงพยาบาล"),
        ("pl", "Łódź i okolice", "lodz"),
    ],
)
def test_a_query_in_any_language_finds(lang: str, title: str, query: str) -> None:
    assert titles_of(Index((entry(title), entry("0")), lang), query) == [title]


def test_a_misspelt_word_of_any_letters_is_near() -> None:
    assert nearest(Index((entry("больницы"),), "ru"), "бльницы") == ["больницы"]
    assert nearest(FRENCH, "Qubec") == ["Qualité de l’eau à Québec"]


def test_words_are_grouped_by_the_stems_of_how_they_are_written() -> None:
    index = Index((entry("révisé révisés révise"),), "fr")
    assert index.same_stem("revises") == ("revise",)


@pytest.mark.parametrize(("group", "point"), [(",", "."), (".", ","), ("\u202f", ",")])
def test_a_figure_is_found_however_its_digits_are_grouped(group: str, point: str) -> None:
    edition = site(TINY).edition("en")
    edition.symbols = str.maketrans({",": group, ".": point})
    index = index_of(edition)
    written = f"125{group}000{point}0"
    assert written in [figure for entry in index.entries for figure in entry.figures]
    assert titles_of(index, written) == titles_of(index, f"125000{point}0") != []


def test_pages_written_in_traditional_characters_are_searched_as_chinese_ones() -> None:
    index = Index((entry("養老床位"), entry("其他")), "zh-hant", Readings({}))
    assert titles_of(index, "养老床位") == titles_of(index, "yanglao") == ["養老床位"]


def test_the_name_of_a_series_finds_its_indicator_but_is_no_name_of_it() -> None:
    index = edition_index(TINY, "en")
    (greenways,) = (n for n, one in enumerate(index.entries) if one.id == "greenways")
    hits = dict(ranked_by_whoosh(index).find("along the river").hits)
    assert 0 < hits[greenways] < KEY_WEIGHT / 10


@pytest.mark.parametrize(
    ("index", "query", "titles"),
    [
        (CHINESE, "养老床味", ["每千名老年人口拥有社会养老床位数"]),
        (CHINESE, "地区生产总直", ["地区生产总值"]),
        (CHINESE, "床品", ["每千名老年人口拥有社会养老床位数"]),
        (ENGLISH, "hospitl", ["Hospital beds", "Expected hospitals"]),
        (ENGLISH, "ohspital", ["Hospital beds", "Expected hospitals"]),
        (ENGLISH, "lief", ["Life expectancy"]),
        (ENGLISH, "hospital wards", ["Hospital beds", "Expected hospitals"]),
    ],
)
def test_where_nothing_has_everything_the_nearest_are_found_and_marked_as_such(
    index: Index, query: str, titles: list[str]
) -> None:
    assert titles_of(index, query) == []
    assert set(titles) <= set(nearest(index, query))
    assert nearest(index, query)[0] in titles


@pytest.mark.parametrize("query", ["", "  ", "？！", "zzzzzz", "\x00\x1b", "\ud800", "囍囍囍"])
@pytest.mark.parametrize("index", [CHINESE, ENGLISH])
def test_what_nothing_has_finds_nothing(index: Index, query: str) -> None:
    assert ranked_by_whoosh(index).find(query).hits == ()


@given(st.text(max_size=300))
def test_no_query_breaks_search(query: str) -> None:
    for index in (CHINESE, ENGLISH):
        _, hits = ranked_by_whoosh(index).find(query)
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_pinyin_finds_what_its_characters_find_also_where_it_is_all_of_a_name() -> None:
    assert titles_of(CHINESE, "yanglao")[0] == "养老"
    assert set(titles_of(CHINESE, "yanglao")) == set(titles_of(CHINESE, "养老"))


def test_pinyin_matches_along_names_only() -> None:
    assert pinyin_matches("yanglao", CHINESE) == ("养老",)
    assert pinyin_matches("yanglaofuwu", CHINESE) == ("养老服务",)
    assert pinyin_matches("laoyang", CHINESE) == ()
    assert pinyin_matches("yang", CHINESE) == ()
    assert pinyin_matches("xian" * 10, CHINESE) == ()


def test_a_phrase_of_taiwan_is_another_reading_and_never_takes_the_place_of_what_was_typed() -> (
    None
):
    index = Index((entry("软件"), entry("软体动物")), "zh", Readings({}))
    assert index.phrases == {"软体": "软件"}
    assert set(titles_of(index, "軟體")) == {"软件", "软体动物"}


@pytest.mark.parametrize(
    ("word", "titles"),
    [
        ("trxes", ["trees"]),
        ("trxxs", []),
        ("foxxst", ["forest"]),
        ("fxxxst", []),
    ],
)
def test_a_word_of_five_letters_has_one_slip_at_most_and_a_longer_one_two(
    word: str, titles: list[str]
) -> None:
    assert nearest(Index((entry("trees"), entry("forest")), "en"), word) == titles


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_edit_distance_is_that_of_the_definition(one: str, other: str) -> None:
    def distance(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        best = min(
            distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])
        )
        if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
            best = min(best, distance(a[2:], b[2:]) + 1)
        return best

    assert edit_distance(one, other, 2) == min(distance(one, other), 3)


def read_back(
    files: dict[str, bytes], start: dict[str, object]
) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Field, term and postings, as a reader of the shards gets them."""
    fields = [field[0] for field in start["fields"]]  # type: ignore[attr-defined]
    for number in range(len(start["t"])):  # type: ignore[arg-type]
        for term, postings_by_field in json.loads(files[f"t{number}.json"]).items():
            for name, gaps in zip(fields, postings_by_field, strict=False):
                postings, last, rest = [], -1, iter(gaps or ())
                for gap in rest:
                    last += abs(gap)
                    postings.append((last, 1 if gap > 0 else next(rest)))
                if postings:
                    yield name, term, postings


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_shards_hold_the_postings_and_lengths_of_whooshs_own_index(code: str) -> None:
    index = edition_index(TINY, code)
    start, files = shards(index)
    searcher = ranked_by_whoosh(index).searcher
    reader = searcher.reader()
    expected = {}
    for name in (*FIELDS, KEY):
        for term in reader.lexicon(name):
            matcher, postings = reader.postings(name, term), []
            while matcher.is_active():
                postings.append((matcher.id(), int(matcher.weight())))
                matcher.next()
            expected[name, term.decode()] = postings
    assert {(name, term): postings for name, term, postings in read_back(files, start)} == expected
    everyone = range(len(index.entries))
    assert start["lengths"] == [
        [reader.doc_field_length(n, name) or 0 for n in everyone] for name in (*FIELDS, KEY)
    ]
    averages = [searcher.avg_field_length(name) for name in (*FIELDS, KEY)]
    assert [field[2] for field in start["fields"]] == averages  # type: ignore[attr-defined]


def test_ranking_is_that_of_whoosh() -> None:
    assert (BM25F().B, BM25F().K1) == (B, K1)
    lengths = [*range(300), *range(300, 120_000, 97)]
    assert [rounded_length(n) for n in lengths] == [
        byte_to_length(length_to_byte(n)) for n in lengths
    ]


def test_stems_are_those_of_whoosh() -> None:
    """The site’s English words are grouped as Whoosh’s Snowball stemmer groups them."""
    index, stemmer = edition_index(PROJECT, "en"), EnglishStemmer()
    words = [word for word in index.vocabulary if word.isascii() and word.isalpha()]
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(stemmer.stem(word), []).append(word)
    same = {
        word: tuple(other for other in group if other != word)
        for group in groups.values()
        for word in group
    }
    assert {word: index.same_stem(word) for word in words} == same


def test_the_same_records_give_the_same_bytes_and_others_another_folder() -> None:
    first, again, other = (shards(edition_index(root, "zh")) for root in (TINY, TINY, PROJECT))
    assert first == again
    assert generation(first[1]) == generation(again[1]) != generation(other[1])


def test_shards_of_the_same_names_with_another_content_lie_in_another_folder() -> None:
    parks, ponds = (shards(Index((entry(name),), "en"))[1] for name in ("parks", "ponds"))
    assert parks.keys() == ponds.keys()
    assert generation(parks) != generation(ponds)


def test_every_record_and_page_can_be_found_and_has_its_text() -> None:
    index = edition_index(TINY, "en")
    start, files = shards(index)
    chunk = int(start["chunk"])  # type: ignore[call-overload]
    texts = [
        text
        for n in range(-(-len(index.entries) // chunk))
        for text in json.loads(files[f"x{n}.json"])
    ]
    assert [text[:2] for text in texts] == [[one.path, one.title] for one in index.entries]
    for one in index.entries:
        exact, hits = ranked_by_whoosh(index).find(one.title)
        assert exact
        assert index.entries[hits[0][0]].title == one.title


def test_an_empty_site_has_an_empty_index(tmp_path: Path) -> None:
    index = Index((), "en")
    start, files = shards(index)
    assert files == {}
    assert start["lengths"] == [[]] * (len(FIELDS) + 1)
    assert ranked_by_whoosh(index).find("anything").hits == ()
