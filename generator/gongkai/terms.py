"""The one table of English names and Chinese terms: every key of the format, what people read instead of it, and what it means.

The JSON Schema, the messages and the pages take their Chinese from here. `Struct.field` wins over `field`.
"""

from typing import NamedTuple


class Term(NamedTuple):
    """Chinese name, one sentence of explanation for the editor's hover text (empty where the name says all), and an example value."""

    name: str
    explanation: str = ""
    example: str | int | float | None = None


STRUCTS: dict[str, str] = {
    "Scheme": "绩效评估工作方案",
    "Notice": "公文",
    "Imprint": "版记",
    "Disclosure": "政府信息公开",
    "Review": "保密审查",
    "ChangeNote": "更正说明",
    "SubjectGroup": "参评对象",
    "Declared": "文中载明的数目",
    "Component": "考评内容",
    "CarveOut": "专项测评",
    "IndicatorRule": "指标设置规则",
    "CountRange": "数目范围",
    "PointsRange": "分值范围",
    "Indicator": "指标",
    "Formula": "计分公式",
    "FormulaTerm": "公式中的一项",
    "Grades": "等次",
    "Band": "一个等次",
    "Veto": "等次限制",
    "ResultUse": "结果运用",
    "Organization": "领导小组",
    "Office": "领导小组办公室",
    "Member": "成员",
    "Stage": "实施步骤",
    "Milestone": "时间节点",
    "Attachment": "附件",
    "Provenance": "来源",
    "Waiver": "豁免",
    "Agency": "单位",
    "Unit": "内设机构或直属单位",
    "Region": "地区",
    "Words": "用语",
    "Footer": "页脚",
    "Document": "引用文件",
}
"""What one value of each struct is called."""

CHOICES: dict[str, str] = {
    "indicators": "绩效目标考评表",
    "tasks": "任务分解表",
    "contacts": "联系人登记表",
    "standards": "评分标准",
    "report": "报表",
    "other": "其他",
    "not_above": "不高于某一等次",
    "exactly": "定为某一等次",
}
"""What the English choices of the format mean; Chinese choices speak for themselves."""

SEVERITIES: dict[str, str] = {"error": "错误", "warning": "警告", "note": "提示"}
"""How much a finding weighs."""

WEIGHTS: dict[str, str] = {
    "error": "不改正就不能公开；照录已经印发的原文的，写明理由后公开。",
    "warning": "不妨碍公开，由人判断是改正还是写明理由。",
    "note": "供参考，不要求改动。",
}
"""What a severity means for the publication."""

BASES: dict[str, str] = {
    "法律": "全国人民代表大会及其常务委员会制定的法律",
    "法规": "国务院制定的行政法规和地方性法规",
    "国标": "国家标准",
    "政策文件": "国务院办公厅等机关印发的文件",
    "实务": "通行的写法和做法",
    "一致性": "文件自己前后的说法应当一致",
    "格式": "本网站的数据格式，写对了才能生成网页",
}
"""What a rule rests on; only the first three and the last two may make it an error."""

FAMILIES: dict[str, Term] = {
    "F": Term("文件", "方案文件、登记资料和附件能读取，名称、位置和编码合用。"),
    "S": Term("结构", "每个键、每个值符合格式的规定，该写的都写了。"),
    "P": Term("分值", "各部分、各项指标的分值和权重加得起来，正文与数据写的是同一个数。"),
    "N": Term("数目", "正文写明几个部分、几项指标、几种情形，就列出几个。"),
    "I": Term("指标规则", "考评表符合方案自己定下的指标个数和分值要求，这些要求能同时做到。"),
    "C": Term("呼应", "考评内容、正文章节、公式、指标和附件相互对得上。"),
    "M": Term("公式与等次", "计分公式算得通，等次之间不重叠、不落空。"),
    "T": Term("文字与序号", "序号连续、标点和用字规范，文中的数目与数据一致。"),
    "R": Term("引用", "引用的文件、文号和条款写得规范，确实存在，仍然有效。"),
    "A": Term("附件", "正文提到的附件、附件说明和实际的附件一致。"),
    "O": Term("组织", "领导小组、责任单位和参评对象完整、不重复，名称与登记的一致。"),
    "D": Term("日期", "日期存在，先后合乎情理，期限不落在休息日。"),
    "G": Term("公开", "公开方式、索引号、保密审查等符合政府信息公开的规定。"),
    "V": Term("个人信息", "正文、数据和附件里没有不应公开的个人信息。"),
    "L": Term("法律红线", "没有法律、法规和国家规定禁止的考核指标和做法。"),
    "Y": Term("上年对照", "与同一单位上一年度的方案对照，变化说得通。"),
    "W": Term("豁免", "写明理由、照录原文的问题仍然存在，理由没有用错地方。"),
}
"""The families of rules by the letter of their codes, in the order in which people read them: name, and what they keep."""

