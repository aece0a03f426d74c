"""What a rule finds: a problem at a path inside a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from builder.model.catalog import Catalog, Kind, PathInFile


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at a path inside a record."""

    kind: Kind
    id: str
    path: PathInFile
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


Rule = Callable[[Catalog], Iterable[Finding]]
