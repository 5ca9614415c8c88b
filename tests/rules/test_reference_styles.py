"""Families R and A over whole schemes, composed in the manner of bureaus of several provinces: hardly a word of theirs is a defect."""

import pytest

from gongkai.rules import check
from gongkai.rules.pages import Block
from rules.examples import case

STYLES = {
    "a district bureau that leaves its city out": (
        "天心区司法局", "天心区", "长沙市", "天司发〔2023〕9号", "长沙市天心区司法局2023年度绩效考核实施方案",
        "长沙市天心区司法局关于印发《2023年度绩效考核实施方案》的通知",
        "现将《长沙市天心区司法局2023年度绩效考核实施方案》印发给你们，请结合实际认真贯彻执行。", "长沙市天心区司法局", "2023-05-06",
        """\
根据《天心区委办公室 天心区人民政府办公室关于印发〈天心区2023年度绩效考核实施方案〉的通知》（天办发〔2023〕4号），制定本方案。
（一）业务工作（70分）。按《天心区司法局2023年度业务工作考核细则》（附件1）执行，由局绩效办会同政治室考核。
（二）党建工作（30分）。按附件2考核。考核结果报区绩效考核领导小组办公室备案，具体按湘政发〔2011〕23号、长政办发〔2020〕15号文件执行。
附件：1．天心区司法局2023年度业务工作考核细则
　　　2．天心区司法局2023年度党建工作考核细则""",
        ["天心区司法局2023年度业务工作考核细则", "天心区司法局2023年度党建工作考核细则"], [],
    ),
    "a party group signs, ranges of attachments, the old rules repealed": (
        "市中区住房和城乡建设局", "市中区", "济南市", "市中建发〔2022〕18号", "市中区住房和城乡建设局2022年综合考核实施细则",
        "关于印发《市中区住房和城乡建设局2022年综合考核实施细则》的通知",
        "《市中区住房和城乡建设局2022年综合考核实施细则》已经局党组会议审议通过，现予印发。",
        "中共济南市市中区住房和城乡建设局党组", "2022-04-18",
        """\
依据鲁办发〔2021〕9号、济办发〔2022〕5号文件精神，制定本细则。考核指标分为共性指标（附件1）、个性指标（附件2）和加减分项（附件3），详见附件1—3。
含区委组织部、区纪委监委机关、区发展和改革局、区财政局的考核事项。
原《市中区住房和城乡建设局2021年综合考核实施细则》（市中建发〔2021〕20号）同时废止。""",
        ["共性指标", "个性指标", "加减分项"], [],
    ),
    "articles, and brackets of the keyboard in the number": (
        "鄞州区卫生健康局", "鄞州区", "宁波市", "鄞卫发[2021]33号", "鄞州区卫生健康局2021年度机关科室目标管理考核办法",
        "关于印发鄞州区卫生健康局2021年度机关科室目标管理考核办法的通知",
        "现将《鄞州区卫生健康局2021年度机关科室目标管理考核办法》印发给你们。", "宁波市鄞州区卫生健康局", "2021-03-31",
        """\
根据《关于印发〈2021年度鄞州区部门（单位）目标管理考核办法〉的通知》（甬鄞党办〔2021〕17号），特制定本办法。
第一条 考核评分标准见附件。《鄞州区卫生计生局机关科室考核办法》（鄞卫计发〔2018〕12号）同时废止。
附件：机关科室目标管理考核评分表""",
        ["机关科室目标管理考核评分表"], ["R002"],
    ),
    "numerals in Chinese, a county of a region": (
        "融水苗族自治县财政局", "融水苗族自治县", "柳州市", "融财字〔2019〕30号", "融水苗族自治县财政局2019年绩效考评工作方案",
        "关于印发融水苗族自治县财政局2019年绩效考评工作方案的通知",
        "经局党组研究同意，现将《2019年绩效考评工作方案》印发给你们。", "融水苗族自治县财政局", "2019-08-20",
        """\
根据自治区绩效办《关于印发2019年度设区市和区直机关绩效考评方案的通知》（桂绩发〔2019〕5号）、柳州市绩效考评领导小组《2019年度县区绩效考评实施方案》（柳绩发〔2019〕2号）精神，制定本方案。
职责工作见附件一，机关建设见附件二。""",
        ["职责工作指标", "机关建设指标"], ["A006"],
    ),
    "last year's notice copied": (
        "云岭县应急管理局", "云岭县", "滇州市", "云应急〔2023〕11号", "云岭县应急管理局2024年度目标责任考核方案",
        "关于印发《云岭县应急管理局2023年度目标责任考核方案》的通知",
        "现将《云岭县应急管理局2024年度目标责任考核方案》印发给你们，请遵照执行。", "云岭县应急管理局", "2024-04-02",
        """\
根据《云岭县2024年度目标责任考核办法》（云办发〔2024〕6号）要求，制定本方案。评分标准见附件2，任务分解见附件3。
云岭县应急管里局安全股负责，考核结果按照《云岭县2024年度目标责任考核办法》（云办发〔2024〕9号）运用。
附件：1.任务分解表
　　　2.评分标准。""",
        ["任务分解表", "评分标准"], ["A001", "A011", "R005", "R009", "R016", "R018"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_what_is_found_in_whole_schemes(style: str) -> None:
    agency, region, parent, number, title, notice, body, signed_by, signed_on, text, attached, expected = STYLES[style]
    single = len(attached) == 1
    listed = "".join(f"  - {{{'' if single else f'number: {index}, '}title: {each}}}\n" for index, each in enumerate(attached, 1))
    snippet = (
        f"title: {title}\nyear: {signed_on[:4]}\nnotice: {{number: '{number}', title: {notice}, body: {body}, signed_by: {signed_by}, "
        f"signed_on: {signed_on}}}\ntext: |\n" + "".join(f"  {line}\n" for line in text.splitlines()) + f"attachments:\n{listed}"
    )
    beside = (
        Block(title="agency", text=f"name: {agency}\n", marks=()),
        Block(title="region", text=f"name: {region}\nparent: {parent}\n", marks=()),
    )
    assert sorted({each.code for each in check(case(snippet, beside)) if each.code[0] in "RA"}) == expected
