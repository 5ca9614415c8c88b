"""The only module that knows MkDocs: renders hand-written pages and shells, and lets `mkdocs build` and `mkdocs serve` make the whole site.

`render` is what `gongkai build` runs in a child process; under MkDocs the plugin renders the same and then runs the very same build.
"""

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

# Material prints a page-long warning about MkDocs 2.0, which the pin in pyproject.toml excludes
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from gongkai.diagnostics import CannotRun
from gongkai.site.rendering import DEPTHS, PAGES, THEME, Settings, read_rendered, write_rendered

# With one of these, what is rendered depends on more than the configuration, the content and the theme: it is never taken from the cache.
_OPEN_ENDED = ("INHERIT:", "!ENV", "pymdownx.snippets", "hooks:")


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml; `schemes` is relative to that file.

    `archive` asks for an archive of every scheme, `pdf` for a PDF of every notice.
    """

    schemes = option.Type(str, default="schemes")
    archive = option.Type(bool, default=True)
    pdf = option.Type(bool, default=False)


class GongkaiPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Makes MkDocs render into a folder of our own and then builds the site into the real one, so a failure leaves the last good site.

    `only_into` is set when no more than the rendering is wanted, and where.
    """

    only_into: Path | None = None
    serving = False

    def __init__(self) -> None:
        self.folder = self.destination = Path()
        self.shells: dict[int, str] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a person is previewing."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our theme, redirect the output, and leave the judging of links to `verify`, which sees not the hand-written pages alone."""
        config.use_directory_urls = False
        # a site's own overrides (`custom_dir`) come before ours, ours before Material's templates
        config.theme.dirs.insert(config.theme.custom_dir is not None, str(THEME))
        config.theme.static_templates.discard("sitemap.xml")
        config.validation.links.not_found = config.validation.links.anchors = logging.DEBUG
        self.destination = Path(config.site_dir)
        self.folder = self.only_into or Path(tempfile.mkdtemp(prefix="gongkai-"))
        config.site_dir = str(self.folder / PAGES)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add one shell for each depth, and leave out the assets of Material itself, which no page of this theme links."""
        own = {config.docs_dir, config.theme.custom_dir, str(THEME), None}
        for file in [each for each in files if each.src_dir not in own]:
            files.remove(file)
        for depth in range(DEPTHS):
            content = f"---\nshell: true\ndepth: {depth}\ntitle: shell\n---\n"
            files.append(File.generated(config, f"{'shell/' * depth}shell.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep a shell for ourselves: MkDocs does not write a page without content."""
        if not page.meta.get("shell"):
            return output
        self.shells[page.meta["depth"]] = output
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Note what was rendered; under `mkdocs build`, build the site from it. A preview renders for itself."""
        if self.serving:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        if any(isinstance(each, CountHandler) and each.get_counts() for each in logging.getLogger("mkdocs").handlers):
            return  # strict: MkDocs aborts over its warnings after this, and must not find the site changed
        write_rendered(self.folder, [self.shells[depth] for depth in range(DEPTHS)], self._settings(config))
        if self.only_into is None:
            self._build(config)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Let nothing of a failed build stay behind."""
        if self.only_into is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ARG002
        """Hand over to the preview that `gongkai serve` shows too: it remakes less after a change than all that MkDocs would."""
        from gongkai.site.serve import Preview

        host, port = server.server_address[:2]
        server.server_close()
        try:
            return Preview(Path(config.config_file_path), None, str(host), port, server.mount_path)
        except CannotRun as problem:
            raise Abort(str(problem)) from None

    def _build(self, config: MkDocsConfig) -> None:
        from gongkai.site.build import build_rendered

        try:
            done = build_rendered(read_rendered(self.folder), destination=self.destination)
        except CannotRun as problem:
            raise PluginError(f"gongkai：{problem}") from None
        shutil.rmtree(self.folder, ignore_errors=True)
        config.site_dir = str(self.destination)
        if not done:
            raise PluginError("gongkai：有错误，网站没有改动。")

    def _schemes(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.schemes

    def _settings(self, config: MkDocsConfig) -> Settings:
        inputs = (config.config_file_path, config.docs_dir, str(THEME), config.theme.custom_dir)
        text = Path(config.config_file_path).read_text(encoding="utf-8")
        return Settings(
            name=config.site_name,
            url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
            root=str(Path(config.config_file_path).parent),
            site=str(self.destination),
            schemes=str(self._schemes(config)),
            inputs=tuple(each for each in inputs if each),
            archive=self.config.archive,
            pdf=self.config.pdf,
            closed=len(config.plugins) == 1 and not any(word in text for word in _OPEN_ENDED),
        )


def render(config_file: Path, folder: Path) -> None:
    """Render the hand-written pages, the assets and the shells into `folder`; raises CannotRun with MkDocs' own words when it cannot."""
    try:
        config = load_config(config_file=str(config_file))
        plugin = config.plugins.get("gongkai")
        if not isinstance(plugin, GongkaiPlugin):
            raise CannotRun(f"{config_file} 的 plugins 中没有 gongkai，请加上一行“- gongkai”。")
        plugin.only_into = folder
        mkdocs_build.build(config)
    except (MkDocsException, Abort, OSError) as problem:
        raise CannotRun(f"MkDocs 不能按 {config_file} 生成手写页面：{problem}") from None


def _log_to_stderr(level: int) -> None:
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)


def main() -> None:
    """Entry of the child process: configuration file and folder are its arguments; what went wrong goes to standard error."""
    _log_to_stderr(logging.WARNING)
    try:
        render(Path(sys.argv[1]), Path(sys.argv[2]))
    except CannotRun as problem:
        sys.exit(str(problem))
