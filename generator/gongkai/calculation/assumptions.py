"""What a plan takes for granted, said in sentences beside the calculator."""

from collections.abc import Iterator, Sequence

from gongkai.calculation.plan import Sum, keys
from gongkai.model import Scheme
from gongkai.scoring import points
from gongkai.walk import components


def assumptions(scheme: Scheme, made: Sum) -> Iterator[str]:
    """What the plan takes for granted, in sentences."""
    if not made.stated:
        how = "按权重相加" if any(each.share for each in scheme.components) else "相加"
        yield f"方案没有写明计分公式，这里把各部分得分{how}。"
    left_out = [each.name for each in scheme.components if each.points is None and each.share is None] if not made.stated else []
    if left_out:
        yield f"{_quoted(left_out)}没有写明分值，这里不计。"
    for each in made.terms:
        if each.assumed and each.most is not None:
            yield f"方案没有写明“{each.name}”的满分，这里按{points(each.most)}分计。"
    if taken := "，".join(_carved(scheme, made)):
        yield f"{taken}，怎样折算没有写明；分项填写时，专项按占比计入，其余部分按余下的占比计入。"


def _carved(scheme: Scheme, made: Sum) -> Iterator[str]:
    """The parts of the plan that special evaluations take a share of: “目标考评得分”中机关党的建设占5%."""
    names, asked = {each.key: each.name for each in made.terms}, set(keys(made.terms))
    for _, component, _ in components(scheme):
        if component.carve_outs and f"{component.id}.1" in asked:
            taken = "、".join(f"{each.name}占{each.share}" for each in component.carve_outs)
            yield f"“{names.get(component.id, component.name)}”中{taken}"


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)
