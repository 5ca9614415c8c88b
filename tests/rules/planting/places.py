"""Where in a text something may be planted without breaking anything else: sentences that nothing else speaks of."""

import re
from random import Random

from gongkai.outline import Section
from gongkai.rules import Case
from gongkai.rules.figures.closure import clauses
from gongkai.rules.language.numbering import sequences
from gongkai.rules.registry import once
from rules.planting.kinds import pick

_SENTENCE = re.compile(r"(?<=[。\n])[\u4e00-\u9fff，、；]{24,}。")
_HAN = re.compile("[\u4e00-\u9fff]")


@once
def sentences(case: Case) -> tuple[tuple[int, int], ...]:
    """Start and end of the sentences of running text, full stop included, that hold no number, title or name that the data has."""
    names = _names(case)
    titles = [(section.start, section.title_end) for section in case.outline.sections]
    return tuple(
        match.span()
        for match in _SENTENCE.finditer(case.scheme.text)
        if not any(name in match[0] for name in names) and not any(start < match.end() and match.start() < end for start, end in titles)
    )


def _names(case: Case) -> set[str]:
    names = {component.name for _, component, _ in case.components}
    names |= {unit.name for unit in case.agency.units} | {alias for unit in case.agency.units for alias in unit.aliases}
    return names | {case.agency.name, *case.agency.short_names, "附件", "小组", "组长", "总分", "部分", "方案"}


def sentence(case: Case, random: Random) -> tuple[int, int]:
    """Any of these sentences."""
    return pick(random, sentences(case))


def inside(case: Case, random: Random, *, within: tuple[int, int] | None = None) -> int:
    """A place between two characters of a word or phrase, at least two characters from any mark."""
    start, end = within or sentence(case, random)
    text = case.scheme.text
    return pick(random, [at for at in range(start + 2, end - 2) if all(map(_HAN.match, text[at - 2 : at + 2]))])


def phrase(case: Case, random: Random) -> tuple[int, int]:
    """Start and end of four to eight characters between two marks of a sentence."""
    start, end = sentence(case, random)
    phrases = [match.span() for match in re.finditer("[\u4e00-\u9fff]{8,}", case.scheme.text[start:end])]
    first, last = pick(random, phrases)
    length = random.randint(4, 6)
    at = start + random.randint(first + 1, last - length - 1)
    return at, at + length


def mark(case: Case, random: Random, marks: str) -> int:
    """Where one of these marks stands in one of these sentences."""
    text = case.scheme.text
    return pick(random, [at for start, end in sentences(case) for at in range(start, end) if text[at] in marks])


def after(case: Case, random: Random) -> int:
    """Where one more sentence may begin."""
    return sentence(case, random)[1]


def siblings(case: Case, styles: tuple[int, ...], least: int = 2) -> list[tuple[Section, ...]]:
    """The headings of each list of these styles, at the start of lines, that no clause of the data names."""
    cited = {clause for _, clause in clauses(case)}
    found = [each for each in sequences(case) if each[0].style in styles and not each[0].inline and len(each) >= least]
    return [each for each in found if not any(clause.startswith(section.clause) for section in each for clause in cited)]
