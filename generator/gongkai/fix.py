"""`gongkai validate --fix`: findings that know what to write instead → changed files, as bytes; who asks decides whether to write them.

A rule gives a `replacement` only where it cannot alter the meaning. It is written until nothing more is to be written, and only if
the file then reads the same everywhere else. Waived findings and their words stay; so do files that are not in order (families F, S).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as FilePath

from msgspec.structs import replace

from gongkai.diagnostics import Finding, Path, Severity
from gongkai.examine import Examined
from gongkai.model import Scheme
from gongkai.rules import RULES, Case, check
from gongkai.source.decode import decode
from gongkai.source.splice import Change, Written, splice
from gongkai.source.workspace import read
from gongkai.validate import Selected, sources

PASSES = 50
"""Rounds that a file gets: a rule lists only so many findings at a time, and of two that touch the same words one has to wait."""
_AROUND = 8
"""Characters shown on either side of a change."""
_SIGNS = {" ": "␣", "\u3000": "␣", "\t": "⇥", "\n": "↵"}
_BLANKS = re.compile("[" + "".join(_SIGNS) + "]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change as people read it: `before` and `after` are the words with a little around them."""

    code: str
    line: int
    column: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A file, named as it reads from the current folder, with what is to be written; `refused` replacements don't fit where they stand.

    `restless`: its rules undo each other's work, so nothing is to be written; `more`: another run would find something to do.
    """

    file: str
    path: FilePath
    before: bytes
    after: bytes
    made: tuple[Made, ...]
    refused: int = 0
    restless: bool = False
    more: bool = False


def fixes(paths: Iterable[FilePath], selected: Selected) -> Iterator[Fixed]:
    """Every file at or under the paths of which a selected rule knows what to write; nothing is written here. Raises CannotRun."""
    for source in sources(paths):
        for result in source.results:
            if isinstance(result, Examined) and result.case and source.inside(result.file.file) and not _broken(result.findings):
                fixed = _fixed(result, result.case, selected, source.shown(result.file.file))
                if fixed and (fixed.made or fixed.refused or fixed.restless):
                    yield fixed


def _broken(findings: Iterable[Finding]) -> bool:
    return any(each.code[0] in "FS" and RULES[each.code].severity is Severity.ERROR for each in findings)


def _fixed(examined: Examined, case: Case, selected: Selected, name: str) -> Fixed | None:
    findings: Sequence[Finding] = [each for each in examined.findings if each.place.file == examined.file.file]
    if not any(_wanted(each, selected) for each in findings):
        return None
    before = after = read(examined.file.path)
    if sha256(before).hexdigest() != examined.digest:  # changed while it was being examined
        return None
    made: list[Made] = []
    seen = {before}
    for _ in range(PASSES):
        chosen = _apart(findings, selected)
        spliced = splice(after, list(chosen), Scheme)
        if not spliced.made:
            return Fixed(file=name, path=examined.file.path, before=before, after=after, made=tuple(made), refused=len(spliced.refused))
        if spliced.data in seen:
            return Fixed(file=name, path=examined.file.path, before=before, after=before, made=(), restless=True)
        made += [_told(chosen[each.change], each) for each in spliced.made]
        after = spliced.data
        seen.add(after)
        scheme, _ = decode(after, Scheme, name)
        case = replace(case, scheme=scheme)
        findings = check(case)
    return Fixed(file=name, path=examined.file.path, before=before, after=after, made=tuple(made), more=True)


def _wanted(each: Finding, selected: Selected) -> bool:
    return each.replacement is not None and each.waived is None and each.place.offset is not None and selected(each.code)


def _apart(findings: Iterable[Finding], selected: Selected) -> dict[Change, str]:
    """The changes to make in one go with their codes, no two of which touch the same words, nor any the words of a waived finding."""
    wanted: dict[Path, list[tuple[int, int, str, str]]] = defaultdict(list)
    waived: dict[Path, list[tuple[int, int]]] = defaultdict(list)
    for each in findings:
        start = each.place.offset or 0
        if _wanted(each, selected):
            wanted[each.place.path].append((start, start + each.place.length, each.replacement or "", each.code))
        elif each.waived is not None and each.place.offset is not None:
            waived[each.place.path].append((start, start + each.place.length))
    chosen: dict[Change, str] = {}
    for path, found in wanted.items():
        free = -1
        for start, end, text, code in sorted(found):
            if start > free and not any(start < last and first < max(end, start + 1) for first, last in waived[path]):
                chosen[Change(path, start, end - start, text)] = code
                free = max(end - 1, start)
    return chosen


def _told(code: str, each: Written) -> Made:
    start, end = each.change.offset, each.change.offset + each.change.length
    around = each.value[:start].rpartition("\n")[2][-_AROUND:], each.value[end:].partition("\n")[0][:_AROUND]
    before, after = (_BLANKS.sub(lambda blank: _SIGNS[blank[0]], text) for text in (each.value[start:end], each.change.text))
    return Made(code=code, line=each.line, column=each.column, before=before.join(around), after=after.join(around))
