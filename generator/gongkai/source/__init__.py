"""Bytes → model: walk the folders (`files`), read a file (`decode`), gather what rules need (`workspace`), find places again (`locate`).

The fast path needs msgspec and yaml-rs only; PyYAML and jsonschema-rs are imported when a file has a problem.
"""
