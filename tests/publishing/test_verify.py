"""What is online against what was built: every alteration has a name, in a folder and on a website."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import cli
from gongkai.diagnostics import CannotRun
from gongkai.publishing.command import run_verify
from gongkai.publishing.manifest import manifest_of
from gongkai.publishing.verify import NONE, compare_folder, compare_online, online_manifest
from publishing.online import FILES, built


class Quiet(SimpleHTTPRequestHandler):
    """A web server without a log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


@pytest.fixture
def url(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_untouched_site(site: Path, url: str) -> None:
    manifest = manifest_of(site)
    assert compare_folder(manifest, site) == NONE
    assert online_manifest(url) == manifest
    assert compare_online(manifest, url) == NONE


def test_what_was_done_to_it_has_names(site: Path, url: str) -> None:
    manifest = manifest_of(site)
    (site / "index.html").write_text("<p>黑页</p>")
    (site / "anxi/mzj/2024/附件 1.csv").unlink()
    (site / "anxi/shell.php").write_text("<?php")
    found = compare_folder(manifest, site)
    assert (found.altered, found.missing, found.added) == (("index.html",), ("anxi/mzj/2024/附件 1.csv",), ("anxi/shell.php",))
    online = compare_online(manifest, url)
    assert (online.altered, online.missing) == (found.altered, found.missing)
    assert len(list(found.sentences())) == 3


def test_a_link_is_no_file(site: Path, tmp_path: Path) -> None:
    manifest = manifest_of(site)
    (site / "index.html").rename(tmp_path / "elsewhere.html")
    (site / "index.html").symlink_to(tmp_path / "elsewhere.html")
    (site / "more").symlink_to(tmp_path)
    found = compare_folder(manifest, site)
    assert (found.missing, found.added) == (("index.html",), ("more",))


def test_the_command_names_the_file(site: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(cli, ["verify", str(site)], standalone_mode=False).return_value == 0
    (site / "index.html").write_text("<p>黑页</p>")
    result = runner.invoke(cli, ["verify", str(site)], standalone_mode=False)
    assert result.return_value == 1
    assert "index.html：内容与生成时不同" in result.output


def test_the_command_reads_a_folder_of_releases(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "srv"
    CliRunner().invoke(cli, ["publish", "--to", str(root), "--site", str(site)], standalone_mode=False)
    assert run_verify(str(root), site / "manifest.json") == 0
    assert f"{len(FILES)} 个文件都与清单一致" in capsys.readouterr().out
    (root / "current" / "manifest.json").write_text((site / "manifest.json").read_text().replace("0", "1"))
    assert run_verify(str(root), site / "manifest.json") == 0


def test_thousands_of_files_are_not_all_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(200):
        (site / f"{number}.html").write_text("")
    assert run_verify(str(site), None) == 1
    assert "另有 150 个文件" in capsys.readouterr().out


def test_a_website_that_does_not_answer(site: Path, url: str) -> None:
    for wrong in ("http://127.0.0.1:9/", "http://", "http://[", "https://127.0.0.1:9/"):
        with pytest.raises(CannotRun, match="连不上"):
            compare_online(manifest_of(site), wrong)
    with pytest.raises(CannotRun, match=r"没有 manifest\.json"):
        online_manifest(f"{url}anxi/")


@pytest.mark.parametrize("target", ["nowhere", "pyproject.toml"])
def test_a_target_that_is_none(target: str) -> None:
    with pytest.raises(CannotRun, match="不是文件夹"):
        run_verify(target, None)


def test_a_manifest_that_is_not_there(site: Path) -> None:
    with pytest.raises(CannotRun, match="读不出"):
        run_verify(str(site), site / "no.json")
