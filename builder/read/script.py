"""Chinese on the site is Simplified: sources in Traditional script must not leak into the data."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.script import simplified
from builder.problems import Place, Problem
from builder.read.tree import Tree


def traditional(tree: Tree) -> Iterator[Problem]:
    """A problem for the first Traditional character of each line of the input.

    OpenCC decides: a character counts if it changes both inside its sentence and alone, because phrases such as 著名
    keep characters that are Traditional elsewhere, and its phrase table changes some that are not.
    """
    for name, text in tree.files.items():
        if (converted := simplified(text)) == text:
            continue
        for number, (line, other) in enumerate(zip(text.split("\n"), converted.split("\n"), strict=False), 1):
            for column, (written, wanted) in enumerate(zip(line, other, strict=False), 1):
                if written != wanted and simplified(written) != written:
                    values = {"character": written, "simplified": wanted}
                    yield Problem(Place(name, number, column), "traditional", values)
                    break
