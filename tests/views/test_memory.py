"""What a page is made from goes as soon as the page is made: a worker makes thousands, and garbage is collected seldom there."""

import gc

from gongkai.views import scheme_pages
from gongkai.views.subject import Subject


def test_a_page_leaves_nothing_to_be_collected(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2024"]
    assert len(list(scheme_pages(subject))) == 7
    gc.collect()
    for _ in range(3):
        assert len(list(scheme_pages(subject))) == 7
    assert gc.collect() == 0
