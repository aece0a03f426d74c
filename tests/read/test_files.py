from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read.files import MAX_BYTES, MAX_DEPTH, Tree, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "site.toml",
        "content/about.zh.md",
        "data/topics.yaml",
        "data/indicators/water/leakage.yaml",
    ):
        put(tmp_path, name)
    return tmp_path


def put(root: Path, name: str, content: bytes = b"") -> Path:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(content)
    return root / name


def problems(site: Path) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in read_tree(site).problems]


def test_a_site_is_its_configuration_its_content_and_its_data(site: Path) -> None:
    put(site, "README.md")
    put(site, "themes/plain/strings/zh.toml")
    assert list(read_tree(site).files) == [
        "site.toml",
        "content/about.zh.md",
        "data/indicators/water/leakage.yaml",
        "data/topics.yaml",
    ]
    assert problems(site) == []


def test_content_may_be_absent(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", b"a = 1")
    put(tmp_path, "data/documents/plan.yaml", b"b: c")
    assert read_tree(tmp_path) == Tree({"site.toml": "a = 1", "data/documents/plan.yaml": "b: c"})


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "data/.gitkeep",
        "data/indicators/.leakage.yaml",
        "data/.old/documents/plan.yaml",
        "data/topics.yaml",
        "data/goals/",
        "content/about.zh.md",
        "date/documents/plan.yaml",
    ],
)
def test_a_site_without_any_record_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, "site.toml")
    if name.endswith("/"):
        (tmp_path / name).mkdir(parents=True)
    else:
        put(tmp_path, name)
    assert problems(tmp_path) == ["data no-records"]


@pytest.mark.parametrize(
    "kind", ["documents", "goals/plan", "tasks/plan", "departments", "indicators/water"]
)
def test_one_record_of_any_kind_makes_a_site(tmp_path: Path, kind: str) -> None:
    put(tmp_path, "site.toml")
    put(tmp_path, f"data/{kind}/a.yaml")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("name", ["Data", "DATA", "Content", "Site.toml"])
def test_a_name_with_capitals_is_refused_whether_or_not_the_system_tells_them_apart(
    site: Path, name: str
) -> None:
    (site / name.lower()).rename(site / "elsewhere")
    (site / "elsewhere").rename(site / name)
    assert problems(site) == [f"{name} wrong-case"]
    put(site, "data/documents/plan.yaml")
    put(site, "content/about.zh.md")
    put(site, "site.toml")
    assert problems(site) == [f"{name} wrong-case"]


def test_folders_that_are_no_input_may_be_called_as_they_like(site: Path) -> None:
    put(site, "Docs/Data/a.yaml")
    put(site, "database/a.yaml")
    assert problems(site) == []


@pytest.mark.parametrize("name", ["data/.DS_Store", "data/.git/config", "content/.about.zh.md.swp"])
def test_hidden_files_are_passed_over(site: Path, name: str) -> None:
    put(site, name, b"\xff")
    assert problems(site) == []
    assert name not in read_tree(site).files


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("水务".encode(), "水务"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"", ""),
    ],
)
def test_a_file_is_utf_8_with_or_without_its_mark_and_with_lines_of_any_system(
    site: Path, content: bytes, text: str
) -> None:
    put(site, "data/topics.yaml", content)
    assert read_tree(site).files["data/topics.yaml"] == text


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", "1:1"),
        (b"a\nbc\xff", "2:3"),
        ("水\n水务".encode() + b"\xce\xf1", "2:3"),
        (b"\xef\xbb\xbfa\xff", "1:2"),
        ("水".encode()[:2], "1:1"),
    ],
)
def test_a_byte_that_is_not_utf_8_has_its_place_counted_in_characters(
    site: Path, content: bytes, place: str
) -> None:
    put(site, "data/topics.yaml", content)
    assert problems(site) == [f"data/topics.yaml:{place} not-utf-8"]
    assert "data/topics.yaml" not in read_tree(site).files


def test_a_file_has_at_most_a_million_bytes(site: Path) -> None:
    put(site, "data/topics.yaml", b"#" * MAX_BYTES)
    put(site, "data/units.yaml", b"#" * (MAX_BYTES + 1))
    assert problems(site) == ["data/units.yaml too-large"]


@pytest.mark.parametrize(
    "name",
    [
        "con.yaml",
        "NUL",
        "com1.zh.md",
        "lpt9",
        "aux",
        "a:b.yaml",
        "a?.yaml",
        "a\\b.yaml",
        "a.",
        "a ",
        "a\n.yaml",
    ],
)
def test_a_name_that_windows_cannot_hold_is_refused(site: Path, name: str) -> None:
    put(site, f"data/{name}")
    assert [line.rpartition(" ")[2] for line in problems(site)] == ["reserved-name"]


