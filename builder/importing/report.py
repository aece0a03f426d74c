"""What an import carried and what it did not, in words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to be told: the kind in `report.toml`, the repository's file, how often, and what
    the sentence needs.
    """

    kind: str
    file: str
    detail: str = ""
    count: int = 1


@dataclass
class Report:
    """Counts of what was carried, and remarks on what was not or was read in one of several
    ways.
    """

    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    _told: set[Remark] = field(default_factory=set)

    def tell(self, kind: str, file: str, detail: str = "", count: int = 1) -> None:
        """Add a remark, unless it was told before."""
        remark = Remark(kind, file, detail, count)
        if remark not in self._told:
            self._told.add(remark)
            self.remarks.append(remark)

    def left(self) -> int:
        """How many values were not carried."""
        lost = {kind for kind, words in _words()["kinds"].items() if words.get("loses")}
        return sum(remark.count for remark in self.remarks if remark.kind in lost)

    def markdown(self, lang: str) -> str:
        """The whole report, in `lang` (zh or en): counts, then each kind of remark with its
        files.
        """
        words = _words()
        lines = [f"# {words['title'][lang]}", "", words["intro"][lang], ""]
        lines += [
            f"- {words['counts'][key][lang]}: {self.counts[key]:,}"
            for key in words["counts"]
            if key in self.counts
        ]
        for kind, sentence in words["kinds"].items():
            remarks = sorted((r for r in self.remarks if r.kind == kind), key=_position)
            if remarks:
                total = sum(remark.count for remark in remarks)
                lines += ["", f"## {sentence['title_' + lang]} ({total:,})", "", sentence[lang], ""]
                lines += [_entry(remark) for remark in remarks]
        return "\n".join(lines) + "\n"


def _position(remark: Remark) -> tuple[tuple[tuple[int, str], ...], str]:
    """File and line as a person counts: 1-2-1 before 1-10-1."""
    parts = re.split(r"([0-9]+)", remark.file)
    return tuple((int(p) if p.isdecimal() else -1, p) for p in parts), remark.detail


def _entry(remark: Remark) -> str:
    detail = f": {_escaped(remark.detail)}" if remark.detail else ""
    count = f" ({remark.count:,})" if remark.count != 1 else ""
    return f"- `{remark.file}`{count}{detail}"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("builder.importing").joinpath("report.toml").read_text("utf-8")
    )
