"""What each number of the text counts: mentions held against the countable things of the scheme; beside the ledger, which lists them.

A number is read only when it is clear what it counts: 一级指标17项 in the section of a component, a number after a list of names that
the data knows, （9个） after a kind of units, 三种情形 before a numbered list. Everything else is left alone: a false alarm is worse.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from msgspec import Struct

from gongkai.mentions import Mention, phrase_after, phrase_before, sentence_before
from gongkai.model import Component
from gongkai.outline import Section
from gongkai.rules.figures.countables import Countable
from gongkai.rules.registry import Case

MOST_NUMBERS, MOST_GROUPS = 500, 100
"""Numbers of a text and groups of names beyond which no more are read: far above any scheme, and the work grows with their product."""

_LEVEL = r"(?P<level>一|二|三)级(?:考核|考评|绩效|评估|评价|评核){0,2}指标"
_LEVEL_BEFORE = re.compile(rf"{_LEVEL}?(?:总?数量?|个数|项目)?(?:即[^0-9]{{1,12}})?(?:共有?|共?计|合计|总计|为|有)?[ 　]*$")
_LEVEL_AFTER = re.compile(rf"[ 　]*{_LEVEL}")
_ANY_BEFORE = re.compile(r"(?:^|[共设有定计置立])(?:考核|考评|绩效|评估)?指标(?:共|共有|共计|合计|为)?[ 　]*$")
_ALIAS = re.compile(rf"{_LEVEL}即(?P<alias>[^，。；：、,;:0-9（(\n]{{2,10}})")
_NOT_A_TOTAL = re.compile(r"每|各|同一?|其中|新增|增加|减少|上年|上一年|去年|分别|完成|达标|扣")
_TOTAL = re.compile(r"共|总|合计")
_LISTED_UNITS = frozenset(["方面", "部分", "环节", "阶段", "步骤", "等次", "类别", "大类", "项", "个", "种", "类", "条", "档"])
_INTRODUCTION = re.compile(r"包括|包含|涵盖|分为|分成|分别是|围绕|[由即:：]")
_SEPARATOR = re.compile(r"[、，,]|以及|[和及与]")
_CLOSING = re.compile(r"(?:等|共计?|合计|这|的|方面|[ 　])+$")
_BRACKETED = re.compile(r"[（(][^（()）\n]*[）)]")
_NOUN = re.compile(r"(?:主要|重点)?(?:内容|情形|要求|原则|措施|任务|条件|标准|目标)?")
_ANNOUNCES = re.compile(r"[^。；;\n]*[：:]")
_FIRST = re.compile(r"[^。；;：:\n]{0,24}[：:]\s*一是")
_NEXT, _HAN = re.compile(r"[。；;，,\n 　]([一二三四五六七八九十])是"), "一二三四五六七八九十"
_QUOTES = re.compile(r"[“”‘’\"'《》 　]")


class _Group(Struct, frozen=True, gc=False):
    """Several names that the data holds, with those that have a 和 or 、 inside them, and the beginnings of all for a quick look."""

    countable: Countable
    names: tuple[str, ...]
    parted: tuple[str, ...]
    beginnings: str

    def holds(self, item: str) -> bool:
        """Whether a listed item is one of the names: the same, or 正向激励 for 正向激励加分."""
        return item in self.names or (len(item) > 2 and (f"\n{item}" in self.beginnings or item.endswith(self.names)))


def _group(countable: Countable) -> _Group:
    names = countable.names
    return _Group(countable, names, tuple(name for name in names if _SEPARATOR.search(name)), "\n" + "\n".join(names))


class Reading(Struct, frozen=True, gc=False):
    """A number of the text, what it counts, and (where the words name them) how many the text itself lists."""

    mention: Mention
    countable: Countable
    stated: int


def read_counts(case: Case, table: Sequence[Countable]) -> Iterator[Reading]:
    """The numbers of the text of which it is clear what they count, in the order of the text."""
    reader = _Reader(case, table)
    for mention in case.mentions[:MOST_NUMBERS]:
        stated = mention.number
        if stated is not None and not reader.is_quoted(mention):
            countable = reader.counted(mention, stated)
            if countable is not None:
                yield Reading(mention, countable, stated)


class _Reader:
    """The scheme's countables, by what a reader of the text goes by: kind and owner, section, names."""

    def __init__(self, case: Case, table: Sequence[Countable]) -> None:
        self.case, self.text, self.table = case, case.scheme.text, table
        self.groups = [_group(each) for each in table if len(each.names) > 1][:MOST_GROUPS]
        self.kinds = {each.names[0]: each for each in table if each.kind == "units"}

    @cached_property
    def rows(self) -> dict[tuple[str, str], Countable]:
        """Rows by kind and component id (empty: the whole scheme)."""
        return {(each.kind, each.owner): each for each in self.table if each.owner is not None}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Other words the text gives a level: 二级指标即年度工作目标."""
        return {match["alias"]: _kind(match["level"]) for match in _ALIAS.finditer(self.text)} if "指标即" in self.text else {}

    @cached_property
    def owners(self) -> dict[int, list[Component]]:
        """Components by the start of their section."""
        found: dict[int, list[Component]] = {}
        for _, component, _ in self.case.components:
            section = self.case.outline.find(component.clause) if component.clause else None
            if section:
                found.setdefault(section.start, []).append(component)
        return found

    def is_quoted(self, mention: Mention) -> bool:
        """Whether the number stands in a name or saying: “八项规定”, “三大任务冲刺年”."""
        before = self.text[max(mention.start - 12, 0) : mention.start]
        return ("“" in before and before.rfind("“") > before.rfind("”")) or ("《" in before and before.rfind("《") > before.rfind("》"))

    def counted(self, mention: Mention, stated: int) -> Countable | None:
        """What the number counts; nothing when that is not clear."""
        before = phrase_before(self.text, mention)
        kind = self._level(mention, before)
        if kind:
            return None if _NOT_A_TOTAL.search(before) else self._rows_of(mention, kind, stated)
        if mention.unit in ("个", "家", "所", "人"):
            units = self._units(mention)
            if units:
                return units
        if mention.unit not in _LISTED_UNITS or _NOT_A_TOTAL.search(before[-4:]):
            return None
        return self._list_before(mention, stated) or self._enumeration(mention)

    @cached_property
    def unit_sections(self) -> dict[int, Countable]:
        """Kinds of units by the start of the section that is theirs alone."""
        found: dict[int, list[Countable]] = {}
        for each in self.kinds.values():
            section = self.case.outline.find(each.clause) if each.clause else None
            if section:
                found.setdefault(section.start, []).append(each)
        return {start: units[0] for start, units in found.items() if len(units) == 1}

    # Rows of the table

    def _level(self, mention: Mention, before: str) -> str:
        if mention.unit not in ("项", "个", "条"):
            return ""
        match = ("级" in before and _LEVEL_BEFORE.search(before)) or _LEVEL_AFTER.match(self.text, mention.end, mention.end + 60)
        if match and match["level"]:
            return _kind(match["level"])
        bare = before.rstrip(" 　")
        named = next((kind for alias, kind in self.aliases.items() if bare.endswith(alias)), "") if self.aliases else ""
        return named or ("any" if "指标" in before and _ANY_BEFORE.search(before) else "")

    def _rows_of(self, mention: Mention, kind: str, stated: int) -> Countable | None:
        owner = self._owner(mention)
        if owner is not None:
            return self.rows[kind, owner.id] if kind != "any" else self._only_level(owner, stated)
        if kind == "any":
            return None
        return self._whole(kind, stated, is_total=_TOTAL.search(sentence_before(self.text, mention)) is not None)

    def _only_level(self, owner: Component, stated: int) -> Countable | None:
        """指标18项 without a level is clear where there is but one level, or where the data says what the number is."""
        first, second = self.rows["level1", owner.id], self.rows["level2", owner.id]
        return first if first.declared == stated or (second.held == 0 and second.declared is None) else None

    def _owner(self, mention: Mention) -> Component | None:
        """The component that the number speaks of: the one its sentence names, else the one whose section it stands in."""
        section = self.case.outline.at(mention.start)
        linked: list[Component] = []
        while section and not linked:
            linked = self.owners.get(section.start, [])
            section = None if section.parent is None else self.case.outline.sections[section.parent]
        sentence = _without_brackets(sentence_before(self.text, mention))
        named = _outermost([each for _, each, _ in self.case.components if each.name in sentence])
        alone = len(linked) == 1 or _nested(linked)
        if not named:
            return linked[0] if alone else None
        if alone:
            inside = [each for each in named if each in _family(linked[0])]
            return inside[0] if len(named) == len(inside) == 1 else linked[0] if len(inside) == len(named) else None
        return named[0] if len(named) == 1 and (not linked or named[0] in linked) else None

    def _whole(self, kind: str, stated: int, *, is_total: bool) -> Countable | None:
        """What a number outside all components' sections totals: the scheme, or the one component it fits; 共 says that it is a total."""
        wholes = [each for (of, _), each in self.rows.items() if of == kind and (each.component is None or each.component.components)]
        fitting = [each for each in wholes if stated in (each.declared, each.held, self._sum(each))]
        if fitting or not is_total:
            return fitting[0] if fitting else None
        known = [each for each in wholes if each.declared is not None or self._sum(each) is not None]
        return known[0] if len(known) == 1 else wholes[0] if self.case.scheme.indicators else None

    def _sum(self, whole: Countable) -> int | None:
        parts = whole.component.components if whole.component else self.case.scheme.components
        values = [self.rows[whole.kind, part.id].declared for part in parts]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None

    # Units, lists of names, numbered lists

    def _units(self, mention: Mention) -> Countable | None:
        """（9个） directly after a kind of units or inside the heading of its section, 9个 directly before it."""
        before = self.text[max(mention.start - 60, 0) : mention.start].rstrip("（( 　共有计")
        after = self.text[mention.end : mention.end + 60]
        for length in {len(kind) for kind in self.kinds}:
            named = self.kinds.get(before[-length:]) or self.kinds.get(after[:length])
            if named:
                return named
        section = self.case.outline.at(mention.start)
        return self.unit_sections.get(section.start) if section and mention.end <= section.title_end else None

    def _list_before(self, mention: Mention, stated: int) -> Countable | None:
        """甲、乙和丙三部分, where the data has a group with these names; a part of the group counted rightly is no contradiction."""
        region = _CLOSING.sub("", _QUOTES.sub("", _without_brackets(sentence_before(self.text, mention))))
        best: tuple[int, Countable | None, int] = (1, None, 0)
        plain = _items(region, ())
        for group in self.groups:
            items = _items(region, group.parted) if group.parted else plain
            hits = sum(map(group.holds, items)) if len(items) > best[0] else 0
            # a last item without name is another list's end, unless it is the one that the data lacks
            if hits > best[0] and (group.holds(items[-1]) or len(items) == stated):
                best = (hits, group.countable, len(items))
        hits, found, listed = best
        return None if found is None or (stated == listed == hits < (found.held or 0)) else found

    def _enumeration(self, mention: Mention) -> Countable | None:
        """三种情形：（1）…（2）…（3）…: the veto of that section, a group with these names, or the numbered list itself."""
        first = self._first_after(mention)
        if first is None:
            return self._in_words(mention)
        run = self.case.outline.run(first)
        titles = [_without_brackets(section.title) for section in run]
        for each in self.table:
            own = self.case.outline.find(each.clause) if each.kind == "cases" and each.clause else None
            if own is not None and self.case.outline.within(first, own):
                return each
        named = [(sum(map(group.holds, titles)), group.countable) for group in self.groups]
        hits, countable = max(named, key=itemgetter(0), default=(0, None))
        if countable is not None and hits > 1:
            return countable
        noun = _NOUN.match(phrase_after(self.text, mention))
        what = f"“{mention.words}{noun[0] if noun else ''}”之下的各项"
        return Countable("listed", what, ("text",), len(run), first.clause)

    def _in_words(self, mention: Mention) -> Countable | None:
        """三个方面：一是…；二是…；三是…, as far as the number's section goes."""
        begun = _FIRST.match(self.text, mention.end)
        section = self.case.outline.at(mention.start) if begun else None
        if begun is None:
            return None
        count = 1
        for match in _NEXT.finditer(self.text, begun.end(), section.end if section else len(self.text)):
            if match[1] == "一":
                break
            count += match[1] == _HAN[count : count + 1]
        what = f"“{mention.words}”之后的“一是……”"
        return Countable("listed", what, ("text",), count, section.clause if section else "") if count > 1 else None

    def _first_after(self, mention: Mention) -> Section | None:
        """The first item of the numbered list that the number announces: directly behind its colon."""
        for section in self.case.outline.sections_after(mention.end):
            between = self.text[mention.end : section.start].strip()
            return section if section.number == 1 and len(between) <= 24 and _ANNOUNCES.fullmatch(between) else None
        return None


