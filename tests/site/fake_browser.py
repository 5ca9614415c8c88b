"""A stand-in for Chromium: speaks as much of the DevTools protocol as printing needs, or fails as its name says.

It is a program: under the name of a behaviour (`sound`, `silent`, `dying`, `once`, `refusing`, `torn`, `unstarted`) it prints what it was
given as a PDF of a few lines, or does not. Every page it printed is a line in `printed.txt` beside it.
"""

import json
import os
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

HERE = Path(sys.argv[0])
NAME = HERE.name
PDF = """%PDF-1.4
1 0 obj
<</Title (x)
/CreationDate (D:{clock}+00'00')
/ModDate (D:{clock}+00'00')>>
endobj
2 0 obj
<</Type /Catalog /Length {length}>>
endobj
xref
0 3
trailer
<</Size 3
/Root 2 0 R
/Info 1 0 R>>
startxref
9
%%EOF
"""


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
    pdf = PDF.format(clock=time.strftime("%Y%m%d") + f"{time.time_ns() % 10**6:06}", length=len(html))
    return {"data": b64encode(pdf.encode()[: -10 if NAME == "torn" else None]).decode()}


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
