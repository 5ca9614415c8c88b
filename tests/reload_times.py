"""How soon a preview shows what was saved: from the save of one scheme among many to its page, asked for as a browser that shows it would.

`python tests/bench.py --reload`. A change of the title alters every list over all schemes, so nothing is left out.
"""

import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REPOSITORY = Path(__file__).parents[1]
GONGKAI = "from gongkai.cli import main; main()"


def report(count: int, runs: int, root: Path) -> Iterator[str]:
    """Write `count` schemes below `root`, preview them and save one of them again and again."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    subprocess.run([sys.executable, str(REPOSITORY / "tests" / "generate.py"), str(root / "schemes"), str(count)], check=True)
    started = time.perf_counter()
    with _preview(root) as address:
        yield f"{count} schemes: first preview {time.perf_counter() - started:.1f} s"
    started = time.perf_counter()
    with _preview(root) as address:
        yield f"preview begun again {time.perf_counter() - started:.1f} s"
        files = sorted((root / "schemes").glob("*/*/2*.yml"))
        seconds = [_saved(address, files[len(files) // 2], number) for number in range(runs)]
    yield f"saved to shown {statistics.median(seconds):.2f} s ({min(seconds):.2f}-{max(seconds):.2f})"


@contextmanager
def _preview(root: Path) -> Iterator[str]:
    """A running preview: its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-c", GONGKAI, "serve", "--date", "2026-01-05", "--port", str(port)], cwd=root, stderr=subprocess.DEVNULL
    ) as server:
        while not _answers(address):
            if server.poll() is not None:
                sys.exit(f"gongkai serve ended with {server.returncode}")
            time.sleep(0.05)
        yield address
        server.terminate()


def _answers(address: str) -> bool:
    try:
        urlopen(address).close()
    except URLError:
        return False
    return True


def _saved(address: str, file: Path, number: int) -> float:
    """Seconds from saving a scheme to having its page anew."""
    time.sleep(2)  # whatever the save before set off is over
    page = f"{address}/{file.parent.parent.name}/{file.parent.name}/{file.stem}/index.html"
    state = re.search(r'"(/livereload/[^"]+)"', _text(page))
    assert state
    text, words = file.read_text(encoding="utf-8"), f"第{number}次保存的"
    started = time.perf_counter()
    file.write_text(re.sub(r"(?m)^title: (第\d+次保存的)?", f"title: {words}", text, count=1), encoding="utf-8")
    _text(address + state[1])
    shown = _text(page)
    seconds = time.perf_counter() - started
    assert words in shown
    return seconds


def _text(address: str) -> str:
    with urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())
