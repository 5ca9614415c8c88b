"""What a page is made from goes as soon as the page is made: a worker makes thousands, and garbage is collected seldom there."""

import gc
from dataclasses import replace

from gongkai.views import scheme_pages
from gongkai.views.subject import Subject


def test_a_page_leaves_nothing_to_be_collected(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2025"]
    assert subject.earlier
    subject = replace(subject, earlier=replace(subject.earlier, published=True))
    assert len(list(scheme_pages(subject))) == 7
    gc.collect()
    list(scheme_pages(subject))
    assert gc.collect() == 0
