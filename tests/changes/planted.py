"""One edit of the demo scheme for every kind of change, and the sentence that must tell of it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from changes.edits import add, drop, get, put, reword
from gongkai.changes import Kind
from gongkai.model import (
    Attachment,
    ChangeNote,
    Component,
    Indicator,
    IndicatorRule,
    Member,
    Milestone,
    Organization,
    PointsRange,
    Provenance,
    ResultUse,
    Scheme,
    Stage,
    Waiver,
)


class Planted(NamedTuple):
    """A kind, the edit that makes it, and the message that is expected among those of that kind."""

    kind: Kind
    edit: Callable[[Scheme], Scheme]
    message: str
    address: str = "demo/mzj/2025"


_ROW = ("indicators", 0, "children", 0)
_NEW_ROW = Indicator(id="xin", component="key", name="防灾减灾", points=Decimal(2))


def _moved(scheme: Scheme) -> Scheme:
    row = get(scheme, *_ROW)
    return add(drop(scheme, *_ROW), row, "indicators", 1, "children")


def _swapped(scheme: Scheme) -> Scheme:
    first, second, *rest = scheme.indicators
    return put(scheme, (second, first, *rest), "indicators")


def _in_functional(scheme: Scheme) -> Scheme:
    return add(drop(scheme, "components", 3), scheme.components[3], "components", 0, "components")


PLANTED = (
    Planted(Kind.SCALE, lambda s: put(s, Decimal(120), "scale"), "总分满分 100→120"),
    Planted(
        Kind.COMPONENT_ADDED,
        lambda s: add(s, Component(id="xin", name="创新工作目标", points=Decimal(5)), "components"),
        "新增考评内容“创新工作目标”（5分）",
    ),
    Planted(Kind.COMPONENT_REMOVED, lambda s: drop(s, "components", 2), "考评内容“精神文明建设成效”删除（5分）"),
    Planted(Kind.COMPONENT_RENAMED, lambda s: put(s, "平安建设", "components", 3, "name"), "考评内容名称 平安建设成效→平安建设"),
    Planted(Kind.COMPONENT_MOVED, _in_functional, "平安建设成效所属 （第一级）→职能工作目标"),
    Planted(Kind.COMPONENT_WEIGHT, lambda s: put(s, Decimal(40), "components", 0, "components", 0, "points"), "重点工作目标分值 45→40分"),
    Planted(
        Kind.COMPONENT_DETAIL,
        lambda s: put(s, 30, "components", 0, "declared", "level1"),
        "职能工作目标载明一级指标数 24→30",
    ),
    Planted(Kind.INDICATOR_ADDED, lambda s: add(s, _NEW_ROW, "indicators"), "新增一级指标“防灾减灾”（2分）"),
    Planted(Kind.INDICATOR_REMOVED, lambda s: drop(s, *_ROW), "二级指标“在保家庭动态复核”删除（1分，责任单位救助股，2025年11月28日）"),
    Planted(Kind.INDICATOR_RENAMED, lambda s: put(s, "在保家庭复核", *_ROW, "name"), "二级指标名称 在保家庭动态复核→在保家庭复核"),
    Planted(Kind.INDICATOR_MOVED, _moved, "二级指标“在保家庭动态复核”所属 低保规范管理→特困人员供养"),
    Planted(Kind.INDICATOR_POINTS, lambda s: put(s, Decimal("1.5"), *_ROW, "points"), "二级指标“在保家庭动态复核”分值 1→1.5分"),
    Planted(Kind.INDICATOR_TARGET, lambda s: put(s, "复核率98%", *_ROW, "target"), "二级指标“在保家庭动态复核”目标值 复核率100%→复核率98%"),
    Planted(
        Kind.INDICATOR_CRITERION,
        lambda s: put(s, "每例扣0.1分", *_ROW, "criterion"),
        "二级指标“在保家庭动态复核”评分标准 按比例扣分→每例扣0.1分",
    ),
    Planted(Kind.INDICATOR_DUE, lambda s: put(s, "2025-10", *_ROW, "due"), "二级指标“在保家庭动态复核”完成时限 2025年11月28日→2025年10月"),
    Planted(Kind.INDICATOR_UNIT, lambda s: put(s, "养老股", *_ROW, "lead"), "二级指标“在保家庭动态复核”责任单位 救助股→养老股"),
    Planted(Kind.INDICATOR_DETAIL, lambda s: put(s, {"单位": "户"}, *_ROW, "more"), "二级指标“在保家庭动态复核”单位 （无）→户"),
    Planted(Kind.INDICATOR_ORDER, _swapped, "考评表次序调整：“特困人员供养”"),
    Planted(
        Kind.RULE_ADDED,
        lambda s: add(s, IndicatorRule(scope=("key",), level=3, points=PointsRange(max=Decimal(1))), "indicator_rules"),
        "新增指标设置规则（重点工作目标的三级指标：每项不多于1分）",
    ),
    Planted(Kind.RULE_REMOVED, lambda s: drop(s, "indicator_rules", 0), "指标设置规则删除（职能工作目标的一级指标：个数不少于22个）"),
    Planted(
        Kind.RULE_CHANGED,
        lambda s: put(s, 20, "indicator_rules", 0, "count", "min"),
        "指标设置规则（职能工作目标的一级指标）：个数不少于22个→个数不少于20个",
    ),
    Planted(
        Kind.FORMULA, lambda s: put(s, Decimal(5), "formula", "terms", "正向激励加分", "cap"), "计分公式中的“正向激励加分”：上限3分→上限5分"
    ),
    Planted(Kind.GRADES, lambda s: put(s, "25%", "grades", "bands", 0, "quota"), "等次“优秀”：90分以上，不超过30%→90分以上，不超过25%"),
    Planted(
        Kind.VETO_ADDED,
        lambda s: add(s, "发生重大舆情的", "grades", "vetoes", 0, "cases"),
        "新增“不高于良好”的情形（发生重大舆情的）",
    ),
    Planted(
        Kind.VETO_REMOVED, lambda s: drop(s, "grades", "vetoes", 1, "cases", 0), "“定为差”的情形删除（在绩效评估中弄虚作假，经查证属实的）"
    ),
    Planted(Kind.RESULT_USE_ADDED, lambda s: add(s, ResultUse(text="通报全县。"), "results_use"), "新增结果运用（通报全县。）"),
    Planted(Kind.RESULT_USE_REMOVED, lambda s: drop(s, "results_use", 0), "结果运用删除（评估结果作为年度考核和评先评优的重要依据。）"),
    Planted(
        Kind.RESULT_USE_CHANGED,
        lambda s: put(s, "评估结果作为年度考核和评先评优的参考。", "results_use", 0, "text"),
        "结果运用内容 评估结果作为年度考核和评先评优的重要依据。→评估结果作为年度考核和评先评优的参考。",
    ),
    Planted(Kind.STAGE_ADDED, lambda s: add(s, Stage(name="总结提高阶段"), "stages"), "新增实施步骤“总结提高阶段”"),
    Planted(Kind.STAGE_REMOVED, lambda s: drop(s, "stages", 0), "实施步骤“制定方案阶段”删除（2025年3月）"),
    Planted(
        Kind.STAGE_CHANGED,
        lambda s: put(s, "制订方案阶段", "stages", 0, "name"),
        "实施步骤“制订方案阶段”步骤名称 制定方案阶段→制订方案阶段",
    ),
    Planted(
        Kind.MILESTONE_ADDED,
        lambda s: add(s, Milestone(due="2025-05", what="半年小结"), "milestones"),
        "新增时间节点“半年小结”（2025年5月）",
    ),
    Planted(Kind.MILESTONE_REMOVED, lambda s: drop(s, "milestones", 0), "时间节点“报送联络员登记表”删除（2025年4月11日）"),
    Planted(
        Kind.MILESTONE_CHANGED,
        lambda s: put(s, "县政府办公室", "milestones", 0, "to"),
        "时间节点“报送联络员登记表”报送对象 局办公室→县政府办公室",
    ),
    Planted(
        Kind.DEADLINE,
        lambda s: put(s, "2025-04-30", "milestones", 0, "due"),
        "时间节点“报送联络员登记表”完成时限 2025年4月11日→2025年4月30日",
    ),
    Planted(Kind.SUBJECT_ADDED, lambda s: add(s, "信息中心", "subjects", 0, "units"), "新增参评对象“信息中心”（局机关股室）"),
    Planted(Kind.SUBJECT_REMOVED, lambda s: drop(s, "subjects", 0, "units", 0), "参评对象“办公室”删除（局机关股室）"),
    Planted(Kind.SUBJECT_CHANGED, lambda s: put(s, 7, "subjects", 0, "declared"), "局机关股室载明个数 6→7"),
    Planted(Kind.GROUP_ADDED, lambda s: add(s, Organization(name="申诉复核小组"), "organization"), "新增“申诉复核小组”"),
    Planted(Kind.GROUP_REMOVED, lambda s: drop(s, "organization", 1), "“绩效评估工作监督小组”删除（3人）"),
    Planted(
        Kind.GROUP_CHANGED, lambda s: put(s, "人事股", "organization", 0, "office", "seat"), "绩效评估工作领导小组办公室设在 办公室→人事股"
    ),
    Planted(
        Kind.MEMBER_ADDED,
        lambda s: add(s, Member(post="成员", name="钱示例", title="区划股股长"), "organization", 0, "members"),
        "新增绩效评估工作领导小组成员“钱示例”（区划股股长）",
    ),
    Planted(
        Kind.MEMBER_REMOVED,
        lambda s: drop(s, "organization", 0, "members", 1),
        "绩效评估工作领导小组副组长“示例乙”删除（党组成员、副局长）",
    ),
    Planted(
        Kind.MEMBER_CHANGED,
        lambda s: put(s, "示例己", "organization", 0, "members", 0, "name"),
        "绩效评估工作领导小组组长 示例甲（局长）→示例己（局长）",
    ),
    Planted(Kind.ATTACHMENT_ADDED, lambda s: add(s, Attachment(number=9, title="申诉表"), "attachments"), "新增附件9《申诉表》"),
    Planted(Kind.ATTACHMENT_REMOVED, lambda s: drop(s, "attachments", 1), "附件2《示例县民政局2025年度重点工作责任分解表》删除"),
    Planted(
        Kind.ATTACHMENT_CHANGED,
        lambda s: put(s, 12, "attachments", 1, "number"),
        "附件12《示例县民政局2025年度重点工作责任分解表》附件序号 2→12",
    ),
    Planted(
        Kind.TEXT_ADDED,
        lambda s: reword(s, "（三）严肃工作纪律。", "（三）畅通申诉渠道。对结果有异议的，可以申诉。\n（四）严肃工作纪律。"),
        "新增正文十（三）“畅通申诉渠道”（畅通申诉渠道。对结果有异议的，可以申诉。）",
    ),
    Planted(
        Kind.TEXT_REMOVED,
        lambda s: reword(s, "（二）注重工作实效。加强协作配合，防止重留痕、轻实绩。\n", ""),
        "正文十（二）“注重工作实效”删除（注重工作实效。加强协作配合，防止重留痕、轻实绩。）",
    ),
    Planted(
        Kind.TEXT_CHANGED,
        lambda s: reword(s, "每个扣0.2分", "每个扣0.3分"),
        "正文五（四）“察访核验扣分”：…题的，每个扣0.2分；同一问题重复…→…题的，每个扣0.3分；同一问题重复…",
    ),
    Planted(
        Kind.TEXT_RENUMBERED,
        lambda s: reword(s, "（三）严肃工作纪律。", "（四）严肃工作纪律。"),
        "正文十（四）“严肃工作纪律”编号 十（三）→十（四）",
    ),
    Planted(Kind.BASIS_ADDED, lambda s: add(s, "示效〔2025〕1号", "based_on"), "新增制定依据示效〔2025〕1号"),
    Planted(Kind.BASIS_REMOVED, lambda s: drop(s, "based_on", 0), "制定依据示政办〔2025〕9号删除"),
    Planted(Kind.NOTICE, lambda s: put(s, dt.date(2025, 3, 13), "notice", "signed_on"), "公文成文日期 2025年3月12日→2025年3月13日"),
    Planted(Kind.DISCLOSURE, lambda s: put(s, "废止", "disclosure", "validity"), "政府信息公开有效性 有效→废止"),
    Planted(
        Kind.CHANGE_NOTE,
        lambda s: add(s, ChangeNote(on=dt.date(2025, 6, 1), note="更正时限"), "disclosure", "changes"),
        "更正说明：（无）→2025年6月1日：更正时限",
    ),
    Planted(Kind.STATE, lambda s: put(s, True, "draft"), "方案状态 定稿→草稿"),
    Planted(Kind.REFERENCE, lambda s: put(s, "dibao-fuhe", *_ROW, "id"), "二级指标“在保家庭动态复核”标识 dibao-1→dibao-fuhe"),
    Planted(Kind.WAIVER_ADDED, lambda s: add(s, Waiver(code="P001", reason="原文如此"), "waivers"), "新增豁免P001（原文如此）"),
    Planted(
        Kind.WAIVER_REMOVED, lambda s: drop(s, "waivers", 0), "豁免T020删除（二：原文如此：“考评内容包括”后面是半角冒号）", "anxi/mzj/2024"
    ),
    Planted(
        Kind.PROVENANCE,
        lambda s: put(s, Provenance(note="附件未随文提供"), "provenance"),
        "来源的说明 演示数据，内容均为虚构；附件2、附件3未随文提供。→附件未随文提供",
    ),
    Planted(
        Kind.SPELLING,
        lambda s: reword(s, "（三）严肃工作纪律。各单位", "（三）严肃工作纪律。 各单位"),
        "只有全角半角、空格、异体字等写法的改动，意思不变",
    ),
)
