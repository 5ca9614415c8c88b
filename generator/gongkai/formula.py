"""Reads a 计分公式 as schemes write it into a tree, and computes with it exactly. Core: the rules judge the tree, the pages typeset it.

Grammar: `名称 = sum`, `sum = product (+|- product)*`, `product = atom (×|÷ atom)*`, `atom = number | number% | 名称 | ( sum )`;
full-width forms, `*` and `/` count as the same signs, spaces count for nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

MAX_LENGTH = 500
MAX_DEPTH = 20
"""Bounds for formulas that no document has, so that neither reading nor computing can run away."""


class FormulaError(ValueError):
    """Why a text is no formula: a sentence in Chinese, and the offset (in characters) where it stops being one."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class Number(Struct, frozen=True):
    """A number as written: `70` with `percent` is 70%."""

    written: Decimal
    percent: bool = False

    @property
    def value(self) -> Fraction:
        """What it counts for in the sum."""
        return Fraction(self.written) / (100 if self.percent else 1)


@dataclass(frozen=True, slots=True)
class Term:
    """A name in the formula; `start` is its offset in the text and no part of its identity."""

    name: str
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """`left operator right`, operator one of `+-×÷`; `start` is the operator's offset."""

    operator: str
    left: "Expression"
    right: "Expression"
    start: int = field(default=0, compare=False)


Expression = Number | Term | Operation


class Formula(Struct, frozen=True):
    """`name = root`."""

    name: str
    root: Expression


class Linear(Struct, frozen=True):
    """An expression as a weighted sum: what one point of each term adds, and what stands there without any."""

    coefficients: Mapping[str, Fraction]
    constant: Fraction


@lru_cache(maxsize=64)
def parse(text: str) -> Formula:
    """Read a formula; FormulaError says where and why it is none. Every rule and page of a scheme asks for the same few."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(MAX_LENGTH, f"公式过长：{len(text)}字，至多{MAX_LENGTH}字")
    return _Reader(text).formula()


def write(formula: Formula) -> str:
    """The formula in its plain form, with no bracket that isn't needed; `parse` reads it back to the same tree."""
    return f"{formula.name}={_written(formula.root)}"


def terms(tree: Expression) -> tuple[Term, ...]:
    """Every name once, in order of first appearance."""
    found: dict[str, Term] = {}
    for term in _terms(tree):
        found.setdefault(term.name, term)
    return tuple(found.values())


