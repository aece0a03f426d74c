"""The units of a repository: as they are written, each once, never made one by us."""

from __future__ import annotations

import re

from builder.importing.texts import Ids
from builder.importing.wording import Localized, Wording

_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NONE = "no-unit"
_ONES = ("", "0", "1", "units", "unit")


class Units:
    """Units by their label in every language; one of them has no label."""

    def __init__(self, wording: Wording, *, year_start: bool) -> None:
        self.wording = wording
        self.year_start = year_start
        """Whether somebody said when a year such as 2015/16 begins."""
        self.ids = Ids("unit", frozenset({_NONE}))
        self.labels: dict[str, Localized | None] = {}

    def id(self, label: Localized | None) -> str:
        """The id of the unit with this label; of the one without, if there is none."""
        if not label:
            self.labels[_NONE] = None
            return _NONE
        id = self.ids.of(tuple(label.values()), next(iter(label.values())))
        self.labels[id] = label
        return id

    def written(self, units: str, measure: str, multiplier: str, column: str) -> str:
        """The id of the unit that a row names in its columns; empty where it names none. `column`
        is where it stands.

        A multiplier is part of the unit: values stay as they are printed.
        """
        text = measure or units
        label = self.wording.name(text, column) if text else None
        if label is None:
            return ""
        if multiplier.casefold() not in _ONES:
            scale = _scale(multiplier)
            label = {
                lang: f"{line} (× 10{scale})"
                if scale
                else f"{line} ({self.wording.translated(multiplier, lang)})"
                for lang, line in label.items()
            }
        return self.id(label)


def _scale(multiplier: str) -> str:
    """A power of ten as SDMX writes it (6: millions), in raised figures."""
    return multiplier.translate(_POWERS) if re.fullmatch(r"-?[0-9]{1,2}", multiplier) else ""
