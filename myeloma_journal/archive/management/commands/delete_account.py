"""`manage.py delete_account EMAIL`: as its person could on their own page."""

import logging
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from myeloma_journal.archive import erasure
from myeloma_journal.care_circle import audit, deletion
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.platform.accounts.management.account_command import (
    AccountCommand,
    ConfirmedCommand,
)
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.backups.retention import IN_BACKUPS

logger = logging.getLogger(__name__)


class Command(AccountCommand, ConfirmedCommand):
    help = (
        "Delete an account for good, on a written request. What its person wrote in "
        "other people's journals stays, with their name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--with-journals",
            action="store_true",
            help="also delete the journals that have no other owner, after seven days",
        )

    def handle_user(self, user: User, **options: Any) -> None:
        question = f"Delete the account {user.email} for good?"
        self.confirm(question, noinput=options["noinput"])
        key = user.pk
        try:
            delete(user, with_journals=options["with_journals"])
        except erasure.SoleOwnerError as error:
            raise CommandError(_sole_owner(error)) from None
        self.stdout.write(
            "The account was deleted. It stays in backups for up to "
            f"{IN_BACKUPS.days} days."
        )
        logger.warning("The account %s was deleted", key)


@transaction.atomic
def delete(user: User, *, with_journals: bool) -> None:
    """Delete an account, and with it journals that would have no owner.

    Raises:
        SoleOwnerError: There are some, and they are to stay; nothing was changed.
    """
    if with_journals:
        for patient in erasure.journals_owned_alone(user):
            deletion.schedule_deletion_by_operator(patient)
    for membership in Membership.objects.of(user.pk):
        kind = ActivityKind.ACCOUNT_DELETED
        audit.record_by_operator(membership.patient, kind, str(user))
    erasure.delete_account(user)


def _sole_owner(error: erasure.SoleOwnerError) -> str:
    lines = [
        "Nothing was deleted. These journals have no other owner:",
        *[f"  {patient.pk}" for patient in error.journals],
        "Someone else can be made their owner first, under People with access. If "
        "they are to be deleted as well, add --with-journals.",
    ]
    return "\n".join(lines)
