"""Shells are cut at their holes and filled with escaped values."""

import pytest

from gongkai.site.shell import Shell
from gongkai.views.page import Heading, Page, PrintedFooter

HOLES = (
    "description",
    "site",
    "meta",
    "title",
    "current:home",
    "current:rules",
    "banner",
    "crumbs",
    "contents",
    "body",
    "footer",
    "assets",
)
NOBODY = PrintedFooter()
OWNER = PrintedFooter(head='<meta name="SiteName" content="网站">', foot="<p>办公室</p>")
HTML = "<main id='m' id=\"main\">" + "".join(f"[{hole}|@@gongkai:{hole}@@]" for hole in HOLES)


def spliced(page: Page, footer: PrintedFooter = NOBODY) -> dict[str, str]:
    """What stands in each hole."""
    html = Shell.split(HTML).splice(page, footer).decode()
    return {hole: html.split(f"[{hole}|")[1].split("]")[0] for hole in HOLES}


def page(**changes: object) -> Page:
    values = {"address": "a/b/c/index.html", "title": "题", "description": "述", "body": "<p>正文</p>", **changes}
    return Page(**values)  # type: ignore[arg-type]


def test_every_hole_is_filled() -> None:
    found = spliced(page(section="rules", demo=True, crumbs=(("首页", "../index.html"), ("此", ""))), footer=OWNER)
    assert found["site"] == OWNER.head
    assert found["title"] == "题"
    assert found["body"] == "<p>正文</p>"
    assert found["footer"] == OWNER.foot
    assert found["current:rules"] == ' aria-current="page"'
    assert found["current:home"] == ""
    assert "演示数据" in found["banner"]
    assert found["crumbs"].count("<li") == 2
    assert '<li aria-current="page">此</li>' in found["crumbs"]


def test_a_page_links_its_own_styles_and_scripts() -> None:
    assert spliced(page(styles=("scheme", "scores"), scripts=("scores",)))["assets"].splitlines() == [
        '<link rel="stylesheet" href="../../../styles/scheme.css">',
        '<link rel="stylesheet" href="../../../styles/scores.css">',
        '<script src="../../../scripts/scores.js" defer></script>',
    ]


def test_values_are_escaped() -> None:
    evil = '"><script>alert(1)</script>&'
    heading = Heading(level=1, anchor='x"y', text=evil)
    found = spliced(page(title=evil, description=evil, meta=((evil, evil),), crumbs=((evil, evil),), contents=(heading,)))
    for hole in ("title", "description", "meta", "crumbs", "contents"):
        assert "<script" not in found[hole]
        assert "&amp;" in found[hole]
    assert 'href="#x&quot;y"' in found["contents"]


def test_a_hole_in_a_value_stays_text() -> None:
    assert spliced(page(body="@@gongkai:title@@"))["body"] == "@@gongkai:title@@"


@pytest.mark.parametrize(
    ("levels", "shape"),
    [
        ((1,), "<ol><li></li></ol>"),
        ((1, 1), "<ol><li></li><li></li></ol>"),
        ((1, 2, 2, 1), "<ol><li><ol><li></li><li></li></ol></li><li></li></ol>"),
        ((1, 3, 1), "<ol><li><ol><li></li></ol></li><li></li></ol>"),
        ((2, 1), "<ol><li></li><li></li></ol>"),
        ((1, 2, 3), "<ol><li><ol><li><ol><li></li></ol></li></ol></li></ol>"),
        ((1, 3, 2), "<ol><li><ol><li></li></ol><ol><li></li></ol></li></ol>"),
    ],
)
def test_contents_nest_by_level(levels: tuple[int, ...], shape: str) -> None:
    headings = tuple(Heading(level=level, anchor=f"s-{index}", text="节") for index, level in enumerate(levels))
    found = spliced(page(contents=headings))["contents"]
    lists = found.partition("</summary>")[2].partition("</details>")[0]
    for index in range(len(levels)):
        lists = lists.replace(f'<a href="#s-{index}">节</a>', "")
    assert lists == shape


def test_without_headings_or_crumbs_there_is_no_empty_navigation() -> None:
    found = spliced(page())
    assert found["contents"] == found["crumbs"] == found["banner"] == ""


def test_a_theme_without_a_hole_or_with_an_unknown_one_is_refused() -> None:
    with pytest.raises(ValueError, match="body"):
        Shell.split(HTML.replace("@@gongkai:body@@", ""))
    with pytest.raises(ValueError, match="weather"):
        Shell.split(HTML + "@@gongkai:weather@@")


def test_ids_of_the_theme_are_known() -> None:
    assert Shell.split(HTML).ids == ("main",)
