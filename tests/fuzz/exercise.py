"""What a fuzzed input goes through, and what must hold of it: bytes → scheme with its registries → every rule.

An input is YAML as on a rule's page: a snippet that is laid over a small scheme, then blocks beside it, each after a line `%% TITLE`.
"""

import re
from typing import TypeVar

import msgspec
import yaml

from gongkai.diagnostics import Finding
from gongkai.enclosed import Enclosed
from gongkai.model import Agency, Document, Region, Scheme
from gongkai.rules import RULES, Case, check
from gongkai.rules.across import check_across, issued
from gongkai.source.decode import decode
from rules.examples import overlay

_BESIDE = re.compile(r"^%% ?([a-z]+)\n", re.MULTILINE)


T = TypeVar("T")


def exercise(data: bytes) -> None:
    """Read the input and run every rule over it; AssertionError when something that must hold does not."""
    snippet, *rest = _BESIDE.split(data.decode("utf-8", "ignore"))
    beside = dict(zip(rest[::2], rest[1::2], strict=True))
    scheme = _value(overlay(snippet), Scheme)
    if scheme is None:
        return
    enclosed = _enclosed(beside.get("enclosed", ""))
    case = Case(
        scheme=scheme,
        region=_value(beside.get("region", ""), Region) or Region(name="青云县"),
        agency=_value(beside.get("agency", ""), Agency) or Agency(name="青云县示例局"),
        documents=_value(beside.get("documents", ""), dict[str, Document]) or {},
        previous=_value(overlay(beside["previous"]), Scheme) if "previous" in beside else None,
        enclosed=tuple(each for each in enclosed if 0 <= each.attachment < len(scheme.attachments)),
    )
    found = check(case)
    for each in (*found, *check_across([issued("a.yml", scheme), issued("b.yml", scheme)])):
        _holds(each, scheme)
    again = Case(**{name: getattr(case, name) for name in Case.__struct_fields__})
    assert found == check(again), "two runs over one scheme differ"


def _enclosed(text: str) -> tuple[Enclosed, ...]:
    """What attached files say, which is never read from a file like this one; what is none counts as nothing."""
    try:
        return msgspec.convert(yaml.safe_load(text) or [], tuple[Enclosed, ...])
    except (yaml.YAMLError, msgspec.ValidationError, ValueError):
        return ()


def _value(text: str, type_: type[T]) -> T | None:
    value, findings = decode(text.encode(), type_, "fuzz.yml")
    assert (value is None) == bool(findings), "neither a value nor what is wrong"
    for each in findings:
        assert each.code in RULES and each.message
    return value


def _holds(each: Finding, scheme: Scheme) -> None:
    """A finding has a rule and a sentence, and words that it marks in the scheme are there."""
    assert each.code in RULES and each.message, each
    for place in (each.place, *(related.place for related in each.related)):
        if place.offset is not None and not place.file:
            words = _at(scheme, place.path)
            assert isinstance(words, str) and 0 <= place.offset <= place.offset + place.length <= len(words), each


def _at(value: object, path: tuple[str | int, ...]) -> object:
    """What stands at a path of the scheme; the file says `except` where the model says `exempt`."""
    for step in path:
        if isinstance(step, int):
            value = list(value)[step] if isinstance(value, list | tuple) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            value = getattr(value, "exempt" if step == "except" else step, None)
    return value
