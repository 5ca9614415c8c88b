"""A built site → online and back: release folders with one switch, here or on another host, and the comparison with what was built."""
