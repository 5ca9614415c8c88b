"""A walk over an open page with the Tab key, there and back: where it stops, in what order, and whether one sees where one is."""

from collections.abc import Iterator

from playwright.sync_api import Page

_WATCH = """() => {
    const visible = element => element.checkVisibility({visibilityProperty: true});
    const scrolls = element => {
        const {overflowX, overflowY} = getComputedStyle(element), moves = /auto|scroll/;
        return moves.test(overflowX) && element.scrollWidth > element.clientWidth
            || moves.test(overflowY) && element.scrollHeight > element.clientHeight;
    };
    const shown = [...document.body.querySelectorAll("*")].filter(visible);
    const controls = shown.filter(element => element.tabIndex >= 0 && !element.disabled);
    // a browser stops at what scrolls if there is nothing in it to stop at
    const scrollers = shown.filter(element => scrolls(element) && !controls.some(control => element.contains(control)));
    const expected = [...controls, ...scrollers];

    const own = element => [element, ...[...element.labels || []].flatMap(label => [label, ...label.querySelectorAll("*")])];
    const ringed = element => {
        const {outlineStyle, outlineWidth, outlineColor, opacity} = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(outlineColor) && opacity > 0;
    };
    function covered(element) {
        const {left, right, top, bottom} = element.getClientRects()[0];
        const [from, to] = [Math.max(top, 0) + 2, Math.min(bottom, innerHeight) - 2];
        const middle = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        const hits = [from, (from + to) / 2, to].map(y => document.elementFromPoint(middle, y));
        return !hits.every(hit => own(element).some(part => part.contains(hit)));
    }
    const said = element => element.outerHTML.replace(/\\s+/g, " ").slice(0, 120);

    // past the last control a browser would leave the page, and come back when it likes
    const end = document.body.appendChild(document.createElement("i"));
    end.tabIndex = 0;

    let stops = [], faults = [], goal = end;
    document.addEventListener("keyup", event => {
        if (event.key !== "Tab") return;
        const element = document.activeElement, before = stops[stops.length - 1];
        const order = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
        const moved = before && before.place !== before.element.parentNode; // a control that goes with the focus
        stops.push({element, place: element.parentNode});
        if (before && !moved && !(before.element.compareDocumentPosition(element) & order)) faults.push(`out of order: ${said(element)}`);
        if (element === end) return;
        if (!own(element).some(ringed)) faults.push(`nobody sees the focus: ${said(element)}`);
        if (covered(element)) faults.push(`out of sight or covered: ${said(element)}`);
    });
    window.gkArrived = () => stops.length > 0 && stops[stops.length - 1].element === goal;
    window.gkWalked = () => {
        const reached = new Set(stops.map(({element}) => element));
        const missed = expected.filter(element => !reached.has(element)).map(element => `no stop: ${said(element)}`);
        const told = [...missed, ...gkArrived() ? [] : ["there is no end to it"], ...faults];
        const skip = document.querySelector(expected.length && expected[0].getAttribute("href") || "nothing");
        if (expected.length && !(skip && skip.matches("main"))) told.push("the first stop does not lead to the text");
        [stops, faults, goal] = [[], [], expected[0]]; // and back
        return told;
    };
    return expected.length;
}"""
"""Expects every control that can be seen; looks when a key is let go, as the page then stands still. Controls may appear on the way."""


def walk(page: Page, *, back: bool = True) -> Iterator[str]:
    """What is wrong with the stops of the Tab key from the first to the last, and of Shift and Tab from the last to the first."""
    count = page.evaluate(_WATCH)
    for key in ("Tab", "Shift+Tab")[: 1 + back] if count else ():
        steps = 0
        while steps < 3 * count + 9 and not (steps >= count and page.evaluate("gkArrived()")):
            page.keyboard.press(key)
            steps += 1
        yield from (f"{key}: {fault}" for fault in page.evaluate("gkWalked()"))
