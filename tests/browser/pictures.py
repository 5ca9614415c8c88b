"""Take pictures of every kind of page, to be looked at: `python tests/browser/pictures.py SITE DIR [ADDRESS …]` or `make pictures`.

For each page in `kinds`: 360, 768 and 1440 pixels wide, light and dark, and the A4 pages it prints (PDF).
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import chromium
from browser.kinds import PAGES, WINDOWS


def take(browser: Browser, site: Path, address: str, folder: Path) -> None:
    """All pictures of one page into the folder, named after its address."""
    name = address.removesuffix(".html").replace("/", "-")
    for shade in ("light", "dark"):
        for width, height in WINDOWS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shade)
            page.goto(f"{site.as_uri()}/{address}")
            page.screenshot(path=folder / f"{name}-{width}-{shade}.png", full_page=True)
            if shade == "light" and width == 1440:
                page.pdf(path=folder / f"{name}-print.pdf", prefer_css_page_size=True, print_background=True)
            page.close()


def main(site: Path, folder: Path, addresses: list[str]) -> None:
    """Pictures of the named pages, or of one page of every kind."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.install(), args=["--no-sandbox"])
        for address in addresses or PAGES:
            take(browser, site.resolve(), address, folder)
            print(address)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
