"""A new site that builds at once: `files/` is written out as it stands, beside nothing that was there before."""

import shutil
from pathlib import Path

from gongkai.diagnostics import CannotRun
from gongkai.refusals import reason

FILES = Path(__file__).parent / "files"
REPOSITORY = Path(__file__).parents[3]
"""A new site has this repository's settings and hand-written pages; an installed package carries them in `files/`."""
_PULL_REQUEST = "pull-request.md"
_PLACES = (
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".gitlab/merge_request_templates/Default.md",
    ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md",
)
"""Where GitHub, GitLab and Gitee look for what a new pull request begins with."""


def write_starter(folder: Path) -> None:
    """Write the starter into `folder`, which must be new or empty. Raises CannotRun, and leaves nothing half-written behind."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CannotRun(f"{folder} 已经存在，而且不是空文件夹。请换一个名字，原有内容没有改动。")
    existed = folder.exists()
    try:
        shutil.copytree(FILES, folder, dirs_exist_ok=True)
        if not (folder / "mkdocs.yml").exists():
            shutil.copy(REPOSITORY / "mkdocs.yml", folder)
            shutil.copytree(REPOSITORY / "content", folder / "content")
        for place in _PLACES:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / _PULL_REQUEST, folder / place)
        (folder / _PULL_REQUEST).unlink()
    except OSError as error:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        raise CannotRun(f"不能在 {folder} 新建站点：{reason(error)}。") from error
