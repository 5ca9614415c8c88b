"""A scheme's file → the file of the next year's draft, and the list of what is to be decided in it.

First the words: years and dates, by `source.splice`. Then the entries: what belongs to the issued document is emptied or dropped, and what
somebody has to decide gets a remark, by `redraft`. Ids, order, layout and comments stay, so that the first review shows decisions only.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from gongkai.citations import Citations
from gongkai.diagnostics import CannotRun, Path, Severity
from gongkai.model import Scheme
from gongkai.next_year.cited import Cited
from gongkai.next_year.redraft import Redraft
from gongkai.next_year.years import Advanced, Doubt, advance, advance_period
from gongkai.rules import RULES, Case, check
from gongkai.source.characters import plain_text
from gongkai.source.decode import decode
from gongkai.source.nodes import compose
from gongkai.source.splice import Change, splice

_EMPTIED: dict[Path, str] = {
    ("notice", "number"): "发文字号",
    ("notice", "imprint"): "印发机关和印发日期",
    ("disclosure", "index"): "索引号",
    ("disclosure", "generated_on"): "生成日期，不写为成文日期",
    ("disclosure", "published_at"): "发布时间，公开以后填写",
    ("disclosure", "review"): "公开前的保密审查",
}
"""What only the new document has: the key stays and waits for its value."""
_DROPPED: dict[Path, tuple[str, object]] = {
    ("disclosure", "validity"): ("有效", "有效"),
    ("disclosure", "validity_on"): ("null", None),
    ("disclosure", "replaced_by"): ("null", None),
    ("disclosure", "changes"): ("[]", []),
    ("provenance",): ("null", None),
}
"""What became of the old document; behind it what stands instead inside { }."""
_TO_REVIEW = {
    ("subjects",): "参评单位有没有变动",
    ("components",): "考评内容和分值有没有变动",
    ("indicators",): "逐项核对指标、分值、目标值和责任单位，完成时限已经顺延",
    ("organization",): "组成人员有没有变动",
}
_WAIVER = "上一年的豁免，正文改好以后删去"
_SKIPPED = frozenset(
    {"id", "component", "clause", "file", "scope", "based_on", "formula", "provenance", "waivers", "changes", "review", "imprint"}
)
"""Keys below which no year is the scheme's own."""
_NO_TEXT = frozenset({"number", "index", "published_at", "generated_on", "validity_on", "replaced_by"})


class Decision(NamedTuple):
    """Something to be decided: the value in the new file, the words of it that are meant (all where `offset` is nothing), and why."""

    path: Path
    offset: int | None
    length: int
    why: str


class Drafted(NamedTuple):
    """The new file and what is to be decided in it, in no order."""

    data: bytes
    decisions: list[Decision]


def draft(data: bytes, case: Case, by: int) -> Drafted:
    """The draft for the year that is `by` years later. Raises CannotRun for a file whose notation does not allow it."""
    plan = _Plan(case, by)
    text, _ = plain_text(data)
    composed = compose(text or "")
    for path, value in _texts(composed.tree, ()):
        plan.advance(path, value)
    spliced = splice(data, plan.changes, Scheme) if plan.changes else None
    if spliced and spliced.refused:
        plan.decisions += [Decision(each.path, None, 0, "这里的年份写法特殊，没有改") for each in spliced.refused]
    advanced, _ = plain_text(spliced.data if spliced else data)
    made = plan.entries(advanced or "", {})
    found = _errors(made.data, case) if case.scheme.waivers else ()
    kept = {index: _WAIVER for index, waiver in enumerate(case.scheme.waivers) if waiver.code in found}
    made = plan.entries(advanced or "", kept) if kept else made
    return made._replace(data=made.data.replace(b"\n", b"\r\n")) if b"\r\n" in data else made


