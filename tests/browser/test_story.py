"""From pull request to public page and back, in a real repository and a real browser, by the very script that the forges run."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import faults, pale
from browser.serving import serving
from browser.test_quality_html import checked
from diff import repositories
from forge.steps import shell, with_gongkai
from reviewing.reviewed import told

SCHEME = "demo/mzj/2025"
NOTE = "“在保家庭动态复核”由1分调整为1.5分，“新增申请按时办结”由1分调整为0.5分"
WEIGHTS = {
    "name: 在保家庭动态复核, points: 1,": "name: 在保家庭动态复核, points: 1.5,",
    "name: 新增申请按时办结, points: 1,": "name: 新增申请按时办结, points: 0.5,",
}
REVIEWED = "  review: {by: 局办公室, on: 2025-03-14}\n"
CHANGES = {REVIEWED: f"{REVIEWED}  changes: [{{on: 2025-06-17, note: {NOTE}}}]\n"}


@dataclass(frozen=True, slots=True)
class County:
    """The repository, the folder that it is published to, and the address at which visitors find that."""

    repository: repositories.Repository
    public: Path
    address: str

    def run(self, task: str) -> subprocess.CompletedProcess[str]:
        """What the forge runs."""
        environment = with_gongkai(GONGKAI_PUBLISH_TO=str(self.public), GONGKAI_URL=self.address)
        return shell(f"'{repositories.SCHEMES.parent}/ci/gongkai.sh' {task}", self.repository.top, environment)

    def gongkai(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What a person runs."""
        return shell(" ".join(["gongkai", *(f"'{each}'" for each in arguments)]), self.repository.top, with_gongkai())

    def review(self, name: str) -> str:
        """A file of the last review."""
        return (self.repository.top / "review" / name).read_text(encoding="utf-8")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    top = tmp_path / "repository"
    top.mkdir()
    for name in ("content", "mkdocs.yml"):
        source = repositories.SCHEMES.parent / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, top / name)
    (top / ".gitignore").write_text("/site/\n/.cache/\n/review/\n", encoding="utf-8")
    public = tmp_path / "srv" / "current"
    with serving(public) as address:
        settings = (top / "mkdocs.yml").read_text(encoding="utf-8")
        (top / "mkdocs.yml").write_text(f"site_url: {address}/\n{settings}", encoding="utf-8")
        yield County(repositories.Repository(top), public.parent, f"{address}/")


def _visit(browser: Browser, address: str) -> Page:
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(address)
    return page


def test_a_change_to_a_weight_from_pull_request_to_public_page_and_back(county: County, browser: Browser) -> None:
    first = county.run("publish")
    assert first.returncode == 0, first.stdout
    _a_weight_without_a_word(county)
    _with_a_note(county, browser)
    _the_merge_publishes(county, browser)
    _what_is_altered_is_named(county)
    _the_last_release_comes_back(county, browser)


def _a_weight_without_a_word(county: County) -> None:
    """The review fails, and says why in the comment and on the line."""
    repository = county.repository
    repository.git("checkout", "-q", "-b", "调整分值")
    repository.replace(f"{SCHEME}.yml", WEIGHTS)
    repository.commit("调整低保指标的分值")
    refused = county.run("review main")
    assert refused.returncode == 1, refused.stdout
    assert "没有更正说明" in county.review("comment.md") and "须送原签发人重新审签" in county.review("comment.md")
    assert "二级指标“在保家庭动态复核”分值 1→1.5分" in "".join(told(repository.top / "review"))
    lines = (repository.schemes / f"{SCHEME}.yml").read_text(encoding="utf-8").splitlines()
    assert county.review("annotations.txt").startswith(f"::error file=schemes/{SCHEME}.yml,line={lines.index('disclosure:') + 1},")
    assert json.loads(county.review("code-quality.json")) and json.loads(county.review("results.sarif"))


def _with_a_note(county: County, browser: Browser) -> None:
    """It passes, and the reviewer sees the page as it will be, while the public one is as it was."""
    repository = county.repository
    repository.replace(f"{SCHEME}.yml", CHANGES)
    repository.commit("补更正说明")
    accepted = county.run("review main")
    assert accepted.returncode == 0, accepted.stdout
    review = repository.top / "review"
    assert checked(review.rglob("*.html")) == []
    seen = _visit(browser, (review / "preview" / SCHEME / "index.html").as_uri())
    assert NOTE in seen.locator("main").inner_text() and "没有公开" in seen.get_by_label("预览说明").inner_text()
    assert [*faults(seen), *pale(seen, "light"), *pale(seen, "dark")] == []
    seen.get_by_role("link", name="看改动了哪些网页").click()
    assert "没有妨碍合并的问题" in seen.locator("main").inner_text()
    assert [*faults(seen), *pale(seen, "light"), *pale(seen, "dark")] == []
    assert NOTE not in _visit(browser, f"{county.address}{SCHEME}/index.html").locator("main").inner_text()


def _the_merge_publishes(county: County, browser: Browser) -> None:
    """The note stands on the page, in the feed and in the catalogue, the new weight in the table."""
    county.repository.git("checkout", "-q", "main")
    county.repository.git("merge", "-q", "--no-ff", "-m", "合并：调整分值", "调整分值")
    merged = county.run("publish")
    assert merged.returncode == 0, merged.stdout
    public = _visit(browser, f"{county.address}{SCHEME}/index.html")
    assert NOTE in public.locator("main").inner_text()
    public.get_by_role("link", name="考评表", exact=True).first.click()
    assert "1.5" in public.locator("tr", has_text="在保家庭动态复核").first.inner_text()
    assert NOTE in (county.public / "current" / "feed.xml").read_text(encoding="utf-8")
    assert "更正" in _visit(browser, f"{county.address}catalog/index.html").locator("main").inner_text()
    assert "2025-06-17" in (county.public / "current" / "catalog.csv").read_text(encoding="utf-8-sig")


def _what_is_altered_is_named(county: County) -> None:
    """What is online is what was built, until somebody puts a hand to it."""
    manifest = str(county.repository.top / "site" / "manifest.json")
    assert county.gongkai("verify", county.address, "--manifest", manifest).returncode == 0
    page = county.public / "current" / SCHEME / "scores.html"
    page.write_text(page.read_text(encoding="utf-8").replace("1.5", "9.5", 1), encoding="utf-8")
    for target in (county.address, str(county.public)):
        altered = county.gongkai("verify", target, "--manifest", manifest)
        assert altered.returncode == 1
        assert f"{SCHEME}/scores.html：内容与生成时不同" in altered.stdout


def _the_last_release_comes_back(county: County, browser: Browser) -> None:
    back = county.gongkai("publish", "--to", str(county.public), "--rollback")
    assert back.returncode == 0, back.stdout
    assert NOTE not in _visit(browser, f"{county.address}{SCHEME}/index.html").locator("main").inner_text()
    assert county.gongkai("verify", str(county.public)).returncode == 0
