"""What words of YAML without quotation marks stand for: a constant, a number, or themselves. Shared by the exact reader and the writer."""

import re

DIGITS = 15
"""The most digits of a number: as many as a float holds exactly."""

PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
NUMERIC = re.compile(
    r"(?![-+]?0[0-9]+$)"
    r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
"""What stands for a number in some notation; digits with a leading zero (`007`) are text."""
CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def numeric(text: str) -> bool:
    """Whether a plain scalar stands for a number in some notation, be it beyond every float."""
    return NUMERIC.fullmatch(text) is not None


def number(text: str) -> int | float | None:
    """The value of a number in plain decimal notation; nothing if it is written otherwise or has too many digits."""
    if not PLAIN_NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > DIGITS:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value
