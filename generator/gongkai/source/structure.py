"""Plain values → every way in which they are not what the model wants (family S): found by jsonschema-rs, said in Chinese by `wording`.

Only files that the fast path refused come here. What passes converts, and what converts passes: a property test holds the two together.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Annotated, Any

import jsonschema_rs
import msgspec

from gongkai.diagnostics import Finding, Path, Place
from gongkai.model import LEVELS
from gongkai.periods import read_period
from gongkai.source.decode import full_moment
from gongkai.source.nodes import LISTED, Composed
from gongkai.source.schema import json_schema
from gongkai.source.wording import Problem, say

_RANK = ("type", "enum", "format", "minLength", "pattern", "maxLength")
"""Of several problems of one value the first of these is told; the others follow from it."""


def problems(composed: Composed, type_: Any) -> list[Finding]:
    """A finding for every value that is not what the type wants, in the order of the file."""
    found: dict[tuple[Path, str], Problem] = {}
    for problem in islice(_problems(_validator(type_).iter_errors(composed.tree)), LISTED * 2):
        known = found.get((problem.path, problem.key))
        if known is None or _rank(problem) < _rank(known):
            found[problem.path, problem.key] = problem
    findings = [_placed(say(problem), problem, composed) for problem in found.values()]
    findings += _levels(composed.tree)
    return sorted(findings, key=lambda finding: _position(finding.place.path, composed))[:LISTED]


def _problems(errors: Iterable[jsonschema_rs.ValidationError]) -> Iterator[Problem]:
    for error in errors:
        kind, keyword, path = error.kind, error.kind.name, tuple(error.instance_path)
        struct, field = _field(error.schema_path)
        more: dict[str, Any] = {"path": path, "keyword": keyword, "struct": struct, "field": field, "value": error.instance}
        match kind:
            case jsonschema_rs.ValidationErrorKind.AnyOf(context=branches):  # a field that may be empty: what is wrong if it is not
                yield from _problems(branches[0])
            case jsonschema_rs.ValidationErrorKind.AdditionalProperties(unexpected=keys):
                for key in keys:
                    yield Problem(**more, key=key, limit=None)
            case jsonschema_rs.ValidationErrorKind.Required(property=key):
                yield Problem(**more, key=key, limit=None)
            case jsonschema_rs.ValidationErrorKind.PropertyNames(error=inner):
                yield Problem(**{**more, "value": inner.instance}, key=str(inner.instance), limit=None)
            case _:
                yield Problem(**more, key="", limit=kind.value[0] if keyword == "type" else kind.value)


def _field(schema_path: list[str | int]) -> tuple[str, str]:
    """The struct and field that a place in the schema belongs to; empty where there is none."""
    ends = [index for index, step in enumerate(schema_path) if step == "$defs"]
    if not ends:
        return "", ""
    struct, *rest = schema_path[ends[-1] + 1 :]
    return str(struct), str(rest[1]) if rest[0] == "properties" else ""


def _rank(problem: Problem) -> int:
    return _RANK.index(problem.keyword) if problem.keyword in _RANK else len(_RANK)


@cache
def _validator(type_: Any) -> jsonschema_rs.Draft202012Validator:
    formats = {"date": _is_date, "moment": _is_moment, "period": _is_period}
    return jsonschema_rs.Draft202012Validator(json_schema(type_), formats=formats, validate_formats=True)


def _is_date(text: str) -> bool:
    return _converts(text, dt.date)


def _is_moment(text: str) -> bool:
    return _converts(full_moment(text), Annotated[dt.datetime, msgspec.Meta(tz=True)])


def _converts(text: str, type_: Any) -> bool:
    try:
        msgspec.convert(text, type_)
    except msgspec.ValidationError:
        return False
    return True


def _is_period(text: str) -> bool:
    try:
        read_period(text)
    except (ValueError, IndexError, KeyError):  # the pattern, checked beside it, says that the form is wrong
        return False
    return True


def _levels(tree: Any) -> Iterator[Finding]:
    """Components and indicators nested deeper than the model allows, each at the first item that is too deep."""
    for key, below, name in (("components", "components", "考评内容"), ("indicators", "children", "指标")):
        for path in _too_deep((key,), tree.get(key), below):
            message = f"{name}分了太多级：最多 {LEVELS} 级"
            yield Finding(code="S016", message=message, place=Place(path=path), help="请减少级数；通常两级，有时三级。")


def _too_deep(path: Path, items: Any, below: str, level: int = 1) -> Iterator[Path]:
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if level > LEVELS:
            yield (*path, index)
            return
        if isinstance(item, dict):
            yield from _too_deep((*path, index, below), item.get(below), below, level + 1)


def _placed(finding: Finding, problem: Problem, composed: Composed) -> Finding:
    """The finding at its value; where the key is the trouble, at the key."""
    key = {"additionalProperties": problem.key, "propertyNames": problem.key, "not": "share"}.get(problem.keyword)
    path = problem.path if key is None else (*problem.path, key)
    node = composed.nodes.get(path)
    if key is None or node is None or node.key is None:
        return msgspec.structs.replace(finding, place=Place(path=path))
    start, end = node.key
    return msgspec.structs.replace(finding, place=Place(path=path, line=start.line, column=start.column, length=end.index - start.index))


def _position(path: Path, composed: Composed) -> tuple[int, int]:
    for length in range(len(path), -1, -1):
        if node := composed.nodes.get(path[:length]):
            return node.start.line, node.start.column
    return 0, 0
