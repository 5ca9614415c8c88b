"""The one registry of rules, what a rule reads, and how a scheme is checked and its waivers applied.

A rule is a generator function over a `Case`, registered by the `rule` decorator that states what it protects and where that comes from.
Problems of files and of structure are found by `source`; their rules are registered there with `declare`, without a function.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, TypedDict, TypeVar, Unpack

from msgspec import Struct
from msgspec.structs import replace

from gongkai.citations import Citations
from gongkai.days import Dated, read_days
from gongkai.diagnostics import Basis, Finding, Path, Place, Related, Rule, Severity
from gongkai.enclosed import Enclosed
from gongkai.mentions import Mention, read_mentions
from gongkai.model import Agency, Document, Region, Scheme, Waiver
from gongkai.outline import Outline, Section, read_outline
from gongkai.rules.table import Table
from gongkai.walk import ComponentNode, IndicatorNode


class Case(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """All that a rule may look at: the scheme, its folder's registries, what its attached files say, and the agency's scheme of the year
    before, if there is one.

    What several rules derive from it is computed once and lives as long as the case: here, and by functions that are marked `once`.
    """

    scheme: Scheme
    region: Region
    agency: Agency
    documents: Mapping[str, Document]
    previous: Scheme | None = None
    enclosed: tuple[Enclosed, ...] = ()

    @cached_property
    def outline(self) -> Outline:
        """The headings of the scheme's text."""
        return read_outline(self.scheme.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The numbers with measure words in the scheme's text."""
        return tuple(read_mentions(self.scheme.text))

    @cached_property
    def citations(self) -> Citations:
        """The 文号, titles and 附件 that the scheme's text cites."""
        return Citations(self.scheme.text)

    @cached_property
    def days(self) -> tuple[Dated, ...]:
        """The dates and periods in the scheme's text."""
        return tuple(read_days(self.scheme.text))

    @cached_property
    def components(self) -> tuple[ComponentNode, ...]:
        """Every 考评内容 with its path and ancestors, parents first."""
        return self.table.components

    @cached_property
    def indicators(self) -> tuple[IndicatorNode, ...]:
        """Every row of the table with its path, level and component, parents first."""
        return self.table.indicators

    @cached_property
    def table(self) -> Table:
        """The rows by component."""
        return Table(self.scheme)

    @cached_property
    def previous_table(self) -> Table | None:
        """The rows of the year before; nothing when there was no scheme or no table in it."""
        return Table(self.previous) if self.previous and self.previous.indicators else None

    @cached_property
    def derived(self) -> dict[Callable[["Case"], Any], Any]:
        """What functions marked `once` have returned for it."""
        return {}


T = TypeVar("T")


def once(derive: Callable[[Case], T]) -> Callable[[Case], T]:
    """A function of a case that runs once for each case, however many rules ask; what it returns must not hold the case."""

    @wraps(derive)
    def derived(case: Case) -> T:
        known: dict[Callable[[Case], T], T] = case.derived
        if derive not in known:
            known[derive] = derive(case)
        return known[derive]

    return derived


Check = Callable[[Case], Iterator[Finding]]

RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order of registration."""

_CHECKS: dict[str, Check] = {}

ACROSS: dict[str, Callable[..., Iterator[Finding]]] = {}
"""The checks over all schemes at once, by code; `across` fills it and applies their waivers."""


def declare(code: str, name: str, title: str, severity: Severity, basis: Basis, source: str) -> Rule:  # noqa: PLR0917
    """Register a rule whose findings are made elsewhere (families F and S)."""
    if code in RULES or any(rule.name == name for rule in RULES.values()):
        raise ValueError(f"rule {code} {name} is registered twice")
    RULES[code] = Rule(code=code, name=name, title=title, severity=severity, basis=basis, source=source)
    return RULES[code]


def rule(  # noqa: PLR0917
    code: str, name: str, title: str, severity: Severity, basis: Basis, source: str
) -> Callable[[Check], Check]:
    """Register the decorated generator as the check of a new rule; `title` and `source` are Chinese, for people."""
    declare(code, name, title, severity, basis, source)

    def register(function: Check) -> Check:
        _CHECKS[code] = function
        return function

    return register


def checks() -> Mapping[str, Check]:
    """The checks over one scheme by code, in the order in which they run."""
    return _CHECKS


class _More(TypedDict, total=False):
    help: str
    clause: str
    replacement: str
    related: tuple[Related, ...]


def finding(code: str, message: str, *path: str | int, at: tuple[int, int] | None = None, **more: Unpack[_More]) -> Finding:
    """Shorthand for a finding at a path of the scheme under check; `at` is the offset and length of the words in that value's text."""
    return Finding(code=code, message=message, place=_place(path, at), **more)


def related(message: str, *path: str | int, at: tuple[int, int] | None = None) -> Related:
    """Shorthand for a related place in the scheme under check."""
    return Related(place=_place(path, at), message=message)


def _place(path: Path, at: tuple[int, int] | None) -> Place:
    offset, length = at or (None, 0)
    return Place(path=path, offset=offset, length=length)


def check(case: Case) -> list[Finding]:
    """Run every rule over the case and apply the scheme's waivers; findings keep open places (`Place.file` empty)."""
    found = [each for function in _CHECKS.values() for each in function(case)]
    return list(_waive(case, found))


declare("W001", "unused-waiver", "豁免没有对应的问题", Severity.WARNING, Basis.FORMAT, "每条豁免都应对应一个仍然存在的问题")


def _waive(case: Case, found: list[Finding]) -> Iterator[Finding]:
    used: set[int] = set()
    for each in found:
        match = next((i for i, w in enumerate(case.scheme.waivers) if w.code == each.code and _covers(w.at, each, case)), None)
        if match is None:
            yield each
        else:
            used.add(match)
            yield replace(each, waived=case.scheme.waivers[match].reason)
    for index, waiver in enumerate(case.scheme.waivers):
        if index not in used and waiver.code not in ACROSS:
            taken = any(each.code == waiver.code and _covers(waiver.at, each, case) for each in found)
            reason = "前面的豁免已经管到同一问题" if taken else _reason(waiver, case)
            yield finding("W001", f"豁免 {waiver.code} 没有用上：{reason}", "waivers", index, help=_advice(waiver))


def _covers(at: str | None, each: Finding, case: Case) -> bool:
    """A waiver reaches a data path and all below it, or a clause and all that stands under it."""
    if at is None:
        return True
    path = dotted(each.place.path)
    if path == at or path.startswith(at + "."):
        return True
    outer = case.outline.find(at)
    return outer is not None and case.outline.within(_section(each, case), outer)


def _section(each: Finding, case: Case) -> Section | None:
    if each.clause:
        return case.outline.find(each.clause)
    if each.place.path == ("text",) and each.place.offset is not None:
        return case.outline.at(each.place.offset)
    return None


def _reason(waiver: Waiver, case: Case) -> str:
    if waiver.code not in _CHECKS:
        return "没有这条规则，或者这类问题不能豁免"
    if waiver.at and case.outline.find(waiver.at) is None and waiver.at.partition(".")[0] not in Scheme.__struct_fields__:
        return f"“{waiver.at}”既不是正文的条款，也不是数据的位置"
    return (f"“{waiver.at}”处" if waiver.at else "本文件") + "没有这个问题"


def _advice(waiver: Waiver) -> str:
    if waiver.code not in _CHECKS:
        return "请核对编号；文件和结构的问题（F、S 类）只能改正。"
    return "问题已经解决的，请删去这条豁免；位置写错的，请改正 at。"


def dotted(path: Path) -> str:
    """A path as people write it: `components.0.points`."""
    return ".".join(map(str, path))
