"""Family T, the numbering of the text: headings count on without a gap, levels follow the standard, one sequence has one form."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.numerals import CIRCLED, HAN, han_number, han_numeral
from gongkai.outline import Outline, Section
from gongkai.rules.registry import Case, finding, once, related, rule

_HELP = "请核对是编号有误，还是漏了内容。"


@once
def sequences(case: Case) -> tuple[tuple[Section, ...], ...]:
    """The headings that count on from each other: siblings of one style; a list that begins anew at one is a sequence of its own."""
    done: list[tuple[Section, ...]] = []
    open_: dict[tuple[int | None, int], list[Section]] = {}
    for section in case.outline.sections:
        known = open_.setdefault((section.parent, section.style), [])
        if known and section.number == 1:
            done.append(tuple(known))
            known.clear()
        known.append(section)
    return (*done, *map(tuple, open_.values()))


@rule("T001", "heading-sequence", "标题序号不连续", Severity.WARNING, Basis.CONSISTENCY, "同一层标题的序号应当依次相接，不缺号、不重号")
def heading_sequence(case: Case) -> Iterator[Finding]:
    """A number skipped, repeated or going back; headings whose levels are in disorder are left to T002."""
    disordered = {parent for parent, _, _ in _inversions(case)}
    for sequence in sequences(case):
        numbers = [section.number for section in sequence]
        if numbers != list(range(1, len(numbers) + 1)) and not _is_below(case.outline, sequence[0], disordered):
            yield from _breaks(case.outline, sequence)
    orderly = [each for each in sequences(case) if not _is_below(case.outline, each[0], disordered)] if disordered else sequences(case)
    yield from _restarts(case.outline, orderly)
    yield from _articles(case.outline)
    if "一是" in case.scheme.text:
        yield from _series(case.outline)


def _is_below(outline: Outline, section: Section, parents: set[int | None]) -> bool:
    index = section.parent
    while parents and index is not None and index not in parents:
        index = outline.sections[index].parent
    return index in parents


def faults(numbers: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """Where numbers that should run 1, 2, 3 … do not: index, kind (`gap`, `wrong`, `swapped`, `again`), and the number expected there."""
    expected, index = 1, 0
    while index < len(numbers):
        number, following = numbers[index], numbers[index + 1] if index + 1 < len(numbers) else None
        if number == expected:
            expected += 1
        elif following == expected + 1 or (following is None and number < expected):
            yield index, "wrong", expected
            expected += 1
        elif following == expected:
            yield index, "swapped" if number > expected else "again", expected
            index, expected = (index + 1, number + 1) if number == expected + 1 else (index, expected)
        else:
            yield index, "gap" if number > expected else "again", expected
            expected = number + 1
        index += 1


def _breaks(outline: Outline, sequence: Sequence[Section]) -> Iterator[Finding]:
    for index, kind, expected in faults([section.number for section in sequence]):
        section, before = sequence[index], sequence[index - 1] if index else None
        if kind == "gap" and _is_written_before(outline, section, before, expected):
            continue
        message = _sentence(outline, section, before, kind, expected)
        where = (related(f"前一个序号“{_bare(outline.numeral(before))}”", "text", at=_numeral_at(outline, before)),) if before else ()
        yield finding("T001", message, "text", at=_numeral_at(outline, section), clause=section.clause, related=where, help=_HELP)


def _sentence(outline: Outline, section: Section, before: Section | None, kind: str, expected: int) -> str:
    written = outline.numeral(section)
    own, wanted = _bare(written), _bare(numeral_like(written, expected))
    if before is None:
        parent = f"“{outline.sections[section.parent].clause}”之下" if section.parent is not None else "正文"
        return f"{parent}的序号从“{own}”开始，前面没有“{_bare(numeral_like(written, 1))}”"
    last = _bare(outline.numeral(before))
    if kind == "swapped":
        return f"序号“{own}”排在“{wanted}”的前面"
    if kind == "gap":
        upto = "”“".join(_bare(numeral_like(written, number)) for number in range(expected, min(section.number, expected + 5)))
        return f"序号“{last}”之后是“{own}”，缺少“{upto}”"
    return f"序号“{last}”之后又写作“{own}”，按顺序应为“{wanted}”" if kind == "wrong" else f"序号“{last}”之后又回到“{own}”"


def _is_written_before(outline: Outline, section: Section, before: Section | None, missing: int) -> bool:
    """Whether the missing numeral stands inside the text before, where no heading is looked for: 一、对象 1.机关 …"""
    parent = outline.sections[section.parent].start if section.parent is not None else 0
    region = outline.text[before.start + 1 if before else parent : section.start]
    numeral = re.escape(_bare(numeral_like(outline.numeral(section), missing)))
    return re.search(rf"(?<![\d{HAN}]){numeral}" + ("[、.．,，)）](?!\\d)" if section.style in (1, 3) else ""), region) is not None


def numeral_like(written: str, number: int) -> str:
    """A numeral in the form of another: 3 like `（一）` is `（三）`."""
    if written in CIRCLED:
        return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)
    return re.sub(rf"\d+|[{HAN}]+", str(number) if re.search(r"\d", written) else han_numeral(number), written, count=1)


def _bare(written: str) -> str:
    """A numeral without the comma or point after it, brackets kept."""
    return written.rstrip("、.．")


def _numeral_at(outline: Outline, section: Section) -> tuple[int, int]:
    return section.start, len(outline.numeral(section))


def _restarts(outline: Outline, found: Sequence[Sequence[Section]]) -> Iterator[Finding]:
    """A list that begins anew directly below a numbered line of another, with nothing between to announce it."""
    last: dict[tuple[int | None, int], Section] = {}
    for sequence in sorted(found, key=lambda each: each[0].start):
        first = sequence[0]
        before = last.get((first.parent, first.style))
        last[first.parent, first.style] = sequence[-1]
        if before is None or first.number != 1 or not _goes_on(outline, before, first):
            continue
        message = f"序号“{_bare(outline.numeral(before))}”之后又从“{_bare(outline.numeral(first))}”编起"
        where = (related("前一个序号", "text", at=_numeral_at(outline, before)),)
        yield finding("T001", message, "text", at=_numeral_at(outline, first), clause=first.clause, related=where, help=_HELP)


def _goes_on(outline: Outline, before: Section, first: Section) -> bool:
    """Whether a heading numbered one stands where the next of the list before it belongs."""
    if first.inline:
        return outline.text[first.start - 1] in "；;" and "\n" not in outline.text[before.start : first.start]
    return _is_numbered(outline, first.start)


def _is_numbered(outline: Outline, start: int) -> bool:
    """Whether the line before, blank ones passed over, begins with a heading's numeral and announces no list."""
    text = outline.text
    end = text.rfind("\n", 0, start)
    while end > 0 and not (line := text[text.rfind("\n", 0, end) + 1 : end]).strip():
        end -= len(line) + 1
    line = text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]
    return outline.heads_line(end - len(line.lstrip())) and not line.rstrip().endswith(("：", ":"))


