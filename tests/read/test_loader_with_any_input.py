"""Whatever stands in a file: it is read, or what is wrong with it is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import BuildError, Problem
from builder.read.files import MAX_BYTES, Tree, read_tree
from builder.read.loader import RECORDS, VOCABULARIES, read_catalog

FOLDERS = st.sampled_from(
    [
        *(f"data/{folder}{'/plan' * (parts - 1)}/a.yaml" for folder, (parts, _) in RECORDS.items()),
        *(f"data/{name}.yaml" for name in VOCABULARIES),
        "data/redirects.yaml",
        "content/about.zh.md",
        "content/about.en.md",
    ]
)
KEYS = st.sampled_from(
    [
        "name",
        "zh",
        "en",
        "unit",
        "observations",
        "series",
        "places",
        "numbers",
        "value",
        "id",
        "a b",
    ]
)
NODES = st.recursive(
    st.sampled_from(["", "text", "1-3", "12.5", "'='", "plan a/1", "：", "true"]),
    lambda node: (
        st.lists(node, max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
        | st.dictionaries(KEYS, node, max_size=3).map(
            lambda parts: "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(FOLDERS, st.binary())
def test_any_bytes_in_any_file_are_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / name).parent.mkdir(parents=True)
    (root / "site.toml").touch()
    (root / name).write_bytes(content)
    read_or_reported(read_tree(root))


@given(FOLDERS, st.text())
def test_any_text_in_any_file_is_read_or_reported(name: str, text: str) -> None:
    read_or_reported(Tree({name: text}))
    read_or_reported(Tree({name: f"---\n{text}\n---\n"}))


@given(FOLDERS, st.dictionaries(KEYS, NODES, max_size=5))
def test_any_mapping_in_any_file_is_read_or_reported(name: str, mapping: dict[str, str]) -> None:
    text = "".join(f"{key}: {node}\n" for key, node in mapping.items())
    read_or_reported(Tree({name: f"---\n{text}---\n" if name.endswith(".md") else text}))


@given(st.sampled_from(["data", "content"]), st.text())
def test_any_name_of_a_file_is_read_or_reported(folder: str, name: str) -> None:
    read_or_reported(Tree({f"{folder}/{name}": ""}))


@pytest.mark.parametrize("part", ["a", "a-", "_", "a文", "文", "：", "a ", '"', "- ", "#"])
def test_the_largest_file_is_read_or_reported_too(part: str) -> None:
    text = part * (MAX_BYTES // len(part.encode()))
    for name in ("data/departments/a.yaml", "data/units.yaml"):
        read_or_reported(Tree({name: text}))
    read_or_reported(Tree({"content/about.zh.md": f"---\n{text}\n---\n"}))


def read_or_reported(tree: Tree) -> None:
    assert all(problem.message("zh") and problem.hint("en") for problem in problems(tree))


def problems(tree: Tree) -> tuple[Problem, ...]:
    try:
        read_catalog(tree, ("zh", "en"))
    except BuildError as error:
        return error.problems
    return ()
