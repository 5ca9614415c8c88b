"""A small built site to publish, and what tests of publishing need around it."""

import hashlib
import json
from pathlib import Path

FILES = {"index.html": "<p>首页</p>", "anxi/mzj/2024/index.html": "<p>方案</p>", "anxi/mzj/2024/附件 1.csv": "指标,分值\n"}


def built(folder: Path, **changed: str) -> Path:
    """A site with its manifest; `changed` are contents by the name of a file without its ending."""
    files = {address: changed.get(Path(address).stem, text) for address, text in FILES.items()}
    for address, text in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    digests = {address: hashlib.sha256(text.encode()).hexdigest() for address, text in files.items()}
    (folder / "manifest.json").write_text(json.dumps({"files": digests}), encoding="utf-8")
    (folder / ".gongkai").write_text("")
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Everything of a site but its manifest."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}
