"""What `gongkai new` writes for the forges fits the site that it writes."""

import re
from pathlib import Path

import pytest

from gongkai.starter import write_starter

TEMPLATES = (".github/PULL_REQUEST_TEMPLATE.md", ".gitlab/merge_request_templates/Default.md", ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_starter(tmp_path / "site")
    return tmp_path / "site"


def test_every_forge_finds_its_files(site: Path) -> None:
    for name in (".github/workflows/gongkai.yml", ".gitlab-ci.yml", "Jenkinsfile", "CODEOWNERS", *TEMPLATES):
        assert (site / name).is_file(), name
    assert (site / "ci" / "pipeline.sh").stat().st_mode & 0o111
    assert not (site / "pull-request.md").exists()
    assert "/review/" in (site / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_a_pull_request_begins_with_the_same_questions_everywhere(site: Path) -> None:
    texts = {(site / name).read_text(encoding="utf-8") for name in TEMPLATES}
    assert len(texts) == 1
    for word in ("实质性修改", "重新审签", "修改说明", "附件", "个人隐私"):
        assert word in next(iter(texts))


def test_every_bureau_has_an_owner(site: Path) -> None:
    lines = [line.split() for line in (site / "CODEOWNERS").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert all(len(line) >= 2 and all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owner in line[1:]) for line in lines)
    bureaus = {f"/schemes/{path.parent.relative_to(site / 'schemes').as_posix()}/" for path in site.rglob("agency.yml")}
    assert lines[0][0] == "*" and {line[0] for line in lines[1:]} == bureaus
