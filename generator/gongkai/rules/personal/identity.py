"""The digits that identify a person or an account: whether a number can be one at all. Used by the reader of personal particulars."""

from datetime import date

from gongkai.rules.expressions import late

_PROVINCES = late(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
"""The first two digits of division codes (GB/T 2260); 83 and 91 stand on residence cards of Taiwan and of foreigners."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def is_identity_number(number: str) -> bool:
    """公民身份号码 (GB 11643—1999): 17 digits and a check digit that is right, with a province and a day of birth that exist."""
    return looks_like_identity_number(number) and check_digit(number[:17]) == number[17].upper()


def check_digit(seventeen: str) -> str:
    """The last character to 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def looks_like_identity_number(number: str) -> bool:
    """Whether 18 characters have the province and day of an identity number, whatever their check digit says."""
    return len(number) == 18 and _PROVINCES.match(number) is not None and _is_day(number[6:14])


def is_old_identity_number(number: str) -> bool:
    """The form of 15 digits in use until 2012, which has no check digit: only a province and a day."""
    return len(number) == 15 and _PROVINCES.match(number) is not None and _is_day("19" + number[6:12])


def is_bank_card(number: str) -> bool:
    """16–19 digits of a card that Chinese banks issue (62…, and 9558… from before), with a check digit that is right (Luhn, GB/T 17552)."""
    return 16 <= len(number) <= 19 and number.startswith(("62", "9558")) and passes_luhn(number)


def passes_luhn(number: str) -> bool:
    """Whether every second digit from the right, doubled and its digits added, and the others make a multiple of ten."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    return sum(doubled[int(digit)] if place % 2 else int(digit) for place, digit in enumerate(reversed(number))) % 10 == 0


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day of a life: from 1900 on."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False
