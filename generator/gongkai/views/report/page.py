"""The page 校核报告 (`report.html`): what was checked, what was found, what was acknowledged, and the fingerprint of the source."""

from collections.abc import Iterator

from gongkai.rules import RULES
from gongkai.rules.figures.ledger import Entry, ledger
from gongkai.views.environment import render
from gongkai.views.formula.bounds import bound_table
from gongkai.views.page import Heading, Page, link
from gongkai.views.report.finding_sheet import KINDS, finding_sheet, tallies
from gongkai.views.report.findings import identified
from gongkai.views.report.ledger import ledger_sheet
from gongkai.views.scheme_head import head, page
from gongkai.views.subject import Subject


def report_page(subject: Subject) -> Page:
    """The page; where nothing was found it says so."""
    case, scheme = subject.case, subject.case.scheme
    address = f"{subject.address}/report.html"
    shown, entries = identified(subject.findings), ledger(case)
    open_ = [each for each in shown if each.finding.waived is None]
    waived = [each for each in shown if each.finding.waived is not None]
    bounds = bound_table(case)
    body = render(
        "report.html",
        head=head(subject, "report.html"),
        tallies=[(KINDS[severity], severity, count) for severity, count in tallies(open_)],
        waived_count=len(waived),
        checks=_checks(entries),
        rules_href=link(address, "rules/index.html"),
        rule_count=len(RULES),
        open=finding_sheet(open_, case, "findings"),
        waived=finding_sheet(waived, case, "waived"),
        ledger=ledger_sheet(entries, subject),
        bounds=bounds,
        file=f"{subject.address}.yml",
        digest=subject.digest,
        format=scheme.format,
        provenance=scheme.provenance,
    )
    found = f"{len(open_)}个问题" if open_ else "没有发现问题"
    description = f"{scheme.title}的校核报告：{found}，另有{len(waived)}个已说明。"
    return page(subject, "report.html", body, description, tuple(_contents(with_bounds=bool(bounds))))


def _contents(*, with_bounds: bool) -> Iterator[Heading]:
    yield Heading(level=1, anchor="findings", text="校核发现")
    yield Heading(level=1, anchor="waived", text="已说明的问题")
    yield Heading(level=1, anchor="ledger", text="载明与实列")
    if with_bounds:
        yield Heading(level=1, anchor="bounds", text="推得的指标数")
    yield Heading(level=1, anchor="source", text="数据来源")


def _checks(entries: tuple[Entry, ...]) -> tuple[int, int, int, int]:
    """How many numbers are stated, and of them: borne out, contradicted, without anything to hold them against."""
    known = [each for each in entries if each.held is not None]
    agreeing = sum(each.agrees for each in known)
    return len(entries), agreeing, len(known) - agreeing, len(entries) - len(known)
