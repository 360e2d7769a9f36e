"""Reads and validates an exported ZIP, which is untrusted input."""

import json
import zlib
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from myeloma_journal.archive.export.data import FORMAT, VERSION

JSON_NAME = "journal.json"
MEGABYTE = 1024 * 1024
# Some 50,000 entries with all their versions. Against decompression bombs.
MAX_BYTES = 512 * MEGABYTE
# What zipfile raises for truncated, changed, encrypted or oddly compressed files.
ZIP_ERRORS = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


class ArchiveError(Exception):
    """The file cannot be restored, and nothing was. The text says what to do."""


def read_journal(file: IO[bytes]) -> dict[str, Any]:
    """The parsed journal.json of a ZIP as `export` makes it.

    Raises:
        ArchiveError: It is damaged, too large, something else, or from a newer version.
    """
    return parse_journal(_unzip(file))


def parse_journal(body: bytes) -> dict[str, Any]:
    """A journal in a version of the format that is known here.

    Raises:
        ArchiveError: It is broken, something else, or from a newer version.
    """
    journal = _parse_json(body)
    if not isinstance(journal, dict) or journal.get("format") != FORMAT:
        raise ArchiveError(_("This journal.json did not come from Myeloma Journal."))
    version = journal.get("version")
    if not isinstance(version, int):
        raise ArchiveError(_("This journal.json doesn’t say which version it is."))
    if version > VERSION:
        raise ArchiveError(
            _(
                "This file uses format version %(version)s. This server can "
                "read only version %(known)s. Update Myeloma Journal first."
            )
            % {"version": version, "known": VERSION}
        )
    return journal


def _unzip(file: IO[bytes]) -> bytes:
    try:
        with ZipFile(file) as archive:
            info = archive.getinfo(JSON_NAME)
            _reject_too_large(info)
            # ZipFile reads no more than the size in the header, checked above.
            return archive.read(info)
    except KeyError:
        raise ArchiveError(
            _(
                "The file has no journal.json in it. Choose the ZIP file exactly as "
                "you downloaded it."
            )
        ) from None
    except ZIP_ERRORS:
        raise ArchiveError(
            _(
                "This is not a ZIP file, or it is damaged. Copy it again from "
                "where you saved it."
            )
        ) from None


def _reject_too_large(info: ZipInfo) -> None:
    if info.file_size > MAX_BYTES:
        raise ArchiveError(
            _("The file journal.json is %(size)s MB. The limit is %(most)s MB.")
            % {"size": info.file_size // MEGABYTE, "most": MAX_BYTES // MEGABYTE}
        )


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_reject_constant)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise ArchiveError(
            _("The file journal.json, line %(line)s, character %(column)s: %(reason)s.")
            % place
        ) from None
    except (ValueError, RecursionError):
        raise ArchiveError(
            _(
                "The file journal.json can’t be read. It was changed after it was "
                "downloaded."
            )
        ) from None


def _reject_constant(name: str) -> None:
    """JSON has no NaN and no Infinity."""
    raise ValueError(name)
