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
        raise ArchiveError(_("journal.json is not a journal of Myeloma Journal."))
    version = journal.get("version")
    if not isinstance(version, int):
        raise ArchiveError(_("journal.json does not say which version it has."))
    if version > VERSION:
        raise ArchiveError(
            _(
                "The file has version %(version)s of the format, and only %(known)s is "
                "known here. Bring this Myeloma Journal up to date first."
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
            _("There is no journal.json in it. Choose the ZIP file as you got it.")
        ) from None
    except ZIP_ERRORS:
        raise ArchiveError(
            _(
                "The file is damaged, or no ZIP file. Copy it again from where you "
                "kept it."
            )
        ) from None


def _reject_too_large(info: ZipInfo) -> None:
    if info.file_size > MAX_BYTES:
        raise ArchiveError(
            _("journal.json has %(size)s MB. At most %(most)s MB can be brought in.")
            % {"size": info.file_size // MEGABYTE, "most": MAX_BYTES // MEGABYTE}
        )


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_reject_constant)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise ArchiveError(
            _("journal.json, line %(line)s, letter %(column)s: %(reason)s.") % place
        ) from None
    except (ValueError, RecursionError):
        raise ArchiveError(
            _("journal.json cannot be read. It was changed since it was made.")
        ) from None


def _reject_constant(name: str) -> None:
    """JSON has no NaN and no Infinity."""
    raise ValueError(name)
