"""notice.txt: all the words of the notice and what is to be known of it, a paragraph a line."""

from typing import Any

from gongkai.exchange.plain import notice_txt
from published_cases import NOTICE, TABLE, published


def text(*, demo: bool = False, **fields: Any) -> str:
    content = notice_txt(published(demo=demo, **fields))
    assert not content.startswith(b"\xef\xbb\xbf")
    return content.decode()


def test_a_notice_reads_in_the_order_of_the_document() -> None:
    notice = {
        **NOTICE,
        "addressees": "各股室：",
        "annotation": "此件主动公开",
        "copied_to": ["县效能办", "县人社局"],
        "filed": True,
        "imprint": {"by": "某局办公室", "on": "2024-03-06"},
    }
    assert text(notice=notice, text="一、总体要求\n坚持目标导向。\n").split("\n出处：")[0] == (
        "某民〔2024〕5号\n\n关于印发方案的通知\n\n各股室：\n\n现印发给你们。\n\n某局\n2024年3月5日\n\n（此件主动公开）\n\n"
        "某局2024年度方案\n\n一、总体要求\n坚持目标导向。\n\n抄送：县效能办，县人社局，存档。\n某局办公室　2024年3月6日印发\n"
    )


def test_a_scheme_without_a_notice_is_its_title_and_text() -> None:
    assert text().startswith("某局2024年度方案\n\n一、考评内容\n\n出处：jia/mzj/2024/index.html\n")


def test_attachments_tell_what_there_is_of_them() -> None:
    attachments = [
        {"number": 1, "title": "考评表", "content": "indicators"},
        {"number": 2, "title": "登记表", "file": "dengji.xlsx"},
        {"number": 3, "title": "名册", "withheld": "含联系方式", "file": "mingce.xlsx"},
        {"title": "报表"},
    ]
    assert (
        "附件\n1. 考评表（见 scores.xlsx）\n2. 登记表（文件 dengji.xlsx）\n3. 名册（未公开：含联系方式）\n报表（附件未随文提供）\n"
        in text(attachments=attachments, indicators=TABLE)
    )


def test_what_must_be_known_first_stands_first() -> None:
    disclosure = {"mode": "主动公开", "validity": "废止", "validity_on": "2025-01-02", "replaced_by": "某民〔2025〕1号"}
    first, second, *_ = text(demo=True, disclosure=disclosure).split("\n\n")
    assert "虚构" in first
    assert second == "本文件自2025年1月2日起已废止，仅供查阅。现行文件：某民〔2025〕1号。"


def test_change_notes_are_told() -> None:
    disclosure = {"mode": "主动公开", "changes": [{"on": "2024-11-02", "note": "更正完成时限\n"}]}
    assert "更正说明\n2024年11月2日：更正完成时限\n\n" in text(disclosure=disclosure)
