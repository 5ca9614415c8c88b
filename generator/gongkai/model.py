"""The domain as plain frozen values: what a scheme, an agency, a region and a cited document are. No positions, no presentation.

One struct a concept; the file format, the JSON Schema and every message derive from these and from the table in `terms`.
Fields hold no unions beyond "or nothing", so a message can always say exactly what was expected.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from gongkai.periods import read_period

# `$(?!\n)` is the very end for Python's and ECMAScript's regular expressions alike; `[0-9]` because Python's `\d` takes full-width digits.
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
TEXT = r"\S"
LINE = r"^[^\S\n]*\S.*$(?!\n)"
NAME = r"^[^\S\n]*[^\s，][^\n，]*$(?!\n)"
PERCENT = r"^[0-9]{1,3}(\.[0-9]{1,4})?%$(?!\n)"
CODE = r"^[A-Z][0-9]{3}$(?!\n)"
DIVISION = r"^[0-9]{6}$(?!\n)"
PERIOD = r"^[0-9]{4}-[0-9]{2}(-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?|-[上中下]旬)?$(?!\n)"

Slug = Annotated[str, Meta(pattern=SLUG, max_length=64)]
Text = Annotated[str, Meta(pattern=TEXT)]
"""Words over any number of lines, not only blanks."""
Line = Annotated[str, Meta(pattern=LINE)]
"""Words in one line, not only blanks."""
Name = Annotated[str, Meta(pattern=NAME)]
"""An entry in a list of names; a full-width comma in it would be two names run together."""
Count = Annotated[int, Meta(ge=0, le=99999)]
Percent = Annotated[str, Meta(pattern=PERCENT)]
"""A share as the text writes it: `30%`."""
Period = Annotated[str, Meta(pattern=PERIOD, extra_json_schema={"format": "period"})]
"""A day `2021-10-10`, a range `2020-02-10/2020-02-14`, a month `2020-03`, a third of a month `2022-02-上旬`; see `periods`."""
Clause = Annotated[str, Meta(pattern=LINE, max_length=40)]
"""An address in the scheme's text: `三（二）2`."""

LEVELS = 9
"""The most levels of components, and of indicators."""

Mode = Literal["主动公开", "依申请公开", "不予公开"]
Validity = Literal["有效", "失效", "废止", "撤销"]
Content = Literal["indicators", "tasks", "contacts", "standards", "report", "other"]
"""What an attachment holds: 绩效目标考评表 · 任务分解表 · 联系人登记表 · 评分标准 · 报表 · 其他."""
Rounding = Literal["四舍五入", "向上取整", "向下取整"]
Effect = Literal["not_above", "exactly"]


