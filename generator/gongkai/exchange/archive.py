"""A scheme's pages, data and attachments → `archive.zip`, for a disc: opens without the site, and tells whether it is whole."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape

from gongkai.exchange.published import INVENTED, TERMS, Published
from gongkai.exchange.zipped import packed, packed_once, zipped

_README = """\
{title}

用浏览器打开 index.html 阅读；metadata.xml 是著录信息，scheme.yml 和 scheme.json 是方案的全部数据。
核对文件是否完整、有没有改动：在本文件夹里运行 sha256sum -c SHA256SUMS。

出处：{page}
{terms}
"""
_METADATA = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">\n{}</metadata>\n'
)


def archive_zip(published: Published, files: Mapping[str, bytes], shared: Sequence[tuple[str, bytes]]) -> bytes:
    """Everything in one folder named like the scheme (`anxi-mzj-2024`), with a description and a list of checksums.

    `shared` are files that many archives have alike, such as stylesheets.
    """
    readme = _README.format(title=published.scheme.title, page=published.page, terms=TERMS).encode()
    own = {"README.txt": readme, **files, "metadata.xml": _metadata(published, files).encode()}
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in (*own.items(), *shared))
    own["SHA256SUMS"] = sums.encode()
    folder = published.address.replace("/", "-")
    contents = [(name, packed(content)) for name, content in own.items()] + [(name, packed_once(content)) for name, content in shared]
    return zipped((f"{folder}/{name}", content) for name, content in contents)


def _metadata(published: Published, files: Mapping[str, bytes]) -> str:
    """The description in Dublin Core terms."""
    lines = (f"  <{term}>{escape(value, quote=False)}</{term}>\n" for term, value in _terms(published, files) if value)
    return _METADATA.format("".join(lines))


def _terms(published: Published, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    scheme, disclosure, notice = published.scheme, published.scheme.disclosure, published.scheme.notice
    yield "dc:title", notice.title if notice else scheme.title
    yield "dcterms:alternative", scheme.title if notice else ""
    yield "dc:identifier", f"文号：{published.number}" if published.number else ""
    yield "dc:identifier", f"索引号：{disclosure.index}" if disclosure.index else ""
    yield "dc:creator", notice.signed_by if notice else published.case.agency.name
    yield "dc:publisher", published.publisher
    yield "dc:subject", disclosure.subject or ""
    yield "dcterms:abstract", disclosure.summary or ""
    yield "dcterms:created", str(published.issued_on or "")
    yield "dcterms:issued", disclosure.published_at.isoformat() if disclosure.published_at else ""
    yield "dcterms:temporal", f"{scheme.year}年度"
    yield "dcterms:spatial", published.case.region.name
    yield "dc:description", f"有效性：{disclosure.validity}{f'（{disclosure.validity_on}）' if disclosure.validity_on else ''}"
    yield "dcterms:isReplacedBy", disclosure.replaced_by or ""
    yield "dc:description", INVENTED if published.case.region.demo else ""
    yield "dcterms:accessRights", disclosure.mode
    yield "dc:rights", TERMS
    yield "dc:language", "zh-CN"
    yield "dc:source", published.page
    for name in files:
        yield "dcterms:hasPart", name
