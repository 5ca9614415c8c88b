"""The notice page: what the box says, how the text becomes headings, lists and links, and what stands under it."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from conftest import Golden
from gongkai.model import Attachment, ChangeNote, Document, Notice, Scheme
from gongkai.outline import read_outline
from gongkai.rules import Case
from gongkai.views.notice.enclosures import attachment_lines, attachment_targets, enclosures
from gongkai.views.notice.page import notice_page
from gongkai.views.notice.prose import Block, attachment_rows, read_prose
from gongkai.views.notice.roster import person, roster_length
from gongkai.views.subject import Sibling, Subject
from gongkai.views.words import Links, Target, Words, breakable, cited, mentions
from reading import read

NOWHERE = Links(documents={}, attachments={})


def blocks(text: str, links: Links = NOWHERE) -> tuple[Block, ...]:
    return read_prose(read_outline(text), links, {})


def changed(subject: Subject, **fields: object) -> Subject:
    """The subject with other values in its scheme."""
    case = subject.case
    scheme = msgspec.structs.replace(case.scheme, **fields)
    other = Case(scheme=scheme, region=case.region, agency=case.agency, documents=case.documents)
    return Subject(case=other, address=subject.address, findings=(), digest=subject.digest, earlier=None, later=None, today=subject.today)


@pytest.mark.parametrize("address", ["anxi/sfj/2019", "anxi/kjj/2021", "tongan/tyjrswj/2020", "jinjiang/zrzyj/2019", "demo/mzj/2025"])
def test_golden(subjects: dict[str, Subject], golden: Golden, address: str) -> None:
    golden(f"{address.replace('/', '-')}-index.html", notice_page(subjects[address]).body)


def test_the_page_holds_the_text_to_the_character(subjects: dict[str, Subject]) -> None:
    for each in subjects.values():
        words = "".join(read(notice_page(each).body).words.replace("考评表", "").split())
        for line in each.case.scheme.text.splitlines():
            assert "".join(line.replace("考评表", "").split()) in words


def test_every_heading_of_the_text_can_be_linked_to(subjects: dict[str, Subject]) -> None:
    for each in subjects.values():
        ids = read(notice_page(each).body).ids
        assert [section.anchor for section in each.case.outline.sections if section.anchor not in ids] == []


def test_labels_of_the_box_are_the_regions(subjects: dict[str, Subject]) -> None:
    assert "<dt>公文生成日期</dt><dd>2020-09-01</dd>" in notice_page(subjects["tongan/tyjrswj/2020"]).body
    assert "<dt>生成日期</dt><dd>2024-09-27</dd>" in notice_page(subjects["anxi/mzj/2024"]).body


def test_a_scheme_without_notice_is_its_text_alone(subjects: dict[str, Subject]) -> None:
    page = notice_page(subjects["jinjiang/zrzyj/2019"])
    assert "gk-masthead" not in page.body
    assert "gk-colophon" not in page.body
    assert page.contents[0].text == "一、指导思想"


@pytest.mark.parametrize(
    ("filed", "copied_to", "shown"),
    [(True, ("县人社局",), "抄送：县人社局，存档。"), (False, ("甲", "乙"), "抄送：甲，乙。"), (True, (), "存档。"), (False, (), "")],
)
def test_the_colophon_names_the_receivers(subjects: dict[str, Subject], filed: bool, copied_to: tuple[str, ...], shown: str) -> None:
    notice = Notice(title="通知", body="正文。", signed_by="某局", signed_on=date(2024, 1, 2), filed=filed, copied_to=copied_to)
    body = notice_page(changed(subjects["anxi/mzj/2024"], notice=notice)).body
    indented = ' class="gk-copied"' if copied_to else ""
    assert (f"<p{indented}>{shown}</p>" in body) if shown else ("gk-colophon" not in body)


def test_long_lists_of_receivers_have_room_on_paper(subjects: dict[str, Subject]) -> None:
    notice = Notice(title="通知", body="正文。", signed_by="某局", signed_on=date(2024, 1, 2), copied_to=("县人力资源和社会保障局",) * 6)
    assert 'class="gk-sheet" style="--gk-rows:3"' in notice_page(changed(subjects["anxi/mzj/2024"], notice=notice)).body


@pytest.mark.parametrize(("replaced_by", "said"), [("示民〔2024〕12号", True), ("示民〔2024〕13号", False), (None, False)])
def test_what_replaces_what_stands_beside_the_years(subjects: dict[str, Subject], replaced_by: str | None, said: bool) -> None:
    case = subjects["demo/mzj/2023"].case
    disclosure = msgspec.structs.replace(case.scheme.disclosure, replaced_by=replaced_by)
    scheme = msgspec.structs.replace(case.scheme, disclosure=disclosure)
    later = Sibling(address="demo/mzj/2024", year=2024, number="示民〔2024〕12号")
    older = replace(subjects["demo/mzj/2023"], case=another(case, scheme), later=later)
    assert ("代替本文件" in notice_page(older).body) == said
    case = subjects["demo/mzj/2024"].case
    earlier = Sibling(address="demo/mzj/2023", year=2023, published=True)
    newer = replace(subjects["demo/mzj/2024"], case=another(case, case.scheme, scheme), earlier=earlier)
    assert ("由本文件代替" in notice_page(newer).body) == said
    assert '<a href="compare.html">与2023年度方案的不同</a>' in notice_page(newer).body


def another(case: Case, scheme: Scheme, previous: Scheme | None = None) -> Case:
    """The same agency's case of that scheme."""
    return Case(scheme=scheme, region=case.region, agency=case.agency, documents=case.documents, previous=previous)