def _articles(outline: Outline) -> Iterator[Finding]:
    """第一条 … and 第一章 …, where the text is a regulation from its first article on."""
    for unit in "章条":
        found = [each for each in outline.articles if each.unit == unit]
        if len(found) < 2 or found[0].number != 1:
            continue
        for index, _, expected in faults([each.number for each in found]):
            each, before = found[index], found[index - 1]
            message = f"“{before.words}”之后是“{each.words}”，按顺序应为“第{han_numeral(expected)}{unit}”"
            where = (related(f"前一个“{before.words}”", "text", at=(before.start, len(before.words))),)
            yield finding("T001", message, "text", at=(each.start, len(each.words)), related=where, help=_HELP)


_ITEM = re.compile(rf"(?:^|[\n。；;：:，,])[ 　]*([{HAN}]{{1,2}})是")


def _series(outline: Outline) -> Iterator[Finding]:
    """一是…二是…三是… inside one section."""
    series: list[tuple[int, int, Section | None]] = []
    found = [(han_number(m[1]), m.start(1), outline.at(m.start(1))) for m in _ITEM.finditer(outline.text)]
    for each in [*found, (1, len(outline.text), None)]:
        if each[0] != 1 and series and each[2] is series[0][2]:
            series.append(each)
            continue
        for index, _, expected in faults([number for number, _, _ in series]):
            number, start, section = series[index]
            message = f"“{han_numeral(series[index - 1][0])}是”之后是“{han_numeral(number)}是”，按顺序应为“{han_numeral(expected)}是”"
            yield finding("T001", message, "text", at=(start, 2), clause=section.clause if section else "", help=_HELP)
        series = [each] if each[0] == 1 else []


@rule(
    "T002",
    "heading-level",
    "标题层次颠倒或越级",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.3：结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注",
)
def heading_level(case: Case) -> Iterator[Finding]:
    """A lower level's numeral above a higher one's, or （1） directly under 一、 or （一）; 1. directly under 一、 is usual."""
    outline = case.outline
    for _, outer, inner in _inversions(case):
        message = f"“{_bare(outline.numeral(outer))}”之下用了“{_bare(outline.numeral(inner))}”，层次颠倒"
        where = (related("上一层的序号", "text", at=_numeral_at(outline, outer)),)
        hint = "请按“一、”“（一）”“1.”“（1）”的次序编写。"
        yield finding("T002", message, "text", at=_numeral_at(outline, inner), clause=inner.clause, related=where, help=hint)
    skips = [each for each in sequences(case) if len(each) > 1 and _skips(outline, each)]
    if skips:
        first = skips[0][0]
        above = outline.sections[first.parent or 0]
        more = f"，这样的地方共 {len(skips)} 处" if len(skips) > 1 else ""
        message = f"“{_bare(outline.numeral(above))}”之下直接用“{_bare(outline.numeral(first))}”，中间没有“1.”一层{more}"
        hint = "请改用“1.”；层次只有两层的，可以用“一、”和“1.”。"
        yield finding("T002", message, "text", at=_numeral_at(outline, first), clause=first.clause, help=hint)


