"""What documents and departments can be, for comments and questions."""

from __future__ import annotations

from builder.model.catalog import Catalog
from builder.model.kinds import DEPARTMENT_KINDS, DOCUMENT_KINDS


def document_kinds(catalog: Catalog) -> tuple[str, ...]:
    """What a document can be: the site’s own kinds first."""
    return tuple(dict.fromkeys([*catalog.document_kinds, *DOCUMENT_KINDS]))


def department_kinds(catalog: Catalog) -> tuple[str, ...]:
    """What a department can be: the site’s own kinds first."""
    return tuple(dict.fromkeys([*catalog.department_kinds, *DEPARTMENT_KINDS]))


def listed_kinds(catalog: Catalog) -> dict[str, str]:
    """Both, as comments name them."""
    return {
        "document_kinds": ", ".join(document_kinds(catalog)),
        "department_kinds": ", ".join(department_kinds(catalog)),
    }
