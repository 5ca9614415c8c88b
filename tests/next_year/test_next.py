"""`gongkai next` on every scheme there is: the draft loads, has no error, keeps comments and ids, and differs by decisions only."""

import json
import re
import shutil
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conftest import SCHEMES
from gongkai.cli import cli
from gongkai.diagnostics import Severity
from gongkai.model import Scheme
from gongkai.source.decode import decode
from gongkai.source.nodes import compose
from gongkai.validate import validate

TESTS = Path(__file__).parents[1]
REMARK = "# 待定："
EVERY = sorted(
    path
    for folder in (SCHEMES, TESTS / "corrected", TESTS / "others")
    for path in folder.rglob("*.yml")
    if path.name not in {"agency.yml", "region.yml", "documents.yml"}
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["next", *arguments], standalone_mode=False)


def drafted(path: Path, folder: Path) -> tuple[Path, str]:
    """The draft of a scheme, made in a copy of its schemes folder that holds no later one, and what was printed."""
    root = next(each for each in path.parents if each in {SCHEMES, TESTS / "corrected", TESTS / "others"})
    shutil.copytree(root, folder / "schemes")
    copy = folder / "schemes" / path.relative_to(root)
    year = decode(copy.read_bytes(), Scheme, "")[0].year  # type: ignore[union-attr]
    target = copy.with_name(copy.name.replace(str(year), str(year + 1)))
    for other in copy.parent.glob("[0-9]*.yml"):
        if other != copy:
            other.unlink()
    result = run(str(copy))
    assert result.exception is None, result.exception
    return target, result.output


@pytest.mark.parametrize("path", EVERY, ids=lambda path: "/".join(path.parts[-4:]))
def test_the_draft_of_every_scheme(path: Path, tmp_path: Path) -> None:
    target, printed = drafted(path, tmp_path)
    old, new = decode(path.read_bytes(), Scheme, "")[0], decode(target.read_bytes(), Scheme, "")[0]
    assert old and new
    assert (new.year, new.draft) == (old.year + 1, True)
    _assert_cleared(new)
    assert _ids(old) == _ids(new)
    errors = [each for each in validate([target]).diagnostics if each.rule.severity is Severity.ERROR and each.finding.waived is None]
    assert errors == []
    before, after = path.read_text(encoding="utf-8"), target.read_text(encoding="utf-8")
    _assert_only_decisions(before, after)
    _assert_comments_kept(before, after)
    _assert_listed(after, printed, target)


def _assert_cleared(new: Scheme) -> None:
    about = new.disclosure
    assert new.notice is None or (new.notice.number, new.notice.imprint) == (None, None)
    assert (about.index, about.published_at, about.generated_on, about.review, about.changes) == (None, None, None, None, ())
    assert (about.validity, about.validity_on, about.replaced_by, new.provenance) == ("有效", None, None, None)
    assert not any(each.file for each in new.attachments)


def _ids(scheme: Scheme) -> list[str]:
    def below(items: Any, field: str) -> list[str]:
        return [each for item in items for each in (item.id, *below(getattr(item, field), field))]

    return below(scheme.components, "components") + below(scheme.indicators, "children")


def _assert_only_decisions(before: str, after: str) -> None:
    """A line that differs differs in digits, or ends with a remark, or is one of an entry that is taken out."""
    old, new = before.splitlines(), after.splitlines()
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for line in new[first:last] if kind in ("replace", "insert") else ():
            if REMARK in line or line == "draft: true":
                continue
            assert _without_years(line) in {_without_years(each) for each in old[start:end]}, line


def _without_years(line: str) -> str:
    return re.sub(r"[0-9０-９]|二[〇○零]..(?=年)|[一二三四五六日天](?=[）)])", "0", line)


def _assert_comments_kept(before: str, after: str) -> None:
    """Comments on lines of their own stay, but for those inside an entry that is taken out."""
    gone = re.sub(r"(?m)^(waivers|provenance|  changes):.*\n(?:(?: {2,}|\s*$).*\n?)*", "", before)
    for comment in re.findall(r"(?m)^ *#.*$", gone):
        assert comment in after


def _assert_listed(after: str, printed: str, target: Path) -> None:
    """Every line with a remark of its own is named, and every name leads to a line that is there."""
    lines = after.splitlines()
    named = {int(number) for number in re.findall(rf"{re.escape(str(target))}:(\d+): ", printed)}
    assert named
    assert max(named) <= len(lines)
    whys = re.findall(rf"{re.escape(str(target))}:\d+: (.+?)(?:（另有第 .*行）)?$", printed, flags=re.MULTILINE)
    for why in whys:
        assert any(REMARK in line and why in line for line in lines), why
    assert after.count("\t") == 0


def test_no_own_year_is_left_in_the_demo(tmp_path: Path) -> None:
    target, _ = drafted(SCHEMES / "demo/mzj/2025.yml", tmp_path)
    text = re.sub(r"#.*", "", target.read_text(encoding="utf-8"))
    left = {text[match.start() - 12 : match.end() + 8] for match in re.finditer("2025", text)}
    assert left
    assert all("〔2025" in each or "印发〈2025年度示例县绩" in each for each in left)


