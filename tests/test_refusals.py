"""What the system says is said in Chinese."""

import errno
import os
import socket
import ssl
import urllib.error
from pathlib import Path

import pytest

from gongkai.refusals import reason


def test_what_a_system_really_raises(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    for path, words in {
        tmp_path / "b": "没有这个文件或者文件夹",
        tmp_path: "是文件夹，不是文件",
        tmp_path / "a" / "b": "上一级不是文件夹",
        tmp_path / ("长" * 300): "名称太长",
        tmp_path / "loop": "符号链接绕成了圈",
    }.items():
        with pytest.raises(OSError) as raised:
            path.read_bytes()
        assert reason(raised.value) == words


def test_what_a_network_really_raises() -> None:
    with pytest.raises(OSError) as raised:
        socket.getaddrinfo("没有.invalid", 80)
    assert reason(raised.value) == "找不到这个主机名"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(OSError) as raised:
            socket.create_connection(taken.getsockname())
        assert reason(raised.value) == reason(urllib.error.URLError(raised.value)) == "对方没有开放这个端口"
        with socket.socket() as late, pytest.raises(OSError) as raised:
            late.bind(taken.getsockname())
    assert reason(raised.value) == "端口已被别的程序占用"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk(code: int) -> None:
    assert reason(OSError(code, os.strerror(code))) == "磁盘空间不足"


def test_the_rest() -> None:
    untrusted = ssl.SSLCertVerificationError(1, "certificate verify failed")
    untrusted.verify_message = "certificate has expired"
    assert reason(urllib.error.URLError(untrusted)) == "证书不可信（certificate has expired）"
    assert reason(TimeoutError("timed out")) == "等了很久没有回应"
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "系统报告“Invalid cross-device link”"
    assert reason(OSError("只读")) == "系统报告“只读”"
    assert reason(urllib.error.URLError("unknown url type: x")) == "系统报告“unknown url type: x”"
