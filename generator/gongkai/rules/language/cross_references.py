"""Family T, references of the text to itself: 本方案第三条第（二）款, 见三（二）2, 上述第（三）项 must lead somewhere (T008)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.document_numbers import occurrences
from gongkai.numerals import CIRCLED, HAN, han_number, han_numeral
from gongkai.outline import Outline, Section
from gongkai.rules.registry import Case, finding, related, rule

_BRACKETED = rf"[（(](?:[{HAN}]{{1,3}}|\d{{1,2}})[）)]"
_ADDRESS = re.compile(
    rf"[第{HAN}](?:(?<=第)(?:(?P<item>{_BRACKETED}|[{CIRCLED}])[项款种条类]?|(?P<article>[{HAN}零〇]{{1,6}})(?P<unit>[条章]|部分))"
    rf"|(?<!第)(?P<han>[{HAN}]{{0,2}})、?(?={_BRACKETED}))"
    rf"(?:第?(?P<second>{_BRACKETED})[条款项点目]?)?"
    r"(?:第?(?P<third>\d{1,2})(?:[款项点目条]|(?![\d.．、年月日分%％个项至-])))?"
)
"""第三条第（二）款, 三（二）2 and 第（三）项, each of which is a reference only after the words below."""
_BEFORE_BRACKET = (re.compile(rf"（(?<=[{HAN}、]（)"), re.compile(rf"\((?<=[{HAN}、]\()"))
"""Brackets that may follow a chapter's numeral; what begins with a literal is found many times as fast as what begins with a set."""
_OWN = r"本(?:工作|实施|考[评核]|绩效|管理)*(?:方案|办法|细则)"
_LEADS = {
    "article": re.compile(rf"(?:{_OWN}(?:正文|中|的)*|(?<!》)[详参]?见)$"),
    "han": re.compile(rf"(?:{_OWN}|(?<!》)(?:[详参]?见|按照?|依照|根据))$"),
    "item": re.compile(r"(?:[上前]述|以上|上列|前款|本[条款])(?:所列|规定|中|的)*$"),
}
"""What stands before a reference to this very text, by the group of its first step; never 《某办法》第三条."""


@rule("T008", "dangling-reference", "引用的条款不存在", Severity.ERROR, Basis.CONSISTENCY, "正文引用自己的条款，应当能在正文中找到")
def dangling_reference(case: Case) -> Iterator[Finding]:
    """A clause of this text that the text itself cites and does not have."""
    outline, text = case.outline, case.scheme.text
    clauses = _Clauses(outline)
    for match in _addresses(text):
        kind = "article" if match["article"] else "item" if match["item"] else "han"
        lead = _LEADS[kind].search(text, max(match.start() - 16, 0), match.start())
        # 按照二（一） is an address only where there is a chapter 二
        if lead and (lead[0][-1] not in "照按据" or outline.find(match[0][0] + match["han"])):
            fact, there = clauses.missing_item(match) if kind == "item" else clauses.missing(match)
            if fact:
                yield _finding(outline, lead.start(), match.end(), fact, there)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """What may be a reference, in order and without overlap: at every 第, and where a Han numeral stands before a bracket."""
    numerals = [match.start() for bracket in _BEFORE_BRACKET for match in bracket.finditer(text)]
    end = 0
    for start in sorted([*occurrences(text, "第"), *(_numeral_start(text, at) for at in numerals)]):
        match = _ADDRESS.match(text, max(start, end))
        if match:
            yield match
            end = match.end()


def _numeral_start(text: str, end: int) -> int:
    """Where the numeral of at most three characters begins that stands before `end`, with or without 、 after it."""
    end -= text[end - 1] == "、"
    before = text[max(end - 3, 0) : end]
    return end - len(before) + len(before.rstrip(HAN))


def _finding(outline: Outline, start: int, end: int, fact: str, there: Section | None) -> Finding:
    words, section = outline.text[start:end], outline.at(start)
    where = (related(f"{there.clause}：{there.title}", "text", at=(there.start, len(outline.numeral(there)))),) if there else ()
    clause = section.clause if section else ""
    help_ = "请核对条款号；条款有增删的，引用要随着改。"
    return finding("T008", f"正文引用“{words}”，{fact}", "text", at=(start, len(words)), clause=clause, related=where, help=help_)


