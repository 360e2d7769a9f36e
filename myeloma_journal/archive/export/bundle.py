"""A ZIP that leaves while it is made, so that it takes no room however long it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

File = tuple[str, Iterable[str | bytes]]


def zipped(files: Iterable[File], at: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP with these files.

    Args:
        files: Name and content of each, in pieces; read once, one after the other. A
            file without any piece is left out.
        at: The time the files bear, on the clock of whoever opens them.
    """
    out = _OneWay()
    with ZipFile(cast("IO[bytes]", out), "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            waiting = iter(pieces)
            first = next(waiting, None)
            if first is None:
                continue
            about = ZipInfo(name, at.timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            with archive.open(about, "w") as file:
                file.write(_bytes(first))
                yield from out.taken()
                for piece in waiting:
                    file.write(_bytes(piece))
                    yield from out.taken()
            yield from out.taken()
    yield from out.taken()


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


class _OneWay:
    """What the ZIP is written to: a stream that is handed on piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: `taken` fetches what was written."""

    def taken(self) -> Iterator[bytes]:
        """What was written since the last time, unless that is nothing."""
        parts, self._parts = self._parts, []
        if parts:
            yield b"".join(parts)
