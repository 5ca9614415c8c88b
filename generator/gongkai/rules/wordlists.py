"""The word lists of the rules: `data/<name>.txt`, and what a region's registry adds to them; rules read them, none holds words of its own.

A list is one entry a line; lines that begin with `#` say what it is and where it comes from.
"""

from functools import cache
from pathlib import Path


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of a list in its order, without comments and empty lines; FileNotFoundError for a list that there is not."""
    lines = (Path(__file__).parent / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.strip()) and not entry.startswith("#"))


@cache
def confusable() -> dict[str, set[str]]:
    """For each character of `confusable.txt` the others of its groups."""
    table: dict[str, set[str]] = {}
    for group in words("confusable"):
        for char in group:
            table.setdefault(char, set()).update(set(group) - {char})
    return table
