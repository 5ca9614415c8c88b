"""What a preview says beside its pages: findings of the file at hand, broken files, all findings; and that nothing of it is published."""

import re
from pathlib import Path

from gongkai.site.verify import html_links
from gongkai.views.report.remarks import FRONT
from gongkai.views.scheme_head import PAGES
from small_site import Project

SCHEME = "jia/mzj/2024"


def spoil(project: Project, file: str = SCHEME) -> Path:
    """Let a scheme's points not add up."""
    path = project.scheme(file)
    path.write_text(path.read_text(encoding="utf-8").replace("points: 30", "points: 31"), encoding="utf-8")
    return path


def text(project: Project, address: str) -> str:
    return (project.site / address).read_text(encoding="utf-8")


def test_every_page_of_a_scheme_shows_what_was_found_in_its_file(project: Project) -> None:
    path = spoil(project)
    assert project.build(preview=True).done
    line = next(number for number, words in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "points: 31" in words)
    for name in PAGES:
        panel = re.search(r"<aside class=\"gk-preview.*?</aside>", text(project, f"{SCHEME}/{name}"), re.DOTALL)
        assert panel, name
        assert "有错误，改正以前不能发布。" in panel[0]
        assert re.search(rf"schemes/jia/mzj/2024\.yml:{line}:\d+</code>", panel[0])
        assert 'href="../../../rules/P0' in panel[0]
        assert re.search(r'<a href="(index|scores)\.html[^"]*">在页面上查看', panel[0])
        assert "../../../styles/preview.css" in text(project, f"{SCHEME}/{name}")
    other = text(project, "jia/mzj/2023/index.html")
    assert "没有错误，可以发布。" in other
    assert "2024.yml:" not in other


def test_a_preview_says_what_becomes_of_drafts_and_sound_schemes(project: Project) -> None:
    project.scheme(SCHEME, draft="true")
    project.build(preview=True)
    assert "这是草稿（draft: true），不会发布。" in text(project, f"{SCHEME}/scores.html")
    assert "没有错误，可以发布。" in text(project, "jia/mzj/2023/scores.html")


def test_a_broken_file_is_shown_with_its_errors_and_comes_back(project: Project) -> None:
    project.build(preview=True)
    path = project.schemes / f"{SCHEME}.yml"
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("title: ", "title: ["), encoding="utf-8")
    report = project.build(preview=True)
    assert report.done and not report.problems
    for name in PAGES:
        page = text(project, f"{SCHEME}/{name}")
        assert "这份文件有错误，读不成一份方案" in page
        assert "2024.yml:2:" in page
        assert "title: [甲县民政局2024年度绩效评估工作方案" in page
    path.write_text(sound, encoding="utf-8")
    project.build(preview=True)
    assert "读不成" not in text(project, f"{SCHEME}/index.html")


def test_a_missing_registry_and_a_stray_file_are_listed(project: Project) -> None:
    (project.schemes / "jia" / "region.yml").unlink()
    (project.schemes / "说明.yml").write_text("x", encoding="utf-8")
    assert project.build(preview=True).done
    for address in ("index.html", "findings/index.html"):
        assert "文件夹 jia 缺少 region.yml" in text(project, address)
        assert "说明.yml" in text(project, address)


def test_the_front_page_lists_the_heaviest_and_leads_to_all(project: Project) -> None:
    for number in range(FRONT):
        spoil(project, f"jia/mzj/2024-a{number}")
    project.build(preview=True)
    front, listed = text(project, "index.html"), text(project, "findings/index.html")
    assert front.count('<li class="gk-preview-item ') == FRONT
    assert "有错误，改正以前网站不能发布。" in front
    assert 'href="findings/index.html"' in front
    pages = [path.read_text(encoding="utf-8") for path in sorted((project.site / "findings").glob("*.html"))]
    assert sum(page.count('<li class="gk-preview-item ') for page in pages) > FRONT
    assert listed.index("错误") < listed.index("提示")
    for address in ("index.html", "findings/index.html"):
        for target in html_links(address, text(project, address)).targets:
            file, _, anchor = target.partition("#")
            linked = (project.site / address).parent / file if file else project.site / address
            assert linked.is_file(), target
            assert not anchor or f' id="{anchor}"' in linked.read_text(encoding="utf-8"), target


def test_a_finding_that_goes_leaves_every_list(project: Project) -> None:
    spoil(project)
    project.build(preview=True)
    assert "2024.yml:" in text(project, "index.html")
    project.scheme(SCHEME)
    project.build(preview=True)
    for address in ("index.html", "findings/index.html", f"{SCHEME}/report.html"):
        assert "P0" not in re.sub(
            r"SHA-256.*", "", "".join(re.findall(r'<li class="gk-preview-item .*?</li>', text(project, address), re.DOTALL))
        )


def test_a_site_to_be_published_has_nothing_of_it(project: Project) -> None:
    assert project.build().done
    before = project.built()
    assert not any(address.startswith("findings/") or address == "styles/preview.css" for address in before)
    for address, content in before.items():
        if address.endswith((".html", ".css", ".js", ".xml", ".json")):
            assert b"gk-preview" not in content, address
            assert b"preview.css" not in content, address
    project.build(preview=True, destination=project.root / "other")
    assert any(b"gk-preview" in content for content in project.built(project.root / "other").values())
    assert not project.build().written and project.built() == before
