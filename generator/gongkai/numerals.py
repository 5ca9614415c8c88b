"""The numerals of headings (一、（一）1.（1）①) as numbers, and numbers as such numerals; for the outline and whoever writes one.

A style is 1–5 in the order above; the brackets are no part of the numeral that is read, and part of the one that is written.
"""

from functools import lru_cache

HAN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def number_of(style: int, written: str) -> int:
    """The value of a numeral of a style; 0 for no style."""
    if style in (1, 2):
        return han_number(written)
    return CIRCLED.index(written) + 1 if style == 5 else int(written) if style else 0


@lru_cache(maxsize=256)
def numeral_of(style: int, number: int) -> str:
    """`三`, `（三）`, `3`, `（3）`, `③`."""
    if style == 5:
        return CIRCLED[number - 1]
    numeral = han_numeral(number) if style < 3 else str(number)
    return f"（{numeral}）" if style in (2, 4) else numeral


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def han_number(written: str) -> int:
    """一 … 九百九十九 as a number, 一百零一 and 百一 alike."""
    total, digit = 0, 0
    for char in written:
        if char in "零〇":
            continue
        if char in "百十":
            total, digit = total + (digit or 1) * (100 if char == "百" else 10), 0
        else:
            digit = HAN.index(char) + 1
    return total + digit


@lru_cache(maxsize=256)
def han_numeral(number: int) -> str:
    """1 … 99 as 一 … 九十九; from 100 on in the shape of headings (百, 百一, 二百)."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = "" if not hundreds else ("" if hundreds == 1 else HAN[hundreds - 1]) + "百"
    middle = "" if not tens else ("" if tens == 1 else HAN[tens - 1]) + "十"
    return head + middle + (HAN[ones - 1] if ones else "")
