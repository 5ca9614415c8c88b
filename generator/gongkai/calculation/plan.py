"""A scheme → what is asked for and how it makes the score: by its 计分公式, or by its 考评内容 where they alone leave no doubt.

Nothing is guessed: what cannot be computed is a `Gap` with the reason, and what the plan takes for granted is told by `assumptions`.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from gongkai.formula import Expression, FormulaError, Number, Operation, Term, linear, parse, terms
from gongkai.model import Component, Formula, FormulaTerm, Scheme
from gongkai.scoring import points, share
from gongkai.walk import components

WHOLE = Fraction(1)


class Part(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A score to enter: of a term of the sum, or of a part of one.

    `key` names it within the scheme; `most` is the most it may be (none: no limit is stated, `assumed`: nor is this one), `weight` what
    one of its points counts in what it is part of (none: that is no weighted sum); left empty it counts 0 if it is `optional`, a bonus
    or a deduction. Its score can be entered as those of its `parts` instead.
    """

    key: str
    name: str
    most: Decimal | None = None
    weight: Fraction | None = None
    optional: bool = False
    assumed: bool = False
    parts: "tuple[Part, ...]" = ()


class Sum(Struct, frozen=True, kw_only=True):
    """How a score is made: `root` computes it from the `terms`, which it knows by their names; `stated`: it is the scheme's formula."""

    name: str
    root: Expression
    terms: tuple[Part, ...]
    stated: bool


class Gap(Struct, frozen=True):
    """Why a scheme's score cannot be computed: a clause in Chinese."""

    reason: str


def plan(scheme: Scheme) -> Sum | Gap:
    """The sum of a scheme."""
    if scheme.formula is None:
        return _from_components(scheme)
    try:
        formula = parse(scheme.formula.expression)
    except FormulaError as error:
        return Gap(f"计分公式不能按算式读出（{error.message}）")
    return Sum(name=formula.name, root=formula.root, terms=tuple(_distinct(_terms(scheme, scheme.formula, formula.root))), stated=True)


def total_only(scheme: Scheme) -> Sum:
    """Of a scheme whose score cannot be computed, but graded: the score itself is asked for."""
    name = "综合得分"
    return Sum(name=name, root=Term(name), terms=(Part(key="T1", name=name, weight=WHOLE),), stated=scheme.formula is not None)


def _terms(scheme: Scheme, stated: Formula, root: Expression) -> Iterator[Part]:
    by_id = {node.component.id: node.component for node in components(scheme)}
    weights = linear(root)
    for term in terms(root):
        of = stated.terms.get(term.name, FormulaTerm())
        weight = weights.coefficients.get(term.name, Fraction(0)) if weights else None
        yield _term(term.name, of, by_id.get(of.component or ""), scheme.scale, weight)


def _term(name: str, stated: FormulaTerm, component: Component | None, scale: Decimal, weight: Fraction | None) -> Part:
    full, assumed = full_marks(stated, component, scale)
    return Part(
        key=component.id if component else "",
        name=name,
        most=full if stated.cap is None else stated.cap,
        weight=weight,
        optional=full is None or (weight is not None and weight < 0),
        assumed=assumed,
        parts=_parts(component, full) if component and full is not None else (),
    )


def _distinct(given: Iterable[Part]) -> Iterator[Part]:
    """The terms with a key for each; a part that would be asked for twice is asked for only the first time."""
    taken = set[str]()
    for number, term in enumerate(given, start=1):
        key = term.key if term.key and term.key not in taken else f"T{number}"
        below = list(keys(term.parts))
        once = len({*below, key}) == len(below) + 1 and taken.isdisjoint(below)
        taken.update((key, *below) if once else (key,))
        yield replace(term, key=key, parts=term.parts if once else ())


def keys(parts: Iterable[Part]) -> Iterator[str]:
    """The keys of parts and of all below them."""
    for each in parts:
        yield each.key
        yield from keys(each.parts)


