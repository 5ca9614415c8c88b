"""Findings of a preview → lines and columns, panels beside the pages, pages of broken files; a build for publication never comes here."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from gongkai.diagnostics import Diagnostic, Finding
from gongkai.examine import Examined
from gongkai.rules import Case
from gongkai.saved import short
from gongkai.site.press import Press
from gongkai.site.sections import Notes, read_notes
from gongkai.validate import diagnosed
from gongkai.views.page import PrintedFooter
from gongkai.views.report.remarks import Remark, broken_pages, front_panel, remark, scheme_panel
from gongkai.views.subject import Subject


class Remarks:
    """What was found in one agency's files, as its pages tell it; `root` is the schemes folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._told: set[str] = set()
        self._known: list[msgspec.Struct] = []

    def panel(self, subject: Subject, findings: Iterable[Finding]) -> str:
        """The panel of a scheme's pages; `findings` may hold those of other files too."""
        file, scheme = f"{subject.address}.yml", subject.case.scheme
        own = [each for each in findings if _stem(each.place.file) == subject.address]
        remarks = self._add(own, subject.address, subject.case, subject.digest)
        waived = sum(each.waived is not None for each in own)
        return scheme_panel(subject.address, self._shown(file), remarks, waived=waived, draft=scheme.draft)

    def finished(
        self, press: Press, footer: PrintedFooter, broken: Iterable[Examined], findings: Iterable[Finding], *, demo: bool
    ) -> list[msgspec.Struct]:
        """All remarks, once the pages in the place of schemes that cannot be read are printed.

        Some of the `findings` concern files that have no pages: registries, schemes that are not 主动公开.
        """
        for each in broken:
            remarks = self._add(each.findings, each.file.address, None, each.digest)
            press.print(broken_pages(each.file.address, self._shown(each.file.file), remarks, demo=demo), footer)
        left = [each for each in findings if _stem(each.place.file) not in self._told]
        return [*self._known, *map(remark, _looked_up(_standing(left), self._root, ""))]

    def _shown(self, file: str) -> str:
        return short(str(self._root / file))

    def _add(self, own: Iterable[Finding], address: str, case: Case | None, digest: str) -> list[Remark]:
        self._told.add(address)
        remarks = [remark(each, address, case) for each in _looked_up(_standing(own), self._root, digest)]
        self._known += remarks
        return remarks


def tree_notes(findings: Iterable[Finding], root: Path) -> bytes:
    """What is wrong with no one agency's files, as agencies note theirs: names and places, and what stands between schemes."""
    return msgspec.msgpack.encode([remark(each) for each in _looked_up(_standing(findings), root, "")])


def front(notes: Notes) -> str:
    """The panel of the front page from all notes; each finding once, though every agency of a region reports on its region's files."""
    return front_panel(dict.fromkeys(read_notes(notes, Remark)))


def _standing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.waived is None)


def _looked_up(findings: tuple[Finding, ...], root: Path, digest: str) -> Sequence[Diagnostic]:
    """With lines and columns; those of a file with a `digest` are remembered, because the neighbours of a file that is saved are not."""
    return _remembered(findings, root, digest) if digest else diagnosed(list(findings), root)


@lru_cache(maxsize=256)
def _remembered(findings: tuple[Finding, ...], root: Path, digest: str) -> Sequence[Diagnostic]:  # noqa: ARG001 — part of the key
    return diagnosed(list(findings), root)


def _stem(file: str) -> str:
    return file.rpartition(".")[0]
