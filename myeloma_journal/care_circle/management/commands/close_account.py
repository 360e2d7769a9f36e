"""`manage.py close_account EMAIL`: nobody signs in with it; nothing is erased."""

import logging
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import ActivityKind, Invitation, Membership
from myeloma_journal.platform.accounts.management.account_command import (
    AccountCommand,
    ConfirmedCommand,
)
from myeloma_journal.platform.accounts.models import User

logger = logging.getLogger(__name__)


class Command(AccountCommand, ConfirmedCommand):
    help = (
        "Close an account: no one can sign in with it, its sessions and its calendar "
        "address end, and its open invitations are canceled. Nothing is erased, and "
        "--reopen opens it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reopen", action="store_true", help="open it again")

    def handle_user(self, user: User, **options: Any) -> None:
        reopen: bool = options["reopen"]
        if user.is_active == reopen:
            is_what = "open" if reopen else "closed"
            raise CommandError(f"The account {user.email} is already {is_what}.")
        verb = "Reopen" if reopen else "Close"
        self.confirm(f"{verb} the account {user.email}?", noinput=options["noinput"])
        if reopen:
            open_again(user)
        else:
            close(user)
            self._say_who_is_left(user)
        done = "open again" if reopen else "closed"
        self.stdout.write(f"The account is {done}.")
        logger.warning("The account %s is %s", user.pk, done)

    def _say_who_is_left(self, user: User) -> None:
        owned = Membership.objects.of(user.pk).filter(role="owner")
        others = Membership.objects.owners().values("patient")
        if alone := owned.exclude(patient__in=others).count():
            self.stdout.write(f"Journals that have no other owner: {alone}.")


@transaction.atomic
def close(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.sessions.all().delete()
    # With another account, each would be a way back in.
    sent = Invitation.objects.unused().filter(created_by=user)
    sent.update(withdrawn_at=timezone.now())
    _record(user, ActivityKind.ACCOUNT_CLOSED)


@transaction.atomic
def open_again(user: User) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record(user, ActivityKind.ACCOUNT_REOPENED)


def _record(user: User, kind: ActivityKind) -> None:
    for membership in Membership.objects.of(user.pk):
        audit.record_by_operator(membership.patient, kind, str(user))
