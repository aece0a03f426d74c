"""The page of downloads, with the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.charts import Charts
from builder.pages.page import Page, list_page
from builder.site.site import Edition, Link
from builder.tables.tables import TABLES


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table and what it holds."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table to download."""

    name: str
    description: str
    csv: str
    json: str
    rows: int
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """The page of downloads."""

    title: str
    description: str
    tables: tuple[TableView, ...]
    package: str
    licence: Link
    address: str


def pages(edition: Edition, charts: Charts) -> Iterator[Page]:
    """One page."""
    yield list_page(edition, "data", partial(data_view, edition))


def data_view(edition: Edition) -> DataView:
    """The page of downloads."""
    licence = edition.site.config.licence
    return DataView(
        title=edition.t("nav.data"),
        description=edition.t("about.data"),
        tables=tuple(
            TableView(
                table.name,
                edition.t(table.description),
                edition.href(f"/data/{table.name}.csv"),
                edition.href(f"/api/v1/{table.name}.json"),
                rows,
                tuple(
                    ColumnView(c.header, c.description(edition))
                    for c in table.columns(edition.site)
                ),
            )
            for table in TABLES
            if (rows := table.count(edition.site))
        ),
        package=edition.href("/data/datapackage.json"),
        licence=Link(licence.address, edition.text(licence.name)),
        address=f"{edition.site.base_url}/{edition.code}/",
    )
