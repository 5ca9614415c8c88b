"""Text → plain values with the place of each, exactly as YAML 1.2 has them: the slow, sure reader behind `decode` and `locate`.

Works on PyYAML's events, so a bomb of aliases or of brackets is refused before anything is built. What the format does without
(anchors, tags, duplicate keys, numbers in other notations) is found here, family F.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import yaml

from gongkai.diagnostics import Finding, Path, Place, Related
from gongkai.source.characters import VALUES, describe, hidden
from gongkai.source.plain import CONSTANTS, DIGITS, PLAIN_NUMBER, number, numeric
from gongkai.source.syntax import explain, wide_colons

DEPTH = 32
"""The most levels of mappings and lists; the model itself needs at most 24."""
LISTED = 100
"""The most findings given for one text: whoever has more has one cause."""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A place between two characters: line and column count from 1, index from 0."""

    line: int
    column: int
    index: int


class Node(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands, and its key if it has one.

    `style` is empty for a plain scalar, `|` or `>` for a block, a quotation mark, or `{` for a collection.
    """

    start: Mark
    end: Mark
    style: str
    key: tuple[Mark, Mark] | None = None


@dataclass(slots=True)
class Composed:
    """What a text holds: the `tree` of plain values (whole only if `sound`), the place of every value by its path, and the findings."""

    tree: Any = None
    sound: bool = True
    nodes: dict[Path, Node] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def compose(text: str) -> Composed:
    """Read one document; never raises for any text."""
    reader = _Reader(text)
    try:
        reader.document()
    except yaml.YAMLError as error:
        reader.found.sound = False
        reader.found.findings += explain(error, text)
    except _TooMuchError as too_much:
        reader.found.sound = False
        reader.found.findings.append(too_much.finding)
    return reader.found


class _TooMuchError(Exception):
    """Reading stops here: what follows would only cost time."""

    def __init__(self, code: str, message: str, place: Place, advice: str) -> None:
        self.finding = Finding(code=code, message=message, place=place, help=advice)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.escapes = "\\" in text or hidden(text) is not None
        self.found = Composed()

    def add(self, code: str, message: str, place: Place, advice: str, related: tuple[Related, ...] = ()) -> None:
        if len(self.found.findings) < LISTED:
            self.found.findings.append(Finding(code=code, message=message, place=place, help=advice, related=related))

    def document(self) -> None:
        next(self.events)  # stream start
        start: Any = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            self.not_a_mapping("文件里只有注释")
            return
        if start.version or start.tags:
            self.add("F019", "这里用了 YAML 指令（%）", _place(start), "请删去以 % 开头的行。")
        self.found.tree = self.value((), next(self.events))
        next(self.events)  # document end
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.found.sound = False
            self.add("F020", "一个文件里有好几份 YAML 文档", _place(after), "请删去多余的“---”，或者把它们分成几个文件。")
        elif not isinstance(self.found.tree, dict):
            self.top_level()

    def top_level(self) -> None:
        lines = self.text.split("\n")
        colons = wide_colons(lines, range(len(lines)))
        self.found.findings += colons
        self.found.sound = False
        if not colons and not self.found.findings:
            self.not_a_mapping("文件的最外层不是一组键值" if self.found.tree is not None else "文件里没有内容")

    def not_a_mapping(self, message: str) -> None:
        self.found.sound = False
        self.add("F022", f"{message}，应由“键: 值”组成", Place(line=1, column=1), "每一项写成“title: 标题”的样子，冒号用半角，后面空一格。")

    def value(self, path: Path, event: Any, key: tuple[Mark, Mark] | None = None) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self.found.sound = False
            self.add("F019", f"这里用了 YAML 别名 *{event.anchor}", _place(event, path), "请把内容原样写出来；本格式不用锚点和别名。")
            return None
        if len(path) > DEPTH:
            raise _TooMuchError("F021", f"嵌套太深：超过 {DEPTH} 层", _place(event), "方案最多需要二十几层；请检查缩进和括号。")
        if len(self.found.nodes) >= VALUES:
            raise _TooMuchError("F010", f"内容太多：超过 {VALUES} 个值，不会被读取", _place(event), "请检查有没有误放的数据。")
        if event.anchor is not None:
            self.add(
                "F019", f"这里用了 YAML 锚点 &{event.anchor}", _place(event, path), f"请删去“&{event.anchor}”；以 & 开头的文字请加引号。"
            )
        if event.tag is not None:
            self.add("F019", f"这里用了 YAML 标签 {event.tag}", _place(event, path), "请删去标签；以 ! 开头的文字请加引号。")
        if isinstance(event, yaml.ScalarEvent):
            self.found.nodes[path] = Node(_mark(event.start_mark), _mark(event.end_mark), event.style or "", key)
            return self.scalar(path, event)
        self.found.nodes[path] = Node(_mark(event.start_mark), _mark(event.end_mark), "{", key)
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def scalar(self, path: Path, event: Any) -> Any:
        text: str = event.value
        if self.escapes and (control := hidden(text)) is not None:
            self.add("F013", f"这个值里有控制字符 {describe(control)}", _place(event, path), "请删去引号里的转义写法。")
        if event.style:
            return text
        if text in CONSTANTS:
            return CONSTANTS[text]
        if not numeric(text):
            return text
        value = number(text)
        if value is None:
            long = bool(PLAIN_NUMBER.fullmatch(text))
            message = (
                f"数字 {text[:40]} 有 {len(text)} 位，最多 {DIGITS} 位"
                if long
                else f"{text[:40]} 不是本格式的数字写法，数字只写成普通十进制"
            )
            self.add(
                "F023",
                message,
                _place(event, path),
                f'如果是文字（例如编号），请加引号："{text[:40]}"；如果是数字，请写成 65 或 2.5 的样子。',
            )
        return value

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value((*path, len(items)), event))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        seen: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(path, event)
            marks = (_mark(event.start_mark), _mark(event.end_mark))
            if key in seen:
                first = _place(seen[key], (*path, key))
                related = (Related(place=first, message="第一次写在这里"),)
                self.add(
                    "F018",
                    f"键 {key} 重复了：第 {first.line} 行已经写过",
                    _place(event, (*path, key)),
                    "同一层里一个键只能写一次，请合并或删去一个。",
                    related,
                )
                self.value((*path, f"{key} (2)"), next(self.events))
            else:
                seen[key] = event
                entries[key] = self.value((*path, key), next(self.events), marks)
        return entries

    def key(self, path: Path, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.add(
                "F024",
                "键只能是一个词，不能是列表或一组键值",
                _place(event, (*path, "?")),
                "请检查“?”“[”“{”的位置；以它们开头的文字请加引号。",
            )
            self.value((*path, "?"), event)
            return "?"
        text: str = event.value
        if event.anchor is not None or event.tag is not None or (text == "<<" and not event.style):
            self.add(
                "F019", "这里用了 YAML 的锚点、标签或合并键", _place(event, path), "请把内容原样写出来；以 &、!、< 开头的文字请加引号。"
            )
        elif not event.style and (text in CONSTANTS or numeric(text)):
            self.add("F024", f"键 {text or '（空）'} 不是文字", _place(event, (*path, text)), f'请加引号："{text}"。')
        elif self.escapes and (control := hidden(text)) is not None:
            self.add("F013", f"这个键里有控制字符 {describe(control)}", _place(event, path), "请删去引号里的转义写法。")
        return text


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1, mark.index)


def _place(event: Any, path: Path = ()) -> Place:
    start, end = event.start_mark, event.end_mark
    length = end.index - start.index if start.line == end.line else 0
    return Place(path=path, line=start.line + 1, column=start.column + 1, length=length)
