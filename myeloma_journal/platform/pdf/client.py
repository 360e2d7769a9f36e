"""PDF from HTML, made by the press: another process that can reach nothing.

Two presses at most stand ready behind each web process. One that works too long, takes
too much memory or breaks is ended, and the next job starts a new one. Why it is so:
docs/decisions/0003-paper-is-made-in-its-own-process.md.
"""

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Timer
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
PRESSES = 2
# The work itself may take 25 seconds (press.py). By the clock they last longer on a
# busy machine, and that is no reason to refuse: this ends only a press that hangs.
WALL_SECONDS = 120
WAIT_SECONDS = 5
# Memory that a long-lived process does not give back goes with the process.
JOBS_EACH = 200
# The press gets nothing else of our environment: no key, no address of a database.
ENVIRONMENT = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "VIRTUAL_ENV")


class TooMuch(Exception):
    """More than a document may hold. Nothing was printed, not even a part.

    Attributes:
        what: pages, rows, seconds or memory.
        count: How many there would have been, where that is known.
        limit: How many there may be, where that can be counted.
    """

    def __init__(self, what: str, count: int | None = None, limit: int | None = None):
        super().__init__(f"too many {what}: {count} of {limit}")
        self.what, self.count, self.limit = what, count, limit


class Spills(Exception):
    """What should stand on page one runs over; nothing was drawn."""


class Document(bytes):
    """A PDF, which knows how many pages it has."""

    pages: int

    def __new__(cls, body: bytes, pages: int) -> "Document":
        """These bytes, with this many pages."""
        made = super().__new__(cls, body)
        made.pages = pages
        return made


class Busy(Exception):
    """There was no time for it; the same job can be asked for again in a moment."""


class PressBroke(Exception):
    """The press stopped for a reason that is ours to find."""


class PressProcess:
    """One running press, used by one job at a time."""

    def __init__(self) -> None:
        """Start it; it reads its fonts while we go on."""
        self.jobs = 0
        # Where WeasyPrint unpacks the fonts; it goes even when the press was ended.
        self.folder = tempfile.TemporaryDirectory(prefix="press-")
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "myeloma_journal.platform.pdf.worker"],
            cwd=PROJECT,
            env={k: os.environ[k] for k in ENVIRONMENT if k in os.environ}
            | {"TMPDIR": self.folder.name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def is_fresh(self) -> bool:
        """Whether it runs and may take another job."""
        return self.process.poll() is None and self.jobs < JOBS_EACH

    def ask(self, do: str, html: str) -> tuple[dict[str, Any], bytes]:
        """One job and its answer.

        Raises:
            TooMuch: The document is over a limit.
            Spills: Its page one is.
            Busy: It did not end in time, though it had not worked too long.
            PressBroke: It ended, or met something it did not expect.
        """
        self.jobs += 1
        late = Timer(WALL_SECONDS, self.process.terminate)
        late.start()
        try:
            answer, body = self._exchange(do, html.encode())
        except (OSError, ValueError):
            raise self._why_it_ended() from None
        finally:
            late.cancel()
        if over := answer.get("over"):
            raise TooMuch(over, answer.get("count"), answer.get("limit"))
        if answer.get("spills"):
            raise Spills
        if broke := answer.get("broke"):
            raise PressBroke(broke + "\n" + "".join(answer["at"]))
        return answer, body

    def _exchange(self, do: str, html: bytes) -> tuple[dict[str, Any], bytes]:
        """Write the job, read the answer; ValueError when it ends in the middle."""
        into, out = self.process.stdin, self.process.stdout
        if into is None or out is None:
            raise ValueError("not connected")
        into.write(json.dumps({"do": do, "size": len(html)}).encode() + b"\n" + html)
        into.flush()
        answer = json.loads(out.readline())
        body = out.read(answer["size"])
        if len(body) < answer["size"]:
            raise ValueError("half an answer")
        return answer, body

    def _why_it_ended(self) -> Exception:
        """The error to raise for a press that ended during a job."""
        self.close()
        if self.process.returncode == -signal.SIGXCPU:
            return TooMuch("seconds")
        if self.process.returncode == -signal.SIGTERM:
            return Busy()
        return PressBroke(f"ended with {self.process.returncode}")

    def close(self) -> None:
        """Hang up, and end it if it goes on."""
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                continue
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


class Presses:
    """The presses of this web process: two places, taken and given back."""

    def __init__(self) -> None:
        """Two empty places; presses are started when they are needed."""
        self.places = _empty_places()

    def ask(self, do: str, html: str) -> tuple[dict[str, Any], bytes]:
        """Have one job done by a press that is free.

        Raises:
            Busy: None came free in time, or the job did not end in time.
        """
        try:
            press = self.places.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise Busy from None
        try:
            if press is None or not press.is_fresh():
                if press is not None:
                    press.close()
                press = PressProcess()
            return press.ask(do, html)
        finally:
            self.places.put(press)

    def warm(self) -> None:
        """Start a first press without waiting for it."""
        press = self.places.get()
        self.places.put(press or PressProcess())

    def close(self) -> None:
        """End all presses that are free."""
        while not self.places.empty():
            if press := self.places.get():
                press.close()
        self.places = _empty_places()


def _empty_places() -> "queue.LifoQueue[PressProcess | None]":
    places: queue.LifoQueue[PressProcess | None] = queue.LifoQueue()
    for _ in range(PRESSES):
        places.put(None)
    return places


presses = Presses()
atexit.register(presses.close)


def render_pdf(html: str) -> Document:
    """The document as tagged PDF (PDF/UA-1), whole.

    Raises:
        TooMuch: Over 60 pages, 25 seconds of work or 1 GB.
        Spills: Page one takes more than one side.
        Busy: Two documents are being made already, or the machine has no time for it.
    """
    answer, body = presses.ask("print", html)
    return Document(body, answer["pages"])


def count_pages(html: str) -> int:
    """How many pages the document takes; cheaper than printing it."""
    pages: int = presses.ask("count", html)[0]["pages"]
    return pages


def warm() -> None:
    """Start a press, so that a web worker's first document need not wait for it."""
    presses.warm()
