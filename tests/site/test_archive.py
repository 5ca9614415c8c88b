"""The archive of a scheme: whole, checkable, described, and nothing in it leads to what it does not hold."""

import posixpath
import re
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from gongkai.source.attached import FORMATS, TAKEN
from small_site import Project

HOME = "jia/mzj/2024"
FOLDER = "jia-mzj-2024"
PAGES = {f"{name}.html" for name in ("index", "scores", "organization", "timeline", "rules", "report")}
DUBLIN_CORE = {"dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
TABLE = """\
indicators:
  - {id: a, name: 社会救助, component: work, points: 70, lead: 社会救助股, due: 2024-12-31}
  - {id: b, name: 依法行政, component: capacity, points: 30}
attachments: [{title: 报表, file: baobiao.csv}]
"""


@pytest.fixture
def full(project: Project) -> Project:
    """The county, one of its schemes with a table and an attached file."""
    scheme = project.scheme(HOME)
    with scheme.open("a", encoding="utf-8") as stream:
        stream.write(TABLE)
    scheme.with_suffix("").mkdir()
    (scheme.with_suffix("") / "baobiao.csv").write_bytes(b"1,2\r\n")
    return project


def unpacked(project: Project, folder: Path) -> Path:
    with ZipFile(project.site / HOME / "archive.zip") as archive:
        archive.extractall(folder)
    return folder / FOLDER


def test_it_holds_what_stands_in_the_site_and_says_so_by_checksums(full: Project, tmp_path: Path) -> None:
    assert full.build().errors == ()
    folder = unpacked(full, tmp_path / "disc")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    data = {"scheme.yml", "scheme.json", "notice.txt", "indicators.csv", "indicators.json", "scores.xlsx"}
    assert PAGES | data | {"baobiao.csv", "README.txt", "metadata.xml", "SHA256SUMS", "styles/base.css", "styles/notice.css"} <= held
    for name in data | {"baobiao.csv"}:
        assert (folder / name).read_bytes() == (full.site / HOME / name).read_bytes()
    assert len((folder / "SHA256SUMS").read_text().splitlines()) == len(held) - 1
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    (folder / "notice.txt").write_text("改过")
    again = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False, text=True)
    assert (again.returncode, again.stdout) == (1, "notice.txt: FAILED\n")


def test_its_pages_lead_to_nothing_that_it_does_not_hold(full: Project, tmp_path: Path) -> None:
    full.build()
    folder = unpacked(full, tmp_path / "disc")
    for name in PAGES:
        html = (folder / name).read_text(encoding="utf-8")
        anchors = {page: set(re.findall(r' id="([^"]*)"', (folder / page).read_text(encoding="utf-8"))) for page in PAGES}
        links = re.findall(r' (?:href|src)="([^"]*)"', html)
        assert "index.html" in links or name == "index.html"
        for link in links:
            target, _, anchor = link.partition("#")
            if not re.match("https?:|mailto:", target):
                assert (folder / posixpath.normpath(target or name)).is_file(), f"{name}: {link}"
                assert not anchor or anchor in anchors[target or name], f"{name}: {link}"


def test_it_is_described_in_dublin_core(full: Project, tmp_path: Path) -> None:
    full.build()
    described = ElementTree.parse(unpacked(full, tmp_path / "disc") / "metadata.xml")
    texts = {tag: [each.text for each in described.findall(tag, DUBLIN_CORE)] for tag in ("dc:title", "dc:language", "dcterms:temporal")}
    assert texts == {"dc:title": ["甲县民政局2024年度绩效评估工作方案"], "dc:language": ["zh-CN"], "dcterms:temporal": ["2024年度"]}
    assert "baobiao.csv" in [each.text for each in described.findall("dcterms:hasPart", DUBLIN_CORE)]


def test_the_same_sources_make_the_same_archive_and_the_notice_tells_its_size(full: Project) -> None:
    full.build()
    full.build(destination=full.root / "again")
    archive = (full.site / HOME / "archive.zip").read_bytes()
    assert archive == (full.root / "again" / HOME / "archive.zip").read_bytes()
    link = re.search(rb'<a href="archive.zip" download="[^"]*">ZIP\xef\xbc\x88(\d+) KB', (full.site / HOME / "index.html").read_bytes())
    assert link and int(link[1]) == -(-len(archive) // 1024)
    with ZipFile(BytesIO(archive)) as packed:
        assert b"archive.zip" not in packed.read(f"{FOLDER}/index.html")


@pytest.mark.parametrize("options", [{"archive": False}, {"preview": True}])
def test_there_is_none_where_none_is_wanted(full: Project, options: dict[str, bool]) -> None:
    full.build(**options)
    assert not (full.site / HOME / "archive.zip").exists()
    assert b"archive.zip" not in (full.site / HOME / "index.html").read_bytes()


def test_no_attached_file_can_take_the_name_of_a_file_of_the_site(full: Project) -> None:
    full.build()
    made = {path.name for path in (full.site / HOME).iterdir()} - {"baobiao.csv"}
    assert {name for name in made if name.rpartition(".")[2] in FORMATS} <= TAKEN
