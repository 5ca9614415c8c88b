"""A small site of one county in a temporary folder: real theme and content, a few short schemes, built as `gongkai build` does."""

import shutil
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.site.assembly import Report, build
from gongkai.site.options import Options
from gongkai.site.rendering import Rendered

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2025, 6, 18)

SCHEME = """\
format: 1
title: 甲县{agency}{year}年度绩效评估工作方案
year: {year}
draft: {draft}
disclosure: {{mode: {mode}}}
text: |
  为做好{year}年度绩效评估工作，制定本方案。
  一、业务工作目标（{work}分）
  围绕{words}设定指标。
  二、行政能力目标（{rest}分）
  围绕依法履职设定指标。
components:
  - {{id: work, name: 业务工作目标, points: {work}, clause: 一}}
  - {{id: capacity, name: 行政能力目标, points: {rest}, clause: 二}}
"""


class Project:
    """The folder of a site: writes sources, builds, and shows what came of it."""

    def __init__(self, root: Path, rendered: Rendered) -> None:
        self.root = root
        self.site = root / "site"
        self.schemes = root / "schemes"
        self.rendered = rendered

    def registries(self, region: str = "jia", agency: str = "mzj", name: str = "民政局", **more: str) -> None:
        """Write region.yml, documents.yml and agency.yml; `more` are lines of region.yml."""
        folder = self.schemes / region / agency
        folder.mkdir(parents=True, exist_ok=True)
        extra = "".join(f"{key}: {value}\n" for key, value in more.items())
        (folder.parent / "region.yml").write_text(f"name: 甲县\n{extra}", encoding="utf-8")
        (folder / "agency.yml").write_text(f"name: 甲县{name}\n", encoding="utf-8")

    def scheme(self, file: str = "jia/mzj/2024", **values: Any) -> Path:
        """Write a short sound scheme; `values` fill its holes."""
        path = self.schemes / f"{file}.yml"
        year = int(path.stem[:4])
        filled = {"agency": "民政局", "year": year, "draft": "false", "mode": "主动公开", "work": 70, "words": "救助", **values}
        path.write_text(SCHEME.format(rest=100 - filled["work"], **filled), encoding="utf-8")
        return path

    def build(self, **options: Any) -> Report:
        """Build; in this process unless told otherwise."""
        return build(self.rendered, self._options(**options))

    def build_with(self, executor: Executor, **options: Any) -> Report:
        """Build with the given executor."""
        return build(self.rendered, self._options(**options), executor=executor)

    def _options(self, **options: Any) -> Options:
        return Options(**{"destination": self.site, "today": TODAY, "workers": 1, **options})

    def built(self, site: Path | None = None) -> dict[str, bytes]:
        """Every file of the site by its address."""
        site = site or self.site
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}

    def replace_rendered(self, **changes: Any) -> None:
        """Change what MkDocs rendered."""
        self.rendered = replace(self.rendered, **changes)


def copy_sources(root: Path) -> None:
    """The repository's configuration and content, and an override of the theme's foot."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    configuration = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    with_override = configuration.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    (root / "mkdocs.yml").write_text(with_override, encoding="utf-8")
    (root / "theme" / "partials").mkdir(parents=True)
    shutil.copy(REPOSITORY / "theme" / "partials" / "footer.html", root / "theme" / "partials")
