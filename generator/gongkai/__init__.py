"""gongkai (公开): publish a county's performance-evaluation schemes, checked, as a static site.

Read the file names as the pipeline: source → model → rules → views → site; `diagnostics`, `terms` and `scoring` serve all.
"""

__version__ = "0.1.0"
