"""Another host to publish to: this machine, behind an `ssh` that runs what it is told; run as a program, it installs rsync."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import debian

SSH = """#!/bin/sh
while [ "$1" = -o ] || [ "$1" = -l ]; do shift 2; done
host=$1; shift
[ "$host" != www@nowhere ] || { echo "ssh: Could not resolve hostname nowhere" >&2; exit 255; }
cd "$(dirname "$0")/home" && exec sh -c "$*"
"""
"""As sshd does: words joined by blanks, read by a shell in the home folder."""


def host(folder: Path) -> Path:
    """Make the folder of the `ssh`, which belongs on the PATH, and in it the home folder that it shows."""
    (folder / "home").mkdir(parents=True)
    (folder / "ssh").write_text(SSH)
    (folder / "ssh").chmod(0o755)
    return folder / "home"


if __name__ == "__main__":
    if not shutil.which("rsync"):
        debian.install("rsync")
    if not shutil.which("rsync"):
        sys.exit("发布到另一台主机的测试需要 rsync，系统里没有，也无法自动安装。请先安装 rsync。")
