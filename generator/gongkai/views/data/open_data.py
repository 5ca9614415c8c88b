"""Open data over all schemes: `catalog.json`, `catalog.csv`, and the Data Package that says what every table's columns hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from gongkai.comma_separated import csv_file
from gongkai.model.values import PERIOD, SLUG
from gongkai.views.data.indicator_rows import COLUMNS, CSV
from gongkai.views.data.records import Record

CATALOG_JSON, CATALOG_CSV, PACKAGE = "catalog.json", "catalog.csv", "datapackage.json"
INDICATOR_SCHEMA = "data/indicators.schema.json"
"""What all `indicators.csv` have in common, in a file of its own: there are hundreds of them."""

TERMS = "数据取自主动公开的政府信息，可以自由使用，请注明出处；与印发的公文不一致的，以公文为准。"
"""Under which anyone may use them."""

Json = dict[str, Any]
_REQUIRED: Json = {"constraints": {"required": True}}


class Field(NamedTuple):
    """A column: its name, its type in Table Schema, what it holds, and what else Table Schema says of it."""

    name: str
    type: str
    description: str
    more: Mapping[str, Any] = MappingProxyType({})

    @property
    def descriptor(self) -> Json:
        """As Table Schema writes it."""
        return {"name": self.name, "type": self.type, "description": self.description, **self.more}


CATALOG_FIELDS = (
    Field("方案", "string", "方案在本网站的位置，也是它的标识，如 anxi/mzj/2024", {"constraints": {"required": True, "unique": True}}),
    Field("索引号", "string", "政府信息公开目录的索引号"),
    Field("名称", "string", "印发方案的公文标题；没有公文的，为方案的标题", _REQUIRED),
    Field("文号", "string", "发文字号"),
    Field("发布机构", "string", "发布这条信息的机关", _REQUIRED),
    Field("生成日期", "date", "信息形成的日期，一般是成文日期"),
    Field("发布时间", "datetime", "在网上公开的时间，带时区", {"format": "any"}),
    Field("有效性", "string", "有效、失效、废止或撤销", {"constraints": {"required": True, "enum": ["有效", "失效", "废止", "撤销"]}}),
    Field("失效日期", "date", "失效、废止或撤销的日期"),
    Field("替代文件", "string", "取代它的文件"),
    Field("更正日期", "date", "最近一次更正的日期；没有更正过的为空"),
    Field("更正说明", "string", "各次更正的日期和内容，新的在前，用“；”分隔"),
    Field("主题分类", "string", "信息的主题"),
    Field("概述", "string", "内容概述"),
    Field("地区", "string", "所属地区", _REQUIRED),
    Field("机构", "string", "制定方案的机构", _REQUIRED),
    Field("年度", "year", "考评的年度", _REQUIRED),
    Field("方案标题", "string", "方案自己的标题", _REQUIRED),
    Field("指标数", "integer", "考评表列出的指标项数，各级合计；没有考评表的为 0", _REQUIRED),
    Field("网页", "string", "公文页的地址，从本网站的首页所在文件夹算起", _REQUIRED),
    Field(
        "演示",
        "boolean",
        "true 表示内容为虚构，仅供演示",
        {"constraints": {"required": True}, "trueValues": ["true"], "falseValues": ["false"]},
    ),
)

INDICATOR_FIELDS = (
    Field("方案", "string", "所属方案在本网站的位置，对应目录的同名列", _REQUIRED),
    Field("地区", "string", "所属地区", _REQUIRED),
    Field("机构", "string", "制定方案的机构", _REQUIRED),
    Field("年度", "year", "考评的年度", _REQUIRED),
    Field("文号", "string", "印发方案的公文的发文字号"),
    Field("标识", "string", "指标在方案内的标识", {"constraints": {"required": True, "pattern": SLUG}}),
    Field("上级标识", "string", "上级指标的标识；一级指标没有"),
    Field("级别", "integer", "一级指标为 1，二级指标为 2，依此类推", {"constraints": {"required": True, "minimum": 1, "maximum": 9}}),
    Field("考评内容", "string", "所属的考评内容，逐级写，用“／”分隔"),
    Field("指标名称", "string", "指标的名称", _REQUIRED),
    Field("分值", "number", "指标的分值；原文没有写明的为空"),
    Field("责任单位", "string", "牵头的单位"),
    Field("配合单位", "string", "配合的单位，用“、”分隔"),
    Field("目标值", "string", "年度工作目标"),
    Field("评分标准", "string", "怎样评分"),
    Field("数据来源", "string", "评分依据的材料"),
    Field("完成时限", "string", "一天、一段（用“/”分隔）、一个月或一旬", {"constraints": {"pattern": PERIOD}}),
    Field("最后一天", "date", "完成时限的最后一天"),
    Field("其他栏目", "string", "考评表另有的栏目，写作“栏目：内容”，用“；”分隔"),
)
assert tuple(each.name for each in INDICATOR_FIELDS) == COLUMNS


def catalog_json(records: Iterable[Record], name: str) -> bytes:
    """The catalogue for programs, in the order of the schemes' addresses."""
    return msgspec.json.format(msgspec.json.encode({"name": name, "schemes": list(records)}), indent=1) + b"\n"


