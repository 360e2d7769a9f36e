"""Reads one file of a ZIP from a stranger; runs in `worker.py`, imports no Django.

Nothing is unpacked to a disk, so the paths and links in a ZIP lead nowhere.
"""

import zlib
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError

ENCRYPTED = 0x1
# Finder adds a second file beside each one, for what only a Mac knows of it.
FINDER_FOLDER = "__MACOSX"
# What zipfile raises for truncated, changed or oddly compressed files.
ZIP_ERRORS = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def read_member(file: IO[bytes], name: str, limits: Limits) -> bytes:
    """The contents of the only file with that name, in whatever folder of the ZIP.

    Raises:
        RefusedError: It is no ZIP, damaged, locked, too large, or has no such file.
    """
    try:
        with ZipFile(file) as archive:
            info = _find(archive.infolist(), name, limits)
            # ZipFile reads no more than the size in the header, checked above.
            return archive.read(info)
    except ZIP_ERRORS:
        raise RefusedError("damaged") from None


def _find(infos: list[ZipInfo], name: str, limits: Limits) -> ZipInfo:
    if len(infos) > limits.files:
        raise RefusedError("too_many_files", limit=limits.files)
    found = [info for info in infos if _is_called(info, name)]
    if not found:
        raise RefusedError("missing", name=name)
    if len(found) > 1:
        raise RefusedError("twice", name=name)
    (info,) = found
    if info.flag_bits & ENCRYPTED:
        raise RefusedError("locked")
    check_size(info.file_size, limits)
    if info.file_size > max(info.compress_size * limits.ratio, MEGABYTE):
        raise RefusedError("damaged")
    return info


def _is_called(info: ZipInfo, name: str) -> bool:
    path = PurePosixPath(info.filename)
    return path.name == name and FINDER_FOLDER not in path.parts


def check_size(size: int, limits: Limits) -> None:
    """Raise RefusedError for more bytes than are read."""
    if size > limits.unpacked_bytes:
        megabytes, limit = -(-size // MEGABYTE), limits.unpacked_bytes // MEGABYTE
        raise RefusedError("too_large", megabytes=megabytes, limit=limit)
