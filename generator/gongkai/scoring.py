"""Exact arithmetic of 分值 and 权重: shares, points as people write them. Decimals in, decimals out; never a float."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


def share(percent: str) -> Decimal:
    """`"30%"` as the exact fraction 0.3; raises ValueError for anything else."""
    if not percent.endswith("%"):
        raise ValueError(percent)
    return Decimal(percent[:-1]) / 100


@lru_cache(maxsize=1024)
def points(value: Decimal) -> str:
    """A number of points as the register writes it: no exponent, no trailing zeros (`2`, `1.5`, `100`); a table has few different ones."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")


def percent(fraction: Decimal) -> str:
    """The fraction 0.305 as `30.5%`."""
    return points(fraction * 100) + "%"


def number(value: Fraction, places: int = 4) -> str:
    """A computed number as the register writes it: exact where `places` decimals hold it, otherwise rounded half up and marked 约."""
    scaled, rest = divmod(value.numerator * 10**places, value.denominator)
    rounded = scaled + (2 * rest >= value.denominator)
    whole, part = divmod(abs(rounded), 10**places)  # not by Decimal, which keeps 28 digits
    text = f"{whole}.{part:0{places}}".rstrip("0").rstrip(".")
    return ("约" if rest else "") + ("-" if rounded < 0 else "") + text
