"""Defects to plant: for a rule, what breaks exactly what it protects, at a random place of a scheme in which nothing is wrong.

A module a subject; importing this package registers every kind of defect.
"""

from rules.planting import (
    attachments,
    components,
    dates,
    disclosure,
    documents,
    forbidden,
    formula,
    headings,
    indicator_rules,
    last_year,
    marks,
    numbers,
    organization,
    personal,
    table,
    words,
)
from rules.planting.kinds import KINDS, Kind, Nowhere

__all__ = [
    "KINDS",
    "Kind",
    "Nowhere",
    "attachments",
    "components",
    "dates",
    "disclosure",
    "documents",
    "forbidden",
    "formula",
    "headings",
    "indicator_rules",
    "last_year",
    "marks",
    "numbers",
    "organization",
    "personal",
    "table",
    "words",
]
