"""What a problem is: plain values that the source and the rules produce and the reports print. Knows no file, format or colour."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class CannotRun(Exception):  # noqa: N818 — it is no error of ours
    """The environment is at fault (a folder missing, a disk full): one clear sentence in Chinese that says what to do; exit code 2."""


Path = tuple[str | int, ...]
"""Where a value stands in a document: `("components", 0, "points")`."""


class Severity(StrEnum):
    """How much a finding weighs: an error must not be published, a warning wants a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Basis(StrEnum):
    """What a rule rests on. Only `MAY_BE_ERROR` may stop a publication: practice and policy recommend, they don't forbid."""

    LAW = "法律"
    REGULATION = "法规"
    STANDARD = "国标"
    POLICY = "政策文件"
    PRACTICE = "实务"
    CONSISTENCY = "一致性"
    FORMAT = "格式"


MAY_BE_ERROR = frozenset({Basis.LAW, Basis.REGULATION, Basis.STANDARD, Basis.CONSISTENCY, Basis.FORMAT})


class Rule(Struct, frozen=True, kw_only=True):
    """What is checked and why. `code` is stable (`P001`), its letter names the family; `name` reads well after "allow …"."""

    code: str
    name: str
    title: str
    severity: Severity
    basis: Basis
    source: str

    def __post_init__(self) -> None:
        if self.severity is Severity.ERROR and self.basis not in MAY_BE_ERROR:
            raise ValueError(f"{self.code}: a rule based on {self.basis} must not be an error")

    @property
    def family(self) -> str:
        return self.code[0]


class Place(Struct, frozen=True, kw_only=True):
    """Where a fact stands: a value of a file by its path, or a stretch of that value's text, or (in a broken file) a line and column.

    `file` is relative to the schemes folder, with slashes; empty means the file under check. `offset` and `length` count characters
    of the text value at `path`. `line` and `column` count from 1 and are set where no path can be (a file that does not parse) or where the
    key rather than its value is meant; then `length` counts from there.
    """

    file: str = ""
    path: Path = ()
    offset: int | None = None
    length: int = 0
    line: int | None = None
    column: int | None = None


class Related(Struct, frozen=True, kw_only=True):
    """Another place that a finding's sentence speaks of, with a few words on what stands there."""

    place: Place
    message: str


class Finding(Struct, frozen=True, kw_only=True):
    """One defect: a sentence in Chinese that states both facts in conflict, where, and what to do.

    `clause` is the address in the scheme's text (`三（二）2`) where the rule knows it; waivers may name it. `waived` holds the reason.
    `replacement` is what to write instead of the marked words (`offset` and `length` of the place), given only where that cannot alter the
    meaning; `--fix` writes it.
    """

    code: str
    message: str
    place: Place
    related: tuple[Related, ...] = ()
    help: str = ""
    clause: str = ""
    waived: str | None = None
    replacement: str | None = None

    def in_file(self, file: str) -> "Finding":
        """The same finding with every open place (empty `file`) put into `file`."""
        related = tuple(replace(r, place=_in_file(r.place, file)) for r in self.related)
        return replace(self, place=_in_file(self.place, file), related=related)


def _in_file(place: Place, file: str) -> Place:
    return place if place.file else replace(place, file=file)


class Span(Struct, frozen=True, kw_only=True):
    """A place as a reader sees it: file, line and column from 1, end exclusive in the same line; `line` 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    source: str = ""


class Edit(Struct, frozen=True, kw_only=True):
    """What an editor would do to write a finding's `replacement`: put `text`, as YAML has it there, between two places of the file."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """A finding with its rule and its places looked up, ready for any renderer."""

    rule: Rule
    finding: Finding
    span: Span
    related: tuple[tuple[Span, str], ...] = ()
    edit: Edit | None = None


Locate = Callable[[Place], Span]
"""How a report finds line and column: given a place in a named file, the span; I/O lives behind it."""


def diagnose(findings: Iterator[Finding] | list[Finding], rules: dict[str, Rule], locate: Locate) -> list[Diagnostic]:
    """Look every finding up and sort by file, line, column and code."""
    found = [
        Diagnostic(
            rule=rules[f.code],
            finding=f,
            span=locate(f.place),
            related=tuple((locate(r.place), r.message) for r in f.related),
        )
        for f in findings
    ]
    return sorted(found, key=lambda d: (d.span.file, d.span.line, d.span.column, d.rule.code, d.finding.message))
