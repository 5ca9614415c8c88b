"""Places become exact lines and columns, whatever the style of the text; nothing raises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.diagnostics import Place, Span
from gongkai.source.locate import Locator
from gongkai.source.nodes import compose

FILE = """\
title: 方案😀  # 题
components:
  - id: work
    name: "业务\\
      工作"
    points: 64.5
    aspects: [从严治党, 依法履职]
  - {id: capacity, 'name': '行政''能力', points: 35.5, clause: }
text: |
  一、考评内容

    缩进的😀一行
  二、结果运用
folded: >-
  甲乙
  丙丁

  戊
plain: 子丑
  寅卯
quoted: "子\\t丑\\u4e2d
  寅\\n卯"
"""


def located(path: tuple[str | int, ...], tmp_path: Path, offset: int | None = None, length: int = 0, text: str = FILE) -> Span:
    (tmp_path / "f.yml").write_text(text, encoding="utf-8", newline="")
    return Locator(tmp_path)(Place(file="f.yml", path=path, offset=offset, length=length))


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ((), "1:title: 方案😀  # 题"),
        (("title",), "1:方案😀"),
        (("components",), "2:components"),
        (("components", 0), "3:id: work"),
        (("components", 0, "id"), "3:work"),
        (("components", 0, "name"), "4:name"),
        (("components", 0, "points"), "6:64.5"),
        (("components", 0, "aspects"), "7:aspects"),
        (("components", 0, "aspects", 1), "7:依法履职"),
        (("components", 1), "8:{id: capacity, 'name': '行政''能力', points: 35.5, clause: }"),
        (("components", 1, "name"), "8:'行政''能力'"),
        (("components", 1, "clause"), "8:clause"),
        (("components", 1, "share"), "8:{id: capacity, 'name': '行政''能力', points: 35.5, clause: }"),
        (("components", 7, "name"), "2:components"),
        (("text",), "9:text"),
        (("nothing", 3), "1:title: 方案😀  # 题"),
    ],
)
def test_a_path_is_found(path: tuple[str | int, ...], marked: str, tmp_path: Path) -> None:
    span = located(path, tmp_path)
    assert f"{span.line}:{span.source[span.column - 1 : span.end_column - 1]}" == marked
    assert span.source == FILE.split("\n")[span.line - 1]


@pytest.mark.parametrize(
    ("path", "words", "line"),
    [
        (("text",), "考评内容", 10),
        (("text",), "一行", 12),
        (("text",), "😀", 12),
        (("text",), "结果", 13),
        (("folded",), "乙", 15),
        (("folded",), "丙丁", 16),
        (("folded",), "戊", 18),
        (("plain",), "丑", 19),
        (("plain",), "卯", 20),
        (("quoted",), "丑", 21),
        (("quoted",), "寅", 22),
        (("quoted",), "卯", 22),
        (("components", 0, "name"), "工作", 5),
        (("components", 1, "name"), "能力", 8),
        (("title",), "案", 1),
    ],
)
def test_words_in_a_text_are_found(path: tuple[str | int, ...], words: str, line: int, tmp_path: Path) -> None:
    value = compose(FILE).tree
    for step in path:
        value = value[step]
    span = located(path, tmp_path, value.index(words), len(words))
    assert (span.line, span.source[span.column - 1 : span.end_column - 1]) == (line, words)


def test_a_stretch_over_lines_ends_with_its_first(tmp_path: Path) -> None:
    span = located(("text",), tmp_path, 2, 30)
    assert (span.line, span.source[span.column - 1 : span.end_column - 1]) == (10, "考评内容")


def test_crlf_and_byte_order_mark_move_nothing(tmp_path: Path) -> None:
    span = located(("text",), tmp_path, 2, 2, text="\ufeff" + FILE.replace("\n", "\r\n"))
    assert (span.line, span.source[span.column - 1 : span.end_column - 1]) == (10, "考评")


@pytest.mark.parametrize("content", [None, b"", b"\xb0\xb2\xcf\xaa", b"a: [", b"\x00\x01", b"a: 1\n\tb: 2"])
def test_a_file_that_cannot_be_read_is_named_as_a_whole_or_by_the_line_given(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "f.yml").write_bytes(content)
    locate = Locator(tmp_path)
    assert locate(Place(file="f.yml", path=("x", 1), offset=3)).file == "f.yml"
    assert locate(Place(file="f.yml", line=1, column=1)).line == 1
    assert locate(Place(file="f.yml", line=99, column=1)).line in {0, 99}
    assert locate(Place(file=".")) == Span(file=".")
    assert locate(Place(file="\x00")) == Span(file="\x00")


def test_what_stands_before_a_syntax_error_is_still_found(tmp_path: Path) -> None:
    assert located(("year",), tmp_path, text="title: x\nyear: 2024\nb: [").line == 2


_PLACES = st.builds(
    Place,
    file=st.just("f.yml"),
    path=st.lists(st.sampled_from(("a", "b", 0, 1)), max_size=3).map(tuple),
    offset=st.none() | st.integers(-2, 50),
    length=st.integers(0, 9),
    line=st.none() | st.integers(-1, 9),
    column=st.none() | st.integers(1, 50),
)


@given(st.text("ab中😀 \t\n'\"\\#:,|>-&[]{}x", max_size=40), _PLACES)
def test_no_place_raises(tmp_path_factory: pytest.TempPathFactory, text: str, place: Place) -> None:
    folder = tmp_path_factory.mktemp("f")
    (folder / "f.yml").write_text(f"a: {text}", encoding="utf-8")
    span = Locator(folder)(place)
    assert span.line >= 0 and span.end_column >= span.column >= 0
