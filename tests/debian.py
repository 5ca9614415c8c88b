"""Programs that tests need and Python does not bring: Debian's packages, installed where we may."""

import os
import shutil
import subprocess
from collections.abc import Sequence


def install(*packages: str) -> None:
    """Install the packages if this is a Debian and we may; whoever asked looks whether they are there now."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not sudo or (shutil.which("sudo") and run([*sudo, "true"]))):
        run([*sudo, "apt-get", "update", "-qq"])
        run([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def run(command: Sequence[str]) -> bool:
    """Run a command without questions and without words; whether it went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0
