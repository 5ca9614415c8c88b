"""The sentences and stretches that the reports of a review share: Chinese words for its values, texts cut to what differs."""

from collections.abc import Iterator, Sequence

from gongkai.changes import Change, Kind, Piece, Wording
from gongkai.diagnostics import Severity, Span
from gongkai.diff.review import Review, Reviewed, State, Total, Yearly, stopping
from gongkai.due.clock import Item
from gongkai.due.report import when
from gongkai.terms import SEVERITIES

STATES = {
    State.CHANGED: "有改动",
    State.ADDED: "新增",
    State.REMOVED: "删除",
    State.MOVED: "移动",
    State.AFFECTED: "受影响",
}
SHORT = 24
"""Characters of a value from which it is shown with what differs marked, rather than in a line with an arrow."""
_COUNTED = ("新增指标", "取消指标", "调整分值", "修改其他内容")


def headline(review: Review) -> str:
    """改动 2 份方案，3 处实质性修改，新增 1 个错误."""
    parts = [
        f"{len(own)} 份方案{name}" for state, name in STATES.items() if (own := [each for each in review.schemes if each.state is state])
    ]
    heavy = sum(len(each.substantive) for each in review.schemes)
    parts += [f"{heavy} 处实质性修改"] if heavy else []
    counts = [(sum(each.rule.severity is severity for each in review.caused), SEVERITIES[severity]) for severity in Severity]
    parts += [f"新增 {count} 个{name}" for count, name in counts if count]
    return "，".join(parts) or "没有改动"


def verdict(review: Review, level: str) -> str:
    """暂不能合并，有 2 项要先处理; or that nothing stands in the way."""
    if level == "none":
        return "只报告，不把关"
    count = len(stopping(review, level))
    return f"暂不能合并，有 {count} 项要先处理" if count else "没有妨碍合并的问题"


def remarks(each: Reviewed) -> Iterator[str]:
    """What to say of a scheme as a whole."""
    if each.state is State.MOVED:
        yield f"文件由 {each.files[0]} 移到 {each.files[1]}"
    if not each.readable[0] and each.readable[1]:
        yield "改动以前的文件读不出方案，无法逐项比较"
    if not each.readable[1]:
        yield "改动以后的文件读不出方案，请看下列错误"
    if each.substantive:
        signed = "，须送原签发人重新审签" if each.issued[0] else ""
        yield f"实质性修改 {len(each.substantive)} 处{signed}"
    if each.state is State.CHANGED and all(each.readable) and not each.changes:
        yield "只改了注释、排版或次序，内容没有变化"


def compared(each: Yearly) -> str:
    """与2023年度比较：新增指标 4→5项，….."""
    years = each.year
    old, new = each.counts
    if years[0] == years[1] and old and new:
        told = [f"{name} {a}→{b}项" for name, a, b in zip(_COUNTED, old, new, strict=True) if a != b]
        return f"与{years[1]}年度比较：{'，'.join(told)}"
    if new is None:
        return f"不再有{years[0]}年度的方案可以比较"
    told = [f"{name} {count}项" for name, count in zip(_COUNTED, new, strict=True) if count]
    instead = f"（原来与{years[0]}年度比较）" if years[0] else ""
    return f"与{years[1]}年度比较{instead}：{'，'.join(told) or '考评指标没有变化'}"


def limit(item: Item) -> str:
    """A time limit in one sentence."""
    told = [when(item)] if item.last else []
    return f"{item.what}：{'；'.join((*told, *item.notes))}"


def figures(all_: Sequence[Total]) -> Iterator[tuple[str, str, str]]:
    """Name, stated and listed points of the whole and of each component that differs, `45→40分` where they do."""
    for each in all_:
        if each.differs or not each.depth:
            yield each.name, _arrow(each.stated), _arrow(each.listed)


def _arrow(values: tuple[str, str]) -> str:
    old, new = values
    return (
        new
        if old == new
        else f"{old.removesuffix('分') if new.endswith('分') else old}→{new}"
        if old and new
        else f"{old or '无'}→{new or '无'}"
    )


def position(span: Span | None) -> str:
    """`file:line`, the file alone when the whole is meant."""
    return "" if span is None else f"{span.file}:{span.line}" if span.line else span.file


def is_long(change: Change) -> bool:
    """Whether its values are texts, of which one wants to see what differs."""
    return bool(change.old and change.new) and (change.kind is Kind.TEXT_CHANGED or max(len(change.old), len(change.new)) > SHORT)


def pieces(change: Change, around: int, longest: int) -> list[Piece]:
    """Both values from beginning to end; what is the same is cut to `around` characters beside a change, each stretch to `longest`."""
    found = Wording().pieces(change.old, change.new)
    last = len(found) - 1
    return [_cut(each, around, longest, first=at == 0, last=at == last) for at, each in enumerate(found)]


def _cut(piece: Piece, around: int, longest: int, *, first: bool, last: bool) -> Piece:
    if piece.same:
        head, tail = 0 if first else around, 0 if last else around
        return Piece(True, _middle(piece.old, head, tail), _middle(piece.new, head, tail))
    return Piece(False, _start(piece.old, longest), _start(piece.new, longest))


def _middle(text: str, head: int, tail: int) -> str:
    return text if len(text) <= head + tail + 2 else f"{text[:head]}…{text[len(text) - tail :]}"


def _start(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
