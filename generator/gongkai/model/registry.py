"""The registries beside the schemes: agency.yml, region.yml and documents.yml."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from gongkai.model.document import Validity
from gongkai.model.values import DIVISION, Line, Name, Text, Value


class Unit(Value, frozen=True, kw_only=True):
    """股室 or 直属单位 of an agency, with the other names it goes by."""

    name: Line
    kind: Line | None = None
    aliases: tuple[Name, ...] = ()


class Agency(Value, frozen=True, kw_only=True):
    """agency.yml: the bureau that issues schemes; `code_words` are its 机关代字 (安民)."""

    name: Line
    short_names: tuple[Name, ...] = ()
    code_words: tuple[Name, ...] = ()
    units: tuple[Unit, ...] = ()


class Footer(Value, frozen=True, kw_only=True):
    """Head and foot of a government site's pages (国办发〔2017〕47号): its name, domain and 标识码, 主办单位, ICP备案号, 公安备案号, links.

    `site_name` and `site_domain` are those of the portal that the pages stand in; without them the values of mkdocs.yml serve.
    """

    site_name: Line | None = None
    site_domain: Line | None = None
    site_id: Line | None = None
    sponsor: Line | None = None
    icp: Line | None = None
    police: Line | None = None
    identity_url: Line | None = None
    correction_url: Line | None = None
    contact: Line | None = None


class Words(Value, frozen=True, kw_only=True):
    """What a region adds to the word lists of the rules: names of 机关, wrong → right phrases, and words that are right here."""

    organs: tuple[Name, ...] = ()
    phrases: dict[Line, Line] = {}
    accepted: tuple[Name, ...] = ()


class Region(Value, frozen=True, kw_only=True):
    """region.yml: a county or city; `code` is the division code (GB/T 2260); `labels` renames entries of the metadata box."""

    name: Line
    parent: Line | None = None
    code: Annotated[str, Meta(pattern=DIVISION)] | None = None
    demo: bool = False
    index_pattern: Line | None = None
    labels: dict[Line, Line] = {}
    footer: Footer = Footer()
    words: Words = Words()


class Document(Value, frozen=True, kw_only=True):
    """A cited document in documents.yml, keyed by its 文号; `validity_on` is the day from which it was no longer 有效."""

    title: Line
    issuer: Line | None = None
    date: dt.date | None = None
    status: Validity = "有效"
    validity_on: dt.date | None = None
    url: Line | None = None
    note: Text | None = None
