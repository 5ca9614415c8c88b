"""What a kind of defect is, and the registry that the decorator `plants` fills."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from gongkai.rules import Case

Plant = Callable[[Case, Random], Case]
T = TypeVar("T")


class Nowhere(Exception):  # noqa: N818 — it is no error
    """A scheme has no place where a kind of defect could stand."""


@dataclass(frozen=True)
class Kind:
    """A kind of defect: the rule that must find it, once, and the others that may speak as well, because one mistake breaks two things.

    `many` says that the rule may speak more than once.
    """

    code: str
    name: str
    plant: Plant
    also: frozenset[str]
    many: bool

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


KINDS: list[Kind] = []
"""Every kind of defect, in the order of the modules."""


def plants(code: str, *also: str, many: bool = False) -> Callable[[Plant], Plant]:
    """Register the decorated function as a kind of defect that the rule `code` must find; its name says what it does."""

    def register(plant: Plant) -> Plant:
        KINDS.append(Kind(code, plant.__name__.replace("_", " "), plant, frozenset(also), many))
        return plant

    return register


def pick(random: Random, places: Sequence[T]) -> T:
    """Any of the places; Nowhere when there is none."""
    if not places:
        raise Nowhere
    return random.choice(places)
