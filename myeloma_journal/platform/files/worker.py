"""Reads one file in a process without network, files, secrets and database.

`client.py` runs it as `python -m myeloma_journal.platform.files.worker`. The file is
stdin, what was read goes to stdout, and one line of JSON to stderr if it was not. The
function that reads is named by the app of the format, and imports no Django.
"""

import encodings.cp437
import errno
import gc
import importlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from typing import IO, Any

from myeloma_journal.platform.files.refusals import Limits, RefusedError

# zipfile looks the oldest encoding of names up when it meets one.
NEEDED_LATER = (encodings.cp437,)
# Python's own events before these happen.
FORBIDDEN_EVENTS = ("open", "os.", "socket.", "subprocess.", "shutil.", "ctypes.")
STANDARD_STREAMS = 3

Reader = Callable[[IO[bytes], IO[bytes], Limits], None]


def audit_hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Forbid what reading a file that is open does not need."""
    if event.startswith(FORBIDDEN_EVENTS):
        raise PermissionError(f"{event} is forbidden")


def confine(limits: Limits) -> None:
    """Let the kernel hold this process to its limits, and to the files it has open."""
    os.nice(10)
    for which, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.output_bytes),
        # No file and no socket can be opened beside these three.
        (resource.RLIMIT_NOFILE, STANDARD_STREAMS),
    ):
        resource.setrlimit(which, (most, most))
    # Without a hard limit, it ends with a signal that says why.
    cpu_time = (limits.cpu_seconds, resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_CPU, cpu_time)
    sys.addaudithook(audit_hook)


def find_reader(name: str) -> Reader:
    """The function that "module:function" names."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


def run(reader: Reader, file: IO[bytes], out: IO[bytes], limits: Limits) -> str:
    """Read, and return why that failed: a line of JSON, empty when it did not."""
    try:
        reader(file, out, limits)
        out.flush()
    except RefusedError as refused:
        return json.dumps({"refused": refused.reason, "details": refused.details})
    except Exception as error:
        if isinstance(error, MemoryError) or _is_full(error):
            return json.dumps({"refused": "too_much", "details": {}})
        # The message may quote the file; the traceback does not.
        frames = traceback.format_tb(error.__traceback__)
        return json.dumps({"error": type(error).__name__, "traceback": frames})
    return ""


def _is_full(error: Exception) -> bool:
    """Whether more was written than the kernel lets this process write."""
    return isinstance(error, OSError) and error.errno == errno.EFBIG


def main() -> None:
    """Read stdin with the reader and the limits that the arguments name."""
    reader = find_reader(sys.argv[1])
    limits = Limits(**json.loads(sys.argv[2]))
    confine(limits)
    # What is read is small parts of one whole: nothing is freed before the end.
    gc.disable()
    said = run(reader, sys.stdin.buffer, sys.stdout.buffer, limits)
    sys.stderr.write(said)
    sys.stderr.flush()
    # Without the cleaning up of an interpreter.
    os._exit(1 if said else 0)


if __name__ == "__main__":
    main()
