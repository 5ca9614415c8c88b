"""manifest.json of a site: the SHA-256 of every file, against which whatever is online is held."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from gongkai.diagnostics import CannotRun

NAME = "manifest.json"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class _Manifest(msgspec.Struct):
    files: dict[str, str]


def read_manifest(data: bytes, where: str) -> Mapping[str, str]:
    """SHA-256 (hex) by address; raises CannotRun when `where` holds no such list, or one that leads out of the site."""
    try:
        files = msgspec.json.decode(data, type=_Manifest).files
    except (msgspec.DecodeError, RecursionError):
        raise CannotRun(f"{where} 不是 gongkai 生成的文件清单，无法核对。") from None
    if not files or not all(_sound(address) and _DIGEST.fullmatch(digest) for address, digest in files.items()):
        raise CannotRun(f"{where} 里的文件清单不对，无法核对。请用 gongkai build 重新生成网站。")
    return files


def manifest_of(site: Path) -> Mapping[str, str]:
    """The manifest of a site's folder; raises CannotRun without one."""
    try:
        return read_manifest((site / NAME).read_bytes(), str(site / NAME))
    except OSError:
        raise CannotRun(f"{site} 里没有 {NAME}，不是 gongkai 生成的完整网站。请先运行 gongkai build。") from None


def files_of(site: Path) -> Iterator[str]:
    """The address of every file below a site's folder. What is hidden at the top is its owner's; the manifest is not listed."""
    for entry in sorted(site.iterdir()):
        if entry.name.startswith(".") or entry.name == NAME:
            continue
        found = sorted(entry.rglob("*")) if entry.is_dir() and not entry.is_symlink() else [entry]
        yield from (each.relative_to(site).as_posix() for each in found if each.is_symlink() or not each.is_dir())


def _sound(address: str) -> bool:
    """Whether it names a file inside the site."""
    return not any(mark in address for mark in "\\\n\0") and all(step not in ("", ".", "..") for step in address.split("/"))
