"""What is evaluated, for how many points: components, rules for indicators, the table, the formula and the grades."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from gongkai.model.values import LEVELS, Clause, Count, Line, Name, Percent, Period, Slug, Text, Value, check_days

Rounding = Literal["四舍五入", "向上取整", "向下取整"]
Effect = Literal["not_above", "exactly"]


class Declared(Value, frozen=True, kw_only=True):
    """Numbers that the text states and the data must bear out."""

    parts: Count | None = None
    level1: Count | None = None
    level2: Count | None = None
    aspects: Count | None = None


class CarveOut(Value, frozen=True, kw_only=True):
    """A special evaluation inside a part that is whole without it (审批服务质量 5%)."""

    name: Line
    share: Percent
    clause: Clause | None = None


class Component(Value, frozen=True, kw_only=True):
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


class CountRange(Value, frozen=True, kw_only=True):
    """How many indicators there may be."""

    min: Count | None = None
    max: Count | None = None
    not_above_previous_year: bool = False


class PointsRange(Value, frozen=True, kw_only=True):
    """How many points one indicator may have; `spread` bounds the difference between siblings."""

    min: Decimal | None = None
    max: Decimal | None = None
    spread: Decimal | None = None


class IndicatorRule(Value, frozen=True, kw_only=True, rename={"exempt": "except"}):
    """指标设置规则 over the components of `scope` (with all below them) at `level`; `exempt` lists indicator names or ids left out."""

    scope: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    level: Annotated[int, Meta(ge=1, le=LEVELS)]
    count: CountRange | None = None
    count_per_parent: CountRange | None = None
    points: PointsRange | None = None
    exempt: tuple[Line, ...] = ()
    clause: Clause | None = None


class Indicator(Value, frozen=True, kw_only=True):
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
        check_days(self.due)


class FormulaTerm(Value, frozen=True, kw_only=True):
    """What a name in the formula stands for; `cap` is the most it may add, nothing when the text sets no limit."""

    component: Slug | None = None
    full: Decimal | None = None
    cap: Decimal | None = None
    clause: Clause | None = None


class Formula(Value, frozen=True, kw_only=True):
    """计分公式 as the text writes it."""

    expression: Line
    clause: Clause | None = None
    terms: dict[Line, FormulaTerm] = {}


class Band(Value, frozen=True, kw_only=True):
    """One grade: from `min` points (none: everything below the others), for at most `quota` of the units."""

    name: Line
    min: Decimal | None = None
    quota: Percent | None = None


class Veto(Value, frozen=True, kw_only=True):
    """Cases that cap (`not_above`) or fix (`exactly`) the grade; `grade` empty when the text does not say which."""

    effect: Effect
    grade: Line | None = None
    declared: Count | None = None
    clause: Clause | None = None
    cases: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Grades(Value, frozen=True, kw_only=True):
    """等次. `ranked`: quotas are filled in order of score; `rounding` empty: the text does not say."""

    ranked: bool = False
    rounding: Rounding | None = None
    clause: Clause | None = None
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    vetoes: tuple[Veto, ...] = ()


class ResultUse(Value, frozen=True, kw_only=True):
    """结果运用."""

    clause: Clause | None = None
    text: Text
