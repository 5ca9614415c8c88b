"""`gongkai next` from its options to its exit code: find the file, write the next one beside it, list what is to be decided."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.diagnostics import CannotRun, Place
from gongkai.model import Agency, Region, Scheme
from gongkai.next_year.draft import Decision, draft
from gongkai.refusals import reason
from gongkai.rules import Case
from gongkai.source.decode import decode
from gongkai.source.files import scan
from gongkai.source.locate import Locator
from gongkai.source.workspace import load_agency, load_region, read
from gongkai.validate import schemes_root

SHOWN = 8
"""Lines named of one and the same decision."""
_SLUG = re.compile(r"[0-9]{4}(?=-|\Z)")


def run_next(named: Path, year: int | None) -> int:
    """Write next year's draft: 0 written. Raises CannotRun, and writes nothing, when that cannot be."""
    file = _file(named)
    data = _read(file)
    scheme, findings = decode(data, Scheme, file.name)
    if scheme is None:
        first = findings[0].message if findings else "文件读不出来"
        raise CannotRun(f"{file} 有错误，读不出方案：{first}。请先用 gongkai validate {file} 查看并改正。")
    year = year or scheme.year + 1
    if not scheme.year < year <= 2999:
        raise CannotRun(f"{file} 是{scheme.year}年度的方案，新的年度应当在它以后，不能是{year}年。")
    target = _target(file, year)
    made = draft(data, _case(file, scheme), year - scheme.year)
    _create(target, made.data)
    lines = list(_lines(target, made.decisions))
    click.echo(f"已写好 {target}（草稿，照 {file.name}）。要决定的有 {len(lines)} 项：")
    for line in lines:
        click.echo(f"  {line}")
    click.echo(f"下一步：逐项改好，删去“# 待定”的说明，用 gongkai validate {target} 检查；定稿后删去 draft: true。")
    return 0


def _file(named: Path) -> Path:
    """The scheme's file: `anxi/mzj/2024` is looked for under `schemes`, with or without the ending."""
    for folder in (Path(), Path("schemes")):
        for name in (named.name, f"{named.name}.yml", f"{named.name}.yaml"):
            file = folder / named.parent / name
            if file.is_file():
                return file
    raise CannotRun(f"找不到方案 {named}。请写方案文件或地址，如 anxi/mzj/2024。")


def _read(file: Path) -> bytes:
    try:
        return read(file)
    except OSError as problem:
        raise CannotRun(f"读不出 {file}：{reason(problem)}。") from problem


def _target(file: Path, year: int) -> Path:
    stem, count = _SLUG.subn(str(year), file.stem, count=1)
    if not count or not _SLUG.match(file.stem):
        raise CannotRun(f"{file.name} 的文件名不以年度开头，不知道下一年度的文件叫什么。")
    for ending in (".yml", ".yaml"):
        if file.with_name(stem + ending).exists():
            raise CannotRun(f"{file.with_name(stem + ending)} 已经有了，没有覆盖。")
    return file.with_name(f"{stem}.yml")


def _case(file: Path, scheme: Scheme) -> Case:
    """The scheme with its registries, as far as there are any."""
    root, place = schemes_root(file), file.resolve()
    for region in scan(root).regions if root else ():
        for agency in region.agencies:
            if any(each.path.resolve() == place for each in agency.schemes):
                known, (named, _) = load_region(region)[0], load_agency(agency)
                return Case(
                    scheme=scheme,
                    region=known.region if known else Region(name=region.slug),
                    agency=named.agency if named else Agency(name=agency.slug),
                    documents=known.documents if known else {},
                )
    return Case(scheme=scheme, region=Region(name=""), agency=Agency(name=""), documents={})


def _create(target: Path, data: bytes) -> None:
    """Write a file that does not exist yet, or nothing."""
    try:
        stream = target.open("xb")
    except FileExistsError:
        raise CannotRun(f"{target} 已经有了，没有覆盖。") from None
    except OSError as problem:
        raise CannotRun(f"不能写 {target}：{reason(problem)}。") from problem
    try:
        with stream:
            stream.write(data)
    except OSError as problem:
        target.unlink(missing_ok=True)
        raise CannotRun(f"不能写 {target}：{reason(problem)}。没有留下不完整的文件。") from problem


def _lines(target: Path, decisions: list[Decision]) -> Iterator[str]:
    """file:line: what is to be decided, in the order of the file; the same on several lines is told once."""
    locate = Locator(target.parent)
    found: dict[str, list[int]] = {}
    for each in decisions:
        span = locate(Place(file=target.name, path=each.path, offset=each.offset, length=each.length))
        lines = found.setdefault(each.why, [])
        lines += [span.line] if span.line not in lines else []
    for why, lines in sorted(found.items(), key=lambda each: min(each[1])):
        first, *others = sorted(lines)
        more = f"（另有第 {'、'.join(map(str, others[:SHOWN]))}{' 等' if len(others) > SHOWN else ' '}行）" if others else ""
        yield f"{target}:{first}: {why}{more}"
