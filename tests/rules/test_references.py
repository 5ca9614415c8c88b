"""Family R on the ways notices of many places refer to documents: what is found, and what a clerk would leave alone."""

import pytest
from hypothesis import given, settings

from gongkai.model import Agency, Document, Region, Scheme
from gongkai.rules import Case, check
from gongkai.rules.pages import Block
from gongkai.rules.registry import checks
from growth import is_linear_in
from rules.examples import case
from strategies import agencies, documents, regions, schemes

REGISTRY = """\
青政办〔2024〕12号:
  title: 青云县人民政府办公室关于印发《2024年度青云县绩效评估工作方案》的通知
  issuer: 中共青云县委办公室、青云县人民政府办公室
  date: 2024-02-20
省效能委〔2022〕3号: {title: 机关效能建设考核评价办法（试行）, issuer: 省机关效能建设委员会}
"""
AGENCY = """\
name: 青云县民政局
short_names: [县民政局]
code_words: [青民]
units:
  - {name: 办公室, aliases: [局办公室, 青云县民政局办公室]}
  - {name: 社会救助股}
  - {name: 第一督查股}
  - {name: 青云县殡仪服务中心, aliases: [县殡仪服务中心]}
"""


def scheme(line: str, notice: str = "", more: str = "") -> Case:
    """A bureau's scheme whose introduction is `line`; `notice` are fields of its notice that differ from a correct one's."""
    fields = {
        "number": "青民〔2024〕5号",
        "title": "关于印发《青云县民政局2024年度绩效评估工作方案》的通知",
        "body": "现将《青云县民政局2024年度绩效评估工作方案》印发给你们，请遵照执行。",
        "signed_by": "青云县民政局",
        "signed_on": "2024-03-15",
    }
    fields |= dict(field.split(": ", 1) for field in notice.splitlines())
    written = "".join(f"  {key}: {value}\n" for key, value in fields.items())
    text = "text: |\n" + "".join(
        f"  {each}\n" for each in [*line.splitlines(), "一、考评内容", "（一）业务工作目标（70分）", "（二）行政能力目标（30分）"]
    )
    blocks = {"agency": AGENCY, "documents": REGISTRY, "region": "name: 青云县\nparent: 云州市\n"}
    beside = tuple(Block(title=title, text=words, marks=()) for title, words in blocks.items())
    return case(f"title: 青云县民政局2024年度绩效评估工作方案\nnotice:\n{written}{text}{more}", beside)


def codes(examined: Case, family: str = "R") -> list[str]:
    return sorted(each.code for each in check(examined) if each.code[0] == family)


@pytest.mark.parametrize(
    "line",
    [
        "根据《2024年度青云县绩效评估工作方案》（青政办〔2024〕12号）要求，结合我局实际，制定本方案。",
        "按照县委办公室、县政府办公室《关于印发〈2024年度青云县绩效评估工作方案〉的通知》（青政办〔2024〕12号）和省机关效能委有关规定执行。",
        "根据青政办〔2024〕12号文件精神，制定本方案。",
        "依据《机关效能建设考核评价办法（试行）》（省效能委〔2022〕3号）和青政办〔2024〕12号《2024年度青云县绩效评估工作方案》。",
        "青云县财政局、青云县统计局与青云县审计局共同核验，青云县人民政府办公室通报。",
        "青云县编委办公室、中共青云县纪委办公室会同，青云县农委办公室参加。",
        "制定《县民政局2024年度绩效评估工作方案》，即《民政局2024年度绩效评估工作方案》。",
        "由第二督查股配合第一督查股，殡仪服务中心、青云民政局社会救助股参加。",
        "《2024年度绩效评估工作方案》由局办公室负责解释，县政府的《2024年度青云县绩效评估工作方案》另行传达。",
        "执行《中华人民共和国公务员法》《行政机关公务员处分条例》（国务院令第495号）。",
        "（2023）青01行终15号判决指出的问题，纳入考核；第3号楼、〔见附表〕不计。",
        "以往年度的《方案》（以下简称《办法》）不再执行。",
    ],
)
def test_ordinary_references_are_left_alone(line: str) -> None:
    assert codes(scheme(line)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("按照青政办[2024]12号、青政办（2024）12号和青政办【2024】12号执行。", ["R003", "R003", "R003"]),
        ("按照青政办〔2024〕第12号执行。", ["R003"]),
        ("按照青政办〔24〕12号执行。", ["R003", "R010"]),
        ("按照青政办〔2024〕012号执行。", ["R003"]),
        ("按照青政办〔2024〕 12 号执行。", ["R003"]),
        ("按照青政办〔2024〕×号执行。", ["R004"]),
        ("青民〔2024〕15号\n为做好工作，制定本方案。", ["R007"]),
        ("根据《2024年度青云县机关效能考核细则》（青政办〔2024〕12号）。", ["R011"]),
        ("根据《青云县人民政府办公室关于印发〈2024年度青云县绩效评估工作方案〉的通知》（青政办〔2024〕21号）。", ["R011"]),
        ("《甲乙丙丁管理办法》（云府〔2023〕1号），《戊己庚辛管理办法》（云府〔2023〕1号）。", ["R008", "R010"]),
        ("《甲乙丙丁管理办法》（云府〔2023〕1号），《甲乙丙丁管理办法》（云府〔2023〕2号）。", ["R009", "R010", "R010"]),
        ("《关于印发〈甲乙丙丁办法〉的通知》（云府〔2023〕1号），《甲乙丙丁办法》（云府〔2023〕2号）。", ["R009", "R010", "R010"]),
        ("《云州市甲乙丙丁办法》（云府〔2023〕1号），《云州市甲乙丙丁办法》（云办〔2023〕1号）。", ["R009", "R010", "R010"]),
        ("贯彻《关于加强效能建设的意见》（闽委〔2023〕8号）和《关于加强效能建设的意见》（云委〔2023〕15号）。", ["R010", "R010"]),
        ("根据青政办〔2025〕3号文件。", ["R010", "R013"]),
        ("制定《青云县民政局2024年绩效评估工作方案》。", ["R016"]),
        ("制定《2024年度绩效考核工作方案》，报县人社局。", ["R016"]),
        ("中共青县委办公室、青云县人名政府办公室要求。", ["R018", "R018"]),
        ("社会求助股负责，青云县民民政局办公室督促，青云县民局办公室汇总。", ["R018", "R018", "R018"]),
        ("由青云县滨仪服务中心负责。", ["R018"]),
    ],
)
def test_what_a_careful_clerk_would_mark(line: str, found: list[str]) -> None:
    assert codes(scheme(line)) == found


