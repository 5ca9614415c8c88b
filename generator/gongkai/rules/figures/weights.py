"""What the text says of points and weights (重点工作目标（45分）, 占70%, 总分100分) beside the data; for family T and the ledger.

A number is read only when it is clear whose it is: directly after a name that the data knows, in that component's heading, or in its
section without any other name. What is said per item (每项加1分), of other years or of some units only is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from gongkai.mentions import Mention, phrase_before, read_number, sentence_before
from gongkai.model import CarveOut
from gongkai.outline import Section
from gongkai.rules.expressions import late
from gongkai.rules.figures.names import formula_terms, plain_name
from gongkai.rules.figures.readings import MOST_NUMBERS
from gongkai.rules.figures.statements import Statement, is_same, points_of, shares_of
from gongkai.rules.registry import Case, once
from gongkai.scoring import share
from gongkai.walk import ComponentNode

_LINKS = (
    "权重分值", "分值权重", "所占权重", "所占比例", "所占比重", "总分值", "分值", "总分", "满分", "权重", "占比", "比重", "比例", "赋分",
    "共计", "合计", "总计", "分别", "设为", "定为", "各", "均", "占", "为", "是", "计", "共", "约", "×", "＊", "*",
    "（", "(", " ", "　", "：", ":",
)  # fmt: skip
_TAIL = re.compile("(?:" + "|".join(re.escape(word[::-1]) for word in _LINKS) + ")*")
"""The words between a name and its number, longest first, read backwards."""
_SUFFIXES = (
    "考评", "考核", "评估", "评价", "部分", "指标", "方面", "内容", "结果", "成绩", "项目", "目标", "得分", "工作", "类", "项",
    "”", "’", "》", " ",
)  # fmt: skip
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]$")
_JOINTS = "、和及与以 　，,"
_BOUNDARY = "由和及与、：:是括含为即中设将把对的，,。；;（(“”)）\n 　一二三四五六七八九十1234567890.①②③④⑤⑥⑦⑧⑨"
"""What may stand before a name of two or three characters; after anything else it is the end of a longer word."""
_OF_ANOTHER = ("扣", "加", "奖", "减", "得", "每", "每个", "每项", "非", "各项", "不设", "未设", "其他", "其它", *"省市县区乡镇村副原某")
"""What makes the words before a number another thing's than the name's that ends them: 扣, 每项, 其他县 …"""
_GENERIC = frozenset(["", "该项", "本项", "此项", "该部分", "本部分", "其", "考评", "考核", "得分", "考评得分", "考核得分", "该项得分"])
_WHOLE = re.compile(
    r"(?:[0-9]{4}年度?|第[一二三四五六七八九十百零]+条|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．]|[ 　]"
    r"|综合|考[评核]|评估|绩效|目标|年度|工作|内容|成绩|得分|评价|管理|总|本方案|我局|全局|局|全部|实行|采用|采取|按照?"
    r"|各项|项目|指标|以|最[后终]|计算|基本|分值|满分|总分|为|的|中|即|体系)*"
)
"""What may stand before 总分100分 where it is the scheme's: numerals, and words that name no part."""
_OTHER_CASE = late(
    r"[若如]果?[^，,。；;]{2,}[，,]|[不未无非没][^，,。；;]{0,24}(?:单位|部门|股室|科室|中心|机构|人员|的)[，,：:]"
    r"|(?:[A-Ea-e甲乙丙丁]类|[类系列](?:单位|部门))[^，,。；;]{0,8}[，,：:]|上一?年|去年|往年|原[为来]|调整前|其他单位|其余单位"
    r"|(?:[股科处]室|单位|部门|中心|机构|乡镇|街道|学校|医院|社区)(?:年度|绩效|的)*(?:考[核评]|评[估价])(?:中|时|的)*[，,：:]"
    r"|对?(?:机关|直属|下属|二级|事业|业务|综合|窗口)(?:[股科处]室|单位|部门|机构)[，,：:]"
)
"""A sentence that speaks of some units only, or of another year: what it says differs from the data rightly."""
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_OF_PERSONS = late("个人|干部|职工|人员|负责人|领导班子")
_OF_SOME = late(
    r"^(?!各|参[评加]|被|考[核评]|评[估价])[^，。；]{0,12}(?:[股科处]室|单位|部门|中心|机构|乡镇|街道|学校|医院|社区|负责人)"
    r"(?:的|年度|绩效|目标|考[核评]|评[估价]|内容|指标|设置|分值|权重|计分|办法|标准|[和及与、]|[（(][^（）()]*[）)])*$"
)
"""A heading that is some units': 直属单位, 机关股室考核内容及分值; 参评单位 and 各单位 are all of them."""
_HEAD_OF_LINE = late(r"[—\-－·•●◆★（( 　]*[一二三四五六七八九十0-9①-⑳]{0,3}[）)、.．]?[ 　]*([^。：:；;，,（( 　\n]{2,30})[。：:]")
_PER_INDICATOR = re.compile("每|[一二三]级指标")
"""After these a number of points is one indicator's: 每项一级指标为2至4分，常规工作目标为3分."""
_OF_ALL = re.compile("最[后终]|综合|总成绩|总得分|总分")
_SYSTEM = re.compile(r"([百千]|[0-9０-９]{2,4})分制")


