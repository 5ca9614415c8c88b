"""What a preview says beside its pages, and no published page ever does: what was found in the files, where, and what to do about it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec import Struct

from gongkai.diagnostics import Diagnostic, Severity
from gongkai.rules import Case
from gongkai.views.environment import render
from gongkai.views.page import Page, link
from gongkai.views.paging import Chunk, chunks
from gongkai.views.report.finding_sheet import KINDS, Kind
from gongkai.views.report.places import place_link
from gongkai.views.scheme_head import PAGES

NAME, ADDRESS = "校核发现", "findings/index.html"
STYLE = "preview"
"""The stylesheet of the panel: the preview alone has it."""
ROWS, FRONT = 200, 50
"""How many remarks one page lists, and how many the front page."""
_LONGEST = 160
"""Characters shown of a line of the file."""


class Remark(Struct, frozen=True, array_like=True):
    """A finding that nobody has acknowledged.

    `file` is its name as it reads from the current folder, `line` and `column` are 0 where no place is known, `href` is the address of what
    shows it (`anxi/mzj/2024/scores.html#r-1`), empty where no page does; `source` is the line of the file.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    help: str
    href: str
    source: str

    @property
    def place(self) -> str:
        """`schemes/anxi/mzj/2024.yml:12:5`, as an editor's terminal opens it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def kind(self) -> Kind:
        """Sign, word and colour."""
        return KINDS[self.severity]

    @property
    def weight(self) -> tuple[int, str, int, int, str]:
        """The heaviest first, then by place."""
        return tuple(Severity).index(self.severity), self.file, self.line, self.column, self.code


def remark(each: Diagnostic, address: str = "", case: Case | None = None) -> Remark:
    """The remark on a finding in the scheme whose pages stand at `address`; without a case none of its values has a place on them."""
    fragment = place_link(each.finding.place, case) if case else ""
    return Remark(
        file=each.span.file,
        line=each.span.line,
        column=each.span.column,
        code=each.rule.code,
        severity=each.rule.severity,
        message=each.finding.message,
        help=each.finding.help,
        href=f"{address}/{fragment or 'index.html'}" if address else "",
        source=each.span.source.strip()[:_LONGEST],
    )


def scheme_panel(address: str, file: str, remarks: Iterable[Remark], *, waived: int, draft: bool) -> str:
    """The panel of every page of one scheme, as HTML; `file` is its source, `waived` counts what has been acknowledged."""
    standing = _ordered(remarks)
    if any(each.severity is Severity.ERROR for each in standing):
        state = "有错误，改正以前不能发布。"
    elif draft:
        state = "这是草稿（draft: true），不会发布。"
    else:
        state = "没有错误，可以发布。"
    return _panel(f"{address}/index.html", standing, standing, file=file, state=state, waived=waived)


def front_panel(remarks: Iterable[Remark]) -> str:
    """The panel of the front page: the heaviest findings of the whole tree, and the way to all."""
    standing = _ordered(remarks)
    wrong = any(each.severity is Severity.ERROR for each in standing)
    state = "有错误，改正以前网站不能发布。" if wrong else "没有错误，网站可以发布。"
    return _panel("index.html", standing, standing[:FRONT], file="", state=state, waived=0)


def beside(page: Page, panel: str) -> Page:
    """The page with the panel before it; as it was without one."""
    return replace(page, body=f"{panel}\n{page.body}", styles=(*page.styles, STYLE)) if panel else page


def broken_pages(address: str, file: str, remarks: Iterable[Remark], *, demo: bool) -> Iterator[Page]:
    """The pages of a scheme whose file cannot be read as one: all of them say why, so that whichever is open shows it."""
    standing = _ordered(remarks)
    for name in PAGES:
        here = f"{address}/{name}"
        yield Page(
            address=here,
            title=f"{file}有错误",
            description=f"{file}有错误，读不成一份方案。",
            body=render("broken.html", file=file, rows=_rows(here, standing), tallies=_tallies(standing)),
            crumbs=(("首页", link(here, "index.html")), (NAME, link(here, ADDRESS)), (file, "")),
            demo=demo,
            styles=(STYLE,),
        )


def finding_pages(remarks: Iterable[Remark]) -> Iterator[Page]:
    """findings/index.html, findings/2.html, …: all findings of the tree by file, files with errors first."""
    standing = _ordered(remarks)
    worst: dict[str, tuple[int, str]] = {}
    for each in standing:
        worst.setdefault(each.file, (each.weight[0], each.file))
    ordered = sorted(standing, key=lambda each: (worst[each.file], each.line, each.column, each.code))
    return (_page(chunk, standing) for chunk in chunks(ADDRESS, ordered, ROWS))


def _page(chunk: Chunk[Remark], all_: Sequence[Remark]) -> Page:
    files = [(file, _rows(chunk.address, list(group))) for file, group in groupby(chunk.items, key=lambda each: each.file)]
    return Page(
        address=chunk.address,
        title=NAME + chunk.suffix,
        description="预览时全部方案和登记文件的校核发现。",
        body=render("findings.html", tallies=_tallies(all_), files=files, steps=chunk.steps),
        crumbs=(("首页", link(chunk.address, "index.html")), (NAME, "")),
        styles=("pages", STYLE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A remark with links from the page at hand."""

    remark: Remark
    rule_href: str
    href: str


def _rows(here: str, remarks: Iterable[Remark]) -> list[_Row]:
    return [
        _Row(remark=each, rule_href=link(here, f"rules/{each.code}.html"), href=link(here, each.href) if each.href else "")
        for each in remarks
    ]


def _ordered(remarks: Iterable[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda each: each.weight)


def _tallies(remarks: Iterable[Remark]) -> list[tuple[Kind, int]]:
    """How many there are of each severity, none left out."""
    severities = [each.severity for each in remarks]
    return [(kind, severities.count(severity)) for severity, kind in KINDS.items()]


def _panel(here: str, remarks: Sequence[Remark], shown: Sequence[Remark], *, file: str, state: str, waived: int) -> str:
    """The panel on the page at `here` over all `remarks`, of which so many are `shown`; of one `file`, or of all where it is empty."""
    return render(
        "preview.html",
        tallies=_tallies(remarks),
        rows=_rows(here, shown),
        state=state,
        file=file,
        waived=waived,
        more=len(remarks) - len(shown),
        all_href=link(here, ADDRESS),
    )
