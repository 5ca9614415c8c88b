"""The five transcriptions under `schemes/` against the notices they were made from: every character, every total, every address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from gongkai.model import Agency, Component, Document, Notice, Organization, Region, Scheme
from gongkai.outline import read_outline
from gongkai.periods import chinese_date, read_period
from gongkai.source.decode import decode

TESTS = Path(__file__).parent
SCHEMES = TESTS.parent / "schemes"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A notice, the scheme made from it, and the lines (without outer spaces) its text stands between; no `before`: to the end."""

    file: str
    address: str
    after: str
    before: str | None = None

    def __str__(self) -> str:
        return self.file[:3]


MZJ = Seed(file="000_d4003412e06cd922.txt", address="anxi/mzj/2024", after="目标考评工作方案", before="附件1.")
KJJ = Seed(file="001_ad3266f94050c056.txt", address="anxi/kjj/2021", after="安溪县科学技术局2021年度绩效评估工作方案", before="附件：")
SFJ = Seed(file="002_61b941b7f5644131.txt", address="anxi/sfj/2019", after="2019年度安溪县司法局绩效评估工作方案")
TYJ = Seed(file="003_e9b67d9bf19bfe5f.txt", address="tongan/tyjrswj/2020", after="2020年度绩效管理工作方案", before="附件:")
ZRZ = Seed(
    file="004_c7083ccbaf9c0913.txt", address="jinjiang/zrzyj/2019", after="晋江市自然资源局 2019 年度绩效评估 工作方案", before="附件："
)
SEEDS = (MZJ, KJJ, SFJ, TYJ, ZRZ)

every_seed = pytest.mark.parametrize("seed", SEEDS, ids=str)


def load(name: str, type_: type[T]) -> T:
    """A file of `schemes/`, which must be free of format errors."""
    value, findings = decode((SCHEMES / f"{name}.yml").read_bytes(), type_, f"{name}.yml")
    assert value is not None, findings
    return value


def scheme_of(seed: Seed) -> Scheme:
    return load(seed.address, Scheme)


def documents_of(seed: Seed) -> dict[str, Document]:
    return load(f"{seed.address.split('/')[0]}/documents", dict[str, Document])


# The text, to the character. Outer spaces of lines and empty lines are layout; what else is mended is listed here, and nothing else is.

BROKEN_WORD = ("行政执法督   查股", "行政执法督查股")
PAGE_BREAKS = ("考评总分100\n分，最后得分", "2019年12月31\n日前报", "汇总计算我局考评\n成绩。", "等次的干部\n职工，", "明确进\n度、质量")


def text_in(seed: Seed) -> str:
    lines = [line.strip() for line in (TESTS / "seeds" / seed.file).read_text("utf-8").splitlines()]
    start = len(lines) - lines[::-1].index(seed.after)
    end = next((i for i in range(start, len(lines)) if seed.before and lines[i].startswith(seed.before)), len(lines))
    return "".join(line + "\n" for line in lines[start:end] if line)


def mended(seed: Seed, text: str) -> str:
    if seed is SFJ:
        assert text.count(BROKEN_WORD[0]) == 1
        return text.replace(*BROKEN_WORD)
    if seed is ZRZ:
        text = text.replace(" ", "")  # the PDF sets digits off from the words around them
        for broken in PAGE_BREAKS:
            assert text.count(broken) == 1
            text = text.replace(broken, broken.replace("\n", ""))
    return text


@every_seed
def test_text_is_the_seeds_to_the_character(seed: Seed) -> None:
    assert scheme_of(seed).text == mended(seed, text_in(seed))


# The whole seed: fields and text, strung together with the words that the pages print between them, leave no character out.

FURNITURE = "附件下载扫一扫在手机上查看当前页面相关解读文字解读图片解读视频解读访谈解读媒体报道"
"""What the portal of seed 003 prints around every notice."""


def head(notice: Notice, colon: str = "：") -> Iterator[str]:
    yield from (notice.title, notice.addressees or "", colon, notice.body, notice.signed_by, chinese_date(notice.signed_on))
    if notice.annotation:
        yield f"（{notice.annotation}）"


def foot(notice: Notice) -> Iterator[str]:
    if notice.copied_to:
        yield f"抄送：{'，'.join(notice.copied_to)}{'，存档' if notice.filed else ''}。"
    if notice.imprint:
        yield f"{notice.imprint.by}{chinese_date(notice.imprint.on)}印发"


def metadata(scheme: Scheme, region: Region) -> Iterator[str]:
    disclosure, notice = scheme.disclosure, scheme.notice
    values = {
        "index": disclosure.index,
        "number": notice and notice.number,
        "publisher": disclosure.publisher,
        "generated_on": disclosure.generated_on,
    }
    yield from (f"•{region.labels[key]}:{value}" for key, value in values.items())


