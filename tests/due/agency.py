"""Schemes of one invented agency in a temporary folder, some with dates of their own, and `gongkai due` asked about them."""

from datetime import date
from pathlib import Path

from gongkai.due.clock import Item, items, order
from gongkai.due.schemes import AgencySchemes, agencies
from small_tree import SCHEME

NOTICE = """\
notice: {{title: 关于印发《方案》的通知, body: 现予印发。, signed_by: 甲县民政局, signed_on: {on}}}
"""


class Folder:
    """Writes schemes of 甲县民政局 under `root`/schemes."""

    def __init__(self, root: Path) -> None:
        self.schemes = root / "schemes"
        self.write("jia/region.yml", "name: 甲县\n")
        self.write("jia/mzj/agency.yml", "name: 甲县民政局\n")

    def write(self, file: str, text: str) -> Path:
        """Write a file under `schemes`."""
        path = self.schemes / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def scheme(self, year: int, on: str = "", about: str = "", more: str = "", slug: str = "") -> Path:
        """Write a scheme signed on a day, with particulars of its disclosure (`, published_at: …`) and further keys."""
        text = SCHEME.format(year=year, words="围绕救助设定指标。", points=70).replace("主动公开}", f"主动公开{about}}}")
        return self.write(f"jia/mzj/{slug or year}.yml", text + (NOTICE.format(on=on) if on else "") + more)

    def agency(self) -> AgencySchemes:
        """What there is of the agency."""
        (found,) = agencies([self.schemes])
        return found

    def due(self, today: str, within: int = 30) -> list[Item]:
        """The items in order."""
        return sorted(items(self.agency(), date.fromisoformat(today), within), key=order)
