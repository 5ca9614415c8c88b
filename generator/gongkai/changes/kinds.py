"""What a change between two schemes is: the closed list of kinds, their names, and the value that tells of one change."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from gongkai.diagnostics import Path


class Kind(StrEnum):
    """Every kind of change there is; `KINDS` has their names."""

    SCALE = "scale"
    COMPONENT_ADDED = "component-added"
    COMPONENT_REMOVED = "component-removed"
    COMPONENT_RENAMED = "component-renamed"
    COMPONENT_MOVED = "component-moved"
    COMPONENT_WEIGHT = "component-weight"
    COMPONENT_DETAIL = "component-detail"
    INDICATOR_ADDED = "indicator-added"
    INDICATOR_REMOVED = "indicator-removed"
    INDICATOR_RENAMED = "indicator-renamed"
    INDICATOR_MOVED = "indicator-moved"
    INDICATOR_POINTS = "indicator-points"
    INDICATOR_TARGET = "indicator-target"
    INDICATOR_CRITERION = "indicator-criterion"
    INDICATOR_DUE = "indicator-due"
    INDICATOR_UNIT = "indicator-unit"
    INDICATOR_DETAIL = "indicator-detail"
    INDICATOR_ORDER = "indicator-order"
    RULE_ADDED = "rule-added"
    RULE_REMOVED = "rule-removed"
    RULE_CHANGED = "rule-changed"
    FORMULA = "formula"
    GRADES = "grades"
    VETO_ADDED = "veto-added"
    VETO_REMOVED = "veto-removed"
    RESULT_USE_ADDED = "result-use-added"
    RESULT_USE_REMOVED = "result-use-removed"
    RESULT_USE_CHANGED = "result-use-changed"
    STAGE_ADDED = "stage-added"
    STAGE_REMOVED = "stage-removed"
    STAGE_CHANGED = "stage-changed"
    MILESTONE_ADDED = "milestone-added"
    MILESTONE_REMOVED = "milestone-removed"
    MILESTONE_CHANGED = "milestone-changed"
    DEADLINE = "deadline"
    SUBJECT_ADDED = "subject-added"
    SUBJECT_REMOVED = "subject-removed"
    SUBJECT_CHANGED = "subject-changed"
    GROUP_ADDED = "group-added"
    GROUP_REMOVED = "group-removed"
    GROUP_CHANGED = "group-changed"
    MEMBER_ADDED = "member-added"
    MEMBER_REMOVED = "member-removed"
    MEMBER_CHANGED = "member-changed"
    ATTACHMENT_ADDED = "attachment-added"
    ATTACHMENT_REMOVED = "attachment-removed"
    ATTACHMENT_CHANGED = "attachment-changed"
    TEXT_ADDED = "text-added"
    TEXT_REMOVED = "text-removed"
    TEXT_CHANGED = "text-changed"
    TEXT_RENUMBERED = "text-renumbered"
    BASIS_ADDED = "basis-added"
    BASIS_REMOVED = "basis-removed"
    NOTICE = "notice"
    DISCLOSURE = "disclosure"
    CHANGE_NOTE = "change-note"
    STATE = "state"
    REFERENCE = "reference"
    WAIVER_ADDED = "waiver-added"
    WAIVER_REMOVED = "waiver-removed"
    PROVENANCE = "provenance"
    SPELLING = "spelling"


class Meaning(NamedTuple):
    """A kind's name, the group it is shown in, whether it alters what is asked for, and whether it shows on the scheme's pages."""

    name: str
    group: str
    substantive: bool = False
    public: bool = True


_PARTS, _ROWS, _SCORING, _TIME = "考评内容", "考评指标", "计分与等次", "步骤与时限"
_PEOPLE, _ENCLOSED, _TEXT, _PAPER, _FILE = "组织与对象", "附件", "正文", "公文与公开", "录入与校核"

KINDS: dict[Kind, Meaning] = {
    Kind.SCALE: Meaning("满分改动", _PARTS, True),
    Kind.COMPONENT_ADDED: Meaning("新增考评内容", _PARTS, True),
    Kind.COMPONENT_REMOVED: Meaning("删除考评内容", _PARTS, True),
    Kind.COMPONENT_RENAMED: Meaning("考评内容改名", _PARTS, True),
    Kind.COMPONENT_MOVED: Meaning("考评内容移位", _PARTS, True),
    Kind.COMPONENT_WEIGHT: Meaning("考评内容分值、权重改动", _PARTS, True),
    Kind.COMPONENT_DETAIL: Meaning("考评内容其他改动", _PARTS),
    Kind.INDICATOR_ADDED: Meaning("新增指标", _ROWS, True),
    Kind.INDICATOR_REMOVED: Meaning("删除指标", _ROWS, True),
    Kind.INDICATOR_RENAMED: Meaning("指标改名", _ROWS, True),
    Kind.INDICATOR_MOVED: Meaning("指标移位", _ROWS, True),
    Kind.INDICATOR_POINTS: Meaning("指标分值改动", _ROWS, True),
    Kind.INDICATOR_TARGET: Meaning("目标值改动", _ROWS, True),
    Kind.INDICATOR_CRITERION: Meaning("评分标准改动", _ROWS, True),
    Kind.INDICATOR_DUE: Meaning("指标完成时限改动", _ROWS, True),
    Kind.INDICATOR_UNIT: Meaning("责任单位、配合单位改动", _ROWS, True),
    Kind.INDICATOR_DETAIL: Meaning("指标其他栏目改动", _ROWS),
    Kind.INDICATOR_ORDER: Meaning("指标次序调整", _ROWS),
    Kind.RULE_ADDED: Meaning("新增指标设置规则", _SCORING, True),
    Kind.RULE_REMOVED: Meaning("删除指标设置规则", _SCORING, True),
    Kind.RULE_CHANGED: Meaning("指标设置规则改动", _SCORING, True),
    Kind.FORMULA: Meaning("计分公式改动", _SCORING, True),
    Kind.GRADES: Meaning("等次改动", _SCORING, True),
    Kind.VETO_ADDED: Meaning("新增等次限制情形", _SCORING, True),
    Kind.VETO_REMOVED: Meaning("删除等次限制情形", _SCORING, True),
    Kind.RESULT_USE_ADDED: Meaning("新增结果运用", _SCORING, True),
    Kind.RESULT_USE_REMOVED: Meaning("删除结果运用", _SCORING, True),
    Kind.RESULT_USE_CHANGED: Meaning("结果运用改动", _SCORING),
    Kind.STAGE_ADDED: Meaning("新增实施步骤", _TIME, True),
    Kind.STAGE_REMOVED: Meaning("删除实施步骤", _TIME, True),
    Kind.STAGE_CHANGED: Meaning("实施步骤改动", _TIME),
    Kind.MILESTONE_ADDED: Meaning("新增时间节点", _TIME, True),
    Kind.MILESTONE_REMOVED: Meaning("删除时间节点", _TIME, True),
    Kind.MILESTONE_CHANGED: Meaning("时间节点改动", _TIME),
    Kind.DEADLINE: Meaning("期限改动", _TIME, True),
    Kind.SUBJECT_ADDED: Meaning("新增参评对象", _PEOPLE, True),
    Kind.SUBJECT_REMOVED: Meaning("删除参评对象", _PEOPLE, True),
    Kind.SUBJECT_CHANGED: Meaning("参评对象其他改动", _PEOPLE),
    Kind.GROUP_ADDED: Meaning("新增领导小组", _PEOPLE),
    Kind.GROUP_REMOVED: Meaning("删除领导小组", _PEOPLE),
    Kind.GROUP_CHANGED: Meaning("领导小组及其办公室改动", _PEOPLE),
    Kind.MEMBER_ADDED: Meaning("新增成员", _PEOPLE),
    Kind.MEMBER_REMOVED: Meaning("删除成员", _PEOPLE),
    Kind.MEMBER_CHANGED: Meaning("成员改动", _PEOPLE),
    Kind.ATTACHMENT_ADDED: Meaning("新增附件", _ENCLOSED),
    Kind.ATTACHMENT_REMOVED: Meaning("删除附件", _ENCLOSED),
    Kind.ATTACHMENT_CHANGED: Meaning("附件改动", _ENCLOSED),
    Kind.TEXT_ADDED: Meaning("正文新增条款", _TEXT, True),
    Kind.TEXT_REMOVED: Meaning("正文删除条款", _TEXT, True),
    Kind.TEXT_CHANGED: Meaning("正文文字改动", _TEXT),
    Kind.TEXT_RENUMBERED: Meaning("正文条款改变编号", _TEXT),
    Kind.BASIS_ADDED: Meaning("新增制定依据", _PAPER),
    Kind.BASIS_REMOVED: Meaning("删除制定依据", _PAPER),
    Kind.NOTICE: Meaning("公文改动", _PAPER),
    Kind.DISCLOSURE: Meaning("公开信息改动", _PAPER, public=False),
    Kind.CHANGE_NOTE: Meaning("更正说明", _PAPER, public=False),
    Kind.STATE: Meaning("草稿、公开状态改动", _PAPER, public=False),
    Kind.REFERENCE: Meaning("标识、出处改动", _FILE, public=False),
    Kind.WAIVER_ADDED: Meaning("新增豁免", _FILE, public=False),
    Kind.WAIVER_REMOVED: Meaning("删除豁免", _FILE, public=False),
    Kind.PROVENANCE: Meaning("来源说明改动", _FILE, public=False),
    Kind.SPELLING: Meaning("只改了写法", _FILE, public=False),
}
"""What each kind is called. Substantive is what lays down something else: points, indicators, formula, deadlines, who is responsible."""

GROUPS = tuple(dict.fromkeys(each.group for each in KINDS.values()))
"""The groups in the order in which people read them."""

ADDED = frozenset(kind for kind in Kind if kind.endswith("-added"))
REMOVED = frozenset(kind for kind in Kind if kind.endswith("-removed"))


class Change(Struct, frozen=True, kw_only=True, gc=False):
    """One change, in words: `about` is what it concerns (二级指标“护理型床位占比”), `what` which of its particulars (分值; may be empty).

    `old` and `new` are the values in words, `before` and `after` their places in the two schemes; one side is empty (None) when something
    was added or removed. `numbers` are the values as numbers where they are such, `clause` an address in the text, of the later scheme if
    it is there. `substantive`: it lays down something else, so that whoever signed has to sign again.
    """

    kind: Kind
    about: str
    what: str = ""
    old: str = ""
    new: str = ""
    before: Path | None = None
    after: Path | None = None
    numbers: tuple[Decimal | None, Decimal | None] = (None, None)
    clause: str = ""
    substantive: bool = False

    @property
    def group(self) -> str:
        """The group it is shown in, one of `GROUPS`."""
        return KINDS[self.kind].group

    @property
    def message(self) -> str:
        """The change in one line: `重点工作目标分值 45→40分`, `新增一级指标“…”`, `附件2《…》删除`; long texts are cut to what differs."""
        if self.kind in ADDED:
            return f"新增{self.about}{_in_brackets(self.new)}"
        if self.kind in REMOVED:
            return f"{self.about}删除{_in_brackets(self.old)}"
        if not self.old and not self.new:
            return f"{self.about}{self.what}"
        old, new = _cut(self.old, self.new)
        unit = "分" if old.endswith("分") and new.endswith("分") and self.numbers != (None, None) else ""
        return f"{self.about}{self.what}{' ' if self.what else '：'}{old.removesuffix(unit) or '（无）'}→{new or '（无）'}"


_LONG, _AROUND = 40, 8
"""Characters of a value from which it is cut to what differs, and how many are kept around that."""


def _in_brackets(words: str) -> str:
    line = _in_line(words)
    short = line if len(line) <= 2 * _LONG else line[: 2 * _LONG - 1] + "…"
    return f"（{short}）" if short else ""


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _cut(old: str, new: str) -> tuple[str, str]:
    """Two values cut to what differs with a few characters around it."""
    old, new = _in_line(old), _in_line(new)
    if len(old) <= _LONG and len(new) <= _LONG:
        return old, new
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    return _middle(old, head, tail), _middle(new, head, tail)


def _middle(text: str, head: int, tail: int) -> str:
    start, end = max(head - _AROUND, 0), min(len(text) - tail + _AROUND, len(text))
    words = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return words if len(words) <= 3 * _LONG else f"{words[: 2 * _LONG]}…{words[-_LONG:]}"


def common_start(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    high = 1  # longer and longer beginnings, then by halves: comparing slices is a hundred times as fast as a loop over characters
    while one[:high] == other[:high]:
        high *= 2
    low, high = high // 2, high - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
