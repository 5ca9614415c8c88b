"""Bad folders: links, clashing names, files missing, unreadable or at the wrong place. Each is told clearly; the rest is read."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.diagnostics import CannotRun, Diagnostic
from gongkai.source.files import scan
from gongkai.validate import validate

SCHEME = """\
format: 1
title: 安溪县民政局年度绩效评估目标考评工作方案
year: 2024
disclosure: {mode: 主动公开}
text: |
  一、业务工作目标（100分）
  围绕年度任务设定指标。
components:
  - {id: work, name: 业务工作目标, points: 100}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "schemes"
    for name, text in (("region.yml", "name: 安溪县\n"), ("mzj/agency.yml", "name: 安溪县民政局\n"), ("mzj/2024.yml", SCHEME)):
        (folder / "anxi" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "anxi" / name).write_text(text, encoding="utf-8")
    return folder


def told(root: Path) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.place.file, finding.message) for finding in scan(root).findings]


def schemes(root: Path) -> list[str]:
    return [scheme.file for scheme in scan(root).schemes]


def diagnostics(root: Path) -> list[Diagnostic]:
    return validate([root], lambda code: code[0] in "FS").diagnostics


def test_the_sound_folder_has_no_finding(root: Path) -> None:
    assert diagnostics(root) == [] and schemes(root) == ["anxi/mzj/2024.yml"]


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../outside.yml", "2024.yml", "nowhere.yml", "."])
def test_a_symbolic_link_is_refused_wherever_it_points(root: Path, target: str) -> None:
    (root.parent / "outside.yml").write_text(SCHEME, encoding="utf-8")
    (root / "anxi/mzj/2025.yml").symlink_to(target)
    assert told(root) == [("F008", "anxi/mzj/2025.yml", "2025.yml 是符号链接，不会被读取")]
    assert schemes(root) == ["anxi/mzj/2024.yml"]


def test_linked_folders_are_refused_and_no_loop_is_walked(root: Path) -> None:
    (root / "loop").symlink_to(root)
    (root / "anxi/loop").symlink_to(root / "anxi")
    assert [finding[:2] for finding in told(root)] == [("F008", "loop"), ("F008", "anxi/loop")]


def test_a_linked_registry_is_refused_and_missing(root: Path) -> None:
    (root / "anxi/region.yml").rename(root.parent / "region.yml")
    (root / "anxi/region.yml").symlink_to(root.parent / "region.yml")
    assert [finding[:2] for finding in told(root)] == [("F008", "anxi/region.yml"), ("F006", "anxi/region.yml")]


def test_two_files_for_one_address(root: Path) -> None:
    (root / "anxi/mzj/2024.yaml").write_text(SCHEME, encoding="utf-8")
    assert told(root) == [("F004", "anxi/mzj/2024.yaml", "2024.yml 和 2024.yaml 是同一个地址 anxi/mzj/2024/")]
    assert schemes(root) == ["anxi/mzj/2024.yml"]


@pytest.mark.parametrize("name", ["2025.yaml", "2025.YML", "2025.Yaml"])
def test_another_ending_is_told_and_the_file_still_checked(root: Path, name: str) -> None:
    (root / "anxi/mzj" / name).write_text("format: [", encoding="utf-8")
    assert [(d.rule.code, d.finding.place.file) for d in diagnostics(root)] == [("F005", f"anxi/mzj/{name}"), ("F015", f"anxi/mzj/{name}")]


def test_a_registry_with_another_ending_is_told_and_missing(root: Path) -> None:
    (root / "anxi/mzj/agency.yml").rename(root / "anxi/mzj/agency.yaml")
    assert {finding[:2] for finding in told(root)} == {("F005", "anxi/mzj/agency.yaml"), ("F006", "anxi/mzj/agency.yml")}
    assert schemes(root) == ["anxi/mzj/2024.yml"]