def test_changes_after_publication_are_shown(subjects: dict[str, Subject]) -> None:
    subject = subjects["anxi/mzj/2024"]
    corrected = msgspec.structs.replace(
        subject.case.scheme.disclosure, changes=(ChangeNote(on=date(2024, 11, 2), note="更正二级指标3.2的完成时限"),)
    )
    assert "2024年11月2日</span>　更正二级指标3.2的完成时限" in notice_page(changed(subject, disclosure=corrected)).body


def test_the_address_stands_below_with_its_code_where_the_site_knows_its_own(subjects: dict[str, Subject]) -> None:
    subject = subjects["anxi/mzj/2024"]
    assert "gk-here" not in notice_page(subject).body
    body = notice_page(replace(subject, site_url="https://www.example.gov.cn/zwgk/")).body
    assert "<span>https://www.example.gov.cn/zwgk/anxi/mzj/2024/index.html</span>" in body
    assert body.count('<svg class="gk-qr" role="img" aria-label="本页网址的二维码"') == 1
    assert "<svg" not in notice_page(replace(subject, site_url="https://www.example.gov.cn/" + "a" * 200 + "/")).body


def test_a_heading_goes_as_far_as_its_stop() -> None:
    (block,) = blocks("（一）指标内容。一级指标应选择重点工作。")
    assert (block.kind, block.number, block.html) == ("heading", "（一）", "一级指标应选择重点工作。")
    assert block.head == '<h3 id="s-1" class="gk-doc-2"><a class="gk-self" href="#s-1">（一）</a>指标内容。</h3>'


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、参评对象", "heading"),
        ("（四）开展内部考评。", "heading"),
        ("1、2021年9月30日前报送：", "heading"),
        ("2、2021年10月10日前报送第三季度报表；", "paragraph"),
        ("3、2022年1月5日前报送自查报告。", "paragraph"),
        ("（一）要坚持责权统一原则，切实履行工作职责，提早统筹规划，设置指标不得避重就轻，高质量开展考评。", "paragraph"),
    ],
)
def test_a_numbered_sentence_is_no_heading(line: str, kind: str) -> None:
    (block,) = blocks(line)
    assert block.kind == kind


