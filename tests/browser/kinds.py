"""One page of every kind, of the demonstration county and of real schemes, and the windows they are looked at in.

The pictures and the tests of all pages take their list from here; `test_quality` demands that it is complete.
"""

import re
from collections.abc import Collection

SCHEME_PAGES = ("index", "scores", "organization", "timeline", "rules", "report")
"""Those that every scheme has."""
KINDS = [
    "index.html",
    "404.html",
    "sitemap/index.html",
    "search/index.html",
    "catalog/index.html",
    "agencies/index.html",
    "indicators/index.html",
    "documents/index.html",
    "calendar/index.html",
    "calendar/2025-06.html",
    "compare/index.html",
    "data/index.html",
    "rules/index.html",
    "rules/P001.html",
    "guide/index.html",
    "guide/accessibility.html",
    "demo/index.html",
    "demo/mzj/index.html",
    *(f"demo/mzj/2025/{name}.html" for name in (*SCHEME_PAGES, "compare")),
]
"""One of every kind."""
OTHERS = [
    "demo/sjglj/2025/scores.html",
    "anxi/mzj/index.html",
    "anxi/mzj/2024/index.html",
    "anxi/mzj/2024/scores.html",
    "anxi/kjj/2021/organization.html",
    "anxi/kjj/2021/report.html",
    "jinjiang/zrzyj/2019/rules.html",
    "tongan/tyjrswj/2020/index.html",
    "tongan/tyjrswj/2020/scores.html",
]
"""Of the same kinds, but with other parts: a deep table, no table, no group, another city's labels."""
PAGES = [*KINDS, *OTHERS]
WINDOWS = {360: 740, 768: 1024, 1440: 900}
"""Width: height, in CSS pixels."""


def kind(address: str, regions: Collection[str]) -> str:
    """The address with stars for all that tells pages of one kind apart: `*/*/*/scores.html`, `rules/*.html`."""
    *folders, page = address.split("/")
    if folders and folders[0] in regions:
        return "/".join(["*"] * len(folders) + [page])
    return "/".join([*folders, re.sub(r"^(\d[\d-]*|[A-Z]\d{3})\.", "*.", page)])
