"""What a query costs its reader: `python tests/bench.py --search`, in headless Chromium, over a site of 1,000 invented schemes.

Every query is the first one of a browser that has loaded nothing but the page. Bytes are those of the files that it loads, uncompressed;
milliseconds those from the key to the answer on the screen, files from the disk included.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from browser import chromium
from browser.serving import serving

QUERIES = ("安全", "民政", "低保 台账", "责任单位", "绩效评估工作领导小组", "公开〔2024〕1号", "張", "没有这个词")

_ASK = """query => new Promise(done => {
    const count = document.getElementById("found-count"), before = performance.getEntriesByType("resource").length;
    const started = performance.now();
    new MutationObserver((_, seen) => {
        if (!count.textContent) return;
        seen.disconnect();
        const loaded = performance.getEntriesByType("resource").slice(before);
        requestAnimationFrame(() => done({
            said: count.textContent,
            ms: performance.now() - started,
            files: loaded.length,
            bytes: loaded.reduce((sum, each) => sum + each.decodedBodySize, 0),
        }));
    }).observe(count, {childList: true});
    const form = document.querySelector(".gk-find-main");
    form.elements.q.value = query;
    form.requestSubmit();
})"""


class Cost(NamedTuple):
    """Of one query: what was answered, milliseconds (the median of the runs), files and bytes that were loaded."""

    query: str
    said: str
    ms: float
    files: int
    bytes: int


def costs(address: str, runs: int) -> Iterator[Cost]:
    """The costs of every query at the address of a site on a server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.install(), args=["--no-sandbox"])
        for query in QUERIES:
            asked = [_ask(browser, address, query) for _ in range(runs)]
            yield Cost(query, asked[0].said, statistics.median(each.ms for each in asked), asked[0].files, asked[0].bytes)
        browser.close()


def _ask(browser: Browser, address: str, query: str) -> Cost:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/search/index.html", wait_until="load")
    found = page.evaluate(_ASK, query)
    context.close()
    return Cost(query, found["said"], found["ms"], found["files"], found["bytes"])


def report(site: Path, runs: int) -> Iterator[str]:
    """Lines for people."""
    yield f"{'ms':>6} {'files':>6} {'kB':>6}  query"
    with serving(site) as address:
        for each in costs(address, runs):
            yield f"{each.ms:6.0f} {each.files:6} {each.bytes / 1000:6.0f}  {each.query}  {each.said}"
