"""What the text says of grades and caps (90分以上为优秀, 不超过参评单位的30%, 累计加分不超过3分) beside the data; for family T."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.mentions import Mention, phrase_before, sentence_before
from gongkai.model import Grades
from gongkai.rules.figures.names import plain_name
from gongkai.rules.figures.readings import MOST_NUMBERS
from gongkai.rules.figures.statements import Statement
from gongkai.rules.registry import Case, once
from gongkai.scoring import share

_STOP, _COMMA = re.compile(r"[。；;\n]"), re.compile(r"[，,。；;\n]")
_OF_PERSONS = re.compile(r"提高|上浮|增加|降低|减少|下一?年度?|年度考核|个人|干部|职工|人员|公务员|人数")
"""A grade of persons, or a quota that a result raises: not the grades of the units."""
_QUOTA = re.compile(r"比例|名额|占|超过|控制|总数|单位数|高于|限|按|[（(：:为至]$")
_TOTAL = re.compile(
    r"累计|合计|总计|总和|总共|总加分|总扣分"
    r"|^(?:本项|该项|此项|各项)?[加扣]分(?:项目?|分值|部分)?的?(?:最高|最多|上限|总分|不得?超过|不能超过|为|是)*$"
)
_PER_ITEM = re.compile(r"每|单项|单次|同一|一次|项加|项扣|个加|个扣|次加|次扣")
_SUMS = ("累计", "合计", "总计", "总和", "总共")
_ADDED = re.compile("[加扣]")
_AT_MOST = re.compile(r"(?:最多|最高|至多)(?:可以?|只能)?(?:累计)?[加扣]$")
_ITSELF = re.compile(r"(?:（含）)?(?:及|或)?以[下内]")
_LIMIT = ("为限", "为上限", "封顶", "为止")


@once
def thresholds(case: Case) -> tuple[Statement, ...]:
    """Lines and quotas of grades and caps of the formula's terms, as far as the text states them."""
    return (*_grades(case), *_caps(case))


def _grades(case: Case) -> Iterator[Statement]:
    grades = case.scheme.grades
    area = case.outline.find(grades.clause) if grades and grades.clause else None
    if grades is None:
        return
    words, text = _words(tuple(band.name for band in grades.bands)), case.scheme.text
    numbers = [m for m in case.mentions[:MOST_NUMBERS] if m.unit in "分%" and (area is None or area.start <= m.start < area.end)]
    for index, mention in enumerate(numbers):
        rivals = (m.start for m in numbers[index + 1 :] if m.unit == mention.unit and m.bound and not _closes(mention, m))
        following = next(rivals, len(text))
        if mention.unit == "分" and mention.bound in ("min", "max", "range"):
            yield from _line(text, mention, following, words, grades)
        elif mention.unit == "%" and mention.bound in ("", "max", "about"):
            yield from _quota(text, mention, following, words, grades)


def _closes(mention: Mention, other: Mention) -> bool:
    """Whether another number is the upper end of this one's band: 60分以上80分以下为合格."""
    return (mention.bound, other.bound) == ("min", "max") and other.start - mention.end < 12


class _Words(Struct, frozen=True):
    """How a text names a grade: after a number (评为优秀), directly before a line (优秀：得分在), before a quota (优秀等次的比例)."""

    after: re.Pattern[str]
    before_line: re.Pattern[str]
    before_quota: re.Pattern[str]


@lru_cache(maxsize=64)
def _words(names: tuple[str, ...]) -> _Words:
    any_name = "(" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")(?:等次|等级|档次|单位|等|档)?[”’]?"
    score = "(?:综合|考[评核]|年度|评估|绩效|最[后终]|总|得)*(?:得分|总分|成绩|分数|分值|分)?"
    bound = "(?:[≥>＞≧≤<＜≦]|不[得应]?[低高少]于|[低小]于|不足|不满|不到)?"
    return _Words(
        re.compile(rf"(?<![未不非])(?<!未被)(?:评定?为|评定|确?定为|列[为入]|选为|产生|(?<![评定列选])为|属于?)[“‘]?{any_name}"),
        re.compile(rf"{any_name}[：:（(为是 　]*{score}(?:在|为|须|应|达到?)*{bound}[ 　]*$"),
        re.compile(rf"{any_name}([^，,。；;、“\n]{{0,24}}(?:，(?:其?名额|其?比例|数量|占比)[^，,。；;、“\n]{{0,16}})?)$"),
    )


