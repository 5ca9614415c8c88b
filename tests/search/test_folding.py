"""One form for every way to write a word; the same vectors test search.js in tests/browser/test_search.py."""

import json
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.indexing.folding import changes, fold, variant_pairs, variants

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "form"), VECTORS)
def test_vectors(text: str, form: str) -> None:
    assert fold(text) == form


def test_every_character_is_folded_once_and_for_all() -> None:
    assigned = [chr(code) for code in range(0x32000) if category(chr(code)) not in ("Cs", "Cn")]
    assert [char for char in assigned if fold(fold(char)) != fold(char)] == []


@given(st.text(), st.text())
def test_a_text_is_folded_character_by_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
    assert fold(fold(one)) == fold(one)


def test_variants_are_one_to_one_characters_and_none_leads_to_another() -> None:
    pairs = variant_pairs()
    assert len(pairs) > 2_500
    assert all(len(char) == len(form) == 1 != ord(char) >> 16 for char, form in pairs.items())
    assert not pairs.keys() & set(pairs.values())


def test_a_file_is_told_the_variants_in_it() -> None:
    assert variants(changes("安全生产，民政")) == ""
    assert variants(changes("關於安全、於")) == "於于關关"
    assert variants(changes("\uf914")) == "樂乐"  # a compatibility character comes to 樂 first
