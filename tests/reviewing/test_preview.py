"""The preview holds the pages that change and nothing else, with all they load, and no link in it leads nowhere."""

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from reviewing.reviewed import Repository

SITE = "https://www.example.gov.cn/jixiao/"


class References(HTMLParser):
    """What a page loads, links to and sends forms to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.linked += (
            [given["href"]] if tag == "a" and "href" in given else [given["action"]] if tag == "form" and "action" in given else []
        )
        self.loaded += [given[name] for name in ("src", "href") if name in given and tag in ("link", "script", "img")]


def _present(preview: Path, page: Path, link: str) -> bool:
    path = unquote(re.split(r"[?#]", link)[0])
    address = posixpath.normpath(posixpath.join(page.relative_to(preview).parent.as_posix(), path)) if path else page.name
    return not path or (preview / address).is_file() or (address == "../index.html" and (preview.parent / "index.html").is_file())


def _loose(preview: Path) -> list[str]:
    """References that lead nowhere, and what is loaded from elsewhere."""
    found = []
    for page in preview.rglob("*.html"):
        references = References(page)
        found += [f"{page}: {each}" for each in references.loaded if not _present(preview, page, each)]
        found += [f"{page}: {each}" for each in references.linked if not each.startswith(SITE) and not _present(preview, page, each)]
    return found


def _named(repository: Repository) -> set[str]:
    """The files of the preview that no page refers to."""
    preview = repository.top / "review" / "preview"
    wanted = set(preview.rglob("*.html"))
    for page in list(wanted):
        references = References(page)
        wanted |= {(page.parent / unquote(re.split(r"[?#]", each)[0])).resolve() for each in (*references.loaded, *references.linked)}
    return {path.relative_to(preview).as_posix() for path in preview.rglob("*") if path.is_file() and path.resolve() not in wanted}


def test_one_changed_scheme_shows_its_pages_and_the_lists_it_stands_in(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", words="救助和福利", note="改了一句话")
    assert repository.review().returncode == 0
    pages = repository.pages()
    assert "jia/mzj/2024/index.html" in pages
    assert not any(page.startswith(("jia/sfj", "jia/mzj/2023", "guide", "rules/P")) for page in pages)
    assert _loose(repository.top / "review" / "preview") == []
    assert _named(repository) <= {each for each in _named(repository) if each.endswith((".css", ".svg", ".woff2"))}
    page = repository.text("preview/jia/mzj/2024/index.html")
    assert "本页是改动以后的样子，没有公开" in page and '<meta name="robots" content="noindex">' in page
    assert 'href="../../../../index.html"' in page, "the way back to the list"
    assert 'action="' not in page, "a search box that has nothing to search"
    assert "甲县司法局" not in page and "<a>公开指南</a>" in page, "links to unchanged pages lead nowhere"
    assert str(repository.top) not in page and "/tmp" not in page


def test_with_the_address_of_the_website_other_links_lead_there(repository: Repository) -> None:
    settings = repository.top / "mkdocs.yml"
    settings.write_text(f"site_url: {SITE}\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    repository.git("checkout", "-q", "main")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "网址")
    repository.git("checkout", "-q", "-b", "另一处修改")
    repository.scheme("jia/mzj/2024", words="救助和福利", note="改")
    assert repository.review().returncode == 0
    page = repository.text("preview/jia/mzj/2024/index.html")
    assert f'href="{SITE}guide/index.html"' in page and f'action="{SITE}search/index.html"' in page
    assert _loose(repository.top / "review" / "preview") == []
    assert f"{SITE}jia/mzj/2024/index.html" not in References(repository.top / "review/preview/jia/mzj/index.html").linked


def test_new_and_removed_addresses_are_listed(repository: Repository) -> None:
    repository.scheme("jia/sfj/2025", agency="司法局")
    (repository.top / "schemes" / "jia" / "mzj" / "2023.yml").unlink()
    assert repository.review("main", "--gate", "none").returncode == 0
    front = repository.text("index.html")
    added, removed = front.partition("新增的网页")[2], front.partition("不再有的网址")[2]
    assert 'href="preview/jia/sfj/2025/index.html"' in added and "jia/mzj/2023/index.html" in removed
    assert 'href="preview/jia/mzj/2023' not in front
    assert "新增" in repository.text("comment.md").rpartition("网页：")[2]


def test_a_draft_is_shown_and_marked(repository: Repository) -> None:
    repository.scheme("jia/sfj/2025", agency="司法局", draft="true")
    assert repository.review().returncode == 0
    assert "本页是草稿改动以后的样子" in repository.text("preview/jia/sfj/2025/index.html")
    assert "本页是改动以后的样子" in repository.text("preview/jia/sfj/index.html")


def test_a_scheme_that_cannot_be_read_has_no_pages_until_it_can(repository: Repository) -> None:
    (repository.top / "schemes" / "jia" / "mzj" / "2024.yml").write_text("format: 1\ntitle: [没有写完\n", encoding="utf-8")
    assert repository.review().returncode == 1
    assert "读不出方案" in repository.text("comment.md")
    assert "jia/mzj/2024/index.html" in repository.text("index.html").partition("不再有的网址")[2]
    assert _loose(repository.top / "review" / "preview") == []


def test_a_base_that_is_broken_is_no_hindrance(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    (repository.top / "schemes" / "jia" / "mzj" / "2024.yml").write_text("format: 1\n\ttitle：坏的\n", encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "修好")
    repository.scheme("jia/mzj/2024")
    assert repository.review().returncode == 0
    assert "jia/mzj/2024/index.html" in repository.pages() and not any(page.startswith("jia/sfj") for page in repository.pages())


@pytest.mark.parametrize("spoiled", ["missing", "invalid"])
def test_where_the_base_has_no_site_all_pages_of_the_changed_schemes_are_shown(repository: Repository, spoiled: str) -> None:
    settings = (repository.top / "mkdocs.yml").read_text(encoding="utf-8")
    repository.git("checkout", "-q", "main")
    if spoiled == "missing":
        (repository.top / "mkdocs.yml").unlink()
    else:
        (repository.top / "mkdocs.yml").write_text(settings + "theme:\n  name: 没有这个主题\n", encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "修好")
    (repository.top / "mkdocs.yml").write_text(settings, encoding="utf-8")
    repository.scheme("jia/mzj/2024", words="救助和福利", note="改")
    done = repository.review()
    assert done.returncode == 0, done.stderr
    assert {page.rpartition("/")[0] for page in repository.pages()} == {"jia/mzj/2024"}
    assert "改动前的网站生成不了" in repository.text("comment.md") and "改动前的网站生成不了" in repository.text("index.html")
    assert "/tmp" not in repository.text("comment.md")


def test_a_site_that_can_no_longer_be_built_fails_the_review_and_says_why(repository: Repository) -> None:
    (repository.top / "mkdocs.yml").write_text(
        "site_name: 甲县\ndocs_dir: content\ntheme: {name: material}\nplugins: [没有这个插件]\n", encoding="utf-8"
    )
    done = repository.review()
    assert done.returncode == 1, done.stderr
    assert "合并以后生成不了网站" in repository.text("comment.md") and "没有这个插件" in repository.text("comment.md")
    assert "没有预览" in repository.text("index.html") and "/tmp" not in repository.text("index.html")
    assert not (repository.top / "review" / "preview").exists()
    assert repository.review("main", "--gate", "none").returncode == 0


def test_a_dead_link_in_a_handwritten_page_fails_the_review(repository: Repository) -> None:
    guide = repository.top / "content" / "guide" / "index.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n[旧页](nowhere.html)\n", encoding="utf-8")
    done = repository.review()
    assert done.returncode == 1, done.stderr
    assert "nowhere.html" in repository.text("comment.md") and "guide/index.html" in repository.pages()


def test_names_with_blanks_and_han_characters_and_links_in_place_of_files(repository: Repository) -> None:
    attached = repository.top / "schemes" / "jia" / "mzj" / "2024"
    attached.mkdir()
    (attached / "biaoge.csv").write_text("指标,分值\n业务,70\n", encoding="utf-8")
    path = repository.scheme("jia/mzj/2024", note="补附件")
    entry = "attachments:\n  - {number: 1, title: 考评表, content: other, file: biaoge.csv}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    guide = repository.top / "content" / "guide"
    (guide / "accessibility.md").rename(guide / "无障碍 说明.md")
    (guide / "accessibility.md").symlink_to("无障碍 说明.md")
    done = repository.review("main", "--gate", "none")
    assert done.returncode == 0, done.stderr
    assert (repository.top / "review" / "preview" / "jia" / "mzj" / "2024" / "biaoge.csv").read_text(encoding="utf-8").startswith("指标")
    assert "guide/无障碍 说明.html" in repository.pages()
    assert _loose(repository.top / "review" / "preview") == []


def test_content_that_is_a_submodule_is_there_on_both_sides(repository: Repository, tmp_path: Path) -> None:
    other = tmp_path / "pages"
    (repository.top / "content").rename(other)
    repository.git("init", "-q", cwd=other)
    repository.git("add", "-A", cwd=other)
    repository.git("commit", "-q", "-m", "页面", cwd=other)
    repository.git("checkout", "-q", "main")
    repository.git("rm", "-q", "-r", "--cached", "content")
    repository.git("submodule", "--quiet", "add", f"file://{other}", "content")
    repository.commit("页面移到子模块")
    repository.git("checkout", "-q", "-b", "改方案")
    repository.scheme("jia/mzj/2024", words="救助和福利", note="改")
    done = repository.review()
    assert done.returncode == 0, done.stderr
    assert "jia/mzj/2024/index.html" in repository.pages() and not any(page.startswith("guide") for page in repository.pages())


def test_a_site_in_a_folder_of_the_repository_is_reviewed_from_there(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    (repository.top / "网站").mkdir()
    for name in ("content", "mkdocs.yml", "schemes", ".gitignore"):
        (repository.top / name).rename(repository.top / "网站" / name)
    repository.commit()
    repository.git("checkout", "-q", "-b", "改方案")
    scheme = repository.top / "网站" / "schemes" / "jia" / "mzj" / "2024.yml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("救助", "救助和福利"), encoding="utf-8")
    done = repository.review(cwd=repository.top / "网站")
    assert done.returncode == 1, done.stderr
    review = repository.top / "网站" / "review"
    assert "file=网站/schemes/jia/mzj/2024.yml,line=" in (review / "annotations.txt").read_text(encoding="utf-8")
    assert (review / "preview" / "jia" / "mzj" / "2024" / "index.html").is_file()
