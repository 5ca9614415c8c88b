"""Model → findings: a package for each field of rules; `docs/<code>.md` is each rule's page and runs as its test.

Importing this package registers every rule. To add a family: write the module, name it in its package, write the pages.
"""

from gongkai.rules import across, calendar, documents, figures, format_rules, language, last_year, law, people, personal, registry
from gongkai.rules.registry import RULES, Case, check

__all__ = [
    "RULES",
    "Case",
    "across",
    "calendar",
    "check",
    "documents",
    "figures",
    "format_rules",
    "language",
    "last_year",
    "law",
    "people",
    "personal",
    "registry",
]
