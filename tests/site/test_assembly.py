"""Whole small sites: what is built, what is kept, what stays hidden, and what stops a build."""

import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.assembly import Report
from gongkai.site.cache import CACHE
from gongkai.site.shell import Shell
from gongkai.site.verify import html_links, settle
from gongkai.site.write import MARKER
from gongkai.views.scheme_head import PAGES
from small_site import Project

Change = Callable[[Project], object]


def test_every_published_scheme_has_its_pages(project: Project) -> None:
    report = project.build()
    assert (report.done, report.problems, report.schemes) == (True, (), 2)
    site = project.built()
    assert {f"jia/mzj/{year}/{page}" for year in (2023, 2024) for page in PAGES} <= site.keys()
    assert {"index.html", "catalog/index.html", "agencies/index.html", "jia/index.html", "jia/mzj/index.html"} <= site.keys()
    assert {"rules/index.html", "guide/index.html", "styles/base.css", "404.html"} <= site.keys()
    assert "甲县民政局2024年度绩效评估工作方案".encode() in site["jia/mzj/2024/index.html"]
    assert b"@@gongkai:" not in b"".join(site.values())


def test_every_sheet_and_script_of_the_theme_has_pages_that_need_it(project: Project) -> None:
    rows = "{id: a, name: 社会救助, component: work, points: 70}, {id: b, name: 依法行政, component: capacity, points: 30}"
    with project.scheme("jia/mzj/2024").open("a", encoding="utf-8") as scheme:
        scheme.write(f"indicators: [{rows}]\n")
    assert project.build().errors == ()
    site = project.built()
    pages = b"".join(content for address, content in site.items() if address.endswith(".html"))
    assets = [address for address in site if address.startswith(("styles/", "scripts/"))]
    assert len(assets) > 10
    assert [address for address in assets if f'{address}"'.encode() not in pages] == []


def test_links_are_relative_and_end_in_a_file_name(project: Project) -> None:
    project.build()
    pages = {address: content.decode() for address, content in project.built().items() if address.endswith(".html")}
    verdict = settle(html_links(address, html) for address, html in pages.items())
    assert verdict.problems == ()
    assert {need for need in verdict.needs if need.endswith(".html")} == set(), "a page is linked that does not exist"
    for address, html in pages.items():
        for href in re.findall(r"""(?:href|src)=["']?([^"'>\s]*)""", html):
            assert not href.startswith("/"), f"{address}: {href}"
            assert re.match(r"https?:|mailto:|tel:|data:|#|[^?#]*\.\w+(\?.*)?(#.*)?$", href), f"{address}: {href}"


def test_neighbours_are_the_published_schemes_of_the_same_series(project: Project) -> None:
    project.scheme("jia/mzj/2025", draft="true")
    project.scheme("jia/mzj/2026")
    project.scheme("jia/mzj/2025-fupin", words="扶贫")
    project.build()
    site = project.built()
    assert b'href="../2026/index.html"' in site["jia/mzj/2024/index.html"]
    assert b'href="../2024/index.html"' in site["jia/mzj/2026/index.html"]
    assert b"../2024/" not in site["jia/mzj/2025-fupin/index.html"]