Missing = tuple[str, Section | None]
"""What is missing, as the rest of a sentence, and the last section reached; an empty sentence: nothing is."""
FOUND: Missing = ("", None)


class _Clauses:
    """The clauses of a text, as references name them."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    @cached_property
    def roots(self) -> list[Section]:
        """The chapters 一、二、三."""
        return [section for section in self.outline.sections if section.level == 1 and section.style == 1]

    @cached_property
    def last_below(self) -> dict[int | None, Section]:
        """The last section directly below each, by index."""
        return {section.parent: section for section in self.outline.sections}

    @cached_property
    def articles(self) -> dict[str, list[int]]:
        """Numbers by unit, where the text has more than one of it."""
        found: dict[str, list[int]] = {}
        for each in self.outline.articles:
            found.setdefault(each.unit, []).append(each.number)
        return {unit: sorted(numbers) for unit, numbers in found.items() if len(numbers) > 1}

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """How often each article's name stands anywhere in the text."""
        return Counter(match[0] for match in re.finditer(rf"第[{HAN}零〇]{{1,6}}(?:[条章]|部分)", self.outline.text))

    def missing(self, match: re.Match[str]) -> Missing:
        """For 第三条第（二）款 and 三（二）2: the first step that leads nowhere."""
        numbers, unit = self.articles.get(match["unit"] or "", []), match["unit"]
        if numbers:
            first, last = han_numeral(numbers[0]), han_numeral(numbers[-1])
            return FOUND if han_number(match["article"]) in numbers else (f"正文只有第{first}{unit}至第{last}{unit}", None)
        chapter = self.outline.find(match["article"] or match[0][0] + match["han"])
        if len(self.roots) < 2:
            return FOUND
        if chapter is None:
            # an article that the text has somewhere inside a paragraph is no chapter of it
            named = self.spoken_of[f"第{match['article']}{unit}"] > 1
            return FOUND if named else (f"正文的标题从“{self.roots[0].clause}”到“{self.roots[-1].clause}”", None)
        return self._missing_below(chapter, match)

    def _missing_below(self, reached: Section, match: re.Match[str]) -> Missing:
        for step in filter(None, (match["second"], match["third"])):
            forms = (step, f"（{step}）", CIRCLED[int(step) - 1 : int(step)]) if step.isdecimal() else (step,)
            found = next((each for form in forms if (each := self.outline.find(reached.clause + form))), None)
            if found is None:
                last = self.last_below.get(self.outline.index(reached))
                fact = f"之下只到“{self.outline.numeral(last)}”" if last else "之下没有编号的条目"
                return f"“{reached.clause}”{fact}", reached
            reached = found
        return FOUND

    @cached_property
    def items(self) -> dict[tuple[int, bool], dict[int, Section]]:
        """The numbered items of each chapter (by its index, -1 without any) in brackets or circled, by number."""
        found: dict[tuple[int, bool], dict[int, Section]] = {}
        chapter = -1
        for index, section in enumerate(self.outline.sections):
            chapter = index if section.parent is None else chapter
            if section.style in (2, 4, 5):
                found.setdefault((chapter, section.style == 5), {}).setdefault(section.number, section)
        return found

    def missing_item(self, match: re.Match[str]) -> Missing:
        """For 上述第（三）项: whether no list of the chapter has it; where there is no list at all, nothing can be said."""
        chapter = self.outline.at(match.start())
        while chapter is not None and chapter.parent is not None:
            chapter = self.outline.sections[chapter.parent]
        item = match["item"].strip("（()）")
        circled = item in CIRCLED
        number = CIRCLED.index(item) + 1 if circled else int(item) if item.isdecimal() else han_number(item)
        listed = self.items.get((self.outline.index(chapter) if chapter else -1, circled), {})
        if len(listed) < 2 or number in listed:
            return FOUND
        last = listed[max(listed)]
        return f"所在部分所列只到“{self.outline.numeral(last)}”", last
