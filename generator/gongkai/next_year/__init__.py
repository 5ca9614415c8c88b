"""`gongkai next`: this year's file → next year's draft beside it, in which nothing has changed but the years and what is to be decided."""
