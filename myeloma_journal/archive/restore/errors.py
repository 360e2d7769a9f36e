"""Why a file is not restored, in words for the person who brought it."""

from uuid import UUID

from django.utils.translation import gettext as _

from myeloma_journal.platform.files.refusals import RefusedError
from myeloma_journal.platform.forms.values import clean_line


class ArchiveError(Exception):
    """The file cannot be restored, and nothing was. The text says what to do."""


class RecordError(ArchiveError):
    """One record is not as we wrote it. The text says which one, and why."""


class AlreadyHereError(ArchiveError):
    """This very journal is on this server."""

    def __init__(self, patient_id: UUID) -> None:
        super().__init__(_("This journal is already on this server."))
        self.patient_id = patient_id


def shortened(text: object) -> str:
    """A word of the file that a sentence may repeat."""
    return clean_line(str(text))[:40]


def archive_error(refused: RefusedError) -> ArchiveError:
    """The sentence for what `reading.read` refuses."""
    words = {
        "damaged": _(
            "This is not a ZIP file, or it is damaged. Copy it again from where you "
            "saved it."
        ),
        "missing": _(
            "The file has no journal.json in it. Choose the ZIP file exactly as you "
            "downloaded it."
        ),
        "twice": _(
            "The file has more than one journal.json in it. Choose the ZIP file "
            "exactly as you downloaded it."
        ),
        "locked": _(
            "This ZIP file has a password. Choose the ZIP file exactly as you "
            "downloaded it from Myeloma Journal. That one has no password."
        ),
        "too_many_files": _(
            "This ZIP file has too many files in it. Choose the ZIP file exactly as "
            "you downloaded it."
        ),
        "too_large": _(
            "The file journal.json is %(megabytes)s MB. The limit is %(limit)s MB."
        ),
        "too_much": _(
            "This file is too large to read here. Ask the person who runs this site "
            "to add the journal for you."
        ),
        "too_many_records": _(
            "This journal is too long to add on this page. Ask the person who runs "
            "this site to add it for you."
        ),
        "too_many_people": _("This journal names too many people."),
        "other_format": _("This journal.json did not come from Myeloma Journal."),
        "no_version": _("This journal.json doesn’t say which version it is."),
        "newer": _(
            "This file uses format version %(version)s. This server can read only "
            "version %(known)s. Update Myeloma Journal first."
        ),
        "syntax": _(
            "The file journal.json, line %(line)s, character %(column)s: %(problem)s."
        ),
        "changed": _(
            "The file journal.json can’t be read. It was changed after it was "
            "downloaded."
        ),
        "no_tables": _("The file journal.json has no “tables”."),
        "no_records": _("“%(name)s” is not a list of records."),
    }[refused.reason]
    details = {name: shortened(value) for name, value in refused.details.items()}
    return ArchiveError(words % details)
