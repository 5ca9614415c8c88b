"""`feed.xml`: what was published, corrected or withdrawn last, as Atom (RFC 4287) for feed readers and other websites."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from gongkai.lasting import lasting_uuid
from gongkai.views.data.records import Record
from gongkai.views.overview.afterwards import ended, heading, status

FILE = "feed.xml"
ENTRIES = 100
"""How many schemes it tells of: those of which something was said last."""


def feed(records: Iterable[Record], name: str, url: str, today: date) -> bytes:
    """The feed of the site `name`; `url` is its address with a slash at its end. Without one the links are relative to the feed itself."""
    newest = sorted(records, key=lambda each: (each.updated, each.url), reverse=True)[:ENTRIES]
    updated = newest[0].updated.isoformat() if newest else f"{today.isoformat()}T00:00:00+08:00"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>urn:uuid:{lasting_uuid('feed', name)}</id>",
        f"<title>{escape(name)}</title>",
        "<subtitle>最近公开、更正和失效的绩效评估工作方案</subtitle>",
        f"<updated>{updated}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(url)}{FILE}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(url)}index.html"/>',
        "<generator>gongkai</generator>",
        *(line for each in newest for line in _entry(each, url)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entry(each: Record, url: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>urn:uuid:{lasting_uuid('scheme', each.region, each.agency, each.address)}</id>"
    yield f"<title>{escape(each.name)}{_marked(status(each))}{_marked('演示' if each.demo else '')}</title>"
    yield f'<link rel="alternate" type="text/html" href="{escape(url + each.url)}"/>'
    yield f"<published>{each.published.isoformat()}</published>"
    yield f"<updated>{each.updated.isoformat()}</updated>"
    yield f"<author><name>{escape(each.publisher)}</name></author>"
    yield f'<category term="{escape(each.region)}"/>'
    if gone := status(each):
        yield f'<category term="{gone}"/>'
    yield f"<summary>{escape(_summary(each))}</summary>"
    yield "</entry>"


def _marked(word: str) -> str:
    return f"（{word}）" if word else ""


def _summary(each: Record) -> str:
    """What happened to it last comes first: no longer 有效, the corrections, each of which ends as a sentence; then what it is."""
    successor = f"，现行文件：{each.replaced_by}" if each.replaced_by else ""
    number = f"（{each.number}）" if each.number else ""
    parts = (
        f"本文件{ended(each)}{successor}" if ended(each) else "",
        *(f"{heading(change.on)}：{change.note}" for change in each.changes),
        each.summary or f"{each.title}{number}",
    )
    return " ".join(part if part.endswith(("。", "！", "？")) else f"{part}。" for part in parts if part)