@pytest.mark.parametrize(
    ("notice", "found"),
    [
        ("number: 青民（2024）5号", ["R002"]),
        ("number: 青民〔2024〕第5号", ["R002"]),
        ("number: 青民2024-5", ["R002"]),
        ("number: 青民〔2024〕号", ["R004"]),
        ("number: 青民〔2024〕0号", ["R004"]),
        ("number: 青民办函〔2024〕5号", []),
        ("number: 2024年第5号", []),
        ("number: 青财〔2024〕5号", ["R006"]),
        ("number: 青民〔2023〕5号", ["R005"]),
        ("title: 关于做好2024年度绩效评估工作的通知", []),
        ("title: 青云县民政局关于印发2024年度绩效评估工作方案的通知", []),
        ("title: 县民政局关于印发《县民政局2024年度绩效评估工作方案》的通知", []),
        ("title: 关于印发《2024年度青云县民政局绩效评估工作方案》的通知", ["R016"]),
        ("title: 关于印发《2023年度绩效评估工作方案》的通知", ["R016"]),
        ("title: 关于印发《青云县民政局2024年度绩效评估工作方案》和《评分细则》的通知", []),
        ("title: 关于印发《青云县民政局2024年度绩效评估工作方案》", ["R017"]),
        ("title: 关于印发青云县民政局2024年度绩效评估工作方案（修订）的通知", ["R016"]),
        ("title: 青云县民政局2024年度绩效评估工作方案的通知（试行）", []),
        ("signed_by: 青云县民证局", ["R019"]),
        ("signed_by: 县民政局", []),
        ("signed_by: 中共青云县民政局党组", []),
        ("signed_by: 青云县财政局 青云县民政局", []),
        ("body: 《青云县民政局2024年度绩效考评工作方案》已经局党组会议研究通过，现印发给你们。", ["R016"]),
        ("body: 现将青云县民政局2024年度方案印发给你们。", []),
        ("body: 根据青政办[2024]12号文件，现将《青云县民政局2024年度绩效评估工作方案》印发给你们。", ["R003"]),
    ],
)
def test_the_notice(notice: str, found: list[str]) -> None:
    assert codes(scheme("为做好工作，制定本方案。", notice)) == found


@pytest.mark.parametrize(
    ("basis", "found"),
    [("青政办〔2024〕12号", ["R015"]), ("青政办〔2024〕21号", ["R014", "R015"]), ("青政办[2024]12号", ["R003", "R015"])],
)
def test_the_list_of_bases(basis: str, found: list[str]) -> None:
    assert codes(scheme("为做好工作，制定本方案。", more=f"based_on:\n  - {basis}\n")) == found
    if found == ["R015"]:
        assert codes(scheme(f"根据{basis}，制定本方案。", more=f"based_on:\n  - {basis}\n")) == []


def test_a_scheme_may_bear_the_title_of_its_notice() -> None:
    title = "青云县示例局关于印发《2024年度绩效评估工作方案》的通知"
    notice = f"notice: {{title: {title}, body: 现印发给你们。, signed_by: 青云县示例局, signed_on: 2024-03-15}}\n"
    assert codes(case(f"title: {title}\n{notice}")) == []


def test_a_repair_is_offered_only_for_the_way_of_writing() -> None:
    findings = {
        each.place.length: each.replacement
        for each in check(scheme("按照青政办[2024]12号、青政办〔2024〕第012号。"))
        if each.code == "R003"
    }
    assert findings == {len("青政办[2024]12号"): "青政办〔2024〕12号", len("青政办〔2024〕第012号"): None}


def test_a_bare_scheme_is_not_flooded() -> None:
    bare = case(
        "text: |\n  根据《关于做好考评工作的通知》（云府办〔2024〕9号），制定本方案。\n  一、考评内容\n  （一）业务工作目标（70分）\n"
    )
    assert codes(bare) == codes(bare, "A") == []


@settings(max_examples=60)
@given(schemes(), agencies(), regions(), documents())
def test_no_rule_raises_whatever_the_registries_hold(scheme: Scheme, agency: Agency, region: Region, registry: dict[str, Document]) -> None:
    examined = Case(scheme=scheme, agency=agency, region=region, documents=registry)
    assert all(each.message for each in check(examined))


@pytest.mark.parametrize(
    "piece",
    ["青云县人名政府办公室", "《甲乙丙丁办法》（云府〔2023〕1号）", "《青云县民政局2024年绩效评估工作方案》", "见附件9、", "附件：1.表\n"],
)
def test_a_long_text_takes_time_linear_in_its_length(piece: str) -> None:
    def examine(text: str) -> None:
        examined = scheme(text)
        for code, rule in checks().items():
            if code[0] in "RA":
                assert all(each.code == code for each in rule(examined))

    assert is_linear_in(examine, piece, 150_000)
