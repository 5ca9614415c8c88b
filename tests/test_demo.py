"""The demo county is the clean reference for every rule: what it claims to be is computed here from the model, apart from the rules."""

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml_rs

from generate import DEMO, scheme, site
from gongkai.model import Agency, Component, Document, Indicator, Region, Scheme
from gongkai.outline import read_outline
from gongkai.periods import chinese_period, read_period

ROOT = Path(__file__).parents[1] / "schemes/demo"
FILES = sorted(ROOT.glob("*/[0-9]*.yml"))
NAMES = [path.relative_to(ROOT).with_suffix("").as_posix() for path in FILES]
YEARS = (2023, 2024, 2025)


def load(text: str, type_: Any = Scheme) -> Any:
    return msgspec.convert(yaml_rs.loads(text, parse_datetime=False), type_)


SCHEMES: dict[str, Scheme] = {name: load(path.read_text(encoding="utf-8")) for name, path in zip(NAMES, FILES, strict=True)}
every_scheme = pytest.mark.parametrize("name", NAMES)


def registry(name: str, type_: Any) -> Any:
    return load((ROOT / name).read_text(encoding="utf-8"), type_)


def leaves(indicator: Indicator) -> Iterator[Indicator]:
    if not indicator.children:
        yield indicator
    for child in indicator.children:
        yield from leaves(child)


def all_rows(indicators: tuple[Indicator, ...]) -> Iterator[Indicator]:
    for each in indicators:
        yield each
        yield from all_rows(each.children)


def all_parts(components: tuple[Component, ...]) -> Iterator[Component]:
    for each in components:
        yield each
        yield from all_parts(each.components)


def total(indicator: Indicator) -> Decimal:
    return sum((leaf.points or Decimal(0) for leaf in leaves(indicator)), Decimal(0))


