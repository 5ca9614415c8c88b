"""Families G and L: what 政府信息公开条例 asks of a publication, and what no indicator may ask."""

from gongkai.rules.law import burdens, disclosure, forbidden, publication

__all__ = ["burdens", "disclosure", "forbidden", "publication"]