class TestHidden:
    """Nothing that is not 主动公开, and no draft, reaches any output file."""

    CANARY = "秘而不宣之事"

    @pytest.mark.parametrize(
        "values", [{"draft": "true"}, {"mode": "依申请公开"}, {"mode": "不予公开"}], ids=["draft", "on request", "secret"]
    )
    @pytest.mark.parametrize("year", [2022, 2025], ids=["before", "after"])
    def test_it_is_in_no_byte(self, project: Project, values: dict[str, str], year: int) -> None:
        project.registries("yi", "kjj", name=f"{self.CANARY}局")
        project.scheme(f"yi/kjj/{year}", words=self.CANARY, agency=self.CANARY, work=61, **values)
        project.scheme(f"jia/mzj/{year}", words=self.CANARY, agency=self.CANARY, work=61, **values)
        assert project.build().done
        assert not any(self.CANARY.encode() in content for content in project.built().values())
        assert not any(f"/{year}/" in address or address.startswith("yi/") for address in project.built())

    @pytest.mark.parametrize("values", [{"draft": "true"}, {"mode": "依申请公开"}, {}], ids=["draft", "on request", "published"])
    def test_no_finding_of_a_published_scheme_quotes_it(self, project: Project, values: dict[str, str]) -> None:
        limit = "indicator_rules: [{scope: [work], level: 1, count: {not_above_previous_year: true}}]\n"
        one = "indicators:\n  - {id: a, component: work, name: 救助, points: 30}\n"
        two = one + "  - {id: b, component: work, name: 养老, points: 40}\n"
        for file, table, more in (("jia/mzj/2024", one, values), ("jia/mzj/2025", two, {})):
            path = project.scheme(file, **more)
            path.write_text(path.read_text() + limit + table)
        quoting = [each for each in project.build().findings if each.code == "I006"]
        assert bool(quoting) == (values == {})

    def test_it_leaves_the_site_when_it_is_withdrawn(self, project: Project) -> None:
        project.build()
        project.scheme("jia/mzj/2024", mode="依申请公开")
        report = project.build()
        assert (report.done, report.schemes) == (True, 1)
        assert not (project.site / "jia" / "mzj" / "2024").exists()
        linking = [address for address, content in project.built().items() if b"mzj/2024/" in content and not address.startswith("rules/")]
        assert linking == []

    def test_a_draft_is_seen_in_a_preview_only_and_what_is_secret_never(self, project: Project) -> None:
        project.scheme("jia/mzj/2025", draft="true")
        project.scheme("jia/mzj/2026", mode="不予公开", draft="true")
        project.build(preview=True)
        assert "jia/mzj/2025/index.html" in project.built()
        assert "jia/mzj/2026/index.html" not in project.built()
        project.build()
        assert "jia/mzj/2025/index.html" not in project.built()

    def test_a_site_without_a_published_scheme_is_a_site(self, project: Project) -> None:
        for year in (2023, 2024):
            project.scheme(f"jia/mzj/{year}", draft="true")
        report = project.build()
        assert (report.done, report.problems, report.schemes) == (True, (), 0)
        assert "index.html" in project.built()


