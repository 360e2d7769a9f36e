"""Has files of strangers read by `worker.py`, one at a time in each web process.

The reasons: docs/decisions/0008-a-journal-leaves-whole-and-comes-back.md.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from myeloma_journal.platform.files.refusals import Limits, RefusedError

PROJECT = Path(__file__).resolve().parents[3]
# Nothing else of our environment is passed on: no key, no database URL.
ENVIRONMENT = ("PATH", "LANG", "VIRTUAL_ENV")
WAIT_SECONDS = 5
# More of a message is not read: what wrote it may not be ours any more.
MESSAGE_BYTES = 64 * 1024

_slot = BoundedSemaphore(1)


class ReaderBusyError(Exception):
    """Another file is being read, or the machine is busy: try again in a moment."""


class ReaderCrashedError(Exception):
    """The reading process failed for a reason of our own."""


def read_file(file: IO[bytes], reader: str, limits: Limits) -> IO[bytes]:
    """What a reader makes of a file, in a temporary file without a name.

    Args:
        file: Open, with a file descriptor.
        reader: "module:function", which takes the file, where to write, and the limits.
        limits: What it may take.

    Raises:
        RefusedError: The file cannot be read, or takes too much.
        ReaderBusyError: Try again in a moment.
        ReaderCrashedError: It has an error.
    """
    if not _slot.acquire(timeout=WAIT_SECONDS):
        raise ReaderBusyError
    try:
        with ExitStack() as opened:
            out = opened.enter_context(TemporaryFile())
            said = opened.enter_context(TemporaryFile())
            if code := _run(file, out, said, reader, limits):
                raise _reason(code, said)
            out.seek(0)
            opened.pop_all()
            said.close()
            return out
    finally:
        _slot.release()


def _run(
    file: IO[bytes], out: IO[bytes], said: IO[bytes], reader: str, limits: Limits
) -> int:
    """The exit code of the process; negative is the signal that killed it."""
    file.flush()
    # The process reads from where the descriptor stands.
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    arguments = [reader, json.dumps(asdict(limits))]
    try:
        return subprocess.run(  # noqa: S603 (the reader's name is ours)
            [sys.executable, "-B", "-m", f"{__package__}.worker", *arguments],
            cwd=PROJECT,
            env={k: os.environ[k] for k in ENVIRONMENT if k in os.environ},
            stdin=file,
            stdout=out,
            stderr=said,
            timeout=limits.wall_seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise ReaderBusyError from None


def _reason(code: int, said: IO[bytes]) -> Exception:
    """The exception for a process that did not read the file."""
    if code == -signal.SIGXCPU:
        return RefusedError("too_much")
    if code < 0:
        # By the machine, when its memory ran out: not for the file's sake.
        return ReaderBusyError()
    said.seek(0)
    message: dict[str, Any] = {}
    with suppress(ValueError):
        message = json.loads(said.read(MESSAGE_BYTES))
    if "refused" in message:
        return RefusedError(message["refused"], **message["details"])
    frames = "".join(message.get("traceback", []))
    return ReaderCrashedError(f"{message.get('error', code)}\n{frames}")
