"""Family T, punctuation: half-width marks beside Chinese characters, marks doubled or out of place, ellipses, dashes, enumerations.

Each rule judges the spots that `suspects` found by the characters around them.
"""

import re
from collections.abc import Iterable, Iterator

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.outline import Section
from gongkai.rules.expressions import late
from gongkai.rules.language.suspects import BLANK, CHINESE, at_chars
from gongkai.rules.language.wording import around, capped, fault, quoted
from gongkai.rules.registry import Case, related, rule

_STOPS = "，。、；："
_WIDE = dict(zip(",;:?!.", "，；：？！。", strict=True))
_CHINESE = late(f"[{CHINESE}]")
_BLANKS = late(f"[{BLANK}]*")
_NO_STOP = late(r"&#?\w{1,8}$|(?:^|\n|第)[一二三四五六七八九十]{1,3}$")
"""Before a mark that ends no phrase: &nbsp; and the numerals of headings."""
_ORDINAL = late(r"(?:^|[。；：\n])[ \u3000]*((?:第[一二三四五六七八九十]|首先|其次|再次|最后|其[一二三四]))$")
_DOTS = late(r"…+|。{3,}|\.{3,}|·{3,}")


@rule(
    "T020",
    "half-width-mark",
    "汉字旁用了半角标点",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 5.1：句号、逗号、顿号、分号、冒号、问号、叹号各占一个字位置",
)
@capped
def half_width_mark(case: Case) -> Iterator[Finding]:
    """A mark of the keyboard beside Chinese characters, with the blanks typed after it; a point only where it ends a phrase."""
    for spot in at_chars(case, ",;:?!."):
        text, at = spot.text, spot.at
        if _NO_STOP.search(text[max(at - 10, 0) : at]) or (spot.char == "." and "." in text[max(at - 1, 0) : at] + text[at + 1 : at + 2]):
            continue
        after = _end_of_blanks(text, at + 1)
        end = after if _CHINESE.match(text, after) else at + 1
        message = f"{around(text, at, at + 1)}里的“{spot.char}”是半角标点，这里应当用全角的“{_WIDE[spot.char]}”"
        yield fault(case, "T020", spot.path, at, end, message, "请改用中文标点。", _WIDE[spot.char])


def _end_of_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


@rule(
    "T021",
    "doubled-mark",
    "标点重复",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 4.1—4.7：一处停顿用一个点号",
)
@capped
def doubled_mark(case: Case) -> Iterator[Finding]:
    """Two stops one after the other: ，， 。。 、，; which of two different ones is meant, a person must say."""
    for spot in at_chars(case, _STOPS + "？！"):
        text, at = spot.text, spot.at
        second = _end_of_blanks(text, at + 1)
        if text[second : second + 1] not in _WIDE and text[second : second + 1] not in set(_STOPS):
            continue
        mark = _WIDE.get(text[second], text[second])
        if "。。。" in text[max(at - 2, 0) : second + 2] or (spot.char in "？！" and mark not in _STOPS):
            continue
        message = f"{around(text, at, second + 1)}里“{spot.char}”“{mark}”两个点号连用"
        same = spot.char == mark
        advice = "请删去一个。" if same else "请只留一个。"
        yield fault(case, "T021", spot.path, at, second + 1, message, advice, spot.char if same else None)


_OPENING, _CLOSING = "《〈（〔【", "）》〉〕】"


@rule(
    "T022",
    "misplaced-mark",
    "点号的位置不当",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 5.1.1、5.1.3：点号置于相应文字之后，不出现在一行之首；引号、括号、书名号标在相应项目的两端",
)
@capped
def misplaced_mark(case: Case) -> Iterator[Finding]:
    """A stop at the head of a line or after an opening bracket; a comma before a closing one."""
    for spot in at_chars(case, _STOPS):
        text, at = spot.text, spot.at
        before, after = text[at - 1 : at] if at else "\n", text[at + 1 : at + 2]
        if before == "\n":
            where = "在一行的开头"
        elif before in _OPENING and after not in _CLOSING:
            where = f"紧跟在“{before}”后面"
        elif after and after in _CLOSING and spot.char in "，、" and before not in _OPENING:
            where = f"紧靠在“{after}”前面"
        else:
            continue
        message = f"{around(text, at, at + 1)}里的“{spot.char}”{where}，点号应当在文字之后、停顿之处"
        yield fault(case, "T022", spot.path, at, at + 1, message, "请删去这个标点，或者移到应在的位置。")


@rule("T023", "ellipsis-form", "省略号的形式不对", Severity.WARNING, Basis.STANDARD, "GB/T 15834—2011 4.11.2：省略号的形式是“……”")
@capped
def ellipsis_form(case: Case) -> Iterator[Finding]:
    """Three stops, points or middle dots, or half an ellipsis; a leader of many dots in a table of contents is none."""
    for spot in at_chars(case, "…。.·"):
        text, at = spot.text, spot.at
        match = None if text[max(at - 1, 0) : at] == spot.char else _DOTS.match(text, at)
        if not match or len(match[0]) > 6 or match[0] in ("……", "…………"):
            continue
        if not _CHINESE.search(text[max(at - 1, 0) : at] + text[match.end() : match.end() + 1]):
            continue
        message = f"{around(text, at, match.end())}里的省略号写成了“{match[0]}”，应当是六个点的“……”"
        yield fault(case, "T023", spot.path, at, match.end(), message, "请改成“……”。", "……")


