"""For a review comment: what stops the change, then scheme by scheme what it does; long parts folded, at most `LIMIT` characters.

The first line is an invisible mark by which the comment is found again to be updated. Whatever a scheme says is shown as it stands: it can
make no markup and no link, and mention nobody.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from gongkai.diagnostics import Diagnostic
from gongkai.diff.report.sentences import STATES, compared, figures, headline, is_long, limit, pieces, remarks, verdict
from gongkai.diff.review import Findings, Review, Reviewed, Stop, Told, stopping
from gongkai.report.markdown import safe
from gongkai.report.words import severity

MARK = "<!-- gongkai-diff -->"
LIMIT = 60_000
"""Characters of the whole; GitHub takes 65,536, GitLab and Gitee more."""
_STOPS, _OPEN, _OTHERS = 20, 10, 20
"""Reasons that are listed, entries of a part that are not folded, and other files that are named."""
_AROUND, _LONGEST = 12, 300
"""Characters kept around a change in a long text, and of one stretch of it."""
_SECTION = 200
"""Characters without which a section is not begun."""


def render(review: Review, level: str) -> str:
    """The comment."""
    head = "\n".join(_head(review, level))
    room, sections, left = LIMIT - len(head) - 300, list[str](), 0
    for each in review.schemes:
        section, cut = _section(each, room)
        sections += [section] if section else []
        left += 0 if section else 1
        room -= len(section) if not cut else room
    return "".join((head, *sections, _rest(left), "\n"))


def _head(review: Review, level: str) -> Iterator[str]:
    yield MARK
    yield f"### 方案改动：{headline(review)}"
    yield f"\n从 {safe(review.before)} 到 {safe(review.after)}。**{verdict(review, level)}**。"
    stops = [_stop(each) for each in stopping(review, level)]
    fit = _fitting(stops[:_STOPS], LIMIT // 3)
    if stops:
        yield "".join(("", *stops[:fit]))
    if len(stops) > fit:
        yield f"- ……另有 {len(stops) - fit} 项没有列出，请运行 `gongkai diff` 查看"
    yield from _others(review)


def _stop(stop: Stop) -> str:
    line = f" 第 {stop.span.line} 行" if stop.span.line else ""
    return f"\n- **{safe(stop.message)}**（{safe(stop.span.file)}{line}）  \n  处理：{safe(stop.help)}"


def _others(review: Review) -> Iterator[str]:
    named = [f"{safe(file)}、" for file in review.others[:_OTHERS]]
    if fit := _fitting(named, LIMIT // 10):
        more = f"等 {len(review.others)} 个" if len(review.others) > fit else ""
        yield f"\n其他文件：{''.join(named[:fit]).rstrip('、')}{more}"
    if review.findings:
        yield _part("其他问题", _effects(review.findings), LIMIT // 10)[0]


def _section(each: Reviewed, room: int) -> tuple[str, bool]:
    """One scheme, as far as there is room for it, and whether something had to be left out; nothing when there is hardly any."""
    head = f"\n\n#### {safe(each.title)}（{STATES[each.state]}）\n\n{safe(each.agency)}　{safe(each.file)}"
    head += "".join(f"  \n{safe(remark)}。" for remark in remarks(each))
    room -= len(head) + _SECTION
    if room < 0:
        return "", True
    parts, cut = [head], False
    for title, items in _parts(each):
        text, left = _part(title, items, room)
        room, cut = room - len(text), cut or left
        parts.append(text)
    return "".join(parts), cut


def _parts(each: Reviewed) -> Iterator[tuple[str, list[str]]]:
    """What there is to list of a scheme, the most important first."""
    ordered = sorted(each.changes, key=lambda told: not told.change.substantive)
    yield "改动", [_change(told) for told in ordered]
    yield "问题", _effects(each.findings)
    if each.totals:
        rows = [f"| {safe(name)} | {stated} | {listed} |" for name, stated, listed in figures(each.totals)]
        yield "", ["\n\n| 分值 | 载明 | 考评表合计 |\n| --- | --: | --: |\n" + "\n".join(rows)]
    if each.yearly:
        yield "", [f"\n\n{compared(each.yearly)}。"]
    yield "", [f"\n\n**期限** {safe(limit(item))}。" for item in each.due]


def _change(told: Told) -> str:
    change, line = told.change, f"（{told.line}）" if told.line else ""
    mark = "**实质** " if change.substantive else ""
    if not is_long(change):
        return f"\n- {mark}{safe(change.message)}{line}"
    words = "".join(
        safe_within(each.new) if each.same else _marked("del", each.old) + _marked("ins", each.new)
        for each in pieces(change, _AROUND, _LONGEST)
    )
    return f"\n- {mark}{safe(change.about + change.what)}：{words}{line}"


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{safe_within(text)}</{tag}>" if text.strip() else ""


def safe_within(text: str) -> str:
    """A stretch of a text, safe, with the blanks at its ends."""
    return f"{' ' if text[:1].isspace() else ''}{safe(text)}{' ' if text[1:][-1:].isspace() else ''}"


def _effects(findings: Findings) -> list[str]:
    return [
        *(f"\n- 新增{_finding(each)}" for each in findings.caused),
        *(f"\n- 新豁免{_finding(each)}" for each in findings.excused),
        *(f"\n- 消除{_finding(each)}" for each in findings.cured),
    ]


def _finding(each: Diagnostic) -> str:
    line = f"（第 {each.span.line} 行）" if each.span.line else f"（{safe(each.span.file)}）"
    name = "" if each.finding.waived is not None else severity(each)
    why = f"，理由：{safe(each.finding.waived)}" if each.finding.waived is not None else ""
    return f"{name} `{each.rule.code}` {safe(each.finding.message)}{line}{why}"


def _part(title: str, items: Sequence[str], room: int) -> tuple[str, bool]:
    """A titled list, folded from `_OPEN` on; whether not everything found room."""
    if not items:
        return "", False
    head = f"\n\n**{title}**（{len(items)}）\n" if title else ""
    room -= len(head) + _SECTION
    fit = _fitting(items, room)
    shown, folded = items[: min(fit, _OPEN)], items[_OPEN:fit]
    more = f"\n\n<details><summary>其余 {len(folded)} 处</summary>\n{''.join(folded)}\n\n</details>" if folded else ""
    left = f"\n\n**另有 {len(items) - fit} 处没有列出**：评论的长度有限。" if fit < len(items) else ""
    return head + "".join(shown) + more + left, fit < len(items)


def _fitting(items: Sequence[str], room: int) -> int:
    """How many of the items there is room for."""
    return bisect_right(list(accumulate(map(len, items))), room)


def _rest(left: int) -> str:
    return f"\n\n**另有 {left} 份方案没有列出**：评论的长度有限，请运行 `gongkai diff` 查看全部。" if left else ""
