"""The words and widths that the text reports share: severities in Chinese, display columns of Han characters."""

from unicodedata import combining, east_asian_width

from gongkai.diagnostics import Diagnostic, Span
from gongkai.terms import SEVERITIES


def severity(diagnostic: Diagnostic) -> str:
    """错误, 警告, 提示, or 已豁免 for a waived finding."""
    return "已豁免" if diagnostic.finding.waived else SEVERITIES[diagnostic.rule.severity]


def position(span: Span) -> str:
    """`file:line:column`, or the file alone when the whole of it is meant."""
    return f"{span.file}:{span.line}:{span.column}" if span.line else span.file


def width(text: str) -> int:
    """Columns that a terminal takes for the text: two for a Han or full-width character, none for a combining mark."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
