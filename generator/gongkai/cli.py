"""The command line: thin commands that import only what they use."""
