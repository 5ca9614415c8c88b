"""Schemes of other bureaus, invented: three ways to write one, which the rules on the text leave alone, and defects planted in them."""

import pytest
import yaml

from gongkai.rules import check
from gongkai.rules.registry import Case
from rules.examples import case

CHAPTERS = """\
为做好2024年度绩效管理工作，现制定本方案。
一、考核对象
（一）机关股室：办公室、法规股、业务股。
（二）下属单位：信息中心、服务中心。
二、考核内容及分值
考核实行百分制，由业务工作、党建工作、作风建设三部分组成，分别占60%、25%、15%。
（一）业务工作（60分）
1.重点任务（40分）。完成县委、县政府下达的任务，每完成一项得5分，最多得40分；未完成的每项扣2分。
2.日常工作（20分）。按时完成的得20分，每逾期一次扣1分，扣完为止。
（二）党建工作（25分）
落实“三会一课”制度10分，党费收缴5分，主题党日10分。
（三）作风建设（15分）
考勤5分、请销假5分、窗口服务5分，被投诉属实的每次扣1分。
三、加分与扣分
（一）加分项
受到国家级表彰加5分，省级表彰加3分，市级表彰加2分，累计加分不超过5分。
（二）扣分项
发生安全事故的，扣10分；被通报批评的，每次扣2分。
四、考核等次
（一）等次划分。考核得分90分以上为优秀，80分以上90分以下为良好，60分以上80分以下为合格，60分以下为不合格。优秀等次不超过参加考核股室数的30%。
（二）有下列情形之一的，不得评为优秀等次：
1.出现违纪违法案件的；
2.满意度低于85%的；
3.重点任务完成率低于90%的。
五、组织实施
（一）成立领导小组。局长任组长，分管领导任副组长。
（二）考核分两个阶段：一是平时考核，占40%；二是年终考核，占60%。
（三）本方案由局办公室负责解释，自印发之日起施行。
"""
CHAPTERS_DATA = """\
components:
  - id: work
    name: 业务工作
    points: 60
    clause: 二（一）
    components:
      - {id: key, name: 重点任务, points: 40, clause: 二（一）1}
      - {id: daily, name: 日常工作, points: 20, clause: 二（一）2}
  - {id: party, name: 党建工作, points: 25, clause: 二（二）}
  - {id: style, name: 作风建设, points: 15, clause: 二（三）}
grades:
  ranked: true
  rounding: 四舍五入
  clause: 四（一）
  bands:
    - {name: 优秀, min: 90, quota: 30%}
    - {name: 良好, min: 80}
    - {name: 合格, min: 60}
    - {name: 不合格}
"""
ARTICLES = """\
第一章 总 则
第一条 为加强目标管理，根据《青云县目标管理考核办法》第九条规定，制定本办法。
第二条 考核坚持以下原则：
（一）客观公正；
（二）注重实绩。
第二章 考核内容
第三条 考核总分1000分，其中共性目标300分，个性目标700分。
第四条 共性目标包括：
（一）党的建设（100分）；
（二）依法行政（100分）；
（三）效能建设（100分）。
第五条 个性目标按照年初下达的目标任务书考核，未完成的按比例扣分。
第三章 结果运用
第六条 按得分高低排序，前20%的单位评为优秀；得分800分以上未评为优秀的为良好；600分以上为达标，不足600分的为不达标。
第七条 有本办法第五条所列情形，或者本条第（三）项情形的，取消评优资格：
（一）弄虚作假的；
（二）发生责任事故的；
（三）被“一票否决”的。
第八条 本办法自印发之日起施行。
"""
ARTICLES_DATA = """\
scale: 1000
components:
  - id: common
    name: 共性目标
    points: 300
    components:
      - {id: p, name: 党的建设, points: 100}
      - {id: l, name: 依法行政, points: 100}
      - {id: e, name: 效能建设, points: 100}
  - {id: own, name: 个性目标, points: 700}
grades:
  ranked: true
  bands:
    - {name: 优秀, quota: 20%}
    - {name: 良好, min: 800}
    - {name: 达标, min: 600}
    - {name: 不达标}
"""
WEIGHTED = """\
2024年度绩效考核按照“工作实绩×70%+综合评价×20%+领导评价×10%”计算。
一、工作实绩（70%）
工作实绩满分100分，其中：重点工作60分、常规工作30分、创新工作10分。
1.重点工作：由县委督查室、县政府督查室按月通报，每半年考核一次，各占重点工作分值的50%。
2.常规工作：每项工作按10分计，未完成的扣除相应分值，低于6分的不计分。
3.创新工作：获省级以上推广的计10分，市级推广的计6分，县级推广的计3分，以最高分计，不重复计分。
二、综合评价（20%）
（一）服务对象评价：占10%。满意率95%以上得满分，每低1个百分点扣0.5分。
（二）部门互评：占10%。
三、领导评价（占10%）
县委书记、县长评价各占4%，其他县领导评价占2%。
四、考核等次
优秀：95分≤得分；良好：85≤得分＜95分；一般：70分（含）～85分；较差：70分以下。
各等次比例：优秀不高于25％，良好不高于45%。年度考核优秀单位的干部，年度考核优秀比例可上浮到20%。
"""
WEIGHTED_DATA = """\
components:
  - id: work
    name: 工作实绩
    share: 70%
    full: 100
    clause: 一
    components:
      - {id: key, name: 重点工作, points: 60, clause: 一1}
      - {id: daily, name: 常规工作, points: 30, clause: 一2}
      - {id: new, name: 创新工作, points: 10, clause: 一3}
  - {id: all, name: 综合评价, share: 20%, clause: 二}
  - {id: lead, name: 领导评价, share: 10%, clause: 三}
grades:
  ranked: true
  clause: 四
  bands:
    - {name: 优秀, min: 95, quota: 25%}
    - {name: 良好, min: 85, quota: 45%}
    - {name: 一般, min: 70}
    - {name: 较差}
"""
DATA = {CHAPTERS: CHAPTERS_DATA, ARTICLES: ARTICLES_DATA, WEIGHTED: WEIGHTED_DATA}


