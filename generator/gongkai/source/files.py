"""Walk the schemes folder: which regions, agencies and schemes there are, by name alone. First step of the flow; parses nothing.

Symbolic links are refused altogether, in or out of the tree: the folder is the identity, and a link would give one text two identities.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from unicodedata import category

from gongkai.diagnostics import Finding, Place, Related
from gongkai.refusals import reason

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 64
ROOT = "."
"""The name of the schemes folder itself, in findings about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFile:
    """One scheme: `file` is relative to the root with slashes (`anxi/mzj/2024.yml`), `slug` its name without the ending.

    `attached` is the folder of its attached files, beside it under its slug; nothing when there is none.
    """

    slug: str
    file: str
    path: Path
    attached: Path | None = None

    @property
    def address(self) -> str:
        """Its public folder, `anxi/mzj/2024`."""
        return f"{self.file.rpartition('/')[0]}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFolder:
    """One agency: `path` is the folder, `file` its agency.yml relative to the root; `schemes` are sorted by slug."""

    slug: str
    file: str
    path: Path
    schemes: tuple[SchemeFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFolder:
    """One region: `path` is the folder, `file` its region.yml relative to the root; `agencies` are sorted by slug."""

    slug: str
    file: str
    path: Path
    agencies: tuple[AgencyFolder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All that stands under `root`, and the problems of names and places found on the way (family F)."""

    root: Path
    regions: tuple[RegionFolder, ...]
    findings: tuple[Finding, ...]

    @property
    def schemes(self) -> Iterator[SchemeFile]:
        """Every scheme file, in order."""
        return (scheme for region in self.regions for agency in region.agencies for scheme in agency.schemes)


def scan(root: Path) -> Tree:
    """Walk `root` three levels deep. Never raises: what cannot be listed or does not belong becomes a finding."""
    walk = _Walk(root)
    regions = walk.regions()
    if not walk.findings and not any(region.agencies and any(a.schemes for a in region.agencies) for region in regions):
        message = "这里没有任何方案：没有找到“地区/单位/年度.yml”这样的文件"
        walk.add("F009", message, ROOT, "新建一份方案，例如 anxi/mzj/2024.yml；“gongkai new 目录”可以写出一个完整的样例。")
    return Tree(root=root, regions=regions, findings=tuple(walk.findings))


@dataclass(slots=True)
class _Walk:
    root: Path
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, file: str, advice: str, related: tuple[Related, ...] = ()) -> None:
        self.findings.append(Finding(code=code, message=message, place=Place(file=file), help=advice, related=related))

    def regions(self) -> tuple[RegionFolder, ...]:
        if not _is_folder(self.root):
            self.add("F009", "方案目录不存在，或者不是目录", ROOT, "请检查路径；“gongkai new 目录”可以新建一个。")
            return ()
        folders, files = self.entries(ROOT)
        for name in files:
            if _ending(name):
                self.stray(name, "方案根目录下只放地区文件夹")
        return tuple(self.region(name) for name in self.slugs("", folders))

    def region(self, slug: str) -> RegionFolder:
        folders, files = self.entries(slug)
        for name in self.documents(slug, files, "region", "documents"):
            self.stray(f"{slug}/{name}", "地区文件夹里只放 region.yml、documents.yml 和各单位的文件夹")
        self.require(slug, "region.yml", files, "地区的名称、区划代码等")
        agencies = tuple(self.agency(f"{slug}/{name}", name) for name in self.slugs(slug, folders))
        return RegionFolder(slug=slug, file=f"{slug}/region.yml", path=self.root / slug, agencies=agencies)

    def agency(self, folder: str, slug: str) -> AgencyFolder:
        folders, files = self.entries(folder)
        self.require(folder, "agency.yml", files, "单位的全称、机关代字、内设机构等")
        documents = self.documents(folder, files, "agency")
        for name in ("region.yml", "documents.yml"):
            if name in documents:
                self.stray(f"{folder}/{name}", "它属于上一级的地区文件夹")
                documents.remove(name)
        schemes = tuple(self.schemes(folder, documents, folders))
        for name in sorted(set(folders) - {scheme.slug for scheme in schemes}):
            if not any(name == _stem(document) for document in documents):
                self.add(
                    "F007",
                    f"文件夹 {name} 不属于任何一份方案",
                    f"{folder}/{name}",
                    f"附件文件夹应与方案同名：没有 {name}.yml，它的内容不会被读取。",
                )
        return AgencyFolder(slug=slug, file=f"{folder}/agency.yml", path=self.root / folder, schemes=schemes)

    def schemes(self, folder: str, names: list[str], folders: list[str]) -> Iterator[SchemeFile]:
        twins: dict[str, list[str]] = {}
        for name in names:
            twins.setdefault(_stem(name), []).append(name)
        for stem in self.slugs(folder, list(twins), lambda stem: twins[stem][0]):
            name, *others = sorted(twins[stem], key=lambda n: (not n.endswith(".yml"), n))
            if others:
                message = f"{name} 和 {'、'.join(others)} 是同一个地址 {folder}/{stem}/"
                self.add(
                    "F004",
                    message,
                    f"{folder}/{others[0]}",
                    f"只能留一份：以 {name} 为准，其余的请改名或删去。",
                    _see(f"{folder}/{name}", "已有这一份"),
                )
            elif not name.endswith(".yml"):
                self.ending(folder, name)
            attached = self.root / folder / stem if stem in folders else None
            yield SchemeFile(slug=stem, file=f"{folder}/{name}", path=self.root / folder / name, attached=attached)

    def entries(self, folder: str) -> tuple[list[str], list[str]]:
        """Names of the folders and of the regular files in `folder`, sorted; hidden ones are left out, links and odd things reported."""
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(self.root / folder) as found:
                for entry in sorted(found, key=attrgetter("name")):
                    if entry.name.startswith("."):
                        continue
                    if self.regular(entry, folder):
                        (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
        except OSError as error:
            self.add("F001", f"这个文件夹读不出来：{reason(error)}", folder, "请检查文件夹的权限；它里面的内容这次都没有检查。")
        return folders, files

    def regular(self, entry: os.DirEntry[str], folder: str) -> bool:
        name = printable(entry.name)
        place = name if folder == ROOT else f"{folder}/{name}"
        if entry.is_symlink():
            self.add("F008", f"{name} 是符号链接，不会被读取", place, "请把文件本身放在这里：一个地址只能来自一个文件。")
            return False
        if name != entry.name:
            self.add("F002", f"文件名 {name} 含有不能显示的字符", place, "请改用小写字母、数字和连字符命名。")
            return False
        if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
            return True
        self.add("F001", f"{name} 不是普通文件，不会被读取", place, "请删去它，或换成普通文件。")
        return False

    def slugs(self, folder: str, names: list[str], shown: Callable[[str], str] = str) -> list[str]:
        """The names that may stand in an address; the others are reported, and so is every name that differs from one only in case."""
        good = []
        for _, group in groupby(sorted(names, key=lambda name: (name.lower(), name)), key=str.lower):
            *others, last = group  # capitals sort before small letters
            for name in others:
                message = f"{shown(name)} 与 {shown(last)} 只有大小写不同，在 Windows 和 macOS 上是同一个名称"
                self.add(
                    "F003",
                    message,
                    _join(folder, shown(name)),
                    "请改名，使两者不看大小写也不同。",
                    _see(_join(folder, shown(last)), "另一个"),
                )
            if problem := unfit(last):
                self.add("F002", f"名称 {last} {problem}", _join(folder, shown(last)), advice(last))
            else:
                good.append(last)
        return sorted(good)

    def documents(self, folder: str, files: list[str], *registries: str) -> list[str]:
        """The YAML files among `files` that are none of the folder's registries."""
        documents = [name for name in files if _ending(name) and _stem(name) not in registries]
        for name in files:
            if _ending(name) and _stem(name) in registries and not name.endswith(".yml"):
                self.ending(folder, name)
        return documents

    def ending(self, folder: str, name: str) -> None:
        self.add("F005", f"{name} 的扩展名不对，应为 .yml", f"{folder}/{name}", f"请改名为 {_stem(name)}.yml。")

    def require(self, folder: str, name: str, files: list[str], holds: str) -> None:
        if name not in files and not any(f.code == "F001" and f.place.file == folder for f in self.findings):
            self.add(
                "F006",
                f"文件夹 {folder} 缺少 {name}",
                f"{folder}/{name}",
                f"请新建 {name}，写明{holds}；没有它，这个文件夹里的方案不能发布。",
            )

    def stray(self, file: str, why: str) -> None:
        self.add("F007", f"{file} 放错了位置：{why}", file, "方案应放在“地区/单位/年度.yml”，例如 anxi/mzj/2024.yml。")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it may not be entered
        return False


def unfit(name: str) -> str:
    """What keeps a name from standing in an address; empty when nothing does."""
    if not name.isascii():
        return "不能用作网址：只能用小写字母、数字和连字符，不能有汉字等其他文字"
    if name != name.lower():
        return "含有大写字母，网址只用小写"
    if not _SLUG.fullmatch(name):
        return "只能由小写字母、数字和中间的连字符组成"
    return f"太长，最多 {_LONGEST} 个字符" if len(name) > _LONGEST else ""


def advice(name: str, ending: str = "") -> str:
    """What to call instead what has an unfit name; `ending` is kept."""
    proposal = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-")
    if name.isascii() and proposal:
        return f"请改名，例如 {proposal}{ending}。"
    return "请改用拼音或缩写，例如 anxi、mzj、2024。"


def _ending(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def printable(name: str) -> str:
    """The name with a mark for everything that would harm a terminal or cannot be encoded: control characters, bytes that are no UTF-8."""
    return name if name.isprintable() else "".join("\ufffd" if category(each)[0] == "C" else each for each in name)


def _see(file: str, message: str) -> tuple[Related, ...]:
    return (Related(place=Place(file=file), message=message),)
