"""Model → findings: one module a family; `docs/<code>.md` is each rule's page and runs as its test.

Importing this package registers every rule. To add a family: write the module, name it in the import below, write the pages.
"""

from gongkai.rules import (
    across,
    burdens,
    carried_over,
    closure,
    counts,
    cross_references,
    disclosure,
    forbidden,
    format_rules,
    formula,
    grades,
    headings,
    indicator_rules,
    names,
    numbering,
    points,
    previous_year,
    privacy,
    privacy_files,
    publication,
    registry,
)
from gongkai.rules.registry import RULES, Case, check

__all__ = [
    "RULES",
    "Case",
    "across",
    "burdens",
    "carried_over",
    "check",
    "closure",
    "counts",
    "cross_references",
    "disclosure",
    "forbidden",
    "format_rules",
    "formula",
    "grades",
    "headings",
    "indicator_rules",
    "names",
    "numbering",
    "points",
    "previous_year",
    "privacy",
    "privacy_files",
    "publication",
    "registry",
]
