"""Family V: what identifies a person, in the data, the text and attached files, and how it is masked wherever it is quoted."""

from gongkai.rules.personal import privacy, privacy_files

__all__ = ["privacy", "privacy_files"]
