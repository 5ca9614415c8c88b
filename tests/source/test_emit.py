"""What is written is what a person would write: no defaults, short values on one line, text as a block, few quotation marks."""

from decimal import Decimal

import pytest

from gongkai.model import Agency, Component, Disclosure, Document, Scheme, Unit
from gongkai.source.emit import emit

SCHEME = Scheme(
    format=1,
    title="青云县示例局2024年度方案",
    year=2024,
    disclosure=Disclosure(mode="主动公开"),
    text="一、考评内容\n考评内容包括两部分。\n",
    components=(
        Component(id="work", name="业务工作目标", points=Decimal("70.50")),
        Component(id="capacity", name="行政能力目标", aspects=("从严治党", "no", "1")),
    ),
)


def test_a_scheme_reads_well() -> None:
    assert emit(SCHEME) == (
        "format: 1\n"
        "title: 青云县示例局2024年度方案\n"
        "year: 2024\n"
        "disclosure: {mode: 主动公开}\n"
        "text: |\n"
        "  一、考评内容\n"
        "  考评内容包括两部分。\n"
        "components:\n"
        "  - {id: work, name: 业务工作目标, points: 70.50}\n"
        "  - id: capacity\n"
        "    name: 行政能力目标\n"
        "    aspects: [从严治党, no, '1']\n"
    )


def test_registries_and_documents_read_well() -> None:
    units = (Unit(name="办公室"), Unit(name="社会救助股", kind="内设机构", aliases=("救助股",)))
    assert emit(Agency(name="示例局", units=units)) == (
        "name: 示例局\nunits:\n  - {name: 办公室}\n  - name: 社会救助股\n    kind: 内设机构\n    aliases: [救助股]\n"
    )
    assert emit({"安政办〔2024〕42号": Document(title="某通知")}) == "安政办〔2024〕42号: {title: 某通知}\n"


@pytest.mark.parametrize("points", ["0.1234567890123456", "1234567890123456", "NaN", "Infinity"])
def test_a_number_that_would_not_read_back_is_refused(points: str) -> None:
    with pytest.raises(ValueError, match="15 digits"):
        emit(Component(id="a", name="b", points=Decimal(points)))