def read(text: str, data: str) -> Case:
    return case(yaml.safe_dump({"text": text}, allow_unicode=True) + data)


def codes(text: str, data: str) -> list[str]:
    return [found.code for found in check(read(text, data)) if "T001" <= found.code <= "T019"]


@pytest.mark.parametrize(("text", "data"), DATA.items())
def test_what_is_in_order_is_left_alone(text: str, data: str) -> None:
    assert codes(text, data) == []


PLANTED = [
    (CHAPTERS, "三、加分与扣分", "四、加分与扣分", "T001"),
    (CHAPTERS, "（二）党建工作（25分）", "（三）党建工作（25分）", "T001"),
    (CHAPTERS, "3.重点任务完成率", "4.重点任务完成率", "T001"),
    (CHAPTERS, "二是年终考核", "三是年终考核", "T001"),
    (CHAPTERS, "（三）本方案", "（3）本方案", "T003"),
    (CHAPTERS, "2.日常工作", "2、日常工作", "T003"),
    (CHAPTERS, "（二）扣分项", "（二）、扣分项", "T004"),
    (CHAPTERS, "（二）扣分项", "（二）加分项", "T006"),
    (CHAPTERS, "业务工作（60分）", "业务工作（65分）", "T009"),
    (CHAPTERS, "日常工作（20分）", "日常工作（二十五分）", "T009"),
    (CHAPTERS, "60%、25%、15%", "60%、20%、15%", "T010"),
    (CHAPTERS, "实行百分制", "实行千分制", "T011"),
    (CHAPTERS, "90分以上为优秀", "95分以上为优秀", "T013"),
    (CHAPTERS, "股室数的30%", "股室数的25％", "T014"),
    (CHAPTERS, "做好2024年度", "做好2023年度", "T019"),
    (ARTICLES, "第六条", "第七条", "T001"),
    (ARTICLES, "（三）效能建设", "（四）效能建设", "T001"),
    (ARTICLES, "本办法第五条", "本办法第九条", "T008"),
    (ARTICLES, "共性目标300分", "共性目标３５０分", "T009"),
    (ARTICLES, "总分1000分", "总分100分", "T011"),
    (ARTICLES, "前20%的单位", "前30%的单位", "T014"),
    (ARTICLES, "不足600分", "不足650分", "T013"),
    (WEIGHTED, "（一）服务对象", "（二）服务对象", "T001"),
    (WEIGHTED, "工作实绩×70%", "工作实绩×60%", "T017"),
    (WEIGHTED, "常规工作30分", "常规工作40分", "T009"),
    (WEIGHTED, "工作实绩满分100分", "工作实绩满分90分", "T009"),
    (WEIGHTED, "70分（含）～85分", "75分（含）～85分", "T013"),
    (WEIGHTED, "不高于45%", "不高于40%", "T014"),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), PLANTED)
def test_a_planted_defect_is_found_and_nothing_else(text: str, right: str, wrong: str, code: str) -> None:
    assert right in text
    assert set(codes(text.replace(right, wrong, 1), DATA[text])) == {code}
