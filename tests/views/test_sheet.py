"""Sheets: what is added in whatever order comes out in that order, and no text is ever taken for HTML or for a pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from gongkai.views.sheet import Sheet, escaped

PIECES = st.lists(st.one_of(st.tuples(st.just("add"), st.text()), st.tuples(st.just("put"), st.sampled_from(("<i>100%</i>", "%s", "")))))


@given(PIECES)
def test_a_sheet_is_its_pieces_in_order(pieces: list[tuple[str, str]]) -> None:
    sheet, expected = Sheet(), ""
    for kind, words in pieces:
        if kind == "put":
            sheet.put(words)
            expected += words
        else:
            sheet.add('<b style="width:50%%">%s</b>', words)
            expected += f'<b style="width:50%">{escape(words)}</b>'
    assert sheet.html() == expected
    assert sheet.markup().__html__() == expected


@pytest.mark.parametrize("texts", [[], ["甲", "<b>", ""], ["a\0b", "&"], ["a\0b"], [""]])
def test_escaping_a_column_is_escaping_each(texts: list[str]) -> None:
    assert [*escaped(texts)] == [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
