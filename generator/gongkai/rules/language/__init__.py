"""Family T: numbering, wording, spelling and punctuation of what a scheme says."""

from gongkai.rules.language import (
    cross_references,
    doubling,
    headings,
    number_forms,
    numbering,
    pairs,
    punctuation,
    spacing,
    spelling,
    years,
)

__all__ = ["cross_references", "doubling", "headings", "number_forms", "numbering", "pairs", "punctuation", "spacing", "spelling", "years"]
