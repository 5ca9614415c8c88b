"""PDF → passages, a page each, with its comments and the properties of the file. Part of `contents`.

A PDF can keep any reader busy for ever in ways that cannot be counted beforehand, so pypdf works in a process of its own (this module, run
with `-m`) with little memory and time: what it has read until it is stopped is kept.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.source.gathered import Gathered, UnreadError, short

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

SECONDS = 20
"""Of processor time for one file; a page takes 5–50 ms."""
_MEMORY = 128 << 20
_GRACE = 20
"""Seconds beyond, for a machine that is busy with other things."""
_UNREAD = "没有读完，可能已损坏或过于复杂，请人工核对"


def read_pdf(path: Path, gathered: Gathered) -> None:
    """All passages of the file; raises UnreadError."""
    try:
        done = subprocess.run(_command(path, gathered.room), capture_output=True, timeout=SECONDS + _GRACE, check=False)
        output = done.stdout
    except subprocess.TimeoutExpired as stopped:
        output = stopped.output or b""
    finished = False
    for line in output.splitlines():
        try:
            each = json.loads(line)
        except ValueError:  # the last line of a process that was stopped
            break
        if "end" in each:
            finished = True
            if each["end"]:
                raise UnreadError(each["end"])
        else:
            gathered.add(each["where"], each["words"], each["kind"])
    if not finished:
        raise UnreadError(_UNREAD)


def _command(path: Path, room: int) -> list[str]:
    return [sys.executable, "-m", __name__, str(path), str(room)]


def main(path: str, room: int) -> Iterator[dict[str, str]]:
    """What the process prints, a line each: passages, then the end with what was left out."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        yield from _properties(reader)
        unread = yield from _pages(reader, room)
    except (DependencyError, FileNotDecryptedError):
        unread = "文件加了密码或限制，无法检查，请另存为不加密的 PDF"
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError, ArithmeticError, MemoryError):
        unread = _UNREAD
    yield {"end": unread}


def _pages(reader: "PdfReader", room: int) -> Any:
    """The passages of the pages; returns what of them could not be read."""
    blank: list[int] = []
    for number, page in enumerate(reader.pages, start=1):
        words = page.extract_text()
        room -= len(words)
        if words.strip():
            yield {"where": f"第{number}页", "words": words, "kind": "shown"}
        else:
            blank.append(number)
        yield from _comments(page, number)
        if room < 0:
            return f"内容太多，从第{number + 1}页起没有检查"
    if not blank:
        return ""
    which = f"第{blank[0]}页" + (f"等{len(blank)}页" if len(blank) > 1 else "")
    return f"{which}没有文字，可能是扫描件，请人工核对"


def _comments(page: "PageObject", number: int) -> Iterator[dict[str, str]]:
    for each in page.annotations or ():
        with suppress(Exception):  # a comment that is broken hides no other
            annotation = each.get_object()
            words = annotation.get("/Contents")
            if words and annotation.get("/Subtype") != "/Link":
                yield {"where": f"第{number}页的批注", "words": str(words), "kind": "comment"}


def _properties(reader: "PdfReader") -> Iterator[dict[str, str]]:
    """The author, as the document's information or its XMP says."""
    authors: list[str] = []
    with suppress(Exception):  # properties that are broken don't keep the pages from being read
        authors.append(str(reader.metadata.author or "") if reader.metadata else "")
        authors += (reader.xmp_metadata.dc_creator or []) if reader.xmp_metadata else []
    for author in dict.fromkeys(filter(None, map(short, authors))):
        yield {"where": "作者", "words": author, "kind": "property"}


def _limit() -> None:
    """Little processor time and memory, where the system lets us say so."""
    try:
        import resource
    except ImportError:  # Windows: the one who waits gives up after a time
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit()
    for each in main(sys.argv[1], int(sys.argv[2])):
        print(json.dumps(each), flush=True)