@pytest.mark.parametrize(
    "name", ["con/a.yaml", "console.yaml", "common.yaml", "a b.yaml", "水.yaml"]
)
def test_other_names_are_left_to_the_records(site: Path, name: str) -> None:
    put(site, f"data/{name}")
    assert [line.rpartition(" ")[2] for line in problems(site)] == [
        "reserved-name"
    ] * name.startswith("con/")


@pytest.mark.parametrize(
    ("one", "other"), [("a.yaml", "A.yaml"), ("\u00e9.yaml", "e\u0301.yaml"), ("straße", "strasse")]
)
def test_two_names_that_some_systems_take_for_one_are_refused(
    site: Path, one: str, other: str
) -> None:
    put(site, f"data/{one}")
    put(site, f"data/{other}")
    if len(os.listdir(site / "data")) < 4:
        pytest.skip("this file system takes them for one")
    assert [line.rpartition(" ")[2] for line in problems(site)] == ["name-clash"]


def test_the_same_name_in_two_folders_is_no_clash(site: Path) -> None:
    put(site, "data/goals/water/leakage.yaml")
    assert problems(site) == []


def test_a_name_that_is_not_unicode_is_shown_escaped(site: Path) -> None:
    try:
        put(site, os.fsdecode(b"data/\xff.yaml"))
    except OSError:
        pytest.skip("this file system refuses the name")
    assert "data/\\udcff.yaml" in read_tree(site).files
    assert read_tree(site).digest()


def test_a_file_in_place_of_the_data_is_reported(site: Path) -> None:
    shutil.rmtree(site / "data")
    put(site, "data")
    assert problems(site) == ["data unexpected-file"]


@pytest.mark.parametrize(
    "name", ["site.toml", "content", "data", "data/topics.yaml", "data/indicators/water"]
)
def test_a_symbolic_link_is_refused_wherever_it_leads(site: Path, name: str) -> None:
    (site / name).rename(site / "elsewhere")
    (site / name).symlink_to(site / "elsewhere")
    assert problems(site) == [f"{name} symlink"]
    (site / "elsewhere").rename(site / "gone")
    assert problems(site) == [f"{name} symlink"]


@pytest.mark.parametrize("name", ["site.toml", "data/topics.yaml"])
def test_only_regular_files_are_read(site: Path, name: str) -> None:
    (site / name).unlink()
    os.mkfifo(site / name)
    assert problems(site) == [f"{name} unreadable"]


def test_a_file_that_cannot_be_opened_is_reported(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert {line.rpartition(" ")[2] for line in problems(site)} == {"unreadable"}


def test_a_file_that_cannot_be_read_is_reported(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int, size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    assert len(problems(site)) == 4
    assert (
        read_tree(site).problems[0].message("en") == "this file cannot be read (Input/output error)"
    )


def test_a_folder_that_cannot_be_listed_is_reported(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert problems(site) == ["content unreadable", "data unreadable"]


def test_a_root_that_cannot_be_listed_is_reported(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    assert problems(site) == [". unreadable"]


def test_a_file_in_place_of_a_folder_is_reported(site: Path) -> None:
    (site / "content/about.zh.md").unlink()
    (site / "content").rmdir()
    put(site, "content")
    assert problems(site) == ["content unexpected-file"]


def test_folders_nest_so_deep_and_no_deeper(site: Path) -> None:
    put(site, "data" + "/a" * MAX_DEPTH + "/b.yaml")
    assert problems(site) == []
    put(site, "data" + "/a" * (MAX_DEPTH + 500) + "/b.yaml")
    assert problems(site) == ["data" + "/a" * (MAX_DEPTH + 1) + " unexpected-file"]


def test_a_digest_tells_names_and_contents_apart() -> None:
    trees = [{}, {"a": "b"}, {"a": ""}, {"": "a"}, {"ab": ""}, {"a": "", "b": ""}, {"a": "水"}]
    assert len({Tree(dict(files)).digest() for files in trees}) == len(trees)
    assert Tree({"a": "b"}).digest() == Tree({"a": "b"}).digest()


@given(st.binary())
def test_any_bytes_are_a_text_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("site")
    put(root, "site.toml")
    put(root, "data/documents/plan.yaml", content)
    tree = read_tree(root)
    del tree.files["site.toml"]
    assert len(tree.files) + len(tree.problems) == 1
    assert all(problem.code == "not-utf-8" for problem in tree.problems)
