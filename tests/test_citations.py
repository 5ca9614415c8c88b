"""The reader of 文号, titles and 附件 on the ways notices of many places write them; offsets hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.citations import Citations, inner_title
from gongkai.document_numbers import read_document_number
from growth import is_linear_in


@pytest.mark.parametrize(
    "written",
    [
        "国办发〔2017〕47号", "厦同退役军人局〔2020〕22号", "闽委办发明电〔2020〕5号", "人社部发〔2011〕33号", "皖政秘〔2023〕104号",
        "甬政办发〔2019〕1号", "川机管函〔2022〕1305号", "和政办〔2024〕6号", "经信字〔2018〕9号", "兴党政办〔2016〕3号",
    ],
)  # fmt: skip
def test_a_number_in_the_standards_form_is_well_formed(written: str) -> None:
    number = read_document_number(written)
    assert number and number.well_formed and number.plain == written


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("安政办[2019]64号", "安政办〔2019〕64号"),
        ("安政办【2019】64号", "安政办〔2019〕64号"),
        ("安政办（2019）64号", "安政办〔2019〕64号"),
        ("安政办(2019)64号", "安政办〔2019〕64号"),
        ("安政办［2019］64号", "安政办〔2019〕64号"),
        ("安政办﹝2019﹞64号", "安政办〔2019〕64号"),
        ("安政办〔2019〕第64号", "安政办〔2019〕64号"),
        ("安政办〔2019〕字第64号", "安政办〔2019〕64号"),
        ("安政办〔2019〕064号", "安政办〔2019〕64号"),
        ("安政办〔2019〕 64 号", "安政办〔2019〕64号"),
        ("安政办 〔2019〕64号", "安政办〔2019〕64号"),
        ("安政办〔 2019 〕64号", "安政办〔2019〕64号"),
        ("安政办〔２０１９〕６４号", "安政办〔2019〕64号"),
        ("安政办〔二〇一九〕六十四号", "安政办〔2019〕64号"),
        ("安政办〔2019年〕64号", "安政办〔2019〕64号"),
        ("安政办〔2019〕64", "安政办〔2019〕64号"),
        ("安政办〔2019]64号", "安政办〔2019〕64号"),
        ("安政办〔19〕64号", "安政办〔19〕64号"),
        ("安政办〔2019〕0号", "安政办〔2019〕0号"),
        ("安政办〔2019〕号", "安政办〔2019〕号"),
        ("安政办〔2019〕×号", "安政办〔2019〕号"),
        ("安政办〔2019〕  号", "安政办〔2019〕号"),
    ],
)
def test_a_number_in_another_form_is_read_and_not_well_formed(written: str, plain: str) -> None:
    number = read_document_number(written)
    assert number and number.plain == plain
    assert number.well_formed == (number.serial == "0")


@pytest.mark.parametrize(
    "text",
    [
        "（2019）闽01民终1号",
        "第三章（2019）3号楼",
        "〔2024〕",
        "（12）3号",
        "2024年第5号公告",
        "[2024]",
        "（2024）",
        "见（一）1号",
        "附件〔共5页〕",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert Citations(text).numbers == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("办法按照晋效〔2019〕3号文件执行。", ["晋效〔2019〕3号"]),
        ("根据闽政〔2020〕1号和泉政〔2020〕2号、安政〔2020〕3号文件精神", ["闽政〔2020〕1号", "泉政〔2020〕2号", "安政〔2020〕3号"]),
        ("《甲》（和政〔2020〕1号）", ["和政〔2020〕1号"]),
        ("皖政〔2020〕42、43号", ["皖政〔2020〕42号"]),
        ("以县政府办公室印发的安政办[2021]5号为准", ["安政办〔2021〕5号"]),
    ],
)
def test_numbers_stand_apart_from_the_sentence(text: str, numbers: list[str]) -> None:
    assert [number.plain for number in Citations(text).numbers] == numbers


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("根据《关于印发〈甲〉的通知》（安委办〔2019〕120号）和《乙》（安政办〔2019〕64号）",
         [("关于印发〈甲〉的通知", "安委办〔2019〕120号"), ("乙", "安政办〔2019〕64号")]),
        ("关于印发《甲》的通知（安政办〔2021〕26号）", [("甲", "安政办〔2021〕26号")]),
        ("安政办〔2021〕26号《甲》、国发〔2020〕1号文件《乙》", [("甲", "安政办〔2021〕26号"), ("乙", "国发〔2020〕1号")]),
        ("《甲》（以下简称《办法》，安政办〔2021〕26号）", [("甲", "安政办〔2021〕26号")]),
        ("《甲》（安政办〔2021〕26号，以下简称《办法》）", [("甲", "安政办〔2021〕26号")]),
        ("《甲》《乙》（安政办〔2021〕26号、27号）", []),
        ("《甲》《乙》（安政办〔2021〕26号）", []),
        ("《甲》，安政办〔2021〕26号", []),
        ("《关于印发<甲>的通知》(安政办〔2021〕26号)", [("关于印发<甲>的通知", "安政办〔2021〕26号")]),
    ],
)  # fmt: skip
def test_a_title_and_the_number_beside_it(text: str, cited: list[tuple[str, str]]) -> None:
    assert [(each.title.words, each.number.plain) for each in Citations(text).cited] == cited


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲》《乙》", ["甲", "乙"]),
        ("《关于印发《甲》的通知》", ["关于印发《甲》的通知"]),
        ("《关于印发《甲》的通知", ["甲"]),
        ("《甲\n》《乙》", ["乙"]),
        ("甲》《乙》", ["乙"]),
        ("《甲", []),
    ],
)
def test_titles_are_the_outermost_that_are_closed(text: str, titles: list[str]) -> None:
    assert [title.words for title in Citations(text).titles] == titles


def test_the_inner_title() -> None:
    assert inner_title("关于印发《甲《乙》丙》的通知") == "甲《乙》丙"
    assert inner_title("关于印发< 甲>的通知") == "甲"
    assert inner_title("关于印发甲的通知") == ""


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("详见附件1、附件2", [("附件1", (1,)), ("附件2", (2,))]) ,
        ("见附件1、2和3。", [("附件1、2和3", (1, 2, 3))]),
        ("见附件1-3，附件2至附件4", [("附件1-3", (1, 2, 3)), ("附件2至附件4", (2, 3, 4))]),
        ("见附件１", [("附件１", (1,))]),
        ("见附件 2", [("附件 2", (2,))]),
        ("附件1-1", [("附件1-1", (1,))]),
        ("附件一、附件十二", [("附件一", (1,)), ("附件十二", (12,))]),
        ("附件一并报送，附件一式两份", [("附件", ()), ("附件", ())]),
        ("附件下载", []),
        ("附件2份，附件2024年度考评表", [("附件", ()), ("附件", ())]),
        ("见附件2、3项工作", [("附件2", (2,))]),
        ("（见附表1）", [("附表1", (1,))]),
    ],
)  # fmt: skip
def test_mentions_of_attachments_are_counted_out(text: str, mentions: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(each.words, each.numbers) for each in Citations(text).attachments] == mentions


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《季度报表》（附件3）", "季度报表"),
        ("《报表》(见附件3)", "报表"),
        ("附件3《报表》", "报表"),
        ("见附件3：《报表》", "报表"),
        ("见附件3。《报表》", None),
    ],
)
def test_the_title_beside_an_attachment(text: str, title: str | None) -> None:
    (mention,) = Citations(text).attachments
    assert (mention.title and mention.title.words) == title and not mention.foreign


@pytest.mark.parametrize("text", ["《方案》附件2", "安政办〔2019〕64号附件2", "《方案》（安政办〔2019〕64号）的附件2", "见上级文件附件2"])
def test_an_attachment_of_another_document(text: str) -> None:
    assert [mention.foreign for mention in Citations(text).attachments] == [True]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("正文。\n附件：1.2024年度考评表\n　　　2.登记表\n青云县示例局", [(1, "2024年度考评表"), (2, "登记表")]),
        ("附件:1.《考评表(200分)》;\n2.《分解表》。\n附件下载", [(1, "《考评表(200分)》;"), (2, "《分解表》。")]),
        ("附件1.2024年度考评表\n2.登记表", [(1, "2024年度考评表"), (2, "登记表")]),
        ("附件1：考评表\n附件2：登记表", [(1, "考评表"), (2, "登记表")]),
        ("附件：2021年度定档分值表\n2021年9月30日", [(None, "2021年度定档分值表")]),
        ("附件：\n1.考评表\n2.登记表", [(1, "考评表"), (2, "登记表")]),
        ("附件\n1.考评表\n2.登记表", [(1, "考评表"), (2, "登记表")]),
        ("附件：1、考评表；2、登记表", [(1, "考评表"), (2, "登记表")]),
        ("附 件：1．考评表\n3．登记表", [(1, "考评表"), (3, "登记表")]),
    ],
)
def test_the_list_of_attachments(text: str, entries: list[tuple[int | None, str]]) -> None:
    listed = Citations(text).attachment_list
    assert listed and [(each.number, each.title) for each in listed.entries] == entries
    assert [text[each.start : each.end] for each in listed.entries] == [title for _, title in entries]
    assert Citations(text).attachments == ()


@pytest.mark.parametrize("text", ["附件1所列指标由各股室落实。", "附件：由各股室填写。报局办公室。", "附件1\n考评表", "正文见附件：表"])
def test_a_line_that_is_no_list_of_attachments(text: str) -> None:
    assert Citations(text).attachment_list is None


def test_what_the_attachments_themselves_say_is_no_mention() -> None:
    assert Citations("见附件1。\n附件：考评表\n附件1\n考评表，另见附件7").attachments[1:] == ()


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("附件：1.甲表\n2.乙表\n附件1\n\n甲表\n附件 2：\n　乙表\n内容", [(1, "甲表"), (2, "乙表")]),
        ("正文\n附件\n考评表", [(None, "考评表")]),
        ("附件一\n考评表", [(1, "考评表")]),
        ("附件：考评表", []),
        ("附件1：考评表\n附件2：登记表", []),
    ],
)
def test_the_attachments_own_pages(text: str, pages: list[tuple[int | None, str]]) -> None:
    found = Citations(text).attachment_pages
    assert [(page.number, page.title) for page in found] == pages
    assert all(text[page.title_start :].startswith(page.title) and text[page.start :].startswith("附件") for page in found)


PIECES = [
    "《",
    "》",
    "〔2024〕",
    "（2024）",
    "12",
    "号",
    "第",
    "附件",
    "附件：",
    "1.",
    "、",
    "-3",
    "安政办",
    "和",
    "\n",
    "　",
    "表",
    "（",
    "）",
    "<",
    ">",
    "×",
    "9" * 30,
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_offsets_are_those_of_the_words(text: str) -> None:
    cited = Citations(text)
    assert all(text[each.start : each.end] == each.words for each in cited.numbers)
    assert all(text[each.start : each.end] == each.words for each in cited.attachments)
    assert all(text[each.start + 1 : each.end - 1] == each.words for each in cited.titles)
    assert all(each.title in cited.titles and each.number in cited.numbers for each in cited.cited)
    assert cited.attachment_list is None or all(text[e.start : e.end] == e.title for e in cited.attachment_list.entries)


@pytest.mark.parametrize(
    "piece",
    [
        "《",
        "》《",
        "《甲》（安政〔2020〕1号）",
        "〔2024〕",
        "和" * 50,
        "附件1、2-9、",
        "附件1至附件2",
        "附件：1.",
        "\n附件：1.表\n",
        "\n附件",
    ],
)
def test_reading_takes_time_linear_in_the_text(piece: str) -> None:
    def read(text: str) -> None:
        cited = Citations(text)
        assert isinstance((cited.cited, cited.attachments, cited.attachment_list), tuple)

    assert is_linear_in(read, piece, 300_000)
