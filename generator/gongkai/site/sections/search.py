"""The search: its page, the list of schemes, and the index in shards, of which a query loads those of its characters."""

from collections.abc import Sequence
from pathlib import Path

from gongkai.indexing.blocks import block, shard_count
from gongkai.indexing.folding import variant_pairs
from gongkai.indexing.listing import Entry, blocks, listing
from gongkai.indexing.pairs import Pairs
from gongkai.indexing.scheme import index_scheme, scripts
from gongkai.site.cache import digest
from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.site.sections.search_memory import forget, keep_blocks, read_blocks, read_pairs
from gongkai.views.overview.search import FOLDER, search_page
from gongkai.views.subject import Subject

NOTE = Entry


def note(subject: Subject) -> Entry:
    """What the list of schemes says of one, and the digest of its pairs; these themselves stand in a file of its agency."""
    scheme, indexed = subject.case.scheme, index_scheme(subject.case)
    return Entry(
        address=subject.address,
        region=subject.case.region.name,
        year=scheme.year,
        demo=subject.case.region.demo,
        withdrawn=scheme.disclosure.validity != "有效",
        files=tuple(map(len, indexed.files)),
        digest=indexed.pairs.digest,
    )


def print_texts(press: Press, subject: Subject) -> Pairs:
    """Put a scheme's own files in place, which are its agency's: its pairs."""
    indexed = index_scheme(subject.case)
    for address, content in scripts(subject.address, indexed):
        press.put(address, content)
    return indexed.pairs


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the page and everything that its script loads beside the schemes' own files."""
    entries = sorted(read_notes(notes, Entry), key=lambda each: each.address.split("/"))
    shards = shard_count(len(entries))
    press.print([search_page()], edition.footer)
    press.put(f"{FOLDER}/schemes.js", b"gongkaiSearch.schemes(%s);\n" % listing(entries, shards))
    pairs = "".join(char + form for char, form in sorted(variant_pairs().items()))
    press.put(f"{FOLDER}/variants.js", f'gongkaiSearch.variants("{pairs}");\n'.encode())
    parts = _blocks(entries, shards, edition.pairs)
    for number in range(shards):
        index = b",".join(part[number] for part in parts)
        press.put(f"{FOLDER}/index-{number}.js", b"gongkaiSearch.index(%d,[%s]);\n" % (number, index))
    forget(edition.pairs, notes)


def _blocks(entries: Sequence[Entry], shards: int, folder: Path) -> list[list[bytes]]:
    """Every block's part of every shard; only blocks in which something changed are merged again."""
    known, kept = read_blocks(folder), {}
    read: dict[str, dict[str, Pairs]] = {}
    for group in blocks(entries):
        key = digest(b"%d" % shards, *(part for each in group for part in (each.address.encode(), each.digest)))
        kept[key] = known.get(key) or block([_pairs(each.address, folder, read) for each in group], shards)
    if kept.keys() != known.keys():
        keep_blocks(folder, kept)
    return list(kept.values())


def _pairs(address: str, folder: Path, read: dict[str, dict[str, Pairs]]) -> Pairs:
    """The pairs of a scheme; `read` holds the agency whose file was read last."""
    agency = address.rpartition("/")[0]
    if agency not in read:
        read.clear()
        read[agency] = read_pairs(folder, agency)
    return read[agency][address]
