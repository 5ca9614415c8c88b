"""`gongkai serve`: the same preview as `mkdocs serve`, on the machine itself only."""

import os
from datetime import date
from pathlib import Path

from gongkai.diagnostics import CannotRun

HOST = "127.0.0.1"


def run_serve(config: Path, today: date | None, port: int) -> int:
    """Preview with live reload until interrupted; raises CannotRun when the port is taken or the configuration does not do."""
    from gongkai.site.engine import serve

    if not config.is_file():
        raise CannotRun(f"找不到站点设置 {config}。请在站点文件夹里运行，或用 --config 指明。")
    if today:
        os.environ["SOURCE_DATE_EPOCH"] = str((today - date(1970, 1, 1)).days * 86400)
    serve(config, f"{HOST}:{port}")
    return 0
