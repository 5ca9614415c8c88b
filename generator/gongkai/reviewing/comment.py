"""What the review comment says beyond the comparison: the findings that stand in the touched files, the pages, and where to look further.

The comparison keeps within 60,000 characters; what is added here keeps within 4,000, and GitHub takes 65,536.
"""

from collections.abc import Iterator

from gongkai.diff import renderer
from gongkai.report.markdown import safe
from gongkai.reviewing.gathered import Gathered, counted


def comment(gathered: Gathered, report: str) -> str:
    """The comment; `report` is the address at which a browser finds the whole review, or empty."""
    body = renderer("markdown")(gathered.review, gathered.level).rstrip("\n")
    return "\n".join([body, *_more(gathered, report), ""])


def _more(gathered: Gathered, report: str) -> Iterator[str]:
    yield "\n---\n"
    if gathered.found:
        yield f"改动的文件现有问题：{counted(gathered.found)}。"
    yield from _pages(gathered)
    if report:
        yield f"\n[前后对照、网页预览和现有问题]({report})"


def _pages(gathered: Gathered) -> Iterator[str]:
    preview = gathered.preview
    if preview is None:
        yield f"没有预览：{safe(gathered.trouble)}"
    elif preview.alone:
        yield f"改动前的网站生成不了（{safe(preview.alone)}），预览收入有改动的方案的全部网页 {len(preview.pages)} 个。"
    else:
        yield f"网页：{pages_told(preview.changed, preview.added, preview.removed)}。"


def pages_told(changed: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> str:
    """改动 12 个，新增 6 个，另有 4 个文件改动."""
    parts = ((changed, "改动"), (added, "新增"), (removed, "删除"))
    told = [f"{name} {count} 个" for each, name in parts if (count := sum(address.endswith(".html") for address in each))]
    return "，".join(told) or "没有变化"
