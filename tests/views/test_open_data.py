"""Open data: the files that validators and feed readers accept, true to the schemes, and harmless in a spreadsheet."""

import csv
import json
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import msgspec
import pytest

from gongkai.model import ChangeNote, Disclosure
from gongkai.rules import Case
from gongkai.views.data.feed import ENTRIES, feed
from gongkai.views.data.indicator_rows import IndicatorRows
from gongkai.views.data.open_data import CATALOG_FIELDS, catalog_csv, catalog_json, data_package, indicator_schema
from gongkai.views.data.page import data_page
from gongkai.views.data.records import Record, noted
from gongkai.views.overview.afterwards import Change
from gongkai.views.subject import Subject

NAME, URL, TODAY = "甲县公开", "https://www.example.gov.cn/zwgk/", date(2025, 6, 18)
ATOM = "{http://www.w3.org/2005/Atom}"


def record(address: str = "jia/mzj/2024", **more: object) -> Record:
    facts: dict[str, object] = {
        "url": f"{address}/index.html",
        "name": "关于印发方案的通知",
        "title": "甲县民政局2024年度方案",
        "year": int(address.rsplit("/", 1)[1]),
        "region": "甲县",
        "agency": "甲县民政局",
        "publisher": "甲县民政局",
        "validity": "有效",
        **more,
    }
    return msgspec.convert(facts, Record)


@pytest.fixture(scope="session")
def published(subjects: dict[str, Subject], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data files of this repository's schemes in a folder, as in the site."""
    root = tmp_path_factory.mktemp("data")
    records = [noted(subject) for _, subject in sorted(subjects.items())]
    files = {"catalog.csv": catalog_csv(records), "data/indicators.schema.json": indicator_schema()}
    files["datapackage.json"] = data_package(records, NAME, "")
    for agency in {each.agency_address for each in records}:
        rows = IndicatorRows()
        for address in sorted(subjects):
            if address.rpartition("/")[0] == agency:
                rows.add(subjects[address])
        files |= dict(rows.files(agency))
    for address, content in files.items():
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        (root / address).write_bytes(content)
    return root


def validated(root: Path) -> dict[str, object]:
    """What the Frictionless validator says; a process of its own, for it warns of its own dependencies."""
    command = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def test_the_frictionless_validator_accepts_the_package(published: Path) -> None:
    report = validated(published)
    assert report["valid"], report
    stats = report["stats"]
    assert isinstance(stats, dict)
    assert stats["tasks"] == 1 + len(list(published.glob("*/*/indicators.csv")))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("demo/mzj/indicators.csv", ",2,", ",二,"),
        ("demo/mzj/indicators.csv", "demo/mzj/2024,", "demo/mzj/1999,"),
        ("catalog.csv", "有效", "有劲"),
    ],
    ids=["a level that is no number", "a scheme that the catalogue lacks", "a state that there is not"],
)
def test_the_validator_would_have_noticed(published: Path, tmp_path: Path, file: str, old: str, new: str) -> None:
    for each in published.rglob("*.*"):
        target = tmp_path / each.relative_to(published)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = each.read_bytes()
        target.write_bytes(content.replace(old.encode(), new.encode(), 1) if each == published / file else content)
    assert not validated(tmp_path)["valid"]


def test_the_catalogue_has_every_scheme_in_both_forms(subjects: dict[str, Subject]) -> None:
    records = [noted(subject) for _, subject in sorted(subjects.items())]
    known = json.loads(catalog_json(records, NAME))
    head, *rows = csv.reader(StringIO(catalog_csv(records).decode("utf-8-sig"), newline=""))
    assert head == [field.name for field in CATALOG_FIELDS]
    assert known["name"] == NAME
    assert (
        [each["url"] for each in known["schemes"]]
        == [row[head.index("网页")] for row in rows]
        == [f"{a}/index.html" for a in sorted(subjects)]
    )
    for each, row in zip(known["schemes"], rows, strict=True):
        assert row[head.index("文号")] == each.get("number", "")
        assert row[head.index("发布时间")] == each.get("published_at", "")
        assert row[head.index("指标数")] == str(each.get("indicators", 0))
    demo = next(each for each in known["schemes"] if each["url"] == "demo/mzj/2025/index.html")
    assert demo["published_at"].endswith("+08:00")
    assert demo["demo"]


def test_no_cell_of_the_catalogue_starts_a_formula() -> None:
    _, row = csv.reader(StringIO(catalog_csv([record(name="=HYPERLINK(1)", summary="@x")]).decode("utf-8-sig"), newline=""))
    assert "'=HYPERLINK(1)" in row
    assert "'@x" in row


