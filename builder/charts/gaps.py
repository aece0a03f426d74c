"""What differs from chart to chart of the same layers: it stands in their specification as a gap.

So Altair builds a specification once for all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

ROWS = "rows"
"""The name of a chart’s data."""
_GAP = re.compile(r'\{"(?:expr|field)": "@([\w.]+)"\}|"@([\w.]+)"')


def gap(name: str) -> dict[str, str]:
    """What stands in a chart for a value of its frame, where Altair takes an expression."""
    return {"expr": f"@{name}"}


def list_gap(name: str) -> dict[str, str]:
    """The same, where Altair takes a list."""
    return {"field": f"@{name}"}


def filled(specification: str, values: Mapping[str, Any]) -> Any:
    """A specification, which is JSON as `json.dumps` writes it, read with its gaps filled.

    Raises `KeyError` for a gap without a value.
    """
    return json.loads(_GAP.sub(lambda gap: json.dumps(values[gap[1] or gap[2]]), specification))
