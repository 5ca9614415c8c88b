"""Family Y: a scheme against the one of the year before."""

from gongkai.rules.last_year import carried_over, previous_year

__all__ = ["carried_over", "previous_year"]
