"""Schemes as the tests of exchange formats want them: short ones made on the spot, and any table at all."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from gongkai.exchange import Published
from gongkai.model import Agency, Component, Indicator, Region, Scheme
from gongkai.rules import Case
from strategies import values

PLAIN: dict[str, Any] = {
    "format": 1,
    "title": "某局2024年度方案",
    "year": 2024,
    "disclosure": {"mode": "主动公开"},
    "text": "一、考评内容",
    "components": [{"id": "work", "name": "职能", "points": 60}, {"id": "other", "name": "能力", "points": 40}],
}
NOTICE = {
    "number": "某民〔2024〕5号",
    "title": "关于印发方案的通知",
    "body": "现印发给你们。",
    "signed_by": "某局",
    "signed_on": "2024-03-05",
}


def published(*, demo: bool = False, url: str = "", **fields: Any) -> Published:
    """A scheme with these fields."""
    return _published(msgspec.convert({**PLAIN, **fields}, Scheme), demo=demo, url=url)


def _published(scheme: Scheme, *, demo: bool = False, url: str = "") -> Published:
    case = Case(scheme=scheme, region=Region(name="某县", demo=demo), agency=Agency(name="某局"), documents={})
    return Published(case=case, address="jia/mzj/2024", url=url)


def tables() -> st.SearchStrategy[Published]:
    """Schemes with a table of any shape, whose rows may belong to nothing in particular."""
    plain = msgspec.convert(PLAIN, Scheme)
    components, indicators = (st.lists(values(each), min_size=1, max_size=3).map(tuple) for each in (Component, Indicator))
    return st.tuples(components, indicators).map(
        lambda both: _published(msgspec.structs.replace(plain, components=both[0], indicators=both[1]))
    )


def indicator(id_: str, points: float | None = None, *children: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An indicator named after its id."""
    return {"id": id_, "name": f"指标{id_}", "points": points, "children": list(children), **fields}


TABLE = [
    indicator(
        "a",
        60,
        indicator("a1", 20.5, lead="办公室", support=["甲股", "乙股"], target="全部办结", due="2024-11-30"),
        indicator("a2", 39.5, lead="救助股", due="2025-01"),
        component="work",
    ),
    indicator("b", None, indicator("b1", 40), component="other"),
]
"""Two components; the second one's indicator has no points of its own."""
