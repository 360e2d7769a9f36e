"""The PDF worker: WeasyPrint in a process without network, files and secrets.

`client.py` runs it as `python -m myeloma_journal.platform.pdf.worker`. Over stdin and
stdout each message is one line of JSON and then as many bytes as its `size` says. It
imports neither Django nor the database.
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

# WeasyPrint unpacks fonts here; client.py gives each worker its own folder.
TEMPORARY = tempfile.gettempdir()
STATIC = Path(__file__).resolve().parents[3] / "static"
PRINT_CSS = STATIC / "css" / "print.css"

# The id of the element after page one, if the document has one.
OVERLEAF = "overleaf"

MAX_PAGES = 60
CPU_SECONDS = 25
MEMORY_BYTES = 1024**3

# Audit events that no document may cause.
FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ftplib.",
    "urllib.Request",
)

# Each with a slash at its end, so that /usr is not /usr2.
READABLE_FOLDERS = tuple(
    os.path.join(os.path.realpath(folder), "")
    for folder in (sys.prefix, sys.base_prefix, TEMPORARY)
)


class Renderer:
    """WeasyPrint with its style sheet and fonts, loaded once."""

    def __init__(self) -> None:
        """Import and read everything, before the audit hook forbids it."""
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        from myeloma_journal.platform.pdf.tags import finish

        self.html = HTML
        self.finish = finish
        self.fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
        self.fonts = FontConfiguration()
        self.style = CSS(
            string=style_sheet(), font_config=self.fonts, url_fetcher=self.fetcher
        )
        self.print("<html lang=en><title>A</title><body class=letter><h1>Aa</h1>")

    def layout(self, html: str) -> Any:
        document = self.html(string=html, url_fetcher=self.fetcher)
        for link in document.etree_element.iter("a"):
            # Only links within the document stay.
            if not link.get("href", "#").startswith("#"):
                del link.attrib["href"]
        return document.render(font_config=self.fonts, stylesheets=[self.style])

    def count(self, html: str) -> tuple[dict[str, Any], bytes]:
        """How many pages, and on which the elements with an id begin."""
        pages = self.layout(html).pages
        begins = {name: n for n, page in enumerate(pages, 1) for name in page.anchors}
        return {"pages": len(pages), "begins": begins}, b""

    def print(self, html: str) -> tuple[dict[str, Any], bytes]:
        """Tagged PDF (PDF/UA-1), if the document is within its limits."""
        laid_out = self.layout(html)
        pages = len(laid_out.pages)
        if pages > MAX_PAGES:
            return {"limit_exceeded": "pages", "count": pages, "limit": MAX_PAGES}, b""
        if page_one_overflows(laid_out.pages):
            return {"page_one_overflows": True}, b""
        laid_out.metadata.title = " ".join((laid_out.metadata.title or "").split())
        body = laid_out.write_pdf(finisher=self.finish, pdf_variant="pdf/ua-1")
        return {"pages": pages}, body


def page_one_overflows(pages: Sequence[Any]) -> bool:
    """Whether the element after page one begins on another page than the second."""
    begins = [n for n, page in enumerate(pages) if OVERLEAF in page.anchors]
    return min(begins, default=1) != 1


def style_sheet() -> str:
    """print.css with its fonts as data: URLs, so that nothing is fetched later."""

    def embed(found: re.Match[str]) -> str:
        font = (PRINT_CSS.parent / found[1]).read_bytes()
        return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"

    return re.sub(r'url\("([^":]+\.woff2)"\)', embed, PRINT_CSS.read_text())


def audit_hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Forbid network, subprocesses, and files outside Python and the own folder."""
    if event.startswith(FORBIDDEN_EVENTS):
        raise PermissionError(f"{event} is forbidden")
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if path != os.devnull and not path.startswith(READABLE_FOLDERS):
            raise PermissionError("open is forbidden")


def limit_cpu_time(seconds: int) -> None:
    """Let the kernel end this process after so many more seconds of CPU time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def run_job(job: Callable[[str], tuple[dict[str, Any], bytes]], html: str) -> bytes:
    """The reply to a job: a line of JSON and the bytes it announces."""
    try:
        reply, body = job(html)
    except MemoryError:
        reply, body = {"limit_exceeded": "memory"}, b""
    except Exception as error:
        # The message may quote the document; the traceback does not.
        frames = traceback.format_tb(error.__traceback__)
        reply, body = {"error": type(error).__name__, "traceback": frames}, b""
    line = json.dumps({**reply, "size": len(body)})
    return line.encode() + b"\n" + body


def main() -> None:
    """Serve until stdin closes, and remove the temporary folder."""
    try:
        serve()
    finally:
        # Collecting the font configuration deletes the fonts it unpacked. client.py
        # removes the folder too, but not when its process was killed.
        gc.unfreeze()
        gc.collect()
        with suppress(OSError):
            os.rmdir(TEMPORARY)


def serve() -> None:
    """Run jobs one after the other, until stdin closes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # Pages of the site have priority over PDFs.
    os.nice(10)
    renderer = Renderer()
    sys.addaudithook(audit_hook)
    jobs = {"print": renderer.print, "count": renderer.count}
    # The garbage collector took a tenth of the time: it no longer searches what is
    # loaded by now, and runs only between jobs.
    gc.freeze()
    gc.disable()
    while line := sys.stdin.buffer.readline():
        message = json.loads(line)
        html = sys.stdin.buffer.read(message["size"]).decode()
        limit_cpu_time(CPU_SECONDS)
        sys.stdout.buffer.write(run_job(jobs[message["job"]], html))
        sys.stdout.buffer.flush()
        gc.collect()


if __name__ == "__main__":
    main()
