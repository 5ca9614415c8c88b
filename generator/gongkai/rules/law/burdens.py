"""Family L, the burdens of form that the central rules of 2024 cut down: vetoes, length, and reports that never end."""

import datetime as dt
import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.wording import wording
from gongkai.rules.law.bans import sentence_at
from gongkai.rules.law.forbidden import is_in_force
from gongkai.rules.registry import Case, finding, related, rule

SINCE = dt.date(2024, 8, 6)
"""When 《整治形式主义为基层减负若干规定》 was published; older schemes are not measured by it."""

LENGTH = 4000
"""Characters that a document on particular work should not exceed."""

_RULES = "《整治形式主义为基层减负若干规定》（2024年8月6日发布）"
_SHOWN = 5


@rule(
    "L011",
    "veto-without-basis",
    "一票否决没有写明依据",
    Severity.WARNING,
    Basis.POLICY,
    "中办《关于解决形式主义突出问题为基层减负的通知》（2019年3月）：严格控制“一票否决”事项",
)
def veto_without_basis(case: Case) -> Iterator[Finding]:
    """一票否决 in a sentence that names no document and doesn't do away with it; all places in one finding."""
    if "一票否决" not in wording(case).words or not is_in_force(case, SINCE):
        return
    found = [(path, match.start(), words) for path, words in _texts(case) for match in re.finditer("一票否决", words)]
    bare = [each for each in found if not _NAMED.search(each[2][slice(*sentence_at(each[2], each[1]))])]
    if bare:
        path, start, words = bare[0]
        begin, end = sentence_at(words, start)
        sentence = words[max(begin, start - 24) : min(end, start + 10)].strip()
        others = f"等 {len(bare)} 处" if len(bare) > 1 else ""
        message = f"“{sentence}”{others}设了一票否决，没有写明依据哪个文件，而这类事项应当严格控制"
        where = tuple(related("也设了一票否决", *each[0], at=(each[1], 4)) for each in bare[1:_SHOWN])
        help_ = "上级文件有明确规定的，请写明文件名称或者文号；没有规定的，请改为扣分。"
        yield finding("L011", message, *path, at=(start, 4), clause=_clause(case, path, start), related=where, help=help_)


_NAMED = late(r"《|〔|不(?:搞|设|得|再|实行|作)|取消|清理|严格控制|防止|减少|[被受]到?[^，。；;]{0,12}一票否决")
"""A document that provides for it, words that do away with it, or a veto that others impose (被“一票否决”的)."""


def _texts(case: Case) -> Iterator[tuple[Path, str]]:
    """The words of the scheme that may hold a veto."""
    yield ("text",), case.scheme.text
    for path, row, *_ in case.indicators:
        for field, words in (("target", row.target), ("criterion", row.criterion)):
            if words and "否决" in words:
                yield (*path, field), words


def _clause(case: Case, path: Path, offset: int) -> str:
    section = case.outline.at(offset) if path == ("text",) else None
    return section.clause if section else ""


@rule("L012", "long-text", "正文超过4000字", Severity.NOTE, Basis.POLICY, f"{_RULES}：部署专项工作或者具体任务的文件一般不超过4000字")
def long_text(case: Case) -> Iterator[Finding]:
    """The text without its attachments; blanks and line breaks don't count."""
    text = case.scheme.text
    if len(text) > LENGTH and is_in_force(case, SINCE):
        length = len(text) - sum(map(text.count, "\n 　"))
        if length > LENGTH:
            message = f"正文有 {length} 字，部署专项工作或者具体任务的文件一般不超过 {LENGTH} 字"
            yield finding("L012", message, "text", help="能并入附件的请并入附件，重复上级文件的内容可以删去。")


_OFTEN = re.compile(
    r"(?:每个?(?:工作日|日|天|周|旬|半月|月)|按[日周旬月]|逐[日周旬月])(?!均)[^。；;\n]{0,24}?(?:报送|上报|填报|报表|报材料)"
)
_URGENT = late(r"应急|值班|汛|疫|灾|险情|平安报告")


@rule("L014", "frequent-reports", "要求逐月、逐周报送材料", Severity.NOTE, Basis.POLICY, f"{_RULES}：不得频繁要求基层填表格报材料")
def frequent_reports(case: Case) -> Iterator[Finding]:
    """每月…报送 and oftener in the text; all places in one finding."""
    if not is_in_force(case, SINCE):
        return
    text = case.scheme.text
    found = [match for match in _OFTEN.finditer(text) if not _URGENT.search(text[slice(*sentence_at(text, match.start()))])]
    if found:
        first, *others = found
        count = f"等 {len(found)} 处" if others else ""
        message = f"正文要求“{first[0]}”{count}，各单位报送材料过于频繁"
        where = tuple(related("也要求报送", "text", at=(each.start(), len(each[0]))) for each in others[: _SHOWN - 1])
        clause = _clause(case, ("text",), first.start())
        at = (first.start(), len(first[0]))
        yield finding("L014", message, "text", at=at, clause=clause, related=where, help="可以并入季度、半年的报送，或者从系统中取数。")
