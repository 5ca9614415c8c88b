"""Model → findings: one module a family; `docs/<code>.md` is each rule's page and runs as its test.

Importing this package registers every rule. To add a family: write the module, name it in the import below, write the pages.
"""

from gongkai.rules import (
    across,
    burdens,
    closure,
    counts,
    disclosure,
    forbidden,
    format_rules,
    formula,
    grades,
    indicator_rules,
    names,
    points,
    publication,
    registry,
)
from gongkai.rules.registry import RULES, Case, check

__all__ = [
    "RULES",
    "Case",
    "across",
    "burdens",
    "check",
    "closure",
    "counts",
    "disclosure",
    "forbidden",
    "format_rules",
    "formula",
    "grades",
    "indicator_rules",
    "names",
    "points",
    "publication",
    "registry",
]