_CLAUSE = "正文中写明此事的地方，按编号逐级写，用于链接和核对。"
_PERIOD = "一天 2021-10-10，一段 2020-02-10/2020-02-14，一个月 2020-03，或一旬 2022-02-上旬。"

TERMS: dict[str, Term] = {
    # 方案
    "format": Term("格式版本", "目前只有 1。", 1),
    "title": Term("标题"),
    "Scheme.title": Term("标题", "方案的全称，不含发文字号。", "安溪县民政局2024年度绩效评估目标考评工作方案"),
    "year": Term("年度", "方案考评的年度。", 2024),
    "draft": Term("草稿", "草稿参加检查和预览，不会发布。"),
    "notice": Term("公文", "印发方案的通知；没有通知时整项不写。"),
    "disclosure": Term("政府信息公开", "公开方式、索引号、有效性等；只有“主动公开”的方案会发布。"),
    "based_on": Term("制定依据", "依据文件的文号；文件的标题写在地区的 documents.yml 里。", "安政办〔2024〕42号"),
    "subjects": Term("参评对象", "按类别列出参加考评的单位。"),
    "text": Term("正文", "方案全文，一字不改；标题靠编号（一、（一）1.（1））识别。写成“text: |”，下面的文字缩进两格。"),
    "scale": Term("满分", "全部考评内容合计的分值，不写为 100。", 100),
    "declared": Term("文中载明的数目", "正文写明的数目，用来与所列数据核对。"),
    "components": Term("考评内容", "考评内容及其分值或权重，可以分级。"),
    "indicator_rules": Term("指标设置规则", "正文对指标个数和分值的要求。"),
    "indicators": Term("绩效目标考评表", "考评指标，可以分级；原文没有附表时不写。"),
    "formula": Term("计分公式"),
    "grades": Term("等次", "等次的分数线、比例和限制。"),
    "results_use": Term("结果运用"),
    "organization": Term("组织领导", "领导小组及其办公室。"),
    "stages": Term("实施步骤"),
    "milestones": Term("时间节点", "有期限的事项：何时以前，由谁向谁交什么。"),
    "attachments": Term("附件"),
    "provenance": Term("来源", "转录的原文从哪里来，缺少什么。"),
    "waivers": Term("豁免", "已印发的原文里确认存在、不再更正的问题，须写明理由。"),
    # 公文
    "number": Term("发文字号", "机关代字、六角括号里的年份、序号。", "安民〔2024〕52号"),
    "Notice.title": Term("公文标题", "通知的标题。", "关于印发《安溪县民政局2024年度绩效评估目标考评工作方案》的通知"),
    "addressees": Term("主送机关", "末尾不加冒号。", "局机关各股室、直属事业单位"),
    "body": Term("公文正文", "通知的正文，不含方案。"),
    "signed_by": Term("发文机关署名", "", "安溪县民政局"),
    "signed_on": Term("成文日期", "", "2024-09-27"),
    "annotation": Term("附注", "不含圆括号，例如公开方式。", "此件主动公开"),
    "copied_to": Term("抄送机关", "", "县人社局"),
    "filed": Term("存档", "版记里写有“存档”。"),
    "imprint": Term("版记", "印发机关和印发日期。"),
    "Imprint.by": Term("印发机关", "", "安溪县民政局办公室"),
    "Imprint.on": Term("印发日期", "", "2024-09-27"),
    # 政府信息公开
    "mode": Term("公开方式", "只有“主动公开”的方案会发布，其余不会出现在任何输出文件里。"),
    "index": Term("索引号", "按地区规定的格式。"),
    "subject": Term("主题分类", "", "民政"),
    "summary": Term("内容概述", "最多 100 个字。"),
    "publisher": Term("发布机构", "不写为署名机关。"),
    "generated_on": Term("生成日期", "不写为成文日期。", "2024-09-27"),
    "published_at": Term("发布时间", "日期、时间和时区。", "2024-09-29T09:00+08:00"),
    "validity": Term("有效性"),
    "validity_on": Term("失效日期", "失效、废止或撤销的日期。", "2025-12-31"),
    "replaced_by": Term("替代文件", "取代它的文件的文号或标题。"),
    "review": Term("保密审查", "公开前的审查（《政府信息公开条例》第十七条）。"),
    "Review.by": Term("审查机构", "", "局办公室"),
    "Review.on": Term("审查日期", "", "2024-09-28"),
    "changes": Term("更正说明", "公开以后的更正，新的在前，向公众显示。"),
    "ChangeNote.on": Term("更正日期", "", "2024-11-02"),
    "ChangeNote.note": Term("更正内容", "", "更正二级指标3.2的完成时限"),
    # 通用
    "id": Term("标识", "本文件内不重复，用小写字母、数字和连字符。", "key-01"),
    "clause": Term("出处", _CLAUSE, "三（二）2"),
    "due": Term("完成时限", _PERIOD, "2024-11-30"),
    "name": Term("名称"),
    "code": Term("编号"),
    "note": Term("说明"),
    "on": Term("日期", "", "2024-09-27"),
    "by": Term("机关"),
    "kind": Term("类别"),
    "url": Term("网址"),
    # 参评对象
    "SubjectGroup.kind": Term("对象类别", "", "县局机关各股室"),
    "SubjectGroup.declared": Term("载明个数", "正文写明的单位个数。", 4),
    "units": Term("单位", "这一类里的各个单位。"),
    # 载明
    "parts": Term("载明部分数", "正文写明共分几个部分。", 4),
    "level1": Term("载明一级指标数", "", 35),
    "level2": Term("载明二级指标数", "", 106),
    "Declared.aspects": Term("载明方面数", "正文写明共有几个方面。", 5),
    # 考评内容
    "Component.name": Term("内容名称", "", "职能工作目标"),
    "points": Term("分值", "与权重只写一个。", 65),
    "share": Term("权重", "百分比，与分值只写一个。", "70%"),
    "full": Term("本项满分", "正文写明本项单独按多少分计时才写。", 100),
    "aspects": Term("考评方面", "本项内容包括的各个方面。"),
    "carve_outs": Term("专项测评", "在满分之内另占比例的专项测评。"),
    "CarveOut.name": Term("测评名称", "", "审批服务质量"),
    "CarveOut.share": Term("所占比例", "", "5%"),
    "Component.components": Term("下级内容"),
    # 指标设置规则
    "scope": Term("适用内容", "适用的考评内容的标识，连同其下级。"),
    "level": Term("指标级别", "一级为 1，二级为 2。", 1),
    "count": Term("个数", "指标共多少个。"),
    "count_per_parent": Term("每项下级个数", "每个上级指标之下有多少个。"),
    "IndicatorRule.points": Term("单项分值", "每个指标多少分。"),
    "except": Term("例外", "不受本条限制的指标，写标识或名称。"),
    "min": Term("最少", "", 1),
    "max": Term("最多", "", 5),
    "not_above_previous_year": Term("不超过上年", "个数不多于上一年度。"),
    "PointsRange.min": Term("最低分值", "", 1),
    "PointsRange.max": Term("最高分值", "", 5),
    "spread": Term("分值差", "同一上级之下各指标分值之差的上限。", 1),
    # 指标
    "Indicator.name": Term("指标名称"),
    "component": Term("所属内容", "考评内容的标识。", "key"),
    "Indicator.component": Term("所属内容", "考评内容的标识；只在一级指标写，下级随上级。", "key"),
    "Indicator.points": Term("分值", "", 5),
    "lead": Term("责任单位", "须是 agency.yml 里列出的单位。", "社会救助股"),
    "support": Term("配合单位"),
    "target": Term("目标值", "年度工作目标。"),
    "criterion": Term("评分标准"),
    "evidence": Term("数据来源"),
    "more": Term("其他栏目", "考评表另有的栏目，左边写栏目名称，右边写内容。"),
    "children": Term("下级指标"),
    # 公式与等次
    "expression": Term("公式", "照原文写，用 ×、＋、－ 等符号均可。", "最后得分=目标考评得分×70%+公众评议得分×30%"),
    "terms": Term("公式各项", "左边写公式里的名称，右边写它指什么。"),
    "FormulaTerm.full": Term("满分", "这一项的满分。", 100),
    "cap": Term("加分上限", "正文没有写上限时不写。", 5),
    "ranked": Term("按名次", "各等次的名额按得分高低依次确定。"),
    "rounding": Term("取整方式", "名额不是整数时怎样取整；正文没有写的不写。"),
    "bands": Term("等次划分", "由高到低。"),
    "vetoes": Term("等次限制", "出现某些情形时等次的上限或结果。"),
    "Band.name": Term("等次名称", "", "优秀"),
    "Band.min": Term("最低分", "最低一等不写。", 85),
    "quota": Term("比例", "名额占全部单位的比例上限。", "30%"),
    "effect": Term("效果", "not_above 是不高于某一等次，exactly 是定为某一等次。"),
    "grade": Term("等次", "", "良好"),
    "Veto.declared": Term("载明情形数", "正文写明有几种情形。", 3),
    "cases": Term("情形", "逐条照原文写。"),
    "ResultUse.text": Term("内容"),
    # 组织领导
    "Organization.name": Term("名称", "", "绩效评估工作领导小组"),
    "members": Term("成员"),
    "office": Term("办公室", "领导小组办公室。"),
    "seat": Term("设在", "办公室所在的单位。", "办公室"),
    "head": Term("办公室主任"),
    "post": Term("组内职务", "", "副组长"),
    "Member.name": Term("姓名", "正文只写职务的不写。"),
    "role": Term("按职务确定", "正文不写姓名，只写职务的成员。", "各股室主要负责人"),
    "Member.title": Term("职务", "", "党组成员、副局长"),
    "concurrent": Term("兼任", "正文写有“兼”。"),
    # 步骤、节点、附件
    "Stage.name": Term("步骤名称", "", "制订方案阶段"),
    "what": Term("事项", "", "第三季度报表"),
    "Milestone.by": Term("责任单位", "", "各股室、中心"),
    "to": Term("报送对象", "", "县人社局"),
    "attachment": Term("附件序号", "用到的附件。", 3),
    "Attachment.number": Term("附件序号", "正文没有编号的不写。", 1),
    "Attachment.title": Term("附件标题"),
    "content": Term("附件内容", "附件是什么：考评表、任务分解表、联系人登记表、评分标准、报表或其他。"),
    "file": Term("附件文件", "与方案同名的文件夹里的文件名，用小写字母、数字和连字符。", "baobiao.xlsx"),
    "withheld": Term("不公开的理由", "写了就不公开这个附件。", "含联系方式"),
    # 来源与豁免
    "seed": Term("原文文件"),
    "Provenance.note": Term("说明", "原文缺少什么。", "附件未随文提供"),
    "Waiver.code": Term("规则编号", "", "P001"),
    "at": Term("位置", "正文的出处或数据的位置；不写为整个文件。", "三（二）"),
    "reason": Term("理由", "", "原文如此"),
    # 单位、地区、引用文件
    "Agency.name": Term("单位全称", "", "安溪县民政局"),
    "short_names": Term("简称", "正文里用到的其他叫法。"),
    "code_words": Term("机关代字", "", "安民"),
    "Agency.units": Term("内设机构和直属单位"),
    "Unit.name": Term("机构名称", "", "社会救助股"),
    "Unit.kind": Term("机构类别", "", "内设机构"),
    "aliases": Term("别名", "正文里用到的其他叫法。"),
    "Region.name": Term("地区名称", "", "安溪县"),
    "parent": Term("上级地区", "", "泉州市"),
    "Region.code": Term("行政区划代码", "六位数字（GB/T 2260），要加引号。", "350524"),
    "demo": Term("演示数据", "其下所有页面都标明是演示数据。"),
    "index_pattern": Term("索引号格式", "正则表达式，用来核对索引号。"),
    "labels": Term("栏目名称", "改换信息栏里的叫法，左边写键，右边写叫法。"),
    "footer": Term("页脚"),
    "words": Term("用语", "补充检查用的词表。"),
    "organs": Term("机关名称", "正文里会提到的机关，写规范全称或规范简称。", "安溪县效能办"),
    "phrases": Term("规范用语", "左边写错误的写法，右边写规范的写法。"),
    "accepted": Term("认可的写法", "这里的词不作为错误用语报告。"),
    "sponsor": Term("主办单位", "", "安溪县人民政府办公室"),
    "site_name": Term("网站名称", "所在政府网站登记的名称；不写的，用站点设置的 site_name。", "安溪县人民政府网"),
    "site_domain": Term("网站域名", "所在政府网站的域名；不写的，取自站点设置的 site_url。", "www.example.gov.cn"),
    "site_id": Term("网站标识码", "在全国政府网站信息报送系统登记的十位标识码，要加引号。"),
    "icp": Term("ICP备案号"),
    "police": Term("公安备案号"),
    "identity_url": Term("党政机关网站标识", "标识所链接的网址（https://…）；只显示文字链接，不引用外部图片。"),
    "correction_url": Term("纠错网址", "“我为政府网站找错”或者本单位受理纠错的网址，也可以写 mailto:。"),
    "contact": Term("联系方式"),
    "Document.title": Term("文件标题", "不含书名号。"),
    "issuer": Term("发文机关"),
    "date": Term("成文日期", "", "2024-03-15"),
    "status": Term("有效性"),
}


def term(field: str, struct: str = "") -> Term:
    """The term of a field, as the struct has it; a field without an entry is our bug (KeyError)."""
    return TERMS.get(f"{struct}.{field}") or TERMS[field]


def spoken(path: tuple[str | int, ...]) -> str:
    """A data path in words: `("attachments", 0, "title")` is 附件第1项的标题; the user's own names stay as they are."""
    words, struct = "", ""
    for part in path:
        if isinstance(part, int):
            words += f"第{part + 1}项"
            continue
        named = TERMS.get(f"{struct}.{part}") or TERMS.get(part) or Term({"name": "名称", "id": "标识"}.get(part, f"“{part}”"))
        words += f"的{named.name}" if words else named.name
        struct = part.removesuffix("s").title()
    return words
