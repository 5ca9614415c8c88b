"""Rule pages: `docs/<code>.md` read into title, words, examples and source — for `explain`, the site and the tests that run them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from gongkai.diagnostics import CannotRun
from gongkai.rules.registry import RULES
from gongkai.terms import SEVERITIES

WRONG, RIGHT, EDGE, SOURCE = "错误示例", "正确示例", "边界情况", "来源"

_HEAD = re.compile(r"# (?P<code>[A-Z][0-9]{3}) (?P<title>.+)（`(?P<name>[a-z0-9-]+)`）")
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```yaml(?: title=\"(?P<title>[a-z]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r" *# error: \[(?P<codes>[A-Z0-9, ]+)\] *$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block without its marks: `title` says what it is beside a scheme (`previous`, `agency`, …; empty: the scheme under check).

    `marks` are the findings that must stand in it: (line of the block from 0, code).
    """

    title: str
    text: str
    marks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A scheme's snippet and the blocks beside it."""

    scheme: Block
    beside: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """A rule's page; `lead` is what stands before the first heading, `sections` the words by heading, both Markdown."""

    code: str
    title: str
    name: str
    markdown: str
    lead: str
    sections: dict[str, str]

    def examples(self, heading: str) -> tuple[Example, ...]:
        """The examples under a heading; a titled block belongs to the untitled one before it."""
        found: list[tuple[Block, list[Block]]] = []
        for block in _blocks(self.sections.get(heading, "")):
            if not block.title:
                found.append((block, []))
            elif found:
                found[-1][1].append(block)
            else:
                raise ValueError(f"{self.code}: a block titled {block.title} stands before the example it belongs to")
        return tuple(Example(scheme=scheme, beside=tuple(beside)) for scheme, beside in found)


@cache
def read_page(code: str) -> RulePage:
    """The page of a rule; ValueError when it is missing or not in the form of a page (our bug, never the user's)."""
    file = files(__package__).joinpath("docs", f"{code}.md")
    if not file.is_file():
        raise ValueError(f"{code}: no page docs/{code}.md")
    return parse_page(code, file.read_text(encoding="utf-8"))


def parse_page(code: str, markdown: str) -> RulePage:
    """Read a page's Markdown; ValueError for a head that is not `# P001 标题（`name`）` with this code."""
    head, _, rest = markdown.partition("\n")
    match = _HEAD.fullmatch(head)
    if not match or match["code"] != code:
        raise ValueError(f"{code}: the page must begin with “# {code} 标题（`name`）”")
    lead, *parts = _SECTION.split(rest)
    return RulePage(
        code=code,
        title=match["title"],
        name=match["name"],
        markdown=markdown,
        lead=lead.strip(),
        sections={heading: body.strip() for heading, body in zip(parts[::2], parts[1::2], strict=True)},
    )


def _blocks(markdown: str) -> Iterator[Block]:
    for fence in _FENCE.finditer(markdown):
        lines, marks = [], []
        for number, line in enumerate(fence["body"].splitlines()):
            mark = _MARK.search(line)
            lines.append(line[: mark.start()] if mark else line)
            marks += [(number, code.strip()) for code in mark["codes"].split(",")] if mark else []
        yield Block(title=fence["title"] or "", text="\n".join(lines) + "\n", marks=tuple(marks))


def explanation(wanted: str) -> str:
    """The page of the rule with this code or name, as `explain` prints it; CannotRun when there is none."""
    folded = wanted.strip().upper()
    rule = next((r for r in RULES.values() if folded in (r.code, r.name.upper())), None)
    if rule is None:
        near = get_close_matches(folded, [*RULES, *(r.name.upper() for r in RULES.values())], n=1)
        hint = f"是不是 {near[0] if near[0] in RULES else near[0].lower()}？" if near else ""
        raise CannotRun(f"没有规则“{wanted}”。{hint}运行 gongkai explain 可以列出所有规则。")
    return read_page(rule.code).markdown.rstrip("\n")


def listing() -> str:
    """All rules, one a line: code, name, severity and title."""
    width = max(len(rule.name) for rule in RULES.values())
    rules = sorted(RULES.values(), key=lambda rule: rule.code)
    return "\n".join(f"{rule.code}  {rule.name:<{width}}  {SEVERITIES[rule.severity]}  {rule.title}" for rule in rules)
