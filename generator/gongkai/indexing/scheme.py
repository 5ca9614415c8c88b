"""One scheme → all that the search needs of it, made once however many ask: its files for the browser and its pairs for the index."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from gongkai.indexing.pairs import Pairs, scheme_pairs
from gongkai.indexing.passages import said
from gongkai.indexing.texts import Header, text_files
from gongkai.rules import Case
from gongkai.rules.registry import once


class Indexed(Struct, frozen=True):
    """`header` is what every file says, `files` are their contents in JSON, the heads first."""

    header: Header
    files: list[bytes]
    pairs: Pairs


@once
def index_scheme(case: Case) -> Indexed:
    """Everything of one scheme."""
    words = said(case)
    pairs, variants = scheme_pairs(words)
    header, files = text_files(case, words, variants)
    return Indexed(header, files, pairs)


def scripts(address: str, indexed: Indexed) -> Iterator[tuple[str, bytes]]:
    """The files of the scheme of that address: their addresses and contents, which hand themselves to the page that loads them."""
    quoted = msgspec.json.encode(address)
    for number, json in enumerate(indexed.files, start=1):
        yield f"{address}/search-{number}.js", b"gongkaiSearch.text(%s,%d,%s);\n" % (quoted, number, json)
