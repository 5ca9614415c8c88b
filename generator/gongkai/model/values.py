"""What fields of the model hold: text, names, shares, periods, addresses; and the base of all structs."""

from typing import Annotated, Any

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


class Value(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One concept of the format: frozen, compared by value, and no field but its own; written without what it leaves at the default."""


def check_levels(items: tuple[Any, ...], below: str, level: int = 1) -> None:
    """ValueError when the tree of `items` under the field `below` is too deep."""
    if level > LEVELS:
        raise ValueError(f"more than {LEVELS} levels")
    for item in items:
        if children := getattr(item, below):
            check_levels(children, below, level + 1)


def check_days(due: str | None) -> None:
    """ValueError when the period names no real days."""
    if due is not None:
        read_period(due)
