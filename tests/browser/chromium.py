"""Find the Chromium that the browser tests drive, or (`python tests/browser/chromium.py`) install one.

In this order: $GONGKAI_CHROMIUM, a browser of the system, Debian's package when we may install it, Playwright's own download.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


def find() -> str | None:
    """The path of an installed browser, nothing when there is none."""
    named = os.environ.get("GONGKAI_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str:
    """Install a browser when there is none and give its path; a sentence and exit code 2 when that is impossible."""
    found = find()
    if found:
        return found
    debian.install("chromium", "fonts-noto-cjk")
    if not find():
        debian.run([sys.executable, "-m", "playwright", "install", "chromium"])
    found = find()
    if not found:
        sys.exit("浏览器测试需要 Chromium，系统里没有，也无法自动安装。请安装 chromium，或把 GONGKAI_CHROMIUM 设为它的路径。")
    return found


if __name__ == "__main__":
    print(install())
