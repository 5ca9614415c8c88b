"""Reading a folder: what loads, what is found, and that one broken file hides only itself."""

from hashlib import sha256
from pathlib import Path

import pytest

from gongkai.source.characters import LIMIT
from gongkai.source.files import scan
from gongkai.source.workspace import load_agency, load_region, load_scheme, read

SCHEME = """\
format: 1
title: 青云县示例局2024年度方案
year: 2024
disclosure: {mode: 主动公开}
text: 正文。
components:
  - {id: work, name: 业务工作目标, points: 100}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "qingyun/region.yml": "name: 青云县\n",
        "qingyun/documents.yml": "青政〔2024〕1号: {title: 某通知}\n",
        "qingyun/slj/agency.yml": "name: 青云县示例局\n",
        "qingyun/slj/2024.yml": SCHEME,
        "qingyun/slj/2025.yml": SCHEME.replace("2024", "2025"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_sound_folder_loads_whole(root: Path) -> None:
    tree = scan(root)
    assert tree.findings == ()
    (region,) = tree.regions
    (agency,) = region.agencies
    assert (region.file, agency.file, agency.path) == ("qingyun/region.yml", "qingyun/slj/agency.yml", root / "qingyun/slj")
    assert [(scheme.slug, scheme.file, scheme.address) for scheme in tree.schemes] == [
        ("2024", "qingyun/slj/2024.yml", "qingyun/slj/2024"),
        ("2025", "qingyun/slj/2025.yml", "qingyun/slj/2025"),
    ]
    registry, findings = load_region(region)
    assert registry is not None and not findings
    assert (registry.slug, registry.region.name, registry.documents["青政〔2024〕1号"].title) == ("qingyun", "青云县", "某通知")
    loaded_agency, findings = load_agency(agency)
    assert loaded_agency is not None and not findings
    assert (loaded_agency.slug, loaded_agency.agency.name) == ("slj", "青云县示例局")
    loaded = load_scheme(agency.schemes[0])
    assert loaded.scheme is not None and loaded.scheme.year == 2024 and not loaded.findings
    assert loaded.digest == sha256(SCHEME.encode()).hexdigest()


def test_the_region_digest_changes_with_either_file(root: Path) -> None:
    digests = set()
    for name, text in (
        ("region.yml", "name: 青云县\n"),
        ("region.yml", "name: 青山县\n"),
        ("documents.yml", "青政〔2024〕2号: {title: 某通知}\n"),
    ):
        (root / "qingyun" / name).write_text(text, encoding="utf-8")
        registry, _ = load_region(scan(root).regions[0])
        assert registry is not None
        digests.add(registry.digest)
    (root / "qingyun/documents.yml").unlink()
    registry, findings = load_region(scan(root).regions[0])
    assert registry is not None and registry.documents == {} and findings == ()
    assert len(digests | {registry.digest}) == 4


def test_a_broken_file_hides_only_itself(root: Path) -> None:
    (root / "qingyun/documents.yml").write_text("青政〔2024〕1号: {titel: 某通知}\n", encoding="utf-8")
    (root / "qingyun/slj/2024.yml").write_text("format: [", encoding="utf-8")
    region = scan(root).regions[0]
    registry, findings = load_region(region)
    assert registry is not None and registry.documents == {}
    assert {(f.code, f.place.file) for f in findings} == {("S001", "qingyun/documents.yml"), ("S002", "qingyun/documents.yml")}
    first, second = (load_scheme(scheme) for scheme in region.agencies[0].schemes)
    assert first.scheme is None and [f.code for f in first.findings] == ["F015"] and first.digest
    assert second.scheme is not None and second.findings == ()


def test_a_broken_region_still_tells_of_its_documents(root: Path) -> None:
    (root / "qingyun/region.yml").write_text("name: 5\n", encoding="utf-8")
    (root / "qingyun/documents.yml").write_text("[]", encoding="utf-8")
    registry, findings = load_region(scan(root).regions[0])
    assert registry is None
    assert [(f.code, f.place.file) for f in findings] == [("S003", "qingyun/region.yml"), ("F022", "qingyun/documents.yml")]


def test_a_missing_registry_is_told_once(root: Path) -> None:
    (root / "qingyun/slj/agency.yml").unlink()
    tree = scan(root)
    assert [(f.code, f.place.file) for f in tree.findings] == [("F006", "qingyun/slj/agency.yml")]
    assert load_agency(tree.regions[0].agencies[0]) == (None, ())


def test_a_scheme_that_vanishes_after_the_scan_is_a_finding(root: Path) -> None:
    (scheme, _) = scan(root).schemes
    scheme.path.unlink()
    loaded = load_scheme(scheme)
    assert loaded.scheme is None and [f.message for f in loaded.findings] == ["这个文件读不出来：没有这个文件或者文件夹"]


def test_never_more_than_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yml"
    with file.open("wb") as stream:
        stream.truncate(50 << 20)
    assert len(read(file)) == LIMIT + 1
