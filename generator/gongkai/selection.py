"""`--select` and `--ignore` → which rules are wanted: codes, families or names; a misspelt one is never passed over."""

import re
from collections.abc import Callable

from gongkai.diagnostics import CannotRun
from gongkai.rules import RULES

_BETWEEN = re.compile(r"[,，、\s]+")


def selection(select: str, ignore: str) -> Callable[[str], bool]:
    """Says of a rule's code whether its findings are wanted: selected (or nothing was) and not ignored. Raises CannotRun."""
    wanted, unwanted = _starts(select) or ("",), _starts(ignore)
    return lambda code: code.startswith(wanted) and not code.startswith(unwanted)


def _starts(text: str) -> tuple[str, ...]:
    """What the codes begin with: `P` for a family, `P001` for a rule, also by its name."""
    return tuple(_start(word) for word in _BETWEEN.split(text) if word)


def _start(word: str) -> str:
    folded, names = word.upper(), {rule.name.upper(): code for code, rule in RULES.items()}
    if any(code.startswith(folded) for code in RULES):
        return folded
    if folded in names:
        return names[folded]
    from difflib import get_close_matches

    near = get_close_matches(folded, [*RULES, *names], n=1)
    hint = f"是不是 {near[0] if near[0] in RULES else near[0].lower()}？" if near else ""
    raise CannotRun(f"没有编号为“{word}”的规则，也没有这一类。{hint}运行 gongkai explain 可以列出所有规则。")
