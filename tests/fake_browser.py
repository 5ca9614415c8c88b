"""A stand-in for Chromium: speaks as much of the DevTools protocol as printing needs, or fails as its name says.

`put` makes it a program: under the name of a behaviour (`sound`, `silent`, `dying`, `once`, `refusing`, `torn`, `unstarted`) it prints what
it was given as a PDF of a few lines, or does not. Every page it printed is a line in `printed.txt` beside it.
"""

import json
import os
import shlex
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

HERE = Path(sys.argv[1] if __name__ == "__main__" else __file__)
NAME = HERE.name


def put(folder: Path, behaviour: str) -> Path:
    """The program, in a folder."""
    program = folder / behaviour
    program.write_text(f'#!/bin/sh\nexec {shlex.join((sys.executable, __file__))} "$0" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def pdf(length: int) -> bytes:
    """A file of two objects that tells when it was made, and of how long a page."""
    clock = time.strftime("%Y%m%d") + f"{time.time_ns() % 10**6:06}"
    first = f"1 0 obj\n<</CreationDate (D:{clock}+00'00')\n/ModDate (D:{clock}+00'00')>>\nendobj\n"
    head = f"%PDF-1.4\n{first}2 0 obj\n<</Type /Catalog /Length {length}>>\nendobj\n"
    places = "".join(f"{place:010} 00000 n \n" for place in (9, 9 + len(first)))
    table = f"xref\n0 3\n0000000000 65535 f \n{places}trailer\n<</Size 3\n/Root 2 0 R\n/Info 1 0 R>>\n"
    return f"{head}{table}startxref\n{len(head)}\n%%EOF\n".encode()


def messages() -> Iterator[dict[str, object]]:
    """What is asked, until nobody asks any more."""
    waiting = b""
    while part := os.read(3, 1 << 16):
        waiting += part
        *whole, waiting = waiting.split(b"\0")
        yield from map(json.loads, whole)


def answer(method: str, html: str) -> dict[str, object]:
    """The least that the protocol demands."""
    if method != "Page.printToPDF":
        return {"targetId": "T", "sessionId": "S", "frameTree": {"frame": {"id": "F"}}}
    return {"data": b64encode(pdf(len(html))[: -10 if NAME == "torn" else None]).decode()}


def serve() -> None:
    """Answer one message after the other."""
    html = ""
    for message in messages():
        method, params = str(message["method"]), message["params"]
        html = str(params["html"]) if isinstance(params, dict) and "html" in params else html
        if method == "Page.printToPDF":
            with HERE.with_name("printed.txt").open("a") as log:
                log.write(f"{os.getpid()}\n")
            if NAME == "dying" or (NAME == "once" and HERE.with_name("printed.txt").read_text().count("\n") == 1):
                sys.exit("[1:1:ERROR] Out of memory.")
            if NAME == "silent":
                time.sleep(60)
            if NAME == "refusing":
                os.write(4, json.dumps({"id": message["id"], "error": {"message": "Printing failed"}}).encode() + b"\0")
                continue
        news = {"method": "Page.something", "params": {}}
        for each in (news, {"id": message["id"], "result": answer(method, html)}):
            os.write(4, json.dumps(each).encode() + b"\0")


if __name__ == "__main__":
    if "--version" in sys.argv:
        print("Fake 1.0")
    elif NAME == "unstarted":
        sys.exit("[1:1:FATAL] No usable sandbox!")
    else:
        serve()
