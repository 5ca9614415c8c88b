"""A verified site → the releases of another host, by rsync over ssh: the same folders and the same one switch as `releases` makes here.

Nothing is needed there but a POSIX shell, rsync, and the sha256sum, head and mv of GNU or BusyBox.
"""

import re
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gongkai.diagnostics import CannotRun
from gongkai.publishing.manifest import NAME, manifest_of, read_manifest
from gongkai.publishing.releases import CURRENT, RELEASES, Published, next_name, order
from gongkai.publishing.verify import compare_folder
from gongkai.refusals import reason

_TARGET = re.compile(r"((?:[^@\s/:]+@)?[^@\s/:]{2,}):(.+)")
_SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15")
_REFUSED, _ALTERED = 3, 4

_PREPARE = f"""set -eu
[ ! -e "$1" ] || [ -d "$1/{RELEASES}" ] || [ -z "$(ls -A "$1")" ] || exit {_REFUSED}
mkdir -p "$1/{RELEASES}"; cd "$1"
[ -L {CURRENT} ] || [ ! -e {CURRENT} ] || exit {_REFUSED}
find {RELEASES} -mindepth 1 -maxdepth 1 -name '.*.part' -mtime +0 -exec rm -rf {{}} +
readlink {CURRENT} || true; echo; ls {RELEASES}"""
_FINISH = f"""set -eu
cd "$1"; (cd "{RELEASES}/.$2.$3.part" && sha256sum -c --quiet -) || exit {_ALTERED}
sync; mv -T "{RELEASES}/.$2.$3.part" "{RELEASES}/$2"
ln -s "{RELEASES}/$2" ".{CURRENT}.$3"; mv -T ".{CURRENT}.$3" {CURRENT}
ls {RELEASES} | sort -n | head -n "-$4" | while read -r old; do [ "$old" = "$2" ] || rm -rf "{RELEASES}/$old"; done"""
_BACK = f"""set -eu
cd "$1"; (cd "{RELEASES}/$2" && sha256sum -c --quiet -) || exit {_ALTERED}
ln -s "{RELEASES}/$2" ".{CURRENT}.$3"; mv -T ".{CURRENT}.$3" {CURRENT}"""


class Target(NamedTuple):
    """A folder on another host; `host` may have a user before it."""

    host: str
    folder: str


def target(to: str) -> Target | None:
    """Read USER@HOST:DIR; nothing when it is a folder here. A drive's letter is no host."""
    match = _TARGET.fullmatch(to)
    return Target(match[1], match[2]) if match and not match[1].startswith("-") and not Path(to).exists() else None


def publish(site: Path, there: Target, keep: int, now: datetime) -> Published:
    """Show the site there and keep the last `keep` releases; raises CannotRun when the host cannot be reached or refuses."""
    manifest = manifest_of(site)
    wrong = compare_folder(manifest, site)
    if wrong:
        return Published(differences=wrong)
    before, known = _state(there)
    release, token = next_name(known, now), secrets.token_hex(4)
    partial = f"{there.folder.rstrip('/')}/{RELEASES}/.{release}.{token}.part/"
    _send(site, there, partial, before)
    _ask(there, _FINISH, (release, token, str(keep)), _sums(manifest))
    return Published(release=release, before=before)


def roll_back(there: Target) -> Published:
    """Show the release before the one that is shown, once its files have been found to be those of its manifest."""
    before, known = _state(there)
    earlier = known[: known.index(before)] if before in known else known
    if not earlier:
        raise CannotRun(f"{there.host}:{there.folder} 里没有更早的版本可以退回。")
    _ask(there, _BACK, (earlier[-1], secrets.token_hex(4)), _sums(_manifest(there, earlier[-1])))
    return Published(release=earlier[-1], before=before)


def _state(there: Target) -> tuple[str, list[str]]:
    """The release that is shown there and all complete ones; the folders are made when there are none yet."""
    link, *names = _ask(there, _PREPARE, (), "").split("\n\n", 1)
    return Path(link.strip()).name, order(iter("".join(names).split()))


def _manifest(there: Target, release: str) -> Mapping[str, str]:
    content = _ask(there, 'cat "$1/$2"', (f"{RELEASES}/{release}/{NAME}",), "")
    return read_manifest(content.encode(), f"{there.host}:{there.folder}/{RELEASES}/{release}/{NAME}")


def _sums(manifest: Mapping[str, str]) -> str:
    """The list that sha256sum reads."""
    return "".join(f"{digest}  {address}\n" for address, digest in manifest.items())


def _send(site: Path, there: Target, partial: str, before: str) -> None:
    """Copy the site into a hidden folder there; what the last release has already is copied there, not sent, and held against its sum."""
    if not shutil.which("rsync"):
        raise CannotRun("本机没有 rsync，不能发布到另一台主机。请先安装 rsync。")
    known = ["--checksum", f"--copy-dest=../{before}"] if before else []
    hidden = ["--exclude=/.gongkai", "--exclude=/.git", "--exclude=/.cache"]
    command = ["rsync", "--archive", "--chmod=D755,F644", *known, *hidden, "-e", shlex.join(_SSH), f"{site}/", f"{there.host}:{partial}"]
    _run(command, there, "")


def _ask(there: Target, script: str, words: Sequence[str], given: str) -> str:
    """Run a script there: its first argument is the folder, `given` its input; what it prints."""
    command = shlex.join(["sh", "-c", script, "sh", there.folder, *words])
    return _run([*_SSH, there.host, command], there, given)


def _run(command: Sequence[str], there: Target, given: str) -> str:
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise CannotRun(f"不能运行 {command[0]}：{reason(error)}。") from None
    if done.returncode:
        raise CannotRun(_why(done.returncode, there, done.stderr.strip().splitlines()))
    return done.stdout


def _why(code: int, there: Target, said: Sequence[str]) -> str:
    where = f"{there.host}:{there.folder}"
    if code == _REFUSED:
        return f"{where} 里有不是由 gongkai 发布的文件。请换一个空文件夹，再让网站服务器指向其中的 {CURRENT}。"
    if code == _ALTERED:
        return f"{where} 上的文件与清单不一致，没有切换，线上仍是原来的网站。{said[0] if said else ''}"
    if code == 255:
        return f"连不上 {there.host}：{said[-1] if said else '没有回答'}。请检查主机名、网络和 ssh 密钥。"
    return f"{where} 上没有办成，线上仍是原来的网站：{said[-1] if said else f'退出码 {code}'}。"
