"""What a change does to the schemes: two revisions or folders in, a review out, and the review as text for people, forges and programs.

`compare(base, head, schemes=…, today=…)` makes the `Review`, `renderer("markdown")(review, "notes")` the text, `stopping(review, "notes")`
the reasons not to merge.
"""

from gongkai.diff.compare import compare
from gongkai.diff.report import FORMATS, renderer
from gongkai.diff.review import LEVELS, Findings, Gate, Review, Reviewed, State, Stop, Told, Total, Yearly, stopping

__all__ = [
    "FORMATS",
    "LEVELS",
    "Findings",
    "Gate",
    "Review",
    "Reviewed",
    "State",
    "Stop",
    "Told",
    "Total",
    "Yearly",
    "compare",
    "renderer",
    "stopping",
]
