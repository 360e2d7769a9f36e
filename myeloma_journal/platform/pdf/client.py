"""Renders HTML to PDF in isolated worker processes (`worker.py`).

Each web process has a pool of two workers. One that exceeds its time or memory, or
crashes, is terminated; the next job starts another. The reasons:
docs/decisions/0003-pdf-worker-process.md.
"""

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Timer
from typing import Any

from prometheus_client import Histogram

PROJECT = Path(__file__).resolve().parents[3]
WORKERS = 2
# A job may take 25 seconds of CPU time (worker.py), which is longer by the clock on a
# busy machine: this ends only a worker that hangs.
WALL_SECONDS = 120
WAIT_SECONDS = 5
# Memory that a long-lived process does not release goes with the process.
MAX_JOBS = 200
# Nothing else of our environment is passed on: no key, no database URL.
ENVIRONMENT = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "VIRTUAL_ENV")

JOBS = Histogram(
    "pdf_job_seconds",
    "Jobs for PDF workers, with the wait for a free one; how each ended.",
    ["job", "result"],
    buckets=(0.5, 1, 2.5, 5, 10, 30),
)


class LimitExceededError(Exception):
    """The document is too large; no part of it was rendered.

    Attributes:
        what: "pages", "rows", "seconds" or "memory".
        count: How many it needs, if known.
        limit: How many it may have, if they can be counted.
    """

    def __init__(self, what: str, count: int | None = None, limit: int | None = None):
        super().__init__(f"too many {what}: {count} of {limit}")
        self.what, self.count, self.limit = what, count, limit


class PageOneOverflowError(Exception):
    """The contents of page one do not fit on it; nothing was rendered."""


class PdfDocument(bytes):
    """The bytes of a PDF, and its number of pages."""

    pages: int

    def __new__(cls, body: bytes, pages: int) -> "PdfDocument":
        document = super().__new__(cls, body)
        document.pages = pages
        return document


class WorkerBusyError(Exception):
    """No worker was free, or the job took too long: try again in a moment."""


class WorkerCrashedError(Exception):
    """The worker failed for a reason of our own."""


class WorkerProcess:
    """One running worker, which does one job at a time."""

    def __init__(self) -> None:
        self.jobs = 0
        # Where WeasyPrint unpacks fonts; removed even when the worker was killed.
        self.folder = tempfile.TemporaryDirectory(prefix="pdf-worker-")
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "myeloma_journal.platform.pdf.worker"],
            cwd=PROJECT,
            env={k: os.environ[k] for k in ENVIRONMENT if k in os.environ}
            | {"TMPDIR": self.folder.name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def is_usable(self) -> bool:
        """Whether it runs and may do another job."""
        return self.process.poll() is None and self.jobs < MAX_JOBS

    def run(self, job: str, html: str) -> tuple[dict[str, Any], bytes]:
        """Send a job ("print" or "count") and read the worker's reply.

        Raises:
            LimitExceededError: The document exceeds a limit.
            PageOneOverflowError: Page one does not fit.
            WorkerBusyError: No reply within `WALL_SECONDS`.
            WorkerCrashedError: The worker ended or raised an exception.
        """
        self.jobs += 1
        timeout = Timer(WALL_SECONDS, self.process.terminate)
        timeout.start()
        try:
            reply, body = self._exchange(job, html.encode())
        except (OSError, ValueError):
            raise self._reason_it_ended() from None
        finally:
            timeout.cancel()
        if exceeded := reply.get("limit_exceeded"):
            raise LimitExceededError(exceeded, reply.get("count"), reply.get("limit"))
        if reply.get("page_one_overflows"):
            raise PageOneOverflowError
        if error := reply.get("error"):
            raise WorkerCrashedError(error + "\n" + "".join(reply["traceback"]))
        return reply, body

    def _exchange(self, job: str, html: bytes) -> tuple[dict[str, Any], bytes]:
        """Write the job, read the reply; ValueError when the reply is incomplete."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise ValueError("not connected")
        header = json.dumps({"job": job, "size": len(html)})
        stdin.write(header.encode() + b"\n" + html)
        stdin.flush()
        reply = json.loads(stdout.readline())
        body = stdout.read(reply["size"])
        if len(body) < reply["size"]:
            raise ValueError("incomplete reply")
        return reply, body

    def _reason_it_ended(self) -> Exception:
        """The exception for a worker that ended during a job."""
        self.close()
        if self.process.returncode == -signal.SIGXCPU:
            return LimitExceededError("seconds")
        if self.process.returncode == -signal.SIGTERM:
            return WorkerBusyError()
        return WorkerCrashedError(f"ended with {self.process.returncode}")

    def close(self) -> None:
        """Close the pipes, and kill it if it does not exit."""
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


class WorkerPool:
    """The workers of this web process, each started when it is first needed."""

    def __init__(self) -> None:
        self.slots = _empty_slots()

    def run(self, job: str, html: str) -> tuple[dict[str, Any], bytes]:
        """Run a job in a worker that is free.

        Raises:
            WorkerBusyError: None became free within `WAIT_SECONDS`, or see
                `WorkerProcess.run`.
        """
        started, result = time.perf_counter(), "done"
        try:
            return self._run(job, html)
        except Exception as error:
            result = type(error).__name__
            raise
        finally:
            JOBS.labels(job, result).observe(time.perf_counter() - started)

    def _run(self, job: str, html: str) -> tuple[dict[str, Any], bytes]:
        try:
            worker = self.slots.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise WorkerBusyError from None
        try:
            if worker is None or not worker.is_usable():
                if worker is not None:
                    worker.close()
                worker = WorkerProcess()
            return worker.run(job, html)
        finally:
            self.slots.put(worker)

    def warm(self) -> None:
        """Start a first worker without waiting for it."""
        worker = self.slots.get()
        self.slots.put(worker or WorkerProcess())

    def close(self) -> None:
        """End the workers that are free."""
        while not self.slots.empty():
            if worker := self.slots.get():
                worker.close()
        self.slots = _empty_slots()


def _empty_slots() -> "queue.LifoQueue[WorkerProcess | None]":
    slots: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
    for _ in range(WORKERS):
        slots.put(None)
    return slots


pool = WorkerPool()
atexit.register(pool.close)


def render_pdf(html: str) -> PdfDocument:
    """Render a document as tagged PDF (PDF/UA-1).

    Raises:
        LimitExceededError: Over 60 pages, 25 seconds of CPU time or 1 GB.
        PageOneOverflowError: Page one does not fit on one side.
        WorkerBusyError: Both workers are busy, or the machine is.
    """
    reply, body = pool.run("print", html)
    return PdfDocument(body, reply["pages"])


def count_pages(html: str) -> int:
    """How many pages the document has; cheaper than rendering it."""
    pages: int = pool.run("count", html)[0]["pages"]
    return pages


def find_pages(html: str) -> dict[str, int]:
    """The page on which each element with an id begins, by its id."""
    begins: dict[str, int] = pool.run("count", html)[0]["begins"]
    return begins


def warm() -> None:
    """Start a worker, so that a web process's first document need not wait for it."""
    pool.warm()