class _Value(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Imprint(_Value, frozen=True, kw_only=True):
    """印发机关 and 印发日期 of the 版记 (GB/T 9704—2012 7.4)."""

    by: Line
    on: dt.date


class Notice(_Value, frozen=True, kw_only=True):
    """The 公文 that carries the scheme, as issued."""

    number: Line | None = None
    title: Line
    addressees: Line | None = None
    body: Text
    signed_by: Line
    signed_on: dt.date
    annotation: Line | None = None
    copied_to: tuple[Name, ...] = ()
    filed: bool = False
    imprint: Imprint | None = None


class Review(_Value, frozen=True, kw_only=True):
    """保密审查 before publication (条例第十七条)."""

    by: Line
    on: dt.date


class ChangeNote(_Value, frozen=True, kw_only=True):
    """更正说明, shown to the public."""

    on: dt.date
    note: Text


class Disclosure(_Value, frozen=True, kw_only=True):
    """政府信息公开 particulars; only 主动公开 is ever rendered."""

    mode: Mode
    index: Line | None = None
    subject: Line | None = None
    summary: Annotated[str, Meta(pattern=TEXT, max_length=100)] | None = None
    publisher: Line | None = None
    generated_on: dt.date | None = None
    published_at: Annotated[dt.datetime, Meta(tz=True)] | None = None
    validity: Validity = "有效"
    validity_on: dt.date | None = None
    replaced_by: Line | None = None
    review: Review | None = None
    changes: tuple[ChangeNote, ...] = ()


class SubjectGroup(_Value, frozen=True, kw_only=True):
    """参评对象 of one kind; `declared` is the number the text states."""

    kind: Line
    declared: Count | None = None
    clause: Clause | None = None
    units: Annotated[tuple[Name, ...], Meta(min_length=1)]


class Declared(_Value, frozen=True, kw_only=True):
    """Numbers that the text states and the data must bear out."""

    parts: Count | None = None
    level1: Count | None = None
    level2: Count | None = None
    aspects: Count | None = None


class CarveOut(_Value, frozen=True, kw_only=True):
    """A special evaluation inside a part that is whole without it (审批服务质量 5%)."""

    name: Line
    share: Percent
    clause: Clause | None = None


class Component(_Value, frozen=True, kw_only=True):
    """考评内容: one part of the score; `points` or `share`, never both; `full` is the part's own full marks where the text says so."""

    id: Slug
    name: Line
    points: Decimal | None = None
    share: Percent | None = None
    full: Decimal | None = None
    clause: Clause | None = None
    aspects: tuple[Name, ...] = ()
    declared: Declared = Declared()
    carve_outs: tuple[CarveOut, ...] = ()
    components: "tuple[Component, ...]" = ()

    def __post_init__(self) -> None:
        if self.points is not None and self.share is not None:
            raise ValueError(f"{self.id}: points and share exclude each other")


class CountRange(_Value, frozen=True, kw_only=True):
    """How many indicators there may be."""

    min: Count | None = None
    max: Count | None = None
    not_above_previous_year: bool = False


class PointsRange(_Value, frozen=True, kw_only=True):
    """How many points one indicator may have; `spread` bounds the difference between siblings."""

    min: Decimal | None = None
    max: Decimal | None = None
    spread: Decimal | None = None


class IndicatorRule(_Value, frozen=True, kw_only=True, rename={"exempt": "except"}):
    """指标设置规则 over the components of `scope` (with all below them) at `level`; `exempt` lists indicator names or ids left out."""

    scope: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    level: Annotated[int, Meta(ge=1, le=LEVELS)]
    count: CountRange | None = None
    count_per_parent: CountRange | None = None
    points: PointsRange | None = None
    exempt: tuple[Line, ...] = ()
    clause: Clause | None = None


class Indicator(_Value, frozen=True, kw_only=True):
    """A row of the 绩效目标考评表; `component` is given on level 1 and inherited below."""

    id: Slug
    component: Slug | None = None
    name: Line
    points: Decimal | None = None
    lead: Line | None = None
    support: tuple[Name, ...] = ()
    target: Text | None = None
    criterion: Text | None = None
    evidence: Text | None = None
    due: Period | None = None
    more: dict[Line, Line] = {}
    children: "tuple[Indicator, ...]" = ()

    def __post_init__(self) -> None:
        _check_days(self.due)


class FormulaTerm(_Value, frozen=True, kw_only=True):
    """What a name in the formula stands for; `cap` is the most it may add, nothing when the text sets no limit."""

    component: Slug | None = None
    full: Decimal | None = None
    cap: Decimal | None = None
    clause: Clause | None = None


class Formula(_Value, frozen=True, kw_only=True):
    """计分公式 as the text writes it."""

    expression: Line
    clause: Clause | None = None
    terms: dict[Line, FormulaTerm] = {}


class Band(_Value, frozen=True, kw_only=True):
    """One grade: from `min` points (none: everything below the others), for at most `quota` of the units."""

    name: Line
    min: Decimal | None = None
    quota: Percent | None = None


class Veto(_Value, frozen=True, kw_only=True):
    """Cases that cap (`not_above`) or fix (`exactly`) the grade; `grade` empty when the text does not say which."""

    effect: Effect
    grade: Line | None = None
    declared: Count | None = None
    clause: Clause | None = None
    cases: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Grades(_Value, frozen=True, kw_only=True):
    """等次. `ranked`: quotas are filled in order of score; `rounding` empty: the text does not say."""

    ranked: bool = False
    rounding: Rounding | None = None
    clause: Clause | None = None
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    vetoes: tuple[Veto, ...] = ()


class ResultUse(_Value, frozen=True, kw_only=True):
    """结果运用."""

    clause: Clause | None = None
    text: Text


class Member(_Value, frozen=True, kw_only=True):
    """A member by name or by role; `concurrent` marks 兼."""

    post: Line
    name: Line | None = None
    role: Line | None = None
    title: Line | None = None
    concurrent: bool = False


class Office(_Value, frozen=True, kw_only=True):
    """领导小组办公室 and the unit that hosts it."""

    seat: Line | None = None
    clause: Clause | None = None
    head: Member | None = None
    members: tuple[Member, ...] = ()


class Organization(_Value, frozen=True, kw_only=True):
    """领导小组; without members it is named in the text only by reference."""

    name: Line
    clause: Clause | None = None
    members: tuple[Member, ...] = ()
    office: Office | None = None


class Stage(_Value, frozen=True, kw_only=True):
    """实施步骤."""

    name: Line
    clause: Clause | None = None
    due: Period | None = None

    def __post_init__(self) -> None:
        _check_days(self.due)


class Milestone(_Value, frozen=True, kw_only=True):
    """A dated duty: who owes what to whom by when."""

    due: Period
    what: Line
    by: Line | None = None
    to: Line | None = None
    attachment: Count | None = None
    clause: Clause | None = None

    def __post_init__(self) -> None:
        _check_days(self.due)


class Attachment(_Value, frozen=True, kw_only=True):
    """附件说明; `number` empty when the text numbers none; `withheld` says why it is not published."""

    number: Count | None = None
    title: Line
    content: Content = "other"
    file: Line | None = None
    withheld: Text | None = None


class Provenance(_Value, frozen=True, kw_only=True):
    """Where a transcription comes from and what its source lacks."""

    seed: Line | None = None
    url: Line | None = None
    note: Text | None = None


class Waiver(_Value, frozen=True, kw_only=True):
    """An acknowledged finding in an issued text: a rule's code, a clause or data path (empty: anywhere), and why."""

    code: Annotated[str, Meta(pattern=CODE)]
    at: Line | None = None
    reason: Text


class Scheme(_Value, frozen=True, kw_only=True):
    """绩效评估工作方案 of one agency for one year."""

    format: Literal[1]
    title: Line
    year: Annotated[int, Meta(ge=1949, le=2999)]
    draft: bool = False
    notice: Notice | None = None
    disclosure: Disclosure
    based_on: tuple[Name, ...] = ()
    subjects: tuple[SubjectGroup, ...] = ()
    text: Text
    scale: Decimal = Decimal(100)
    declared: Declared = Declared()
    components: Annotated[tuple[Component, ...], Meta(min_length=1)]
    indicator_rules: tuple[IndicatorRule, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    formula: Formula | None = None
    grades: Grades | None = None
    results_use: tuple[ResultUse, ...] = ()
    organization: tuple[Organization, ...] = ()
    stages: tuple[Stage, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    provenance: Provenance | None = None
    waivers: tuple[Waiver, ...] = ()

    def __post_init__(self) -> None:
        _check_levels(self.components, "components")
        _check_levels(self.indicators, "children")

    @property
    def published(self) -> bool:
        """Whether any page of it may exist: issued, and 主动公开."""
        return not self.draft and self.disclosure.mode == "主动公开"


class Unit(_Value, frozen=True, kw_only=True):
    """股室 or 直属单位 of an agency, with the other names it goes by."""

    name: Line
    kind: Line | None = None
    aliases: tuple[Name, ...] = ()


class Agency(_Value, frozen=True, kw_only=True):
    """agency.yml: the bureau that issues schemes; `code_words` are its 机关代字 (安民)."""

    name: Line
    short_names: tuple[Name, ...] = ()
    code_words: tuple[Name, ...] = ()
    units: tuple[Unit, ...] = ()


class Footer(_Value, frozen=True, kw_only=True):
    """Page foot of a government site (国办发〔2017〕47号): 主办单位, 网站标识码, ICP备案号, 公安备案号, links."""

    sponsor: Line | None = None
    site_id: Line | None = None
    icp: Line | None = None
    police: Line | None = None
    correction_url: Line | None = None
    contact: Line | None = None


class Region(_Value, frozen=True, kw_only=True):
    """region.yml: a county or city; `code` is the division code (GB/T 2260); `labels` renames entries of the metadata box."""

    name: Line
    parent: Line | None = None
    code: Annotated[str, Meta(pattern=DIVISION)] | None = None
    demo: bool = False
    index_pattern: Line | None = None
    labels: dict[Line, Line] = {}
    footer: Footer = Footer()


class Document(_Value, frozen=True, kw_only=True):
    """A cited document in documents.yml, keyed by its 文号."""

    title: Line
    issuer: Line | None = None
    date: dt.date | None = None
    status: Validity = "有效"
    url: Line | None = None
    note: Text | None = None


def _check_levels(items: tuple[Any, ...], below: str, level: int = 1) -> None:
    if level > LEVELS:
        raise ValueError(f"more than {LEVELS} levels")
    for item in items:
        if children := getattr(item, below):
            _check_levels(children, below, level + 1)


@lru_cache(maxsize=4096)  # a table has few different days
def _check_days(due: str | None) -> None:
    if due is not None:
        read_period(due)
