"""`manage.py delete_journal JOURNAL`: on a written request to who runs the server."""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from myeloma_journal.archive import erasure
from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.platform.accounts.management.account_command import (
    ConfirmedCommand,
    find_account,
)
from myeloma_journal.platform.backups import erasures
from myeloma_journal.platform.backups.retention import IN_BACKUPS

logger = logging.getLogger(__name__)


class Command(ConfirmedCommand):
    help = (
        "Delete a journal on a written request: it is hidden at once and erased after "
        "seven days, until when its owners, who get an email, can restore it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "journal",
            help="its number (on its page My data), or the email of its owner",
        )
        parser.add_argument(
            "--now",
            action="store_true",
            help="erase it now: no one can restore it, and no one gets an email",
        )

    def handle(self, *, journal: str, now: bool, noinput: bool, **options: Any) -> None:
        patient = _journal_of(journal) if "@" in journal else _journal(journal)
        if patient.deletion_scheduled_at and not now:
            day = date_format(patient.local(patient.deletion_scheduled_at))
            raise CommandError(f"It is already hidden, and will be erased on {day}.")
        how = "now, for good" if now else "after seven days"
        self.confirm(f"Delete the journal {patient.pk} {how}?", noinput=noinput)
        if now:
            erasure.erase_journal(patient.pk, timezone.now())
            erasures.write_into(settings.BACKUP_DIR)
            done = "was erased"
            self.stdout.write(
                f"The journal was erased. It stays in backups for up to "
                f"{IN_BACKUPS.days} days, and in the database's files until the next "
                f"`manage.py rewrite_database`, which runs daily."
            )
        else:
            deletion.schedule_deletion_by_operator(patient)
            done = "is hidden, and will be erased in seven days"
            self.stdout.write(f"The journal {done}.")
        logger.warning("The journal %s %s", patient.pk, done)


def _journal(number: str) -> Patient:
    try:
        return Patient.objects.get(pk=UUID(number))
    except (ValueError, Patient.DoesNotExist):
        raise CommandError(
            f"No journal has the number {number}. It is on the page My data."
        ) from None


def _journal_of(email: str) -> Patient:
    mine = Membership.objects.of(find_account(email).pk).filter(role="owner")
    found = [membership.patient for membership in mine]
    if not found:
        raise CommandError(f"{email} is not the owner of a journal.")
    if len(found) > 1:
        numbers = "\n".join(f"  {patient.pk}" for patient in found)
        raise CommandError(f"{email} owns several. Give the number of one:\n{numbers}")
    return found[0]