class _Plan:
    """What is to be done to one file."""

    def __init__(self, case: Case, by: int) -> None:
        self.case, self.by = case, by
        self.cited = Cited(case, case.scheme.year + by)
        self.changes: list[Change] = []
        self.decisions: list[Decision] = []

    def advance(self, path: Path, value: str) -> None:
        """Note how one text changes and what in it is to be decided."""
        new = self._advanced(path, value)
        self.decisions += [Decision(path, each.offset, each.length, each.why) for each in new.doubts]
        if new.text == value:
            return
        different = [at for at, (old, char) in enumerate(zip(value, new.text, strict=True)) if old != char]
        self.changes += [Change(path, at, 1, new.text[at]) for at in different]

    def _advanced(self, path: Path, value: str) -> Advanced:
        year = self.case.scheme.year
        if path[-1] == "signed_on":
            return Advanced(advance_period(value, self.by).text, [Doubt(0, len(value), "成文日期")])
        if path[-1] == "due":
            return advance_period(value, self.by)
        citations = Citations(value)
        own, others = self.cited.parted(citations)
        if path[:1] in (("title",), ("attachments",)) or self._has_attachment(path):
            own, others = [*own, *others], []
        new = advance(value, year, self.by, own, others)
        return Advanced(new.text, [*new.doubts, *self.cited.doubts(citations, others)])

    def _has_attachment(self, path: Path) -> bool:
        """Whether the text names a paper of the scheme: a dated duty that says which attachment it needs."""
        return path[0] == "milestones" and self.case.scheme.milestones[int(path[1])].attachment is not None

    def entries(self, text: str, kept: Mapping[int, str]) -> Drafted:
        """The text with its entries for the new year, and with these waivers."""
        for remarks in (True, False):
            redraft = Redraft(text, compose(text))
            decisions = [*self.decisions, *self._entries(redraft), *self._waivers(redraft, kept)]
            if remarks:
                self._remark(redraft, decisions)
            written = redraft.written()
            if written is not None and decode(written.encode(), Scheme, "")[0] is not None:
                return Drafted(written.encode(), decisions)
        raise CannotRun("这份方案的 YAML 写法特殊，不能自动改成下一年度的。请复制文件，自行修改。")

    def _entries(self, redraft: Redraft) -> Iterator[Decision]:
        scheme = self.case.scheme
        redraft.set(("year",), str(scheme.year + self.by), scheme.year + self.by)
        if redraft.has(("draft",)):
            redraft.set(("draft",), "true", True)
        else:
            redraft.follow(("year",), "draft", "true", True)
        files: dict[Path, str] = {
            ("attachments", index, "file"): "本年度的附件文件" for index, each in enumerate(scheme.attachments) if each.file
        }
        for path, why in (_EMPTIED | files).items():
            if redraft.has(path):
                redraft.empty(path)
                yield Decision(path, None, 0, why)
        for path, (instead, value) in _DROPPED.items():
            if redraft.has(path):
                redraft.drop(path, instead, value)
        yield from (Decision(path, None, 0, why) for path, why in _TO_REVIEW.items() if redraft.has(path))
        reasons = ((index, self.cited.why(number)) for index, number in enumerate(scheme.based_on))
        yield from (Decision(("based_on", index), None, 0, why) for index, why in reasons if why)

    def _waivers(self, redraft: Redraft, kept: Mapping[int, str]) -> Iterator[Decision]:
        path: Path = ("waivers",)
        if not redraft.has(path):
            return
        if not kept:
            redraft.drop(path, "[]", [])
        else:
            redraft.keep(path, kept)
            yield from (Decision((*path, index), None, 0, why) for index, why in enumerate(kept.values()))

    def _remark(self, redraft: Redraft, decisions: list[Decision]) -> None:
        above: dict[Path, list[str]] = {}
        for each in decisions:
            if each.path[0] == "waivers":
                continue
            if redraft.is_block(each.path):
                above.setdefault(each.path, []).append(each.why)
            else:
                redraft.remark(each.path, each.why)
        for path, words in above.items():
            redraft.announce(path, words)


def _texts(tree: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in which a year may be the scheme's own, with its path."""
    if isinstance(tree, str):
        if path[-1] not in _NO_TEXT:
            yield path, tree
        return
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        if key not in _SKIPPED:
            yield from _texts(value, (*path, key))


def _errors(data: bytes, case: Case) -> set[str]:
    """The codes of the errors that the draft would have."""
    scheme, _ = decode(data, Scheme, "")
    if scheme is None:
        return set()
    drafted = msgspec.structs.replace(case, scheme=scheme, previous=case.scheme)
    return {each.code for each in check(drafted) if each.waived is None and RULES[each.code].severity is Severity.ERROR}
