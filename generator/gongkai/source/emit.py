"""A value of the model → YAML that decodes to an equal value: readable, defaults left out. The way back from `decode`."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from gongkai.source.nodes import CONSTANTS, DIGITS, NUMERIC, number

_BARE = "bare"
"""The tag of what is no text when it stands without quotation marks: numbers, true, false, null, the merge key."""
_ONE_LINE = 80
"""A list or mapping of plain words up to this many characters stands on one line."""


def emit(value: Struct | Mapping[str, Struct]) -> str:
    """The YAML text of a scheme, an agency, a region, or of documents by 文号; ValueError for a number of too many digits."""
    return yaml.dump(_plain(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 20)


class _Number(str):
    """A number in its final notation."""


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  (PyYAML declares it so)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than their key."""
        super().increase_indent(flow, indentless and False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (the format has none)
        return True


def _plain(value: Any) -> Any:
    match value:
        case Struct():
            given = ((field.encode_name, getattr(value, field.name), field.default) for field in fields(value))
            return {key: _plain(each) for key, each, default in given if default is NODEFAULT or each != default}
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple():
            return [_plain(each) for each in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    match value:
        case Decimal():
            return _number(value)
        case dt.datetime():
            return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
        case dt.date():
            return value.isoformat()
    return value


def _number(value: Decimal) -> _Number:
    text = format(value, "f")
    if number(text) is None:
        raise ValueError(f"{value} has more than {DIGITS} digits")
    return _Number(text)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text.rstrip("\n") + "\n" * text.endswith("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _represent_mapping(dumper: _Dumper, mapping: dict[str, Any]) -> yaml.MappingNode:
    short = all(isinstance(each, str | int) for each in mapping.values()) and _fits(map(str, (*mapping, *mapping.values())))
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=short)


def _represent_list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(each, str | int) for each in items) and _fits(map(str, items))
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


def _fits(words: Any) -> bool:
    texts = list(words)
    return not any("\n" in text for text in texts) and sum(len(text) + 2 for text in texts) <= _ONE_LINE


_Dumper.add_implicit_resolver(_BARE, re.compile("|".join(f"(?:{re.escape(word)})$" for word in (*CONSTANTS, "<<"))), None)
_Dumper.add_implicit_resolver(_BARE, re.compile(f"(?:{NUMERIC.pattern})$"), None)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(dict, _represent_mapping)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(_Number, lambda dumper, text: dumper.represent_scalar(_BARE, text))
_Dumper.add_representer(int, lambda dumper, value: dumper.represent_scalar(_BARE, str(value)))
_Dumper.add_representer(bool, lambda dumper, value: dumper.represent_scalar(_BARE, "true" if value else "false"))
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar(_BARE, "null"))
