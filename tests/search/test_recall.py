"""Nothing is missed: every two characters and every four that stand together in a published scheme lead to it, and to no other."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import msgspec
import pytest

from gongkai import model
from gongkai.indexing.folding import BREAK, fold
from gongkai.rules import Case
from search.conftest import Built

OURS = {
    "format", "draft", "mode", "validity", "id", "component", "clause", "share", "quota", "points", "full", "due", "scope",
    "level", "effect", "rounding", "content", "file", "waivers", "seed", "url", "review", "scale", "declared", "year", "published_at",
    "generated_on", "validity_on", "signed_on", "on", "cap",
}  # fmt: skip
"""Fields that are marks, measures or dates for machines, or that no page of the search's shows; all others are words for people."""
NAMED = {"more", "terms"}
"""Fields whose keys are words as well."""


def words_of(value: object, field: str = "") -> Iterator[str]:
    """Every word for people in a scheme as plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from words_of(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if field in NAMED:
                yield key
            if key not in OURS:
                yield from words_of(each, key)


def said(case: Case) -> str:
    """All of them, folded, and the names of agency and region."""
    scheme: object = msgspec.to_builtins(case.scheme)
    return fold(BREAK.join((*words_of(scheme), case.agency.name, *case.agency.short_names, case.region.name)))


@pytest.fixture(scope="module")
def texts(built: Built) -> dict[str, str]:
    return {address: said(case) for address, case in built.cases.items()}


def holders(texts: dict[str, str], length: int) -> dict[str, set[str]]:
    """Every word of a length with the schemes that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for address, text in texts.items():
        for line in text.split(BREAK):
            for at in range(len(line) - length + 1):
                found[line[at : at + length]].add(address)
    return found


def test_there_is_much_to_find_and_what_is_left_out_are_fields(built: Built) -> None:
    structs = (each for each in vars(model).values() if isinstance(each, type) and issubclass(each, msgspec.Struct))
    assert {field.encode_name for struct in structs for field in msgspec.structs.fields(struct)} >= OURS
    assert len(built.cases) > 50


@pytest.mark.parametrize("length", [1, 2])
def test_every_short_word_leads_to_its_schemes(built: Built, texts: dict[str, str], length: int) -> None:
    for word, schemes in holders(texts, length).items():
        assert schemes <= built.reader.candidates(word).keys(), word


@pytest.mark.parametrize("seed", [1, 2])
def test_every_word_of_four_characters_leads_to_its_schemes(built: Built, texts: dict[str, str], seed: int) -> None:
    """All words of some schemes, each in all the schemes that have it."""
    everywhere, some = holders(texts, 4), Random(seed).sample(sorted(texts), 4)
    for word in holders({address: texts[address] for address in some}, 4):
        assert everywhere[word] <= built.reader.candidates(word).keys(), word


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7])
def test_what_is_shown_has_the_word(built: Built, texts: dict[str, str], length: int) -> None:
    """Candidates for two characters all have them; for longer words the texts tell which do, and these are all that do."""
    known = holders(texts, length)
    for word in Random(7).sample(sorted(known), 60):
        candidates = built.reader.candidates(word)
        shown = {address for address in candidates if built.reader.hits(address, word)}
        assert known[word] <= shown
        assert shown == candidates.keys() or length > 2
        others = built.cases.keys() - shown
        assert [address for address in others if built.reader.hits(address, word)] == []


def test_ranks_are_those_of_the_passages(built: Built, texts: dict[str, str]) -> None:
    for word in Random(3).sample(sorted(holders(texts, 2)), 40):
        for address, ranks in built.reader.candidates(word).items():
            found = {hit.rank for hit in built.reader.hits(address, word)}
            assert set(ranks) <= found
            assert found - set(ranks) <= {4}  # the name stands in the same passage as the cells of its row
