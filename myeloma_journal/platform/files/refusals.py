"""Why a file was not read, and how much of it may be. Known on both sides."""

from dataclasses import dataclass
from typing import Any

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What reading one file may take; the kernel enforces time and memory.

    Attributes:
        unpacked_bytes: Of the one file that is read from a ZIP.
        ratio: How many times larger than packed; of an honest file it is 10 to 50.
        files: In a ZIP.
        records: What the format counts: a reader compares it itself.
        output_bytes: What the reader may write.
        cpu_seconds: Of the reading process.
        wall_seconds: After which it is killed: a busy machine takes longer.
        memory_bytes: Of the reading process.
    """

    unpacked_bytes: int = 64 * MEGABYTE
    ratio: int = 200
    files: int = 500
    records: int = 40_000
    output_bytes: int = 32 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 90
    memory_bytes: int = 1024 * MEGABYTE


class RefusedError(Exception):
    """The file cannot be read.

    Attributes:
        reason: A word for each reason; the app of the format has the sentences.
        details: Numbers and names for the sentence.
    """

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details