def _line(text: str, mention: Mention, following: int, words: _Words, grades: Grades) -> Iterator[Statement]:
    """90分以上的评为优秀, 优秀：90分以上, 80至89分为良好, 低于60分的为差: where a grade begins; the lowest begins where the next ends."""
    if not grades.clause and _OF_PERSONS.search(sentence_before(text, mention)):
        return
    stop = _STOP.search(text, mention.end, mention.end + 90)
    end = min(stop.start() if stop else mention.end + 90, following)
    found = words.after.search(text, mention.end, end) or words.before_line.search(text, max(mention.start - 30, 0), mention.start)
    index = next((i for i, band in enumerate(grades.bands) if found and band.name == found[1]), None)
    if index is None or (mention.bound == "max" and (index == 0 or index + 1 < len(grades.bands))):
        return
    band = grades.bands[index - (mention.bound == "max")]
    path: Path = ("grades", "bands", grades.bands.index(band), "min")
    stated = mention.value if mention.low is None else mention.low
    if mention.bound == "max" and band.min == stated + 1 and _ITSELF.match(text, mention.end):
        stated += 1  # 60至79分为一般，59分以下为差: in whole points the same line
    yield Statement("line", f"“{band.name}”的分数线", mention, stated, band.min, path, band.name)


def _quota(text: str, mention: Mention, following: int, words: _Words, grades: Grades) -> Iterator[Statement]:
    """按照参评单位总数30%的比例评为优秀, 优秀等次不超过参评单位的30%."""
    if _OF_PERSONS.search(sentence_before(text, mention)):
        return
    stop = _COMMA.search(text, mention.end, mention.end + 40)
    found = words.after.search(text, mention.end, min(stop.start() if stop else mention.end + 40, following))
    if found is None:
        found = words.before_quota.search(text, max(mention.start - 40, 0), mention.start)
        if found is None or not (mention.bound == "max" or _QUOTA.search(found[2])):
            return
    index = next(i for i, band in enumerate(grades.bands) if band.name == found[1])
    held = share(grades.bands[index].quota or "0%") * 100 if grades.bands[index].quota else None
    path: Path = ("grades", "bands", index, "quota")
    yield Statement("quota", f"“{found[1]}”的比例", mention, mention.value, held, path, found[1])


def _caps(case: Case) -> Iterator[Statement]:
    """累计加分不超过3分, 最多加5分, 加分以5分为限, in the section of a term that has a cap or in a sentence with its name."""
    capped = [(name, term) for name, term in case.scheme.formula.terms.items() if term.cap is not None] if case.scheme.formula else []
    clauses = {component.id: component.clause for _, component, _ in case.components}
    areas = {name: case.outline.find(clause) for name, term in capped if (clause := term.clause or clauses.get(term.component or ""))}
    for mention in case.mentions[:MOST_NUMBERS] if capped else ():
        phrase = _capping(case.scheme.text, mention) if mention.unit == "分" else ""
        sentence = sentence_before(case.scheme.text, mention) if phrase else ""
        for name, term in capped if phrase else ():
            area = areas.get(name)
            near = (area is not None and area.start <= mention.start < area.end) or plain_name(name) in sentence
            if near and ("扣" in phrase) == ("扣" in name):
                path: Path = ("formula", "terms", name, "cap")
                yield Statement("cap", f"“{name}”的上限", mention, mention.value, term.cap, path, name)
                break


def _cap_phrase(text: str, mention: Mention) -> str:
    """The words before the number; in 每项加1分，累计不超过5分 with the 加分 or 扣分 that they bound."""
    phrase = phrase_before(text, mention)
    if phrase.startswith(_SUMS) and "加" not in phrase and "扣" not in phrase:
        added = _ADDED.search(sentence_before(text, mention)[::-1])
        return added[0] + "分" + phrase if added else phrase
    return phrase


def _capping(text: str, mention: Mention) -> str:
    """The words before a number that bounds all that is added or taken away; empty for what one item counts."""
    ends = not mention.bound and text.startswith(_LIMIT, mention.end)
    if not ends and mention.bound != "max" and text[mention.start - 1] not in "加扣":
        return ""
    phrase = _cap_phrase(text, mention)
    if _PER_ITEM.search(phrase) or not ("加" in phrase or "扣" in phrase):
        return ""
    bounds = ends or ((mention.bound == "max" or _AT_MOST.search(phrase) is not None) and _TOTAL.search(phrase) is not None)
    return phrase if bounds else ""
