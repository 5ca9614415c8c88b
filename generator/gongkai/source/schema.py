"""The model as JSON Schema with Chinese titles, explanations and examples: for editors (checked in), and for finding what is wrong.

A number stands where the model has a Decimal, because YAML has numbers; everything else is msgspec's own schema of the structs.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from gongkai.model import Agency, Content, Document, Effect, Mode, Region, Rounding, Scheme, Validity
from gongkai.model.values import Line
from gongkai.terms import CHOICES, STRUCTS, term

FILES: dict[str, Any] = {"scheme": Scheme, "agency": Agency, "region": Region, "documents": dict[Line, Document]}
"""The type of each kind of file, by the name of its schema."""

_MAPPING = "引用文件，左边写文号，右边写文件"
_ORDERS = {frozenset(get_args(choices)): list(get_args(choices)) for choices in (Mode, Validity, Content, Rounding, Effect)}
_NOT_BOTH = {"required": ["points", "share"], "properties": {"points": {"type": "number"}, "share": {"type": "string"}}}


@cache
def json_schema(type_: Any) -> dict[str, Any]:
    """The schema of one kind of file (draft 2020-12); not to be changed by the caller."""
    schema: dict[str, Any] = msgspec.json.schema(type_)
    for name, struct in schema["$defs"].items():
        struct |= {"title": STRUCTS[name], "properties": {key: _field(value, key, name) for key, value in struct["properties"].items()}}
        del struct["description"]
        if name == "Component":
            struct["not"] = _NOT_BOTH
    title = {} if "$ref" in schema else {"title": _MAPPING}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **title, **schema}


@cache
def fields_of(struct: str) -> list[str]:
    """The keys that a struct may have, in the model's order."""
    return next(list(found["properties"]) for type_ in FILES.values() if (found := json_schema(type_)["$defs"].get(struct)))


def write(folder: Path) -> None:
    """Write the schema of every kind of file into `folder` as `<kind>.schema.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in FILES:
        (folder / f"{kind}.schema.json").write_text(text(kind), encoding="utf-8", newline="\n")


def text(kind: str) -> str:
    """What the checked-in file of a kind holds."""
    return json.dumps(json_schema(FILES[kind]), ensure_ascii=False, indent=2) + "\n"


def _field(field: dict[str, Any], key: str, struct: str) -> dict[str, Any]:
    words = term(key, struct)
    described: dict[str, Any] = {"title": words.name}
    if words.explanation:
        described["description"] = words.explanation
    described |= _numbers(field)
    if not isinstance(described.get("default", ()), bool | int | str):
        described.pop("default", None)
    if words.example is not None:
        described["examples"] = [words.example]
    return described


def _numbers(schema: Any) -> Any:
    """The schema with numbers for decimals, moments for date-times, and choices in the model's order with their meaning."""
    if isinstance(schema, list):
        return [_numbers(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        default = {"default": int(schema["default"])} if "default" in schema else {}
        return {"type": "number", **default}
    if schema.get("format") == "date-time":
        return {"type": "string", "format": "moment"}
    if "enum" in schema:
        choices: list[Any] = _ORDERS.get(frozenset(schema["enum"])) or schema["enum"]
        meaning = {"enumDescriptions": [CHOICES[choice] for choice in choices]} if choices[0] in CHOICES else {}
        return schema | {"enum": choices} | meaning
    return {key: _numbers(value) for key, value in schema.items()}
