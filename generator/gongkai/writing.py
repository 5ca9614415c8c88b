"""Put one file in place as a whole or not at all: whatever happens meanwhile, what stood there before stands there still."""

import errno
import os
import shutil
from pathlib import Path

from gongkai.diagnostics import CannotRun
from gongkai.refusals import reason

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def replace_file(path: Path, data: bytes, *, known: bytes | None = None) -> None:
    """Write a file beside the old one, then switch; `known` is what must still stand there. Raises CannotRun, the old file untouched."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.gongkai-new")
    try:
        exists = _writable(target)
        if known is not None and target.read_bytes() != known:
            raise CannotRun(f"{path} 刚刚被别的程序改过，没有写。请重新运行。")
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if exists:
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as problem:
        raise CannotRun(f"不能写 {path}：{reason(problem)}。原有内容没有改动。") from problem
    finally:
        _remove(beside)


def _writable(target: Path) -> bool:
    """Whether there is such a file; raises OSError for one that must not be replaced."""
    if not target.exists():
        return False
    if not target.is_file():
        raise OSError(errno.EINVAL, "不是普通文件")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "只读")
    return True


def _remove(beside: Path) -> None:
    try:
        beside.unlink(missing_ok=True)
    except OSError:  # the folder is gone or closed to us: then so is the file
        return
