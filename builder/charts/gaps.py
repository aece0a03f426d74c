"""What differs from chart to chart of the same layers: it stands in their specification as a gap.

So Altair builds a specification once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROWS = "rows"
"""The name of a chart’s data."""


def gap(name: str) -> dict[str, str]:
    """What stands in a chart for a value of its frame, where Altair takes an expression."""
    return {"expr": f"@{name}"}


def list_gap(name: str) -> dict[str, str]:
    """The same, where Altair takes a list."""
    return {"field": f"@{name}"}


def filled(part: Any, values: Mapping[str, Any]) -> Any:
    """A specification with its gaps filled. Raises `KeyError` for a gap without a value."""
    if isinstance(part, str):
        return values[part[1:]] if part[:1] == "@" else part
    if isinstance(part, dict):
        inner = next(iter(part.values())) if len(part) == 1 else None
        if isinstance(inner, str) and inner[:1] == "@":
            return values[inner[1:]]
        return {key: filled(value, values) for key, value in part.items()}
    return [filled(one, values) for one in part] if isinstance(part, list) else part
