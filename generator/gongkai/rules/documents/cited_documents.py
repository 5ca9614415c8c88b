"""Family R, cited documents: 文号 and titles against each other, documents.yml and the date of issue; and the list of based_on."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from gongkai.citations import inner_title
from gongkai.diagnostics import Basis, Finding, Path, Related, Severity
from gongkai.document_numbers import Number, read_document_number
from gongkai.model import Document
from gongkai.periods import chinese_date
from gongkai.rules.documents.own_name import is_own_name, plain
from gongkai.rules.documents.references import is_alone, own_number
from gongkai.rules.documents.sources import clause_at, sources
from gongkai.rules.registry import Case, finding, once, related, rule

_SHORTEST = 5
"""Titles up to this length are short forms (《方案》, 《实施细则》) that say nothing about the document."""


class Reference(Struct, frozen=True, gc=False):
    """A 文号 that body or text cites: the title beside it, if any, and the key it is registered under, if any."""

    path: Path
    number: Number
    title: str
    key: str | None


@once
def references(case: Case) -> tuple[Reference, ...]:
    """Every cited 文号 but the scheme's own, in the order of reading."""
    own = own_number(case)
    found = []
    for source in sources(case):
        titles = {each.number.start: each.title.words for each in source.citations.cited}
        for number in source.citations.numbers:
            title = titles.get(number.start, "")
            mine = (own and number.plain == own.plain) or is_alone(source.citations.text, number)
            if not mine and not (title and is_own_name(case, title)):
                found.append(Reference(source.path, number, title, registered(case.documents, number)))
    return tuple(found)


def registered(documents: Mapping[str, Document], number: Number) -> str | None:
    """The key of a 文号 in documents.yml, also when words of the sentence were read as part of its 机关代字."""
    numeral = number.plain[len(number.organ) :]
    keys = (number.organ[cut:] + numeral for cut in range(len(number.organ)))
    return next((key for key in keys if key in documents), None) if documents else None


def same_title(one: str, other: str) -> bool:
    """Whether two titles can mean one document: the same but for issuer, marks and 关于印发…的通知, or one a part of the other."""
    short, long = sorted((_subject(one), _subject(other)), key=len)
    return len(short) < _SHORTEST or short in long


@lru_cache(maxsize=512)
def _subject(title: str) -> str:
    """What a title is about: X of 某机关关于印发《X》的通知."""
    inner = inner_title(title)
    words = plain(inner) if len(inner) > _SHORTEST else plain(title)
    for lead in ("印发", "转发", "关于"):
        words = words.partition(lead)[2] or words
    return words.removesuffix("的通知").replace("、", "")


@rule("R008", "number-under-two-titles", "同一文号写了两个题名", Severity.WARNING, Basis.CONSISTENCY, "一个文号只有一个题名")
def number_under_two_titles(case: Case) -> Iterator[Finding]:
    """Titles beside one 文号 that differ; where the document is registered, R011 says which one is wrong."""
    first: dict[str, Reference] = {}
    for each in references(case):
        if each.title and each.key is None:
            earlier = first.setdefault(each.number.plain, each)
            if not same_title(earlier.title, each.title):
                message = f"{each.number.plain}这里的题名是《{each.title}》，前面是《{earlier.title}》"
                yield _at("R008", case, each, message, "请查对原件，统一题名或者改正文号。", (_earlier(earlier),))


@rule("R009", "title-under-two-numbers", "同一题名写了两个文号", Severity.ERROR, Basis.CONSISTENCY, "一份文件只有一个文号")
def title_under_two_numbers(case: Case) -> Iterator[Finding]:
    """One 机关's document on the same subject, or the same words with an issuer in them, beside two 文号.

    关于… without an issuer may be the title of two 机关, and one may pass on another's document (转发).
    """
    first: dict[tuple[str, str], Reference] = {}
    for each in references(case):
        subject = _subject(each.title)
        if len(subject) > _SHORTEST:
            earlier = first.setdefault((subject, each.number.organ), each)
            if not each.title.startswith("关于") and earlier is each:
                earlier = first.setdefault((plain(each.title), ""), each)
            if earlier.number.plain != each.number.plain:
                message = f"《{each.title}》这里的文号是{each.number.plain}，前面是{earlier.number.plain}"
                yield _at("R009", case, each, message, "请查对原件，改正写错的文号。", (_earlier(earlier),))


def _earlier(each: Reference) -> Related:
    return related("前面一处", *each.path, at=(each.number.start, len(each.number.words)))


def _at(code: str, case: Case, each: Reference, message: str, help_: str, where: tuple[Related, ...] = ()) -> Finding:  # noqa: PLR0917
    at, clause = (each.number.start, len(each.number.words)), clause_at(case, each.path, each.number.start)
    return finding(code, message, *each.path, at=at, clause=clause, related=where, help=help_)


@rule("R010", "unregistered-document", "引用的文件没有登记", Severity.NOTE, Basis.FORMAT, "引用的文件登记在地区的 documents.yml 中")
def unregistered_document(case: Case) -> Iterator[Finding]:
    """A cited 文号 that documents.yml does not hold, once for each; silent while nothing is registered."""
    seen: set[str] = {basis.plain for written in case.scheme.based_on if (basis := read_document_number(written))}
    for each in references(case) if case.documents else ():
        if each.key is None and each.number.serial.strip("0") and each.number.plain not in seen and not _registered_title(case, each):
            seen.add(each.number.plain)
            message = f"引用的{each.number.plain}没有登记在 documents.yml 中，无法核对题名和效力"
            yield _at("R010", case, each, message, "请登记它的题名、发文机关、日期和效力；文号写错的，请改正。")