def evaluate(tree: Expression, values: Mapping[str, Decimal | Fraction | int]) -> Fraction:
    """The exact result for the given value of every term; FormulaError where it divides by zero."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Term):
        return Fraction(values[tree.name])
    left, right = evaluate(tree.left, values), evaluate(tree.right, values)
    if tree.operator == "+":
        return left + right
    if tree.operator == "-":
        return left - right
    if tree.operator == "×":
        return left * right
    if right == 0:
        raise FormulaError(tree.start, "除数为零")
    return left / right


@lru_cache(maxsize=64)
def linear(tree: Expression) -> Linear | None:
    """The tree as a weighted sum of its terms; nothing where one term multiplies or divides by another (or by zero)."""
    if isinstance(tree, Number):
        return Linear({}, tree.value)
    if isinstance(tree, Term):
        return Linear({tree.name: Fraction(1)}, Fraction(0))
    left, right = linear(tree.left), linear(tree.right)
    if left is None or right is None:
        return None
    if tree.operator in "+-":
        return _sum(left, right, 1 if tree.operator == "+" else -1)
    if tree.operator == "×" and not left.coefficients:
        left, right = right, left
    if right.coefficients or (tree.operator == "÷" and right.constant == 0):
        return None
    return _scaled(left, right.constant if tree.operator == "×" else 1 / right.constant)


def _sum(left: Linear, right: Linear, sign: int) -> Linear:
    coefficients = dict(left.coefficients)
    for name, value in right.coefficients.items():
        coefficients[name] = coefficients.get(name, 0) + sign * value
    return Linear(coefficients, left.constant + sign * right.constant)


def _scaled(of: Linear, by: Fraction) -> Linear:
    return Linear({name: value * by for name, value in of.coefficients.items()}, of.constant * by)


def _terms(tree: Expression) -> Iterator[Term]:
    if isinstance(tree, Term):
        yield tree
    elif isinstance(tree, Operation):
        yield from _terms(tree.left)
        yield from _terms(tree.right)


def _written(tree: Expression) -> str:
    if isinstance(tree, Number):
        return f"{tree.written:f}" + "%" * tree.percent
    if isinstance(tree, Term):
        return tree.name
    left, right = _written(tree.left), _written(tree.right)
    if bracketed(tree, tree.left):
        left = f"({left})"
    if bracketed(tree, tree.right):
        right = f"({right})"
    return left + tree.operator + right


def bracketed(parent: Operation, child: Expression) -> bool:
    """Whether the child needs brackets to stay this child of this parent."""
    if not isinstance(child, Operation):
        return False
    weaker = parent.operator in "×÷" and child.operator in "+-"
    return weaker or (child is parent.right and (parent.operator in "×÷") == (child.operator in "×÷"))


_PLAIN = str.maketrans("＋－−–＊*／/（）＝％．０１２３４５６７８９", "+---××÷÷()=%.0123456789")
_TOKEN = re.compile(r"(?P<space>\s+)|(?P<number>[0-9]+(?:\.[0-9]+)?%?)|(?P<name>[^\W\d_]+)|(?P<sign>[-+×÷()=])|(?P<end>\Z)")
_EXPECTED = "应为名称、数、百分数或左括号"


class _Token(NamedTuple):
    kind: str
    text: str
    start: int

    def __str__(self) -> str:
        return "公式在此结束" if self.kind == "end" else f"这里是“{self.text}”"


class _Reader:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text.translate(_PLAIN)))
        self._next = 0
        self._depth = 0

    def formula(self) -> Formula:
        name = self._take()
        if name.kind != "name" or self._take().text != "=":
            raise FormulaError(name.start, "公式应写成“得分名称=算式”，等号前只有一个名称")
        root = self._sum()
        rest = self._take()
        if rest.text == ")":
            raise FormulaError(rest.start, "右括号没有对应的左括号")
        if rest.text == "=":
            raise FormulaError(rest.start, "公式里只能有一个等号")
        if rest.kind != "end":
            raise FormulaError(rest.start, f"“{rest.text}”前缺少运算符号")
        return Formula(name.text, root)

    def _sum(self) -> Expression:
        tree = self._product()
        while self._tokens[self._next].text in ("+", "-"):
            sign = self._take()
            tree = Operation(sign.text, tree, self._product(), sign.start)
        return tree

    def _product(self) -> Expression:
        tree = self._atom()
        while self._tokens[self._next].text in ("×", "÷"):
            sign = self._take()
            tree = Operation(sign.text, tree, self._atom(), sign.start)
        return tree

    def _atom(self) -> Expression:
        token = self._take()
        if token.kind == "name":
            return Term(token.text, token.start)
        if token.kind == "number":
            return Number(Decimal(token.text.rstrip("%")), token.text.endswith("%"))
        if token.text == "(":
            return self._bracket(token)
        raise FormulaError(token.start, f"此处{_EXPECTED}，{token}")

    def _bracket(self, opening: _Token) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(opening.start, f"括号嵌套超过{MAX_DEPTH}层")
        tree = self._sum()
        closing = self._take()
        if closing.kind == "end":
            raise FormulaError(opening.start, "左括号没有对应的右括号")
        if closing.text != ")":
            raise FormulaError(closing.start, f"“{closing.text}”前缺少运算符号或右括号")
        self._depth -= 1
        return tree

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while True:
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(position, f"公式里不能有“{text[position]}”：只能用名称、数、百分数、加减乘除号和圆括号")
        kind = match.lastgroup or "end"
        if kind != "space":
            yield _Token(kind, match[0], position)
        if kind == "end":
            return
        position = match.end()
