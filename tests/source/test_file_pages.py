"""Every page of the families F and S runs: its wrong examples yield exactly the marked findings on the marked lines, its right ones none.

A `yaml` block that begins with `format:` or with a list is a whole file; any other is laid over a small valid scheme. A `text` block
lists the files of a schemes folder, one a line; a line with words behind its mark names a file that is missing, `->` makes a link. Behind
a `yaml` block it is the folder in which that scheme stands.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai.diagnostics import Finding
from gongkai.rules import RULES
from gongkai.rules.pages import RIGHT, SOURCE, WRONG, Block, read_page
from gongkai.source.files import SchemeFile, scan
from gongkai.source.locate import Locator
from gongkai.source.workspace import load_scheme
from rules.examples import overlay

CODES = sorted(code for code in RULES if code[0] in "FS")
NOT_SHOWN = {"F001", "F010", "F011", "F012", "F014"}
"""Rules over bytes that a page can't hold; tests/hostile has them."""

_TREE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"(?P<file>\S+)(?: -> (?P<target>\S+))?(?: +# error: \[(?P<code>\w+)\](?P<missing> .+)?)?")


def blocks(code: str, heading: str) -> list[Block]:
    return [example.scheme for example in read_page(code).examples(heading)]


def trees(code: str, heading: str) -> list[str]:
    return _TREE.findall(read_page(code).sections[heading] + "\n")


def files(code: str, heading: str) -> list[tuple[str, Block, str]]:
    """The code, every `yaml` block, and the `text` block behind it, if there is one."""
    behind = (_TREE.search(part + "\n") for part in read_page(code).sections[heading].split("```yaml\n")[1:])
    listings = [match[1] if match else "" for match in behind]
    return [(code, block, listing) for block, listing in zip(blocks(code, heading), listings, strict=True)]


def found_in(block: Block, listing: str, folder: Path) -> list[tuple[int, str]]:
    """The findings of a block as (line from 0, code), located as a report locates them."""
    build(listing, folder)
    file = next(scan(folder).schemes, SchemeFile(slug="scheme", file="scheme.yml", path=folder / "scheme.yml"))
    text = block.text if block.text.startswith(("format:", "- ")) else overlay(block.text)
    file.path.write_text(text, encoding="utf-8")
    locate = Locator(folder)
    return sorted((locate(finding.place).line - 1, finding.code) for finding in load_scheme(file).findings)


@dataclass
class Listed:
    """A line of a listing: the file, and the code of the finding that must name it or a folder above it."""

    file: str
    code: str | None


def build(listing: str, root: Path) -> list[Listed]:
    listed = []
    for line in listing.splitlines():
        match = _LINE.fullmatch(line)
        assert match, line
        path = root / match["file"]
        if not match["missing"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(match["target"]) if match["target"] else path.write_text("演示数据", encoding="utf-8")
        listed.append(Listed(match["file"], match["code"]))
    return listed


def names(finding: Finding, listed: Listed) -> bool:
    place = finding.place.file
    return finding.code == listed.code and (place in {".", listed.file} or listed.file.startswith(place + "/"))


@pytest.mark.parametrize("code", CODES)
def test_page_is_complete(code: str) -> None:
    page, rule = read_page(code), RULES[code]
    assert (page.title, page.name) == (rule.title, rule.name)
    assert list(page.sections) == [WRONG, RIGHT, SOURCE]
    assert page.lead and page.sections[SOURCE]
    assert blocks(code, RIGHT) or trees(code, RIGHT)
    assert code in NOT_SHOWN or f"# error: [{code}]" in page.sections[WRONG]


@pytest.mark.parametrize(("code", "block", "listing"), [each for code in CODES for each in files(code, WRONG)])
def test_wrong_file_has_the_marked_findings(code: str, block: Block, listing: str, tmp_path: Path) -> None:
    assert code in {marked for _, marked in block.marks}
    assert found_in(block, listing, tmp_path) == sorted(block.marks)


@pytest.mark.parametrize(("code", "block", "listing"), [each for code in CODES for each in files(code, RIGHT)])
def test_right_file_has_no_finding(code: str, block: Block, listing: str, tmp_path: Path) -> None:
    assert (code, found_in(block, listing, tmp_path)) == (code, [])


@pytest.mark.parametrize("listing", [tree for code in CODES for tree in trees(code, WRONG)])
def test_wrong_folder_has_the_marked_findings(listing: str, tmp_path: Path) -> None:
    marked = [listed for listed in build(listing, tmp_path) if listed.code]
    findings = scan(tmp_path).findings
    assert len(findings) == len(marked)
    assert all(any(names(finding, listed) for finding in findings) for listed in marked)


@pytest.mark.parametrize("listing", [tree for code in CODES for tree in trees(code, RIGHT)])
def test_right_folder_has_no_finding(listing: str, tmp_path: Path) -> None:
    build(listing, tmp_path)
    assert scan(tmp_path).findings == ()
