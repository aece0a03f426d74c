"""Fingerprints of the source documents, which are no part of this repository: they tell whether a
text repeats one, and not what it says.

A fingerprint has one byte for each five characters in a row. Texts that share a run of characters
share the bytes of that run, and 21 bytes in a row are not the same by chance.

`python -m tests.fingerprints FOLDER` writes those of the documents (`*.txt`) in a folder to
`fingerprints.bin`.
"""

from __future__ import annotations

import sys
import unicodedata
from hashlib import blake2b
from pathlib import Path

from opencc import OpenCC

HERE = Path(__file__).parent
FILE = HERE / "fingerprints.bin"
NAMES = HERE / "official_names.txt"
WINDOW = 5
BREAK = "\n"
"""Stands where a text is interrupted; no run goes across it."""

_simplified = OpenCC("t2s").convert


def folded(text: str) -> str:
    """Simplified characters, letters and digits only."""
    kept = (
        c
        for c in unicodedata.normalize("NFKC", _simplified(text))
        if unicodedata.category(c)[0] in "LN"
    )
    return "".join(kept).casefold()


def official_names() -> list[str]:
    """Names that must stand as they are, folded."""
    lines = NAMES.read_text("utf-8").splitlines()
    return [folded(line) for line in lines if line and not line.startswith("#")]


def without(text: str, names: list[str]) -> str:
    """The text with a break in the place of each name."""
    for name in names:
        text = text.replace(name, BREAK)
    return text


def fingerprint(text: str) -> bytes:
    windows = (text[start : start + WINDOW].encode() for start in range(len(text) - WINDOW + 1))
    return b"".join(blake2b(window, digest_size=1).digest() for window in windows)


def main() -> None:
    names = official_names()
    texts = [
        without(folded(file.read_text("utf-8")), names)
        for file in sorted(Path(sys.argv[1]).glob("*.txt"))
    ]
    FILE.write_bytes(fingerprint(BREAK.join(texts)))


if __name__ == "__main__":
    main()
