"""For test reports (Jenkins, GitLab, Azure): a suite a file, a case a finding; errors and warnings fail, a file without any passes."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree as Xml

from gongkai.diagnostics import Diagnostic, Severity
from gongkai.report.words import severity

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML 1.0 document may not hold, not even escaped."""


def render(diagnostics: Sequence[Diagnostic], files: Sequence[str] = ()) -> Iterator[str]:
    """One XML document; `files` without findings appear as suites that pass."""
    found = {file: list(group) for file, group in groupby(diagnostics, key=lambda each: each.span.file)}
    root = Xml.Element("testsuites", name="gongkai")
    for file in sorted({*files, *found}):
        root.append(_suite(file, found.get(file, [])))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    Xml.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield Xml.tostring(root, encoding="unicode")


def _suite(file: str, diagnostics: list[Diagnostic]) -> Xml.Element:
    suite = Xml.Element("testsuite", name=_legal(file))
    cases = [_case(each) for each in diagnostics] or [Xml.Element("testcase", name="没有问题", classname=_legal(file))]
    suite.extend(cases)
    counts = {"tests": len(cases), "failures": _having(cases, "failure"), "errors": 0, "skipped": _having(cases, "skipped")}
    for name, count in counts.items():
        suite.set(name, str(count))
    return suite


def _having(cases: list[Xml.Element], kind: str) -> int:
    return sum(case.find(kind) is not None for case in cases)


def _case(each: Diagnostic) -> Xml.Element:
    span, finding = each.span, each.finding
    where = f" 第 {span.line} 行" if span.line else ""
    case = Xml.Element("testcase", name=f"{each.rule.code} {each.rule.title}{where}", classname=_legal(span.file))
    if finding.waived is not None:
        Xml.SubElement(case, "skipped", message=_legal(finding.waived)).text = _legal(finding.message)
    elif each.rule.severity is Severity.NOTE:
        Xml.SubElement(case, "system-out").text = _legal("\n".join(_told(each)))
    else:
        failure = Xml.SubElement(case, "failure", message=_legal(finding.message), type=severity(each))
        failure.text = _legal("\n".join(_told(each)))
    return case


def _told(each: Diagnostic) -> Iterator[str]:
    yield f"{each.span.file}:{each.span.line}:{each.span.column}"
    yield each.finding.message
    yield from (f"相关：{span.file}:{span.line} {message}" for span, message in each.related)
    if each.finding.help:
        yield f"处理：{each.finding.help}"
    yield f"依据：{each.rule.basis}·{each.rule.source}"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
