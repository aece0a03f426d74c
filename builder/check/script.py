"""Rules about Chinese: on the site it is Simplified, and sources in Traditional script must not
leak into the data; it counts in 万 and 亿.

A site that is also written in Traditional characters or in Japanese has these by right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.model.chinese import SIMPLIFIED, simplified
from builder.problems import Place, Problem

_WITH_IDEOGRAPHS = ("zh", "ja")
"""Languages that are written with Chinese characters."""


def traditional(files: Mapping[str, str], languages: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for the first Traditional character of each line of the input files.

    OpenCC decides: a character counts if it changes both inside its sentence and alone. Phrases
    such as 著名 keep characters that are Traditional elsewhere, and its phrase table changes some
    that are not.
    """
    if [code for code in languages if code.startswith(_WITH_IDEOGRAPHS)] != [SIMPLIFIED]:
        return
    for name, text in files.items():
        if (converted := simplified(text)) == text:
            continue
        for number, (line, other) in enumerate(
            zip(text.split("\n"), converted.split("\n"), strict=False), 1
        ):
            for column, (written, plain) in enumerate(zip(line, other, strict=False), 1):
                if written != plain and simplified(written) != written:
                    values = {"character": written, "simplified": plain}
                    yield Problem(Place(name, number, column), "traditional", values)
                    break


def counts_in_myriads(label: str) -> bool:
    """Whether a unit is a multiple that is easily taken for another: 万 for 亿."""
    return any(character in label for character in "万亿")
