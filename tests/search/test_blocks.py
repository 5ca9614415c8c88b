"""The index by itself: any pairs of any schemes are read back; characters beyond the basic plane; blocks and shards of any number."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongkai.indexing.blocks import BLOCK, block, shard_count
from gongkai.indexing.folding import fold
from gongkai.indexing.listing import Entry, blocks, listing
from gongkai.indexing.pairs import scheme_pairs
from gongkai.indexing.passages import Rank, Run, Said
from search.reader import Reader

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12) | st.text("安全民政𠮷𡈽ab1", max_size=6)
NO_TABLE = Run(Rank.TABLE, "scores.html", [])


def site(said: list[str], shards: int) -> Reader:
    """The files of the search for schemes that say one thing each, as a heading."""
    pairs = [scheme_pairs(Said("", (Run(Rank.HEADING, "index.html", ["", words]),), (), NO_TABLE, ()))[0] for words in said]
    parts = [block(pairs[at : at + BLOCK], shards) for at in range(0, len(pairs), BLOCK)]
    entries = [entry(f"a/b/{2000 + at}") for at in range(len(pairs))]
    files = {f"search/index-{at}.js": _call(b"index(%d,[%s])" % (at, b",".join(part[at] for part in parts))) for at in range(shards)}
    return Reader({**files, "search/schemes.js": _call(b"schemes(%s)" % listing(entries, shards))})


def entry(address: str) -> Entry:
    return Entry(address=address, region="", year=2000, demo=False, withdrawn=False, files=(1, 1, 1), digest=b"")


def _call(code: bytes) -> bytes:
    return b"gongkaiSearch.%s;\n" % code


@given(st.lists(WORDS, min_size=1, max_size=70), st.integers(1, 6))
def test_every_pair_and_character_is_read_back(said: list[str], shards: int) -> None:
    reader = site(said, shards)
    folded = [fold(words) for words in said]
    asked = {part for text in folded for line in text.split("\n") for part in (*line, *map("".join, pairwise(line)))}
    for word in asked:
        held = {f"a/b/{2000 + at}" for at, text in enumerate(folded) if word in text}
        found = reader.candidates(word).keys()
        assert held <= found
        assert found == held or len(word.encode("utf-16-be")) > 4  # a pair of units is exact


def test_a_region_with_many_schemes_has_several_blocks_and_no_block_has_two_regions() -> None:
    entries = [entry(f"{region}/x/{2000 + at}") for region, count in (("a", BLOCK * 2 + 1), ("b", 1), ("c", BLOCK)) for at in range(count)]
    assert [len(group) for group in blocks(entries)] == [BLOCK, BLOCK, 1, 1, BLOCK]
    assert len({group[0].address[0] for group in blocks(entries)}) == 3


def test_the_number_of_shards_grows_with_the_schemes_and_has_an_end() -> None:
    counts = [shard_count(schemes) for schemes in (0, 1, 11, 100, 1000, 5000, 100_000)]
    assert counts == sorted(counts)
    assert counts[0] == 16
    assert counts[-1] == 512