def catalog_csv(records: Iterable[Record]) -> bytes:
    """The catalogue for spreadsheets."""
    head = [each.name for each in CATALOG_FIELDS]
    return csv_file(head, map(_row, records))


def _row(each: Record) -> tuple[str, ...]:
    return (
        each.address,
        each.index,
        each.name,
        each.number,
        each.publisher,
        each.generated_on.isoformat() if each.generated_on else "",
        each.published_at,
        each.validity,
        each.validity_on.isoformat() if each.validity_on else "",
        each.replaced_by,
        each.changes[0].on.isoformat() if each.changes else "",
        "；".join(f"{change.on.isoformat()} {change.note.rstrip('。；')}" for change in each.changes),
        each.subject,
        each.summary,
        each.region,
        each.agency,
        str(each.year),
        each.title,
        str(each.indicators),
        each.url,
        "true" if each.demo else "false",
    )


def indicator_schema() -> bytes:
    """The Table Schema of every `indicators.csv`."""
    schema = {
        "fields": [each.descriptor for each in INDICATOR_FIELDS],
        "missingValues": [""],
        "primaryKey": ["方案", "标识"],
        "foreignKeys": [{"fields": ["方案"], "reference": {"resource": "catalog", "fields": ["方案"]}}],
    }
    return _json(schema)


def data_package(records: Sequence[Record], name: str, url: str) -> bytes:
    """`datapackage.json` (Data Package 1): the catalogue, and a table of indicators for each agency that has any."""
    package: Json = {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": name,
        "description": f"已公开的绩效评估工作方案的目录和全部考评指标。{TERMS}",
        **({"homepage": url} if url else {}),
        "keywords": ["绩效评估", "考评指标", "政府信息公开"],
        "resources": [_catalog(), *_indicators(records)],
    }
    return _json(package)


def _catalog() -> Json:
    fields = [each.descriptor for each in CATALOG_FIELDS]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": ["方案"]}
    return {**_resource("catalog", CATALOG_CSV, "绩效评估工作方案目录"), "schema": schema}


def _indicators(records: Iterable[Record]) -> Iterator[Json]:
    """The tables of the agencies that have any."""
    listed = (each for each in records if each.indicators)
    for home, group in groupby(listed, key=lambda each: each.agency_address):
        resource = _resource(f"indicators-{home.replace('/', '-')}", f"{home}/{CSV}", f"{next(group).agency}考评指标")
        yield {**resource, "schema": INDICATOR_SCHEMA}


def _resource(name: str, path: str, title: str) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }


def _json(value: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
