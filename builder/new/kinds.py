"""What documents and departments can be, for comments and questions."""

from __future__ import annotations

from typing import get_args

from builder.model.documents import Document
from builder.model.records import Department


def document_kinds() -> tuple[str, ...]:
    """What a document can be."""
    return get_args(Document.model_fields["kind"].annotation)


def department_kinds() -> tuple[str, ...]:
    """What a department can be."""
    return get_args(Department.model_fields["kind"].annotation)


def listed_kinds() -> dict[str, str]:
    """Both, as comments name them."""
    return {
        "document_kinds": ", ".join(document_kinds()),
        "department_kinds": ", ".join(department_kinds()),
    }
