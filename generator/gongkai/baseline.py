"""`--baseline`: the findings that an old archive is known to have, in a file beside it: counted, not shown, and no failure.

A finding is known again by its fingerprint, not its line, and as often as it was recorded. Files are named as seen from the baseline.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from gongkai.diagnostics import CannotRun, Diagnostic
from gongkai.fingerprint import fingerprint
from gongkai.refusals import reason
from gongkai.validate import Selected
from gongkai.writing import replace_file

VERSION = 1


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A known finding; `message` is there for who reads the file, `count` says how often it stands there."""

    file: str
    code: str
    fingerprint: str
    message: str
    count: Annotated[int, Meta(ge=1)] = 1


class _Recorded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    gongkai_baseline: Annotated[int, Meta(ge=1)]
    findings: tuple[Entry, ...]


class Sorted(Struct, frozen=True, kw_only=True):
    """A run held against a baseline: what is new, what is known, and the entries that were looked for in vain."""

    new: list[Diagnostic]
    known: list[Diagnostic]
    gone: list[Entry]


class Baseline:
    """A baseline's entries; `path` need not exist yet when one is to be written."""

    def __init__(self, path: Path, entries: tuple[Entry, ...]) -> None:
        self.path = path
        self.entries = entries

    @classmethod
    def read(cls, path: Path, *, new: bool = False) -> "Baseline":
        """The baseline of a file, empty if it may be `new` and is. Raises CannotRun for one that is missing, unreadable or broken."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            if new:
                return cls(path, ())
            raise CannotRun(f"找不到基线文件 {path}。第一次使用时请加 --write-baseline，把现有的问题写进去。") from None
        except OSError as problem:
            raise CannotRun(f"基线文件 {path} 读不出来：{reason(problem)}。") from problem
        try:
            return cls(path, _parsed(data, path).findings)
        except (msgspec.DecodeError, RecursionError) as problem:
            where = "".join(re.findall(r"at `(\$.*)`", str(problem)))
            place = f"（在 {where}）" if where else ""
            raise CannotRun(
                f"基线文件 {path} 坏了，不是 gongkai 写出的样子{place}。请从版本库取回，或者删去后用 --write-baseline 重写。"
            ) from None

    def sort(self, diagnostics: Iterable[Diagnostic], covers: Callable[[Path], bool], selected: Selected) -> Sorted:
        """Tell the new from the known; waived findings stay with the new. Entries that the run did not cover are not called gone."""
        left = Counter[tuple[str, str]]()
        for entry in self.entries:
            left[entry.file, entry.fingerprint] += entry.count
        found = Sorted(new=[], known=[], gone=[])
        for each in diagnostics:
            key = (self._name(each), fingerprint(each))
            known = each.finding.waived is None and left[key] > 0
            left[key] -= known
            (found.known if known else found.new).append(each)
        for entry in self.entries:
            missing = min(entry.count, left[entry.file, entry.fingerprint])
            if missing > 0 and selected(entry.code) and covers(self._place(entry)):
                left[entry.file, entry.fingerprint] -= missing
                found.gone.append(msgspec.structs.replace(entry, count=missing))
        return found

    def record(self, diagnostics: Iterable[Diagnostic], covers: Callable[[Path], bool], selected: Selected) -> "Baseline":
        """Write the unwaived findings of a run, and keep the entries that the run did not cover. Raises CannotRun."""
        kept = [entry for entry in self.entries if not (selected(entry.code) and covers(self._place(entry)))]
        entries = {(entry.file, entry.fingerprint): entry for entry in kept}
        for each in diagnostics:
            if each.finding.waived is None:
                entry = Entry(file=self._name(each), code=each.rule.code, fingerprint=fingerprint(each), message=each.finding.message)
                same = entries.get((entry.file, entry.fingerprint))
                entries[entry.file, entry.fingerprint] = msgspec.structs.replace(entry, count=same.count + 1) if same else entry
        written = tuple(sorted(entries.values(), key=lambda each: (each.file, each.code, each.message, each.fingerprint)))
        replace_file(self.path, "".join(_text(written)).encode())
        return Baseline(self.path, written)

    def _name(self, each: Diagnostic) -> str:
        return Path(os.path.relpath(Path(each.span.file).resolve(), self.path.resolve().parent)).as_posix()

    def _place(self, entry: Entry) -> Path:
        return Path(os.path.normpath(self.path.resolve().parent / entry.file))


def _parsed(data: bytes, path: Path) -> _Recorded:
    version = msgspec.json.decode(data, type=_Version).gongkai_baseline
    if version > VERSION:
        raise CannotRun(f"基线文件 {path} 是第 {version} 版，本程序只认第 {VERSION} 版。请用新版的 gongkai。")
    return msgspec.json.decode(data, type=_Recorded)


class _Version(Struct, frozen=True):
    gongkai_baseline: int


def _text(entries: tuple[Entry, ...]) -> Iterator[str]:
    """One entry a line, so that a change of the file reads well."""
    yield f'{{\n  "gongkai_baseline": {VERSION},\n  "findings": ['
    for index, entry in enumerate(entries):
        yield ("," if index else "") + "\n    " + json.dumps(msgspec.structs.asdict(entry), ensure_ascii=False)
    yield "\n  ]\n}\n" if entries else "]\n}\n"
