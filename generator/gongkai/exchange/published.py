"""What of a scheme the public gets in other formats than pages: without what is nobody else's business, and with where it is from."""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from gongkai.model import Scheme
from gongkai.rules import Case
from gongkai.rules.personal.masking import masked

TERMS = "本文件取自主动公开的政府信息，可以自由使用，请注明出处；与印发的公文不一致的，以公文为准。"
"""Under which anyone may use the files."""
INVENTED = "本文件内容为虚构，仅供演示，不是任何机关的文件。"
"""Said in the files of a region that only demonstrates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published scheme: what it was checked with, the folder of its pages (`anxi/mzj/2024`), and the address of the site's root, which
    ends in a slash and is empty where nobody stated it.
    """

    case: Case
    address: str
    url: str = ""

    @property
    def scheme(self) -> Scheme:
        """The scheme as its files tell it."""
        return self.case.scheme

    @property
    def page(self) -> str:
        """Where the notice stands: an address for a browser, or, where the site's is not known, the place in the site."""
        return f"{self.url}{self.address}/index.html"

    @property
    def number(self) -> str:
        """文号; empty without one."""
        return self.scheme.notice.number or "" if self.scheme.notice else ""

    @property
    def issued_on(self) -> date | None:
        """成文日期."""
        return self.scheme.notice.signed_on if self.scheme.notice else None

    @property
    def publisher(self) -> str:
        """发布机构: the stated one, else who signed, else the agency."""
        notice = self.scheme.notice
        return self.scheme.disclosure.publisher or (notice.signed_by if notice else self.case.agency.name)

    @property
    def table_title(self) -> str:
        """What the 绩效目标考评表 is called: as the attachment that it is, where the scheme lists it."""
        attached = next((each.title for each in self.scheme.attachments if each.content == "indicators"), None)
        return attached or f"{self.scheme.title}绩效目标考评表"


def public_scheme(scheme: Scheme) -> Scheme:
    """The scheme without the record of the review before publication and the names of files that are withheld, the reasons of its
    waivers masked as the pages mask them.
    """
    return replace(
        scheme,
        disclosure=replace(scheme.disclosure, review=None),
        attachments=tuple(replace(each, file=None) if each.withheld and each.file else each for each in scheme.attachments),
        waivers=tuple(replace(each, reason=masked(each.reason)) for each in scheme.waivers),
    )
