"""Every table, and every indicator’s statements, as CSV and as JSON; and what describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from builder.model.records import Indicator
from builder.site.site import Site
from builder.tables.columns import Table
from builder.tables.datapackage import datapackage
from builder.tables.statements import indicator_table
from builder.tables.tables import TABLES
from builder.write.artifact import Artifact
from builder.write.formats import csv_bytes, json_bytes

Writer = Callable[..., bytes]


def artifacts(site: Site) -> Iterator[Artifact]:
    """The files below `data/` and `api/`."""
    for table in TABLES:
        yield Artifact(f"data/{table.name}.csv", partial(_table, site, table, csv_bytes))
        yield Artifact(f"api/v1/{table.name}.json", partial(_table, site, table, json_bytes))
    for id, indicator in site.catalog.indicators.items():
        yield Artifact(f"data/indicators/{id}.csv", partial(_indicator, site, indicator, csv_bytes))
        yield Artifact(
            f"api/v1/indicators/{id}.json", partial(_indicator, site, indicator, json_bytes)
        )
    yield Artifact("data/datapackage.json", partial(datapackage, site))


def _table(site: Site, table: Table[Any], write: Writer) -> bytes:
    return write(table.header(site), table.rows(site))


def _indicator(site: Site, indicator: Indicator, write: Writer) -> bytes:
    return _table(site, indicator_table(indicator), write)
