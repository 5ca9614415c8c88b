"""Schemes → the index of the site's search: which schemes hold which two characters, and their texts with anchors, as files for scripts.

`passages` takes a scheme apart, `folding` writes every spelling of a word in one form, `texts` makes the files in which the browser reads
what it shows, `pairs` keeps words, `blocks` merges the schemes of a region, `shards` cuts all of it into files small enough to load.
"""