def test_headings_under_a_numbered_paragraph_skip_no_level() -> None:
    found = blocks(
        "一、总则\n（一）这是一句很长的话，它没有标题，只是编了号，所以在目录里不出现，下面的小标题也不能因此跳过一级。\n1.小标题"
    )
    assert [(block.kind, block.head[:3]) for block in found] == [("heading", "<h3"), ("paragraph", ""), ("heading", "<h4")]


def test_people_in_columns_become_cells() -> None:
    (block, after) = blocks(
        "组  长：林丽艳  局长\n        林  某  党组成员、副局长\n成  员：陈小玲（局办公室科员）\n谢诚勇（股员）\n办公室设在局办公室。"
    )
    assert [tuple(map(str, row)) for row in block.rows] == [
        ("组　长：", "林丽艳", "局长"),
        ("", "林　某", "党组成员、副局长"),
        ("成　员：", "陈小玲（局办公室科员）", ""),
        ("", "谢诚勇（股员）", ""),
    ]
    assert after.kind == "paragraph"


def test_prose_with_two_spaces_is_no_list_of_people() -> None:
    assert (
        roster_length(
            iter(["按照《中共安溪县委办公室  安溪县人民政府办公室关于印发规定的通知》，做好法定工作职责所确定的目标任务和计划，"])
        )
        == 0
    )
    assert roster_length(iter([])) == 0


def test_a_cell_is_escaped() -> None:
    assert person("组长：<b>  &") == ("组长：", "&lt;b&gt;", "&amp;")


def test_the_texts_own_list_of_attachments_is_linked() -> None:
    links = Links(documents={}, attachments={2: Target(href="#att-2", hint="登记表（未公开）")})
    found = blocks("五、要求\n各单位见附件2。\n附件1.考评表\n2.登记表", links)
    assert found[1].html == '各单位见<a class="gk-ref" href="#att-2" title="登记表（未公开）">附件2</a>。'
    assert [tuple(map(str, row)) for row in found[2].rows] == [
        ("附件", "1.考评表"),
        ("", '<a class="gk-ref" href="#att-2" title="登记表（未公开）">2.登记表</a>'),
    ]


def test_attachments_are_listed_where_the_text_does_not(subjects: dict[str, Subject]) -> None:
    scheme = msgspec.structs.replace(
        subjects["demo/mzj/2025"].case.scheme,
        attachments=(
            Attachment(number=1, title="考评表", content="indicators"),
            Attachment(number=2, title="登记表", content="contacts", withheld="含联系方式"),
            Attachment(number=3, title="报表", content="report"),
        ),
    )
    listed = enclosures(scheme)
    assert attachment_lines(listed) == ["附件：1. 考评表", "2. 登记表", "3. 报表"]
    assert [([way.href for way in each.ways], each.status) for each in listed] == [
        (["scores.html"], "见绩效目标考评表"),
        ([], "未公开：含联系方式"),
        ([], "附件未随文提供"),
    ]
    rows = attachment_rows(attachment_lines(listed), Links(documents={}, attachments=attachment_targets(listed)))
    assert [label for label, _ in rows] == ["附件：", "", ""]


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (1024, "1 KB"), (1025, "2 KB"), (12_000, "12 KB"), (1_024_000, "1000 KB"), (1_024_001, "1.0 MB"), (20 << 20, "20.0 MB")],
)
def test_a_file_is_offered_with_format_and_size(subjects: dict[str, Subject], size: int, words: str) -> None:
    report = Attachment(number=3, title='报表"><b>', content="report", file="bao-biao.xlsx")
    subject = replace(changed(subjects["demo/mzj/2025"], attachments=(report,)), files={"bao-biao.xlsx": size})
    body = notice_page(subject).body
    assert f'<a href="bao-biao.xlsx" download="报表&#34;&gt;&lt;b&gt;.xlsx">下载（XLSX，{words}）</a>' in body
    assert "附件未随文提供" not in body