def _skips(outline: Outline, sequence: Sequence[Section]) -> bool:
    first = sequence[0]
    return first.style == 4 and not first.inline and first.parent is not None and outline.sections[first.parent].style < 3


@once
def _inversions(case: Case) -> tuple[tuple[int | None, Section, Section], ...]:
    """Where a sequence stands inside one of a higher style: （1） 1. 2. （2）. The parent of all, the outer heading, the inner one."""
    sections, found = case.outline.sections, dict[int | None, tuple[int | None, Section, Section]]()
    strays = [each[0] for each in sequences(case) if each[0].number > 1 and each[0].parent is not None and not each[0].inline]
    if not strays:
        return ()
    known = {(each.parent, each.style, each.number): each for each in sections}
    begins = {section.start: sequence[0] for sequence in sequences(case) for section in sequence}
    for first in strays:
        around = sections[first.parent or 0]
        outer = known.get((around.parent, first.style, first.number - 1))
        if outer is not None and outer.start < around.start:
            found.setdefault(around.parent, (around.parent, outer, begins[around.start]))
    return tuple(found.values())


@rule("T003", "mixed-numerals", "同一层序号的写法不一", Severity.WARNING, Basis.CONSISTENCY, "同一层标题的序号应当用同一种数字、括号和标点")
def mixed_numerals(case: Case) -> Iterator[Finding]:
    """（三） then （4）, （一） then (二), 1. then 2、: each that differs from the standard's form, or else from the most usual."""
    for sequence in sequences(case):
        if len(sequence) < 2 or sequence[0].style in (1, 5):
            continue
        written = [case.outline.numeral(section) for section in sequence]
        forms = [_form(each) for each in written]
        if len(set(forms)) > 1:
            usual = max(forms, key=lambda form: (form in _STANDARD, forms.count(form)))
            model = forms.index(usual)
            for section, own, form in zip(sequence, written, forms, strict=True):
                if form != usual:
                    yield _mixed(case.outline, section, own, sequence[model])


_STANDARD = ("（一）", "（1）", "1.")


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def _form(written: str) -> str:
    """A numeral with its number left out, the kind of its digits kept: `（一）`, `(1)`, `1、`, `１．`."""
    opening = written[0] if written[0] in "（(" else ""
    digit = written[len(opening)]
    return opening + ("一" if digit in HAN else "1" if digit.isascii() else "１") + written[-1]


def _mixed(outline: Outline, section: Section, own: str, model: Section) -> Finding:
    like = outline.numeral(model)
    right = numeral_like(like, section.number)
    message = f"序号写作“{own}”，同一层有的写作“{like}”"
    where = (related(f"“{like}”", "text", at=_numeral_at(outline, model)),)
    help_, at = f"请改为“{right}”。", _numeral_at(outline, section)
    return finding("T003", message, "text", at=at, clause=section.clause, related=where, help=help_, replacement=right)


@rule(
    "T004",
    "numeral-mark",
    "序号后的标点多余或有误",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 附录B：带括号的序次语后面不用点号，不带括号的汉字数字后用顿号",
)
def numeral_mark(case: Case) -> Iterator[Finding]:
    """（一）、 and ①. with a mark too many, 一. with the wrong one."""
    text = case.scheme.text
    for section in case.outline.sections:
        mark, end = text[section.title_start : section.title_start + 1], section.title_start
        if section.style in (2, 4, 5) and mark and mark in "、.．，,":
            wrong, right = text[section.start : end + 1], text[section.start : end]
            message = f"序号写作“{wrong}”，带括号或者带圈的序号后面不用“{mark}”"
        elif section.style == 1 and "、" not in (wrong := case.outline.numeral(section)):
            right = _bare(wrong) + "、"
            message = f"序号写作“{wrong}”，汉字数字后面应当用顿号"
        else:
            continue
        at = (section.start, len(wrong))
        yield finding("T004", message, "text", at=at, clause=section.clause, help=f"请改为“{right}”。", replacement=right)


@rule(
    "T005",
    "arabic-comma",
    "阿拉伯数字序号后用了顿号",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.3：结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注",
)
def arabic_comma(case: Case) -> Iterator[Finding]:
    """1、 where the standard writes 1. — said once for the whole text; where both stand in one sequence, T003 says so."""
    numeral = case.outline.numeral
    lists = [each for each in sequences(case) if each[0].style == 3 and all(numeral(section).endswith("、") for section in each)]
    if lists:
        first = lists[0][0]
        message = f"序号写作“{numeral(first)}”，标准的写法是“{_bare(numeral(first))}.”，全文共 {sum(map(len, lists))} 处"
        at = _numeral_at(case.outline, first)
        yield finding("T005", message, "text", at=at, clause=first.clause, help="可以一并改为阿拉伯数字加下脚点。")
