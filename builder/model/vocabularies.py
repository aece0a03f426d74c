"""Written facts that other records name: the entries of the vocabularies in `data/`."""

from __future__ import annotations

from typing import ClassVar

from builder.model.values import (
    Decimals,
    Id,
    Language,
    Line,
    Localized,
    LocalizedLine,
    Number,
    Record,
    Whole,
)


class Scale(Record):
    """How readers of a language count what is printed in another scale: value × `factor`, labelled
    `label`.
    """

    factor: Number
    label: Line


class Unit(Record):
    """The unit of a number as printed; a number of a unit without label stands alone.

    `scale` is for the languages whose readers count otherwise than the documents.
    """

    from_path: ClassVar = ("id",)
    id: str
    label: LocalizedLine | None = None
    scale: dict[Language, Scale] = {}
    decimals: Decimals | None = None
    """How many decimals of its numbers are shown, where an indicator does not say; else as printed.
    """
    difference: Id | None = None
    """The unit of a difference between two values, where it is another one (percent: percentage
    points).
    """


class Topic(Record):
    """A subject for browsing across documents."""

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
    summary: Localized

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its name."""
        return self.name


class Portfolio(Record):
    """A leading official and the office held, as the document names them."""

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
    office: LocalizedLine

    @property
    def label(self) -> LocalizedLine:
        """What links to it say: its name."""
        return self.name


class DocumentKind(Record):
    """A kind of documents that is the site’s own; documents of a lower `rank` come first."""

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
    rank: Whole


class DepartmentKind(Record):
    """A kind of departments that is the site’s own."""

    from_path: ClassVar = ("id",)
    id: str
    name: LocalizedLine
