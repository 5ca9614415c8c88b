"""Families R and A: the documents a text cites, their numbers, its own name, its attachments."""

from gongkai.rules.documents import attachment_list, attachments, cited_documents, organs, own_name, references

__all__ = ["attachment_list", "attachments", "cited_documents", "organs", "own_name", "references"]