class TestDeterminism:
    """The same input gives the same bytes, however it is built."""

    @pytest.fixture
    def bigger(self, project: Project) -> Project:
        for agency in ("kjj", "sfj", "jtj"):
            project.registries("jia", agency, name=f"{agency}局")
            for year in (2022, 2023, 2024):
                project.scheme(f"jia/{agency}/{year}", agency=f"{agency}局", work=50 + year % 10)
        return project

    def test_two_cold_builds(self, bigger: Project) -> None:
        bigger.build()
        bigger.build(destination=bigger.root / "again")
        assert bigger.built() == bigger.built(bigger.root / "again")

    @pytest.mark.parametrize("pool", [ProcessPoolExecutor, ThreadPoolExecutor])
    def test_one_worker_or_two_or_threads(self, bigger: Project, pool: Callable[[int], ProcessPoolExecutor | ThreadPoolExecutor]) -> None:
        bigger.build()
        bigger.build(destination=bigger.root / "two", workers=2)
        with pool(2) as executor:
            bigger.build_with(executor, destination=bigger.root / "pool")
        assert bigger.built() == bigger.built(bigger.root / "two") == bigger.built(bigger.root / "pool")

    def test_in_steps_or_at_once(self, bigger: Project) -> None:
        bigger.build()
        bigger.scheme("jia/sfj/2023", agency="sfj局", work=40)
        bigger.scheme("jia/sfj/2025", agency="sfj局")
        (bigger.schemes / "jia" / "kjj" / "2022.yml").unlink()
        shutil.rmtree(bigger.schemes / "jia" / "jtj")
        report = bigger.build()
        assert report.removed > 0
        bigger.build(destination=bigger.root / "once")
        assert bigger.built() == bigger.built(bigger.root / "once")

    def test_the_given_date_is_the_only_clock(self, bigger: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        bigger.build()
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        bigger.build(destination=bigger.root / "again")
        assert bigger.built() == bigger.built(bigger.root / "again")


class TestIncremental:
    """Only what changed is made and written; what was altered on disk is restored."""

    def test_nothing_changed(self, project: Project) -> None:
        project.build()
        before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in project.site.rglob("*")}
        report = project.build()
        assert (report.done, report.written, report.removed, report.schemes) == (True, 0, 0, 2)
        assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in project.site.rglob("*")} == before

    def test_one_agency_changed(self, project: Project) -> None:
        project.registries("jia", "kjj", name="科技局")
        project.scheme("jia/kjj/2024", agency="科技局")
        project.build()
        untouched = {path: path.stat().st_ino for path in (project.site / "jia" / "kjj").rglob("*.html")}
        project.scheme("jia/mzj/2024", words="养老")
        report = project.build()
        assert 0 < report.written < len(project.built()) / 4
        assert {path: path.stat().st_ino for path in (project.site / "jia" / "kjj").rglob("*.html")} == untouched
        assert "养老".encode() in project.built()["jia/mzj/2024/index.html"]

    def test_a_touched_file_is_no_change(self, project: Project) -> None:
        project.build()
        (project.schemes / "jia" / "mzj" / "2024.yml").touch()
        assert project.build().written == 0

    @pytest.mark.parametrize(
        ("change", "address"),
        [
            (lambda p: (p.schemes / "jia" / "region.yml").write_text("name: 乙县\n"), "jia/mzj/2024/index.html"),
            (lambda p: (p.schemes / "jia" / "region.yml").write_text("name: 甲县\nfooter: {sponsor: 县府办}\n"), "index.html"),
            (lambda p: (p.schemes / "jia" / "mzj" / "agency.yml").write_text("name: 甲县民政与社会工作局\n"), "jia/index.html"),
            (lambda p: p.scheme("jia/mzj/2025"), "jia/mzj/2024/index.html"),
            (lambda p: (p.schemes / "jia" / "mzj" / "2023.yml").unlink(), "jia/mzj/2024/index.html"),
        ],
        ids=["region", "footer", "agency", "a later scheme", "an earlier scheme"],
    )
    def test_whatever_a_page_depends_on_changes_it(self, project: Project, change: Change, address: str) -> None:
        project.build()
        before = project.built()[address]
        change(project)
        assert project.build().done
        assert project.built()[address] != before

    def test_another_date_or_theme_is_a_change(self, project: Project) -> None:
        project.build()
        assert project.build(today=date(2025, 6, 19)).done
        old = project.rendered.shells
        project.replace_rendered(shells=tuple(Shell.split(mark_holes(shell) + "<!-- new -->") for shell in old))
        report = project.build()
        assert report.done
        pages = [content for address, content in project.built().items() if re.match("(jia|catalog|rules)/.*html$", address)]
        assert all(content.endswith(b"<!-- new -->") for content in pages)

    @pytest.mark.parametrize(
        "damage",
        [
            lambda file: file.unlink(),
            lambda file: file.write_bytes(b"defaced"),
            lambda file: file.write_bytes(file.read_bytes()[::-1]),
            lambda file: shutil.rmtree(file.parent),
        ],
        ids=["deleted", "altered", "altered in the same length", "folder deleted"],
    )
    @pytest.mark.parametrize("address", ["jia/mzj/2024/scores.html", "catalog/index.html", "styles/base.css", "rules/index.html"])
    def test_what_is_altered_on_disk_is_restored(self, project: Project, damage: Callable[[Path], object], address: str) -> None:
        project.build()
        before = project.built()
        damage(project.site / address)
        project.build()
        assert project.built() == before

    def test_what_does_not_belong_is_removed(self, project: Project) -> None:
        project.build()
        before = project.built()
        (project.site / "jia" / "old.html").write_text("left from another time")
        (project.site / "x").mkdir()
        (project.site / "x" / "y.html").write_text("")
        assert project.build().removed == 2
        assert project.built() == before

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\xff", b"\x92\x01\x80", b"\x92\xcd\x27\x0f\x80"], ids=["empty", "noise", "bare", "future"]
    )
    def test_a_damaged_record_is_as_good_as_none(self, project: Project, content: bytes) -> None:
        project.build()
        before = project.built()
        (record,) = (path for path in (project.root / CACHE).iterdir() if path.name.startswith("site-") and not path.suffix)
        record.write_bytes(content)
        assert project.build().done
        assert project.built() == before
        assert project.build().written == 0

    def test_a_lost_cache_costs_time_only(self, project: Project) -> None:
        project.build()
        before = project.built()
        shutil.rmtree(project.root / CACHE)
        assert project.build().done
        assert project.built() == before


