"""What a statement of the text is beside the data: a number whose counterpart is known, and what may rightly stand for a component."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.mentions import Mention
from gongkai.rules.table import expected, worth
from gongkai.scoring import share
from gongkai.walk import ComponentNode


class Statement(Struct, frozen=True, gc=False):
    """A number of the text whose counterpart in the data is known: `stated` there, `held` at `path` here (nothing: the data has none).

    `kind` is points, share, scale, carve (a special evaluation's share), line, quota (of a grade), cap or limit (of an indicator rule);
    `what` names the thing in Chinese, `subject` is what it is a number of: two statements of one subject and unit must agree.
    """

    kind: str
    what: str
    mention: Mention
    stated: Decimal
    held: Decimal | None
    path: Path
    subject: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the data does not contradict the text."""
        return self.held is None or is_same(self.held, self.stated)


def is_same(held: Decimal, stated: Decimal) -> bool:
    """Equal; a quotient without end (33.333…) to the text's own decimals."""
    return held == stated or (held != round(held, 4) and round(held, max(0, -int(stated.as_tuple().exponent))) == stated)


def points_of(node: ComponentNode, scale: Decimal) -> Iterator[tuple[Decimal, Path]]:
    """The numbers that may rightly stand as a component's points, first what it has as such, with the field of each."""
    component = node.component
    if component.points is not None:
        yield component.points, ("points",)
    elif (parts := worth(component)) is not None:
        yield parts, ("components",)
    if component.full is not None:
        yield component.full, ("full",)
    if component.share:
        yield share(component.share) * scale, ("share",)


def shares_of(node: ComponentNode, scale: Decimal) -> Iterator[tuple[Decimal, Path]]:
    """Likewise per cents: its own share, that of the whole it stands in, or its points in those of what is around it."""
    component, above = node.component, node.ancestors
    if component.share:
        own = share(component.share)
        yield own * 100, ("share",)
        for ancestor in reversed(above):
            if ancestor.share:
                own *= share(ancestor.share)
                yield own * 100, ("share",)
    elif (value := worth(component)) is not None:
        for whole in (*(expected(each, scale) for each in reversed(above)), scale):
            if whole:
                yield value * 100 / whole, ("points",) if component.points is not None else ("components",)
