"""Family D: dates, stages and time limits, with working days."""

from gongkai.rules.calendar import dates, deadlines, issue_dates, stages

__all__ = ["dates", "deadlines", "issue_dates", "stages"]
