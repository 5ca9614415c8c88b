"""The catalogue of rules, a page each, with the schemes on which they fire."""