@pytest.mark.parametrize(
    ("one", "two"), [("anxi/mzj/a.yml", "anxi/mzj/A.yml"), ("anxi/kjj/x.txt", "anxi/KJJ/x.txt"), ("b/x.txt", "B/x.txt")]
)
def test_names_that_differ_only_in_case(root: Path, one: str, two: str) -> None:
    for name in (one, two):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(SCHEME, encoding="utf-8")
    (found,) = (finding for finding in scan(root).findings if finding.code not in {"F006"})
    assert found.code == "F003" and "只有大小写不同" in found.message
    assert found.place.file != found.related[0].place.file
    assert found.place.file.lower() == found.related[0].place.file.lower()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("2024年", "汉字"),
        ("Kjj", "大写"),
        ("mz_j", "连字符"),
        ("-mzj", "连字符"),
        ("mz--j", "连字符"),
        ("mzj ", "连字符"),
        ("ｍｚｊ", "汉字"),
        ("m" * 65, "64"),
    ],
)
def test_names_that_cannot_be_addresses(root: Path, name: str, why: str) -> None:
    (root / "anxi" / name).mkdir()
    (found,) = scan(root).findings
    assert (found.code, found.place.file) == ("F002", f"anxi/{name}")
    assert why in found.message and found.help
    (root / f"anxi/mzj/{name}.yml").write_text(SCHEME, encoding="utf-8")
    assert [finding.code for finding in scan(root).findings] == ["F002", "F002"]


@pytest.mark.parametrize("name", [b"\xb0\xb2", b"a\nb", b"\x1b[31m"], ids=["no UTF-8", "two lines", "colours"])
def test_a_name_that_harms_a_terminal_is_shown_with_marks(root: Path, name: bytes) -> None:
    (root / "anxi" / os.fsdecode(name)).mkdir()
    (found,) = scan(root).findings
    assert found.code == "F002"
    for words in (found.message, found.place.file):
        assert words.isprintable() and "\ufffd" in words


@pytest.mark.parametrize("name", ["region.yml", "mzj/agency.yml"])
def test_a_missing_registry_hides_no_scheme(root: Path, name: str) -> None:
    (root / "anxi" / name).unlink()
    (root / "anxi/mzj/2024.yml").write_text(SCHEME.replace("year: 2024", "year: x"), encoding="utf-8")
    found = [(d.rule.code, d.finding.place.file) for d in diagnostics(root)]
    assert sorted(found) == sorted([("F006", f"anxi/{name}"), ("S003", "anxi/mzj/2024.yml")])
    assert "缺少" in scan(root).findings[0].message


def test_a_missing_list_of_documents_is_no_fault(root: Path) -> None:
    assert not (root / "anxi/documents.yml").exists() and diagnostics(root) == []


@pytest.mark.parametrize("name", ["2024.yml", "anxi/2024.yml", "anxi/agency.yml", "anxi/mzj/region.yml", "anxi/mzj/documents.yml"])
def test_files_at_the_wrong_level(root: Path, name: str) -> None:
    (root / name).write_text(SCHEME, encoding="utf-8")
    assert [finding[:2] for finding in told(root)] == [("F007", name)]


def test_what_is_no_yaml_hidden_or_attached_is_left_alone(root: Path) -> None:
    for name in (
        "README.md",
        "CODEOWNERS",
        ".git/config.yml",
        "anxi/.cache/x.yml",
        "anxi/mzj/.2024.yml.swp",
        "anxi/mzj/2024/a.yml",
        "anxi/mzj/图.png",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    assert told(root) == [] and schemes(root) == ["anxi/mzj/2024.yml"]


def test_attachments_without_a_scheme(root: Path) -> None:
    (root / "anxi/mzj/2023").mkdir()
    assert told(root) == [("F007", "anxi/mzj/2023", "文件夹 2023 不属于任何一份方案")]


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "anxi/mzj/2025.yml")
    assert told(root) == [("F001", "anxi/mzj/2025.yml", "2025.yml 不是普通文件，不会被读取")]


def test_a_folder_named_like_a_scheme(root: Path) -> None:
    (root / "anxi/mzj/2025.yml").mkdir()
    assert [finding[0] for finding in told(root)] == ["F007"]


# --- what the system refuses ---------------------------------------------------------------------------------------------------------


def refusing(function: Callable[..., Any], file: Path) -> Callable[..., Any]:
    """The function, with a permission error for one file: also where the tests run as root, whom no permission stops."""

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if Path(path) == file:
            raise PermissionError(13, "Permission denied", str(path))
        return function(path, *arguments, **options)

    return refuse