class _Named(Struct, frozen=True, gc=False):
    """A name of the data and the nodes that bear it; a special evaluation with its component's node and its index there."""

    name: str
    nodes: tuple[ComponentNode, ...]
    carve_out: CarveOut | None = None
    index: int = 0


@once
def weights(case: Case) -> tuple[Statement, ...]:
    """Points, shares, full marks and the scale, as far as the text states them, in its order."""
    return tuple(_Reader(case).read())


class _Reader:
    """The scheme's names, by which the numbers of its text are told apart."""

    def __init__(self, case: Case) -> None:
        self.case, self.text, self.outline = case, case.scheme.text, case.outline
        self.names: dict[str, _Named] = {}
        for node in case.components:
            name = node.component.name
            before = self.names.get(name)
            self.names[name] = _Named(name, (*before.nodes, node) if before else (node,))
            for index, carve_out in enumerate(node.component.carve_outs):
                self.names.setdefault(carve_out.name, _Named(carve_out.name, (node,), carve_out, index))
        for term in formula_terms(case):
            self._add_term(term.name)
        self.lengths = sorted({len(name) for name in self.names}, reverse=True)

    def _add_term(self, name: str) -> None:
        """The formula's own name of a component: 指标考核得分 for 指标考评."""
        defined = self.case.scheme.formula.terms.get(name) if self.case.scheme.formula else None
        node = next((n for n in self.case.components if n.component.id == defined.component), None) if defined else None
        if node is not None and len(plain_name(name)) > 2:
            self.names.setdefault(plain_name(name), _Named(node.component.name, (node,)))

    def read(self) -> Iterator[Statement]:
        """Every statement; numbers of one list (分别为70%、30%) are read with its first."""
        done = -1
        mentions = self.case.mentions[:MOST_NUMBERS]
        for index, mention in enumerate(mentions):
            if mention.unit in "分%" and mention.exact and index > done:
                found, done = self._statements(mentions, index)
                yield from found
        for match in _SYSTEM.finditer(self.text) if "分制" in self.text else ():
            yield from self._system(match)

    def _statements(self, mentions: Sequence[Mention], index: int) -> tuple[list[Statement], int]:
        """What the number says, and the index of the last number read with it."""
        mention = mentions[index]
        phrase = phrase_before(self.text, mention)
        subject, base = _subject_and_base(phrase)
        if subject is None or self.text.startswith(("/", "／", "制"), mention.end):
            return [], index
        rest, links = _without_links(subject)
        named = self._named(rest)
        if "分别" in links or phrase.endswith(("分别", "分别占", "分别为")):
            return self._in_turn(mentions, index, self._list(named, mention) if named else self._in_order(mention))
        if named is None:
            return [each for each in (self._unnamed(mention, rest, links, base),) if each], index
        if not self._is_its_own(mention, phrase, links):
            return [], index
        listed = self._list(named, mention) if "均" in phrase[-3:] or "各" in phrase[-3:] else [named]
        found = (self._statement(mention, mention, each, base, links) for each in listed)
        return [each for each in found if each], index

    def _is_its_own(self, mention: Mention, phrase: str, links: str) -> bool:
        """Whether a number after a name is the name's, not one indicator's under it nor a per cent of something else."""
        if mention.unit == "%":
            return bool(links) or "占" in phrase
        return links[-1:] in ("（", "(") or not _PER_INDICATOR.search(sentence_before(self.text, mention))

    # Whose number it is

    def _named(self, rest: str) -> _Named | None:
        """The name that ends the words: the longest, with 考评, 部分 or a bracket after it passed over."""
        for _ in range(4):
            for length in self.lengths:
                named = self.names.get(rest[-length:])
                if named is not None:
                    before = rest[:-length]
                    bounded = length > 3 or not before or before[-1] in _BOUNDARY
                    return named if bounded and not before.endswith(_OF_ANOTHER) else None
            shorter = _BRACKETED.sub("", rest)
            if shorter == rest and rest.endswith(_SUFFIXES):
                shorter = next(rest[: -len(suffix)] for suffix in _SUFFIXES if rest.endswith(suffix))
            if shorter == rest:
                return None
            rest = shorter
        return None

    def _list(self, last: _Named, mention: Mention) -> list[_Named]:
        """All names of the list that ends with this one: 精神文明建设成效和平安建设成效均为6分."""
        found, before = [last], self.text[max(mention.start - 120, 0) : mention.start]
        before = before[: before.rfind(last.name)]
        while named := self._named(before.rstrip(_JOINTS)):
            found.append(named)
            before = before[: before.rfind(named.name)]
            if before and before[-1] not in _JOINTS:
                break
        return found[::-1]

    def _in_order(self, mention: Mention) -> list[_Named]:
        """The names of the sentence in its order: 由甲、乙、丙三部分组成，分别占 …"""
        sentence = sentence_before(self.text, mention)
        return sorted(self._in_sentence(mention), key=lambda each: sentence.find(each.name))

    def _in_turn(self, mentions: Sequence[Mention], index: int, names: list[_Named]) -> tuple[list[Statement], int]:
        """甲、乙、丙分别占70%、20%和10%: as many numbers as names, else nothing is clear."""
        end = index
        while end + 1 < len(mentions) and self.text[mentions[end].end : mentions[end + 1].start].strip() in ("、", "和", "，", ","):
            end += 1
        if end - index + 1 != len(names):
            return [], end
        found = (self._statement(mentions[index], mentions[index + i], each, "", "") for i, each in enumerate(names))
        return [each for each in found if each], end

    @cached_property
    def linked(self) -> dict[int, list[ComponentNode]]:
        """Components by the start of their section."""
        found: dict[int, list[ComponentNode]] = {}
        for node in self.case.components:
            section = self.outline.find(node.component.clause) if node.component.clause else None
            if section:
                found.setdefault(section.start, []).append(node)
        return found

    @cached_property
    def owners(self) -> dict[int, ComponentNode]:
        """The component of each section that is one component's alone, or that of several parts and their whole."""
        return {start: nodes[0] for start, nodes in self.linked.items() if all(nodes[0].component in n.ancestors for n in nodes[1:])}

    def _unnamed(self, mention: Mention, rest: str, links: str, base: str) -> Statement | None:
        """A number without a name before it: in a component's heading, in its section, of the one name in its sentence, or the total."""
        is_total = "总分" in links or "满分" in links
        in_brackets = self.text[mention.start - 1] in "（("
        if not in_brackets and not is_total and rest not in _GENERIC:
            return None
        section = self.outline.at(mention.start)
        owner = self.owners.get(section.start) if section else None
        if owner and section and in_brackets and mention.start < section.title_end:
            return self._statement(mention, mention, _Named(owner.component.name, (owner,)), base, links) if len(rest) > 2 else None
        if "每" in self.text[max(mention.start - 40, 0) : mention.start] and "每" in sentence_before(self.text, mention):
            return None
        if rest in _GENERIC and links.strip("（( 　：:"):
            named = self._subject(mention, owner, base) or (self._of_line(mention) if owner is None else None)
            if named is not None:
                return self._statement(mention, mention, named, base, links)
            is_total = is_total and not self._in_sentence(mention)
        elif owner is not None:
            return None
        return self._total(mention) if is_total and _WHOLE.fullmatch(rest) else None

    def _of_line(self, mention: Mention) -> _Named | None:
        """The name that heads the number's line: ——业务工作目标。满分70分."""
        head = _HEAD_OF_LINE.match(self.text, self.text.rfind("\n", 0, mention.start) + 1, mention.start)
        return self.names.get(head[1]) if head else None

    def _subject(self, mention: Mention, owner: ComponentNode | None, base: str) -> _Named | None:
        """What 分值为45分 speaks of: the section's component, or the only other name in the sentence."""
        inside = self._in_sentence(mention, before="占" if base else "")
        if owner is None:
            return inside[0] if len(inside) == 1 else None
        own = _Named(owner.component.name, (owner,))
        others = [each for each in inside if owner not in each.nodes]
        if not others or len(others) < len(inside):
            return own
        below = len(others) == 1 and any(owner.component in node.ancestors for node in others[0].nodes)
        return others[0] if below else None

    def _in_sentence(self, mention: Mention, before: str = "") -> list[_Named]:
        """The names in the sentence before the number, or before a word of it; the longest where one is part of another."""
        sentence = sentence_before(self.text, mention)
        sentence = sentence[: sentence.rfind(before)] if before else sentence
        found = [name for name in self.names if name in sentence]
        return [self.names[name] for name in found if not any(name != other and name in other for other in found)]

    # What the data has

    def _statement(self, first: Mention, mention: Mention, named: _Named, base: str, links: str) -> Statement | None:
        """The statement of one name; nothing where its sentence is about other cases than the data's."""
        if named.carve_out is not None:
            path = (*named.nodes[0].path, "carve_outs", named.index, "share")
            if mention.unit != "%":
                return None
            held: Decimal | None = share(named.carve_out.share) * 100
            found = Statement("carve", f"{named.name}的占比", mention, mention.value, held, path, named.name)
        else:
            known = [each for node in named.nodes if (each := self._of(node, mention, base, links))]
            fitting = known if len(known) == 1 else [each for each in known if each.agrees]
            if not fitting:
                return None
            found = fitting[0]
        elsewhere = not found.agrees and named.carve_out is None and self._is_elsewhere(mention, named.nodes)
        return found if found.agrees or not (elsewhere or self._is_other_case(first)) else None

    def _is_elsewhere(self, mention: Mention, nodes: Sequence[ComponentNode]) -> bool:
        """Whether the number stands below the thing's own section, or in another part's: then it may be an item's of the same name."""
        first = section = self.outline.at(mention.start)
        while section and section.start not in self.linked:
            section = None if section.parent is None else self.outline.sections[section.parent]
        if section is None:
            return False
        around = self.linked[section.start]
        if any(node in around for node in nodes):
            return section is not first
        return not any(each.component in node.ancestors for each in around for node in nodes)

    def _of(self, node: ComponentNode, mention: Mention, base: str, links: str) -> Statement | None:
        component, path = node.component, node.path
        if base and any(each.component.name in base for each in self.case.components if each.component not in (component, *node.ancestors)):
            return None
        scale = self.case.scheme.scale
        if mention.unit == "%":
            known, kind, what = tuple(shares_of(node, scale)), "share", f"{component.name}的权重"
        else:
            known, kind, what = tuple(points_of(node, scale)), "points", f"{component.name}的分值"
            # full marks that the data leaves out: a weighted part's, or the hundred that points are converted from
            unknown = component.share or ("满分" in links and mention.value in (100, scale))
            if unknown and component.full is None and all(value != mention.value for value, _ in known):
                known = ()
        held = next((value for value, _ in known if is_same(value, mention.value)), known[0][0] if known else None)
        fields = next((fields for value, fields in reversed(known) if value == held), ())
        return Statement(kind, what, mention, mention.value, held, (*path, *fields), component.id)

    def _total(self, mention: Mention) -> Statement | None:
        """总分100分 against the scale."""
        if mention.unit != "分":
            return None
        found = Statement("scale", "总分", mention, mention.value, self.case.scheme.scale, ("scale",), "")
        around = "" if found.agrees else sentence_before(self.text, mention) + self.text[mention.end : mention.end + 24]
        bonus = "加分" in around or "附加" in around or "奖励" in around
        return found if found.agrees or not (bonus or self._is_other_case(mention)) else None

    def _system(self, match: re.Match[str]) -> Iterator[Statement]:
        """百分制, 1000分制: the scale, unless a part of the scheme is spoken of, or the text states the scale otherwise as well."""
        written = match[1]
        value = read_number("一" + written if written in "百千" else written) or Decimal(0)
        mention = Mention(value, "分", match[0], match.start(), match.end(), "")
        section = self.outline.at(match.start())
        of_all = _OF_ALL.search(phrase_before(self.text, mention))
        if not of_all and (self._in_sentence(mention) or (section and section.start in self.owners)):
            return
        scale = self.case.scheme.scale
        stated = any(each.unit == "分" and each.value == scale for each in self.case.mentions)
        if value == scale or not (stated or self._is_other_case(mention)):
            yield Statement("scale", "总分", mention, value, scale, ("scale",), "")

    def _is_of_some(self, section: Section) -> bool:
        """Whether the section is about some units only, and none of the data's parts stands in it."""
        return _OF_SOME.match(section.title) is not None and not any(section.start <= start < section.end for start in self.linked)

    def _is_other_case(self, mention: Mention) -> bool:
        """Whether the sentence is about some units only or another year, or the section about persons."""
        sentence = sentence_before(self.text, mention)
        if _OTHER_CASE.search(sentence) or any(int(year) != self.case.scheme.year for year in _YEAR.findall(sentence)):
            return True
        section = self.outline.at(mention.start)
        while section and not (_OF_PERSONS.search(section.title) or self._is_of_some(section)):
            section = None if section.parent is None else self.outline.sections[section.parent]
        chapter = next((each.start for each in reversed(self.outline.articles) if each.unit == "章" and each.start < mention.start), None)
        return section is not None or (chapter is not None and _OF_PERSONS.search(self.text, chapter, chapter + 16) is not None)


def _subject_and_base(phrase: str) -> tuple[str | None, str]:
    """职能工作目标占绩效目标考评的 as (职能工作目标, 绩效目标考评); a phrase without 占 is its own subject."""
    subject, found, base = phrase.rpartition("占")
    if not found:
        return (None if phrase.rstrip().endswith(("得分", "加", "扣")) else phrase), ""
    plain = _without_links(base)[0]
    if any(char in plain for char in "0123456789"):
        return None, ""
    return subject + found, plain.removesuffix("的")


def _without_links(words: str) -> tuple[str, str]:
    """The words without what leads from a name to its number, and that."""
    match = _TAIL.match(words[::-1])
    length = match.end() if match else 0
    return words[: len(words) - length], words[len(words) - length :]
