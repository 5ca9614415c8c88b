"""Family C, names: what counts as one name for one thing, and one thing under several names (C013)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from gongkai import formula as formulas
from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.rules.wordlists import confusable

_SUFFIX = re.compile(r"(?:考评|考核|评估)?(?:得分|加分|扣分|分数)$")


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """A name without what only says that it is a number of points: 察访核验扣分 is 察访核验."""
    return _SUFFIX.sub("", name) or name


@once
def formula_terms(case: Case) -> tuple[formulas.Term, ...]:
    """The names in the scheme's formula; none without a formula or when it does not parse."""
    if case.scheme.formula is None:
        return ()
    try:
        return formulas.terms(formulas.parse(case.scheme.formula.expression).root)
    except formulas.FormulaError:
        return ()


@rule("C013", "several-names", "同一内容有几种名称", Severity.WARNING, Basis.CONSISTENCY, "同一内容在一份方案中应当用同一名称")
def several_names(case: Case) -> Iterator[Finding]:
    """A component named otherwise than its section, or a name one character away from a component's in the text."""
    sections = [case.outline.find(component.clause) if component.clause else None for _, component, _ in case.components]
    starts = Counter(section.start for section in sections if section)
    for (path, component, _), section in zip(case.components, sections, strict=True):
        if section is None or not section.title or _same_thing(component.name, section.title):
            continue
        # a section that holds several components is a list of them, and its title names none
        if sum(count for start, count in starts.items() if section.start <= start < section.end) == 1:
            message = f"考评内容写作“{component.name}”，正文{section.clause}写作“{section.title}”"
            where = related("正文的标题", "text", at=(section.title_start, section.title_end - section.title_start))
            yield finding("C013", message, *path, "name", clause=section.clause, related=(where,), help="请核对是否同一内容，统一名称。")
    yield from _near_names(case)


_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def _same_thing(name: str, title: str) -> bool:
    if title.startswith(name):
        return True
    short, long = sorted((plain_name(name), _BRACKETED.sub("", title)), key=len)
    return short in long or plain_name(long) in short or (len(short) >= 4 and short[:-2] in long)


def _near_names(case: Case) -> Iterator[Finding]:
    """Names of four characters and more that differ from a component's in one character: 查访核验 beside 察访核验."""
    names = {plain_name(component.name) for _, component, _ in case.components} | {plain_name(t.name) for t in formula_terms(case)}
    for name in sorted(names):
        for other, written in _mistaken(name):
            # one character is found far sooner than a name, and few texts have it
            if other not in case.scheme.text or written not in case.scheme.text or written in names:
                continue
            for match in re.finditer(re.escape(written), case.scheme.text):
                section = case.outline.at(match.start())
                message = f"正文写作“{written}”，方案其他地方写作“{name}”，只差一字"
                at, clause = (match.start(), len(written)), section.clause if section else ""
                yield finding("C013", message, "text", at=at, clause=clause, help="请核对是否同一内容，统一名称。")


@lru_cache(maxsize=1024)
def _mistaken(name: str) -> tuple[tuple[str, str], ...]:
    """Another character of the group of one of a name's, and the name with it; only of four characters and more."""
    if len(name) < 4:
        return ()
    return tuple((other, name[:i] + other + name[i + 1 :]) for i, char in enumerate(name) for other in sorted(confusable().get(char, ())))
