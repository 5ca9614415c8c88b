"""Changes of the scheme as a document: basis, attachments, the 公文 that carries it, its disclosure, and what only the file has."""

from collections.abc import Iterator
from typing import Any

from gongkai.changes.fields import Both, Field, altered, differing, entry, shown
from gongkai.changes.kinds import Change, Kind
from gongkai.changes.pairing import Row, pair
from gongkai.changes.wording import Wording
from gongkai.diagnostics import Path
from gongkai.model import Attachment, Imprint, Provenance, Review, Scheme, Waiver
from gongkai.periods import chinese_date
from gongkai.terms import CHOICES, term

_NOTES: Path = ("disclosure", "changes")


def basis_changes(before: Scheme, after: Scheme, _: Wording) -> Iterator[Change]:
    """Of the 制定依据, by 文号."""
    old, new = before.based_on, after.based_on
    for kind, own, other in ((Kind.BASIS_REMOVED, old, new), (Kind.BASIS_ADDED, new, old)):
        known = {Wording().plain(each) for each in other}  # the year is a part of the number
        for index, number in enumerate(own):
            if Wording().plain(number) not in known:
                yield entry(kind, f"制定依据{number}", ("based_on", index))


def attachment_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 附件, by their titles; a number that only moved up is named as such."""
    old, new = before.attachments, after.attachments
    if old == new:
        return
    rows = [[Row("", wording.plain(each.title, side), each.content) for each in those] for side, those in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    yield from (entry(Kind.ATTACHMENT_REMOVED, attachment_name(old[i]), ("attachments", i)) for i in pairs.gone)
    yield from (entry(Kind.ATTACHMENT_ADDED, attachment_name(new[j]), ("attachments", j)) for j in pairs.new)
    fields = [Field("number", Kind.ATTACHMENT_CHANGED), Field("title", Kind.ATTACHMENT_CHANGED)]
    fields += [Field("content", Kind.ATTACHMENT_CHANGED, lambda value: CHOICES[value])]
    if not wording.years:
        fields += [Field("file", Kind.ATTACHMENT_CHANGED), Field("withheld", Kind.ATTACHMENT_CHANGED)]
    for i, j in pairs.both:
        yield from differing(Both(attachment_name(new[j]), old[i], new[j], ("attachments", i), ("attachments", j)), fields, wording)


def attachment_name(each: Attachment) -> str:
    """附件2《…》."""
    title = each.title if each.title.startswith("《") else f"《{each.title}》"
    return f"附件{'' if each.number is None else each.number}{title}"


def paper_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of title, year, state, 公文 and 政府信息公开, between two versions of one scheme."""
    whole = Both("方案", before, after, (), ())
    yield from differing(whole, (Field("title", Kind.NOTICE), Field("year", Kind.NOTICE)), wording)
    yield from _state(before, after)
    yield from _particulars("公文", Kind.NOTICE, before.notice, after.notice, ("notice",), wording)
    old, new = before.disclosure, after.disclosure
    yield from _particulars("政府信息公开", Kind.DISCLOSURE, old, new, ("disclosure",), wording, ("mode", "changes"))
    for index, note in enumerate(new.changes):
        if note not in old.changes:
            words = f"{chinese_date(note.on)}：{note.note}"
            yield altered(Kind.CHANGE_NOTE, "更正说明", ("", words), (_NOTES, (*_NOTES, index)))
    for index, note in enumerate(old.changes):
        if note not in new.changes:
            words = f"{chinese_date(note.on)}：{note.note}"
            yield altered(Kind.CHANGE_NOTE, "更正说明", (words, ""), ((*_NOTES, index), _NOTES))


def _state(before: Scheme, after: Scheme) -> Iterator[Change]:
    if before.draft != after.draft:
        states = {True: "草稿", False: "定稿"}
        yield altered(Kind.STATE, "方案", (states[before.draft], states[after.draft]), (("draft",), ("draft",)), what="状态")
    if before.disclosure.mode != after.disclosure.mode:
        path = ("disclosure", "mode")
        yield altered(Kind.STATE, "方案", (before.disclosure.mode, after.disclosure.mode), (path, path), what="公开方式")


def _particulars(  # noqa: PLR0917
    about: str, kind: Kind, old: Any, new: Any, path: Path, wording: Wording, but: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Every field of a struct that either may lack."""
    if old is None or new is None:
        if old is not new:
            words = getattr(old or new, "title", "")
            yield altered(kind, about, (words if old else "", words if new else ""), (path, path), what="" if words else "有无")
        return
    fields = [Field(name, kind, _worded) for name in type(old).__struct_fields__ if name not in but]
    yield from differing(Both(about, old, new, path, path), fields, wording)


def _worded(value: Any) -> str:
    if isinstance(value, Imprint | Review):
        return f"{value.by}，{chinese_date(value.on)}"
    return f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "hour") else shown(value)


def file_changes(before: Scheme, after: Scheme, _: Wording) -> Iterator[Change]:
    """Of what only the file has: where it comes from, and which findings it acknowledges."""
    for kind, own, other in ((Kind.WAIVER_REMOVED, before, after), (Kind.WAIVER_ADDED, after, before)):
        for index, waiver in enumerate(own.waivers):
            if waiver not in other.waivers:
                yield entry(kind, f"豁免{waiver.code}", ("waivers", index), _excuse(waiver))
    old, new = before.provenance, after.provenance
    if old != new:
        for name in Provenance.__struct_fields__:
            values = getattr(old, name, None) or "", getattr(new, name, None) or ""
            if values[0] != values[1]:
                paths = (("provenance", name),) * 2
                yield altered(Kind.PROVENANCE, "来源的", values, paths, what=term(name, "Provenance").name)


def _excuse(waiver: Waiver) -> str:
    return f"{waiver.at}：{waiver.reason}" if waiver.at else waiver.reason