@rule("T024", "dash-form", "破折号的形式不对", Severity.WARNING, Basis.STANDARD, "GB/T 15834—2011 4.10.2：破折号的形式是“——”")
@capped
def dash_form(case: Case) -> Iterator[Finding]:
    """Two hyphens between Chinese characters."""
    for spot in at_chars(case, "-－–"):
        text, at = spot.text, spot.at
        two = text[at : at + 2]
        if two in ("--", "－－", "––") and _CHINESE.match(text, at + 2) and text[max(at - 1, 0) : at] != spot.char:
            message = f"{around(text, at, at + 2)}里的破折号写成了“{two}”，应当是“——”"
            yield fault(case, "T024", spot.path, at, at + 2, message, "请改成“——”。", "——")


_CONJUNCTION = late(r"以及|[等和及或]")


@rule(
    "T025",
    "comma-before-conjunction",
    "顿号与“和”“及”“等”重复",
    Severity.NOTE,
    Basis.PRACTICE,
    "并列的最后两项之间用了“和”“及”等连词的，连词前不再用顿号；“等”前也不用顿号",
)
@capped
def comma_before_conjunction(case: Case) -> Iterator[Finding]:
    """A 、 directly before 和, 及, 或, 以及 or 等; 与 is more often a preposition (与甲协调、与乙衔接)."""
    for spot in at_chars(case, "、"):
        match = _CONJUNCTION.match(spot.text, spot.at + 1)
        if match:
            message = f"{around(spot.text, spot.at, match.end())}里“{match[0]}”的前面已经不需要顿号"
            yield fault(case, "T025", spot.path, spot.at, spot.at + 1, message, "请删去顿号。", "")


@rule(
    "T026",
    "comma-between-quotes",
    "并列的引号、书名号之间用了顿号",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 15834—2011 4.5.3.5：标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号",
)
def comma_between_quotes(case: Case) -> Iterator[Finding]:
    """“甲”、“乙”: once for the whole scheme, for the standard only says 通常."""
    between = [
        s for s in at_chars(case, "、") if s.text[max(s.at - 1, 0) : s.at] in ("”", "》") and s.text[s.at + 1 : s.at + 2] in ("“", "《")
    ]
    if between:
        first, times = between[0], len(between)
        marks = "引号" if first.text[first.at - 1] == "”" else "书名号"
        where = f"等 {times} 处的" if times > 1 else "的"
        message = f"{quoted(_beside(first.text, first.at))}{where}并列成分已经由{marks}分隔，之间又用了顿号"
        yield fault(case, "T026", first.path, first.at, first.at + 1, message, "通常不用顿号；当中夹有其他成分的，可以保留。")


def _beside(text: str, at: int) -> str:
    """The two quoted words or titles between which the mark at `at` stands, as far as they are short."""
    opening, closing = {"”": "“", "》": "《"}[text[at - 1]], {"“": "”", "《": "》"}[text[at + 1]]
    start, end = text.rfind(opening, max(at - 30, 0), at), text.find(closing, at, at + 30)
    return text[start if start >= 0 else at - 1 : (end if end >= 0 else at + 1) + 1]


@rule(
    "T027",
    "ordinal-mark",
    "序次语后的标点不当",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 15834—2011 4.4.3：“第一”“首先”“其次”等序次语之后用逗号",
)
@capped
def ordinal_mark(case: Case) -> Iterator[Finding]:
    """第一、 and 首先、 at the start of a sentence, where they introduce it: not 第一、第二季度."""
    for spot in at_chars(case, "、"):
        text, at = spot.text, spot.at
        match = _ORDINAL.search(text[max(at - 8, 0) : at])
        if match and not re.match(r"[一二三四五六七八九十第其]", text[at + 1 : at + 2]):
            message = f"{around(text, at, at + 1)}里的序次语“{match[1]}”后面用了顿号，应当用逗号"
            yield fault(case, "T027", spot.path, at, at + 1, message, "请改用逗号。", "，")


_LONGEST_TITLE = 20
_MARKED = ("。\n", "；\n", ";\n")


@rule(
    "T028",
    "heading-mark",
    "标题末尾的标点前后不一",
    Severity.NOTE,
    Basis.CONSISTENCY,
    "同级标题的写法应当一致，单独成行的标题末尾一般不用标点",
)
def heading_mark(case: Case) -> Iterator[Finding]:
    """A short heading alone in its line that ends with a stop, where most of its siblings have none; a colon introduces what follows."""
    text = case.scheme.text
    headings = [s for s in case.outline.sections if s.style < 3 and not s.inline]
    marked = _by_parent(s for s in headings if text.startswith(_MARKED, s.title_end) and _is_heading(s, 2))
    if not marked:
        return
    unmarked = _by_parent(s for s in headings if text.startswith("\n", s.title_end) and _is_heading(s, 1))
    for parent, ours in marked.items():
        bare = unmarked.get(parent, [])
        if len(ours) >= len(bare):
            continue
        where = (related("没有标点的同级标题", "text", at=(bare[0].title_start, bare[0].title_end - bare[0].title_start)),)
        for section in ours:
            mark, at = text[section.title_end], section.title_end
            message = f"标题“{section.title}”末尾有“{mark}”，同级的“{bare[0].title}”等 {len(bare)} 个标题没有"
            yield fault(case, "T028", ("text",), at, at + 1, message, "请删去末尾的标点。", "", also=where)


def _by_parent(sections: Iterable[Section]) -> dict[int | None, list[Section]]:
    found: dict[int | None, list[Section]] = {}
    for section in sections:
        found.setdefault(section.parent, []).append(section)
    return found


def _is_heading(section: Section, after: int) -> bool:
    """Whether a short title alone in its line has something of its own below; `after` counts the characters that end the line."""
    return 0 < section.title_end - section.title_start <= _LONGEST_TITLE and section.end > section.title_end + after
