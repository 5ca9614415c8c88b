"""Stages and deadlines: of one scheme, and of all month by month; as iCalendar files."""
