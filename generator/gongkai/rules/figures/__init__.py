"""Families P, N, I, C and M, and T where a text states figures: points, counts, formulas and grades against each other and the table."""

from gongkai.rules.figures import closure, counts, formula, grades, indicator_rules, names, points, prose_numbers

__all__ = ["closure", "counts", "formula", "grades", "indicator_rules", "names", "points", "prose_numbers"]