def test_corrections_and_withdrawals_reach_the_catalogue(subjects: dict[str, Subject]) -> None:
    old = subjects["demo/mzj/2025"]
    disclosure = Disclosure(
        mode="主动公开",
        validity="废止",
        validity_on=date(2026, 1, 1),
        replaced_by="甲〔2026〕1号",
        changes=(ChangeNote(on=date(2025, 4, 1), note="更正一。"), ChangeNote(on=date(2025, 5, 1), note="更正二。")),
    )
    scheme = msgspec.structs.replace(old.case.scheme, disclosure=disclosure)
    case = Case(scheme=scheme, region=old.case.region, agency=old.case.agency, documents={})
    made = noted(Subject(case=case, address=old.address, findings=(), digest="", earlier=None, later=None, today=TODAY))
    (known,) = json.loads(catalog_json([made], NAME))["schemes"]
    assert (known["validity"], known["validity_on"], known["replaced_by"]) == ("废止", "2026-01-01", "甲〔2026〕1号")
    assert known["changes"] == [{"on": "2025-05-01", "note": "更正二。"}, {"on": "2025-04-01", "note": "更正一。"}], "the newest first"
    head, row = csv.reader(StringIO(catalog_csv([made]).decode("utf-8-sig"), newline=""))
    told = dict(zip(head, row, strict=True))
    assert (told["有效性"], told["失效日期"], told["替代文件"]) == ("废止", "2026-01-01", "甲〔2026〕1号")
    assert (told["更正日期"], told["更正说明"]) == ("2025-05-01", "2025-05-01 更正二；2025-04-01 更正一")
    assert made.updated.isoformat() == "2026-01-01T00:00:00+08:00"


@pytest.mark.parametrize("url", ["", URL])
def test_a_feed_reader_accepts_the_feed(subjects: dict[str, Subject], url: str) -> None:
    records = [noted(subject) for subject in subjects.values()]
    content = feed(records, NAME, url, TODAY)
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert len(read.entries) == len(records)
    assert {each.link for each in read.entries} == {url + each.url for each in records}
    assert [each.updated_parsed for each in read.entries] == sorted((each.updated_parsed for each in read.entries), reverse=True)


def test_the_feed_has_all_that_rfc_4287_demands() -> None:
    records = [record(f"jia/mzj/{year}", demo=year == 2020) for year in range(2015, 2025)]
    root = ElementTree.fromstring(feed(records, NAME, "", TODAY))
    entries = root.findall(f"{ATOM}entry")
    for each in (root, *entries):
        assert [len(each.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert str(each.findtext(f"{ATOM}id")).startswith("urn:uuid:")
        assert {link.get("rel") for link in each.findall(f"{ATOM}link")} >= {"alternate"}
    assert all(each.findtext(f"{ATOM}author/{ATOM}name") for each in entries)
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries)
    assert sum("（演示）" in str(each.findtext(f"{ATOM}title")) for each in entries) == 1
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == ["feed.xml"]


def test_an_identity_stays_when_the_address_of_the_site_is_set_and_the_text_corrected() -> None:
    def identity(each: Record, url: str) -> str | None:
        return ElementTree.fromstring(feed([each], NAME, url, TODAY)).findtext(f"{ATOM}entry/{ATOM}id")

    corrected = record(name="另一标题", changes=(Change(date(2025, 1, 1), "更正标题"),))
    assert identity(record(), "") == identity(corrected, URL) != identity(record("jia/mzj/2023"), "")


def test_the_feed_tells_of_corrections_and_withdrawals_and_they_come_to_the_top() -> None:
    quiet = record("jia/kjj/2024", published_at="2024-10-01T09:00:00+08:00")
    notes = (Change(date(2024, 11, 2), "完成时限改为2024年12月31日。"), Change(date(2024, 3, 1), "分值改为2分"))
    corrected = record(published_at="2024-01-01T09:00:00+08:00", changes=notes)
    gone = record("jia/mzj/2023", validity="废止", validity_on=date(2025, 1, 1), replaced_by="甲〔2025〕1号")
    root = ElementTree.fromstring(feed([quiet, corrected, gone], NAME, "", TODAY))
    summaries = [str(each.text) for each in root.findall(f"{ATOM}entry/{ATOM}summary")]
    assert summaries[0].startswith("本文件自2025年1月1日起废止，现行文件：甲〔2025〕1号。")
    assert summaries[1].startswith("更正说明（2024年11月2日）：完成时限改为2024年12月31日。 更正说明（2024年3月1日）：分值改为2分。 ")
    assert str(root.findtext(f"{ATOM}entry[1]/{ATOM}title")).endswith("（废止）")
    assert root.findtext(f"{ATOM}entry[2]/{ATOM}updated") == "2024-11-02T00:00:00+08:00"
    assert root.findtext(f"{ATOM}updated") == "2025-01-01T00:00:00+08:00"
    assert root.findtext(f"{ATOM}entry[2]/{ATOM}published") == "2024-01-01T09:00:00+08:00"


def test_the_feed_is_bounded_and_never_without_a_date() -> None:
    many = feed([record(f"jia/a{number}/2024") for number in range(ENTRIES + 5)], NAME, "", TODAY)
    assert many.count(b"<entry>") == ENTRIES
    empty = feedparser.parse(feed([], NAME, "", TODAY))
    assert not empty.bozo
    assert empty.feed.updated == "2025-06-18T00:00:00+08:00"


def test_text_is_text_in_every_file() -> None:
    evil = record(name='<b>&"', publisher="<i>", summary="a < b")
    root = ElementTree.fromstring(feed([evil], '<"&', "", TODAY))
    assert root.findtext(f"{ATOM}title") == '<"&'
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == '<b>&"'


def test_the_page_explains_every_column_and_links_every_file() -> None:
    body = data_page(3, 400, URL).body
    assert all(f">{field.name}<" in body for field in CATALOG_FIELDS)
    for file in ("catalog.csv", "catalog.json", "datapackage.json", "feed.xml", "calendar.ics", "sitemap.xml", "manifest.json"):
        assert f'href="../{file}"' in body
    assert "sitemap.xml" not in data_page(3, 400, "").body
