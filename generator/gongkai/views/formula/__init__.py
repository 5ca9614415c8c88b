"""The formula, grades and indicator rules: in words, as worked examples, as a calculator."""
