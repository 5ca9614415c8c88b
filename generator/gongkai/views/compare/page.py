"""The page that holds a scheme against the one before it (`compare.html`): weights, rows added, dropped and altered, the rest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from gongkai.changes import Kind, between_years, paired_components
from gongkai.rules import Case
from gongkai.rules.table import is_subtotal
from gongkai.scoring import points
from gongkai.views.compare.comparison import Comparison, comparison
from gongkai.views.compare.side_by_side import Years, by_clause, by_row, by_subject, listed, reweighted, side_by_side, signed
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page, link
from gongkai.views.part_table import level_name
from gongkai.views.parts import Part, parts, stated
from gongkai.views.scheme_head import COMPARE, head, page
from gongkai.views.scores.sums import worths
from gongkai.views.subject import Subject

INDEX = "compare/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure or a weight in both years, in words; `change` is `+5`, `−2`, 新增 or 取消, empty where there is none.

    `shares` are the parts of the whole (`45%`, empty where the weight says so already), `depth` counts the levels of 考评内容 from 1.
    """

    name: str
    old: str
    new: str
    change: str
    shares: tuple[str, str] = ("", "")
    depth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: its anchor, heading, what it says of itself, and its table; `body` is empty where nothing changed."""

    anchor: str
    title: str
    note: str
    body: Markup


def compare_page(subject: Subject) -> Page:
    """The page of a scheme that has one before it."""
    before, case = subject.before or subject.case.scheme, subject.case
    address, found = f"{subject.address}/{COMPARE}", comparison(case)
    folder = link(address, f"{subject.earlier.address}/index.html").removesuffix("index.html") if subject.earlier else ""
    years = Years(before, case.scheme, folder, between_years(before, case.scheme))
    earlier = Case(scheme=before, region=case.region, agency=case.agency, documents={})
    sections = tuple(_sections(case, found, years))
    body = render(
        "compare.html",
        head=head(subject, COMPARE),
        labels=years.labels,
        before=f"{folder}index.html",
        index=link(address, INDEX),
        said=_in_words(found),
        figures=tuple(_figures(earlier, case)),
        weights=tuple(_weights(earlier, case)),
        sections=sections,
        has_tables=bool(before.indicators and case.scheme.indicators),
    )
    contents = (Heading(1, "figures", "总体"), Heading(1, "weights", "考评内容权重"), *(Heading(1, s.anchor, s.title) for s in sections))
    description = f"{case.agency.name}{case.scheme.year}年度与{before.year}年度绩效评估工作方案的比较：{_in_words(found)}。"
    return page(subject, COMPARE, body, description, contents)


def _in_words(found: Comparison) -> str:
    """新增指标4项，取消指标5项，…."""
    counted = (
        ("新增指标", len(found.added)),
        ("取消指标", len(found.removed)),
        ("调整分值", len(found.points)),
        ("修改其他内容", found.altered_rows),
    )
    return "，".join(f"{name}{count}项" for name, count in counted if count) or "考评指标没有变化"


def _figures(before: Case, after: Case) -> Iterator[Row]:
    """How many rows of each level, and their points together."""
    counts = [Counter(node.level for node in case.indicators if not is_subtotal(node.indicator)) for case in (before, after)]
    for level in sorted({*counts[0], *counts[1]}):
        yield _figure(level_name(level), counts[0][level], counts[1][level], "项")
    old, new = (sum(worths(case).values(), Decimal(0)) for case in (before, after))
    if old or new:
        yield _figure("指标分值合计", old, new, "分")
    yield _figure("满分", before.scheme.scale, after.scheme.scale, "分")


def _figure(name: str, old: Decimal | int, new: Decimal | int, unit: str) -> Row:
    one, other = Decimal(old), Decimal(new)
    return Row(name=name, old=f"{points(one)}{unit}", new=f"{points(other)}{unit}", change=signed(other - one))


def _weights(before: Case, after: Case) -> Iterator[Row]:
    """The components of this year in their order, then those that are gone."""
    wording = between_years(before.scheme, after.scheme)
    _, _, pairs = paired_components(before.scheme, after.scheme, wording)
    earlier, heirs = parts(before), {j: i for i, j in pairs.both}
    for j, part in enumerate(parts(after)):
        last = earlier[heirs[j]] if j in heirs else None
        name, was = part.component.name, last.component.name if last else part.component.name
        yield _weight(name if wording.same(was, name) else f"{name}（原为{was}）", last, part)
    for i in pairs.gone:
        yield _weight(earlier[i].component.name, earlier[i], None)


def _weight(name: str, old: Part | None, new: Part | None) -> Row:
    sides = [stated(part.component) if part else "" for part in (old, new)]
    if old and new:
        one, other = old.component.points, new.component.points
        moved = signed(other - one) if one is not None and other is not None else "有变化" if sides[0] != sides[1] else ""
    else:
        moved = "取消" if old else "新增"
    return Row(
        name=name,
        old=sides[0],
        new=sides[1],
        change=moved,
        shares=(_share(old), _share(new)),
        depth=new.depth if new else old.depth if old else 1,
    )


def _share(part: Part | None) -> str:
    """Its part of the whole, unless it states just that or has as many points."""
    said = stated(part.component).rstrip("分%") if part else ""
    return part.proportion if part and part.proportion != f"{said}%" else ""


def _sections(case: Case, found: Comparison, years: Years) -> Iterator[Section]:
    """What has anything to show."""
    old, new = years.labels
    for anchor, title, only, other, rows, side in (
        ("added", "新增指标", new, old, found.added, 1),
        ("removed", "取消指标", old, new, found.removed, 0),
    ):
        if shown := [each for each in rows if not found.anew or each.about.startswith("一级")]:
            rest = "；考评表大部分重新编制，只列一级指标。" if found.anew else "。"
            note = f"{only}考评表有、{other}没有的指标，共{len(rows)}项{rest}"
            yield _section(anchor, title, note, listed(shown, years, side))
    if found.points:
        note = f"两个年度都有、分值不同的指标，共{len(found.points)}项。"
        yield _section("points", "调整分值", note, reweighted(found.points, years))
    if found.altered:
        note = f"两个年度都有、其他内容不同的指标，共{found.altered_rows}项；不同的文字已标出。"
        yield _section("altered", "修改内容", note, side_by_side(by_row(found.altered, years), years, "指标和栏目"))
    if found.others:
        yield _section("others", "规则、等次、组织和时限", "", side_by_side(by_subject(found.others), years, "事项"))
    if text := [each for each in found.text if each.kind is not Kind.TEXT_RENUMBERED]:
        note = "按条款对照，只列有改动的条款；年度、随年度顺延的日期和标点、写法不同的，不作为改动。"
        yield _section("text", "方案正文", note, side_by_side(by_clause(text, case.outline), years, "条款"))


def _section(anchor: str, title: str, note: str, body: str) -> Section:
    return Section(anchor=anchor, title=title, note=note, body=Markup(body))
