"""From a file that somebody brings to what is in it. Nothing is trusted."""

import json
import zlib
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from myeloma_journal.archive.export.data import FORMAT, VERSION

NAME = "journal.json"
MEGABYTE = 1024 * 1024
# Some 50,000 entries with all their versions; what unpacks to more is no journal.
MOST = 512 * MEGABYTE
# What zipfile says of a file that is cut off, changed, encrypted or oddly packed.
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class FileRefused(Exception):
    """The file cannot be brought in; nothing of it was. The text says what to do."""


def read_journal(file: IO[bytes]) -> dict[str, Any]:
    """What stands in the file: a journal of a version that we know.

    Args:
        file: A ZIP as `export` makes it, from its beginning.

    Raises:
        FileRefused: It is damaged, too large, something else, or from a newer version.
    """
    return parse_journal(_unpacked(file))


def parse_journal(body: bytes) -> dict[str, Any]:
    """What stands in journal.json: a journal of a version that we know.

    Raises:
        FileRefused: It is broken, something else, or from a newer version.
    """
    journal = _parsed(body)
    if not isinstance(journal, dict) or journal.get("format") != FORMAT:
        raise FileRefused(_("journal.json is not a journal of Myeloma Journal."))
    version = journal.get("version")
    if not isinstance(version, int):
        raise FileRefused(_("journal.json does not say which version it has."))
    if version > VERSION:
        raise FileRefused(
            _(
                "The file has version %(version)s of the format, and only %(known)s is "
                "known here. Bring this Myeloma Journal up to date first."
            )
            % {"version": version, "known": VERSION}
        )
    return journal


def _unpacked(file: IO[bytes]) -> bytes:
    try:
        with ZipFile(file) as archive:
            about = archive.getinfo(NAME)
            _refuse_too_much(about)
            # No more is unpacked than the size that the ZIP names, looked at above.
            return archive.read(about)
    except KeyError:
        raise FileRefused(
            _("There is no journal.json in it. Choose the ZIP file as you got it.")
        ) from None
    except BROKEN:
        raise FileRefused(
            _(
                "The file is damaged, or no ZIP file. Copy it again from where you "
                "kept it."
            )
        ) from None


def _refuse_too_much(about: ZipInfo) -> None:
    if about.file_size > MOST:
        raise FileRefused(
            _("journal.json has %(size)s MB. At most %(most)s MB can be brought in.")
            % {"size": about.file_size // MEGABYTE, "most": MOST // MEGABYTE}
        )


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise FileRefused(
            _("journal.json, line %(line)s, letter %(column)s: %(reason)s.") % place
        ) from None
    except (ValueError, RecursionError):
        raise FileRefused(
            _("journal.json cannot be read. It was changed since it was made.")
        ) from None


def _no_number(word: str) -> None:
    raise ValueError(word)
