"""Files attached to a scheme: what stands in the folder beside it, held against what its attachments name. Part of loading a scheme.

A file is published when an attachment names it and none withholds it, and only in a format that a browser merely shows or saves.
"""

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.diagnostics import Finding, Place, Related
from gongkai.refusals import reason
from gongkai.source.files import SchemeFile, advice, printable, unfit

if TYPE_CHECKING:  # the site's cache lists folders, and a build without a change never needs the model
    from gongkai.model import Attachment, Scheme

LARGEST = 20 << 20
"""Bytes of one attached file, at most."""
FORMATS = (
    *("pdf", "ofd", "doc", "docx", "wps", "odt", "rtf", "txt", "xls", "xlsx", "et", "ods", "csv", "ppt", "pptx", "dps", "odp"),
    *("jpg", "jpeg", "png", "gif", "tif", "tiff", "zip", "rar", "7z"),
)
"""Endings of documents, sheets, pictures and archives; nothing that runs in the reader's browser under the site's name (html, svg)."""
TAKEN = frozenset(("notice.pdf", "notice.txt", "indicators.csv", "scores.xlsx", "archive.zip"))
"""Names in these formats under which the site itself puts files beside a scheme's pages."""
_MENTIONED = 5

_Standing = dict[str, os.DirEntry[str]]


def attached(scheme: "Scheme", file: SchemeFile) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """The files to publish with a scheme, name → size in bytes, and what is wrong with the others. Never raises."""
    whole = Place(file=file.file, path=("attachments",) if scheme.attachments else ())
    try:
        standing = {entry.name: entry for entry in listing(file.attached)} if file.attached else {}
    except OSError as error:
        message = f"附件文件夹 {file.slug} 读不出来：{reason(error)}"
        return {}, (Finding(code="F001", message=message, place=whole, help="请检查文件夹的权限；里面的附件这次都没有检查。"),)
    named = {index: each.file for index, each in enumerate(scheme.attachments) if each.file}
    wrong = {index: found for index in named if (found := _problem(scheme, file, index, standing))}
    sizes = {name: standing[name].stat(follow_symlinks=False).st_size for index, name in named.items() if index not in wrong}
    findings = list(wrong.values())
    if left := sorted(standing.keys() - set(named.values())):
        message = f"附件文件夹 {file.slug} 里有 {len(left)} 个文件没有写在附件中：{_some(left)}"
        hint = "没有写到的文件不会发布。请在附件里写明 file，或者把文件移走。"
        findings.append(Finding(code="F029", message=message, place=whole, help=hint))
    return sizes, tuple(findings)


def listing(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder of attached files, by name, but for hidden files; raises OSError."""
    with os.scandir(folder) as found:
        return sorted((entry for entry in found if not entry.name.startswith(".")), key=attrgetter("name"))


def _problem(scheme: "Scheme", file: SchemeFile, index: int, standing: _Standing) -> Finding | None:
    """Why the file that an attachment names is not published."""
    attachment = scheme.attachments[index]
    name, label = attachment.file or "", _label(attachment)
    also: tuple[Related, ...] = ()
    if attachment.withheld:
        code, words = "F028", (f"{label}不公开，却写了文件 {name}", "这个文件不会发布。请删去 file，并把文件移到方案目录以外。")
    elif unfit_name := _unfit(name):
        code, words = "F027", (f"{label}的文件名 {name} {unfit_name[0]}", unfit_name[1])
    elif name not in standing:
        code, words = "F025", (f"{label}的文件 {name} 不存在", _where(file.slug, sorted(standing)))
    elif (other := _withheld(scheme, name)) is not None:
        hidden = _label(scheme.attachments[other])
        code, words = "F026", (f"{label}的文件 {name} 也是{hidden}的文件，而{hidden}不公开", "请把公开的内容另存为一个文件。")
        also = (Related(place=Place(file=file.file, path=("attachments", other, "withheld")), message="不公开的理由"),)
    elif trouble := _trouble(standing[name]):
        code, words = "F026", (f"{label}的文件 {name} {trouble[0]}", trouble[1])
    else:
        return None
    place = Place(file=file.file, path=("attachments", index, "file"))
    return Finding(code=code, message=words[0], place=place, help=words[1], related=also)


def _unfit(name: str) -> tuple[str, str] | None:
    """What keeps a name from being an address in the scheme's folder, and what to do."""
    stem, _, ending = name.rpartition(".")
    if "/" in name or "\\" in name:
        return "含有斜线", "只写文件名，不写路径；文件放在与方案同名的文件夹里。"
    if not stem or not ending:
        return "没有扩展名", "扩展名告诉读者这是什么格式，例如 baobiao.xlsx。"
    if problem := unfit(stem):
        return problem, advice(stem, f".{ending.lower()}")
    if name in TAKEN:
        return "是网站为每份方案生成的文件的名称", f"请换一个名字，例如 fujian-{name}。"
    return None if ending in FORMATS else _unpublishable(stem, ending)


def _unpublishable(stem: str, ending: str) -> tuple[str, str]:
    if ending.lower() in FORMATS:
        return "的扩展名含有大写字母", f"请改名为 {stem}.{ending.lower()}。"
    return "不是可以发布的格式", f"可以发布的有：{'、'.join(FORMATS)}。"


def _withheld(scheme: "Scheme", name: str) -> int | None:
    """The attachment that withholds a file; capitals don't matter, since to many systems they are the same name."""
    return next((i for i, each in enumerate(scheme.attachments) if each.withheld and (each.file or "").lower() == name), None)


def _trouble(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    """What keeps an existing file from being published, and what to do."""
    if entry.is_symlink():
        return "是符号链接，不会被读取", "请把文件本身放在这里。"
    if not entry.is_file(follow_symlinks=False):
        return "不是普通文件", "请换成普通文件。"
    try:
        with Path(entry.path).open("rb"):
            size = entry.stat(follow_symlinks=False).st_size
    except OSError as error:
        return f"读不出来：{reason(error)}", "请检查文件的权限，或重新取得这个文件。"
    if size > LARGEST:
        return f"有 {size / (1 << 20):.1f} MiB，超过 {LARGEST >> 20} MiB", "请压缩其中的图片，或拆成几个附件。"
    return None if size else ("是空文件", "请重新取得这个文件。")


def _where(folder: str, names: list[str]) -> str:
    if not names:
        return f"请把它放在与方案同名的文件夹 {folder} 里。"
    return f"请核对文件名：文件夹 {folder} 里有 {_some(names)}。"


def _some(names: list[str]) -> str:
    return "、".join(map(printable, names[:_MENTIONED])) + ("等" if len(names) > _MENTIONED else "")


def _label(attachment: "Attachment") -> str:
    return f"附件{attachment.number}" if attachment.number else f"附件《{attachment.title.strip('《》')}》"
