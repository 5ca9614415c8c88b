"""Why the operating system, or a host on the network, refused something, in Chinese."""

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EFBIG: "磁盘空间不足",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "端口已被别的程序占用",
    errno.ECONNREFUSED: "对方没有开放这个端口",
    errno.ECONNRESET: "连接被对方中断",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
    errno.ETIMEDOUT: "等了很久没有回应",
}


def reason(problem: Exception) -> str:
    """A clause without a stop; what is not foreseen is told in the system's own words."""
    within = getattr(problem, "reason", None)  # urllib wraps the error that tells
    if isinstance(within, OSError):
        return reason(within)
    if isinstance(problem, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    # by name and attribute: importing socket and ssl takes longer than all else that a short command does
    if type(problem).__name__ == "gaierror":
        return "找不到这个主机名"
    if untrusted := getattr(problem, "verify_message", ""):
        return f"证书不可信（{untrusted}）"
    said = getattr(problem, "strerror", "") or within or problem
    return _REASONS.get(_number(problem)) or f"系统报告“{said}”"


def _number(problem: Exception) -> int:
    """Its number, or that of its kind when it was raised without one."""
    kinds: dict[type[Exception], int] = {FileNotFoundError: errno.ENOENT, PermissionError: errno.EACCES}
    return getattr(problem, "errno", None) or kinds.get(type(problem), 0)
