"""Family O: the leading group, the evaluated units and the units of the table."""

from gongkai.rules.people import organization, rosters, subjects

__all__ = ["organization", "rosters", "subjects"]