class TestStopped:
    """What is wrong stops the build, and the last good site stands."""

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda p: (p.schemes / "jia" / "mzj" / "2024.yml").write_text("format: 1\n"),
            lambda p: (p.schemes / "jia" / "mzj" / "2024.yml").write_bytes(b"\x00\xff"),
            lambda p: (p.schemes / "jia" / "region.yml").unlink(),
            lambda p: (p.schemes / "jia" / "region.yml").write_text("nome: x\n"),
            lambda p: (p.schemes / "jia" / "mzj" / "agency.yml").write_text(""),
            lambda p: (p.schemes / "JIA2").mkdir(),
            lambda p: shutil.rmtree(p.schemes),
            lambda p: shutil.rmtree(p.schemes / "jia"),
        ],
        ids=["incomplete", "binary", "no region", "bad region", "empty agency", "bad name", "no folder", "no scheme"],
    )
    def test_an_error_in_the_sources(self, project: Project, spoil: Change) -> None:
        project.build()
        before = everything(project)
        spoil(project)
        report = project.build()
        assert not report.done
        assert report.findings
        assert everything(project) == before

    def test_every_finding_is_reported_once(self, project: Project) -> None:
        project.registries("jia", "kjj", name="科技局")
        project.scheme("jia/kjj/2024", agency="科技局")
        (project.schemes / "jia" / "region.yml").write_text("nome: x\n")
        findings = [(each.code, each.place) for each in project.build().findings]
        assert len(findings) == len(set(findings))

    def test_a_waived_error_does_not_stop(self, project: Project) -> None:
        path = project.scheme("jia/mzj/2024")
        text = path.read_text().replace("points: 30", "points: 31")
        path.write_text(text)
        stopped = project.build()
        assert not stopped.done
        codes = {each.code for each in stopped.findings}
        path.write_text(text + "waivers:\n" + "".join(f"  - {{code: {code}, reason: 原文如此}}\n" for code in sorted(codes)))
        assert project.build().done

    def test_dead_links_in_hand_written_pages(self, project: Project, tmp_path: Path) -> None:
        project.build()
        before = everything(project)
        pages = tmp_path / "pages"
        shutil.copytree(project.rendered.pages, pages)
        project.replace_rendered(pages=pages)
        guide = pages / "guide" / "index.html"
        links = '<a href="nowhere.html">1</a> <a href="../jia/mzj/2024/scores.html#nowhere">2</a>'
        guide.write_text(guide.read_text() + links + '<a href="../jia/index.html#main">3</a> <img src="https://cdn.example.com/x.png">')
        report = project.build()
        assert not report.done
        assert len(report.problems) == 3
        for fault in ("guide/nowhere.html", "scores.html#nowhere", "cdn.example.com"):
            assert fault in "".join(report.problems)
        assert everything(project) == before

    def test_a_theme_that_leads_nowhere(self, project: Project) -> None:
        project.replace_rendered(shells=tuple(Shell.split(mark_holes(s) + '<a href="nowhere.html">x</a>') for s in project.rendered.shells))
        report = project.build()
        assert not report.done
        assert any("nowhere.html" in problem for problem in report.problems)

    def test_a_hand_written_page_in_the_place_of_another(self, project: Project, tmp_path: Path) -> None:
        pages = tmp_path / "pages"
        shutil.copytree(project.rendered.pages, pages)
        project.replace_rendered(pages=pages)
        (pages / "jia").mkdir()
        (pages / "jia" / "index.html").write_text("<p>mine</p>")
        report = project.build()
        assert not report.done
        assert any(problem.startswith("jia/index.html：有两个来源") for problem in report.problems)

    def test_a_preview_shows_what_there_is(self, project: Project) -> None:
        path = project.scheme("jia/mzj/2024")
        path.write_text(path.read_text().replace("points: 30", "points: 31"))
        (project.schemes / "jia" / "mzj" / "2023.yml").write_text("format: 1\n")
        report = project.build(preview=True)
        assert report.done
        assert report.blocked
        assert "jia/mzj/2024/report.html" in project.built()

    def test_a_strangers_folder(self, project: Project) -> None:
        project.site.mkdir()
        (project.site / "thesis.doc").write_text("years of work")
        with pytest.raises(CannotRun, match="不是由 gongkai 生成"):
            project.build()
        assert project.built() == {"thesis.doc": b"years of work"}

    def test_a_destination_inside_the_schemes(self, project: Project) -> None:
        with pytest.raises(CannotRun, match="重叠"):
            project.build(destination=project.schemes / "jia")


def mark_holes(shell: Shell) -> str:
    """The theme's page with its holes marked again."""
    pieces = [piece.decode() for piece in shell.pieces]
    return pieces[0] + "".join(f"@@gongkai:{hole}@@{piece}" for hole, piece in zip(shell.holes, pieces[1:], strict=True))


def everything(project: Project) -> dict[str, bytes]:
    """The site, and nothing left beside it."""
    beside = {path.name for path in project.root.iterdir()}
    assert not {name for name in beside if name.endswith(("gongkai-new", "gongkai-old"))}
    return project.built()


def test_the_marker_is_not_a_page(project: Project) -> None:
    report: Report = project.build()
    assert (project.site / MARKER).exists()
    assert report.written == len(project.built()) - 1
