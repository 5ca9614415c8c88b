"""A formula as print sets it: pieces with the signs that print has, and the same with numbers in the place of its terms."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from gongkai.formula import Expression, Number, Operation, Term, bracketed
from gongkai.scoring import points


class Piece(NamedTuple):
    """A piece of the typeset formula: `kind` is term, number, sign (a line may break before it), tight (it may not) or bracket."""

    kind: str
    text: str


@lru_cache(maxsize=64)
def typeset(tree: Expression) -> tuple[Piece, ...]:
    """The formula as pieces, with ＋ and − as operators, brackets only where they are needed."""
    if isinstance(tree, Term):
        return (Piece("term", tree.name),)
    if isinstance(tree, Number):
        return (Piece("number", written(tree)),)
    sign = Piece("sign" if tree.operator in "+-" else "tight", tree.operator.replace("-", "−"))
    return (*_side(tree, tree.left), sign, *_side(tree, tree.right))


def _side(parent: Operation, child: Expression) -> tuple[Piece, ...]:
    pieces = typeset(child)
    return (Piece("open", "（"), *pieces, Piece("close", "）")) if bracketed(parent, child) else pieces


def written(tree: Number) -> str:
    """A number of the formula: `70%`, `0.5`."""
    return points(tree.written) + "%" * tree.percent


def substituted(tree: Expression, texts: Mapping[str, str]) -> str:
    """The formula with what stands for each of its terms: `92 × 70% + 88 × 30%`."""
    return "".join(
        texts[piece.text] if piece.kind == "term" else f" {piece.text} " if piece.kind in ("sign", "tight") else piece.text
        for piece in typeset(tree)
    )
