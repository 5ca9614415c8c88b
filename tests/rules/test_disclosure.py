"""Disclosure: forms of index numbers that can't run away, ways to state how a document is disclosed, working days, its end."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import check
from gongkai.rules.law.disclosure import LONGEST, read_form
from gongkai.rules.pages import Block
from rules.examples import case

NOTICE = (
    "notice: {title: 关于印发方案的通知, body: 现印发给你们。, signed_by: 青云县示例局, signed_on: 2024-03-13, annotation: 此件主动公开}\n"
)


def codes(snippet: str, family: str = "G") -> list[str]:
    return [each.code for each in check(case(snippet)) if each.code[0] == family]


def about(*entries: str) -> str:
    return "disclosure: {mode: 主动公开" + "".join(f", {entry}" for entry in entries) + "}\n"


# Forms of index numbers


@pytest.mark.parametrize(
    ("form", "index"),
    [
        (r"^(?P<agency>XM[0-9]{5})-(?P<category>[0-9]{2}-[0-9]{2})-(?P<year>[0-9]{4})-(?P<serial>[0-9]{3})$", "XM05136-03-01-2020-002"),
        (r"(?:QZ|NA)[0-9]{5}-[0-9]{4}-[0-9]{4}-[0-9]{5}", "QZ02101-2100-2024-00016"),
        (r"[0-9]{9}/20[0-9]{2}-[0-9]{5,6}", "000014349/2024-00012"),
        (r"[0-9A-Z]{18}(-[0-9]{2}_[A-Z])?/20[0-9]{2}-[0-9]+", "11654123010344878W-03_F/2021-0306001"),
        (r"[A-Z]{2}\d{3}-[\d()]+", "AB123-(1)"),
    ],
)
def test_forms_in_use_are_read(form: str, index: str) -> None:
    pattern = read_form(form)
    assert pattern and pattern.fullmatch(index) and not pattern.fullmatch(index + "\n")


@pytest.mark.parametrize(
    "form",
    ["(", "[", "*", "^(a+)+$", "(a|aa)*b", "(a?){40}", "a*a*a*a*a*b", "a?" * 40, "(?:a|a)" * 40, r"(\w|\d){3,}", "(?P<x>a)(?P<x>b)"],
)
def test_forms_that_are_none_or_might_not_end_are_refused(form: str) -> None:
    assert read_form(form) is None


@given(st.from_regex(r"([ab]|\[ab\]|\(a\|b\)|\(\?:ab\)|\\d|[*+?|]|\{1,9\}|\{3\}){1,12}", fullmatch=True))
def test_whatever_form_is_read_ends_soon(form: str) -> None:
    pattern = read_form(form)
    before = time.process_time()
    if pattern:
        pattern.fullmatch("a" * (LONGEST - 1) + "c")
    assert time.process_time() - before < 1


@pytest.mark.parametrize(("length", "fits"), [(LONGEST, True), (LONGEST + 1, False)])
def test_an_index_number_beyond_all_lengths_fits_no_form(length: int, fits: bool) -> None:
    region = Block(title="region", text="name: 青云县\nindex_pattern: A+\n", marks=())
    found = {each.code for each in check(case(about(f"index: {'A' * length}"), (region,)))}
    assert ("G005" not in found) is fits


# How a document is disclosed


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("（此件主动公开）", "主动公开"), ("(此件公开发布)", "主动公开"), ("此件可公开", "主动公开"),
        ("信息公开选项：主动公开", "主动公开"), ("此件依申请公开", "依申请公开"),
        ("公开方式：依申请公开", "依申请公开"), ("公开属性: 不予公开", "不予公开"),
        ("（此件不公开）", "不予公开"), ("此件不宜公开", "不予公开"), ("此件不予公开", "不予公开"),
    ],
)  # fmt: skip
def test_the_way_a_text_states_is_held_against_the_data(words: str, mode: str) -> None:
    text = f"text: |\n  一、考评内容\n  考评内容见附表。\n  {words}\n"
    for given_mode in ("主动公开", "依申请公开", "不予公开"):
        assert ("G003" in codes(f"disclosure: {{mode: {given_mode}}}\n{text}")) is (given_mode != mode)


@pytest.mark.parametrize(
    "words",
    ["依法不予公开的，说明理由。", "做好主动公开和依申请公开工作。", "公开方式由各单位确定。", "此件由办公室负责解释，信息不公开的除外。"],
)
def test_words_on_disclosure_in_general_state_no_way(words: str) -> None:
    assert "G003" not in codes(f"disclosure: {{mode: 主动公开}}\ntext: |\n  一、考评内容\n  {words}\n")


def test_a_notice_from_before_the_demand_need_not_state_it() -> None:
    old = NOTICE.replace("2024-03-13", "2016-09-01").replace(", annotation: 此件主动公开", "")
    assert "G004" not in codes(old) and "G004" in codes(old.replace("2016", "2017"))


# Days


@pytest.mark.parametrize(("published", "late"), [("2024-04-11", False), ("2024-04-12", True), ("2024-03-13", False)])
def test_twenty_working_days_end_with_the_last_of_them(published: str, late: bool) -> None:
    # 13 March, with the days off of 4 to 6 April and the Sunday worked instead: 11 April
    assert ("G009" in codes(NOTICE + about(f"published_at: 2024-{published[5:]}T23:59+08:00"))) is late


def test_nothing_is_said_of_years_whose_holidays_are_unknown() -> None:
    far = NOTICE.replace("2024-03-13", "2990-03-13")
    assert not {"G009", "G010"} & {*codes(far + about("published_at: 2999-01-01T00:00+08:00")), *codes(far + about())}


def test_the_later_of_signing_and_generating_counts() -> None:
    both = about("generated_on: 2024-04-10", "published_at: 2024-04-26T09:00+08:00")
    assert "G009" in codes(NOTICE + both.replace("2024-04-10", "2024-03-12")) and "G009" not in codes(NOTICE + both)


def test_a_bare_scheme_has_no_finding_at_all() -> None:
    assert codes(about()) == [] and codes("draft: true\n" + about()) == []


# Its end


@pytest.mark.parametrize(
    ("note", "ended"),
    [
        ("本方案自2025年1月1日起停止执行。", True), ("本通知现已废止。", True), ("该方案已失效。", True),
        ("原方案已废止，相应删去引用。", False), ("本方案附件1的完成时限改为6月28日。", False),
        ("本方案中的“停止执行”改为“暂缓执行”。", False),
    ],
)  # fmt: skip
def test_a_change_note_may_end_the_scheme(note: str, ended: bool) -> None:
    assert ("G015" in codes(f"disclosure:\n  mode: 主动公开\n  changes:\n    - {{on: 2024-12-02, note: {note}}}\n")) is ended


@given(st.dates(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), st.dates(dt.date(2020, 1, 1), dt.date(2020, 12, 31)))
def test_review_and_change_are_on_their_side_of_publication(published: dt.date, other: dt.date) -> None:
    found = codes(
        f"disclosure:\n  mode: 主动公开\n  published_at: {published}T12:00+08:00\n  review: {{by: 局办公室, on: {other}}}\n"
        f"  changes:\n    - {{on: {other}, note: 更正完成时限。}}\n"
    )
    assert ("G012" in found, "G017" in found) == (other > published, other < published)


# Who publishes


@pytest.mark.parametrize(
    ("publisher", "other"),
    [
        ("青云县示例局", False),
        ("示例局", False),
        ("青云县示例局办公室", False),
        ("甲市青云县示例局", False),
        ("青云县财政局", True),
        ("青云县人民政府", True),
    ],
)
def test_a_publisher_may_leave_out_or_add_the_region(publisher: str, other: bool) -> None:
    assert ("G007" in codes(NOTICE + about(f"publisher: {publisher}"))) is other
