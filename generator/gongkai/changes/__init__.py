"""What changed between two schemes, in the words of the field: two values in, changes out. Reads no file and knows no format.

Two versions of one scheme are compared to the letter and the day; the schemes of two years (`changes_of_years`) as a reader compares them:
what merely follows the calendar (the year in a title, a deadline that falls on a day off) is no change, nor is what every year has of its
own (文号, dates of issue, 更正说明). A change of width, blanks or variants of a character is never one of its own.
"""

from collections.abc import Iterator

from gongkai.changes.document import attachment_changes, basis_changes, file_changes, paper_changes
from gongkai.changes.grading import formula_changes, grade_changes, result_use_changes, rule_changes
from gongkai.changes.kinds import ADDED, GROUPS, KINDS, REMOVED, Change, Kind, Meaning
from gongkai.changes.people import milestone_changes, organization_changes, stage_changes, subject_changes
from gongkai.changes.tables import component_changes, indicator_changes, paired_components
from gongkai.changes.text import text_changes
from gongkai.changes.wording import Piece, Wording
from gongkai.model import Scheme

__all__ = [
    "ADDED",
    "GROUPS",
    "KINDS",
    "REMOVED",
    "Change",
    "Kind",
    "Meaning",
    "Piece",
    "Wording",
    "between_years",
    "changes",
    "changes_of_years",
    "paired_components",
]

_CONTENT = (
    component_changes,
    indicator_changes,
    rule_changes,
    formula_changes,
    grade_changes,
    result_use_changes,
    stage_changes,
    milestone_changes,
    subject_changes,
    organization_changes,
    attachment_changes,
    text_changes,
    basis_changes,
)
_PAPER = (paper_changes, file_changes)


def changes(before: Scheme, after: Scheme) -> Iterator[Change]:
    """From one version of a scheme to another, in the order in which people read them; nothing when both say the same."""
    if before == after:
        return
    wording, told = Wording(), False
    for part in (*_CONTENT, *_PAPER):
        for change in part(before, after, wording):
            told = True
            yield change
    if not told:
        words = "只有全角半角、空格、异体字等写法的改动，意思不变"
        yield Change(kind=Kind.SPELLING, about=words, before=(), after=())


def changes_of_years(before: Scheme, after: Scheme) -> Iterator[Change]:
    """From the scheme of one year to that of another."""
    wording = between_years(before, after)
    for part in _CONTENT:
        yield from part(before, after, wording)


def between_years(before: Scheme, after: Scheme) -> Wording:
    """How the words of two years' schemes are compared."""
    return Wording(years=(before.year, after.year))
