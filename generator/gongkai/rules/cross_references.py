"""Family T, references of the text to itself: 本方案第三条第（二）款, 见三（二）2, 上述第（三）项 must lead somewhere (T008)."""

import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.outline import CIRCLED, HAN, Outline, Section, han_number, han_numeral
from gongkai.rules.registry import Case, finding, related, rule

_BRACKETED = rf"[（(](?:[{HAN}]{{1,3}}|\d{{1,2}})[）)]"
_ADDRESS = re.compile(
    rf"[第{HAN}](?:(?<=第)(?:(?P<item>{_BRACKETED}|[{CIRCLED}])[项款种条类]?|(?P<article>[{HAN}零〇]{{1,6}})(?P<unit>[条章]|部分))"
    rf"|(?<!第)(?P<han>[{HAN}]{{0,2}})、?(?={_BRACKETED}))"
    rf"(?:第?(?P<second>{_BRACKETED})[条款项点目]?)?"
    r"(?:第?(?P<third>\d{1,2})(?:[款项点目条]|(?![\d.．、年月日分%％个项至-])))?"
)
"""第三条第（二）款, 三（二）2 and 第（三）项, each of which is a reference only after the words below."""
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
    for match in _ADDRESS.finditer(text):
        kind = "article" if match["article"] else "item" if match["item"] else "han"
        lead = _LEADS[kind].search(text, max(match.start() - 16, 0), match.start())
        # 按照二（一） is an address only where there is a chapter 二
        if lead and (lead[0][-1] not in "照按据" or outline.find(match[0][0] + match["han"])):
            missing = (
                _missing_item(outline, match) if kind == "item" else _missing_article(outline, match) or _missing_section(outline, match)
            )
            yield from _finding(outline, lead.start(), match, missing)


def _finding(outline: Outline, start: int, match: re.Match[str], missing: tuple[str, Section | None] | None) -> Iterator[Finding]:
    if missing and missing[0]:
        fact, there = missing
        words = outline.text[start : match.end()]
        at, section = (start, len(words)), outline.at(start)
        where = (related(f"{there.clause}：{there.title}", "text", at=(there.start, len(outline.numeral(there)))),) if there else ()
        message = f"正文引用“{words}”，{fact}"
        clause = section.clause if section else ""
        yield finding("T008", message, "text", at=at, clause=clause, related=where, help="请核对条款号；条款有增删的，引用要随着改。")


def _missing_clause(outline: Outline, match: re.Match[str]) -> tuple[str, Section | None] | None:
    return _missing_article(outline, match) or _missing_section(outline, match)


def _missing_article(outline: Outline, match: re.Match[str]) -> tuple[str, None] | None:
    """For a text in articles: what is missing, with an empty sentence where nothing is; nothing for other texts and other units."""
    numbers = [each.number for each in outline.articles if each.unit == match["unit"]]
    if not match["article"] or len(numbers) < 2:
        return None
    there = han_number(match["article"]) in numbers
    return "" if there else f"正文只有第{han_numeral(min(numbers))}{match['unit']}至第{han_numeral(max(numbers))}{match['unit']}", None


def _missing_section(outline: Outline, match: re.Match[str]) -> tuple[str, Section | None] | None:
    """The first step of the address that leads nowhere, as a sentence, with the section reached before it."""
    roots = [section for section in outline.sections if section.level == 1 and section.style == 1]
    first = match["article"] or match[0][0] + match["han"]
    if len(roots) < 2:
        return None
    chapter = outline.find(first)
    if chapter is None:
        # an article that the text has somewhere inside a paragraph is no chapter of it
        if outline.text.count(f"第{match['article']}{match['unit']}") > 1:
            return None
        return f"正文的标题从“{roots[0].clause}”到“{roots[-1].clause}”", None
    reached = chapter
    for step in filter(None, (match["second"], match["third"])):
        forms = (step, f"（{step}）", CIRCLED[int(step) - 1 : int(step)]) if step.isdecimal() else (step,)
        found = next((each for form in forms if (each := outline.find(reached.clause + form))), None)
        if found is None:
            return _below(outline, reached), reached
        reached = found
    return None


def _below(outline: Outline, section: Section) -> str:
    inside = [each for each in outline.sections if each.parent is not None and outline.sections[each.parent] is section]
    if not inside:
        return f"“{section.clause}”之下没有编号的条目"
    return f"“{section.clause}”之下只有“{outline.numeral(inside[0])}”至“{outline.numeral(inside[-1])}”"


def _missing_item(outline: Outline, match: re.Match[str]) -> tuple[str, Section | None] | None:
    """Whether no list of the chapter so far has the item; where there is no list at all, nothing can be said."""
    chapter = outline.at(match.start())
    while chapter is not None and chapter.parent is not None:
        chapter = outline.sections[chapter.parent]
    styles = (5,) if match["item"] in CIRCLED else (2, 4)
    before = [each for each in outline.sections if each.style in styles and each.start < match.start()]
    lists = [each for each in before if chapter is None or each.start >= chapter.start]
    item = match["item"].strip("（()）")
    number = CIRCLED.index(item) + 1 if item in CIRCLED else int(item) if item.isdecimal() else han_number(item)
    if len(lists) < 2 or any(each.number == number for each in lists):
        return None
    last = max(lists, key=lambda each: each.number)
    return f"前面所列只到“{outline.numeral(last)}”", last