def full_marks(stated: FormulaTerm, component: Component | None, scale: Decimal) -> tuple[Decimal | None, bool]:
    """Full marks of a term, and whether they are not stated but taken from the scale; none for what only adds or takes away."""
    if stated.full is not None:
        return stated.full, False
    if component is None:
        return None, False
    full = component.full if component.full is not None else component.points
    return (scale, True) if full is None and component.share is not None else (full, False)


def _parts(component: Component, full: Decimal) -> tuple[Part, ...]:
    """The parts whose scores make the component's, if it is clear how: points that add up to it, or shares that make the whole."""
    held = tuple(_weighed(component.components, full))
    if not component.carve_outs:
        return held
    taken = sum((share(each.share) for each in component.carve_outs), Decimal(0))
    if taken >= 1:
        return ()
    rest = WHOLE - Fraction(taken)
    whole = (Part(key=f"{component.id}.0", name=f"{component.name}（专项以外）", most=full, weight=WHOLE),)
    return (
        *(replace(each, weight=(each.weight or WHOLE) * rest) for each in held or whole),
        *(
            Part(key=f"{component.id}.{number}", name=each.name, most=full, weight=Fraction(share(each.share)))
            for number, each in enumerate(component.carve_outs, start=1)
        ),
    )


def _weighed(siblings: Sequence[Component], full: Decimal) -> Iterator[Part]:
    values = [each.points for each in siblings if each.points is not None]
    if siblings and len(values) == len(siblings) and sum(values) == full:
        yield from (_part(each, value, WHOLE) for each, value in zip(siblings, values, strict=True))
    shares = [share(each.share) for each in siblings if each.share and each.full in (None, full)]
    if siblings and len(shares) == len(siblings) and sum(shares) == 1:
        yield from (_part(each, full, Fraction(value)) for each, value in zip(siblings, shares, strict=True))


def _part(component: Component, full: Decimal, weight: Fraction) -> Part:
    return Part(key=component.id, name=component.name, most=full, weight=weight, parts=_parts(component, full))


def _from_components(scheme: Scheme) -> Sum | Gap:
    """Points that add up to the scale, or shares that add up to 100%; what has neither is left out."""
    counted = [each for each in scheme.components if each.points is not None or each.share is not None]
    shared = [each for each in counted if each.share]
    if not counted:
        return Gap("方案没有写明计分公式，也没有写明各部分的分值")
    if len({each.name for each in counted}) < len(counted):
        return Gap("方案没有写明计分公式，考评内容又有同名的部分")
    if shared:
        return _by_shares(scheme, shared) if len(shared) == len(counted) else Gap("方案没有写明计分公式，各部分有的写分值、有的写权重")
    whole = sum((each.points for each in counted if each.points is not None), Decimal(0))
    if whole != scheme.scale:
        return Gap(f"方案没有写明计分公式，各部分分值合计{points(whole)}分，与总分{points(scheme.scale)}分不符")
    parts = [_part(each, each.points, WHOLE) for each in counted if each.points is not None]
    return Sum(name="得分", root=_added([Term(each.name) for each in parts]), terms=tuple(_distinct(parts)), stated=False)


def _by_shares(scheme: Scheme, shared: Sequence[Component]) -> Sum | Gap:
    if any(each.full not in (None, scheme.scale) for each in shared):
        return Gap("方案没有写明计分公式，各部分的满分与总分不同，怎样折算没有写明")
    if sum(share(each.share or "0%") for each in shared) != 1:
        return Gap("方案没有写明计分公式，各部分的权重合计不是100%")
    weighed = [Operation("×", Term(each.name), Number(Decimal((each.share or "0%")[:-1]), True)) for each in shared]
    parts = [replace(_part(each, scheme.scale, Fraction(share(each.share or "0%"))), assumed=each.full is None) for each in shared]
    return Sum(name="得分", root=_added(weighed), terms=tuple(_distinct(parts)), stated=False)


def _added(trees: Sequence[Expression]) -> Expression:
    total = trees[0]
    for tree in trees[1:]:
        total = Operation("+", total, tree)
    return total
