"""For a review comment: a table of the files, the findings of each, long parts folded, at most `LIMIT` characters.

Whatever a scheme says is shown as it stands: it can make no markup and no link, and mention nobody.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.diagnostics import Diagnostic
from gongkai.report.words import severity
from gongkai.terms import SEVERITIES

LIMIT = 60_000
"""Characters of the whole; GitHub takes 65,536."""
_OPEN = 5
"""Findings of a file that are not folded."""
_ROWS = 50
"""Files in the table."""
_LONGEST = 600
"""Characters of one message."""
_KINDS = (*SEVERITIES.values(), "已豁免")

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$:@^%#!](?=([!-~])?)|www(?=\.)|GH(?=-)", re.IGNORECASE)
"""What Markdown, GitHub or GitLab may take for more than itself; the group is set where something stands close behind it."""
_APART = "&#8203;"
"""A space without width: what stood together to make a mention, a reference or a link no longer does."""

Group = tuple[str, list[Diagnostic]]


def render(diagnostics: Sequence[Diagnostic], files: Sequence[str] = ()) -> Iterator[str]:
    """The comment as one text; `files` are all that were checked."""
    groups = [(file, sorted(found, key=_rank)) for file, found in groupby(diagnostics, key=lambda each: each.span.file)]
    head, foot = "\n".join(_head(groups, len(files))), "".join(_foot(diagnostics))
    body, left = _body(groups, LIMIT - len(head) - len(foot) - 100)
    rest = f"\n\n**另有 {left} 个问题没有列出**：评论的长度有限，请运行 `gongkai validate` 查看全部。" if left else ""
    yield head + body + rest + foot


def safe(text: str) -> str:
    """A text as one line of Markdown that shows it unaltered, cut at `_LONGEST` characters."""
    line = " ".join(text.split())
    return _SPECIAL.sub(_disarmed, line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")


def _disarmed(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) > 1:
        return found + _APART
    return f"&#{ord(found)};" + (_APART if match[1] else "")


def _rank(each: Diagnostic) -> int:
    return _KINDS.index(severity(each))


def _head(groups: list[Group], checked: int) -> Iterator[str]:
    total = [sum(counts) for counts in zip(*map(_counts, groups), strict=True)]
    found = "，".join(f"{count} 个{kind}" for count, kind in zip(total, _KINDS, strict=False) if count)
    yield f"### 方案检查：{found or '没有发现问题'}"
    yield ""
    yield f"共检查 {checked} 份方案。"
    if groups:
        yield ""
        yield f"| 文件 | {' | '.join(_KINDS)} |"
        yield "| --- |" + " --: |" * len(_KINDS)
        yield from (_row(safe(group[0]), _counts(group)) for group in groups[:_ROWS])
    if more := groups[_ROWS:]:
        yield _row(f"其余 {len(more)} 个文件", [sum(counts) for counts in zip(*map(_counts, more), strict=True)])


def _counts(group: Group) -> list[int]:
    ranks = [_rank(each) for each in group[1]]
    return [ranks.count(rank) for rank in range(len(_KINDS))]


def _row(name: str, counts: list[int]) -> str:
    return f"| {name} | {' | '.join(map(str, counts))} |"


def _body(groups: list[Group], room: int) -> tuple[str, int]:
    """As many findings as there is room for, and how many there were beyond."""
    parts: list[str] = []
    left = 0
    for file, found in groups:
        items, title = list(map(_item, found)), f"\n\n#### {safe(file)}\n"
        room -= len(title) + len(_folded([""]))
        fit = 0
        while fit < len(items) and len(items[fit]) <= room:
            room -= len(items[fit])
            fit += 1
        if fit:
            parts.append(title + "".join(items[: min(fit, _OPEN)]) + _folded(items[_OPEN:fit]))
        if fit < len(items):
            left, room = left + len(items) - fit, 0
    return "".join(parts), left


def _folded(items: list[str]) -> str:
    if not items:
        return ""
    return f"\n\n<details><summary>其余 {len(items)} 个问题</summary>\n{''.join(items)}\n\n</details>"


def _item(each: Diagnostic) -> str:
    where = f"第 {each.span.line} 行：" if each.span.line else ""
    lines = [f"\n- **{severity(each)}** `{each.rule.code}` {where}{safe(each.finding.message)}"]
    lines += [f"相关：第 {span.line} 行 {safe(message)}" for span, message in each.related]
    if each.finding.waived is not None:
        lines.append(f"豁免：{safe(each.finding.waived)}")
    elif each.finding.help:
        lines.append(f"处理：{safe(each.finding.help)}")
    return "  \n  ".join(lines)


def _foot(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    rules = sorted({each.rule.code: each.rule for each in diagnostics}.values(), key=lambda rule: rule.code)
    if rules:
        yield "\n\n<details><summary>这些规则的依据</summary>\n\n| 编号 | 规则 | 级别 | 依据 |\n| --- | --- | --- | --- |"
        yield from (f"\n| {r.code} | {safe(r.title)} | {SEVERITIES[r.severity]} | {r.basis}：{safe(r.source)} |" for r in rules)
        yield "\n\n</details>"
