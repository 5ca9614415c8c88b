"""Words: what the lists find and what they leave alone, what a region adds, and that every list is in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.model import Region
from gongkai.model.registry import Words
from gongkai.rules import Case
from gongkai.rules.language.doubling import LONGEST, doubles
from gongkai.rules.language.lexicon import lexicon
from gongkai.rules.registry import checks
from gongkai.rules.wordlists import confusable, words
from growth import is_linear_in
from rules.examples import case

OWN = [f"T{number:03}" for number in range(42, 49)]
BASE = case("year: 2024\n")


def marked(text: str, known: Words | None = None) -> list[tuple[str, str]]:
    """Code and marked words of each finding in a text, in its order."""
    region = Region(name="青云县", words=known or Words())
    of_text = Case(scheme=replace(BASE.scheme, text=text), region=region, agency=BASE.agency, documents={})
    found = [(each.place.offset or 0, each.place.length, each.code) for code in OWN for each in checks()[code](of_text)]
    return [(code, text[at : at + length]) for at, length, code in sorted(found)]


@pytest.mark.parametrize(
    "text",
    [
        "按排名先后公布署名文章，年末完成自查，究竟标准如何，成绩校对。",
        "机关健全制度，预防犯罪，检查官网，交通迅速，汇报消防工作，过渡职务。",
        "报名截止2024年3月1日，登记截止目前没有期限。",
        "各单位采纳人大代表建议，归纳人员意见，大连结果公布，人材料齐全。",
        "领导小组组长、股股长、局长长期负责，作为为民办实事的重点，以及及时报送，存在在职人员。",
        "层层落实，常常检查，一步一步推进，一个单位一个单位落实，对考核考核对象的人员，根据根据地的情况。",
        "方方面面、和和气气、的的确确、了了解情况，2022年22项，100000元。",
        "制定方案，制订计划。",
        "昇、喆、堃、淼等姓名用字，瞭望、乾坤。",
    ],
)
def test_what_is_right_stays_silent(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建立台帐，末完成的要布署绩校考评。", [("T042", "台帐"), ("T042", "末完成"), ("T042", "布署"), ("T042", "绩校")]),
        ("截止2024年底，截止目前", [("T042", "截止"), ("T042", "截止")]),
        ("发挥人材作用，参预管理。", [("T043", "人材"), ("T043", "参预")]),
        ("开展“不忘初心，牢记使命”主题教育", [("T044", "“不忘初心，牢记使命”主题教育")]),
        ("其它股室和其他单位，其它人员。", [("T045", "其它")]),
        ("制订本方案，并制定具体工作方案。", [("T045", "制订")]),
        ("績效評估", [("T046", "績"), ("T046", "評")]),
        ("⼯作⻓期\u200b坚持\ue000\ufffd", [("T047", "⼯"), ("T047", "⻓"), ("T047", "\u200b"), ("T047", "\ue000"), ("T047", "\ufffd")]),
        ("存在的的问题，进行进行整改，报民政局民政局，领导小组领导小组。",
         [("T048", "的的"), ("T048", "进行进行"), ("T048", "民政局民政局"), ("T048", "领导小组领导小组")]),
        ("完成了了任务，向向社会公开，和和平衡", [("T048", "了了"), ("T048", "向向")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


def test_a_region_adds_phrases_and_accepts_words() -> None:
    known = Words(phrases={"安西县": "安溪县", "甲": "乙"}, accepted=("台帐", "峯", "妈妈的的确良店"))
    assert marked("安西县建立台帐。", known) == [("T042", "安西县")]
    assert marked("郑峯任组长。", known) == [] != marked("郑峯任组长。")
    assert marked("妈妈的的确良店", known) == []


def test_an_accepted_word_excuses_only_itself() -> None:
    known = Words(accepted=("老台帐陈列馆",))
    assert marked("老台帐陈列馆的台帐。", known) == [("T042", "台帐")]


@pytest.mark.parametrize("name", ["phrases", "variants", "fixed", "spellings"])
def test_every_entry_is_found_by_itself_and_not_in_what_replaces_it(name: str) -> None:
    of = lexicon((), ())
    entries = [entry for group in of.pairs.values() for entry in group if entry.kind == name]
    assert len(entries) == len(words(name)) == len({entry.wrong for entry in entries})
    for entry in entries:
        text = f"，{entry.wrong}{entry.then[0] if entry.then else ''}，"
        assert [hit.entry for hit in of.find(text) if not isinstance(hit, int)].count(entry) == 1, entry.wrong
        assert entry.wrong not in entry.right and len(entry.wrong) > 1
        for word in entry.unless:
            assert not [h for h in of.find(f"，{entry.wrong}".replace(entry.wrong, word)) if not isinstance(h, int) and h.entry is entry], (
                word
            )


def test_the_lists_of_characters_are_in_order() -> None:
    pairs = [pair for line in words("traditional") for pair in line.split()]
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs) and len({pair[0] for pair in pairs}) == len(pairs)
    with pytest.raises(UnicodeEncodeError):
        pairs[0][0].encode("gb2312")
    assert "".join(pair[1] for pair in pairs).encode("gb2312")
    assert "查" in confusable()["察"]
    with pytest.raises(FileNotFoundError):
        words("nothing")


@given(st.text("甲乙丙一，\n12😀", max_size=40))
def test_doubles_are_those_of_a_plain_comparison(text: str) -> None:
    plain = text.replace("😀", "?")
    expected = {(at, n) for n in range(1, LONGEST + 1) for at in range(len(text)) if plain[at : at + n] == plain[at + n : at + 2 * n] != ""}
    complete = {(at, n) for at, n in expected if at + 2 * n <= len(text)}
    assert set(doubles(text, LONGEST)) == complete


@pytest.mark.parametrize("piece", ["帐", "台帐", "績", "制订方案", "其它", "的", "进行", "甲乙丙丁", "\u200b", "⼯"])
def test_words_take_time_linear_in_the_text(piece: str) -> None:
    assert is_linear_in(marked, piece, 200_000, before="甲")
