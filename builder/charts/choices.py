"""All comparable series of an indicator with their dimensions, from which readers choose the lines
of a course.
"""

from __future__ import annotations

import json
from typing import Any

from builder.charts.calendar import short_period
from builder.charts.series import amount, family
from builder.model.records import Indicator
from builder.site.site import Edition

Datum = dict[str, Any]


def choice_bytes(edition: Edition, indicator: Indicator) -> bytes:
    """The series as JSON: numbers as printed, a place for each period, null where there is none."""
    values = family(indicator, edition.catalog.documents)
    assert values is not None
    named = _named_key(indicator)
    periods = values.periods
    series = [
        {
            "id": "" if id == values.headline else id,
            "name": edition.series_name(indicator, id) or edition.t("chart.whole"),
            "dimensions": _dimensions(id, named),
            "values": [f"{amount(by[p]):f}" if p in by else None for p in periods],
        }
        for id, by in values.values.items()
    ]
    content = {
        "unit": edition.unit_label(values.kin[0]),
        "periods": [
            {"text": short_period(edition, p), "date": p.last.isoformat()} for p in periods
        ],
        "dimensions": _all_dimensions(edition, indicator, series, named),
        "series": series,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _named_key(indicator: Indicator) -> str:
    """What the dimension of named series is called: no other one is."""
    return "series" if "series" not in indicator.dimensions else "named-series"


def _dimensions(id: str, named: str) -> dict[str, str]:
    """The value of each dimension that a series has one of, by their ids."""
    parts = (part.partition("=") for part in id.split("|") if part)
    return {
        key if is_value else named: value if is_value else key for key, is_value, value in parts
    }


def _all_dimensions(
    edition: Edition, indicator: Indicator, series: list[Datum], named: str
) -> list[Datum]:
    """The dimensions with those of their values that some series has, in the order of the
    indicator.
    """
    used = {pair for one in series for pair in one["dimensions"].items()}
    names = {
        named: (
            edition.t("chart.series"),
            {id: edition.text(one.words) for id, one in indicator.series.items()},
        )
    }
    called = edition.dimension_names(indicator)
    for (id, dimension), name in zip(indicator.dimensions.items(), called, strict=True):
        names[id] = name, {key: edition.text(text) for key, text in dimension.values.items()}
    everything = [
        {
            "id": id,
            "name": name,
            "values": [
                {"id": key, "name": text} for key, text in values.items() if (id, key) in used
            ],
        }
        for id, (name, values) in names.items()
    ]
    return [dimension for dimension in everything if dimension["values"]]
