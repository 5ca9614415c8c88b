"""The files of a scheme together: what they are for which scheme, and that they tell no more than the public may know."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gongkai.exchange import Published, scheme_files
from gongkai.exchange.published import public_scheme
from gongkai.model import Scheme
from gongkai.source.decode import decode
from gongkai.views.subject import Subject
from published_cases import TABLE, published

SCHEMA = json.loads(Path(__file__).parents[2].joinpath("schemas", "scheme.schema.json").read_text(encoding="utf-8"))
PLAIN = ["scheme.yml", "scheme.json", "notice.txt"]


def files(**fields: Any) -> dict[str, bytes]:
    return dict(scheme_files(published(**fields)))


def test_files_of_the_table_exist_only_with_one() -> None:
    assert list(files()) == PLAIN
    assert list(files(indicators=TABLE)) == [*PLAIN, "indicators.csv", "indicators.json", "scores.xlsx"]


def test_the_same_scheme_makes_the_same_bytes() -> None:
    assert files(indicators=TABLE) == files(indicators=TABLE)


def test_yaml_and_json_hold_the_very_scheme(subjects: dict[str, Subject]) -> None:
    for address, each in subjects.items():
        made = dict(scheme_files(Published(case=each.case, address=address)))
        expected = public_scheme(each.case.scheme)
        assert decode(made["scheme.yml"], Scheme, "") == (expected, ())
        assert decode(made["scheme.json"], Scheme, "") == (expected, ())
        jsonschema_rs.validate(SCHEMA, json.loads(made["scheme.json"]))


@pytest.mark.parametrize("name", ["scheme.yml", "scheme.json", "notice.txt", "indicators.csv", "indicators.json"])
def test_what_is_nobody_s_business_is_in_no_file(name: str) -> None:
    content = files(
        indicators=TABLE,
        disclosure={"mode": "主动公开", "review": {"by": "保密办", "on": "2024-03-01"}},
        attachments=[{"title": "名册", "withheld": "含联系方式", "file": "mingce.xlsx"}],
        waivers=[{"code": "V002", "reason": "本人同意公开13711114321"}],
    )[name].decode()
    assert not [secret for secret in ("保密办", "mingce", "13711114321") if secret in content]


def test_masked_reasons_and_open_files_are_told() -> None:
    content = files(
        attachments=[{"title": "报表", "file": "baobiao.xlsx"}], waivers=[{"code": "V002", "reason": "本人同意公开13711114321"}]
    )["scheme.yml"].decode()
    assert "137****4321" in content and "baobiao.xlsx" in content
