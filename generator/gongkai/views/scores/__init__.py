"""The score table: all indicators as one HTML table, and the tools around it."""
