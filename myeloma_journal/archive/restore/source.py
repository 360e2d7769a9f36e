"""The journal in an exported ZIP, read in a process of its own."""

import logging
from typing import IO, Any

from django.utils.translation import gettext as _

from myeloma_journal.archive.restore.errors import ArchiveError, archive_error
from myeloma_journal.archive.restore.reading import READER, unpack
from myeloma_journal.platform.files import client
from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError

logger = logging.getLogger(__name__)

# On a page: a journal of five years, and some seconds.
ON_A_PAGE = Limits()
# For whoever runs the server: some 50,000 entries with all their versions.
ON_THE_SERVER = Limits(
    unpacked_bytes=512 * MEGABYTE,
    records=2_000_000,
    output_bytes=512 * MEGABYTE,
    cpu_seconds=600,
    wall_seconds=1800,
    memory_bytes=8 * 1024 * MEGABYTE,
)


def pack_journal(file: IO[bytes], limits: Limits) -> IO[bytes]:
    """What `reading.unpack` reads, in a temporary file without a name.

    Raises:
        ArchiveError: It is damaged, too large, something else, or from a newer version.
    """
    try:
        return client.read_file(file, READER, limits)
    except RefusedError as refused:
        raise archive_error(refused) from None
    except client.ReaderBusyError:
        raise ArchiveError(
            _("The server is busy. Wait a few minutes, then choose the file again.")
        ) from None
    except client.ReaderCrashedError:
        logger.exception("A journal could not be read")
        raise ArchiveError(
            _(
                "The file can’t be read because of an error of ours. Tell the person "
                "who runs this site."
            )
        ) from None


def read_journal(file: IO[bytes], limits: Limits = ON_THE_SERVER) -> dict[str, Any]:
    """The journal of a ZIP as `export` makes it, with `Records` for its tables.

    Raises:
        ArchiveError: See `pack_journal`.
    """
    with pack_journal(file, limits) as packed:
        return unpack(packed)
