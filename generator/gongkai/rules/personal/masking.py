"""How a personal particular may be shown: masked, 138****1234. What findings say and what reports quote goes through here."""

from msgspec.structs import replace

from gongkai.diagnostics import Finding
from gongkai.rules.personal.particulars import has_trace, narrow, read_particulars
from gongkai.rules.personal.personal_numbers import Kind, Particular

_KEPT: dict[Kind, tuple[int, int]] = {
    "identity": (3, 3),
    "mobile": (3, 4),
    "contact": (3, 4),
    "card": (4, 4),
    "address": (2, 0),
    "other": (1, 1),
}
"""How many characters of each kind stay at the beginning and the end."""


def masked(text: str) -> str:
    """The text with every particular masked, of the same length: 138****1234."""
    found = read_particulars(text)
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], mask(text, each)]
        end = each.end
    return "".join([*pieces, text[end:]]) if found else text


def mask(text: str, each: Particular) -> str:
    """The words of one particular as they may be shown, of the same length."""
    shown = text[each.start : each.end]
    if each.kind in ("mailbox", "free"):
        name, at, domain = narrow(shown).partition("@")
        return name[:1] + "*" * (len(name) - 1) + at + domain
    first, last = _KEPT[each.kind]
    return shown[:first] + "*" * (len(shown) - first - last) + shown[len(shown) - last :]


def discreet(finding: Finding) -> Finding:
    """The finding with every particular in its sentences masked: rules quote the text, and what they say is printed and published."""
    waived = finding.waived or ""
    if not has_trace("\n".join((finding.message, finding.help, waived, *(each.message for each in finding.related)))):
        return finding
    return replace(
        finding,
        message=masked(finding.message),
        help=masked(finding.help),
        waived=masked(waived) or None,
        related=tuple(replace(each, message=masked(each.message)) for each in finding.related),
    )
