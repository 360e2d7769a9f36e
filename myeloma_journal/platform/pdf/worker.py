"""The press: HTML in, PDF out, in a process of its own that can reach nothing.

`client.py` starts it as `python -m myeloma_journal.platform.pdf.worker` and speaks with
it over its standard input and output: one line of JSON, then that many bytes, both
ways. It knows neither Django nor the database, and its environment holds no secrets.
"""

import base64
import gc
import json
import os
import re
import resource
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

# Here WeasyPrint unpacks the fonts; pdf.py gives each press a folder of its own.
FOLDER = tempfile.gettempdir()
STATIC = Path(__file__).resolve().parents[3] / "static"
PRINT_CSS = STATIC / "css" / "print.css"

# The element that follows page one, where a document has one.
OVERLEAF = "overleaf"

MAX_PAGES = 60
CPU_SECONDS = 25
MEMORY_BYTES = 1024**3

# What a document has no business doing, whatever is written in it.
REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ftplib.",
    "urllib.Request",
)


class Press:
    """WeasyPrint, its style sheet and its fonts, loaded once."""

    def __init__(self) -> None:
        """Import and read everything now, so that the first page does not wait."""
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self.html = HTML
        self.fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
        self.fonts = FontConfiguration()
        self.style = CSS(
            string=style_sheet(), font_config=self.fonts, url_fetcher=self.fetcher
        )
        self.print("<html lang=en><title>A</title><body class=letter><h1>Aa</h1>")

    def layout(self, html: str) -> Any:
        """The pages, laid out."""
        document = self.html(string=html, url_fetcher=self.fetcher)
        for link in document.etree_element.iter("a"):
            # Paper leads nowhere but to its own pages.
            if not link.get("href", "#").startswith("#"):
                del link.attrib["href"]
        return document.render(font_config=self.fonts, stylesheets=[self.style])

    def count(self, html: str) -> tuple[dict[str, Any], bytes]:
        """How many pages it takes."""
        return {"pages": len(self.layout(html).pages)}, b""

    def print(self, html: str) -> tuple[dict[str, Any], bytes]:
        """The document as tagged PDF (PDF/UA-1); nothing is drawn that does not fit."""
        laid_out = self.layout(html)
        pages = len(laid_out.pages)
        if pages > MAX_PAGES:
            return {"over": "pages", "count": pages, "limit": MAX_PAGES}, b""
        if spills(laid_out.pages):
            return {"spills": True}, b""
        return {"pages": pages}, laid_out.write_pdf(pdf_variant="pdf/ua-1")


def spills(pages: Sequence[Any]) -> bool:
    """Whether what should stand on page one runs over: what follows it begins later."""
    begins = [n for n, page in enumerate(pages) if OVERLEAF in page.anchors]
    return min(begins, default=1) != 1


def style_sheet() -> str:
    """print.css with its fonts inside, so that nothing is fetched afterwards."""

    def inside(found: re.Match[str]) -> str:
        font = (PRINT_CSS.parent / found[1]).read_bytes()
        return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"

    return re.sub(r'url\("([^":]+\.woff2)"\)', inside, PRINT_CSS.read_text())


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what would leave this process: hosts, programs, and files not its own."""
    if event.startswith(REFUSED):
        raise PermissionError(f"{event} is not for documents")
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
        if not path.startswith((sys.prefix, sys.base_prefix, FOLDER, "/dev/null")):
            raise PermissionError("open is not for documents")


def allow_seconds(seconds: int) -> None:
    """From now on the kernel ends this process after so much more work."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def do(work: Callable[[str], tuple[dict[str, Any], bytes]], html: str) -> bytes:
    """One job, answered in one piece: a line of JSON and the bytes it announces."""
    try:
        answer, body = work(html)
    except MemoryError:
        answer, body = {"over": "memory"}, b""
    except Exception as problem:
        # The words of an error may hold the words of a person; the places do not.
        places = traceback.format_tb(problem.__traceback__)
        answer, body = {"broke": type(problem).__name__, "at": places}, b""
    line = json.dumps({**answer, "size": len(body)})
    return line.encode() + b"\n" + body


def main() -> None:
    """Work until the other side hangs up, and leave nothing behind."""
    try:
        serve()
    finally:
        # Fonts go with the object that unpacked them. Their folder is for pdf.py to
        # remove, but a web process that was killed can not.
        gc.unfreeze()
        gc.collect()
        with suppress(OSError):
            os.rmdir(FOLDER)


def serve() -> None:
    """Take one job after the other, until the other side hangs up."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # Who waits for a page goes before who waits for paper.
    os.nice(10)
    press = Press()
    sys.addaudithook(refuse)
    jobs = {"print": press.print, "count": press.count}
    # What is loaded by now stays, and is no longer searched for rubbish: searching took
    # a tenth of the time. After each answer, what is left of the job is collected.
    gc.freeze()
    gc.disable()
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        html = sys.stdin.buffer.read(job["size"]).decode()
        allow_seconds(CPU_SECONDS)
        sys.stdout.buffer.write(do(jobs[job["do"]], html))
        sys.stdout.buffer.flush()
        gc.collect()


if __name__ == "__main__":
    main()
