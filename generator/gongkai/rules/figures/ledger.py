"""The ledger 载明/实列: every number the text or the data states, beside what the file holds — for the N rules and the report page."""

import re
from decimal import Decimal

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.mentions import Mention, phrase_before
from gongkai.rules.figures.countables import Countable, countables
from gongkai.rules.figures.limits import limits
from gongkai.rules.figures.readings import MOST_NUMBERS, Reading, read_counts
from gongkai.rules.figures.statements import Statement
from gongkai.rules.figures.thresholds import thresholds
from gongkai.rules.figures.weights import weights
from gongkai.rules.registry import Case, once
from gongkai.scoring import points

MEASURES = {"units": "个", "aspects": "个方面", "parts": "个部分", "cases": "种", "bands": "个", "stages": "个"}


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One stated number: `what` it counts, in Chinese, the `words` that state it (none when only `declared` does), and what is `held`.

    `held` is nothing when the file can't say (附件未随文提供), or when nothing in it is the number's counterpart (kind `other`). `offset`
    counts characters of the text; `clause` is the section there. `path` is where the counterpart stands in the file, `declared` where the
    data states the number as the text's (empty: nowhere). `owner` is, for rows of the table, the id of their component, empty for the whole
    scheme; `measure` is the measure word of numbers that count no things.
    """

    kind: str
    what: str
    clause: str
    stated: Decimal | int
    held: Decimal | int | None
    words: str = ""
    offset: int | None = None
    path: Path = ()
    declared: Path = ()
    owner: str | None = None
    measure: str = ""

    @property
    def agrees(self) -> bool:
        """Whether nothing contradicts the stated number."""
        return self.held is None or self.held == self.stated

    @property
    def unit(self) -> str:
        """The measure word to write after either number."""
        return self.measure or MEASURES.get(self.kind, "项")

    @property
    def is_of_table(self) -> bool:
        """Whether the 绩效目标考评表 would hold what is counted."""
        return self.kind.startswith("level")

    def written(self, number: Decimal | int) -> str:
        """One of the two numbers as a person writes it; a per cent with its sign."""
        return points(Decimal(number)) + ("%" if self.measure == "%" else "")


_NOUN = re.compile("[一二三]级指标|内容|情形|等次|阶段|方面")


@once
def ledger(case: Case) -> tuple[Entry, ...]:
    """Every number of the text in its order, then those that only the data states."""
    found = [*counts(case), *(_weighed(case, each) for each in (*weights(case), *thresholds(case), *limits(case)))]
    known = {entry.offset for entry in found}
    found += (_other(case, mention) for mention in case.mentions[:MOST_NUMBERS] if mention.start not in known)
    return tuple(sorted(found, key=lambda entry: len(case.scheme.text) if entry.offset is None else entry.offset))


def _weighed(case: Case, each: Statement) -> Entry:
    held = None if each.held is None else each.stated if each.agrees else round(each.held, 4)
    return Entry(
        kind=each.kind,
        what=each.what,
        clause=_clause(case, each.mention),
        stated=each.stated,
        held=held,
        words=each.mention.words,
        offset=each.mention.start,
        path=each.path,
        measure=each.mention.unit,
    )


def _other(case: Case, mention: Mention) -> Entry:
    """A number that nothing in the data is the counterpart of, with the words before it."""
    before = phrase_before(case.scheme.text, mention).lstrip("（(）)“” 　")
    return Entry(
        kind="other",
        what=f"“{before[-16:]}{mention.words}”",
        clause=_clause(case, mention),
        stated=mention.value,
        held=None,
        words=mention.words,
        offset=mention.start,
        measure=mention.unit,
    )


def _clause(case: Case, mention: Mention) -> str:
    section = case.outline.at(mention.start)
    return section.clause if section else ""


@once
def counts(case: Case) -> tuple[Entry, ...]:
    """The numbers of things, in the order of the text, then those that only the data states; one that may count several is left out."""
    table = countables(case)
    readings = list(read_counts(case, table))
    spoken = {id(reading.countable) for reading in readings}
    silent = (each for each in table if each.declared is not None and id(each) not in spoken)
    return (*(_spoken(case, reading) for reading in readings), *(_silent(each) for each in silent))


def _spoken(case: Case, reading: Reading) -> Entry:
    mention, counted = reading.mention, reading.countable
    return Entry(
        kind=counted.kind,
        what=counted.what,
        clause=_clause(case, mention),
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