SMALL = """\
# 开头
format: 1
title: 甲县民政局2024年度绩效评估工作方案   # 标题
year: 2024   # 年度
disclosure: {mode: 主动公开, index: A-2024-1, validity: 废止, validity_on: 2024-12-31, changes: [{on: 2024-06-01, note: 更正}]}
notice:
  title: '关于印发《甲县民政局2024年度绩效评估工作方案》的
    通知'
  number: 甲民〔2024〕3号   # 文号
  body: 现将方案印发给你们。
  signed_by: 甲县民政局
  signed_on: 2024-03-13
  imprint:  # 版记
    by: 甲县民政局办公室
    on: 2024-03-14

text: |
  为做好2024年度绩效评估工作，制定本方案。
  一、业务工作目标（70分）
  围绕救助设定指标，2024年11月30日前完成。
  二、行政能力目标（30分）
  围绕依法履职设定指标。
based_on: [甲政办〔2020〕1号, 甲政办〔2019〕2号]
components:
  - {id: work, name: 业务工作目标, points: 70, clause: 一}
  - {id: capacity, name: 行政能力目标, points: 30, clause: 二}
attachments:
  - {number: 1, title: 甲县民政局2024年度考评表, file: biao.csv}   # 附件

waivers: [{code: T020, reason: 原文如此}]
# 结尾
"""
DOCUMENTS = "甲政办〔2020〕1号: {title: 甲县绩效评估办法, status: 废止, validity_on: 2024-12-01}\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "schemes/jia/mzj"
    folder.mkdir(parents=True)
    (folder.parent / "region.yml").write_text("name: 甲县\n", encoding="utf-8")
    (folder.parent / "documents.yml").write_text(DOCUMENTS, encoding="utf-8")
    (folder / "agency.yml").write_text("name: 甲县民政局\n", encoding="utf-8")
    (folder / "2024.yml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_every_way_of_writing_an_entry(small: Path) -> None:
    result = run("jia/mzj/2024")
    assert result.exception is None
    assert (
        (small / "2025.yml").read_text(encoding="utf-8")
        == """\
# 开头
format: 1
title: 甲县民政局2025年度绩效评估工作方案   # 标题
year: 2025   # 年度
draft: true
disclosure: {mode: 主动公开, index: null, validity: 有效, validity_on: null, changes: []}  # 待定：索引号
notice:
  title: '关于印发《甲县民政局2025年度绩效评估工作方案》的
    通知'
  number:   # 文号  # 待定：发文字号
  body: 现将方案印发给你们。
  signed_by: 甲县民政局
  signed_on: 2025-03-13  # 待定：成文日期
  imprint:  # 版记  # 待定：印发机关和印发日期

# 待定：2025年11月30日是星期日，前一个工作日是11月28日
text: |
  为做好2025年度绩效评估工作，制定本方案。
  一、业务工作目标（70分）
  围绕救助设定指标，2025年11月30日前完成。
  二、行政能力目标（30分）
  围绕依法履职设定指标。
based_on: [甲政办〔2020〕1号, 甲政办〔2019〕2号]  # 待定：甲政办〔2020〕1号已经废止，换成现行的文件
components:  # 待定：考评内容和分值有没有变动
  - {id: work, name: 业务工作目标, points: 70, clause: 一}
  - {id: capacity, name: 行政能力目标, points: 30, clause: 二}
attachments:
  - {number: 1, title: 甲县民政局2025年度考评表, file: null}   # 附件  # 待定：本年度的附件文件

# 结尾
"""
    )
    assert "schemes/jia/mzj/2025.yml:20: 2025年11月30日是星期日" in result.output


def test_an_existing_file_is_never_overwritten(small: Path) -> None:
    for name in ("2025.yml", "2025.yaml"):
        (small / name).write_text("我的", encoding="utf-8")
        assert str(run("jia/mzj/2024").exception) == f"schemes/jia/mzj/{name} 已经有了，没有覆盖。"
        assert (small / name).read_text(encoding="utf-8") == "我的"
        (small / name).unlink()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("jia/mzj/2023",), "找不到方案 jia/mzj/2023"),
        (("jia/mzj/2024", "--year", "2024"), "新的年度应当在它以后"),
        (("jia/mzj/kaohe",), "文件名不以年度开头"),
        (("jia/mzj/2022",), "读不出方案"),
    ],
)
def test_what_cannot_be_is_one_sentence(small: Path, arguments: tuple[str, ...], words: str) -> None:
    (small / "kaohe.yml").write_text(SMALL, encoding="utf-8")
    (small / "2022.yml").write_text("title: [\n", encoding="utf-8")
    before = sorted(small.iterdir())
    assert words in str(run(*arguments).exception)
    assert sorted(small.iterdir()) == before


def test_line_ends_of_windows_stay(small: Path) -> None:
    (small / "2024.yml").write_bytes(SMALL.replace("\n", "\r\n").encode())
    assert run("schemes/jia/mzj/2024.yml", "--year", "2026").exception is None
    written = (small / "2026.yml").read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n")
    assert "甲县民政局2026年度".encode() in written


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_all_in_brackets_is_drafted_too(small: Path, indent: int | None) -> None:
    (small / "2024.yml").write_text(json.dumps(compose(SMALL).tree, ensure_ascii=False, indent=indent), encoding="utf-8")
    result = run("jia/mzj/2024")
    assert result.exception is None
    new = decode((small / "2025.yml").read_bytes(), Scheme, "")[0]
    assert new
    assert (new.year, new.draft, new.waivers, new.title) == (2025, True, (), "甲县民政局2025年度绩效评估工作方案")


def test_a_series_keeps_its_name(small: Path) -> None:
    (small / "2024-fupin.yml").write_text(SMALL, encoding="utf-8")
    assert run("jia/mzj/2024-fupin").exception is None
    assert (small / "2025-fupin.yml").exists()
