"""The words of two texts, piece by piece: together the pieces are both texts, and what is marked as changed is what was changed."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.changes.kinds import common_start
from gongkai.changes.wording import Piece, Wording

TEXTS = st.text(st.sampled_from("重点工作目标45分（）()，,12月日年2024 \n每低个百"), max_size=60)


@given(TEXTS, TEXTS, st.booleans())
def test_the_pieces_are_both_texts_from_beginning_to_end(old: str, new: str, yearly: bool) -> None:
    wording = Wording(years=(2024, 2025) if yearly else None)
    pieces = wording.pieces(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    assert all(one.same != other.same for one, other in pairwise(pieces))


@given(TEXTS, TEXTS)
def test_texts_are_the_same_if_no_piece_differs(old: str, new: str) -> None:
    wording = Wording()
    assert wording.same(old, new) == (wording.plain(old) == wording.plain(new))
    if all(piece.same for piece in wording.pieces(old, new)):
        assert wording.same(old, new)


@given(TEXTS, TEXTS)
def test_how_much_two_texts_have_in_common_at_their_beginnings(old: str, new: str) -> None:
    count = common_start(old, new)
    assert old[:count] == new[:count]
    assert old[count : count + 1] != new[count : count + 1] or count == min(len(old), len(new))


def test_whole_numbers_and_days_are_marked_and_not_their_digits() -> None:
    pieces = Wording().pieces("每项2.5分，12月20日前报", "每项2.75分，12月3日前报")
    assert [piece for piece in pieces if not piece.same] == [Piece(False, "2.5", "2.75"), Piece(False, "12月20日", "12月3日")]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("2024-11-29", "2025-11-28", True),
        ("2024-11-29", "2025-11-25", False),
        ("2024-12-30", "2026-01-02", True),
        ("2024-02-29", "2025-02-28", True),
        ("2024-11", "2025-11", True),
        ("2024-11", "2025-12", False),
        ("2024-11", "2025-11-30", False),
        ("2024-12-上旬", "2025-12-上旬", True),
        ("2024-12-上旬", "2025-12-中旬", False),
        ("2025-01-13/2025-01-17", "2026-01-12/2026-01-16", True),
    ],
)
def test_a_period_of_one_year_and_its_like_in_the_next(old: str, new: str, same: bool) -> None:
    assert Wording(years=(2024, 2025)).same_period(old, new) is same
    assert Wording().same_period(old, new) is (old == new)


@pytest.mark.parametrize("old, new", [("甲乙", "乙乙甲甲"), ("甲乙丙", "丙乙甲"), ("，甲", "。甲"), ("甲乙" * 10, "乙甲丁")])
def test_texts_of_few_words_in_ever_other_order_are_told_in_time(old: str, new: str) -> None:
    started = process_time()
    for length in (300, 1200):
        Wording().pieces(f"始{old * length}"[:length], f"{new * length}"[:length] + "终")
    assert process_time() - started < 1  # 0.1 s on an idle machine; what grows with the cube takes ten seconds


def test_a_long_text_is_told_by_its_rarer_words_where_the_common_ones_are_too_many() -> None:
    words = [f"第{n}项，由各单位按照要求办理，" for n in range(60)]
    pieces = Wording().pieces(f"甲{''.join(words)}乙", f"丙{''.join(words[30:] + words[:30])}丁")
    assert [piece.old for piece in pieces if piece.same] == ["".join(words[:30])]


def test_a_text_of_many_thousand_words_altered_throughout_is_told_in_time() -> None:
    old, new = "".join(map(chr, range(0x4E00, 0x8E00))), "".join(map(chr, range(0x8E00, 0x4E00, -1)))
    assert Wording().pieces(old, new) == (Piece(False, old, new),)
