"""A value of the model → YAML that decodes to an equal value: readable, defaults left out. The way back from `decode`.

The text is put together here, because every published scheme has such a copy and PyYAML's emitter takes forty times as long.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from gongkai.source.plain import CONSTANTS, DIGITS, NUMERIC, number

_ONE_LINE = 140
"""A list of plain words or a mapping of up to this many characters stands on one line."""
_LONGEST_KEY = 1000
"""YAML wants a mark before a longer key."""
_BREAK = "\n"
_CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_BLANK = ("", " ", "\t", "\n")
_ODD = re.compile(f"[{_CONTROLS}]")
_MEANS_MORE = rf"(?:{'|'.join(map(re.escape, CONSTANTS))}|{NUMERIC.pattern})(?:\n|\Z)"
_WORDS = (
    rf"(?:[一-鿿]|(?!{_MEANS_MORE})[^一-鿿 \-.?:,\[\]{{}}#&*!|>'\"%@`<=~{_CONTROLS}])"
    rf"[^:#,\[\]{{}}{_CONTROLS}]*(?<! )"
)
"""Text that means itself without quotation marks, wherever it stands; there is but one way to match it, whatever follows."""
_PLAIN = re.compile(_WORDS)
_ALL_PLAIN = re.compile(rf"(?:{_WORDS}(?:\n|\Z))*")
_LETTER, _MANY_DIGITS = re.compile("[A-Za-z]"), re.compile("[0-9.][0-9.]{15}")
"""Among the marks and numbers of JSON: a constant or an exponent, too many digits."""
_Row = dict[str, Any] | str
"""A mapping in a list, or what it is in writing; a list of them is a table that is being written, a tuple one as the model has it."""
_encode = msgspec.json.Encoder(decimal_format="number").encode


def emit(value: Struct | Mapping[str, Struct]) -> str:
    """The YAML text of a scheme, an agency, a region, or of documents by 文号; ValueError for a number of too many digits."""
    mapping = msgspec.to_builtins(value, builtin_types=(Decimal, dt.datetime))
    return f"{_lines(mapping, _values(mapping, ''), '')[1:] or '{}'}\n"


def _node(value: Any, indent: str) -> str:
    """A value as it stands behind its key: on that line, or, beginning with a break, on lines of its own, indented so far."""
    kind = type(value)
    if kind is str:
        return value if _PLAIN.fullmatch(value) else _block(value, indent) or _quoted(value)
    if kind is dict:
        values = _values(value, indent)
        line = _one_line(tuple(value)) % tuple(values)
        return line if _fits(line) else _lines(value, values, indent)
    if kind is tuple:
        return _list(value, indent)
    return _rows(value, indent) if kind is list else _scalar(value)


def _values(mapping: dict[str, Any], indent: str) -> list[str]:
    deeper = indent + "  "
    return [each if type(each) is str and _PLAIN.fullmatch(each) else _node(each, deeper) for each in mapping.values()]


@lru_cache(maxsize=1024)
def _one_line(keys: tuple[str, ...]) -> str:
    """The form of a mapping with these keys, of which there are few different ones."""
    return f"{{{', '.join(_key(key, '').replace('%', '%%') + ': %s' for key in keys)}}}"


def _lines(keys: Iterable[str], values: Iterable[str], indent: str) -> str:
    pairs = zip(keys, values, strict=True)
    return "".join(f"{_BREAK}{indent}{_key(key, indent)}:{'' if value[0] == _BREAK else ' '}{value}" for key, value in pairs)


@lru_cache(maxsize=1024)
def _key(key: str, indent: str) -> str:
    text = key if _PLAIN.fullmatch(key) else _quoted(key)
    return text if len(text) <= _LONGEST_KEY else f"? {text}\n{indent}"


def _list(items: tuple[Any, ...], indent: str) -> str:
    if _is_table(items):
        return _rows(_written(items), indent)
    texts = [_node(each, indent + "  ") for each in items]
    line = f"[{', '.join(texts)}]"
    return line if _fits(line) else _items(texts, indent)


def _rows(rows: list[_Row], indent: str) -> str:
    return _items([each if type(each) is str else _node(each, indent + "  ") for each in rows], indent)


def _items(texts: Iterable[str], indent: str) -> str:
    start = f"{_BREAK}{indent}  "
    return "".join([f"{_BREAK}{indent}- {text.removeprefix(start)}" for text in texts])


def _is_table(value: Any) -> bool:
    return type(value) is tuple and bool(value) and type(value[0]) is dict


def _written(rows: Sequence[dict[str, Any]]) -> list[_Row]:
    """The rows, those that can be on one line in writing; what stands below all of them likewise, at once."""
    below = [key for key, value in rows[0].items() if _is_table(value)]
    for key in below:
        written = _written([deeper for row in rows for deeper in row.get(key, ())])
        if str in map(type, written):  # else each list will be looked at by itself
            following = iter(written)
            for row in (row for row in rows if key in row):
                row[key] = list(islice(following, len(row[key])))
    lines = None if below else _plain_lines(rows)
    return [line if len(line) <= _ONE_LINE else row for line, row in zip(lines, rows, strict=True)] if lines else list(rows)


def _plain_lines(rows: Sequence[dict[str, Any]]) -> list[str] | None:
    """Mappings of nothing but plain words and usual numbers, as most rows of a table are, each on one line; nothing for any others.

    They are JSON without its quotation marks, and that is written and looked at for all of them at once.
    """
    text = _encode(rows).decode()
    pieces = text.split('"')
    marks = "\0".join(pieces[::2])
    if "\\" in text or marks.count("{") != len(rows) or _LETTER.search(marks) or _MANY_DIGITS.search(marks):
        return None
    if not _ALL_PLAIN.fullmatch("\n".join(set(pieces[1::2]))):
        return None
    pieces[::2] = marks.replace(":", ": ").replace(",", ", ").split("\0")
    return [f"{{{line}}}" for line in "".join(pieces)[2:-2].split("}, {")]


def _fits(line: str) -> bool:
    return len(line) <= _ONE_LINE and "\n" not in line


def _block(text: str, indent: str) -> str:
    """Several lines as they are; empty for text that a block would not keep."""
    bare = text.rstrip("\n")
    if "\n" not in text or bare[:1] in _BLANK or bare[-1] in _BLANK or _ODD.search(text.replace("\n", "").replace("\t", "")):
        return ""
    keep = {0: "-", 1: ""}.get(len(text) - len(bare), "+")
    lines = text.removesuffix("\n").split("\n")
    return "\n".join((f"|{keep}", *(indent + line if line else "" for line in lines)))


def _quoted(text: str) -> str:
    if _ODD.search(text):
        return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    return "'" + text.replace("'", "''") + "'"


def _scalar(value: Any) -> str:
    kind = type(value)
    if kind is Decimal:
        return _number(str(value))
    if kind is dt.datetime:
        return _moment(value)
    return str(value) if kind is int else json.dumps(value)


@lru_cache(maxsize=1024)
def _number(written: str) -> str:
    """In plain notation; few numbers are different ones. By how it is written: 1 and 1.0 are equal."""
    text = format(Decimal(written), "f")
    if number(text) is None:
        raise ValueError(f"{text} has more than {DIGITS} digits")
    return text


def _moment(value: dt.datetime) -> str:
    return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
