"""Readers that do what no file should get them to do, for the reading process."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from myeloma_journal.platform.files.refusals import RefusedError


def copies(file, out, limits):
    out.write(file.read())


def refuses(file, out, limits):
    raise RefusedError("strange", number=3)


def breaks(file, out, limits):
    raise ValueError(file.read().decode())


def works_for_ever(file, out, limits):
    while True:
        pass


def waits_for_ever(file, out, limits):
    signal.pause()


def takes_memory(file, out, limits):
    bytearray(4 * limits.memory_bytes)


def writes_too_much(file, out, limits):
    out.write(bytes(2 * limits.output_bytes))


def is_killed(file, out, limits):
    signal.raise_signal(signal.SIGKILL)


def tells_what_it_reaches(file, out, limits):
    """One letter for each thing that was not refused."""
    tries = {
        "f": lambda: Path("/etc/passwd").read_text(),
        "s": socket.socket,
        "p": lambda: subprocess.run(["true"], check=False),
        "k": os.fork,
    }
    for letter, reach in tries.items():
        try:
            reach()
        except OSError:
            continue
        out.write(letter.encode())
    out.write(",".join(sorted(os.environ)).encode())
