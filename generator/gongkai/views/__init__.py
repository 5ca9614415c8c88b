"""Model → pages: view models of ready strings, rendered by Jinja2 templates; one module a page. Knows no MkDocs and writes nothing."""
