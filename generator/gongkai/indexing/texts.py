"""A scheme's passages → the files in which the browser finds what it shows: small ones, so that a first screen of hits loads little.

First come those of the heads (indicators, headings, people), then prose, then the table; each says what its scheme is called.
"""

from collections.abc import Iterable, Iterator

import msgspec

from gongkai.indexing.passages import Run, Said
from gongkai.periods import chinese_date
from gongkai.rules import Case

LARGEST = 5_000
"""Characters of text from which a file is followed by another."""


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every file says of its scheme; `names` are lines of all it goes by, `validity` is empty while it is 有效."""

    title: str
    number: str
    agency: str
    date: str
    validity: str
    names: str
    demo: bool = False


def text_files(case: Case, said: Said, variants: str) -> tuple[list[bytes], ...]:
    """The JSON of every file (header, `variants` of the scheme, runs of passages): of heads, at least one, of prose and of the table."""
    header = _header(case, said.names)
    groups = (list(_split(said.heads)) or [[]], _split(said.prose), _split((said.table,)))
    return tuple([script_safe(msgspec.json.encode((header, variants, runs))) for runs in group] for group in groups)


def _header(case: Case, names: str) -> Header:
    scheme, notice = case.scheme, case.scheme.notice
    return Header(
        title=scheme.title,
        number=notice.number or "" if notice else "",
        agency=case.agency.name,
        date=chinese_date(notice.signed_on) if notice else "",
        validity="" if scheme.disclosure.validity == "有效" else scheme.disclosure.validity,
        names=names,
        demo=case.region.demo,
    )


def _split(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs in lists of about the largest size, the long ones in parts."""
    group: list[Run] = []
    room = LARGEST
    for run in runs:
        begin = 0
        if not run.flat:
            continue
        for index in range(1, len(run.flat), 2):
            room -= len(run.flat[index])
            if room < 0:
                yield [*group, Run(run.rank, run.page, run.flat[begin : index + 1])]
                group, room, begin = [], LARGEST, index + 1
        if begin < len(run.flat):
            group.append(Run(run.rank, run.page, run.flat[begin:]) if begin else run)
    if group:
        yield group


def script_safe(json: bytes) -> bytes:
    """JSON that scripts before ES2019 read as well: two separators of lines were no characters of a string."""
    return json.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")
