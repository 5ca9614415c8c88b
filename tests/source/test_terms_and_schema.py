"""Every field has its Chinese term; the JSON Schemas for editors are Chinese, complete and fresh."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gongkai import model
from gongkai.source import schema
from gongkai.terms import CHOICES, STRUCTS, TERMS, term

FOLDER = Path(__file__).parents[2] / "schemas"


def structs() -> dict[str, dict[str, Any]]:
    return {name: struct for type_ in schema.FILES.values() for name, struct in schema.json_schema(type_)["$defs"].items()}


FIELDS = [(name, field) for name, struct in structs().items() for field in struct["properties"]]


def test_every_struct_of_the_model_is_in_a_schema_and_has_a_name() -> None:
    public = {name for name, value in vars(model).items() if isinstance(value, type) and issubclass(value, model.Value)}
    assert structs().keys() == STRUCTS.keys() == public - {"Value"}


@pytest.mark.parametrize(("struct", "field"), FIELDS)
def test_every_field_has_a_term(struct: str, field: str) -> None:
    words = term(field, struct)
    assert re.search(r"[\u4e00-\u9fff]", words.name)
    assert not words.explanation or words.explanation.endswith("。")


def test_no_term_is_left_over() -> None:
    assert TERMS.keys() <= {f"{struct}.{field}" for struct, field in FIELDS} | {field for _, field in FIELDS}


def test_fields_of_one_struct_have_different_names() -> None:
    """So that a key written in Chinese has one meaning."""
    for name, struct in structs().items():
        names = [field["title"] for field in struct["properties"].values()]
        assert (name, sorted(set(names))) == (name, sorted(names))


@pytest.mark.parametrize("kind", schema.FILES)
def test_the_checked_in_schema_is_fresh(kind: str) -> None:
    text = (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert text == schema.text(kind), "the model has changed: run `gongkai schema`"


def test_writing_gives_every_kind(tmp_path: Path) -> None:
    schema.write(tmp_path / "new")
    assert {file.name for file in (tmp_path / "new").iterdir()} == {f"{kind}.schema.json" for kind in schema.FILES}


@pytest.mark.parametrize("kind", schema.FILES)
def test_people_read_chinese(kind: str) -> None:
    def words(node: Any) -> list[str]:
        if isinstance(node, list):
            return [each for item in node for each in words(item)]
        if not isinstance(node, dict):
            return []
        own = [node[key] for key in ("title", "description") if isinstance(node.get(key), str)]
        return own + [each for value in node.values() for each in words(value)]

    assert all(re.search(r"[\u4e00-\u9fff]", each) for each in words(json.loads(schema.text(kind))))


def test_examples_and_defaults_are_what_the_schema_allows() -> None:
    for name, struct in structs().items():
        definitions = schema.json_schema(schema.FILES["scheme"])["$defs"] | structs()
        for key, field in struct["properties"].items():
            for value in [*field.get("examples", []), *([field["default"]] if "default" in field else [])]:
                each = [value] if field.get("type") == "array" else value
                assert jsonschema_rs.is_valid({**field, "$defs": definitions}, each), (name, key, value)


def test_choices_keep_the_order_of_the_model_and_english_ones_are_explained() -> None:
    disclosure, attachment = structs()["Disclosure"]["properties"], structs()["Attachment"]["properties"]
    assert disclosure["mode"]["enum"] == ["主动公开", "依申请公开", "不予公开"]
    assert attachment["content"]["enumDescriptions"] == [CHOICES[choice] for choice in attachment["content"]["enum"]]


def test_numbers_are_numbers_and_the_renamed_field_has_its_own_name() -> None:
    assert structs()["Component"]["properties"]["points"]["anyOf"][0] == {"type": "number"}
    assert "except" in structs()["IndicatorRule"]["properties"] and "exempt" not in structs()["IndicatorRule"]["properties"]
