"""The leading group: a chart as SVG, and the same as a nested list and a table."""