def points_add_up(scheme: Scheme) -> None:
    for row in all_rows(scheme.indicators):
        assert row.points in (None, total(row)), row.id
        assert row.children or row.points, f"{row.id} has no points"
    by_part = {part.id: part for part in all_parts(scheme.components)}
    for part in by_part.values():
        below = {each.id for each in all_parts((part,))}
        rows = [row for row in scheme.indicators if row.component in below]
        if rows:
            assert sum(map(total, rows)) == (part.full or part.points), part.id
        assert part.declared.level1 in (None, len(rows)), part.id
        assert part.declared.level2 in (None, sum(len(row.children) for row in rows)), part.id
        if part.components:
            assert sum(child.points or 0 for child in part.components) == (part.full or part.points), part.id
    shares = sum(Decimal(part.share[:-1]) for part in scheme.components if part.share)
    assert (shares or sum(part.points or 0 for part in scheme.components)) == (100 if shares else scheme.scale)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from (key, *strings(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def found(value: Any, key: str) -> Iterator[Any]:
    """Every value under a key, anywhere; nothing for those left out."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name != key:
                yield from found(each, key)
            elif each is not None:
                yield each
    elif isinstance(value, list | tuple):
        for each in value:
            yield from found(each, key)


@every_scheme
def test_points_and_counts_add_up_at_every_level(name: str) -> None:
    points_add_up(SCHEMES[name])


@every_scheme
def test_every_clause_is_in_the_text(name: str) -> None:
    scheme = SCHEMES[name]
    outline = read_outline(scheme.text)
    clauses = list(found(msgspec.to_builtins(scheme), "clause"))
    assert clauses
    assert [clause for clause in clauses if outline.find(clause) is None] == []
    for part in all_parts(scheme.components):
        section = outline.find(part.clause or "")
        assert section, part.name
        assert section.title.partition("（")[0] == part.name
        assert part.points is None or f"{part.name}（{part.points}分）" in section.title
    first_level = [section.number for section in outline.sections if section.level == 1]
    assert first_level == list(range(1, len(first_level) + 1))


@every_scheme
def test_the_text_says_what_the_data_say(name: str) -> None:
    scheme = SCHEMES[name]
    plain = scheme.text
    for group in scheme.subjects:
        assert len(group.units) == group.declared
        assert f"（{group.declared}个）：{'、'.join(group.units)}。" in plain
    for use in scheme.results_use:
        assert use.text in plain
    for veto in scheme.grades.vetoes if scheme.grades else ():
        assert len(veto.cases) == veto.declared
        assert "；".join(f"（{i}）{case}" for i, case in enumerate(veto.cases, 1)) in plain
    if scheme.formula:
        assert f"{scheme.formula.expression}。" in plain
    for organization in scheme.organization:
        assert organization.name in plain
        assert all(member.name in plain for member in organization.members if member.name)
    for due in (*found(msgspec.to_builtins(scheme.stages), "due"), *found(msgspec.to_builtins(scheme.milestones), "due")):
        assert chinese_period(due) in plain


@every_scheme
def test_attachments_are_cited_and_cited_ones_attached(name: str) -> None:
    scheme = SCHEMES[name]
    cited = [(int(number) if number else None, title) for title, number in re.findall(r"《([^《》]+)》（附件(\d?)）", scheme.text)]
    assert cited == [(attachment.number, attachment.title) for attachment in scheme.attachments]
    assert scheme.text.count("附件") == len(cited)
    assert {milestone.attachment for milestone in scheme.milestones} <= {number for number, _ in cited} | {None}


@every_scheme
def test_what_is_attached_is_marked_and_the_rest_is_said_to_be_missing(name: str) -> None:
    """An attachment is in the data, in a file, withheld or named as missing, and only one of these."""
    scheme, folder = SCHEMES[name], ROOT / name
    files = {attachment.file for attachment in scheme.attachments if attachment.file}
    assert files == ({path.name for path in folder.iterdir()} if folder.exists() else set())
    for file in files:
        text = (folder / file).read_text(encoding="utf-8-sig")
        header, *rows = csv.reader(text.splitlines())
        assert all(len(row) == len(header) and row[-1] == "演示数据" for row in rows)
    missing = [
        f"附件{each.number}"
        for each in scheme.attachments
        if not (each.file or each.withheld or (each.content == "indicators" and scheme.indicators))
    ]
    note = str(scheme.provenance and scheme.provenance.note)
    assert re.findall(r"附件\d", note) == missing


@every_scheme
def test_dates_are_in_order_and_on_working_days(name: str) -> None:
    scheme = SCHEMES[name]
    about, notice = scheme.disclosure, scheme.notice
    issued = date(scheme.year, 3, 1)
    if notice and notice.imprint and about.review:
        issued = notice.signed_on
        published = about.published_at.date() if about.published_at else date.max
        assert about.generated_on == issued <= notice.imprint.on <= about.review.on < published
        assert about.published_at is None or (published - issued).days < 28
        assert all(published < note.on for note in about.changes)
        assert list(about.changes) == sorted(about.changes, key=lambda note: note.on, reverse=True)
    dues = [*found(msgspec.to_builtins(scheme), "due")]
    assert all(read_period(due).last > issued for due in dues)
    written = set(re.findall(r"\d{4}-\d\d-\d\d", " ".join(strings(msgspec.to_builtins(scheme)))))
    assert [day for day in sorted(written) if date.fromisoformat(day).weekday() > 4] == []
    assert all(read_period(row.due).last.year == scheme.year for row in all_rows(scheme.indicators) if row.due)
    for steps in (scheme.stages, scheme.milestones):
        firsts = [read_period(step.due).first for step in steps if step.due]
        assert firsts == sorted(firsts)


@every_scheme
def test_units_people_and_documents_are_known(name: str) -> None:
    scheme, agency = SCHEMES[name], registry(f"{name.partition('/')[0]}/agency.yml", Agency)
    documents, region = registry("documents.yml", dict[str, Document]), registry("region.yml", Region)
    units = {unit.name for unit in agency.units}
    rows = list(all_rows(scheme.indicators))
    assert {unit for row in rows for unit in (row.lead, *row.support) if unit} <= units
    assert {unit for group in scheme.subjects for unit in group.units} <= units
    leading = scheme.organization[0]
    if scheme.published:
        members = "、".join(str(member.title or member.role) for member in leading.members)
        assert [unit for group in scheme.subjects for unit in group.units if unit not in members] == []
    for number in scheme.based_on:
        assert f"《{documents[number].title.replace('《', '〈').replace('》', '〉')}》（{number}）" in scheme.text
        assert scheme.notice is None or documents[number].date < scheme.notice.signed_on
    if scheme.disclosure.index:
        index = re.fullmatch(region.index_pattern, scheme.disclosure.index)
        assert index
        assert int(index["year"]) == scheme.year
    if scheme.notice:
        assert scheme.notice.signed_by == scheme.disclosure.publisher == agency.name
        assert str(scheme.notice.number).startswith(f"{agency.code_words[0]}〔{scheme.year}〕")


@every_scheme
def test_names_are_invented_and_marked(name: str) -> None:
    scheme = SCHEMES[name]
    people = {member.name for group in scheme.organization for member in group.members if member.name}
    assert people
    assert [person for person in people if not re.search("示例|演示", person)] == []
    assert scheme.provenance
    assert "演示数据" in str(scheme.provenance.note)
    assert registry("region.yml", Region).demo


@every_scheme
def test_words_use_full_width_punctuation(name: str) -> None:
    for words in strings(msgspec.to_builtins(SCHEMES[name])):
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()<>]|[,;:!?()<>][\u4e00-\u9fff]", words), words
        assert not re.search(r"[\u4e00-\u9fff] |[ \u3000][\u4e00-\u9fff]|。。|，，", words), words
        assert words.count("（") == words.count("）"), words
        assert words.count("《") == words.count("》"), words


@every_scheme
def test_ids_are_unique(name: str) -> None:
    scheme = SCHEMES[name]
    for ids in ([row.id for row in all_rows(scheme.indicators)], [part.id for part in all_parts(scheme.components)]):
        assert Counter(ids).most_common(1)[0][1] == 1


def test_the_largest_file_has_demo_size() -> None:
    assert 30 * 1024 < max(path.stat().st_size for path in FILES) < 36 * 1024
    rows = SCHEMES["mzj/2025"].indicators
    assert (len(rows), sum(len(row.children) for row in rows)) == (31, 100)
    full = [child for row in rows for child in row.children]
    assert all(child.points and child.lead and child.target and child.criterion and child.evidence and child.due for child in full)


def test_three_years_have_something_to_compare() -> None:
    tables = [{row.id: row for row in SCHEMES[f"mzj/{year}"].indicators} for year in YEARS]
    assert [sum(len(row.children) for row in table.values()) for table in tables] == [103, 102, 100]
    for before, after in pairwise(tables):
        both = before.keys() & after.keys()
        assert after.keys() - both
        assert before.keys() - both
        assert {key for key in both if before[key].points != after[key].points}
        assert {key for key in both if before[key].name != after[key].name}
    replaced = SCHEMES["mzj/2023"].disclosure
    successor = SCHEMES["mzj/2024"].notice
    assert successor
    assert (replaced.validity, replaced.replaced_by, replaced.validity_on) == ("失效", successor.number, successor.signed_on)
    assert SCHEMES["mzj/2024"].disclosure.changes


def test_every_form_has_an_example() -> None:
    best = SCHEMES["mzj/2025"]
    assert {attachment.content for attachment in best.attachments} == {"indicators", "tasks", "contacts", "standards", "report"}
    assert all(attachment.withheld for attachment in best.attachments if attachment.content == "contacts")
    forms = {re.sub(r"\d", "0", milestone.due) for milestone in best.milestones}
    assert forms == {"0000-00-00", "0000-00", "0000-00-上旬", "0000-00-00/0000-00-00"}
    assert len(best.organization) == 2
    assert best.organization[0].office
    deep = SCHEMES["sjglj/2025"].indicators
    assert {bool(leaf.points and leaf.more) for row in deep for leaf in leaves(row)} == {True}
    assert all(child.children and child.points is None for row in deep for child in row.children)


def test_two_schemes_must_never_be_seen() -> None:
    hidden = {name for name, each in SCHEMES.items() if not each.published}
    assert hidden == {"sjglj/2026", "sjglj/2025-anquan"}
    assert SCHEMES["sjglj/2026"].draft
    assert SCHEMES["sjglj/2025-anquan"].disclosure.mode == "依申请公开"


def test_generated_sites_are_valid_and_of_demo_size(tmp_path: Path) -> None:
    site(tmp_path, 100, seed=7)
    paths = sorted(tmp_path.glob("*/*/20*.yml"))
    assert len(paths) == 100
    for path in paths:
        data = path.read_text(encoding="utf-8")
        assert abs(len(data.encode()) - DEMO.stat().st_size) < 1000
        loaded = load(data)
        points_add_up(loaded)
        units = {unit.name for unit in load((path.parent / "agency.yml").read_text(encoding="utf-8"), Agency).units}
        assert {unit for row in all_rows(loaded.indicators) for unit in (row.lead, *row.support) if unit} <= units
        documents = load((path.parents[1] / "documents.yml").read_text(encoding="utf-8"), dict[str, Document])
        assert set(loaded.based_on) <= documents.keys()
        assert load((path.parents[1] / "region.yml").read_text(encoding="utf-8"), Region).demo
        outline = read_outline(loaded.text)
        assert all(outline.find(clause) for clause in found(msgspec.to_builtins(loaded), "clause"))


def test_generated_schemes_follow_from_the_seed_and_differ_otherwise() -> None:
    assert scheme(5, 2024) == scheme(5, 2024)
    texts = [scheme(seed, year) for seed in range(20) for year in YEARS]
    rows = [row for text in texts for row in re.findall(r"- \{id: \S+-\d, .*", text)]
    assert len(set(rows)) == len(rows) == 100 * len(texts)


def test_the_generator_runs_as_a_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, Path(__file__).with_name("generate.py"), tmp_path, "3"], check=True)
    assert sorted(path.name for path in tmp_path.rglob("20*.yml")) == ["2023.yml", "2024.yml", "2025.yml"]
