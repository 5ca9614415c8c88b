"""A table of ten thousand rows, and one scheme among many: what is compared is what differs, and takes as long as that."""

from pathlib import Path
from time import process_time

import pytest

from diff.repositories import TODAY, Repository
from gongkai.diff import compare
from gongkai.source.files import SchemeFile
from gongkai.source.workspace import LoadedScheme, load_scheme

HEAD = (
    "format: 1\ntitle: 示例县民政局2030年度绩效评估工作方案\nyear: 2030\ndisclosure: {mode: 主动公开}\ntext: |\n  一、总则\n  依法开展。\n"
    "components:\n  - {id: work, name: 业务工作, points: 100}\nindicators:\n"
)
HAN = "救助养老儿童事务区划殡葬婚姻社会组织福利慈善低保特困临时流浪残疾孤志愿村居选举议协商"


def name(number: int) -> str:
    return "".join(HAN[number * step % len(HAN)] for step in (7, 11, 13, 17, 19, 23)) + str(number)


def rows(mark: str) -> str:
    """A thousand rows of ten each, every third of them under a name that depends on the mark."""
    lines = []
    for head in range(1000):
        lines.append(f"  - id: k{head}\n    component: work\n    name: {name(head)}股\n    children:\n")
        below = range(head * 9, head * 9 + 9)
        lines += [f"      - {{id: k{head}-{n}, name: {name(n)}{mark if n % 3 == 0 else ''}}}\n" for n in below]
    return "".join(lines)


def test_ten_thousand_rows_of_which_thousands_change_take_about_a_second(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "large", "demo/mzj")
    file = repository.schemes / "demo/mzj/2030.yml"
    file.write_text(HEAD + rows("旧"), encoding="utf-8")
    repository.commit()
    file.write_text(HEAD + rows("新"), encoding="utf-8")
    started = process_time()
    (each,) = repository.review().schemes
    assert process_time() - started < 6  # 0.9 s on an idle machine; what grows with the square would take minutes
    assert len(each.changes) == 3000
    assert each.changes[-1].span.line == file.read_text(encoding="utf-8")[: file.read_text(encoding="utf-8").rindex("新")].count("\n") + 1


@pytest.mark.parametrize("head", [None, "HEAD"])
def test_only_what_a_change_can_touch_is_read(repository: Repository, monkeypatch: pytest.MonkeyPatch, head: str | None) -> None:
    read: list[str] = []

    def noted(file: SchemeFile) -> LoadedScheme:
        read.append(file.file)
        return load_scheme(file)

    monkeypatch.setattr("gongkai.diff.loading.load_scheme", noted)
    monkeypatch.setattr("gongkai.examine.load_scheme", noted)
    repository.replace("demo/mzj/2025.yml", {"累计扣分不超过5分": "累计扣分不超过6分"})
    repository.commit()
    assert len(compare("HEAD~1", head, schemes=repository.schemes, today=TODAY).schemes) == 1
    assert sorted(set(read)) == ["demo/mzj/2024.yml", "demo/mzj/2025.yml"]
