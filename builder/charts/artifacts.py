"""Each chart as a picture, as its specification and as its values; the series that readers choose
from; and the script that draws charts live.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from builder.charts.charts import Charts
from builder.charts.choices import choice_bytes
from builder.charts.drawing import file_svg
from builder.charts.figures import Figure
from builder.charts.rendering import SCRIPT, Drawings, vega_path
from builder.charts.specification import vega_lite
from builder.site.site import Edition, Site
from builder.write.artifact import Artifact
from builder.write.formats import csv_bytes

_COLUMNS = ("row", "name", "series", "period", "value", "lower", "upper", "text")


def artifacts(site: Site, charts: Charts) -> Iterator[Artifact]:
    """The files below `charts/`, and the script for browsers."""
    drawings = charts.drawings
    yield Artifact(vega_path(), lambda: drawings.of(SCRIPT).encode())
    for edition in site.editions:
        for figure in charts.figures[edition.code]:
            path = f"charts/{edition.code}/{figure.name}"
            yield Artifact(f"{path}.svg", partial(file_svg, figure, drawings, edition))
            yield Artifact(f"{path}.json", partial(_json, edition, figure, drawings))
            yield Artifact(f"{path}.csv", partial(_csv, figure))
            if figure.choice:
                choice = partial(choice_bytes, edition, figure.choice)
                yield Artifact(f"{path}.series.json", choice)


def _json(edition: Edition, figure: Figure, drawings: Drawings) -> bytes:
    spec = vega_lite(figure, drawings, edition)
    return (json.dumps(spec, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _csv(figure: Figure) -> bytes:
    rows = (
        (row.heading, m.name, m.series, m.period, m.number, m.lower, m.upper, m.text)
        for row in figure.chart.rows
        for m in row.marks
    )
    return csv_bytes(_COLUMNS, rows)