def _registered_title(case: Case, each: Reference) -> str | None:
    """The key of a document with exactly this title, for a title long enough to be its own."""
    if len(each.title) <= _SHORTEST:
        return None
    return next((key for key, document in case.documents.items() if plain(document.title) == plain(each.title)), None)


@rule(
    "R011",
    "cited-otherwise-than-registered",
    "引用的题名或文号与登记不符",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "题名和文号以登记的原件为准",
)
def cited_otherwise_than_registered(case: Case) -> Iterator[Finding]:
    """A registered 文号 with another title, and a registered title with another 文号."""
    for each in references(case):
        if not each.title:
            continue
        if each.key and not same_title(each.title, case.documents[each.key].title):
            message = f"{each.key}的题名这里写作《{each.title}》，登记的是《{case.documents[each.key].title}》"
            yield _at("R011", case, each, message, "请查对原件，改正写错的一处。")
        elif each.key is None and (key := _registered_title(case, each)):
            message = f"《{each.title}》的文号这里写作{each.number.plain}，登记的是{key}"
            yield _at("R011", case, each, message, "请查对原件，改正写错的一处。")


@rule(
    "R012",
    "repealed-document-cited",
    "引用的文件已经失效或废止",
    Severity.WARNING,
    Basis.POLICY,
    "《党政机关公文处理工作条例》公文管理一章：公文被撤销的，视为自始无效；公文被废止的，视为自废止之日起失效",
)
def repealed_document_cited(case: Case) -> Iterator[Finding]:
    """A registered document no longer in force when the scheme was signed, or, where a date is missing, while the scheme still is."""
    notice = case.scheme.notice
    for key, path, at in _every_use(case):
        document = case.documents[key]
        since = document.validity_on
        if since and notice:
            relevant, own = since <= notice.signed_on, f"成文于{chinese_date(notice.signed_on)}"
        else:
            relevant, own = case.scheme.disclosure.validity == "有效", "标为有效"
        if relevant and document.status != "有效":
            message = f"引用的{key}登记为{chinese_date(since) + '起' if since else ''}“{document.status}”，本方案{own}"
            clause = clause_at(case, path, at[0]) if at else ""
            help_ = "请改引现行的文件；成文时它仍然有效的，请在 documents.yml 写明 validity_on。"
            yield finding("R012", message, *path, at=at, clause=clause, help=help_)


def _every_use(case: Case) -> Iterator[tuple[str, Path, tuple[int, int] | None]]:
    """The registered documents that the scheme cites or names as its basis, each at the first place."""
    seen: set[str] = set()
    for each in references(case):
        if each.key and each.key not in seen:
            seen.add(each.key)
            yield each.key, each.path, (each.number.start, len(each.number.words))
    for index, written in enumerate(case.scheme.based_on):
        if written in case.documents and written not in seen:
            seen.add(written)
            yield written, ("based_on", index), None


@rule("R013", "later-document-cited", "引用的文件晚于本方案", Severity.ERROR, Basis.CONSISTENCY, "成文时还没有的文件不能作为依据")
def later_document_cited(case: Case) -> Iterator[Finding]:
    """A cited document dated after the notice, by its registered date or else by the year of its 文号."""
    notice = case.scheme.notice
    if notice is None:
        return
    signed = notice.signed_on
    where = (related(f"成文日期：{chinese_date(signed)}", "notice", "signed_on"),)
    help_ = "请查对所引文件的文号和日期；引用的是以前文件的，请改正。"
    seen: set[str] = set()
    for each in references(case):
        year, date = each.number.year, case.documents[each.key].date if each.key else None
        later = date > signed if date else len(year) == 4 and int(year) > signed.year
        if later and each.number.plain not in seen:
            seen.add(each.number.plain)
            dated = f"成文于{chinese_date(date)}" if date else f"是 {year} 年的文件"
            message = f"引用的{each.number.plain}{dated}，晚于本方案的成文日期{chinese_date(signed)}"
            yield _at("R013", case, each, message, help_, where)


@rule(
    "R014", "unregistered-basis", "制定依据没有登记", Severity.WARNING, Basis.FORMAT, "based_on 所列文件的题名登记在地区的 documents.yml 中"
)
def unregistered_basis(case: Case) -> Iterator[Finding]:
    """An entry of based_on that documents.yml does not hold; silent while nothing is registered."""
    for index, written in enumerate(case.scheme.based_on) if case.documents else ():
        basis = read_document_number(written)
        if written not in case.documents and not (basis and registered(case.documents, basis)):
            message = f"制定依据列有“{written}”，documents.yml 中没有登记"
            yield finding("R014", message, "based_on", index, help="请登记它的题名；文号写错的，请改正。")


@rule("R015", "basis-not-cited", "制定依据正文没有提到", Severity.NOTE, Basis.CONSISTENCY, "列为制定依据的文件，正文应当引用")
def basis_not_cited(case: Case) -> Iterator[Finding]:
    """An entry of based_on whose 文号 and title neither text nor body hold."""
    if not case.scheme.based_on:
        return
    cited = {each.number.plain for each in references(case)} | {each.key for each in references(case)}
    for index, written in enumerate(case.scheme.based_on):
        basis = read_document_number(written)
        key = basis.plain if basis else written
        if key not in cited and not _is_named(case, key):
            yield finding(
                "R015", f"制定依据列有“{written}”，正文和通知都没有提到它", "based_on", index, help="请核对文号；没有引用的，请删去。"
            )


def _is_named(case: Case, key: str) -> bool:
    """Whether a text holds the document's title, or what it is about."""
    document = case.documents.get(key)
    subject = _subject(document.title if document else key)
    return any(subject in words for words in _plain_texts(case))


@once
def _plain_texts(case: Case) -> tuple[str, ...]:
    # whole texts are not worth remembering
    return tuple(plain.__wrapped__(source.citations.text).replace("、", "") for source in sources(case))
