"""The folder beside a scheme: which of its files are published, and where each problem is reported."""

from pathlib import Path

import pytest

from gongkai.diagnostics import Severity
from gongkai.rules import RULES
from gongkai.source.attached import LARGEST
from gongkai.source.files import scan
from gongkai.source.locate import Locator
from gongkai.source.workspace import LoadedScheme, load_scheme
from gongkai.validate import validate

SCHEME = """\
format: 1
title: 青云县示例局2024年度方案
year: 2024
disclosure: {mode: 主动公开}
text: 正文。
components:
  - {id: work, name: 业务工作目标, points: 100}
"""


def told_by_validate(path: Path) -> list[str]:
    """The codes of what `gongkai validate` finds about files."""
    return [found.rule.code for found in validate([path], lambda code: code[0] == "F").diagnostics]


class Bureau:
    """A bureau's folder with one scheme."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "qingyun/slj/2024"
        self.folder.mkdir(parents=True)
        (root / "qingyun/region.yml").write_text("name: 青云县\n", encoding="utf-8")
        (root / "qingyun/slj/agency.yml").write_text("name: 青云县示例局\n", encoding="utf-8")
        self.attach()

    def attach(self, *attachments: str) -> None:
        """Write the scheme with attachments, each given as the inside of a mapping in one line."""
        listed = "".join(f"  - {{{each}}}\n" for each in attachments)
        text = SCHEME + (f"attachments:\n{listed}" if listed else "")
        self.folder.with_suffix(".yml").write_text(text, encoding="utf-8")

    def put(self, name: str, content: bytes = b"x") -> None:
        """Write a file into the folder of attached files."""
        (self.folder / name).write_bytes(content)

    def load(self) -> LoadedScheme:
        """The scheme as the program reads it."""
        (file,) = scan(self.root).schemes
        return load_scheme(file)

    def told(self) -> list[tuple[str, str]]:
        """Code and sentence of every finding."""
        return [(found.code, found.message) for found in self.load().findings]


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def test_files_that_attachments_name_are_published_with_their_sizes(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表, file: baobiao.csv", "number: 2, title: 标准", "title: 分工, file: fen-gong-2.7z")
    bureau.put("baobiao.csv", b"123")
    bureau.put("fen-gong-2.7z", b"12345")
    loaded = bureau.load()
    assert (loaded.files, loaded.findings) == ({"baobiao.csv": 3, "fen-gong-2.7z": 5}, ())


def test_two_attachments_may_be_in_one_file(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表, file: fujian.pdf", "number: 2, title: 标准, file: fujian.pdf")
    bureau.put("fujian.pdf")
    loaded = bureau.load()
    assert (loaded.files, loaded.findings) == ({"fujian.pdf": 1}, ())


def test_a_problem_stands_at_the_name_to_the_column(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表", "number: 2, title: 标准, file: biaozhun.pdf")
    (found,) = bureau.load().findings
    span = Locator(bureau.root)(found.place)
    assert (found.place.file, found.place.path) == ("qingyun/slj/2024.yml", ("attachments", 1, "file"))
    assert (span.line, span.source[span.column - 1 : span.end_column - 1]) == (10, "biaozhun.pdf")


def test_a_missing_file_names_those_that_are_there(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表, file: baobiao.xlsx")
    bureau.put("baobiao.xls")
    missing, unlisted = bureau.load().findings
    assert (missing.code, missing.message) == ("F025", "附件1的文件 baobiao.xlsx 不存在")
    assert missing.help == "请核对文件名：文件夹 2024 里有 baobiao.xls。"
    assert (unlisted.code, unlisted.place.path) == ("F029", ("attachments",))


def test_without_a_folder_every_file_is_missing(bureau: Bureau) -> None:
    bureau.folder.rmdir()
    bureau.attach("title: 《报表》, file: baobiao.xlsx")
    (found,) = bureau.load().findings
    assert (found.code, found.message) == ("F025", "附件《报表》的文件 baobiao.xlsx 不存在")
    assert "文件夹 2024" in found.help


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("2024/baobiao.xlsx", "斜线"),
        ("../../../../etc/passwd", "斜线"),
        ("..\\\\secret.pdf", "斜线"),
        ("..", "扩展名"),
        (".pdf", "扩展名"),
        ("baobiao.", "扩展名"),
        ("报表.pdf", "汉字"),
        ("a b.pdf", "连字符"),
        ("a%2e.pdf", "连字符"),
        ("a?.pdf", "连字符"),
        ("a#b.pdf", "连字符"),
        ("A.pdf", "大写"),
        ("a.PDF", "扩展名含有大写字母"),
        ("a.b.pdf", "连字符"),
        (f"{'a' * 65}.pdf", "64"),
        ("index.html", "格式"),
        ("a.svg", "格式"),
        ("a.exe", "格式"),
        ("2024.yml", "格式"),
    ],
)
def test_names_that_cannot_be_published(bureau: Bureau, name: str, why: str) -> None:
    bureau.attach(f'number: 1, title: 报表, file: "{name}"')
    loaded = bureau.load()
    (found,) = loaded.findings
    assert (found.code, loaded.files) == ("F027", {})
    assert why in found.message
    assert found.help


def test_a_file_of_any_size_up_to_the_limit(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表, file: baobiao.pdf")
    with (bureau.folder / "baobiao.pdf").open("wb") as stream:
        stream.truncate(LARGEST)
        assert bureau.load().files == {"baobiao.pdf": LARGEST}
        stream.truncate(LARGEST + 1)
    loaded = bureau.load()
    assert [found.code for found in loaded.findings] == ["F026"]
    assert loaded.files == {}


def test_an_empty_file_is_not_published(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 报表, file: baobiao.pdf")
    bureau.put("baobiao.pdf", b"")
    assert bureau.told() == [("F026", "附件1的文件 baobiao.pdf 是空文件")]


def test_a_withheld_file_is_told_and_not_published(bureau: Bureau) -> None:
    bureau.attach("number: 4, title: 登记表, file: dengji.xlsx, withheld: 含个人联系方式")
    bureau.put("dengji.xlsx")
    loaded = bureau.load()
    assert [(found.code, found.place.path) for found in loaded.findings] == [("F028", ("attachments", 0, "file"))]
    assert loaded.files == {}


@pytest.mark.parametrize("withheld", ["biao.xlsx", "Biao.XLSX"])
@pytest.mark.parametrize("first", [True, False])
def test_no_other_attachment_publishes_a_withheld_file(bureau: Bureau, withheld: str, first: bool) -> None:
    both = [f"number: 1, title: 登记表, file: {withheld}, withheld: 含联系方式", "number: 2, title: 报表, file: biao.xlsx"]
    bureau.attach(*(both if first else reversed(both)))
    bureau.put("biao.xlsx")
    loaded = bureau.load()
    assert {found.code for found in loaded.findings} == {"F026", "F028"}
    assert loaded.files == {}


def test_files_that_no_attachment_names_are_named_and_not_published(bureau: Bureau) -> None:
    for name in ("草稿.docx", "~$a.docx", "Thumbs.db", "1.txt", "2.txt", "3.txt", ".DS_Store"):
        bureau.put(name)
    loaded = bureau.load()
    (found,) = loaded.findings
    assert found.message == "附件文件夹 2024 里有 6 个文件没有写在附件中：1.txt、2.txt、3.txt、Thumbs.db、~$a.docx等"
    assert (found.code, found.place.path, loaded.files) == ("F029", (), {})


def test_what_is_not_published_anyway_is_a_warning(bureau: Bureau) -> None:
    bureau.attach("number: 1, title: 登记表, file: dengji.xlsx, withheld: 含个人联系方式")
    bureau.put("caogao.docx")
    assert told_by_validate(bureau.root) == ["F029", "F028"]
    assert {RULES[found.code].severity for found in bureau.load().findings} == {Severity.WARNING}


def test_a_broken_scheme_says_nothing_of_its_files(bureau: Bureau) -> None:
    bureau.put("caogao.docx")
    bureau.folder.with_suffix(".yml").write_text("format: [", encoding="utf-8")
    assert [code for code, _ in bureau.told()] == ["F015"]


def test_a_file_that_stands_alone_has_its_attachments_too(tmp_path: Path) -> None:
    alone = tmp_path / "2024.yml"
    alone.write_text(SCHEME + "attachments:\n  - {number: 1, title: 报表, file: baobiao.pdf}\n", encoding="utf-8")
    assert told_by_validate(alone) == ["F025"]
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024/baobiao.pdf").write_bytes(b"x")
    assert told_by_validate(alone) == []
    (tmp_path / "2024").rename(tmp_path / "elsewhere")
    (tmp_path / "2024").symlink_to("elsewhere")
    assert told_by_validate(alone) == ["F025"]


def test_folders_without_attachments_are_not_looked_at(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau.folder.rmdir()
    (file,) = scan(bureau.root).schemes
    monkeypatch.delattr("gongkai.source.attached.os.scandir")
    assert load_scheme(file).findings == ()
