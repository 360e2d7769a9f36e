"""Engines that the press is compared with, each in a process of its own.

    python -m tests.bench.paper_engines naive

A line with a seed in, the model document made, a line of JSON with its cost out.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.paper_model import LEAN_STYLE, STYLE, lean_page, naive_page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "google-chrome"
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--no-pdf-header-footer"),
]


def naive() -> Callable[[int], bytes]:
    """WeasyPrint as its first page of documentation shows it."""
    from weasyprint import HTML

    return lambda seed: HTML(string=naive_page(seed)).write_pdf()


def lean() -> Callable[[int], bytes]:
    """WeasyPrint with all that it reads read once, the least to draw, and tagged."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [CSS(string=STYLE + LEAN_STYLE, font_config=fonts)]
    return lambda seed: HTML(string=lean_page(seed)).write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"
    )


def chromium() -> Callable[[int], bytes]:
    """A browser started for each document, with a profile of its own."""

    def make(seed: int) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
            page.write_text(naive_page(seed))
            profile = f"--user-data-dir={folder}/profile"
            command = [CHROMIUM, *QUIET, profile, f"--print-to-pdf={made}", str(page)]
            subprocess.run(command, check=True, capture_output=True)
            return made.read_bytes()

    return make


ENGINES = {one.__name__: one for one in (naive, lean, chromium)}


def main() -> None:
    """Make one to warm up, then one for each line that comes in."""
    make = ENGINES[sys.argv[1]]()
    make(0)
    for line in sys.stdin:
        began = time.process_time(), time.perf_counter()
        made = make(int(line))
        cpu, clock = time.process_time() - began[0], time.perf_counter() - began[1]
        told = {"cpu": cpu, "clock": clock, "bytes": len(made)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
