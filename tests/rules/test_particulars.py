"""The reader of personal particulars: what is one and what only looks like one, how it is masked, and that it is linear."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.diagnostics import Finding, Place, Related
from gongkai.rules.personal.identity import check_digit, is_bank_card, is_identity_number, is_old_identity_number
from gongkai.rules.personal.masking import discreet, mask, masked
from gongkai.rules.personal.particulars import has_trace, read_particulars
from growth import is_linear_in

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))]

FOUND = [
    ("抽查对象13800001234。", "mobile", "13800001234"),
    ("张三（13800001234）", "mobile", "13800001234"),
    ("手机：138 0000 1234，", "mobile", "138 0000 1234"),
    ("手机号138-0000-1234", "mobile", "138-0000-1234"),
    ("＋86 13800001234", "mobile", "86 13800001234"),
    ("+8613800001234", "mobile", "8613800001234"),
    ("+86-138-0000-1234", "mobile", "86-138-0000-1234"),
    ("手机１３８００００１２３４", "mobile", "１３８００００１２３４"),
    ("Tel:13800001234", "mobile", "13800001234"),
    ("0595-23232323 13800001234", "mobile", "13800001234"),
    ("办公室0595—23232323，13800001234", "mobile", "13800001234"),
    ("联系人：张三，电话13800001234。", "contact", "13800001234"),
    ("监督举报电话：13800001234", "contact", "13800001234"),
    ("联系电话（手机）：13800001234", "contact", "13800001234"),
    ("张三11010519491231002X", "identity", "11010519491231002X"),
    ("张三11010519491231002x", "identity", "11010519491231002x"),
    ("张三１１０１０５１９４９１２３１００２Ｘ", "identity", "１１０１０５１９４９１２３１００２Ｘ"),
    ("张三110105 19491231 002X", "identity", "110105 19491231 002X"),
    ("证件编号：11010519491231002X", "identity", "11010519491231002X"),
    ("身份证号码：110105194912310021", "identity", "110105194912310021"),
    ("身份证：110105491231002", "identity", "110105491231002"),
    ("汇入6222020200112230129", "card", "6222020200112230129"),
    ("汇入6222 0202 0011 2230 129", "card", "6222 0202 0011 2230 129"),
    ("发到12345678@qq.com。", "mailbox", "12345678@qq.com"),
    ("发到13800001234@139.com", "mailbox", "13800001234@139.com"),
    ("发到shilimzj@163.com，", "free", "shilimzj@163.com"),
    ("发到zhang.san＠Sina.com", "free", "zhang.san＠Sina.com"),
    ("家庭住址：示例镇中山路12号301室，", "address", "示例镇中山路12号301室"),
    ("户籍所在地：示例镇登山村3组5号。", "address", "示例镇登山村3组5号"),
    ("住址为东街8号", "address", "东街8号"),
    ("家庭住址：示例镇中山路 12 号", "address", "示例镇中山路 12 号"),
    ("微信号：zhang_shili88", "other", "zhang_shili88"),
    ("QQ：12345678", "other", "12345678"),
    ("护照号码：E12345678", "other", "E12345678"),
    ("车牌号：闽C·12345", "other", "闽C·12345"),
]

PASSED = [
    "联系电话：0595-23232323",
    "联系电话：0595 - 2323 2323",
    "服务热线12345，12315，400-800-8888",
    "138****1234",
    "1380000****",
    "11010519491231****",
    "110105194912310021",
    "统一社会信用代码：113505240038350524",
    "91350524MA13800123",
    "91350524MA2XN13800",
    "闽政办〔2024〕13800001234号",
    "索引号：QZ00112-0501-2024-00012",
    "索引号QZ00112-135-2024-0001",
    "项目编号13800001234",
    "项目代码：2020-350524-13-03-012345",
    "编号：FJ-138-0000-1234",
    "FJ13800001234",
    "投资13800001234元",
    "投资 13800001234 元",
    "13800001234.50万元",
    "0.13800001234",
    "达到13,800,001,234元",
    "ISBN 978-7-5010-1234-5",
    "150 2023 2024",
    "2023-2024 2024-2025",
    "2024-09-27 2024-10-10",
    "时间戳1393804800000",
    "行政区划代码350524100001",
    "https://www.example.gov.cn/2024/13800001234.html",
    "www.example.gov.cn/?id=13800001234",
    "110105491231002",
    "账号：13520101040012345",
    "6222020200112230120",
    "4222020200112230",
    "mzj@example.gov.cn",
    "mzj@example.com.cn",
    "@163.com",
    "办公地址：示例镇民主路1号",
    "地址：示例镇民主路1号302室",
    "户籍所在地：示例镇",
    "居住地的社区",
    "住房保障100户，住址核查3次",
    "微信公众号：青云民政",
    "工作QQ群：123456789",
    "按照车牌管理规定",
    "12345678901",
    "20240927123456",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_what_identifies_a_person(text: str, kind: str, words: str) -> None:
    (found,) = read_particulars(text)
    assert (found.kind, text[found.start : found.end]) == (kind, words)


@pytest.mark.parametrize("text", PASSED)
def test_what_only_looks_like_it(text: str) -> None:
    assert read_particulars(text) == []


def test_several_beside_each_other() -> None:
    text = "张三13800001234、13900005678 李四15000001111-15000002222"
    assert [text[each.start : each.end] for each in read_particulars(text)] == ["13800001234", "13900005678", "15000001111", "15000002222"]


@pytest.mark.parametrize("text", SEEDS)
def test_issued_schemes_hold_none(text: str) -> None:
    assert read_particulars(text) == []


HAN = st.text("的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会", max_size=12)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
IDENTITIES = st.tuples(st.sampled_from(["110105", "350524", "650102"]), st.dates(min_value=dt.date(1930, 1, 1)), st.integers(0, 999)).map(
    lambda parts: _checked(f"{parts[0]}{parts[1]:%Y%m%d}{parts[2]:03}")
)
CARDS = st.from_regex(r"62[0-9]{16}", fullmatch=True).map(
    lambda digits: next(f"{digits}{d}" for d in range(10) if is_bank_card(f"{digits}{d}"))
)


def _checked(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


@given(st.lists(st.tuples(HAN, MOBILES | IDENTITIES | CARDS), max_size=6))
def test_every_number_between_words_is_found_and_masked(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{words}的{number}，" for words, number in parts)
    found = read_particulars(text)
    assert [text[each.start : each.end] for each in found] == [number for _, number in parts]
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert not any(number in hidden for _, number in parts)
    assert masked(hidden) == hidden


@given(IDENTITIES, st.integers(0, 17), st.integers(1, 9))
def test_a_wrong_digit_makes_no_identity_number(number: str, at: int, by: int) -> None:
    digit = str((int(number[at]) + by) % 10) if number[at] != "X" else "1"
    assert not is_identity_number(number[:at] + digit + number[at + 1 :])


def test_the_standards_own_examples() -> None:
    assert is_identity_number("11010519491231002X") and is_identity_number("440524188001010014") is False, "GB 11643 has one of 1880"
    assert is_old_identity_number("110105491231002") and not is_old_identity_number("990105491231002")


@given(st.text("0123456789 -Xx@.电话住址：QQ微信号a０１＠", max_size=60))
@example("86")
@example("111 1 1 1")
def test_no_text_is_an_error_and_masks_are_final(text: str) -> None:
    found = read_particulars(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert len(masked(text)) == len(text)
    assert not found or has_trace(text)


@pytest.mark.parametrize(
    "piece", ["1", "111 1 1 1 ", "138 0000 1234 ", "1380000123", "a", "a@", "@163.com", "家庭住址：", "QQ：", "13800001234、", "6222 0202 "]
)
def test_reading_takes_time_linear_in_the_text(piece: str) -> None:
    assert is_linear_in(read_particulars, piece, 200_000)


def test_what_a_mask_leaves() -> None:
    texts = [text for text, *_ in FOUND]
    shown = {kind: mask(text, read_particulars(text)[0]) for text, (_, kind, _) in zip(texts, FOUND, strict=True)}
    assert shown == {
        "mobile": "138****1234",
        "contact": "138****1234",
        "identity": "110*********002",
        "card": "6222*************** 129",
        "mailbox": "1**********@139.com",
        "free": "z********@Sina.com",
        "address": "示例*********",
        "other": "闽******5",
    }


def test_a_finding_is_masked_whatever_rule_it_is_of() -> None:
    finding = Finding(
        code="T001", message="“13800001234 ”多了空格", place=Place(), help="删去", related=(Related(place=Place(), message="13800001234"),)
    )
    quiet = discreet(finding)
    assert (quiet.message, quiet.related[0].message) == ("“138****1234 ”多了空格", "138****1234")
    plain = Finding(code="T001", message="多了空格", place=Place())
    assert discreet(plain) is plain
