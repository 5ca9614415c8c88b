"""A small schemes folder of one agency in a temporary folder, and `gongkai validate` run on it in this process."""

from pathlib import Path
from typing import Any

import pytest

from gongkai.lint import Options, run

SCHEME = """\
format: 1
title: 甲县民政局{year}年度绩效评估工作方案   # 标题
year: {year}
disclosure: {{mode: 主动公开}}
text: |
  为做好绩效评估工作，制定本方案。
  一、业务工作目标（70分）
  {words}
  二、行政能力目标（30分）
  围绕依法履职设定指标。
components:
  - {{id: work, name: 业务工作目标, points: {points}, clause: 一}}
  - {{id: capacity, name: 行政能力目标, points: 30, clause: 二}}
"""


class Tree:
    """Writes files under `schemes` and validates; the current folder is the one that holds `schemes`."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.schemes = root / "schemes"
        self._capture = capture
        self.write("jia/region.yml", "name: 甲县\n")
        self.write("jia/mzj/agency.yml", "name: 甲县民政局\n")

    def write(self, file: str, text: str | bytes) -> Path:
        """Write a file under `schemes`."""
        path = self.schemes / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def scheme(self, year: int = 2024, words: str = "围绕救助设定指标。", points: object = 70, more: str = "") -> Path:
        """Write a short sound scheme, unless the points are not 70."""
        return self.write(f"jia/mzj/{year}.yml", SCHEME.format(year=year, words=words, points=points) + more)

    def run(self, *paths: str, **options: Any) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        code = run(Options(paths=tuple(map(Path, paths)) or (Path("schemes"),), **options))
        out, err = self._capture.readouterr()
        return code, out, err
