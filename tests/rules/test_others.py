"""Schemes of other provinces, years and kinds of bureaus (tests/others): as written they are silent, and a clerk's mistake in one is found.

They were written apart from the rules, in as many styles as real ones have. A row of MISTAKES says which words of which file are replaced
by which, and every code that must come of it, and no other.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.examine import Examined, examine_tree
from gongkai.model import Agency, Disclosure, Region, Scheme
from gongkai.rules import Case, check
from gongkai.source.decode import decode
from gongkai.source.files import scan
from gongkai.validate import validate

ROOT = Path(__file__).parents[1] / "others"
CASES = {each.file.file: each.case for each in examine_tree(scan(ROOT)) if isinstance(each, Examined) and each.case}


def test_a_correct_scheme_of_any_style_is_silent() -> None:
    found = validate([ROOT])
    assert len(found.files) == 14
    assert [f"{each.span.file}:{each.span.line} {each.rule.code} {each.finding.message}" for each in found.diagnostics] == []
    assert not any(case.scheme.waivers for case in CASES.values())


@pytest.mark.parametrize("file", CASES)
def test_its_text_alone_is_silent(file: str) -> None:
    """With text and parts only, and without any registry, as a stranger would try it."""
    scheme = CASES[file].scheme
    bare = Scheme(
        format=1,
        title=scheme.title,
        year=scheme.year,
        disclosure=Disclosure(mode="主动公开"),
        text=scheme.text,
        scale=scheme.scale,
        components=scheme.components,
    )
    case = Case(scheme=bare, region=Region(name=""), agency=Agency(name=""), documents={})
    assert [(each.code, each.message) for each in check(case)] == []


MISTAKES = [
    # file, what is replaced, by what, what is found
    # 云泺县教育局 2023: 千分制, two levels in the table
    ("yunluo/jyj/2023.yml", "（二）日常管理（300分）。", "（二）日常管理（350分）。", "T009"),
    ("yunluo/jyj/2023.yml", "名额不超过参评单位总数的30%，", "名额不超过参评单位总数的25%，", "T014"),
    ("yunluo/jyj/2023.yml", "局属二级机构3个：", "局属二级机构4个：", "N003 N008"),
    ("yunluo/jyj/2023.yml", "number: 云教发〔2023〕11号", "number: 云教发[2023]11号", "R002"),
    ("yunluo/jyj/2023.yml", "各单位于2024年1月5日前提交", "各单位于2024年1月6日前提交", "D013 D019"),
    ("yunluo/jyj/2023.yml", "县学生资助中心。\n  新成立", "县学生姿助中心。\n  新成立", "R018"),
    ("yunluo/jyj/2023.yml", "name: 资源配置达标, points: 60", "name: 资源配置达标, points: 50", "P005"),
    ("yunluo/jyj/2023.yml", "《绩效评估自评表》（附件2）", "《绩效评估自评表》（附件3）", "A001"),
    ("yunluo/jyj/2023.yml", "2023年度绩效评估实施方案\nyear", "2022年度绩效评估实施方案\nyear", "R016 T018"),
    # 赣坪区发展和改革委员会 2022: shares only
    ("ganping/fgw/2022.yml", "分别占60%、25%和15%", "分别占60%、20%和15%", "T017"),
    ("ganping/fgw/2022.yml", "    share: 15%\n", "    share: 20%\n", "M003 P003 T010"),
    ("ganping/fgw/2022.yml", "  3.综合评价（权重15%）", "  4.综合评价（权重15%）", "C001 T001"),
    ("ganping/fgw/2022.yml", "各科室应于2022年5月27日前", "各科室应于2022年5月13日前", "D011 D019"),
    ("ganping/fgw/2022.yml", "不增加基层负担，不随意", "不增加基层负担,不随意", "T020"),
    ("ganping/fgw/2022.yml", "80分及以上的为“较好”", "85分及以上的为“较好”", "T013"),
    ("ganping/fgw/2022.yml", "粮食和物资储备科。", "粮食和物质储备科。", "R018"),
    # 望潮街道 2021: articles
    ("yongcheng/wangchao/2021.yml", "第七条　基层治理成效占20分", "第七条　基层治理成效占25分", "T009"),
    ("yongcheng/wangchao/2021.yml", "  第十二条　", "  第十三条　", "T001"),
    ("yongcheng/wangchao/2021.yml", "作风效能建设四个方面组成", "作风效能建设六个方面组成", "N001"),
    ("yongcheng/wangchao/2021.yml", "按照本办法第十四条确定", "按照本办法第二十四条确定", "T008"),
    ("yongcheng/wangchao/2021.yml", "党政综合办公室牵头组成", "党政综合办公室迁头组成", "T042"),
    ("yongcheng/wangchao/2021.yml", "name: 作风效能建设, points: 15", "name: 作风效能建设, points: 10", "P002 T009"),
    # 粤屏市卫生健康局 2023: a table by department
    ("yueping/wjj/2023.yml", "二级指标12项", "二级指标13项", "N005 N007 N008"),
    ("yueping/wjj/2023.yml", "lead: 人事科, target: 医护比", "lead: 人事处, target: 医护比", "O016"),
    ("yueping/wjj/2023.yml", "联系电话：0000-8123456", "联系电话：13812345678", "V004"),
    ("yueping/wjj/2023.yml", "（国办发〔2019〕4号）", "（国办发〔2019〕04号）", "R003"),
    ("yueping/wjj/2023.yml", "4家市属公立医院：", "5家市属公立医院：", "N003 N008"),
    ("yueping/wjj/2023.yml", "{number: 2, title: 市属公立医院绩效考核", "{number: 3, title: 市属公立医院绩效考核", "A008 C012"),
    # 川棠县交通运输局 2022: caps
    ("chuantang/jtj/2022.yml", "加分合计不超过4分", "加分合计不超过5分", "T015"),
    ("chuantang/jtj/2022.yml", "1.党的建设12分；", "1.党的建设10分；", "T009"),
    ("chuantang/jtj/2022.yml", "单项分值为5—15分", "单项分值为5—10分", "T016"),
    ("chuantang/jtj/2022.yml", "title: 局党组成员、副局长}", "title: 局党组成员、局长}", "O011"),
    ("chuantang/jtj/2022.yml", "（二）业务目标（55分）", "（三）业务目标（55分）", "C001 C003 C013 T001"),
    ("chuantang/jtj/2022.yml", "5—15分", "5-15分", "T035"),
    # 黔梨县农业农村局 2024: long paragraphs, three levels
    ("qianli/nyj/2024.yml", "日常考核占40%，年终考核占60%。日常", "日常考核占40%,年终考核占60%。日常", "T020"),
    ("qianli/nyj/2024.yml", "（2）畜牧养殖（15分）", "（2）畜牧养殖（10分）", "T009"),
    ("qianli/nyj/2024.yml", "  （2）农村改革（10分）", "  （3）农村改革（10分）", "C001 C003 T001"),
    ("qianli/nyj/2024.yml", "制定如下工作方案", "制定如下工作方案方案", "T048"),
    ("qianli/nyj/2024.yml", "12月20日以前，完成年终自查", "12月21日以前，完成年终自查", "D013 D019"),
    ("qianli/nyj/2024.yml", "县动物疫病预防控制中心）。", "县动物疫病防预控制中心）。", "R018"),
    # 柳条通乡 2020: one page
    ("songze/liutiaotong/2020.yml", "2.包村工作（20分）", "2.包村工作（25分）", "T009"),
    ("songze/liutiaotong/2020.yml", "现就做好2020年度机关干部绩效考核工作", "现就做好2019年度机关干部绩效考核工作", "T019"),
    ("songze/liutiaotong/2020.yml", "  四、结果使用", "  五、结果使用", "T001"),
    ("songze/liutiaotong/2020.yml", "优秀票超过2/3的得15分，", "优秀票超过2/3的得15分，，", "T021"),
    # 白音塔旗水利局 2022: by half years
    ("baiyin/slj/2022.yml", "3月31日前经旗绩效办备案", "3月8日前经旗绩效办备案", "D011"),
    ("baiyin/slj/2022.yml", "（二）共性指标（25分）", "（二）共性指标（30分）", "T009"),
    ("baiyin/slj/2022.yml", "signed_on: 2022-03-09", "signed_on: 2022-03-12", "D001 D002 D003"),
    ("baiyin/slj/2022.yml", "published_at: 2022-03-11", "published_at: 2022-05-11", "G009"),
    ("baiyin/slj/2022.yml", "（以下简称旗防御中心）", "（以下简称旗防御中心", "T036"),
    # 沪汀区市场监督管理局 2023: joint issue
    ("huting/scjgj/2023.yml", "协作配合（10%）四个部分", "协作配合（15%）四个部分", "T010"),
    ("huting/scjgj/2023.yml", "（附件2）评分", "（附件3）评分", "A001"),
    ("huting/scjgj/2023.yml", "signed_by: 沪汀区市场监督管理局 沪汀区知识产权局", "signed_by: 沪汀区市场监管理局", "R019"),
    ("huting/scjgj/2023.yml", "《市场监督管理所绩效考核评分细则》（附件2）", "《市场监督管理所考核评分标准》（附件2）", "A004"),
    ("huting/scjgj/2023.yml", "A档比例不超过本序列的25%", "A档比例不超过本序列的20%", "T014"),
    # 晋阜市安全生产监督管理局 2012: numbers in words
    ("jinfu/ajj/2012.yml", "目标任务占七十分", "目标任务占六十分", "T009"),
    ("jinfu/ajj/2012.yml", "和较差四个等次", "和较差五个等次", "N010"),
    ("jinfu/ajj/2012.yml", "包括以下三个方面", "包括以下四个方面", "N009"),
    ("jinfu/ajj/2012.yml", "60分至79分为一般", "70分至79分为一般", "T013"),
    # 鄂桦市人力资源和社会保障局 2021: posts without names
    ("ehua/rsj/2021.yml", "（鄂桦办发〔2021〕10号，", "（鄂桦办发〔2021〕第10号，", "R003"),
    ("ehua/rsj/2021.yml", "于5月14日前将绩效指标", "于4月14日前将绩效指标", "D011 D019"),
    ("ehua/rsj/2021.yml", "群众评议三大类，", "群众评议四大类，", "N001 N008"),
    ("ehua/rsj/2021.yml", "（二）党建目标（25分）", "（二）党建目标（35分）", "T017"),
    ("ehua/rsj/2021.yml", "出现下列情形的", "出现下列情型的", "T042"),
    ("ehua/rsj/2021.yml", "- {post: 组长, role: 局党组书记、局长}", "- {post: 副组长, role: 局党组书记、局长}", "O001"),
    # 秦岚县文化和旅游局 2024: joint heads
    ("qinlan/wlj/2024.yml", "——年度重点目标50分。", "——年度重点目标55分。", "T009"),
    ("qinlan/wlj/2024.yml", "2025年1月中旬，考核", "2024年1月中旬，考核", "D019"),
    ("qinlan/wlj/2024.yml", "《秦岚石窟保护规划（2021—2035年）》", "《秦岚石窟保护规划（2021—2035年）", "T036"),
    ("qinlan/wlj/2024.yml", "柳含章（副局长）\n", "柳含彰（副局长）\n", "O011"),
    # 鲁沂市行政审批服务局 2023: quarters
    ("luyi/spfwj/2023.yml", "第一季度于4月10日前", "第一季度于4月9日前", "D013"),
    ("luyi/spfwj/2023.yml", "2.服务质效（25分）", "2.服务质效（20分）", "T009"),
    ("luyi/spfwj/2023.yml", "机关党建（10分）", "机关党建（12分）", "T009"),
    ("luyi/spfwj/2023.yml", "number: 鲁审批发〔2023〕7号", "number: 鲁审批发〔2022〕7号", "R005"),
    # 京汇区政务服务和数据管理局 2024: abbreviations, addresses, ratios
    ("jingmen/zsj/2024.yml", "管理效能占20%、", "管理效能占25%、", "T010"),
    ("jingmen/zsj/2024.yml", "（国发〔2022〕14号）", "（国发〔2022〕41号）", "R011"),
    ("jingmen/zsj/2024.yml", "传真：010-00000001", "手机：13900001111", "V004"),
    ("jingmen/zsj/2024.yml", "被评价单位5个：", "被评价单位6个：", "N003 N008"),
    ("jingmen/zsj/2024.yml", "〈京汇区2024年政府绩效管理工作要点〉", "《京汇区2024年政府绩效管理工作要点》", "T041"),
    ("jingmen/zsj/2024.yml", "80（含）至90分为“良”", "85（含）至90分为“良”", "T013"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "codes"), MISTAKES)
def test_a_clerks_mistake_is_found_and_nothing_else(file: str, right: str, wrong: str, codes: str) -> None:
    before = (ROOT / file).read_text(encoding="utf-8")
    assert before.count(right) == 1
    scheme, problems = decode(before.replace(right, wrong).encode(), Scheme, file)
    assert scheme is not None and not problems
    assert sorted({each.code for each in check(replace(CASES[file], scheme=scheme))}) == codes.split()
