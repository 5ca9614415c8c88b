"""Model → pages, a package for each kind: templates lay out, sheets of HTML hold what repeats. Knows no MkDocs and writes nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.views.page import Page

if TYPE_CHECKING:
    from gongkai.views.subject import Subject

__all__ = ["scheme_pages"]


def scheme_pages(subject: "Subject") -> Iterator[Page]:
    """The six pages of one scheme, in the order of their tabs; every scheme has all six. Then its comparison with the one before it."""
    # imported here, so that a command which only reads page addresses never compiles a template
    from gongkai.views.compare.page import compare_page
    from gongkai.views.formula.page import rules_page
    from gongkai.views.notice.page import notice_page
    from gongkai.views.organization.page import organization_page
    from gongkai.views.report.page import report_page
    from gongkai.views.scores.page import scores_page
    from gongkai.views.timeline.page import timeline_page

    yield notice_page(subject)
    yield scores_page(subject)
    yield organization_page(subject)
    yield timeline_page(subject)
    yield rules_page(subject)
    yield report_page(subject)
    if subject.before:
        yield compare_page(subject)
