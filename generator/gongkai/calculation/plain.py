"""A plan and its grades as JSON, for the scripts that compute with them in the browser."""

from collections.abc import Mapping

import msgspec

from gongkai.calculation.grading import Grading
from gongkai.calculation.plan import Sum
from gongkai.calculation.typeset import written
from gongkai.formula import Expression, Number, Term

Tree = int | str | tuple[str, "Tree", "Tree"]


def plain(made: Sum | None, graded: Grading | None) -> str:
    """`{"sum": {"name", "tree", "terms"}, "grading"}`, numbers as texts, `"7/10"` for fractions; it can stand between single quotes."""
    places = {each.name: place for place, each in enumerate(made.terms)} if made else {}
    sum_ = {"name": made.name, "tree": plain_tree(made.root, places), "terms": made.terms} if made else None
    text = msgspec.json.encode({"sum": sum_, "grading": graded}, enc_hook=str).decode()
    for char in "<>&'":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def plain_tree(tree: Expression, places: Mapping[str, int]) -> Tree:
    """A term as its place among the terms, a number as written (`70%`), an operation as a list of three."""
    if isinstance(tree, Term):
        return places[tree.name]
    if isinstance(tree, Number):
        return written(tree)
    return tree.operator, plain_tree(tree.left, places), plain_tree(tree.right, places)
