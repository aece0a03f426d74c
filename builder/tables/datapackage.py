"""A description of the tables as a Data Package (Frictionless Table Schema), all languages in each
text.
"""

from __future__ import annotations

from typing import Any

from builder.site.site import Site
from builder.tables.columns import Column
from builder.tables.tables import TABLES
from builder.write.formats import indented_json


def datapackage(site: Site) -> bytes:
    """The package: name, licence, and for each table its file and its columns with their types."""
    config, names = site.config, site.config.licence.name.values()
    return indented_json(
        {
            "name": "data",
            "title": " / ".join(config.title.values()),
            "description": " / ".join(config.description.values()),
            "homepage": site.base_url,
            "version": site.as_of,
            "licenses": [{"path": config.licence.address, "title": " / ".join(names)}],
            "resources": [
                {
                    "name": table.name.replace("_", "-"),
                    "path": f"{table.name}.csv",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "schema": {
                        "fields": [_field(site, column) for column in table.columns(site)],
                        "missingValues": [""],
                    },
                }
                for table in TABLES
            ],
        }
    )


def _field(site: Site, column: Column[Any]) -> dict[str, str]:
    description = " / ".join(column.description(site.edition(lang)) for lang in site.languages)
    return {"name": column.header, "type": column.type, "description": description}