def test_a_table_that_came_as_a_file_too_has_both_links(subjects: dict[str, Subject]) -> None:
    table = Attachment(number=1, title="考评表", content="indicators", file="kaopingbiao.pdf")
    scheme = msgspec.structs.replace(subjects["demo/mzj/2025"].case.scheme, attachments=(table,))
    (listed,) = enclosures(scheme, {"kaopingbiao.pdf": 5})
    assert [way.href for way in listed.ways] == ["scores.html", "kaopingbiao.pdf"]
    assert listed.status == "见绩效目标考评表，可下载"


def test_a_file_that_is_withheld_or_not_there_is_not_linked(subjects: dict[str, Subject]) -> None:
    withheld = Attachment(number=1, title="登记表", file="dengjibiao.xlsx", withheld="含联系方式")
    missing = Attachment(number=2, title="报表", file="baobiao.xlsx")
    scheme = msgspec.structs.replace(subjects["demo/mzj/2025"].case.scheme, attachments=(withheld, missing))
    assert [(each.ways, each.status) for each in enclosures(scheme, {"dengjibiao.xlsx": 5})] == [
        ((), "未公开：含联系方式"),
        ((), "附件未随文提供"),
    ]


def test_an_attachment_without_number_is_linked_only_after_a_verb() -> None:
    links = Links(documents={}, attachments={0: Target(href="#att-1", hint="考评表")})
    assert [start for start, *_ in mentions("（目标考评表见附件），附件：考评表", links)] == [7]


def test_a_cited_document_is_found_with_spaces_and_by_its_longest_name() -> None:
    known = {"政办〔2019〕3号": 1, "晋政办〔2019〕3号": 1, "晋效〔2019〕3号": 1, "没有括号": 1}
    text = "按照晋效〔2019〕3 号、晋政办〔2019〕3号和晋效〔2020〕3号"
    assert [(text[start:end], number) for start, end, number in cited(text, known)] == [
        ("晋效〔2019〕3 号", "晋效〔2019〕3号"),
        ("晋政办〔2019〕3号", "晋政办〔2019〕3号"),
    ]


def test_documents_cited_in_the_text_are_listed_after_the_basis(subjects: dict[str, Subject]) -> None:
    subject = subjects["anxi/kjj/2021"]
    body = notice_page(subject).body
    assert body.index("制定依据　") < body.index("文中引用　")
    repealed = {number: Document(title="某通知", status="废止", url="javascript:alert(1)") for number in subject.case.documents}
    case = Case(scheme=subject.case.scheme, region=subject.case.region, agency=subject.case.agency, documents=repealed)
    other = notice_page(Subject(case=case, address="a/b/2021", findings=(), digest="", earlier=None, later=None, today=subject.today)).body
    assert 'title="某通知（废止）"' in other
    assert "javascript" not in other


def test_an_unregistered_basis_is_listed_without_title(subjects: dict[str, Subject]) -> None:
    body = notice_page(changed(subjects["anxi/mzj/2024"], based_on=("某办〔2024〕1号",))).body
    assert '<span class="gk-list-key">某办〔2024〕1号</span><span>题名未登记' in body


def test_a_mark_that_crosses_a_border_is_left_out() -> None:
    words = Words("甲<乙丙", [(2, 4, "<b>", "</b>")])
    assert (words.html(0, 3), words.html(3, 4)) == ("甲&lt;乙", "丙")


def test_a_title_breaks_between_words() -> None:
    assert breakable("关于印发《2024年度<某>绩效评估工作方案》的通知") == (
        "关于印发<wbr>《2024年度<wbr>&lt;某&gt;<wbr>绩效<wbr>评估<wbr>工作方案》<wbr>的通知"
    )


def test_a_long_text_is_read_in_one_pass() -> None:
    text = "成  员：甲某  科员\n" * 20_000 + "（1）一项；（2）又一项，见附件1\n" * 20_000
    assert len(blocks(text)) == 20_001