def _without_brackets(words: str) -> str:
    return _BRACKETED.sub("", words) if "（" in words or "(" in words else words


def _kind(numeral: str) -> str:
    return f"level{'一二三'.index(numeral) + 1}"


def _items(region: str, parted: Sequence[str]) -> list[str]:
    """The items of the list that ends the region; the names with 和 or 、 inside them stay whole."""
    joined = {name: _SEPARATOR.sub("\0", name) for name in parted}
    for name, kept in joined.items():
        region = region.replace(name, kept)
    introduced = [match.end() for match in _INTRODUCTION.finditer(region)]
    items = _SEPARATOR.split(region[introduced[-1] if introduced else 0 :])
    back = {kept: name for name, kept in joined.items()}
    return [back.get(item, item) for item in items]


def _family(component: Component) -> Iterator[Component]:
    yield component
    for each in component.components:
        yield from _family(each)


def _nested(components: Sequence[Component]) -> bool:
    """Whether the first of several components holds all the others."""
    return bool(components) and all(each in list(_family(components[0])) for each in components)


def _outermost(named: list[Component]) -> list[Component]:
    """Of the components a sentence names, the longest names only: 指标考核 does not stand in 业绩指标考核办法 as itself."""
    if len(named) < 2:
        return named
    return [each for each in named if not any(each.name != other.name and each.name in other.name for other in named)]
