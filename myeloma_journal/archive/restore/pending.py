"""A journal from a file on a page: first what is in it, then, once, the journal."""

from datetime import date, datetime
from typing import IO, Any, NamedTuple

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from myeloma_journal.archive.restore.errors import (
    AlreadyHereError,
    ArchiveError,
    RecordError,
)
from myeloma_journal.archive.restore.reading import unpack
from myeloma_journal.archive.restore.records import Report, restore
from myeloma_journal.archive.restore.source import ON_A_PAGE, pack_journal
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.files.models import PendingFile

SHOWN_TABLES = ("questions", "appointments", "lab_results", "medications")


class Summary(NamedTuple):
    """What the page says about a file that was tried.

    Attributes:
        counts: How many records of each of `SHOWN_TABLES`.
        without_access: Names of the people who could open the journal, or wrote in it.
        private_questions: How many stayed with those who wrote them.
        private_symptoms: How many stayed with the patient.

    The others are those of `Report`.
    """

    name: str
    born_on: date | None
    entries: int
    first_day: date | None
    last_day: date | None
    counts: dict[str, int]
    exported_at: datetime | None
    exported_by: str
    is_patient: bool
    version: int
    without_access: list[str]
    private_questions: int
    private_symptoms: int
    not_in_catalogue: int
    dangling: int

    @classmethod
    def of(cls, pending: PendingFile) -> "Summary":
        """Raise `InvalidToken` when it can no longer be decrypted."""
        stored = pending.read_summary()
        days = {
            name: parse_date(stored[name] or "")
            for name in ("born_on", "first_day", "last_day")
        }
        return cls(**stored | days | {"exported_at": _moment(stored["exported_at"])})


def check(file: IO[bytes], user: User) -> PendingFile:
    """Read a file, try whether it can be added, and keep it until that is confirmed.

    Raises:
        ArchiveError: It cannot; the text says why.
    """
    with pack_journal(file, ON_A_PAGE) as packed:
        contents = packed.read()
        packed.seek(0)
        journal = unpack(packed)
    report = _restore(journal, user, dry_run=True)
    summary = _summary(journal, report)
    with transaction.atomic():
        return PendingFile.objects.keep(user, summary, contents)


@transaction.atomic
def add_journal(pending: PendingFile, user: User, client: ClientInfo) -> Membership:
    """Add the journal, and delete what was kept of the file.

    Raises:
        ArchiveError: It cannot be added any more; the text says why.
    """
    report = _restore(unpack(pending.open_contents()), user, dry_run=False)
    pending.delete()
    if not user.name:
        user.name = report.exported_by
        user.save(update_fields=["name"])
    member = Membership.objects.open_to(user.pk).get(patient=report.patient_id)
    member.client = client
    audit.record(member, ActivityKind.IMPORTED)
    return member


def _restore(journal: dict[str, Any], user: User, *, dry_run: bool) -> Report:
    """Restore, or try; the reasons against it in words for who chose the file."""
    try:
        return restore(journal, owner=user, dry_run=dry_run)
    except AlreadyHereError as here:
        raise ArchiveError(_already_here(here, user)) from None
    except RecordError as place:
        words = _(
            "Something in this file is not as Myeloma Journal wrote it, so it can’t be "
            "added. Download the file again where you got it. %(place)s"
        )
        raise ArchiveError(words % {"place": place}) from None


def _already_here(here: AlreadyHereError, user: User) -> str:
    mine = Membership.objects.of(user.pk).filter(patient=here.patient_id).first()
    if mine is None:
        return _(
            "This journal is already on this site, and you don’t have access to it. "
            "Ask someone who does to invite you."
        )
    if mine.patient.is_pending_deletion:
        return _(
            "You already have this journal here. It is waiting to be deleted. Open it "
            "to restore it."
        )
    return _("You already have this journal here. Nothing was added or changed.")


def _summary(journal: dict[str, Any], report: Report) -> dict[str, Any]:
    left_out = journal["left_out"] if isinstance(journal["left_out"], dict) else {}
    return {
        "name": report.name,
        "born_on": _iso(report.born_on),
        "entries": report.entries,
        "first_day": _iso(report.first_day),
        "last_day": _iso(report.last_day),
        "counts": {name: report.counts[name] for name in SHOWN_TABLES},
        "exported_at": report.exported_at[:40],
        "exported_by": report.exported_by,
        "is_patient": report.is_patient,
        "version": journal["version"],
        "without_access": report.without_login,
        "private_questions": _count(left_out.get("private_questions")),
        "private_symptoms": _count(left_out.get("private_symptoms")),
        "not_in_catalogue": report.not_in_catalogue,
        "dangling": report.dangling,
    }


def _count(value: Any) -> int:
    """A number that the file says; nothing depends on it."""
    return value if isinstance(value, int) and 0 <= value <= 10_000 else 0


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(text: str) -> datetime | None:
    """A moment that the file says, if it is one that a page can show."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    is_shown = found and found.tzinfo and date.min.year < found.year < date.max.year
    return found if is_shown else None