def pieces(seed: Seed, scheme: Scheme, region: Region) -> Iterator[str]:
    notice, titles = scheme.notice, [attachment.title for attachment in scheme.attachments]
    if notice is None:
        yield from (scheme.title, scheme.text, "附件：", *titles)
    elif seed is MZJ:
        yield from (notice.number or "", *head(notice), scheme.title, scheme.text)
        yield from (f"附件1.{titles[0]}", f"2.{titles[1]}", *foot(notice))
    elif seed is KJJ:
        yield from (notice.number or "", *head(notice), scheme.title, scheme.text, "附件：", *titles, *foot(notice))
    elif seed is SFJ:
        yield from (notice.number or "", *head(notice), *foot(notice), scheme.title, scheme.text, *titles)
    else:
        title, *rest = head(notice, ":")
        published = f"{region.labels['published_at']}:{scheme.disclosure.published_at:%Y-%m-%d %H:%M}"
        yield from (*metadata(scheme, region), title, published, *rest, scheme.title, scheme.text)
        yield f"附件:1.{titles[0]};2.{titles[1]}。{FURNITURE}"


def unspaced(text: str) -> str:
    return "".join(text.split())


@every_seed
def test_nothing_of_the_seed_is_left_out(seed: Seed) -> None:
    region = load(f"{seed.address.split('/')[0]}/region", Region)
    whole = (TESTS / "seeds" / seed.file).read_text("utf-8")
    assert unspaced("".join(pieces(seed, scheme_of(seed), region))) == unspaced(whole)


@every_seed
def test_the_rest_of_the_transcription_is_named(seed: Seed) -> None:
    scheme = scheme_of(seed)
    assert scheme.provenance is not None
    assert scheme.provenance.seed == seed.file
    assert scheme.indicators == ()  # no seed brings its tables


# The totals of seeds/README.md.


def component(scheme: Scheme, id_: str) -> Component:
    return next(each for each in walk(scheme.components) if each.id == id_)


def walk(components: tuple[Component, ...]) -> Iterator[Component]:
    for each in components:
        yield each
        yield from walk(each.components)


def points(scheme: Scheme, *ids: str) -> list[Decimal | None]:
    return [component(scheme, id_).points for id_ in ids]


def declared(scheme: Scheme, *ids: str) -> list[tuple[int | None, int | None]]:
    return [(each.declared.level1, each.declared.level2) for each in (component(scheme, id_) for id_ in ids)]


def size(group: Organization) -> int:
    return len(group.members)


def test_totals_of_the_civil_affairs_bureau() -> None:
    scheme = scheme_of(MZJ)
    assert points(scheme, "functional", "capacity", "civility", "safety") == [65, 23, 6, 6]
    assert points(scheme, "key", "routine", "dynamic") == [45, 10, 10]
    assert [(group.declared, len(group.units)) for group in scheme.subjects] == [(4, 4), (4, 4)]
    assert (scheme.declared.parts, len(component(scheme, "capacity").aspects)) == (4, 5)


def test_totals_of_the_science_bureau() -> None:
    scheme = scheme_of(KJJ)
    assert points(scheme, "functional", "capacity", "key", "routine", "dynamic") == [70, 30, 40, 20, 10]
    assert declared(scheme, "key", "routine", "dynamic") == [(17, 43), (8, 22), (4, 8)]
    assert declared(scheme, "functional", "capacity") == [(29, 73), (18, None)]
    assert [size(group) for group in scheme.organization] == [7, 3]


def test_totals_of_the_justice_bureau() -> None:
    scheme = scheme_of(SFJ)
    assert points(scheme, "functional", "capacity", "key", "routine", "dynamic") == [80, 20, 45, 25, 10]
    assert declared(scheme, "key", "routine", "dynamic") == [(16, 45), (14, 48), (5, 13)]
    assert declared(scheme, "functional", "capacity") == [(35, 106), (20, None)]
    assert [each.points for each in component(scheme, "capacity").components] == [4] * 5
    assert [(group.declared, len(group.units)) for group in scheme.subjects] == [(9, 9), (2, 2)]
    (group,) = scheme.organization
    assert group.office is not None
    assert group.office.head is not None
    assert (size(group), 1 + len(group.office.members)) == (12, 4)


def test_totals_of_the_veterans_bureau() -> None:
    scheme = scheme_of(TYJ)
    assert scheme.scale == 1000
    assert points(scheme, "performance", "self-building") == [200, 800]
    assert [each.share for each in scheme.components] == ["60%", "40%", None, None]
    assert declared(scheme, "performance") == [(6, 14)]


