"""One scheme → all that the search needs of it, made once however many ask: its files for the browser and its pairs for the index."""

from collections.abc import Iterator
from itertools import chain

import msgspec
from msgspec import Struct

from gongkai.indexing.pairs import Pairs, scheme_pairs
from gongkai.indexing.passages import said
from gongkai.indexing.texts import text_files
from gongkai.rules import Case
from gongkai.rules.registry import once


class Indexed(Struct, frozen=True):
    """`files` are their contents in JSON: of heads, of prose, of the table."""

    files: tuple[list[bytes], ...]
    pairs: Pairs


@once
def index_scheme(case: Case) -> Indexed:
    """Everything of one scheme."""
    words = said(case)
    pairs, variants = scheme_pairs(words)
    return Indexed(text_files(case, words, variants), pairs)


def scripts(address: str, indexed: Indexed) -> Iterator[tuple[str, bytes]]:
    """The files of the scheme of that address: their addresses and contents, which hand themselves to the page that loads them."""
    quoted = msgspec.json.encode(address)
    for number, json in enumerate(chain.from_iterable(indexed.files), start=1):
        yield f"{address}/search-{number}.js", b"gongkaiSearch.text(%s,%d,%s);\n" % (quoted, number, json)
