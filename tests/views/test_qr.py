"""QR codes, module by module against a library, in every size that there is; and the drawing against the modules."""

import re

import pytest
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
from qrcode.main import QRCode  # type: ignore[import-untyped]
from qrcode.util import MODE_8BIT_BYTE, QRData  # type: ignore[import-untyped]

from gongkai.views.notice.qr import LONGEST, QUIET, qr_rows, qr_svg

ADDRESS = "https://www.example.gov.cn/zwgk/jxpg/anxi/mzj/2024/index.html"


def reference(data: bytes) -> list[str]:
    code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=0, border=0)
    code.add_data(QRData(data, mode=MODE_8BIT_BYTE))
    code.make(fit=True)
    return ["".join("01"[bool(module)] for module in row) for row in code.modules]


@pytest.mark.parametrize("length", [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, LONGEST])
def test_every_module_of_every_size(length: int) -> None:
    data = bytes((37 * index + length) % 94 + 33 for index in range(length))
    assert qr_rows(data) == reference(data)


def test_what_is_too_long_has_none() -> None:
    assert qr_rows(b"x" * (LONGEST + 1)) == []
    assert qr_svg("x" * (LONGEST + 1), "") == ""


def test_the_drawing_has_just_the_dark_modules() -> None:
    rows = reference(ADDRESS.encode())
    svg = qr_svg(ADDRESS, "二维码")
    side = len(rows) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in svg
    drawn = set()
    x = y = 0
    path = re.findall(r' d="([^"]*)"', svg)[1]
    for moved, right, down, width in re.findall(r"([Mm])(\d+) (\d+)(?:\.5)?h(\d+)", path):
        x, y = (int(right), int(down)) if moved == "M" else (x + int(right), y)
        drawn |= {(x + step, y) for step in range(int(width))}
        x += int(width)
    dark = {(column + QUIET, row + QUIET) for row, line in enumerate(rows) for column, module in enumerate(line) if module == "1"}
    assert drawn == dark