def test_totals_of_the_natural_resources_bureau() -> None:
    scheme = scheme_of(ZRZ)
    assert points(scheme, "functional", "capacity") == [65, 35]
    assert [each.share for each in scheme.components] == ["70%", "30%", None, None]
    assert scheme.grades is not None
    assert [(band.min, band.quota) for band in scheme.grades.bands] == [(85, "30%"), (80, "50%"), (70, None), (None, None)]
    assert [(veto.declared, len(veto.cases)) for veto in scheme.grades.vetoes] == [(3, 3), (4, 4)]
    dues = [read_period(stage.due or "") for stage in scheme.stages]
    assert (len(dues), f"{dues[0].last}", f"{dues[-1].first}", f"{dues[-1].last}") == (5, "2019-12-31", "2020-05-11", "2020-05-20")


# Addresses resolve, and what stands in a field stands in the clause it names.


def clauses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if clause := value.get("clause"):
            yield clause
        for each in value.values():
            yield from clauses(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from clauses(each)


@every_seed
def test_every_clause_resolves(seed: Seed) -> None:
    scheme = scheme_of(seed)
    outline = read_outline(scheme.text)
    found = list(clauses(msgspec.to_builtins(scheme)))
    assert found
    assert [clause for clause in found if outline.find(clause) is None] == []


NAMED_OTHERWISE = {
    (KJJ, "行政能力目标"): "行政能力",
    (TYJ, "指标考评"): "指标考核",
    (TYJ, "察访核验"): "效能督查",
}
"""Components that their own section calls by another name; the field has the name the text introduces them with."""


def quotations(seed: Seed, scheme: Scheme) -> Iterator[tuple[str | None, str | None]]:
    """Words that the file takes from the text, with the clause they stand in."""
    for part in walk(scheme.components):
        yield NAMED_OTHERWISE.get((seed, part.name), part.name), part.clause
        yield from ((aspect, part.clause) for aspect in part.aspects)
        yield from ((each.name, each.clause) for each in part.carve_outs)
    for group in scheme.subjects:
        yield from ((word, group.clause) for word in group.units)
    yield from ((use.text, use.clause) for use in scheme.results_use)
    yield from ((stage.name, stage.clause) for stage in scheme.stages)
    yield from ((duty.what, duty.clause) for duty in scheme.milestones)
    yield from people(scheme)
    if scheme.formula:
        yield scheme.formula.expression, scheme.formula.clause
    if scheme.grades:
        yield from ((band.name, scheme.grades.clause) for band in scheme.grades.bands)
        yield from ((case, veto.clause) for veto in scheme.grades.vetoes for case in veto.cases)


def people(scheme: Scheme) -> Iterator[tuple[str | None, str | None]]:
    for group in scheme.organization:
        office = (group.office.head, *group.office.members) if group.office else ()
        yield group.name, group.clause
        for member in (*group.members, *(each for each in office if each)):
            yield from ((word, group.clause) for word in (member.name, member.role, member.title))


@every_seed
def test_every_field_stands_in_its_clause(seed: Seed) -> None:
    scheme = scheme_of(seed)
    outline = read_outline(scheme.text)

    def passage(clause: str | None) -> str:
        section = outline.find(clause) if clause else None
        return outline.body(section) if section else scheme.text

    assert [(words, clause) for words, clause in quotations(seed, scheme) if words and words not in passage(clause)] == []


# Documents and units are registered.

SERIAL = re.compile(r"〔\d{4}〕\d+号")


@every_seed
def test_every_cited_document_is_registered(seed: Seed) -> None:
    scheme, documents = scheme_of(seed), documents_of(seed)
    assert [number for number in scheme.based_on if number not in documents] == []
    for text in (scheme.text, scheme.notice.body if scheme.notice else ""):
        for cited in SERIAL.finditer(text):
            assert any(text[: cited.end()].endswith(number) for number in documents), cited[0]


@pytest.mark.parametrize("region", ["anxi", "tongan", "jinjiang"])
def test_every_registered_document_is_cited(region: str) -> None:
    texts = [scheme_of(seed).text for seed in SEEDS if seed.address.startswith(region)]
    assert [number for number in load(f"{region}/documents", dict[str, Document]) if not any(number in text for text in texts)] == []


@every_seed
def test_every_subject_is_known_to_its_agency(seed: Seed) -> None:
    agency = load(f"{seed.address.rpartition('/')[0]}/agency", Agency)
    known = {agency.name, *agency.short_names}
    known.update(name for unit in agency.units for name in (unit.name, *unit.aliases))
    wanted = [unit for group in scheme_of(seed).subjects for unit in group.units]
    assert [unit for unit in wanted if unit not in known] == []


def test_the_index_number_fits_its_regions_pattern() -> None:
    scheme, region = scheme_of(TYJ), load("tongan/region", Region)
    match = re.match(region.index_pattern or "", scheme.disclosure.index or "")
    assert match is not None
    assert (match["year"], match["serial"]) == ("2020", "002")
