"""Pages and shells → the site folder: MkDocs renders hand-written pages and shells, workers the schemes; one commit puts all in place.

`engine` is the only module that knows MkDocs; everything else reads plain files and values.
"""
