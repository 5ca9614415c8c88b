"""The ledger 载明/实列: every number the text or the data states, beside what the file holds — for the N rules and the report page."""

import re

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.mentions import Mention
from gongkai.rules.countables import Countable, countables
from gongkai.rules.readings import Reading, read_counts
from gongkai.rules.registry import Case, once

MEASURES = {"units": "个", "aspects": "个方面", "parts": "个部分", "cases": "种", "bands": "个", "stages": "个"}


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One stated number: `what` it counts, in Chinese, the `words` that state it (none when only `declared` does), and what is `held`.

    `held` is nothing when the file can't say (附件未随文提供). `offset` counts characters of the text; `clause` is the section there.
    `path` is where the counted things stand in the file, `declared` where the data states the number (empty: nowhere). `owner` is, for rows
    of the table, the id of their component, empty for the whole scheme.
    """

    kind: str
    what: str
    clause: str
    stated: int
    held: int | None
    words: str = ""
    offset: int | None = None
    path: Path = ()
    declared: Path = ()
    owner: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether nothing contradicts the stated number."""
        return self.held is None or self.held == self.stated

    @property
    def unit(self) -> str:
        """The measure word to write after either number."""
        return MEASURES.get(self.kind, "项")


_NOUN = re.compile("[一二三]级指标|内容|情形|等次|阶段|方面")


@once
def ledger(case: Case) -> tuple[Entry, ...]:
    """All entries in the order of the text, then those that only the data states; a number that may count several things is left out."""
    table = countables(case)
    readings = list(read_counts(case, table))
    spoken = {id(reading.countable) for reading in readings}
    silent = (each for each in table if each.declared is not None and id(each) not in spoken)
    return (*(_spoken(case, reading) for reading in readings), *(_silent(each) for each in silent))


def _spoken(case: Case, reading: Reading) -> Entry:
    mention, counted = reading.mention, reading.countable
    section = case.outline.at(mention.start)
    return Entry(
        kind=counted.kind,
        what=counted.what,
        clause=section.clause if section else "",
        stated=reading.stated,
        held=counted.held,
        words=_words(case, mention),
        offset=mention.start,
        path=counted.path,
        declared=counted.declared_path if counted.declared == reading.stated else (),
        owner=counted.owner,
    )


def _silent(counted: Countable) -> Entry:
    return Entry(
        kind=counted.kind,
        what=counted.what,
        clause=counted.clause,
        stated=counted.declared or 0,
        held=counted.held,
        path=counted.path,
        declared=counted.declared_path,
        owner=counted.owner,
    )


def _words(case: Case, mention: Mention) -> str:
    """The number as written with the noun beside it, for the reader to recognise it."""
    text = case.scheme.text
    noun = _NOUN.match(text, mention.end)
    return mention.words + noun[0] if noun else mention.words
