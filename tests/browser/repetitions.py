"""Pages repeat themselves by the hundred: what is slow to look at is looked at once for all that is alike."""

from playwright.sync_api import Page

_HIDE = """kept => {
    const plain = html => html.replace(/>[^<]*|\\s(id|href|title|value|for|download|data-[a-z]+)="[^"]*"/g, "");
    const places = new Map([[document.body, ""]]), seen = new Map(), repeated = [];
    for (const element of document.querySelectorAll("body *")) {
        const even = [...element.parentNode.children].indexOf(element) % 2;
        const place = `${places.get(element.parentNode)}/${even}${plain(element.cloneNode().outerHTML)}`;
        const look = place + plain(element.outerHTML);
        places.set(element, place);
        seen.set(look, (seen.get(look) || 0) + 1);
        if (seen.get(look) > kept) repeated.push(element);
    }
    repeated.forEach(element => element.style.visibility = "hidden");
}"""


def hide_repetitions(page: Page, kept: int = 1) -> None:
    """Of elements with the same place in the tree and the same inside, only the first stays to be seen and reached; nothing moves.

    A place is made of tags, classes and attributes of all around an element, and of whether it is even or odd among its siblings, so that
    whatever a style sheet can tell apart counts as different.
    """
    page.evaluate(_HIDE, kept)
