"""Examples of rule pages as cases: a snippet laid over a small valid scheme by top-level key, read as the program reads it."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from gongkai.diagnostics import Finding, Place
from gongkai.enclosed import Enclosed
from gongkai.model import Agency, Document, Region, Scheme
from gongkai.rules import Case, check
from gongkai.rules.across import check_across, issued
from gongkai.rules.pages import Block, Example
from gongkai.source.decode import decode
from gongkai.source.locate import Locator

BASE = """\
format: 1
title: 青云县示例局2024年度绩效评估工作方案
year: 2024
disclosure: {mode: 主动公开}
text: |
  一、考评内容
  考评内容包括业务工作目标和行政能力目标两部分。
  （一）业务工作目标（70分）
  围绕年度任务设定指标。
  （二）行政能力目标（30分）
  围绕依法履职设定指标。
components:
  - {id: work, name: 业务工作目标, points: 70, clause: 一（一）}
  - {id: capacity, name: 行政能力目标, points: 30, clause: 一（二）}
"""
T = TypeVar("T")
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


def overlay(snippet: str) -> str:
    """The snippet, then what the base has beside it: a line of the snippet keeps its number."""
    given = set(_KEY.findall(snippet))
    starts = [match.start() for match in _KEY.finditer(BASE)] + [len(BASE)]
    rest = (BASE[start:end] for start, end in pairwise(starts))
    return snippet.rstrip("\n") + "\n" + "".join(entry for entry in rest if entry[: entry.index(":")] not in given)


def read(yaml: str, type_: type[T]) -> T:
    """A value as the program reads it; an example that is not in order is a fault of the page."""
    value, findings = decode(yaml.encode(), type_, "example.yml")
    assert value is not None and not findings, [f.message for f in findings]
    return value


def case(snippet: str, beside: tuple[Block, ...] = ()) -> Case:
    """The case of a snippet; blocks beside it are the previous year's snippet, the registries and what attached files say."""
    blocks = {block.title: block.text for block in beside}
    assert blocks.keys() <= {"previous", "agency", "region", "documents", "other", "enclosed"}, f"unknown title in {sorted(blocks)}"
    return Case(
        scheme=read(overlay(snippet), Scheme),
        region=read(blocks.get("region", "name: 青云县\n"), Region),
        agency=read(blocks.get("agency", "name: 青云县示例局\n"), Agency),
        documents=read(blocks["documents"], dict[str, Document]) if "documents" in blocks else {},
        previous=read(overlay(blocks["previous"]), Scheme) if "previous" in blocks else None,
        enclosed=msgspec.convert(yaml.safe_load(blocks.get("enclosed", "[]")), tuple[Enclosed, ...]),
    )


@dataclass(frozen=True)
class Found:
    """A finding's code and the line of the example, from 0, on which a report would show it."""

    code: str
    line: int


def run(example: Example, folder: Path) -> list[Found]:
    """All findings of an example, located as a report locates them."""
    (folder / "example.yml").write_text(overlay(example.scheme.text), encoding="utf-8")
    locate = Locator(folder)
    findings = [*check(case(example.scheme.text, example.beside)), *_across(example)]
    return [
        Found(f.code, locate(Place(file="example.yml", path=f.place.path, offset=f.place.offset, length=f.place.length)).line - 1)
        for f in findings
        if f.waived is None
    ]


def _across(example: Example) -> list[Finding]:
    """What lies between the scheme and the one titled "other", which stands before it."""
    texts = [(f"other-{index}.yml", block.text) for index, block in enumerate(example.beside) if block.title == "other"]
    return check_across([issued(name, read(overlay(text), Scheme)) for name, text in (*texts, ("example.yml", example.scheme.text))])
