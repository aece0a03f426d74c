"""The kinds of documents and departments that every site knows; theirs are the names in the theme.

A site adds its own, or overrules these, in `data/document-kinds.yaml` and `department-kinds.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping

DOCUMENT_KINDS: Mapping[str, int] = {
    "law": 10,
    "plan": 20,
    "briefing": 30,
    "proposal": 40,
    "programme": 50,
    "sector-plan": 60,
    "work-plan": 70,
    "budget": 80,
    "government-report": 90,
    "execution-report": 100,
    "mid-term-review": 110,
    "final-review": 120,
    "statistical-bulletin": 130,
    "yearbook": 140,
    "dataset": 150,
    "release": 160,
    "press": 170,
    "web-page": 180,
}
"""Kind of document → its rank: documents of a lower one come first."""

DEPARTMENT_KINDS = (
    "bureau",
    "office",
    "committee",
    "district-government",
    "district-committee",
    "company",
    "collective",
    "party-body",
    "institution",
    "organisation",
    "national-body",
    "ministry",
    "agency",
    "municipality",
    "council",
    "court",
    "school",
    "university",
    "hospital",
    "ngo",
    "partnership",
)
