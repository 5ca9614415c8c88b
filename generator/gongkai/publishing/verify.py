"""What is online against what was built: defacement, half-finished uploads and leftovers have names."""

import hashlib
import http.client
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from gongkai.diagnostics import CannotRun
from gongkai.publishing.manifest import NAME, files_of, read_manifest
from gongkai.refusals import reason

PATIENCE = 20
"""Seconds to wait for an answer of a host."""
_AT_ONCE = 8
_PART = 1 << 20

Read = Callable[[str], "str | None"]
"""The SHA-256 (hex) of the file at an address; nothing when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Addresses of files: with other content than was built, not there, and there although nothing was built."""

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.altered or self.missing or self.added)

    def sentences(self) -> Iterator[str]:
        """One a file, in Chinese."""
        yield from (f"{address}：内容与生成时不同，可能被改动，或者没有传完。" for address in self.altered)
        yield from (f"{address}：清单里有，网站上没有。" for address in self.missing)
        yield from (f"{address}：网站上有，清单里没有，不是这次生成的。" for address in self.added)


NONE = Differences()


def compare(manifest: Mapping[str, str], read: Read, present: Iterable[str] = ()) -> Differences:
    """Hold every file of the manifest against what `read` finds; `present` are the addresses known to be there."""
    found = ((address, digest, read(address)) for address, digest in sorted(manifest.items()))
    return _sorted_out(found, sorted(set(present) - manifest.keys()))


def compare_folder(manifest: Mapping[str, str], site: Path) -> Differences:
    """The same for a folder."""
    return compare(manifest, partial(digest_of, site), files_of(site))


def compare_online(manifest: Mapping[str, str], url: str) -> Differences:
    """The same for a website, several files at a time; what was added there cannot be seen from outside."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        digests = pool.map(partial(_fetched, url), sorted(manifest))
        return _sorted_out(((address, manifest[address], digest) for address, digest in zip(sorted(manifest), digests, strict=True)), [])


def _sorted_out(found: Iterable[tuple[str, str, str | None]], added: Iterable[str]) -> Differences:
    altered: list[str] = []
    missing: list[str] = []
    for address, expected, digest in found:
        if digest != expected:
            (missing if digest is None else altered).append(address)
    return Differences(altered=tuple(altered), missing=tuple(missing), added=tuple(added))


def digest_of(site: Path, address: str) -> str | None:
    """The SHA-256 (hex) of a file in a folder; a link counts as no file, for it may show anything."""
    path = site / address
    try:
        if path.is_symlink():
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def is_url(target: str) -> bool:
    """Whether a target names a website, not a folder."""
    return target.startswith(("http://", "https://"))


def online_manifest(url: str) -> Mapping[str, str]:
    """The manifest that the website itself shows; raises CannotRun when it does not."""
    content = b"".join(_content(url, NAME) or ())
    if not content:
        raise CannotRun(f"{url} 上没有 {NAME}。请检查网址，或用 --manifest 指明生成时的清单。")
    return read_manifest(content, f"{url} 上的 {NAME}")


def _fetched(url: str, address: str) -> str | None:
    parts = _content(url, address)
    if parts is None:
        return None
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()


def _content(url: str, address: str) -> Iterable[bytes] | None:
    """A file's bytes; nothing when the host says that there is none; raises CannotRun when the host cannot be asked."""
    try:
        request = Request(f"{url.rstrip('/')}/{quote(address)}", headers={"User-Agent": "gongkai verify", "Cache-Control": "no-cache"})
        with urlopen(request, timeout=PATIENCE) as answer:
            return list(iter(partial(answer.read, _PART), b""))
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise CannotRun(f"{url} 对 {address} 的回答是 {error.code} {error.reason}，无法核对。") from None
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        raise CannotRun(f"连不上 {url}：{reason(error)}。请检查网址和网络。") from None