@pytest.fixture(params=["permission bits", "simulated"])
def forbid(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Takes the right to read a file or folder away: by its permission bits where they bind us, by a refusal of the calls otherwise."""

    def take(path: Path) -> None:
        if request.param == "permission bits" and os.geteuid() != 0:
            path.chmod(0)
            request.addfinalizer(lambda: path.chmod(0o700))
        else:
            monkeypatch.setattr(os, "scandir", refusing(os.scandir, path))
            monkeypatch.setattr(Path, "open", refusing(Path.open, path))

    return take


@pytest.mark.parametrize("folder", ["anxi", "anxi/mzj"])
def test_an_unreadable_folder_is_told_and_the_rest_is_read(root: Path, folder: str, forbid: Callable[[Path], None]) -> None:
    (root / "jinjiang").mkdir()
    (root / "jinjiang/region.yml").write_text("name: 晋江市\n", encoding="utf-8")
    forbid(root / folder)
    assert told(root) == [("F001", folder, "这个文件夹读不出来：没有权限")]
    assert [region.slug for region in scan(root).regions] == ["anxi", "jinjiang"]


@pytest.mark.parametrize("name", ["region.yml", "mzj/agency.yml", "mzj/2024.yml"])
def test_an_unreadable_file_is_told(root: Path, name: str, forbid: Callable[[Path], None]) -> None:
    forbid(root / "anxi" / name)
    found = [(d.rule.code, d.finding.place.file, d.finding.message) for d in diagnostics(root)]
    assert found == [("F001", f"anxi/{name}", "这个文件读不出来：没有权限")]


# --- attached files ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def attached(root: Path) -> Path:
    """The folder of attached files; the scheme's only attachment names a file in it that does not stand there yet."""
    with (root / "anxi/mzj/2024.yml").open("a", encoding="utf-8") as stream:
        stream.write("attachments:\n  - {number: 1, title: 报表, file: baobiao.pdf}\n")
    (root / "anxi/mzj/2024").mkdir()
    return root / "anxi/mzj/2024"


def about_files(root: Path) -> list[tuple[str, int, str]]:
    return [(d.rule.code, d.span.line, d.finding.message) for d in diagnostics(root)]


@pytest.mark.parametrize("target", ["/etc/passwd", "../agency.yml", "other.pdf", "nowhere.pdf", "baobiao.pdf"])
def test_an_attached_link_is_refused_wherever_it_points(root: Path, attached: Path, target: str) -> None:
    (attached / "baobiao.pdf").symlink_to(target)
    assert about_files(root) == [("F026", 11, "附件1的文件 baobiao.pdf 是符号链接，不会被读取")]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_an_attached_file_that_is_none(root: Path, attached: Path, make: Callable[[Path], None]) -> None:
    make(attached / "baobiao.pdf")
    assert about_files(root) == [("F026", 11, "附件1的文件 baobiao.pdf 不是普通文件")]


def test_an_unreadable_attached_file_is_told(root: Path, attached: Path, forbid: Callable[[Path], None]) -> None:
    (attached / "baobiao.pdf").write_bytes(b"x")
    forbid(attached / "baobiao.pdf")
    assert about_files(root) == [("F026", 11, "附件1的文件 baobiao.pdf 读不出来：没有权限")]


def test_an_unreadable_folder_of_attached_files_is_told(root: Path, attached: Path, forbid: Callable[[Path], None]) -> None:
    forbid(attached)
    assert about_files(root) == [("F001", 10, "附件文件夹 2024 读不出来：没有权限")]


def test_a_linked_folder_of_attached_files_is_not_entered(root: Path, attached: Path) -> None:
    (attached / "baobiao.pdf").write_bytes(b"x")
    attached.rename(root.parent / "elsewhere")
    attached.symlink_to(root.parent / "elsewhere")
    assert [code for code, *_ in about_files(root)] == ["F008", "F025"]


def test_odd_names_beside_attached_files_can_be_printed(root: Path, attached: Path) -> None:
    for name in (os.fsdecode(b"\xb0\xb2.pdf"), "a\nb", "\x1b[31m"):
        (attached / name).write_bytes(b"x")
    (attached / "baobiao.pdf").write_bytes(b"x")
    ((code, _, message),) = about_files(root)
    assert code == "F029"
    assert message.isprintable() and message.count("\ufffd") == 4


# --- nothing there -------------------------------------------------------------------------------------------------------------------


def test_no_schemes_at_all(tmp_path: Path) -> None:
    (found,) = scan(tmp_path).findings
    assert (found.code, found.place.file) == ("F009", ".") and "没有任何方案" in found.message
    assert "gongkai new" in found.help


def test_registries_without_a_scheme(root: Path) -> None:
    (root / "anxi/mzj/2024.yml").unlink()
    assert [finding[:2] for finding in told(root)] == [("F009", ".")]


@pytest.mark.parametrize("missing", [True, False])
def test_a_root_that_is_no_folder(tmp_path: Path, missing: bool) -> None:
    root = tmp_path / "schemes"
    if not missing:
        root.write_text("x", encoding="utf-8")
    assert told(root) == [("F009", ".", "方案目录不存在，或者不是目录")]


def test_validating_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="找不到"):
        validate([tmp_path / "nowhere"])
